"""Tables as records: which header means what, which way the table runs, and the rows or columns as values by role.

Works for any language with a group `headers` in its lexicon; what the values mean is for the language's own rules.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from ingest.blocks import Block, Cell
from ingest.patterns import pattern

Rows = Sequence[tuple[Cell, ...]]
_BRACKETS = re.compile(r"[(\[（【<〈][^()\[\]（）]*[)\]）】>〉]")
_GIVER = re.compile(r"(?:개인정보\s?)?(?:제공|위탁)\s?(?:하는\s?)?(?:자|사|회사|기관)")
_PART = re.compile(r"\s*(?:\n|<br\s*/?>|/|;)\s*")
RECIPIENTS = frozenset({"recipient", "service"})
OPPOSED = frozenset({"provides_to", "entrusts_to"})
_LAST_COMMA = re.compile(r",\s+(?=[^,]*$)")
HEADER_LENGTH = 40  # characters; a longer cell is a value
HEADER_ROWS = 3  # a title or a second row of headers may stand above or below


@dataclass(frozen=True, slots=True)
class Role:
    """What a column holds, the kind of statement that its header itself tells (None: any), and the header's words."""

    name: str
    kind: str | None = None
    words: str = field(default="", compare=False)


@dataclass(frozen=True)
class Record:
    """One row, column or keyed list: cells by role, with the passage that holds them.

    Attributes:
        kinds: kinds of statement that its headers tell.
        label: words that stand for it where no cell is the recipient (a spanned first column, the line above a list).
        words: the headers that tell whom it is about and what.
    """

    values: Mapping[str, tuple[Cell, ...]]
    start: int
    end: int
    kinds: frozenset[str] = frozenset()
    label: Cell | None = None
    words: tuple[str, ...] = ()

    def first(self, role: str) -> Cell | None:
        """The first cell of a role that is not empty."""
        return next((cell for cell in self.values.get(role, ()) if cell.raw.strip()), None)


@dataclass(frozen=True)
class Header:
    """The roles of a table's columns, for the next table if that goes on without a header."""

    roles: tuple[Role | None, ...]


@dataclass
class _Gathering:
    """A record while its cells are being collected."""

    values: dict[str, list[Cell]] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)
    label: Cell | None = None

    def add(self, role: Role, cell: Cell) -> None:
        for name, part in parts(role, cell):
            self.values.setdefault(name, []).append(part)
        if role.kind:
            self.roles.append(role)

    def done(self, start: int, end: int) -> Record:
        values = {name: tuple(cells) for name, cells in self.values.items()}
        return Record(values, start, end, kinds_told(self.roles), self.label, tuple(r.words for r in self.roles))


def kinds_told(roles: Sequence[Role]) -> frozenset[str]:
    """The kinds of statement that headers tell; where they differ on whose purposes it is for, whom they name decides.

    >>> sorted(kinds_told([Role("recipient", "entrusts_to"), Role("items", "provides_to")]))
    ['entrusts_to']
    """
    told = {role.kind for role in roles if role.kind}
    if not told >= OPPOSED:
        return frozenset(told)
    for names in (RECIPIENTS, frozenset({"purpose"})):
        decided = {role.kind for role in roles if role.name in names and role.kind} & OPPOSED
        if len(decided) == 1:
            return frozenset(told - OPPOSED | decided)
    return frozenset(told)


def parts(role: Role, cell: Cell) -> list[tuple[str, Cell]]:
    """A cell by the roles that it holds ("이용 목적 및 보유 기간"); by the first alone where it does not fall apart."""
    names = role.name.split("+")
    if len(names) == 1:
        return [(role.name, cell)]
    cuts = [m.span() for m in _PART.finditer(cell.raw)] or [m.span() for m in _LAST_COMMA.finditer(cell.raw)]
    if len(cuts) != len(names) - 1:
        return [(names[0], cell)]
    begins, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(cell.raw)]
    return [
        (name, replace(cell, raw=cell.raw[left:right], start=cell.start + left, end=cell.start + right))
        for name, left, right in zip(names, begins, ends, strict=True)
    ]


@lru_cache(maxsize=8192)
def role_of(words: str, language: str) -> Role | None:
    """What a header or key stands for; None where it is none that the lexicon knows.

    >>> role_of("이전받는 자 (법인명)", "ko")
    Role(name='recipient', kind='transfers_to_country', words='이전받는 자 (법인명)')
    """
    bare = _BRACKETS.sub("", words)
    key = re.sub(r"\s+", "", bare if bare.strip() else words).strip(":：*·•-").casefold()
    if not key or len(key) > HEADER_LENGTH:
        return None
    hit = pattern(language, "headers").match(key)
    if not hit or not hit.entry.means:
        return None
    name, _, kind = hit.entry.means.partition("/")
    return Role(name, kind or None, " ".join(words.split()).strip("*:：·• -"))


def records(
    block: Block, language: str, before: Header | None = None, *, about: frozenset[str] = RECIPIENTS
) -> tuple[list[Record], Header | None]:
    """The records of a table, and its header; `before`: the header of the table that this one may go on from.

    `about`: the roles of which a header row must hold one.
    """
    rows = [row for row in block.rows if any(cell.raw.strip() for cell in row)]
    if not rows:
        return [], before
    top, side = _top_header(rows, language, about), _side_header(rows, language)
    if top and (not side or _worth(top[1]) >= _worth(side[1])):
        return list(_by_rows(rows, *top, language)), Header(top[1])
    if side:
        return list(_by_columns(rows, *side)), None
    if (functions := _functions(rows, language)) and not side:
        return list(_by_rows(rows, 0, functions, language)), Header(functions)
    if before and len(before.roles) == len(rows[0]) and not any(cell.header for cell in rows[0]):
        return list(_by_rows(rows, -1, before.roles, language)), before
    return [], None


def _worth(roles: Sequence[Role | None]) -> int:
    return len({role.name for role in roles if role})


def _top_header(rows: Rows, language: str, about: frozenset[str]) -> tuple[int, tuple[Role | None, ...]] | None:
    """The last row of the header and the role of each column, if a row names what it is about and something of it."""
    for index in range(min(HEADER_ROWS, len(rows))):
        if _is_one(rows[index]):
            continue
        roles = _roles(rows[index], language)
        below = _roles(rows[index + 1], language) if index + 1 < len(rows) else ()
        if below and _goes_on(rows[index], rows[index + 1]) and _worth(below) > 1:
            mixed = tuple(low or high for low, high in zip(below, roles, strict=True))
            return index + 1, mixed
        if _worth(roles) > 1 and any(role and role.name in about for role in roles):
            return index, roles
        if len(roles) == 1 and roles[0] and roles[0].name in about:
            return index, roles
    first = _roles(rows[0], language)
    marked = len(rows) > 1 and all(cell.header for cell in rows[0]) and not any(cell.header for cell in rows[1])
    known = any(role and role.name == "recipient" and role.kind for role in first)
    return (0, first) if marked and known else None


def _functions(rows: Rows, language: str) -> tuple[Role | None, ...] | None:
    """The roles of a table of processors by their function alone: "위탁 업무 | 내용", where nobody is named."""
    roles = _roles(rows[0], language)
    if len(roles) < 2 or len(rows) < 2 or not roles[0] or not roles[1]:
        return None
    if (roles[0].name, roles[0].kind, roles[1].name) != ("purpose", "entrusts_to", "purpose"):
        return None
    return (Role("function", "entrusts_to", roles[0].words), *roles[1:])


def _goes_on(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    """Whether a second row of headers divides cells of the first: one reaches across, one reaches down."""
    across = any(a.start == b.start and a.raw for a, b in pairwise(upper))
    down = any(a.start == b.start and a.raw for a, b in zip(upper, lower, strict=True))
    return across and (down or all(cell.header for cell in lower))


def _side_header(rows: Rows, language: str) -> tuple[int, tuple[Role | None, ...]] | None:
    """The column of keys and the role of each row, if a column names a recipient or country and something more."""
    for column in range(min(2, len(rows[0]) - 1)):
        roles = _roles([row[column] for row in rows], language)
        if len(rows) > 1 and _is_caption(rows, column, language):
            roles = (None, *roles[1:])
        names = {role.name for role in roles if role}
        several = len(rows[0]) > column + 2 and _is_label(roles[0]) and len(names - {"label"}) > 1
        if several and "recipient" not in names:
            return column, (Role("recipient"), *roles[1:])  # "구분 | X | Y": the columns are the recipients
        if len(names - {"label", "contact"}) > 1 and names & {"recipient", "country"}:
            return column, roles
    return None


def _is_label(role: Role | None) -> bool:
    return role is not None and role.name in ("label", "items")


def _is_caption(rows: Rows, column: int, language: str) -> bool:
    """Whether the first row only heads the keys and the values, as "항목 | 내용" does."""
    if len(rows[0]) == column + 2 and rows[0][column + 1].header and not rows[1][column + 1].header:
        key, value = _roles(rows[0][column:], language)
        return key is None or value is not None or (_is_label(key) and not key.kind)
    key, *values = _roles(rows[0][column:], language)
    return key is not None and _is_label(key) and not key.kind and all(values)


def _roles(cells: Sequence[Cell], language: str) -> tuple[Role | None, ...]:
    roles = tuple(role_of(cell.plain.text, language) for cell in cells)
    receivers = [role for role in roles if role and role.name == "recipient"]
    if not any(role.kind for role in receivers) or len(receivers) < 2:
        return roles
    return tuple(None if role in receivers and _gives(role) else role for role in roles)


def _gives(role: Role | None) -> bool:
    """Whether a header names who gives, where another is of who receives ("제공자" beside "제공받는 자")."""
    return role is not None and role.kind is None and bool(_GIVER.fullmatch(role.words))


def _is_one(row: Sequence[Cell]) -> bool:
    """Whether one cell reaches across the whole row, as titles and notes do."""
    return len(row) > 1 and all(cell.start == row[0].start and cell.raw == row[0].raw for cell in row)


def _by_rows(rows: Rows, header: int, roles: tuple[Role | None, ...], language: str) -> Iterator[Record]:
    past = rows[header][0].start if header >= 0 else -1
    for row in rows[header + 1 :]:
        if _is_one(row) or (_worth(_roles(row, language)) > 1 and _roles(row, language) == roles):
            continue
        gathering = _Gathering()
        for cell, role in zip(row, roles, strict=False):
            if role and cell not in gathering.values.get(role.name, ()):
                gathering.add(role, cell)
        own = [cell for cell in row if cell.start > past and cell.raw] or [cell for cell in row if cell.raw]
        past = max(cell.start for cell in own)
        yield gathering.done(min(cell.start for cell in own), max(cell.end for cell in own))


def _by_columns(rows: Rows, keys: int, roles: tuple[Role | None, ...]) -> Iterator[Record]:
    seen: set[int] = set()
    for column in range(keys + 1, len(rows[0])):
        gathering, touched = _Gathering(), [rows[0][column]]
        for row, role in zip(rows, roles, strict=True):
            cell = row[column]
            if role is None or cell.start in seen or not cell.raw.strip():
                continue
            if role.name == "recipient" and "recipient" in gathering.values:
                yield _finished(gathering, touched)
                gathering, touched = _Gathering(), []
            seen.add(cell.start)
            gathering.add(role, cell)
            touched += [row[keys], cell] if column == keys + 1 else [cell]
            gathering.label = gathering.label or (row[0] if keys else None)
        if gathering.values:
            yield _finished(gathering, touched)


def _finished(gathering: _Gathering, touched: Sequence[Cell]) -> Record:
    return gathering.done(min(cell.start for cell in touched), max(cell.end for cell in touched))


def notes(block: Block) -> list[Cell]:
    """The cells that reach across the whole table: titles, and notes that hold for every row."""
    return [row[0] for row in block.rows if _is_one(row) and row[0].raw.strip()]

"""Keyed lists as records: "이전받는 자: X / 이전국가: Y / …" in one line, over several items, or under a name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ingest.blocks import TYPED_CIRCLES, Block, Cell
from ingest.korean_context import GIVING, Context, topics_of
from ingest.korean_names import is_data, is_header, is_proper, sort_of
from ingest.korean_places import mentions_in
from ingest.patterns import pattern
from ingest.tables import Record, Role, kinds_told, parts, role_of

_ORDINAL = r"(?:\d{1,2}[.)]|[가나다라마바사아자차카타파하][.)]|[①-⑳])"
_BULLET = f"[•·ㆍ○●▪■□◆◇▶▷※{TYPED_CIRCLES}]"
# Where a key may begin: a line, a mark of separation, the end of a sentence, an ordinal, a bullet.
_BEFORE_KEY = rf"(?:^|[\n/|;,·•]|<br\s*/?>|(?<=[.)\]다])\s|\s[-–—]|\s(?={_ORDINAL}\s?|{_BULLET}\s))"
_ORNAMENT = rf"(?:[\s\u00a0*_`#>]|(?:{_BULLET}|[-–—*])(?=\s)|{_ORDINAL}\s?)*"
# A key, in brackets or not, and the colon, dash or bracket that ends it.
_KEY = re.compile(
    _BEFORE_KEY
    + _ORNAMENT
    + r"(?:[\[<【「〈](?P<boxed>[^\[\]<>【】「」〈〉\n:]{2,30})[\]>】」〉]"
    + rf"|(?P<key>(?:(?!\s{_BULLET}\s)[^:：\n/|;,\[\]<>]){{2,40}}?))"
    r"[\s*_`]*(?P<mark>[:：]|\s[-–—=→](?=\s)|(?<=[\]>】」〉]))[\s*_`]*"
)
_NUMBER_BEFORE = re.compile(rf"[\s#*]*(?:제\s?\d+\s?[조항호]|\d{{1,2}}(?:[.-]\d{{1,2}})*[.)]?|{_ORDINAL})\s*")
_NUMBER_BEHIND = re.compile(rf"\s+{_ORDINAL}$")  # of the key that follows
_MARKS = re.compile(r"[:：=→\[<【「〈]|\s[-–—]\s")
_DASHES = ("-", "–", "—", "=", "→")
PAIR = re.compile(
    r"[\s*_`]*(?P<left>[^:：\n]{1,60}?)[\s*_`]*(?:[:：]|\s[-–—→]\s|\s?[=]\s)[\s*_`]*(?P<right>[^\n]{2,300})"
)
_CLAUSE = re.compile(r"[가-힣A-Za-z”\"][은는을를]\s")  # a topic or an object: no line of a name
KIND_LENGTH = 16  # characters of what names are of a kind
WIDE_KEY = 40  # characters of a key with a comma in it
LABEL_LENGTH = 60  # characters; a longer line is prose and names no record
VALUE_LENGTH = 160  # characters; a longer block below a key is prose
ROLES_OF_RECORD = frozenset({"recipient", "service", "country"})


@dataclass(frozen=True, slots=True)
class Field:
    """A key with its value, as a cell of the document."""

    role: Role
    value: Cell


@dataclass
class _Open:
    """A record that is being collected from blocks that follow each other."""

    values: dict[str, list[Cell]] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)  # those whose words tell a kind
    label: Cell | None = None
    start: int = 0
    end: int = 0

    def add(self, found: Field, start: int) -> None:
        if not self.values:
            self.start = start
        for name, part in parts(found.role, found.value):
            self.values.setdefault(name, []).append(part)
        self.end = max(self.end, found.value.end)
        if found.role.kind:
            self.roles.append(found.role)

    def begins_anew(self, role: str) -> bool:
        """Whether this key opens the next record: it was there, and what this record is about is known."""
        return role in self.values and (role in ROLES_OF_RECORD or (role == "purpose" and self._is_known()))

    def _is_known(self) -> bool:
        return bool(self.label or ROLES_OF_RECORD & set(self.values))

    def done(self) -> Record:
        """The record; the line that names whom it is about belongs to its passage."""
        values = {name: tuple(cells) for name, cells in self.values.items()}
        start = self.label.start if self.label and "recipient" not in values else self.start
        words = tuple(role.words for role in self.roles)
        return Record(values, min(start, self.start), self.end, kinds_told(self.roles), self.label, words)


def fields(block: Block) -> list[Field]:
    """The keys of a block that the lexicon knows, each with its value up to the next."""
    keys = _keys(block.raw)
    ends = [*(key.start for key in keys[1:]), len(block.raw)]
    found = [Field(key.role, value_cell(block, key.end, end)) for key, end in zip(keys, ends, strict=False)]
    if len(found) == 1 and _is_description(found[0].role, found[0].value.plain.text):
        return []
    return [replace(one, role=_as_told(one.role)) for one in found] if block.kind == "item" else found


def _as_told(role: Role) -> Role:
    """The role of a key; one that describes processors ("서비스 제공업체: 가나") tells the kind, too."""
    helps = role.name == "recipient" and not role.kind and sort_of(role.words) == "described"
    return replace(role, kind="entrusts_to") if helps and pattern("ko", "processor").search(role.words) else role


def _is_description(role: Role, value: str = "") -> bool:
    """Whether what looks like a key describes somebody, and what is behind it tells a work ("배송업체: 상품 배송")."""
    words, value = role.words, value.rstrip(". ")
    if role.name != "recipient" or role.kind:
        return False
    if sort_of(words) == "described_authority" or pattern("ko", "case_end").search(value):
        return True
    if sort_of(words) == "described" and (not value or pattern("ko", "says_who").search(value) or _tells(value)):
        return True
    if not pattern("ko", "work").search(words):
        return False
    named = is_proper(value) or any(pattern("ko", "firm_name").fullmatch(word) for word in value.split())
    return not named and sort_of(value) == "named" and bool(pattern("ko", "work_end").search(value))


def _tells(value: str) -> bool:
    """Whether words tell which data, how long or for what, and name nobody."""
    if is_proper(value):
        return False
    parts = [part.strip() for part in value.split(",")]
    if pattern("ko", "gives").search(value) and pattern("ko", "data_word").search(value):
        return True
    data = any(is_data(part) or is_header(part) or pattern("ko", "period").search(part) for part in parts)
    return data or all(pattern("ko", "work_end").search(part) for part in parts)


@dataclass(frozen=True, slots=True)
class _Key:
    start: int
    end: int
    role: Role


@lru_cache(maxsize=1024)
def _keys(raw: str) -> list[_Key]:
    """Where keys stand: at the beginning of a line or behind a mark, else made of nothing but the words of keys."""
    if not _MARKS.search(raw):
        return []
    found = []
    for m in _matches(raw):
        if wide := _wide_key(raw, m):
            found.append(wide)
            continue
        at_line = not raw[: m.start()].strip() or raw[m.start()] == "\n"
        dashed = m["mark"].strip() in _DASHES and not m["boxed"]
        if (at_line or not dashed) and (role := _role(m["boxed"] or m["key"])):
            found.append(_Key(m.start(), m.end(), role))
    for hit in pattern("ko", "key_run").hits(raw):
        free = not any(key.start < hit.end and hit.start < key.end for key in found)
        if free and (role := _role(hit["key"])):
            found.append(_Key(hit.start, hit.end, role))
    return sorted(found, key=lambda key: key.start)


def _matches(raw: str) -> Iterator[re.Match[str]]:
    """What may be keys; a dash or line behind what is none may begin the next ("개인정보의 제공 - 제공받는 자: X")."""
    position = 0
    while found := _KEY.search(raw, position):
        yield found
        if _role(found["boxed"] or found["key"]):
            position = found.end()
        else:
            dashed = found["mark"].strip() in _DASHES and found.start("mark") > position
            position = found.start("mark") if dashed else found.end("mark")


def _wide_key(raw: str, found: re.Match[str]) -> _Key | None:
    """A key with a comma in it, from the beginning of its line: "이전되는 국가, 이전 일시 및 방법: 미국"."""
    line = raw.rfind("\n", 0, found.end()) + 1
    before = raw[line : found.start()]
    if raw[found.start() : found.start() + 1] != "," or not before.strip() or ":" in before:
        return None
    stretches = (raw[line : found.start("mark")], before)
    whole, first = (_NUMBER_BEFORE.sub("", words.strip(" *_`-"), count=1) for words in stretches)
    role = role_of(whole, "ko") if len(whole) <= WIDE_KEY else None
    return _Key(line, found.end(), role) if role and _role(first) else None


def _role(words: str) -> Role | None:
    role = role_of(words, "ko") if _is_key(words) else None
    return role if role and role.name != "label" else None


def _listed_role(words: str) -> Role | None:
    """The role of a title that counts several: "개인정보가 이전되는 국가, 이전 일시 및 이전 방법"."""
    first, comma, _ = words.partition(",")
    return role_of(words, "ko") if comma and len(words) <= WIDE_KEY and _role(first) else None


def _is_key(words: str) -> bool:
    """Whether the words can be a key: short, brackets closed, no clause."""
    bare = re.sub(r"\([^()]*\)", "", words)
    return "(" not in bare and len(bare.split()) <= 6 and not re.search(r"(?<![받되하려])[은는]\s|다(?:\s|$)", bare)


def value_cell(block: Block, start: int, end: int) -> Cell:
    """A stretch of a block as a cell, without the marks and numbers at its edges."""
    raw = block.raw[start:end]
    left = start + len(raw) - len(raw.lstrip())
    body = _NUMBER_BEHIND.sub("", raw.strip().rstrip("/|;,-–— \n"))
    return Cell(body, block.start + left, block.start + left + len(body), markup=block.markup)


def keyed_records(blocks: list[tuple[Block, Context]]) -> Iterator[tuple[Record, Context]]:
    """The records of the keyed lists among these blocks, which are no tables, each with its context."""
    collector = _Collector()
    for block, context in blocks:
        yield from collector.take(block, context)
    yield from collector.closed()


class _Collector:
    """The record that is being collected while blocks go by."""

    def __init__(self) -> None:
        self.current, self.context = _Open(), Context()
        self.waiting: Role | None = None  # of a key whose value stands in the blocks that follow
        self.level = 0  # of the item that is that key
        self.about: frozenset[str] = frozenset()  # what a short line above the record says it is about
        self.alternating = False  # keys and values of the record are items of one list
        self.headed = False  # the keys of the record are headings: prose below them does not end it

    def take(self, block: Block, context: Context) -> Iterator[tuple[Record, Context]]:
        """What a block completes."""
        if block.kind in ("heading", "table"):
            yield from self._heading(block, context)
        elif (found := fields(block)) and not self._details(block, found):
            yield from self._keys(block, found)
            self.context = context
        elif not self._is_within(block) and (key := self._next_key(block)):
            if self.current.begins_anew(key.name) or "recipient" not in self.current.values:
                yield from self.closed()
            self.waiting, self.context, self.level = key, context, block.level
        elif value := self._value(block):
            self._add_value(block, value)
            self.context = context
        elif not self.headed:
            self.waiting = None
            yield from self.closed(_label(block))
            self.about = topics_of(block.plain.text) & GIVING if len(block.plain.text) <= LABEL_LENGTH else self.about

    def _heading(self, block: Block, context: Context) -> Iterator[tuple[Record, Context]]:
        named = _recipient_in(block) if block.kind == "heading" else None
        self.waiting, self.level = None if named else _heading_key(block, self.current), 0
        self.headed = self.waiting is not None and (self.headed or not self.current.values)
        if not self.waiting:
            yield from self.closed(_label(block))
            self.about = frozenset()
        if named:
            self.current.add(named, block.start)
            self.context = context

    def _value(self, block: Block) -> Cell | None:
        """The value that a block is for the key above it."""
        if self.waiting is None:
            return None
        if _is_value(block) and (not self._is_beside(block) or self._alternates(block)):
            return value_cell(block, 0, len(block.raw))
        return _of_a_kind(block) if self.waiting.name == "recipient" else None

    def _add_value(self, block: Block, value: Cell) -> None:
        if self.waiting and (self.waiting.name != "country" or mentions_in(value.plain.text)):
            self.current.add(Field(self.waiting, value), block.start)
        listed = block.kind == "item" or (self.headed and block.raw.lstrip().startswith(("[", "【")))
        self.waiting = self.waiting if listed else None

    def _alternates(self, block: Block) -> bool:
        """Whether keys and values are items beside each other: the first value that names somebody tells."""
        self.alternating = self.alternating or (self.waiting is not None and _names(self.waiting, block))
        return self.alternating

    def _next_key(self, block: Block) -> Role | None:
        """The key that an item is; below a heading that asks for recipients, one that describes them is a value."""
        key = _bare_key(block, self.current)
        asked = self.headed and self.waiting and self.waiting.name == "recipient"
        return None if key and asked and key.name == "recipient" and not key.kind else key

    def _is_within(self, block: Block) -> bool:
        """Whether an item stands in the list below the key."""
        return bool(self.waiting) and block.kind == "item" and 0 < self.level < block.level

    def _details(self, block: Block, found: list[Field]) -> bool:
        """Whether keys within a line only say more of what the heading above is the key of: "(선택) … 정보: 성별"."""
        if not self.headed or self.waiting is None or not _head(block):
            return False
        return {one.role.name for one in found} == {self.waiting.name}

    def _is_beside(self, block: Block) -> bool:
        """Whether an item is the next one beside the key, as in a list of what the law has a company tell."""
        return block.kind == "item" and bool(block.marker) and block.level <= self.level

    def _keys(self, block: Block, found: list[Field]) -> Iterator[tuple[Record, Context]]:
        self.waiting = None
        self.headed = self.headed and not any(self.current.begins_anew(one.role.name) for one in found)
        for one in found:
            if self.current.begins_anew(one.role.name):
                yield from self.closed()
            if one.value.raw:
                self.current.add(one, block.start if one is found[0] else one.value.start)
            else:
                self.waiting = one.role
        self.current.label = self.current.label or _head(block)

    def closed(self, label: Cell | None = None) -> Iterator[tuple[Record, Context]]:
        """The record collected so far, if it says enough; the next one begins under `label`."""
        done, self.current, self.alternating = self.current, _Open(label=label), False
        about = set(done.values)
        titled = done.label and (done.roles or is_proper(done.label.raw))
        says_enough = len(about) > 1 or about & {"recipient", "country"} or titled
        if about and says_enough and (about & ROLES_OF_RECORD or done.label):
            nearer = self.context.topics - GIVING | self.about
            yield done.done(), replace(self.context, topics=nearer) if self.about else self.context


def _heading_key(block: Block, current: _Open) -> Role | None:
    """The role of a bold or numbered line that is a key, whose value stands below it ("1. 이전받는 자")."""
    words = _NUMBER_BEFORE.sub("", block.raw, count=1) if block.kind == "heading" else ""
    role = (_role(words) or _listed_role(words)) if words else None
    data = role and role.name == "recipient" and words.rstrip(" .").endswith(("정보", "항목", "데이터"))
    begins = role and role.name in ("recipient", "country") and not data
    return role if role and not data and (begins or "recipient" in current.values) else None


def _recipient_in(block: Block) -> Field | None:
    """The recipient that a heading names behind a key ("수탁업체: 가나 주식회사")."""
    found = fields(block)
    return found[0] if len(found) == 1 and found[0].role.name == "recipient" and found[0].value.raw else None


def _names(key: Role, block: Block) -> bool:
    """Whether an item beside a key names whom that asks for, so that it is no key itself."""
    words = block.plain.text
    return key.name == "recipient" and not is_header(words) and bool(pattern("ko", "legal_form").search(words))


def _is_value(block: Block) -> bool:
    """Whether a block below a key may be its value: short, no sentence and no pair or bare title of its own."""
    words = block.plain.text
    clause = words.endswith(("다.", "니다")) or PAIR.fullmatch(block.raw) or pattern("ko", "no_value").fullmatch(words)
    aim = words.endswith(("위해", "위해서", "위하여", "위함"))
    return 0 < len(words) <= VALUE_LENGTH and not clause and not aim


def _of_a_kind(block: Block) -> Cell | None:
    """The names that an item gives behind what they are, below a key: "1) 신용카드사: 가나, 다라"."""
    pair = PAIR.fullmatch(block.raw) if block.kind == "item" else None
    kind = pair and len(pair["left"]) <= KIND_LENGTH and pattern("ko", "kind_of_firms").search(pair["left"].strip())
    return value_cell(block, *pair.span("right")) if pair and kind else None


def _bare_key(block: Block, current: _Open) -> Role | None:
    """The role of an item that is a key and nothing else, whose value may stand in the lines below.

    Without a colon, it is one where its words tell a kind of giving ("수탁업체"), or within a record.
    """
    words = block.plain.text
    role = _role(words) if len(words) <= WIDE_KEY and block.kind == "item" else None
    if role is None or _is_description(role):
        return None
    begins = role.name in ("recipient", "country") and words.endswith((":", "："))
    return role if begins or (role.name == "recipient" and role.kind) or "recipient" in current.values else None


def _label(block: Block) -> Cell | None:
    """A short line above keys, which may name whom they are about."""
    if block.kind == "table" or len(block.plain.text) > LABEL_LENGTH:
        return None
    numbered = _NUMBER_BEFORE.match(block.raw)
    start = numbered.end() if numbered else 0
    cell = value_cell(block, start, len(block.raw))
    if topics_of(cell.plain.text):
        return _named_in_brackets(block)
    return cell if cell.raw else None


def _named_in_brackets(block: Block) -> Cell | None:
    """Who stands in brackets behind the title of a section: "제3자 제공 (가나 주식회사)"."""
    inner = re.search(r"\((?P<who>[^()]*(?:\([^()]*\)[^()]*)?)\)\s*$", block.raw) if block.kind == "heading" else None
    return value_cell(block, *inner.span("who")) if inner and is_proper(inner["who"]) else None


def _head(block: Block) -> Cell | None:
    """The words before the first key of a line: "X — 목적: …"."""
    keys = _keys(block.raw)
    words = block.raw[: keys[0].start] if keys and block.raw[keys[0].start] != "/" else ""
    if not words.strip(" *_`-–—") or len(words) > LABEL_LENGTH or _CLAUSE.search(words):
        return None
    return value_cell(block, 0, len(words))

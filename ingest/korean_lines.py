"""Tables and lists that are typed as text: "수탁자 / 위탁업무" and rows below it, "다음과 공유합니다: (a) A; (b) B"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import takewhile

from ingest.blocks import Block, Cell
from ingest.korean_context import Context
from ingest.korean_fields import PAIR, fields, value_cell
from ingest.korean_pasted import BLANK, headers_apart, line_block, name_apart, names_firm, pasted
from ingest.tables import Record, Role, kinds_told, role_of

_GAPS = (r"[ \u00a0]*\t\s*", r"[ \u00a0]{2,}")  # between the columns of a table set with tabs or spaces
_SEPARATORS = ("/", r"\|", ",", *_GAPS)
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LETTERED = re.compile(r"(?<=[\s:：;,])\((?P<mark>[a-z]|\d{1,2})\)\s")
LINE_LENGTH = 120  # characters; a longer line is no row of headers


def lines_apart(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each paragraph of rows or of pairs ("이름 - 하는 일") as one block for each of its lines.

    What a paragraph numbers behind a colon is set apart as items, and the rows of a table typed below a sentence.
    """
    for block in blocks:
        yield from _numbered(block) or _table_below(block) or pasted(block) or _pairs(block) or (block,)


def _pairs(block: Block) -> list[Block]:
    """The lines of a paragraph that is nothing but pairs."""
    lines = list(_LINE.finditer(block.raw)) if block.kind == "paragraph" and "\n" in block.raw else []
    if len(lines) < 2 or any(_is_prose(line[0]) for line in lines):
        return []
    pairs = all(PAIR.fullmatch(line[0].strip()) for line in lines) and not fields(block)
    return [line_block(block, *line.span()) for line in lines] if pairs else []


def _table_below(block: Block) -> list[Block]:
    """What a paragraph says above the headers of a table, the headers, its rows, and what stands below."""
    lines = list(_LINE.finditer(block.raw)) if block.kind != "table" and "\n" in block.raw else []
    for index, line in enumerate(lines[:-1]):
        header = _line_header(line[0].strip()) if not _is_prose(line[0]) else None
        if header is None or header[0] == BLANK:
            continue
        rows = list(takewhile(partial(_fits, header), lines[index + 1 :]))
        if rows:
            around = [(0, line.start()), line.span(), *(row.span() for row in rows), (rows[-1].end(), len(block.raw))]
            return [line_block(block, start, end) for start, end in around if block.raw[start:end].strip()]
    return []


def _fits(header: tuple[str, list[Role | None]], row: re.Match[str]) -> bool:
    return not _is_prose(row[0]) and len(re.split(header[0], row[0].strip())) == len(header[1])


def _is_prose(line: str) -> bool:
    return len(line) > LINE_LENGTH or line.rstrip().endswith(("다.", "니다"))


def _numbered(block: Block) -> list[Block]:
    """A paragraph before the colon, and what it numbers behind it as items: "다음과 공유합니다: (a) …; (b) …"."""
    marks = list(_LETTERED.finditer(block.raw)) if block.kind == "paragraph" and "(" in block.raw else []
    told = "".join(mark["mark"] for mark in marks)
    in_order = told in "abcdefghijklmnop" or told in "123456789"
    if len(marks) < 2 or not in_order or not block.raw[: marks[0].start()].rstrip().endswith((":", "：")):
        return []
    found = [_part(block, 0, marks[0].start())]
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        part = _part(block, mark.end(), after.start() if after else len(block.raw))
        found.append(replace(part, kind="item", level=1, marker=mark[0].strip()))
    return found


def _part(block: Block, start: int, end: int) -> Block:
    words = block.raw[start:end].rstrip(" ;,.\n")
    return replace(block, raw=words, start=block.start + start, end=block.start + start + len(words), lead="")


def line_records(blocks: list[tuple[Block, Context]]) -> Iterator[tuple[Record, Context]]:
    """The records of tables typed as lines: "수탁자 / 위탁업무 / 보유기간", and below it lines with as many parts."""
    header: tuple[str, list[Role | None]] | None = None
    begun = False  # the next line is the first row
    for block, context in blocks:
        if block.kind in ("heading", "table"):
            header = None
            continue
        if opened := _line_header(block.raw):
            header, begun = opened, True
            continue
        if begun and header and header[0] == BLANK and not names_firm(block.raw):
            header = None
        begun = False
        if header and (cells := _parts(block, header[0])) and len(cells) == len(header[1]):
            values: dict[str, tuple[Cell, ...]] = {}
            for role, cell in zip(header[1], cells, strict=True):
                if role:
                    values[role.name] = (*values.get(role.name, ()), cell)
            yield Record(values, block.start, block.end, kinds_told([role for role in header[1] if role])), context
        else:
            header = None


def _line_header(words: str) -> tuple[str, list[Role | None]] | None:
    """The separator and the roles of a line of headers, if nearly every part is one and one is the recipient."""
    for mark in _SEPARATORS if len(words) <= LINE_LENGTH else ():
        roles = [role_of(part, "ko") for part in re.split(mark, words)]
        known = [role for role in roles if role]
        unknown_too = 1 if mark in _GAPS else 0
        if len(known) > 1 and len(roles) - len(known) <= unknown_too and any(r.name == "recipient" for r in known):
            return mark, roles
    roles_apart = headers_apart(words)
    return (BLANK, roles_apart) if roles_apart else None


def _parts(block: Block, mark: str) -> list[Cell]:
    if mark == BLANK:
        behind = name_apart(block.raw)
        return [value_cell(block, 0, behind), value_cell(block, behind, len(block.raw))] if behind else []
    position, cells = 0, []
    for found in re.finditer(f"{mark}|$", block.raw):
        cells.append(value_cell(block, position, found.start()))
        position = found.end()
    return cells

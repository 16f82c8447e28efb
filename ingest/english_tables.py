"""English tables about sharing: which column says who, and the cells as the small documents that they often are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.blocks import Block, Cell
from ingest.patterns import Hit, pattern

_BREAK = re.compile(r"(?:\s*<br\s*/?>\s*)+", re.IGNORECASE)
_MARK = re.compile(r"(?P<heading>#{1,6}\s+)|(?P<item>(?:[*•·-]|\d{1,2}[.)])\s+)")
TITLE = 60  # characters of a line that is no sentence
PROSE = 60  # characters from which a cell without a role is read as prose
ROLES = ("other", "recipient", "country", "retention", "items", "purpose")  # what counts where a header says several
Columns = dict[str, tuple[int, Hit]]


@dataclass(frozen=True)
class TableCell:
    """A cell as blocks; `told` is the header that makes it a cell of recipients; the rest of its row."""

    blocks: tuple[Block, ...]
    told: Hit | None
    items: tuple[str, ...] = ()
    country: str = ""


def table_cells(block: Block) -> Iterator[TableCell]:
    """The cells of a table that can say who receives data: those in a column of recipients, and prose."""
    columns = _columns(block)
    told = columns.get("recipient")
    for row in block.rows:
        if row and row[0].header:
            continue
        items = _words(row, columns.get("items"))
        where = " ".join(_words(row, columns.get("country")))
        for index, cell in enumerate(row):
            if told and index == told[0]:
                yield TableCell(tuple(cell_blocks(cell, block)), told[1], items, where)
            elif len(cell.raw) >= PROSE and not (columns and "recipient" not in columns):
                yield TableCell(tuple(cell_blocks(cell, block)), None)


def titles(cell: TableCell) -> Iterator[Block]:
    """The lines of a cell of recipients that name them: all of a list of short lines, else what heads the cell."""
    short = all(len(block.raw) < TITLE for block in cell.blocks)
    for index, block in enumerate(cell.blocks if cell.told else ()):
        if short or index == 0:
            words = block.plain.text
            if short or (len(words) < TITLE and (_heads(words) or any(words in b.raw for b in cell.blocks[1:]))):
                yield block


def _heads(words: str) -> bool:
    return any(pattern("en", group).search(words) for group in ("authority", "processor", "recipient"))


def _columns(block: Block) -> Columns:
    """The first column of each role, by its header."""
    columns: Columns = {}
    header = block.rows[0] if block.rows and any(cell.header for cell in block.rows[0]) else ()
    for index, cell in enumerate(header):
        hits = {hit.entry.means or "": hit for hit in pattern("en", "column").hits(cell.plain.text)}
        for role in ROLES:
            if role in hits:
                columns.setdefault(role, (index, hits[role]))
                break
    return columns


def _words(row: tuple[Cell, ...], column: tuple[int, Hit] | None) -> tuple[str, ...]:
    """The lines of a row's cell in a column."""
    if column is None:
        return ()
    return tuple(block.plain.text for block in cell_blocks(row[column[0]], None) if block.plain.text)


def cell_blocks(cell: Cell, table: Block | None) -> Iterator[Block]:
    """The lines of a cell as headings, items and paragraphs, with their places in the document."""
    position = 0
    for end, begin in [*((m.start(), m.end()) for m in _BREAK.finditer(cell.raw)), (len(cell.raw), len(cell.raw))]:
        line = cell.raw[position:end]
        position, start = begin, position
        indent = len(line) - len(line.lstrip())
        mark = _MARK.match(line, indent)
        first = mark.end() if mark else indent
        if not line[first:].strip():
            continue
        at = cell.start + start + first
        raw = line[first:].rstrip()
        kind = mark.lastgroup if mark else None
        yield Block(
            "heading" if kind == "heading" else "item" if kind == "item" else "paragraph", raw, at, at + len(raw),
            level=6 if kind == "heading" else 1 + indent // 2, marker=mark[0].strip() if mark else "",
            headings=table.headings if table else (), markup=cell.markup,
        )  # fmt: skip

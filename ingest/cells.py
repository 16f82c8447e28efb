"""Cells of tables as the small documents that they often are: lines, items, titles."""

import re
from collections.abc import Iterator

from ingest.blocks import Block, Cell

_BREAK = re.compile(r"(?:\s*<br\s*/?>\s*)++(?!\()", re.IGNORECASE)  # what opens a bracket goes on with its line
_MARK = re.compile(r"(?P<heading>#{1,6}\s+)|(?P<item>(?:\\?[*•·-]|\d{1,2}[.)])\s+)")


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

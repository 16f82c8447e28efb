"""Plain text as it is found: numbered and bulleted lines, paragraphs, and tables set with tabs or bars.

Offsets count in the text as given.
"""

import re
from collections.abc import Iterator

from ingest.blocks import Block, Cell
from ingest.readers.outline import Run, outline

_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_TABLE = re.compile(r"(?:^[^\n]*(?:\t|[^\s|][^\n|]*\|)[^\n]*\n?){2,}", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"[\s|+\-=:]*")


def blocks(text: str, start: int = 0) -> tuple[Block, ...]:
    """The blocks of a plain text from the offset `start` on; never fails, whatever the text."""
    return outline(text, runs(text, start, len(text)))


def runs(text: str, start: int, end: int) -> Iterator[Run]:
    """The paragraphs and the typed tables of a stretch of text, in reading order."""
    position = start
    for found in _TABLE.finditer(text, start, end):
        rows = _grid(text, found.start(), found.end())
        if len({len(row) for row in rows}) == 1 and len(rows) > 1 and len(rows[0]) > 1:
            yield from _paragraphs(text, position, found.start())
            yield Run(rows[0][0].start, rows[-1][-1].end, "table", rows=rows)
            position = found.end()
    yield from _paragraphs(text, position, end)


def _paragraphs(text: str, start: int, end: int) -> Iterator[Run]:
    return (Run(found.start(), found.end()) for found in _PARAGRAPH.finditer(text, start, end))


def _grid(text: str, start: int, end: int) -> tuple[tuple[Cell, ...], ...]:
    """Rows of cells between tabs or bars; lines of dashes are left out."""
    lines = (found.span() for found in _LINE.finditer(text, start, end))
    spans = [(left, right) for left, right in lines if not _RULE.fullmatch(text, left, right)]
    return tuple(tuple(_cells(text, left, right, header=index == 0)) for index, (left, right) in enumerate(spans))


def _cells(text: str, start: int, end: int, *, header: bool) -> Iterator[Cell]:
    line = text[start:end]
    mark = "\t" if "\t" in line else "|"
    if mark == "|":
        start += len(line) - len(line.lstrip(" |"))
        end -= len(line) - len(line.rstrip(" |"))
    position = start
    for piece in text[start:end].split(mark):
        left = position + len(piece) - len(piece.lstrip())
        yield Cell(piece.strip(), left, left + len(piece.strip()), header)
        position += len(piece) + 1

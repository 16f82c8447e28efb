"""Pages as one text: running heads and page numbers left out, tables joined over pages, broken lines put together.

A PDF knows where words stand, not what belongs together. Headings are told by size and weight, paragraphs by the space
between lines; what repeats at the edge of several pages is no part of the text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from ingest.blocks import Cell
from ingest.patterns import pattern
from ingest.readers.outline import Run
from ingest.readers.pdf_page import Element, Field, Grid, Line, Word, edge

EDGE = 3  # lines at the top and bottom of a page that may be a running head or foot
LARGER = 1.12  # times the size of most text: a heading
APART = 1.35  # times the usual distance of lines: a new paragraph begins
HEADING_LINES = 3  # more lines of large text are a paragraph
INDENT = (10.0, 120.0)  # points by which items of a list are set in
TIGHT = 1.6  # of the font's size: no further from the right edge ends a line that is broken anywhere
MARGIN = 60.0  # points by which a paragraph may be narrower than the text around it
SLACK = 0.5  # of the font's size: so much room may be left in a full line
KEPT = 0.05  # of the lines end with a space where spaces at their end are kept
BROKEN = 0.95  # of the lines end so where Korean words are broken anywhere

_DIGITS = re.compile(r"\d+")
_HANGUL = re.compile(r"[가-힣]")
_HANGUL_OR_DIGIT = re.compile(r"[가-힣\d]")
_ITEM = re.compile(
    r"(?:[•·∙○●◦▪▫▸■□◆▶※☞–—*-]|\(?(?:\d{1,2}|[A-Za-z가나다라마바사아자차카타파하])[.)]|[①-⑳])(?:\s|$)|제\s?\d+\s?[조장]"
)
_EDGES = re.compile(r"^\W+|\W+$")


def flow(pages: Sequence[Sequence[Element]]) -> tuple[str, list[Run]]:
    """The text of a document and its runs, with offsets in the text."""
    kept = _joined(element for page in _without_margins(pages) for element in page)
    type_ = _Type.of(kept)
    groups = [group if isinstance(group, Grid) else _ranged(group) for group in _groups(kept, type_)]
    writer = _Writer(type_, _Joints(groups))
    for group in groups:
        if isinstance(group, Grid):
            writer.table(group)
        else:
            for lines in writer.apart(group):
                writer.lines(lines)
    return "\n".join(writer.parts), writer.runs


# --- what repeats on pages -------------------------------------------------------------------------------------------


def _without_margins(pages: Sequence[Sequence[Element]]) -> list[list[Element]]:
    """Pages without lines that stand at the edge of at least half of them (of two, at least), but for numbers."""
    seen = Counter(mark for page in pages for mark in {_mark(line) for line in _at_edges(page)})
    often = max(2, len(pages) / 2)
    repeated = {mark for mark, count in seen.items() if count >= often}
    return [
        [e for e in page if not (isinstance(e, Line) and _mark(e) in repeated and e in _at_edges(page))]
        for page in pages
    ]  # fmt: skip


def _at_edges(page: Sequence[Element]) -> list[Line]:
    found = sorted((e for e in page if isinstance(e, Line)), key=lambda line: line.top)
    return [*found[:EDGE], *found[-EDGE:]]


def _mark(line: Line) -> tuple[str, int]:
    """A line as it repeats: its words with any number for each number, and its height on the page."""
    return _DIGITS.sub("0", line.text), round(line.top / 6)


# --- tables over pages -----------------------------------------------------------------------------------------------


def _joined(elements: Iterable[Element]) -> list[Element]:
    """Elements with each table that goes on on the next page put together."""
    found: list[Element] = []
    for element in elements:
        last = found[-1] if found else None
        if isinstance(element, Grid) and isinstance(last, Grid) and _goes_on(last, element):
            found[-1] = _together(last, element)
        elif not isinstance(element, Grid) or element.rows:
            found.append(element)
    return found


def _goes_on(above: Grid, below: Grid) -> bool:
    same = len(above.edges) == len(below.edges)
    return same and above.page < below.page and all(
        abs(a - b) < 4 for a, b in zip(above.edges, below.edges, strict=True)
    )  # fmt: skip


def _together(above: Grid, below: Grid) -> Grid:
    """One table of two: the header is not said twice, and a row that the page breaks is one row."""
    rows = below.rows
    if rows and above.rows and _words(rows[0]) == _words(above.rows[0]):
        rows = rows[1:]
    upper = above.rows
    if rows and upper and len(upper) > 1 and not _words(rows[0])[0]:
        upper, rows = (*upper[:-1], _merged(upper[-1], rows[0])), rows[1:]
    return replace(above, rows=upper + rows, page=below.page)


def _merged(upper: Sequence[Field | None], lower: Sequence[Field | None]) -> tuple[Field | None, ...]:
    pairs = zip(upper, lower, strict=True)
    return tuple(Field((a.lines if a else ()) + (b.lines if b else ())) if b and b.lines else a for a, b in pairs)


def _words(row: Sequence[Field | None]) -> list[str]:
    return [" ".join(line.text for line in cell.lines) if cell else "" for cell in row]


# --- lines that belong together --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Type:
    """How the text is set: the size of most of it, the usual distance of its lines, sizes of headings from the top."""

    size: float
    leading: float
    larger: tuple[float, ...]

    @classmethod
    def of(cls, elements: Sequence[Element]) -> "_Type":
        found = [e for e in elements if isinstance(e, Line)]
        sizes: Counter[float] = Counter()
        for line in found or [
            line for e in elements if isinstance(e, Grid) for cell in _cell_lines(e) for line in cell
        ]:
            sizes[line.size] += len(line.text)
        size = sizes.most_common(1)[0][0] if sizes else 0.0
        steps = [b.top - a.top for a, b in pairwise(found) if a.page == b.page and a.size == size]
        leading = median([step for step in steps if 0 < step < 3 * size] or [1.5 * size])
        return cls(size, leading, tuple(sorted((s for s in sizes if s >= size * LARGER), reverse=True)))

    def level(self, line: Line) -> int:
        """The rank of a heading of this size; 0 for other text."""
        return min(6, self.larger.index(line.size) + 1) if line.size in self.larger else 0


def _groups(elements: Sequence[Element], type_: _Type) -> Iterator[list[Line] | Grid]:
    """Tables, and the lines of one paragraph or heading each."""
    group: list[Line] = []
    for element in elements:
        if isinstance(element, Grid) or (group and not _continues(group, element, type_)):
            if group:
                yield group
            group = []
        if isinstance(element, Grid):
            yield element
        else:
            group.append(element)
    if group:
        yield group


def _continues(group: Sequence[Line], line: Line, type_: _Type) -> bool:
    """Whether a line goes on with what is above it; over a page or column it does if it is set alike."""
    last = group[-1]
    if last.size != line.size or (last.bold != line.bold and (last.bold or not last.lead)):
        return False
    if _steps_in(group, line):
        return False
    step = line.top - last.top
    usual = type_.leading * line.size / type_.size
    return last.page != line.page or step < 0 or step <= APART * usual


def _ranged(group: list[Line]) -> list[Line]:
    """The lines with the edge that those of the paragraph itself keep to, where that is near the edge of the page."""
    own = edge([line.end for line in group])
    return [replace(line, right=own) if 0 < line.right - own < MARGIN else line for line in group]


def _steps_in(group: Sequence[Line], line: Line) -> bool:
    """Whether a line begins elsewhere than those above, but for the first of a paragraph and the mark of an item."""
    last = group[-1]
    deeper, back = line.indent - last.indent, last.indent - line.indent
    if deeper > INDENT[0]:
        return not _ITEM.match(last.text)
    return back > INDENT[0] and (len(group) > 1 or last.right - last.end > 3 * last.size)


def _cell_lines(grid: Grid) -> list[Sequence[Line]]:
    return [cell.lines for row in grid.rows for cell in row if cell]


# --- lines that were broken ------------------------------------------------------------------------------------------


class _Joints:
    """What stands between a line and the next.

    A break where the writer made one, a space where the line was full, nothing where a word was broken in two.
    Hyphens at the end are left out where the document writes the word without one elsewhere. Korean is often broken
    within words; where no space is kept at the end of lines, the document's other words tell which these are.
    """

    def __init__(self, groups: Sequence[list[Line] | Grid]) -> None:
        texts = [lines for group in groups for lines in (_cell_lines(group) if isinstance(group, Grid) else [group])]
        inner = (_EDGES.sub("", word.text) for lines in texts for word in _whole(lines))
        self._known = Counter(word for word in inner if word)
        broken = [above for lines in texts for above, below in pairwise(lines) if _in_korean(above, below)]
        self._keeps_spaces = sum(line.words[-1].closed for line in broken) > KEPT * len(broken)
        tight = sum(line.right - line.end < TIGHT * line.size for line in broken)
        self._anywhere = tight >= BROKEN * len(broken)

    def between(self, above: Line, below: Line) -> tuple[str, str]:
        """The words of the upper line as they are to be written, and what stands behind them."""
        text, first = above.text, below.words[0].text
        last = above.words[-1].text
        if text.endswith("\u00ad"):
            return text[:-1], ""
        if text.endswith("-") and len(last) > 1 and first[0].islower():
            whole = _EDGES.sub("", last[:-1] + first)
            return (text[:-1] if whole in self._known else text), ""
        if not self.was_full(above, below):
            return text, "\n"
        if _in_korean(above, below) and self._is_broken(above, last, first):
            return text, ""
        return text, " "

    def was_full(self, above: Line, below: Line) -> bool:
        """Whether the next word had no room in the line; what begins an item stands on a line of its own."""
        if pattern("ko", "word_head").search(above.words[-1].text):
            return True
        first = below.words[0]
        needs = first.box[2] - first.box[0]
        if self._anywhere and _HANGUL.match(first.text):
            needs = min(needs, 2 * first.size)  # one syllable, and a stop that may not begin a line
        return needs > above.right - above.end - SLACK * above.size and not _ITEM.match(below.text)

    def _is_broken(self, above: Line, last: str, first: str) -> bool:
        if self._keeps_spaces:
            return not above.words[-1].closed
        if not self._anywhere:
            return False
        last, first = _EDGES.sub("", last), _EDGES.sub("", first)
        if pattern("ko", "word_head").search(last) or pattern("ko", "word_tail").search(first):
            return True
        together = sum(n for word, n in self._known.items() if word.startswith(last + first[:1]))
        apart = self._known[last]
        if together != apart:
            return together > apart
        return not pattern("ko", "word_end").search(last)


def _in_korean(above: Line, below: Line) -> bool:
    """Whether Korean words meet at the end of a line."""
    return bool(_HANGUL_OR_DIGIT.match(above.words[-1].text[-1]) and _HANGUL.match(below.words[0].text))


def _whole(lines: Sequence[Line]) -> Iterator[Word]:
    """The words of a paragraph that no end of a line can have broken."""
    for index, line in enumerate(lines):
        yield from line.words[min(index, 1) : len(line.words) - (index < len(lines) - 1)]


@dataclass
class _Writer:
    """The text as it grows, and the runs in it."""

    type: _Type
    joints: _Joints
    parts: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    _length: int = 0

    def apart(self, group: list[Line]) -> list[list[Line]]:
        """The items of a list, whose bullets may be drawn rather than written; any other group as it is."""
        if self.type.level(group[0]) or not _is_indented(group):
            return [group]
        found = [[group[0]]]
        for above, below in pairwise(group):
            found[-1].append(below) if self.joints.was_full(above, below) else found.append([below])
        return found

    def lines(self, group: Sequence[Line]) -> None:
        """A heading, list item or paragraph."""
        text, level = self._text(group), self.type.level(group[0])
        start, end = self._length, self._length + len(text)
        if level and len(group) <= HEADING_LINES:
            self.runs.append(Run(start, end, "heading", level))
        else:
            bold, lead = all(line.bold for line in group), group[0].lead.rstrip(" :：,")
            if _is_indented(group) and not bold:
                self.runs.append(Run(start, end, "item", 1, "•", lead))
            else:
                self.runs.append(Run(start, end, lead=lead, bold=bold))
        self._append(text)

    def table(self, grid: Grid) -> None:
        """A table: a line for each row, a tab between cells; a cell that spans is written once."""
        start = position = self._length
        places: dict[int, tuple[int, int, str]] = {}
        written = []
        for row in grid.rows:
            pieces = []
            for cell in row:
                if cell is not None and id(cell) not in places:
                    text = self._text(cell.lines)
                    places[id(cell)] = (position, position + len(text), text)
                    position += len(text) + 1
                    pieces.append(text)
            if pieces:
                written.append("\t".join(pieces))
        cells = tuple(_cells(row, places, start, header) for row, header in zip(grid.rows, _headers(grid), strict=True))
        text = "\n".join(written)
        self.runs.append(Run(start, start + len(text), "table", rows=cells))
        self._append(text)

    def _text(self, lines: Sequence[Line]) -> str:
        pieces = [piece for above, below in pairwise(lines) for piece in self.joints.between(above, below)]
        return "".join([*pieces, lines[-1].text] if lines else pieces)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text) + 1


def _is_indented(group: Sequence[Line]) -> bool:
    """Whether all lines begin behind the text around them, and one below the other, as those of a list do."""
    steps = [line.indent for line in group]
    return INDENT[0] <= min(steps) and max(steps) <= INDENT[1] and max(steps) - min(steps) < INDENT[0]


def _headers(grid: Grid) -> list[bool]:
    """Which rows head the columns: those at the top in bold; the first where the table has no bold words at all."""
    bold = [all(cell.bold for cell in row if cell and cell.lines) for row in grid.rows]
    if not any(cell.bold for row in grid.rows for cell in row if cell):
        return [index == 0 for index in range(len(grid.rows))]
    return [all(bold[: index + 1]) for index in range(len(grid.rows))]


def _cells(
    row: Sequence[Field | None], places: dict[int, tuple[int, int, str]], start: int, header: bool
) -> tuple[Cell, ...]:
    found = []
    for cell in row:
        left, right, text = places[id(cell)] if cell is not None else (start, start, "")
        found.append(Cell(text, left, right, header or bool(cell and cell.bold)))
    return tuple(found)

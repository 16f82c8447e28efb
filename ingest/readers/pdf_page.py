"""A page of a PDF as lines and tables in reading order: words gathered by where they stand, columns one by one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

Box = tuple[float, float, float, float]  # left, top, right, bottom, in points from the upper left corner

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
SPACE = 0.15  # of the font's size: a wider gap between characters parts words
EDGE_WIDTH = 25.0  # points within which lines end that are full
MIDDLE = (0.3, 0.7)  # of the page's width: where a gutter between two columns may lie
GUTTER = 8.0  # points that a gutter is at least wide
CROSSED = 0.25  # of the lines: so many at most may reach over a gutter (headings over both columns)
COLUMN_LINES = 4  # a column has at least so many lines
COLUMN_FILL = 0.5  # of a column's width: the middle line of prose is at least so long; keys before values are not


@dataclass(frozen=True, slots=True)
class Word:
    """A word, its box, the size of its font in points, and whether it is bold."""

    text: str
    box: Box
    size: float
    bold: bool
    closed: bool  # a space is written behind it


@dataclass(frozen=True, slots=True)
class Line:
    """Words side by side; `left` and `right` are where the lines around it begin and end."""

    words: tuple[Word, ...]
    page: int
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def top(self) -> float:
        """Distance of its upper edge from that of the page."""
        return min(word.box[1] for word in self.words)

    @property
    def indent(self) -> float:
        """How far it begins behind the lines around it."""
        return self.words[0].box[0] - self.left

    @property
    def end(self) -> float:
        """Where its last word ends."""
        return self.words[-1].box[2]

    @property
    def size(self) -> float:
        """Size of most of its characters, in points."""
        sizes: Counter[float] = Counter()
        for word in self.words:
            sizes[word.size] += len(word.text)
        return sizes.most_common(1)[0][0]

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(word.bold for word in self.words)

    @property
    def lead(self) -> str:
        """The bold words it begins with."""
        count = next((i for i, word in enumerate(self.words) if not word.bold), len(self.words))
        return " ".join(word.text for word in self.words[:count])


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A cell of a table, with its lines."""

    lines: tuple[Line, ...]

    @property
    def bold(self) -> bool:
        """Whether it has words and all are bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its cells by row and column, each repeated where it spans; None where nothing stands.

    `edges` are the left edges of its columns, by which a table that goes on over the page is known.
    """

    rows: tuple[tuple[Field | None, ...], ...]
    edges: tuple[float, ...]
    box: Box
    page: int

    @property
    def top(self) -> float:
        """Distance of its upper edge from that of the page."""
        return self.box[1]


Element = Line | Grid


def elements(page: Any) -> list[Element]:
    """Lines and tables of a pdfplumber page, in reading order."""
    from ingest.readers.pdf_rules import ruled

    words = _words(page)
    tables = [table for table in page.find_tables(_settings(page)) if _holds_data(table)]
    grids = [_grid(table, words, page.page_number) for table in tables]
    grids += ruled(page, words, [grid.box for grid in grids])
    outside = [word for word in words if not any(inside(word, grid.box) for grid in grids)]
    return _in_order(outside, grids, float(page.width), page.page_number)


def lines(words: Iterable[Word], page: int, right: float | None = None) -> list[Line]:
    """Words that stand side by side as lines, from top to bottom; `right`: where they must end, if it is known."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.box[1], word.box[0])):
        middle = (word.box[1] + word.box[3]) / 2
        row = next((row for row in reversed(rows[-3:]) if row[0].box[1] <= middle <= row[0].box[3]), None)
        rows.append([word]) if row is None else row.append(word)
    sides = [tuple(_whole(sorted(row, key=lambda word: word.box[0]))) for row in rows]
    right = edge([side[-1].box[2] for side in sides]) if right is None else right
    left = min((side[0].box[0] for side in sides), default=0.0)
    return [Line(side, page, left, right) for side in sides]


def _whole(words: Iterable[Word]) -> list[Word]:
    """Words with those put together that touch: signs in another font stand a little higher, and were read apart."""
    found: list[Word] = []
    for word in words:
        last = found[-1] if found else None
        if last and not last.closed and 0 <= word.box[0] - last.box[2] + 1 < 1 + SPACE * min(word.size, last.size):
            box = (last.box[0], min(last.box[1], word.box[1]), word.box[2], max(last.box[3], word.box[3]))
            found[-1] = Word(last.text + word.text, box, max(last.size, word.size), last.bold, word.closed)
        else:
            found.append(word)
    return found


def edge(ends: Sequence[float]) -> float:
    """Where lines that are full end: the last place near which three of them do, since an address may reach beyond."""
    held = (end for end in sorted(ends, reverse=True) if sum(end - EDGE_WIDTH <= other <= end for other in ends) >= 3)
    return next(held, max(ends, default=0.0))


def _words(page: Any) -> list[Word]:
    found = page.extract_words(x_tolerance_ratio=SPACE, return_chars=True, keep_blank_chars=False)
    closing = {_place(char) for char, after in pairwise(page.chars) if after["text"].isspace()}
    return [_word(raw, _place(raw["chars"][-1]) in closing) for raw in found if raw["upright"]]


def _place(char: dict[str, Any]) -> tuple[float, float]:
    return char["x0"], char["top"]


def _word(raw: dict[str, Any], closed: bool) -> Word:
    chars = raw["chars"]
    size = round(2 * median(char["size"] for char in chars)) / 2
    bold = sum(bool(_BOLD.search(char["fontname"])) for char in chars) * 2 > len(chars)
    return Word(raw["text"], (raw["x0"], raw["top"], raw["x1"], raw["bottom"]), size, bold, closed)


def inside(word: Word, box: Box) -> bool:
    """Whether the middle of a word is in a box."""
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


# --- tables ----------------------------------------------------------------------------------------------------------


def _settings(page: Any) -> dict[str, list[float]]:
    """A line across where columns end without one, as those of a table do that the end of a page cuts off."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    level = [edge["top"] for edge in page.edges if edge["orientation"] == "h"]
    if not upright:
        return {}
    ends = (min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright))
    return {"explicit_horizontal_lines": [y for y in ends if all(abs(y - line) > 3 for line in level)]}


def _holds_data(table: Any) -> bool:
    """Whether a table has columns; a frame around a text has none."""
    return len(_steps(cell[0] for cell in table.cells)) > 1


def _grid(table: Any, words: Sequence[Word], page: int) -> Grid:
    contents = {cell: [word for word in words if inside(word, cell)] for cell in table.cells}
    padding = min((word.box[0] - cell[0] for cell, held in contents.items() for word in held), default=0.0)
    cells = {cell: Field(tuple(lines(held, page, cell[2] - padding))) for cell, held in contents.items()}
    lefts, tops = _steps(cell[0] for cell in cells), _steps(cell[1] for cell in cells)
    rows = tuple(tuple(_covering(cells, x + 2, y + 2) for x in lefts) for y in tops)
    filled = tuple(row for row in rows if any(field and field.lines for field in row))
    return Grid(filled, tuple(lefts), table.bbox, page)


def _covering(cells: dict[Box, Field], x: float, y: float) -> Field | None:
    return next((f for box, f in cells.items() if box[0] - 2 <= x < box[2] and box[1] - 2 <= y < box[3]), None)


def _steps(values: Iterable[float]) -> list[float]:
    """Values that are more than two points apart, in order."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2:
            found.append(value)
    return found


# --- columns ---------------------------------------------------------------------------------------------------------


def _in_order(words: list[Word], grids: list[Grid], width: float, page: int) -> list[Element]:
    """Down the left column, then down the right one, between what reaches over both."""
    middle = _gutter(words, width, page)
    if middle is None:
        return sorted([*lines(words, page), *grids], key=lambda element: element.top)
    across = _across(words, middle)
    left = [word for word in words if word not in across and word.box[2] <= middle]
    right = [word for word in words if word not in across and word.box[0] >= middle]
    sides: tuple[list[Element], ...] = ([*lines(left, page)], [*lines(right, page)], [*lines(across, page)])
    for grid in grids:
        sides[0 if grid.box[2] <= middle else 1 if grid.box[0] >= middle else 2].append(grid)
    over = sorted(element.top for element in sides[2])
    keyed = [
        (sum(top < element.top for top in over), side, element.top, element)
        for side, column in enumerate(sides)
        for element in column
    ]
    return [element for *_, element in sorted(keyed, key=lambda entry: entry[:3])]


def _gutter(words: Sequence[Word], width: float, page: int) -> float | None:
    """Where two columns of prose part; None where the page has one."""
    from_, to = (int(width * share) for share in MIDDLE)
    crossings = {x: sum(_reaches_over(word, x) for word in words) for x in range(from_, to, 2)}
    fewest = min(crossings.values(), default=0)
    best = [x for x, count in crossings.items() if count == fewest]
    if not best:
        return None
    middle = best[len(best) // 2]
    left = lines((word for word in words if word.box[2] <= middle), page)
    right = lines((word for word in words if word.box[0] >= middle), page)
    if fewest > CROSSED * min(len(left), len(right)):
        return None
    if min(len(left), len(right)) < COLUMN_LINES:
        return None
    start, end = min(line.words[0].box[0] for line in left), max(line.end for line in right)
    return middle if _fills(left, middle - start) and _fills(right, end - middle) else None


def _fills(column: Sequence[Line], width: float) -> bool:
    return median(line.end - line.words[0].box[0] for line in column) >= COLUMN_FILL * width


def _reaches_over(word: Word, x: float) -> bool:
    return word.box[0] < x + GUTTER / 2 and word.box[2] > x - GUTTER / 2


def _across(words: Sequence[Word], middle: float) -> list[Word]:
    """The words of lines that reach over the gutter."""
    spans = [(word.box[1], word.box[3]) for word in words if _reaches_over(word, middle)]
    return list(_overlapping(words, spans))


def _overlapping(words: Iterable[Word], spans: Sequence[tuple[float, float]]) -> Iterator[Word]:
    for word in words:
        y = (word.box[1] + word.box[3]) / 2
        if any(top <= y <= bottom for top, bottom in spans):
            yield word

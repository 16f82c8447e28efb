"""HTML as a reader sees it: the visible text, and blocks with their place in it.

The text is built while the tree is walked: white space folded as a browser does, a line for each block, a tab between
cells. Tables used for layout (one cell, or tables and headings inside) are read as their contents.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from ingest.blocks import Block, Cell
from ingest.readers.front import front_matter
from ingest.readers.outline import Run, outline
from ingest.readers.plain import runs as plain_runs

_HIDDEN_TAGS = frozenset(
    ["script", "style", "head", "template", "noscript", "svg", "math", "iframe", "object", "embed", "audio", "video",
     "canvas", "select", "datalist", "input", "map", "area"]
)  # fmt: skip
_BLOCK_TAGS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
     "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
     "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_LABELS = frozenset({"summary", "dt", "caption", "legend"})  # words that head what follows, without a rank of their own
_VERBATIM = frozenset({"pre", "textarea"})  # whose lines stand as they are
TERMS = 200  # letters in a field for text by which it shows terms, as forms of consent do
_PARTS = ("thead", "tbody", "tfoot", "table")
_LISTS = frozenset({"ul", "ol", "menu"})
_BOLD = frozenset({"b", "strong", "th"})
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
# All white space but a single space, and a single tab within a line, which parts the cells of a table that was typed.
_SPACE = re.compile(r" *[\r\n\f][ \t\r\n\f]*| *\t[ \t\r\n\f]+| +\t|(?<!\S)\t|\t(?!\S)| {2,}")
_UNFOLDED = ("\n", "  ", "\t", "\r", "\f")  # one of them stands in whatever is folded
# The line below the headers of a table that was typed as Markdown and never made one.
_TYPED_RULE = re.compile(r"\n[ \t]*\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*\r?\n")
_AROUND_BREAK = re.compile(r" *\n *")


@dataclass(frozen=True, slots=True)
class Page:
    """The visible text of a page, its blocks, its title and the front matter in a comment at its beginning."""

    text: str
    blocks: tuple[Block, ...]
    title: str
    meta: dict[str, str]


def page(source: str) -> Page:
    """The page in this source; never fails on malformed markup, which is read as a browser would."""
    root = _root(source)
    walk = _Walk()
    walk.run(root)
    text = "\n".join(walk.parts)
    blocks = outline(text, (typed for run in walk.runs for typed in _typed(text, run)))
    title = _fold(root.findtext(".//title") or "").strip()
    return Page(text, blocks, title or _first_heading(blocks), _meta(source))


def _typed(text: str, run: Run) -> Iterator[Run]:
    """A run of the page, one that holds a table typed as Markdown as that table and what stands around it."""
    table = run.kind == "paragraph" and _TYPED_RULE.search(text, run.start, run.end)
    yield from plain_runs(text, run.start, run.end) if table else (run,)


def _root(source: str) -> Any:
    """The tree of a page; an empty one where the source holds nothing to show."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return lxml_html.document_fromstring("<p></p>")


def _meta(source: str) -> dict[str, str]:
    found = re.match(r"\s*(?:<!doctype[^>]*>\s*)?<!--(?P<body>.*?)-->", source, re.DOTALL | re.IGNORECASE)
    return front_matter(found["body"].strip() + "\n")[0] if found else {}


def _first_heading(blocks: tuple[Block, ...]) -> str:
    return next((block.plain.text for block in blocks if block.kind == "heading"), "")


@dataclass
class _Words:
    """Words as they are collected, folded as a browser folds them, with what of them is bold."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    bold: int = 0
    verbatim: int = 0

    def add(self, words: str | None) -> None:
        if words:
            verbatim = self.verbatim or ("|" in words and _TYPED_RULE.search(words))
            self.pieces.append((words if verbatim else _fold(words), self.bold > 0))

    def take(self) -> tuple[str, str, bool]:
        """The words, the bold ones they begin with, whether all are bold; and begin afresh."""
        pieces, self.pieces = self.pieces, []
        text = _tidy("".join(words for words, _ in pieces))
        lead: list[str] = []
        for words, bold in pieces:
            if not bold and words.strip():
                break
            lead.append(words)
        return text, _tidy("".join(lead)), len(lead) == len(pieces) and bool(text)


def _fold(words: str) -> str:
    return _SPACE.sub(" ", words) if any(map(words.__contains__, _UNFOLDED)) else words


def _tidy(words: str) -> str:
    if "\n" not in words and "  " not in words:
        return words.strip()
    return re.sub(r" {2,}", " ", _AROUND_BREAK.sub("\n", words)).strip()


def _hidden(node: Any) -> bool:
    if node.tag in _HIDDEN_TAGS or node.get("hidden") is not None:
        return True
    if node.tag == "textarea" and len(node.text or "") < TERMS:
        return True
    style = node.get("style")
    return bool(style and _INVISIBLE.search(style))


def _is_bold(node: Any) -> bool:
    if node.tag in _BOLD:
        return True
    style = node.get("style")
    return bool(style and _WEIGHT.search(style))


class _Walk:
    """The tree walked once, in reading order."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.runs: list[Run] = []
        self._length = 0
        self._words = _Words()
        self._lists: list[int] = []  # of each open list, the number of its last item; -1 where it has bullets
        self._lone: Any = None  # an open item that stands in no list
        self._item = ""  # marker of the item whose first words are awaited
        self._heading: tuple[int, bool] | None = None

    def run(self, root: Any) -> None:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        skipped: Any = None
        for event, node in walk:
            if event in ("comment", "pi"):
                self._words.add(node.tail)
            elif event == "start" and isinstance(node.tag, str):
                if _hidden(node) or self._is_data(node):
                    skipped = node
                    walk.skip_subtree()
                else:
                    self._open(node)
            elif event == "end" and isinstance(node.tag, str):
                if node is not skipped:
                    self._close(node)
                self._words.add(node.tail)
        self._flush()

    def _open(self, node: Any) -> None:
        tag = node.tag
        if tag == "br":
            self._words.pieces.append(("\n", self._words.bold > 0))
        if tag in _BLOCK_TAGS:
            self._flush()
        if tag in _LISTS:
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            if not self._lists:
                self._lone = node
                self._lists.append(-1)
            self._item = self._next_marker()
        elif tag in _HEADINGS:
            self._heading = (_HEADINGS[tag], True)
        elif tag in _LABELS:
            self._heading = (0, True)
        self._words.bold += _is_bold(node)
        self._words.verbatim += tag in _VERBATIM
        self._words.add(node.text)

    def _close(self, node: Any) -> None:
        tag = node.tag
        if tag in _BLOCK_TAGS:
            self._flush()
        self._words.bold -= _is_bold(node)
        self._words.verbatim -= tag in _VERBATIM
        if tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._item = ""
            if node is self._lone:
                self._lists, self._lone = [], None
        elif tag in _HEADINGS or tag in _LABELS:
            self._heading = None

    def _next_marker(self) -> str:
        if not self._lists or self._lists[-1] < 0:
            return "•"
        self._lists[-1] += 1
        return f"{self._lists[-1]}."

    def _flush(self) -> None:
        """End the block that is being collected."""
        if not self._words.pieces:
            return
        text, lead, bold = self._words.take()
        if not text:
            return
        start = self._length
        self._append(text)
        lead = lead.rstrip(" :：,")
        if self._heading:
            self.runs.append(Run(start, start + len(text), "heading", self._heading[0]))
        elif self._lists:
            self.runs.append(Run(start, start + len(text), "item", len(self._lists), self._item, lead))
            self._item = ""
        else:
            self.runs.append(Run(start, start + len(text), lead=lead, bold=bold))

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text) + 1

    def _is_data(self, node: Any) -> bool:
        """Read a table or a list of terms that holds data, as one block; False for any other element."""
        if node.tag == "table" and not _is_layout(node):
            rows = _rows(node)
        elif node.tag == "dl" and _is_record(node):
            rows = _terms(node)
        else:
            return False
        self._flush()
        for caption in node.iterchildren("caption"):
            if words := _cell_text(caption):
                self.runs.append(Run(self._length, self._length + len(words), "heading"))
                self._append(words)
        self._table(_spread(rows))
        return True

    def _table(self, grid: list[list["_Box | None"]]) -> None:
        start = self._length
        places: dict[int, tuple[int, int]] = {}
        position, lines = start, []
        for row in grid:
            fresh = [box for box in row if box is not None and id(box) not in places]
            pieces = []
            for box in fresh:
                if id(box) in places:
                    continue
                places[id(box)] = (position, position + len(box.text))
                position += len(box.text) + 1
                pieces.append(box.text)
            if pieces:
                lines.append("\t".join(pieces))
        if not lines:
            return
        text = "\n".join(lines)
        cells = tuple(tuple(_cell(box, places, start) for box in row) for row in grid)
        self.runs.append(Run(start, start + len(text), "table", rows=cells))
        self._append(text)


@dataclass(frozen=True, slots=True, eq=False)
class _Box:
    """A cell before it has its place: its words and how far it spans."""

    text: str
    header: bool
    across: int = 1
    down: int = 1


def _cell(box: _Box | None, places: dict[int, tuple[int, int]], start: int) -> Cell:
    if box is None:
        return Cell("", start, start)
    left, right = places[id(box)]
    return Cell(box.text, left, right, box.header)


def _is_layout(table: Any) -> bool:
    """Whether a table holds parts of a page rather than data."""
    if any(table.find(f".//{tag}") is not None for tag in ("table", "dl", *_HEADINGS)):
        return True
    cells = sum(1 for _ in table.iter("td", "th"))
    return cells < 2


def _rows(table: Any) -> list[list[_Box]]:
    rows = []
    for row in table.iter("tr", *_PARTS):  # a cell may stand in no row ("<tbody <tr><td>")
        head = row.tag == "thead" or any(parent.tag == "thead" for parent in row.iterancestors("thead"))
        boxes = [
            _Box(_cell_text(c), head or c.tag == "th", _number(c.get("colspan"), 100), _number(c.get("rowspan"), 1000))
            for c in row.iterchildren("td", "th")
            if not _hidden(c)
        ]
        if boxes and not _hidden(row):
            rows.append(boxes)
    return rows


def _number(value: str | None, most: int) -> int:
    return max(1, min(most, int(value))) if value and value.strip().isdecimal() else 1


def _is_record(terms: Any) -> bool:
    """Whether a list of terms is short keys with plain values, as a vertical table is."""
    keys = list(terms.iter("dt"))
    values = list(terms.iter("dd"))
    return (
        len(keys) > 1
        and len(keys) == len(values)
        and all(len(_cell_text(key)) <= 30 for key in keys)
        and all(value.find(".//table") is None and value.find(".//p") is None for value in values)
    )


def _terms(terms: Any) -> list[list[_Box]]:
    keys = [_Box(_cell_text(key), True) for key in terms.iter("dt")]
    values = [_Box(_cell_text(value), False) for value in terms.iter("dd")]
    return [list(pair) for pair in zip(keys, values, strict=True)]


def _cell_text(cell: Any) -> str:
    """The words of a cell, a line for each block or break in it."""
    words = _Words()
    for event, node in _visible(cell):
        if event == "comment":
            words.add(node.tail)
            continue
        if node is not cell and (node.tag in _BLOCK_TAGS or (node.tag == "br" and event == "start")):
            words.pieces.append(("\n", False))
        if event == "start":
            words.add(node.text)
        elif node is not cell:
            words.add(node.tail)
    return re.sub(r"\n+", "\n", words.take()[0])


def _visible(cell: Any) -> Iterator[tuple[str, Any]]:
    walk = etree.iterwalk(cell, events=("start", "end", "comment"))
    skipped = None
    for event, node in walk:
        if event == "start" and node is not cell and _hidden(node):
            skipped = node
            walk.skip_subtree()
        elif node is skipped:
            yield "comment", node
        else:
            yield event, node


def _spread(rows: list[list[_Box]]) -> list[list[_Box | None]]:
    """The grid, each box repeated where it reaches; None where nothing stands."""
    grid: list[list[_Box | None]] = [[] for _ in rows]
    for index, boxes in enumerate(rows):
        column = 0
        for box in boxes:
            row = grid[index]
            while column < len(row) and row[column] is not None:
                column += 1
            for below in grid[index : index + box.down]:
                below.extend([None] * (column + box.across - len(below)))
                below[column : column + box.across] = [box] * box.across
            column += box.across
    width = max(map(len, grid), default=0)
    return [row + [None] * (width - len(row)) for row in grid]

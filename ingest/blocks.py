"""What a reader makes of a document: its text, and blocks that know their place in it.

Every reader (HTML, Markdown, plain text, PDF) ends here, and every rule starts here. Offsets count characters of
`Reading.text`, which is what `datagil text` prints. Rules do not match on the raw text: each block and cell offers
`plain`, the same words without markup, with folded white space and widths, which can be mapped back.
"""

import bisect
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "table"]

# What `plain` folds: every run of white space that is not one plain space. What it drops: zero-width characters and
# soft hyphens, and in Markdown its marks.
TYPED_CIRCLES = "oοоㅇº°"  # letters and signs that typists take for a circle, as a bullet
_SPACE = r"(?P<space>\s{2,}|[^\S ])"
_ZERO_WIDTH = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]")
_INVISIBLE = rf"(?P<drop>{_ZERO_WIDTH.pattern}+)"
_UNMARKED = re.compile(f"{_INVISIBLE}|{_SPACE}")
_MARKED = re.compile(
    rf"{_INVISIBLE}|(?P<mark>\*+|_{{2,3}}|(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?![\w_])|`+|\\(?=[\\`*_{{}}\[\]()#+\-.!|<>~])|\[(?=[^\[\]]*\]\())"
    r"|(?P<image>!\[[^\]]*\]\([^)]*\))"
    r"|(?P<link>\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\))"
    r"|(?P<break><br\s*/?>|</?(?:p|div|span|b|i|u|strong|em|a|ul|ol|li|sup|sub)(?:\s[^<>]*)?>)"
    rf"|{_SPACE}"
)
_GAPS = ("space", "break", "image")
# Full-width and other compatibility forms that are one character wide in both.
_FOLDS = {
    code: folded
    for code in range(0x80, 0x10000)
    if not 0xD800 <= code < 0xE000 and len(folded := unicodedata.normalize("NFKC", chr(code))) == 1
    and folded != chr(code)
}  # fmt: skip


@dataclass(slots=True)  # not frozen, though never changed: many are made, and to freeze them takes thrice as long
class Plain:
    """Words without markup, and the way back: `span(i, j)` gives offsets in the document's text.

    >>> plain = Plain.of("We  share **it** with X", 100)
    >>> plain.text
    'We share it with X'
    >>> plain.span(9, 11)
    (112, 114)
    """

    text: str
    _at: tuple[int, ...]  # where each run starts in `text`
    _from: tuple[int, ...]  # where it starts in the document
    _end: int

    @classmethod
    def of(cls, raw: str, offset: int = 0, *, markup: bool = True) -> "Plain":
        """The plain words of `raw`, which stands at `offset` in the document."""
        if not markup and " ".join(raw.split()) == raw and not _ZERO_WIDTH.search(raw):
            return cls(_folded(raw), (0,) if raw else (), (offset,) if raw else (), offset + len(raw))
        runs: list[tuple[int, int]] = []
        out: list[str] = []
        length, position = 0, 0
        open_ = False  # whether what is out so far ends with anything but a space

        def add(piece: str, start: int) -> None:
            nonlocal length, open_
            if piece.startswith(" ") and not open_:
                piece, start = piece[1:], start + 1
            if piece:
                runs.append((length, start))
                out.append(piece)
                length += len(piece)
                open_ = not piece.endswith(" ")

        for noise in (_MARKED if markup else _UNMARKED).finditer(raw):
            add(raw[position : noise.start()], offset + position)
            if noise.lastgroup in _GAPS:
                add(" ", offset + noise.start())
            position = noise.end()
        add(raw[position:], offset + position)
        text = _folded("".join(out)).rstrip(" ")
        return cls(text, tuple(r[0] for r in runs), tuple(r[1] for r in runs), offset + len(raw))

    def origin(self, index: int) -> int:
        """The offset in the document of the character at `index` of `text`."""
        run = bisect.bisect_right(self._at, index) - 1
        return self._from[run] + index - self._at[run] if run >= 0 else self._end

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the document of `text[start:end]`, which is not empty."""
        return self.origin(start), self.origin(end - 1) + 1


def _folded(text: str) -> str:
    """Full-width forms as their half-width ones, character for character, so that offsets stay."""
    return text if text.isascii() or unicodedata.is_normalized("NFKC", text) else text.translate(_FOLDS)


@dataclass(frozen=True)
class Cell:
    """A cell of a table, at its place in the grid; a cell that spans is repeated where it reaches."""

    raw: str
    start: int
    end: int
    header: bool = False
    markup: bool = False

    @cached_property
    def plain(self) -> Plain:
        """Its words, mapped back to the document."""
        return Plain.of(self.raw, self.start, markup=self.markup)


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list item or table, in reading order.

    Attributes:
        raw: the text as it stands between `start` and `end` of the document.
        level: of a heading 1 to 6; of an item the depth of its list, from 1.
        marker: what stands before an item ("•", "1.", "가.").
        lead: the words in bold with which it begins, without the colon; empty where there are none.
        headings: the headings above it, outermost first.
        rows: of a table: the grid, spans filled in.
        markup: raw holds marks of Markdown.
    """

    kind: BlockKind
    raw: str
    start: int
    end: int
    level: int = 0
    marker: str = ""
    lead: str = ""
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    markup: bool = False

    @property
    def heading(self) -> str:
        """The heading right above it, "" where there is none."""
        return self.headings[-1] if self.headings else ""

    @cached_property
    def plain(self) -> Plain:
        """Its words, mapped back to the document."""
        return Plain.of(self.raw, self.start, markup=self.markup)


@dataclass(frozen=True)
class Reading:
    """A document as read: the text that offsets count in, its blocks, and what it says of itself.

    `meta` holds the front matter (title, publisher, url, version, kind, grade, service …) or what the page states.
    """

    text: str
    blocks: tuple[Block, ...]
    format: Literal["html", "markdown", "text", "pdf"]
    language: str = "en"
    title: str = ""
    sha256: str = ""
    meta: dict[str, str] = field(default_factory=dict)

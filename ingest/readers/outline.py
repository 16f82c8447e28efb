"""What lines say by how they begin: headings, items and paragraphs, from runs of text that a reader has found.

Authors type numbers and bullets where HTML has lists, set bold lines where it has headings, and break lines by hand;
plain text has nothing else. A `Run` is a stretch of text between two block boundaries, with what the reader knows of
it; `outline` makes blocks of runs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingest.blocks import TYPED_CIRCLES, Block, BlockKind, Cell
from ingest.readers import titles

_GAP = r"[\s\u00a0\u3000\u200b]*"
# Classes of markers; a list keeps to one. Each must be followed by words: "2024. 1. 1." and "3.5" begin no item.
_CLASSES = {
    "article": r"제\s?\d{1,3}\s?[조장절](?:의\s?\d+)?",
    "number": r"\d{1,2}(?:[.\-]\d{1,2}){0,3}\.(?!\d)",
    "korean": r"[가나다라마바사아자차카타파하]\.",
    "half": r"\d{1,2}\)",
    "korean_half": r"[가나다라마바사아자차카타파하]\)",
    "full": r"\(\d{1,2}\)",
    "korean_full": r"\([가나다라마바사아자차카타파하]\)",
    "circled": r"[①-⑳㉠-㉻]",
    "latin": r"(?:\([a-z]\)|[a-z][.)])(?=\s)",
    "roman": r"(?:[IVX]{1,5}|[Ⅰ-Ⅻ])\.",
    "square": r"[■▣◆□◇▶▷☞※★☆❑❏❒▢◈❖◘]",
    "bullet": r"[•·∙・○●◦▪▫▸‣⁃ㆍ◎]|[-–—*](?=[\s\u00a0])|o(?=\s{2})|"
    rf"[{TYPED_CIRCLES}](?=\s[가-힣])|-(?=[가-힣])",
}
_MARKER = re.compile(_GAP + "(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _CLASSES.items()) + ")" + _GAP)
_RANKS = {"article": 2, "roman": 2, "square": 3, "number": 3, "korean": 4, "half": 5, "korean_half": 5, "full": 5}
_BRACKETED = re.compile(r"[\[【<〈《](?P<words>[^\]】>〉》\n]{2,40})[\]】>〉》]")
_FIRM = re.compile(r"㈜|\((?:주|유|재|사)\)|주식회사")  # in brackets that hold names, and are no title
_SENTENCE_END = re.compile(r"[.。!?;:：]\s*$|(?:[다요음함임됨])\s*[.。)]?\s*$")
_CLOSED = re.compile(r"(?:[.。!?;:：,]|[다요])\s*$")
_KEYED = re.compile(r"\s*[^\s:：.,][^:：.,\n]{0,24}\s?[:：]")
_NUMBER_ALONE = re.compile(r"\(?0?\d{1,2}[.)]?")
_WIDE = re.compile(r"(?<=\S)(?: *\t\s*| {3,})(?=\S)")
_LINE = re.compile(r"[^\n]+")
UNMARKED = 4  # ranks of a title that nothing marks below the last heading that the document marks
BODY = 20  # characters behind the title of an article that are more than a part of it
HEADING_LENGTH = 60  # characters; a longer numbered line is a paragraph
BOLD_HEADING_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text and what the reader knows of it.

    Attributes:
        level: of a heading its rank, of an item the depth of its list; 0: to be told from the words.
        bold: every word of it is bold.
        lead: the bold words it begins with.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int = 0
    marker: str = ""
    lead: str = ""
    bold: bool = False
    rows: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A run that is one block, with the class of its marker and where its words begin."""

    run: Run
    words: str
    shape: str = ""


def outline(text: str, runs: Iterable[Run]) -> tuple[Block, ...]:
    """The blocks that runs of text make, each under the headings above it."""
    lines = [line for run in runs for line in _lines(text, run)]
    return tuple(_under_headings(text, _classified(lines)))


def _lines(text: str, run: Run) -> Iterator[_Line]:
    """A run as lines that each begin something: an item, a sentence, a key with its value."""
    if run.kind in ("table", "heading"):
        yield _Line(run, text[run.start : run.end].strip())
        return
    first = True
    for start, end in _parts(text, run):
        found = _MARKER.match(text, start, end)
        shape, marker, begin = "", run.marker if first else "", start
        if found and found.end() < end:
            shape, marker, begin = found.lastgroup or "", found[found.lastgroup or 0], found.end()
        if shape == "article" or (shape and run.bold and not run.marker):
            begin = start  # the number belongs to the name of a heading
        whole = first and (begin, end, marker) == (run.start, run.end, run.marker)
        piece = run if whole else replace(run, start=begin, end=end, marker=marker, lead=run.lead if first else "")
        yield _Line(piece, text[begin:end], shape)
        first = False


def _parts(text: str, run: Run) -> Iterator[tuple[int, int]]:
    """What a run falls apart into, the title of an article apart from the words behind it in its line."""
    for start, end in _breaks(text, run):
        article = titles.ARTICLE.match(text, start, end)
        if article and end - article.end() >= BODY:
            yield start, article.end()
            yield _trimmed(text, article.end(), end)
        else:
            yield start, end


def _breaks(text: str, run: Run) -> Iterator[tuple[int, int]]:
    """Where the run falls apart: at lines that begin with a marker or a key, and behind finished sentences."""
    spans = [m.span() for m in _LINE.finditer(text, run.start, run.end) if m[0].strip()]
    start, end = None, run.start
    for left, right in spans:
        fresh = (
            start is None
            or text.count("\n", end, left) > 1
            or bool(_MARKER.match(text, left, right))
            or bool(_KEYED.match(text, left, right))
            or bool(_BRACKETED.match(text[left:right].strip()))
            or bool(_SENTENCE_END.search(text, start, end))
            or (right - left) > 2 * (end - start)  # a line half as long was not wrapped
            or _is_article(text, start, end)
            or _is_numbered_title(text, start, end)
            or text.count("/", left, right) == text.count("/", start, end) > 1  # rows typed as lines
            or _columns(text[left:right]) == _columns(text[start:end]) > 1
        )
        if start is not None and fresh:
            yield _trimmed(text, start, end)
        if fresh:
            start = left
        end = right
    if start is not None:
        yield _trimmed(text, start, end)


def _columns(line: str) -> int:
    """How many columns a line has that are set with tabs or wide gaps."""
    return len(_WIDE.findall(line)) + 1 if "\t" in line or "   " in line else 1


def _is_article(text: str, start: int, end: int) -> bool:
    """Whether a line is the name of an article ("제5조 (처리위탁)"), which ends with its line."""
    found = _MARKER.match(text, start, end)
    return bool(found and found.lastgroup == "article" and end - start <= HEADING_LENGTH // 2)


def _is_numbered_title(text: str, start: int, end: int) -> bool:
    """Whether a line is a number and an English title ("5. Sharing of Your Data"), which ends with its line."""
    found = _MARKER.match(text, start, end)
    return bool(found and found.lastgroup == "number" and titles.is_written_as_title(text[found.end() : end].strip()))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _classified(lines: list[_Line]) -> Iterator[Run]:
    """Each line as a heading, an item with its depth, or a paragraph."""
    base = 0  # level of the last heading that the document itself marks
    shapes: list[str] = []  # classes of the lists that are open
    for index, line in enumerate(lines):
        run = line.run
        numbered = index > 0 and bool(_NUMBER_ALONE.fullmatch(lines[index - 1].words.strip()))
        following = lines[index + 1] if index + 1 < len(lines) else None
        if run.kind == "heading":
            if run.level:
                base = run.level
            yield replace(run, level=run.level or base + 1)
            shapes = []
        elif run.kind == "table":
            yield run
        elif (line.shape not in shapes or _stands_over(line, following)) and (
            (numbered and _is_title(line)) or _is_heading(line, following)
        ):
            yield replace(run, kind="heading", level=base + _RANKS.get(line.shape, 4), marker="")
            shapes = []
        elif _is_written_title(line, following):
            yield replace(run, kind="heading", level=base + UNMARKED)
            shapes = []
        elif line.shape or run.kind == "item":
            shape = line.shape or "list"
            shapes = shapes[: shapes.index(shape) + 1] if shape in shapes else [*shapes, shape]
            depth = run.level or len(shapes)
            yield replace(run, kind="item", level=depth)
        else:
            yield run


def _stands_over(line: _Line, following: _Line | None) -> bool:
    """Whether a numbered line is the title of a long paragraph, though the contents before it had such numbers."""
    text = following is not None and following.run.kind == "paragraph" and not following.shape
    return bool(following and text and len(following.words) >= titles.LENGTH) and _is_title(line)


def _is_written_title(line: _Line, following: _Line | None) -> bool:
    """Whether a paragraph of one line is a title by how it is written, over a list, a table or a longer paragraph."""
    if line.run.kind != "paragraph" or line.shape or line.run.lead or following is None or "\n" in line.words:
        return False
    listed = bool(following.shape) or following.run.kind in ("item", "table")
    return following.run.kind != "heading" and titles.heads(line.words.strip(), following.words, listed=listed)


def _is_title(line: _Line) -> bool:
    """Whether it is short and no sentence."""
    words = line.words.strip()
    return line.run.kind == "paragraph" and 0 < len(words) <= HEADING_LENGTH and not _CLOSED.search(words)


def _is_heading(line: _Line, following: _Line | None) -> bool:
    words = line.words.strip()
    if line.run.kind == "item":
        return line.shape == "square" and _heads(line, following)
    if line.run.bold:
        return len(words) <= BOLD_HEADING_LENGTH and not words.endswith(("다.", "요."))
    if not _is_title(line):
        return False
    if line.shape == "article":
        return True
    if _BRACKETED.fullmatch(words):
        return not _FIRM.search(words)
    return line.shape in ("number", "roman", "square") and _heads(line, following)


def _heads(line: _Line, following: _Line | None) -> bool:
    """Whether a marked line stands over what follows it, which is marked in another way."""
    words = line.words.strip()
    if following is None or following.shape == line.shape or following.run.kind == "heading":
        return False
    return len(words) <= HEADING_LENGTH and not re.search(r"[:：]", words) and not _CLOSED.search(words)


def _under_headings(text: str, runs: Iterable[Run]) -> Iterator[Block]:
    above: list[tuple[int, str]] = []
    for run in runs:
        if run.kind == "heading":
            above = [entry for entry in above if entry[0] < run.level]
        raw = text[run.start : run.end]
        block = Block(
            run.kind, raw, run.start, run.end, min(run.level, 6), run.marker, run.lead,
            tuple(words for _, words in above), run.rows,
        )  # fmt: skip
        yield block
        if run.kind == "heading":
            above.append((run.level, block.plain.text.rstrip(" :")))

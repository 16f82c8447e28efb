"""Markdown as it is found: blocks with their place in the raw text.

The structure of blocks comes from markdown-it-py (CommonMark and tables); what authors and converters do beside it is
read here: bullets typed as characters, headings that are only bold, lines broken by hand, tables whose header is empty.
Offsets count in the text as given, markup included.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.blocks import TYPED_CIRCLES, Block, Cell, Plain
from ingest.readers.titles import ARTICLE, heads, is_written_as_title

_GAP = r"[\s\u00a0\u3000\u200b]"
_BOLD = r"(?:\*\*|__)(?!\s)(?:(?!\*\*|__).)+(?:\*\*|__)"
# A typed bullet or number at the start of a line, which Markdown does not know or which was escaped.
_MARKER = re.compile(
    rf"{_GAP}*(?:\*\*|__)?(?P<marker>[·•・▪■□◦●○▶►※–—‣⁃∙▸◆◇]|\\[-*+]|-(?={_GAP})|o(?={_GAP}{{2}})|"
    rf"[{TYPED_CIRCLES}](?={_GAP}[가-힣])|"
    rf"\((?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})\)(?={_GAP})|(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})\)(?={_GAP})|[①-⑳]|[가나다라마바사아자차카타파하][.)](?={_GAP}))"
    rf"(?:\*\*|__)?{_GAP}*"
)
_LEAD = re.compile(rf"{_GAP}*(?P<lead>{_BOLD}(?:{_GAP}*{_BOLD})*)")
_ALL_BOLD = re.compile(rf"{_GAP}*(?:\(?[A-Z\d.]+\)?{_GAP}*)?{_BOLD}(?:{_GAP}*{_BOLD})*{_GAP}*:?{_GAP}*")
_NUMBERED = re.compile(r"(?:[A-Z]|\d{1,2}|[IVX]+)[.)]|제\s*\d+\s*[조장]")
# The line that names an article ("제5조 (처리위탁)", "제5조 처리위탁"), not one that cites it.
_ARTICLE = re.compile(
    r"[ \t]*제\s?\d{1,3}\s?[조장절](?:의\s?\d+)?[. \t]*[ (\[【](?!제\s?\d)"
    r"[^\n.]{2,45}(?<![다에의을를은는이가와과로며고])[ \t]*(?=\n|$)"
)
# The line of a numbered item that only names what the lines below it say, which are not set in as its own words are.
_OWN_TITLE = re.compile(
    r"[ \t]*\d{1,2}[.)][ \t]+(?P<title>[^\n.:：;!?]{2,60}?(?<![,다요에의을를은는이가와과로며고])(?<![하되]는))[ \t]*"
    r"\n(?=[A-Z가-힣‘“\"(][^\n]{40})"
)
_UNFINISHED = re.compile(r"(?:,|\b(?:and|or|of|the|an?|with|to|by|in|for|our|your|which|that|as|from))\s*$")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]", re.IGNORECASE)
_CELL = re.compile(r"(?:\\.|[^|\\])*")
_PARSER = MarkdownIt("commonmark").enable("table").disable(["inline", "html_block"])

BULLETS = ("-", "*", "+")
BROKEN = 50  # characters of a line that may be broken in two
HEADING_LENGTH = 160  # a longer line that is all bold is a paragraph somebody wanted to stress


@dataclass(frozen=True, slots=True)
class _Lines:
    """A run of lines of the text: their place, and the list they stand in."""

    start: int
    end: int
    depth: int = 0
    marker: str = ""


def blocks(text: str, start: int = 0) -> tuple[Block, ...]:
    """The blocks of a Markdown text from the offset `start` on; never fails, whatever the text."""
    return tuple(_under_headings(_titled(list(_whole(text, _pieces(text, start))))))


def _pieces(text: str, start: int) -> Iterator[Block]:
    """Blocks in reading order, headings above them not yet filled in."""
    body = text[start:]
    lines = _line_starts(body, start)
    tokens = _PARSER.parse(_in_step(body))
    lists: list[str] = []
    fresh = ""  # the marker of the list item that has just begun
    table: list[Token] | None = None
    for token in tokens:
        if token.type.endswith("list_open") or token.type.endswith("list_close"):
            lists.append(token.markup) if token.nesting > 0 else lists.pop()
        elif token.type == "list_item_open":
            fresh = f"{token.info}{token.markup}"
        elif token.type == "table_open":
            table = [token]
        elif token.type == "table_close" and table:
            yield _table(text, table, lines)
            table = None
        elif table is not None:
            table.append(token)
        elif token.map and (token.type in ("heading_open", "paragraph_open", "code_block", "fence")):
            first, last = lines[token.map[0]], lines[min(token.map[1], len(lines) - 1)]
            if token.type == "heading_open":
                yield _heading(text, first, last, int(token.tag[1]))
            else:
                yield from _paragraphs(text, _Lines(first, last, len(lists), fresh))
            fresh = ""


def _whole(text: str, pieces: Iterator[Block]) -> Iterator[Block]:
    """The blocks, paragraphs whose lines stand apart (text that was taken from a PDF) put together again."""
    run: list[Block] = []
    for block in pieces:
        if run and not _goes_on(run, block):
            yield _joined(text, run)
            run = []
        run.append(block)
    if run:
        yield _joined(text, run)


def _joined(text: str, run: list[Block]) -> Block:
    first, last = run[0], run[-1]
    return first if first is last else replace(first, raw=text[first.start : last.end], end=last.end)


def _goes_on(run: list[Block], following: Block) -> bool:
    """Whether a line goes on in the paragraph below: it ends within a sentence, and that begins within one."""
    plain = run[0].kind in ("paragraph", "item") and following.kind == "paragraph"
    last = run[-1].raw.rpartition("\n")[2]
    if not plain or len(last) < BROKEN or "\n" in following.raw or last.rstrip().endswith((".", ":", "!", "?", "。")):
        return False
    several = (len(run) > 1 or "\n" in run[0].raw) and not following.lead
    return several or following.raw[:1].islower() or bool(_UNFINISHED.search(last))


def _titled(pieces: list[Block]) -> Iterator[Block]:
    """The blocks, numbered lines in bold that only name what follows them made headings."""
    for index, block in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        before = pieces[index - 1] if index else None
        if _is_title(block, following):
            yield replace(block, kind="heading", level=6)
        elif not _names_section(block, following) or (before and _is_bold_item(before) and before.level == block.level):
            yield block
        else:
            yield replace(block, kind="heading", level=5 if block.level == 1 else 6, marker="", lead="")


def _is_title(block: Block, following: Block | None) -> bool:
    """Whether a line by itself is written as titles are and text goes on from it; an address or a name is no title."""
    if block.kind != "paragraph" or block.level or block.lead or following is None:
        return False
    return heads(block.raw, following.raw, listed=following.kind in ("item", "table"))


def _is_bold_item(block: Block) -> bool:
    return block.kind == "item" and len(block.raw) <= HEADING_LENGTH and bool(_ALL_BOLD.fullmatch(block.raw))


def _names_section(block: Block, following: Block | None) -> bool:
    """Whether an item is only bold words that a paragraph, a table or a deeper list goes on from."""
    if following is None or not _is_bold_item(block):
        return False
    if following.kind == "paragraph":
        return _NUMBER.fullmatch(block.marker) is not None
    return following.kind == "table" or (following.kind == "item" and following.level > block.level)


def _in_step(body: str) -> str:
    """The text with each line break the parser would fold or add made one that keeps its line numbers."""
    return body.replace("\r\n", " \n").replace("\r", " ").replace("\0", " ")


def _line_starts(body: str, start: int) -> list[int]:
    starts = [start]
    position = body.find("\n")
    while position >= 0:
        starts.append(start + position + 1)
        position = body.find("\n", position + 1)
    return [*starts, start + len(body)]


def _heading(text: str, start: int, end: int, level: int) -> Block:
    raw = text[start:end]
    bare = re.sub(r"\s*\n\s*(?:=+|-+)\s*$|\s+#+\s*$", "", raw.rstrip())
    begin = len(bare) - len(bare.lstrip(" \t#>"))
    return Block("heading", bare[begin:], start + begin, start + len(bare), level=level, markup=True)


def _paragraphs(text: str, lines: _Lines) -> Iterator[Block]:
    """The paragraph, split where a line begins with a typed bullet or number."""
    if named := _own_title(text, lines):
        begin, end = _trimmed(text, *named.span())
        yield Block("heading", text[begin:end], begin, end, level=5, markup=True)
        lines = _Lines(named.end(), lines.end)
    for piece in _split(text, lines):
        start, end = _trimmed(text, piece.start, piece.end)
        if piece.depth and piece.marker:
            start = _behind_marker(text, start, end, piece.marker)
        if start >= end:
            continue
        raw, marker = text[start:end], piece.marker
        if _ALL_BOLD.fullmatch(raw) and len(raw) <= HEADING_LENGTH and not piece.depth:
            yield Block("heading", raw, start, end, level=5 if _NUMBERED.match(_words(raw)) else 6, markup=True)
            continue
        if _ARTICLE.fullmatch(raw):
            yield Block("heading", raw, start, end, level=5, markup=True)
            continue
        if not marker and (article := ARTICLE.match(raw)):
            yield Block("heading", article[0], start, start + article.end(), level=5, markup=True)
            start, end = _trimmed(text, start + article.end(), end)
            raw = text[start:end]
        typed = _MARKER.match(raw) if not marker or (marker in BULLETS and _NUMBER.match(raw)) else None
        if typed and typed.end() < len(raw):
            marker = typed["marker"].lstrip("\\")
            start += typed.end()
            raw = text[start:end]
        lead = _LEAD.match(raw)
        yield Block(
            "item" if marker else "paragraph", raw, start, end, level=piece.depth or int(bool(marker)), marker=marker,
            lead=_words(lead["lead"]).rstrip(" :,") if lead else "", markup=True,
        )  # fmt: skip


def _own_title(text: str, lines: _Lines) -> re.Match[str] | None:
    """The title that the first line of a numbered item is; one in English has its words written as titles are."""
    named = _OWN_TITLE.match(text, lines.start, lines.end) if lines.marker[:1].isdigit() else None
    return named if named and (not named["title"].isascii() or is_written_as_title(named["title"])) else None


def _split(text: str, lines: _Lines) -> Iterator[_Lines]:
    begin, marker = lines.start, lines.marker
    named = bool(_ARTICLE.match(text, begin, lines.end))
    position = text.find("\n", begin, lines.end)
    while position >= 0:
        names = bool(_ARTICLE.match(text, position + 1, lines.end))
        if named or names or _MARKER.match(text, position + 1, lines.end):
            yield _Lines(begin, position, lines.depth, marker)
            begin, marker = position + 1, ""
        named = names
        position = text.find("\n", position + 1, lines.end)
    yield _Lines(begin, lines.end, lines.depth, marker)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, max(start, start + len(piece.strip()))


def _behind_marker(text: str, start: int, end: int, marker: str) -> int:
    """Where the words of a list item begin; the line may hold the markers of lists around it too."""
    position = text.find(marker, start, end)
    if position < 0 or text[start:position].strip("-*+>. )0123456789"):
        return start
    position += len(marker)
    return position + len(text[position:end]) - len(text[position:end].lstrip())


def _words(raw: str) -> str:
    return Plain.of(raw).text.strip()


def _table(text: str, tokens: list[Token], lines: list[int]) -> Block:
    """The table with its grid; a header row without words is no header, a first row all in bold is one."""
    where = tokens[0].map or [0, 0]
    start, end = _trimmed(text, lines[where[0]], lines[min(where[1], len(lines) - 1)])
    rows = [_row(text, lines[t.map[0]], lines[t.map[0] + 1]) for t in tokens if t.type == "tr_open" and t.map]
    filled = [row for row in rows if any(cell.raw for cell in row)]
    width = max(map(len, filled), default=0)
    grid = []
    for index, row in enumerate(filled):
        header = index == 0 and (row is rows[0] or all(_ALL_BOLD.fullmatch(c.raw) for c in row if c.raw))
        cells = [Cell(c.raw, c.start, c.end, header, markup=True) for c in row]
        last = row[-1].end
        grid.append(tuple(cells + [Cell("", last, last, header, markup=True)] * (width - len(cells))))
    return Block("table", text[start:end], start, end, rows=tuple(grid), markup=True)


def _row(text: str, start: int, end: int) -> list[Cell]:
    """The cells of a line, at their places."""
    start, end = _trimmed(text, start, end)
    if text.startswith("|", start, end):
        start += 1
    if text.endswith("|", start, end) and not text.endswith("\\|", start, end):
        end -= 1
    cells = []
    while start <= end:
        found = _CELL.match(text, start, end)
        stop = max(found.end() if found else start, start)
        left, right = _trimmed(text, start, stop)
        cells.append(Cell(text[left:right], left, right, markup=True))
        start = stop + 1
    return cells


def _under_headings(pieces: Iterator[Block]) -> Iterator[Block]:
    """The blocks with the headings above each."""
    above: list[tuple[int, str]] = []
    for block in pieces:
        if block.kind == "heading":
            above = [entry for entry in above if entry[0] < block.level]
        yield replace(block, headings=tuple(words for _, words in above))
        if block.kind == "heading":
            above.append((block.level, block.plain.text.rstrip(" :")))

"""Tables of two columns that were pasted as text with one blank between them: "㈜가나 결제 대행"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.blocks import Block
from ingest.patterns import pattern
from ingest.tables import Role, role_of

BLANK = " "
HEADER_LENGTH = 40  # characters of both headers
ROW_LENGTH = 120
ROWS = 2  # at least that many, and half of them begin with a firm's name for sure
_LINE = re.compile(r"[^\n]*\S[^\n]*")
# A name that its legal form tells, at the beginning of a row.
_FIRM = re.compile(
    r"\s*(?:(?:㈜|\((?:주|유|재|사)\)|(?:주식|유한)회사\s)\s?\S+|\S+(?:㈜|\((?:주|유|재|사)\)|(?:주식|유한)회사)(?=\s|$)"
    r"|[A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*)*,?\s(?:Inc|Ltd|LLC|Corp|Co|Limited)\b\.?)"
)
_WORD = re.compile(r"\s*(?:[A-Z]{2,}\s)?\S+")


def headers_apart(words: str) -> list[Role | None]:
    """The roles of a line of two headers, the recipient and its work, that nothing but a blank sets apart."""
    if BLANK not in words.strip() or len(words) > HEADER_LENGTH:
        return []
    for gap in re.finditer(r"\s+", words.strip()):
        left, right = (role_of(part, "ko") for part in (words.strip()[: gap.start()], words.strip()[gap.end() :]))
        if left and right and (left.name, right.name) == ("recipient", "purpose"):
            return [left, right]
    return []


def name_apart(row: str) -> int:
    """Where the name that a row begins with ends; 0 where a work does not follow it."""
    if len(row) > ROW_LENGTH or row.rstrip().endswith(("다.", "니다")):
        return 0
    found = _FIRM.match(row) or _WORD.match(row)
    rest = row[found.end() :].strip() if found else ""
    works = any(pattern("ko", group).search(rest) for group in ("work", "work_end"))
    return found.end() if found and works else 0


def names_firm(row: str) -> bool:
    """Whether a row begins with a name that its legal form tells."""
    return bool(_FIRM.match(row))


def pasted(block: Block) -> list[Block]:
    """A paragraph as what stands above a pasted table, its headers, and its rows; empty where it holds none."""
    lines = list(_LINE.finditer(block.raw)) if block.kind != "table" and "\n" in block.raw else []
    index = next((number for number, line in enumerate(lines) if headers_apart(line[0])), None)
    if index is None:
        return []
    rows = list(_rows(lines[index + 1 :]))
    firms = [start for start, end in rows if _FIRM.match(block.raw, start, end)]
    if len(rows) < ROWS or 2 * len(firms) < len(rows):
        return []
    spans = [(0, lines[index].start()), lines[index].span(), *rows, (rows[-1][1], len(block.raw))]
    return [line_block(block, start, end) for start, end in spans if block.raw[start:end].strip()]


def _rows(lines: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """The spans of the rows, a name alone in its line together with the line of its work."""
    begun: re.Match[str] | None = None
    for line in lines:
        text = line.string[begun.start() if begun else line.start() : line.end()]
        if name_apart(text):
            yield (begun or line).start(), line.end()
            begun = None
        elif begun is None and _FIRM.fullmatch(text.strip()):
            begun = line
        else:
            return


def line_block(block: Block, start: int, end: int) -> Block:
    """A stretch of a block's lines as a paragraph; what it begins with stays what the block is."""
    raw = block.raw[start:end]
    left = start + len(raw) - len(raw.lstrip())
    at, words = block.start + left, raw.strip()
    if start == 0:
        return replace(block, raw=words, start=at, end=at + len(words))
    return replace(block, kind="paragraph", raw=words, start=at, end=at + len(words), lead="", marker="", level=0)

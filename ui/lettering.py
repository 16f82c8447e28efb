"""How wide words are, and where their lines break, without knowing which font will show them.

Graphviz runs here without fonts, and a reader's machine may have others than ours. So widths are measured in a
wide-running face (the one that Pillow brings) with room to spare; Hangul, Han and full-width forms take one em.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence

from PIL import ImageFont

SPARE = 1.13  # Verdana and DejaVu run wider than the face measured
BOLD = 1.06
_FACE_SIZE = 100
_PARTS = re.compile(r"\(?[^(·/-]*[·/-]*")  # a word's parts: up to a bracket, or with the mark that ends them


@functools.cache
def _face() -> ImageFont.FreeTypeFont:
    face = ImageFont.load_default(_FACE_SIZE)
    if not isinstance(face, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType, so text cannot be measured")
    return face


@functools.cache
def _em(char: str) -> float:
    """The width of a character in em."""
    if unicodedata.combining(char):
        return 0.0
    if _is_wide(char):
        return 1.0
    if ord(char) > 0x24F:
        return 0.8  # Cyrillic, Greek, Arabic, Thai: not in the face
    return _face().getlength(char) / _FACE_SIZE * SPARE


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """The width that `text` may take at a font size, in the same unit as `size`.

    >>> measure("중국", 10)
    20.0
    >>> measure("AliExpress", 10) < measure("AliExpress", 10, bold=True)
    True
    """
    return sum(map(_em, text)) * size * (BOLD if bold else 1)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Lines of `text` that keep within `width` where words allow, as even as they can be.

    Words are never cut. Those that alone are too wide break before a bracket and behind a dot, slash or hyphen; and
    those in Han, which writes no spaces, break anywhere.

    >>> wrap("Ministry of State Security", 90, 10)
    ['Ministry of', 'State Security']
    """
    pieces = _pieces(text, width, size)
    lines = _greedy(pieces, width, size, bold)
    narrower = width
    while len(lines) > 1 and narrower > size and len(_greedy(pieces, narrower - 2, size, bold)) == len(lines):
        narrower -= 2
    return _greedy(pieces, narrower, size, bold)


def _pieces(text: str, width: float, size: float) -> list[tuple[str, str]]:
    """What a line break may not part, each with what stands before it on the same line."""
    pieces: list[tuple[str, str]] = []
    for word in text.split():
        parts = [word]
        if measure(word, size) > width:
            parts = list(word) if all(map(_is_han, word)) else list(filter(None, _PARTS.findall(word)))
        pieces += [(" " if index == 0 else "", part) for index, part in enumerate(parts)]
    return pieces


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _is_han(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def _greedy(pieces: Sequence[tuple[str, str]], width: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for gap, piece in pieces:
        if lines and measure(f"{lines[-1]}{gap}{piece}", size, bold=bold) <= width:
            lines[-1] += gap + piece
        else:
            lines.append(piece)
    return lines or [""]

"""What a text holds of all that patterns need: each of its words is looked up once, for all patterns together.

A sentence is asked by dozens of patterns whether it holds the words that they need. Each need is a bit here. A piece of
text between white space has the bits of the needs that it meets, found when it first occurs and kept, since the words
of a document occur again and again; a text has the bits of its pieces. Whether a pattern may be found is then one
comparison of two numbers.
"""

import re
from collections.abc import Iterable
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from ingest.prefilter import SHORT, STEM, Need, folded, is_plain

TEXTS = 64  # whose bits are kept: a sentence and its parts are asked for by each rule in turn
PIECES = 1 << 14  # whose bits are kept
_WORDS = re.compile(r"\w+")


class Look(NamedTuple):
    """A text in lower case, whether that ignores case, and the bits of the needs that it meets or may meet."""

    folded: str
    plain: bool
    met: int


class Asked(NamedTuple):
    """What a pattern needs: all these bits; and for each of the parts that hold white space, one bit or one part."""

    bits: int = 0
    spaced: tuple[tuple[int, tuple[str, ...]], ...] = ()

    def held(self, look: Look) -> bool:
        """Whether a text with these bits holds what single words do not tell."""
        return all(look.met & bit or any(map(look.folded.__contains__, parts)) for bit, parts in self.spaced)


class _Pieces(dict[str, int]):
    """The bits of pieces of text without white space."""

    def __init__(self) -> None:
        super().__init__()
        self.stems: dict[str, int] = {}
        self.parts: dict[str, list[tuple[str, int]]] = {}  # by their first two letters

    def __missing__(self, piece: str) -> int:
        found = 0
        for word in _WORDS.findall(piece):
            found |= self.stems.get(word[:STEM], 0) | self.stems.get(word[:SHORT], 0)
        for at in range(len(piece)):
            for head in (piece[at], piece[at : at + 2]):
                for part, bits in self.parts.get(head, ()):
                    if piece.startswith(part, at):
                        found |= bits
        if len(self) >= PIECES:
            self.clear()
        self[piece] = found
        return found


class Vocabulary:
    """The needs of the patterns of a language, each with its bits."""

    def __init__(self) -> None:
        self._known: dict[Need, tuple[int, int]] = {}
        self._pieces = _Pieces()
        self.look = lru_cache(maxsize=TEXTS)(self._look)

    def _look(self, text: str) -> Look:
        low = folded(text)
        return Look(low, is_plain(text), reduce(or_, map(self._pieces.__getitem__, low.split()), 0))

    def asked(self, needs: Iterable[Need]) -> Asked:
        """The bits of what a pattern needs, all of it."""
        bits, spaced = 0, []
        for need in needs:
            parts = tuple(part for part in need.parts if part.split() != [part])
            if all(part.split() for part in parts):  # any text of two words holds white space
                sure, perhaps = self._bits(need)
                bits |= perhaps
                spaced += [(sure, parts)] if parts else []
        return Asked(bits, tuple(spaced))

    def _bits(self, need: Need) -> tuple[int, int]:
        """The bit of a need that is surely met, and of one that may be, as far as single words tell."""
        if need not in self._known:
            sure, perhaps = (1 << 2 * len(self._known) + n for n in (0, 1))
            self._known[need] = sure, perhaps
            for stem in need.words:
                self._pieces.stems[stem] = self._pieces.stems.get(stem, 0) | sure | perhaps
            for part in need.parts:
                piece = max(part.split(), key=len)
                self._pieces.parts.setdefault(piece[:2], []).append(
                    (piece, perhaps if piece != part else sure | perhaps)
                )
            self._pieces.clear()
            self.look.cache_clear()
        return self._known[need]

"""Words looked for in a text as somebody copied them: white space, case and forms of marks may differ, nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.blocks import Plain

_FORMS = str.maketrans("‘’“”‐‑–—", "''\"\"----")
_BETWEEN = re.compile(r"[\s|]")  # the bar stands between the cells of a Markdown table
_LATIN = re.compile("[A-Za-z0-9\u00c0-\u024f]{2}")
_HANGUL = re.compile("[가-힣]{2}")


@dataclass(frozen=True)
class Words:
    """A text that can be searched; `markup` says whether it holds marks of Markdown.

    >>> text = Words.of("We share  it with **Bolt Ltd.** and Bolton.", 100, markup=True)
    >>> text.first("bolt ltd"), text.first("Bolto"), list(text.spans("share it"))
    ('Bolt Ltd', None, [(103, 112)])
    """

    plain: Plain
    markup: bool

    @classmethod
    def of(cls, raw: str, offset: int, *, markup: bool) -> "Words":
        """The words of `raw`, which stands at `offset` in the document."""
        return cls(Plain.of(raw, offset, markup=markup), markup)

    def first(self, words: str) -> str | None:
        """The words as they stand here, where they first do; None where they do not."""
        return next((self.plain.text[start:end] for start, end in self._found(words)), None)

    def spans(self, words: str) -> Iterator[tuple[int, int]]:
        """Each place of the words, as offsets in the document."""
        return (self.plain.span(start, end) for start, end in self._found(words))

    def without(self, words: str) -> str:
        """The plain text with these words blanked out."""
        text = self.plain.text
        for start, end in self._found(words):
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    def _found(self, words: str) -> Iterator[tuple[int, int]]:
        """Where the words begin and end in the plain text; a part of a longer word is not the word."""
        sought, _ = _letters(Plain.of(words, markup=self.markup).text)
        letters, places = self._letters
        at = letters.find(sought) if sought else -1
        while at >= 0:
            start, end = places[at], places[at + len(sought) - 1] + 1
            if self._is_whole(start, end):
                yield start, end
            at = letters.find(sought, at + 1)

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        return _letters(self.plain.text)

    def _is_whole(self, start: int, end: int) -> bool:
        """Whether the words begin and end where words do; in Korean a particle may follow."""
        before, after = self.plain.text[max(0, start - 1) : start + 1], self.plain.text[end - 1 : end + 1]
        return not (_LATIN.fullmatch(before) or _HANGUL.fullmatch(before) or _LATIN.fullmatch(after))


def _letters(text: str) -> tuple[str, list[int]]:
    """What counts of a text, in one case and form, and the place of each of these characters."""
    kept = [(place, letter) for place, letter in enumerate(text.translate(_FORMS)) if not _BETWEEN.match(letter)]
    return "".join(_lower(letter) for _, letter in kept), [place for place, _ in kept]


def _lower(letter: str) -> str:
    lower = letter.lower()
    return lower if len(lower) == 1 else letter

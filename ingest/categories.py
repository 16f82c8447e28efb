"""Words for data as categories of the tree: the most specific node whose name or synonym they are.

Words that no node knows stay words; a name inside longer words ("이메일 주소 인증 기록") counts where a word begins.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from data.models import Category

_HANGUL = re.compile(r"[가-힣]")
_WORDS = re.compile(r"[가-힣]+|[^\s가-힣]+")  # "IP주소" is written with and without a space
_HEAD = "(?:주소|번호|정보|내역|기록|데이터)"  # nouns that only close a compound: 접속 IP 주소
_TAIL = 4  # syllables that may follow a Korean name in one word: 이메일주소, 연락처정보


class Categories:
    """The names and synonyms of a tree, ready to be found in words."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self._by_name: dict[str, str] = {}
        for category in categories:
            names = [*category.names.all, *category.synonyms.en, *category.synonyms.ko]
            for name in names:
                self._by_name.setdefault(_folded(name), category.id)
        ordered = sorted(self._by_name, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_as_pattern, ordered))) if ordered else None
        self._compact = {name.replace(" ", ""): id_ for name, id_ in self._by_name.items()}
        self.ids_in = lru_cache(maxsize=16384)(self._ids_in)

    def _ids_in(self, words: str) -> tuple[str, ...]:
        """The categories that some words name, in order; the whole words first, else every name in them."""
        text = _folded(words)
        if whole := self._compact.get(text.replace(" ", "")):
            return (whole,)
        if not self._pattern:
            return ()
        found = (
            self._compact.get(m[0].strip().replace(" ", "")) or self._stem(m[0]) for m in self._pattern.finditer(text)
        )
        return tuple(dict.fromkeys(id_ for id_ in found if id_))

    def _stem(self, word: str) -> str | None:
        """The category of a word that begins with a name: the longest such name."""
        compact = word.replace(" ", "")
        return next(
            (self._compact[compact[:n]] for n in range(len(compact), 1, -1) if compact[:n] in self._compact), None
        )


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def _as_pattern(name: str) -> str:
    body = r"\s*".join(map(re.escape, _WORDS.findall(name)))
    if _HANGUL.search(name):
        return rf"(?<![\w]){body}[가-힣]{{0,{_TAIL}}}(?:\s{_HEAD})?(?!\w)"
    plural = "(?:e?s)?" if name[-1].isalpha() else ""
    return rf"(?<!\w){body}{plural}(?:\s?{_HEAD})?(?!\w)"

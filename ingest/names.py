"""Names of organisations made comparable: width, case, punctuation and the spelling of legal forms.

Nothing here makes two names alike that are not the same words: a name in another legal form is another name.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ingest.patterns import pattern

# Brackets at the end of a name; within it they are part of it, as are those of a Korean legal form.
_BRACKETS = re.compile(r"\s*[(（\[](?!(?:주|유|재|사)\))([^()（）\[\]]*)[)）\]]\W*$")
_PRODUCT = re.compile(r"\s+[—–|]\s+.*$|\s+-\s+.*$")


class Name(NamedTuple):
    """A name to compare: its words without legal form, and the forms themselves, sorted."""

    bare: str
    forms: tuple[str, ...]


@lru_cache(maxsize=16384)
def name_of(words: str) -> Name:
    """The comparable form of a name.

    >>> name_of("(주)예시") == name_of("예시 주식회사"), name_of("Example, Inc.") == name_of("EXAMPLE Incorporated")
    (True, True)
    >>> name_of("Example Ltd.") == name_of("Example Inc.")
    False
    """
    text = unicodedata.normalize("NFKC", words).casefold()
    forms: set[str] = set()
    for language in ("ko", "en"):
        hits = list(pattern(language, "company_forms").hits(text))
        forms |= {hit.entry.means or "" for hit in hits}
        for hit in reversed(hits):
            text = text[: hit.start] + " " + text[hit.end :]
    bare = " ".join(re.findall(r"[\w+&]+", text))
    return Name(bare, tuple(sorted(forms))) if bare else Name(" ".join(re.findall(r"\w+", words.casefold())), ())


def readings(words: str) -> Iterator[str]:
    """The ways to read what is written as a name, the fullest first: "Google LLC(구글) — 분석" may be "Google LLC"."""
    yield words
    outside = _BRACKETS.sub("", words).strip()
    if outside and outside != words:
        yield outside
    head = _BRACKETS.sub("", _PRODUCT.sub("", outside or words)).strip()
    if head and head not in (outside, words):
        yield head
    for inside in _BRACKETS.findall(words):
        if name_of(inside).forms:
            yield inside.strip()


def slug(words: str) -> str:
    """Words as the readable part of an id: letters of any script, digits and hyphens.

    >>> slug("Payment  processors (cards)"), slug("결제 대행사")
    ('payment-processors-cards', '결제-대행사')
    """
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "-".join(re.findall(r"[^\W_]+", folded))[:80].strip("-") or "unnamed"

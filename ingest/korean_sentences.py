"""Korean blocks as sentences with their places, and the fields that statements of one sentence have in common."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ingest.blocks import Block, Plain, Reading
from ingest.korean_context import Context
from ingest.patterns import pattern

LONGEST = 1000  # characters; the longest real sentences of policies have some 600


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or item: its words, and where they begin in `plain`, which leads back to the document."""

    text: str
    at: int
    plain: Plain

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Offsets in the document of `text[start:end]`."""
        return self.plain.span(self.at + start, self.at + (len(self.text) if end is None else end))


def sentences(block: Block) -> Iterator[Sentence]:
    """The sentences of a block; a full stop behind Latin letters ends none ("Inc.").

    What has no end in sight (text without punctuation) is cut between words, so that reading stays linear in time.
    """
    plain = block.plain
    position = 0
    stops = [stop.end for stop in pattern("ko", "sentence_end").hits(plain.text)]
    for stop in [*stops, len(plain.text)]:
        while stop - position > LONGEST:
            space = plain.text.rfind(" ", position, position + LONGEST)
            cut = space if space > position else position + LONGEST
            yield from _sentence(plain, position, cut)
            position = cut
        yield from _sentence(plain, position, stop)
        position = stop


def texts(words: str) -> list[str]:
    """The sentences of some words, without their places."""
    return [text.strip() for text, _, _ in pattern("ko", "sentence_end").cut(words)]


def last_sentence(words: str) -> str:
    """The last of several sentences.

    >>> last_sentence("판매하지 않습니다. 다음 업체에 제공합니다:")
    '다음 업체에 제공합니다:'
    """
    stops = [stop.end for stop in pattern("ko", "sentence_end").hits(words) if words[stop.end :].strip()]
    return words[stops[-1] :] if stops else words


def _sentence(plain: Plain, start: int, end: int) -> Iterator[Sentence]:
    words = plain.text[start:end]
    if words.strip():
        yield Sentence(words.strip(), start + len(words) - len(words.lstrip()), plain)


def passage(sentence: Sentence, context: Context, reading: Reading) -> dict[str, Any]:
    """Where a statement of this sentence stands and whose data it is about."""
    start, end = sentence.span()
    return {
        "doc_id": "",
        "subject": "회사",
        "purpose": purpose_of(sentence.text),
        "applies_to": context.applies_to,
        "quote": reading.text[start:end],
        "start": start,
        "end": end,
    }


@lru_cache(maxsize=1024)
def purpose_of(text: str) -> str | None:
    """What a sentence says that this is for: the words before "위하여" or "목적으로", from the clause they begin.

    >>> purpose_of("회사는 관계 법령에 의하여 수사상의 목적으로 제공합니다.")
    '수사상의 목적'
    """
    found = pattern("ko", "purpose").search(text) if "위" in text or "목적" in text else None
    if not found:
        return None
    words = found["purpose"]
    cut = max((hit.end for hit in pattern("ko", "clause_end").hits(words)), default=0)
    words = words[cut:].strip()
    return words.removesuffix("하기") or None

"""What a privacy policy speaks of: the section on each topic that a check asks for, with its first words.

A topic is named by a heading or by the words in bold that a paragraph begins with, and some by a sentence. Of several
places the one is taken that names it most surely, then the one highest in the outline, then the first; an entry of a
table of contents is none of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.statement import Statement
from ingest.blocks import Block, Reading
from ingest.patterns import Hit, pattern
from ingest.sections import Sections

_TITLE = 80  # characters; longer words in bold are emphasis
_HEADINGS = 6  # levels of headings; words in bold stand below them, sentences below these
_SENTENCE = 400  # characters before or behind what a sentence was recognised by, where it has no end in sight


@dataclass(frozen=True, slots=True)
class Place:
    """Where a topic is named: by which words, how far down in the outline, and the offsets of the passage."""

    hit: Hit
    depth: int
    start: int
    end: int

    @property
    def rank(self) -> tuple[float, int, int]:
        """The surest words first, then the highest, then the first."""
        return -self.hit.entry.strength, self.depth, self.start


def extract(reading: Reading) -> list[Statement]:
    """A statement of kind `gives_notice` for each topic that the document speaks of, in reading order."""
    best: dict[str, Place] = {}
    for place in (*_titled(reading), *_said(reading)):
        topic = place.hit.entry.means
        if topic and (topic not in best or place.rank < best[topic].rank):
            best[topic] = place
    return [_statement(reading, topic, place) for topic, place in sorted(best.items(), key=lambda item: item[1].start)]


def _titled(reading: Reading) -> Iterator[Place]:
    topics, sections = pattern(reading.language, "notices"), Sections(reading.blocks)
    for index, block in enumerate(reading.blocks):
        title, depth = (block.plain.text, block.level) if block.kind == "heading" else (block.lead, _HEADINGS + 1)
        if not title or (depth > _HEADINGS and len(title) > _TITLE) or sections.in_contents(index):
            continue
        for hit in topics.hits(title):
            yield Place(hit, depth, *sections.opening(index))


def _said(reading: Reading) -> Iterator[Place]:
    topics = pattern(reading.language, "notices_in_sentences")
    for block in reading.blocks:
        if block.kind in ("paragraph", "item"):
            for hit in topics.hits(block.plain.text):
                yield Place(hit, _HEADINGS + 2, *_sentence(block, hit))


def _sentence(block: Block, hit: Hit) -> tuple[int, int]:
    """Offsets in the document of the sentence around a hit."""
    words = block.plain.text
    start = words.rfind(". ", max(0, hit.start - _SENTENCE), hit.start) + 2
    stop = words.find(". ", hit.end, hit.end + _SENTENCE)
    end = stop + 1 if stop >= 0 else min(len(words), hit.end + _SENTENCE)
    return block.plain.span(start if start > 1 else max(0, hit.start - _SENTENCE), end)


def _statement(reading: Reading, topic: str, place: Place) -> Statement:
    return Statement(
        doc_id="",
        kind="gives_notice",
        topic=topic,
        quote=reading.text[place.start : place.end],
        start=place.start,
        end=place.end,
        rule=f"notice/{place.hit.entry.id}",
        why=place.hit.text,
        confidence=0.9,
    )

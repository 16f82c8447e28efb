"""A document cut into passages that a language model reads one at a time, and how many tokens they come to."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.blocks import Block, Reading

PASSAGE = 3000  # tokens; long enough for a section with its tables, short enough that nothing in it is passed over


@dataclass(frozen=True)
class Passage:
    """Whole blocks that follow each other; `text` is the document's from `start` to `end`."""

    blocks: tuple[Block, ...]
    text: str
    start: int
    end: int

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings that its first block stands under, outermost first."""
        return self.blocks[0].headings

    @property
    def name(self) -> str:
        """What a person knows it by: its first heading, else the one it stands under, else its first words."""
        own = next((block.plain.text for block in self.blocks if block.kind == "heading"), "")
        return (own or (self.headings[-1] if self.headings else self.blocks[0].plain.text))[:60]


def passages(reading: Reading, budget: int = PASSAGE) -> list[Passage]:
    """The document as passages of at most `budget` tokens, cut before headings where that is possible.

    A block is never cut: one that is longer than the budget is a passage of its own. What holds headings alone is
    left out, since a heading states nothing.
    """
    cut: list[list[Block]] = []
    for section in _sections(reading.blocks):
        for part in _parts(section, budget):
            if cut and _tokens([*cut[-1], *part]) <= budget:
                cut[-1] += part
            else:
                cut.append(part)
    return [_passage(reading, part) for part in cut if any(block.kind != "heading" for block in part)]


def tokens(text: str) -> int:
    """About how many tokens a text is: four ASCII characters each, or one of any other script.

    No tokenizer is asked, since each model has its own; for Korean this errs on the high side.

    >>> tokens("We share data."), tokens("제공합니다")
    (4, 5)
    """
    plain = sum(map(str.isascii, text))
    return math.ceil(plain / 4) + len(text) - plain


def _sections(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Each heading with what stands under it, up to the next heading."""
    section: list[Block] = []
    for block in blocks:
        if block.kind == "heading" and any(before.kind != "heading" for before in section):
            yield section
            section = []
        section.append(block)
    if section:
        yield section


def _parts(section: list[Block], budget: int) -> Iterator[list[Block]]:
    """A section in parts that hold the budget, as far as its blocks allow."""
    part: list[Block] = []
    for block in section:
        if part and _tokens([*part, block]) > budget:
            yield part
            part = []
        part.append(block)
    yield part


def _tokens(blocks: list[Block]) -> int:
    return sum(tokens(block.raw) for block in blocks)


def _passage(reading: Reading, blocks: list[Block]) -> Passage:
    start, end = blocks[0].start, blocks[-1].end
    return Passage(tuple(blocks), reading.text[start:end], start, end)

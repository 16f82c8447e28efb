"""The sections of a document: what stands below a heading, and which headings only list those that follow."""

from collections.abc import Sequence
from itertools import takewhile

from ingest.blocks import Block

_OPENING = 400  # characters of a section that are quoted for what it says


class Sections:
    """The outline of a document's blocks; every method takes the index of a block that begins a section."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        heads = [index for index, block in enumerate(blocks) if block.kind == "heading"]
        self._last = {_letters(blocks[index].plain.text): index for index in heads}
        listing = [self._is_empty(index) or self._recurs(index) for index in heads]
        self._contents = {
            head for at, head in enumerate(heads) if listing[at] and any((*listing[:at][-1:], *listing[at + 1 :][:1]))
        }

    def in_contents(self, index: int) -> bool:
        """Whether it is an entry of a table of contents.

        Such an entry has nothing below it or stands once more further down, and so does an entry next to it.
        """
        return index in self._contents

    def opening(self, index: int) -> tuple[int, int]:
        """Offsets of its title and of the first words below it; words end where they end, blocks may be cut."""
        title = self._blocks[index]
        limit = title.start + _OPENING
        said = [block for block in self._below(index) if block.kind != "heading" and block.start < limit] or [title]
        return title.start, _within(said[-1], limit)

    def _below(self, index: int) -> list[Block]:
        block, after = self._blocks[index], self._blocks[index + 1 :]
        if block.kind == "heading":
            return self._section(index) or list(after[:2])
        if _letters(block.lead) != _letters(block.plain.text):
            return []  # the paragraph that begins with words in bold is what they head
        return list(takewhile(lambda other: other.kind != "heading" and not other.lead, after))

    def _section(self, index: int) -> list[Block]:
        level = self._blocks[index].level
        after = self._blocks[index + 1 :]
        return list(takewhile(lambda other: other.kind != "heading" or other.level > level, after))

    def _is_empty(self, index: int) -> bool:
        return all(block.kind == "heading" for block in self._section(index))

    def _recurs(self, index: int) -> bool:
        title = _letters(self._blocks[index].plain.text)
        return bool(title) and self._last[title] > index


def _within(block: Block, limit: int) -> int:
    """Where the block ends, or its last whole word before the limit."""
    if block.end <= limit:
        return block.end
    words = block.raw[: limit - block.start]
    return block.start + len(words.rpartition(" ")[0] or words)


def _letters(title: str) -> str:
    """The letters of a title: its number and its marks may differ between the contents and the section."""
    return "".join(letter for letter in title.casefold() if letter.isalpha())

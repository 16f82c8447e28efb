"""English documents as sentences in their context: the section, the list that they stand in, the people meant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.blocks import Block, Plain
from ingest.english_scope import Scope, role_of
from ingest.patterns import Hit, pattern

_NOTHING = Plain.of("")
BOLD = 5  # the level from which a heading is a line or an item in bold
INTERRUPTION = 2  # paragraphs that may stand between two items of one list


@dataclass(slots=True)
class Sentence:
    """A sentence, or an item or cell that is none, with where it stands.

    Attributes:
        text: its words; `at`: where they begin in `plain`, which leads back to the document.
        intro: the sentence that introduces the list in which it stands; None outside of lists.
        items: the items of the list that it introduces.
        first: it begins its block.
        told: the header of a table's column of recipients, for what stands in it.
        before: what the paragraph before says, where the sentence introduces a list.
        previous: what its block says before it; the paragraph before, where it goes on from that.
    """

    text: str
    at: int
    plain: Plain
    block: Block
    scope: Scope
    intro: "Sentence | None" = None
    items: tuple[Block, ...] = ()
    first: bool = True
    before: str = ""
    previous: str = ""
    told: Hit | None = None

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Offsets in the document of `text[start:end]`."""
        return self.plain.span(self.at + start, self.at + (len(self.text) if end is None else end))


def sentences(plain: Plain) -> Iterator[tuple[str, int]]:
    """The sentences of some words, each with where it begins."""
    for text, start, _ in pattern("en", "sentence_end").cut(plain.text):
        lead = len(text) - len(text.lstrip())
        if text.strip():
            yield text.strip(), start + lead


def passages(blocks: Sequence[Block], scope: Scope | None = None, told: Hit | None = None) -> Iterator[Sentence]:
    """The sentences of some blocks in reading order, each with its context; a table is one, without words."""
    scope, lists = scope or Scope(), _Lists()
    for index, block in enumerate(blocks):
        scope = scope.at(block)
        above = lists.around(block)
        before = blocks[index - 1] if index else None
        if block.kind in ("heading", "table"):
            announced = _announcing(before, scope) if before and block.kind == "table" else None
            yield Sentence("", 0, _NOTHING, block, scope, announced or above)
            if block.kind == "heading" and block.plain.text.endswith(":"):  # a sentence in bold
                lists.opened(Sentence(block.plain.text, 0, block.plain, block, scope, above))
            continue
        said_before = before.plain.text if before and before.kind == "paragraph" else ""
        parts = list(sentences(block.plain))
        for number, (text, at) in enumerate(parts):
            last = number == len(parts) - 1
            items = _items_after(blocks, index) if last and _announces(text) else ()
            goes_on = not at and pattern("en", "goes_on").match(text)
            sentence = Sentence(
                text, at, block.plain, block, scope, above, items, number == 0, said_before if items else "",
                said_before if goes_on else block.plain.text[:at], told,
            )  # fmt: skip
            yield sentence
            if items or (last and block.kind == "paragraph" and _announces_titles(text, blocks[index + 1 :])):
                lists.opened(sentence)


class _Lists:
    """The lists that are open while blocks go by: level and marker of their items, and what introduces them."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str, Sentence]] = []
        self._quiet = 0  # paragraphs since the last item

    def around(self, block: Block) -> Sentence | None:
        """What introduces the list in which a block stands; none for a paragraph."""
        if block.kind == "heading":
            kept = [] if _ends_lists(block) else self._open
            self._open = [one for one in kept if one[2].block.kind != "heading"]
        elif block.kind != "table":
            self._quiet = 0 if block.kind == "item" else self._quiet + 1
            begins = block.kind == "paragraph" and block.plain.text.endswith(":")
            self._open = [] if begins or self._quiet > INTERRUPTION else self._open
            self._open = _around(self._open, block) if block.kind == "item" else self._open
        if block.kind == "item" and not self._open:
            return _in_heading(block)
        return self._open[-1][2] if self._open and block.kind != "paragraph" else None

    def opened(self, sentence: Sentence) -> None:
        """A sentence introduces the list that follows."""
        block = sentence.block
        self._open = [] if block.kind == "paragraph" else self._open
        level, marker = (block.level, block.marker) if block.kind == "item" else (0, "")
        self._open.append((level, marker, sentence))
        self._quiet = 0


def _in_heading(block: Block) -> Sentence | None:
    """The heading of a list as what introduces it, where it says that the list is of processors."""
    told = pattern("en", "heads_providers").fullmatch(block.heading)
    return Sentence(f"{told['who']}:", 0, _NOTHING, block, Scope()) if told else None


def _announcing(block: Block, scope: Scope) -> Sentence | None:
    """The sentence with which a paragraph announces what follows it."""
    *_, (text, at) = [("", 0), *sentences(block.plain)] if block.kind == "paragraph" else [("", 0)]
    return Sentence(text, at, block.plain, block, scope) if text and _announces(text) else None


def _ends_lists(heading: Block) -> bool:
    """Whether a heading begins something new, not a part of what a paragraph above announced: a title in bold."""
    text = heading.plain.text
    return heading.level < BOLD or text[:1].isdigit() or role_of(text) not in ("", "sharing")


def _announces_titles(text: str, after: Sequence[Block]) -> bool:
    """Whether a sentence announces parties to whom data is given, and titles in bold with lists below follow."""
    titles = len(after) > 1 and after[0].kind == "heading" and after[0].level >= BOLD and after[1].kind == "item"
    return titles and bool(pattern("en", "announces_parties").search(text))


def _around(intros: list[tuple[int, str, Sentence]], block: Block) -> list[tuple[int, str, Sentence]]:
    """The introductions of the lists around an item: not those that an earlier item of its own list makes."""
    kept = list(intros)
    while kept and kept[-1][1]:
        level, marker, _ = kept[-1]
        if level < block.level or (level == block.level and _likeness(marker) != _likeness(block.marker)):
            break
        kept.pop()
    return kept


def _likeness(marker: str) -> str:
    """What the markers of one list have in common: "1." and "2." are of a kind."""
    return "".join("1" if char.isdigit() else "a" if char.isalpha() else char for char in marker)[-2:]


def _announces(text: str) -> bool:
    return text.rstrip(" -–—").endswith(":") or bool(pattern("en", "announces").search(text))


def _items_after(blocks: Sequence[Block], index: int) -> tuple[Block, ...]:
    """The items that directly follow a block, as far as the list goes."""
    items = []
    for block in blocks[index + 1 :]:
        if block.kind != "item":
            break
        items.append(block)
    return tuple(items)


def section_role(block: Block) -> str:
    """What the section of a block is about, by the innermost heading that says."""
    for heading in reversed(block.headings):
        if role := role_of(heading):
            return role
    return ""

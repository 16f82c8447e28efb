"""Where a Korean passage stands: what its section is about and whose data it speaks of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.blocks import Block
from ingest.korean_places import mentions_in
from ingest.patterns import pattern

EVERYBODY = ("*",)
GIVING = frozenset({"provides_to", "entrusts_to", "transfers_to_country"})
INTRODUCTION = 3  # blocks before a table or list that may introduce it


@dataclass(frozen=True, slots=True)
class Context:
    """What the surroundings of a block tell.

    Attributes:
        topics: what the innermost telling heading is about: kinds of statement and other topics.
        quiet: nothing is said of giving data away in this section (rights, contact …).
        applies_to: whose users alone the section speaks of.
        countries: countries that the headings name beside a transfer.
        intro: the words of the paragraphs just before it; for an item, those that open its list and the items before.
        opening: the words that open the list of an item.
        above: the words of the item in whose own list an item stands.
        heading: the heading that tells.
    """

    topics: frozenset[str] = frozenset()
    quiet: bool = False
    applies_to: tuple[str, ...] = EVERYBODY
    countries: tuple[str, ...] = ()
    intro: str = ""
    opening: str = ""
    above: str = ""
    heading: str = ""

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds of giving that the section is about."""
        return self.topics & GIVING

    @property
    def kinds_of_names(self) -> frozenset[str]:
        """What a bare name in the section stands for; services of others that the company uses process for it."""
        return self.kinds or (frozenset({"entrusts_to"}) if "services" in self.topics else frozenset())

    @property
    def kinds_of_rows(self) -> frozenset[str]:
        """What a row of a table stands for under a header of receivers: also where the section is of what leaves."""
        return self.kinds_of_names or (frozenset({"entrusts_to"}) if "outward" in self.topics else frozenset())


def contexts(blocks: Iterable[Block]) -> Iterator[tuple[Block, Context]]:
    """Each block with its context, in reading order."""
    intro: list[str] = []
    opening: list[str] = []
    open_items: list[Block] = []  # each within the list of the one before
    # The headings under which a sentence says whom the section is for, and whom.
    population: tuple[tuple[str, ...], tuple[str, ...]] = ((), EVERYBODY)
    for block in blocks:
        if block.kind == "heading":
            intro, opening, open_items = [], [], []
            yield block, _of_headings((*block.headings, block.plain.text))
            continue
        section = _of_headings(block.headings)
        people = section.applies_to
        if people == EVERYBODY and block.headings[: len(population[0])] == population[0]:
            people = population[1]
        if block.kind != "table" and not intro and (said := _announced(block.plain.text)):
            population, people = (block.headings, said), said
        near = intro[-INTRODUCTION:]
        if block.kind == "item" and not set(opening) <= set(near):
            near = [*opening, *near[1:]]
        opened = " ".join(opening) if block.kind == "item" else ""
        open_items = [one for one in open_items if block.kind == "item" and one.level < block.level]
        above = open_items[-1].plain.text if open_items else ""
        yield block, replace(section, applies_to=people, intro=" ".join(near), opening=opened, above=above)
        if block.kind == "item":
            open_items.append(block)
        if block.kind != "table":
            intro.append(block.plain.text)
        if block.kind == "paragraph":
            opening = [block.plain.text]


@lru_cache(maxsize=1024)
def _of_headings(headings: tuple[str, ...]) -> Context:
    topics: frozenset[str] = frozenset()
    quiet, telling = False, ""
    countries: list[str] = []
    people: tuple[str, ...] = EVERYBODY
    for heading in reversed(headings):
        if not topics and not quiet:
            topics, telling = topics_of(heading), heading
            quiet = not topics & GIVING and bool(pattern("ko", "quiet_section").search(heading))
        if "transfers_to_country" in topics and not countries:
            countries = [mention.code for mention in mentions_in(heading)]
        if people == EVERYBODY and (found := people_of(heading)):
            people = found
    return Context(topics, quiet, people, tuple(dict.fromkeys(countries)), heading=telling)


@lru_cache(maxsize=4096)
def topics_of(heading: str) -> frozenset[str]:
    """What a section with this heading is about."""
    return frozenset(hit.entry.means or "" for hit in pattern("ko", "section").hits(heading))


@lru_cache(maxsize=4096)
def people_of(words: str) -> tuple[str, ...]:
    """The places whose people a heading or phrase names, as codes; nothing where it names none.

    >>> people_of("EEA 및 영국 거주 이용자 추가 안내"), people_of("이용자의 권리")
    (('EEA', 'GB'), ())
    """
    if not pattern("ko", "elsewhere").search(words):
        return ()
    hit = pattern("ko", "population").search(words)
    where = words[: hit.end] if hit else ""
    return tuple(dict.fromkeys(found.entry.means or "" for found in pattern("ko", "bloc").hits(where)))


def _announced(words: str) -> tuple[str, ...]:
    """Whom the first sentence of a section says that it is for ("본 조항은 … 거주 이용자에게 적용됩니다")."""
    first = words.partition(". ")[0]
    return people_of(first) if "적용" in first and len(first) < 200 else ()

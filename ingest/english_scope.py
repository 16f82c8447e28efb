"""Whom an English passage speaks of, and what its section is about."""

from dataclasses import dataclass, replace
from functools import lru_cache

from data.countries import find_countries
from ingest.blocks import Block
from ingest.patterns import pattern

EVERYBODY = ("*",)


@dataclass(frozen=True)
class Scope:
    """The people whom the passages meant here speak of: ISO codes, `EEA`, or everybody."""

    sections: tuple[tuple[int, tuple[str, ...]], ...] = ()
    own: tuple[str, ...] = ()

    @property
    def applies_to(self) -> tuple[str, ...]:
        """The innermost limit, or everybody."""
        return self.own or (self.sections[-1][1] if self.sections else EVERYBODY)

    @classmethod
    def of(cls, headings: tuple[str, ...]) -> "Scope":
        """The scope of what stands below these headings, outermost first."""
        return cls(tuple((level, people) for level, text in enumerate(headings) if (people := section_people(text))))

    def within(self, people: tuple[str, ...]) -> "Scope":
        """The scope of what speaks of these people alone; the same where there are none."""
        return replace(self, own=people) if people else self

    def at(self, block: Block) -> "Scope":
        """The scope of a block, after those before it."""
        if block.kind == "heading":
            outer = tuple(entry for entry in self.sections if entry[0] < block.level)
            people = section_people(block.plain.text)
            return Scope((*outer, (block.level, people)) if people else outer)
        if block.lead and (people := people_of(block.lead)):
            return replace(self, own=people)
        return replace(self, own=()) if self.own else self


@lru_cache(maxsize=4096)
def section_people(heading: str) -> tuple[str, ...]:
    """The people whom a section with this heading is for; nothing where it is for everybody."""
    if len(heading) > 120:
        return ()
    if people := people_of(heading):
        return people
    hit = pattern("en", "population_heading").search(heading)
    if hit is None or pattern("en", "exclusion").search(heading) or not only_places(hit["where"]):
        return ()
    return places(hit["where"])


def limited(text: str) -> bool:
    """Whether a phrase limits what is said to some people by where they are ("users in other locations")."""
    return bool(pattern("en", "people_word").search(text) and pattern("en", "population").search(text))


def only_places(text: str) -> bool:
    """Whether a phrase is made of names of places alone."""
    spans = [(found.start, found.end) for found in find_countries(text, "en")]
    spans += [(hit.start, hit.end) for hit in pattern("en", "region").hits(text)]
    left = "".join(char for at, char in enumerate(text) if not any(start <= at < end for start, end in spans))
    return bool(spans) and not pattern("en", "joint").cut(left)


@lru_cache(maxsize=4096)
def people_of(text: str) -> tuple[str, ...]:
    """The places whose people a phrase names ("users located in South Korea"); nothing where it names none.

    >>> people_of("For users located in South Korea"), people_of("users in other locations")
    (('KR',), ())
    """
    if (law := pattern("en", "statutory").search(text)) and law.entry.means:
        return (law.entry.means,)
    found: list[str] = []
    if not pattern("en", "people_word").search(text):
        return ()
    for group in ("population", "people_by_place"):
        for hit in pattern("en", group).hits(text):
            if not pattern("en", "exclusion").search(hit.text):
                found += places(hit["where"])
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4096)
def places(text: str) -> tuple[str, ...]:
    """Countries, blocs and states that a phrase names, as codes in reading order."""
    marks = [(found.start, found.code) for found in find_countries(text, "en") if found.code != "EU"]
    covered = [(hit.start, hit.entry.means or "") for hit in pattern("en", "region").hits(text)]
    return tuple(dict.fromkeys(code for _, code in sorted(covered + marks)))


@lru_cache(maxsize=4096)
def role_of(heading: str) -> str:
    """What a section with this heading is about: sources, rights, sharing …; empty where nothing tells."""
    hit = pattern("en", "role").search(heading)
    return hit.entry.means or "" if hit else ""

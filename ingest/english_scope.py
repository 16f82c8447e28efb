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

    def at(self, block: Block) -> "Scope":
        """The scope of a block, after those before it."""
        if block.kind == "heading":
            outer = tuple(entry for entry in self.sections if entry[0] < block.level)
            people = section_people(block.plain.text)
            return Scope((*outer, (block.level, people)) if people else outer)
        if block.lead and (people := people_of(block.lead)):
            return replace(self, own=people)
        return replace(self, own=())


@lru_cache(maxsize=4096)
def section_people(heading: str) -> tuple[str, ...]:
    """The people whom a section with this heading is for; nothing where it is for everybody."""
    if len(heading) > 120:
        return ()
    return people_of(heading) or _places(pattern("en", "population_heading").search(heading))


@lru_cache(maxsize=4096)
def people_of(text: str) -> tuple[str, ...]:
    """The places whose people a phrase names ("users located in South Korea"); nothing where it names none.

    >>> people_of("For users located in South Korea"), people_of("users in other locations")
    (('KR',), ())
    """
    found: list[str] = []
    for hit in pattern("en", "population").hits(text):
        if not pattern("en", "exclusion").search(hit.text):
            found += places(hit["where"])
    return tuple(dict.fromkeys(found))


def _places(hit: object) -> tuple[str, ...]:
    where = hit["where"] if hit is not None else ""  # type: ignore[index]
    return () if pattern("en", "exclusion").search(where) else places(where)


@lru_cache(maxsize=4096)
def places(text: str) -> tuple[str, ...]:
    """Countries, blocs and states that a phrase names, as codes in reading order."""
    marks = [(start, code) for code, start, _ in find_countries(text, "en") if code != "EU"]
    covered = [(hit.start, hit.entry.means or "") for hit in pattern("en", "region").hits(text)]
    return tuple(dict.fromkeys(code for _, code in sorted(covered + marks)))


@lru_cache(maxsize=4096)
def role_of(heading: str) -> str:
    """What a section with this heading is about: sources, rights, sharing …; empty where nothing tells."""
    hit = pattern("en", "role").search(heading)
    return hit.entry.means or "" if hit else ""

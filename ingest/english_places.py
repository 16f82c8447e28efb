"""Where English documents say data is kept or goes, and which company answers for whose data."""

from collections.abc import Iterator

from data.countries import find_countries
from ingest.english_scope import people_of
from ingest.patterns import Hit, pattern

LONGEST_NAME = 120


def stored(text: str, opening: str = "") -> list[tuple[str, Hit]]:
    """The countries in which a sentence says data is kept or to which it goes, with the words that say so.

    `opening` is the sentence that introduces the list in which the text stands.
    """
    why = pattern("en", "countries_of").search(text) or _kept(opening or text)
    if why is None:
        return []
    hidden = [(hit.start, hit.end) for hit in pattern("en", "no_place").hits(text)]
    hidden += [(hit.start, hit.end) for hit in pattern("en", "population").hits(text) if not opening]
    begin = _behind_people(text) if opening else 0
    found = {}
    for mention in find_countries(text[begin:], "en"):
        place = mention.start + begin
        if not any(start <= place < end for start, end in hidden):
            found.setdefault(mention.code, why)
    return list(found.items())


def _kept(text: str) -> Hit | None:
    if not pattern("en", "data").search(text) and not pattern("en", "machines").search(text):
        return None
    return pattern("en", "kept").search(text)


def _behind_people(text: str) -> int:
    """Where a list item goes on behind the people it is about: "For users located in X: …"."""
    colon = text.find(":")
    return colon + 1 if colon > 0 and people_of(text[:colon]) else 0


def operators(text: str) -> Iterator[tuple[str, int, Hit]]:
    """The companies that a sentence names as controller or contracting party: name, where it begins, the words."""
    for hit in pattern("en", "operator").hits(text):
        who, start, _ = hit.parts["who"]
        name = pattern("en", "company").match(who)
        if name and len(name.text) <= LONGEST_NAME:
            yield name.text.strip(" ,"), start, hit

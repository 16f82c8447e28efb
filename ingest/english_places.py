"""Where English documents say data is kept or goes, and which company answers for whose data."""

from collections.abc import Iterator

from data.countries import find_countries
from ingest.english_heads import name_in
from ingest.english_scope import only_places, people_of
from ingest.english_verbs import negated
from ingest.patterns import Hit, pattern

LONGEST_NAME = 120
TELLING = ("kept", "countries_of", "pointed_countries", "staff_in")  # groups one of which says that data is somewhere


def stored(text: str, opening: str = "") -> list[tuple[str, Hit]]:
    """The countries in which a sentence says data is kept or to which it goes, with the words that say so.

    `opening` is the sentence that introduces the list in which the text stands.
    """
    told = opening or any(pattern("en", group).possible(text) for group in TELLING)
    mentions = find_countries(text, "en") if told or not text.isascii() else []
    if not mentions:
        return []
    listed = pattern("en", "countries_of").search(text) or pattern("en", "pointed_countries").search(text)
    hidden = [(hit.start, hit.end) for hit in pattern("en", "no_place").hits(text)]
    if not opening:
        hidden += [(hit.start, hit.end) for hit in pattern("en", "population").hits(text)]
    begin = _behind_people(text) if opening else 0
    whole = pattern("en", "kept").search(opening) or pattern("en", "moved").search(opening) if opening else None
    found: dict[str, Hit] = {}
    for code, start, end in mentions:
        if start < begin or any(left <= start < right for left, right in hidden) or _adjective(text, end):
            continue
        if pattern("en", "named_after").search(text[:start]):
            continue
        if why := listed or whole or _kept_before(text, start) or _reached_from(text, start, end):
            found.setdefault(code, why)
    return list(found.items())


def _kept_before(text: str, place: int) -> Hit | None:
    """The words in the clause before a place that say data is kept there or goes there."""
    clause = _clause_of(text, place)
    verb = pattern("en", "kept").search(text[:place], clause)
    if verb is None or place - verb.end > 220 or negated(text, verb.start):
        return None
    between = text[verb.end : place]
    if pattern("en", "not_there").search(between):
        return None
    if pattern("en", "clause_break").search(between) and not pattern("en", "such_places").search(between):
        return None
    about_data = pattern("en", "data").search(text) or pattern("en", "machines").search(text)
    return verb if about_data else None


def _clause_of(text: str, place: int) -> int:
    """Where the clause of a place begins; a colon that announces places does not end it ("stored in: Japan")."""
    colon = text.rfind(": ", 0, place)
    announces = colon >= 0 and pattern("en", "places_follow").search(text[:colon])
    return max(text.rfind(". ", 0, place), text.rfind("; ", 0, place), -1 if announces else colon) + 1


def _reached_from(text: str, place: int, end: int) -> Hit | None:
    """The words behind a place of staff or companies that say they get at the data from there."""
    if not pattern("en", "staff_in").search(text[:place]) or not pattern("en", "data").search(text, end):
        return None
    reach = pattern("en", "access_from").match(text, end)
    return reach if reach and not negated(text, reach.end) else None


def _adjective(text: str, end: int) -> bool:
    """Whether the name of a country only says whose something is ("U.S. laws")."""
    return bool(pattern("en", "whose").match(text, end))


def server_owner(text: str) -> str | None:
    """Whose servers a sentence says stand where data goes: "a server of Acme in the US", "Acme servers in Japan"."""
    hit = pattern("en", "servers_of").search(text)
    return (name_in(hit["who"].rstrip(".")) or None) if hit else None


def seat(text: str, end: int) -> tuple[str, ...]:
    """The countries that stand right behind a recipient's name: "Acme Ltd. (Singapore)", "Acme, located in Japan"."""
    hit = pattern("en", "establishment").match(text[end:])
    if hit is None or pattern("en", "founded").search(hit.text):
        return ()
    place = hit["bracket"] or text[end:][hit.parts["place"][1] : _places_end(text[end:], hit.end)]
    return tuple(dict.fromkeys(found.code for found in find_countries(place, "en")))


def _places_end(text: str, end: int) -> int:
    """Where the list of places ends whose first one ends at `end`: "in Japan, Korea and Peru, and our agents"."""
    while (another := pattern("en", "another_place").match(text, end)) and only_places(another["where"]):
        end = another.end
    return end


def _behind_people(text: str) -> int:
    """Where a list item goes on behind the people it is about: "For users located in X: …"."""
    colon = text.find(":")
    return colon + 1 if colon > 0 and people_of(text[:colon]) else 0


def operators(text: str) -> Iterator[tuple[str, int, Hit]]:
    """The companies that a sentence names as controller or contracting party: name, where it begins, the words."""
    if not pattern("en", "answers_for").search(text):
        return
    for hit in pattern("en", "operator").hits(text):
        who, start, _ = hit.parts["who"]
        name = pattern("en", "company").match(who)
        if name and len(name.text) <= LONGEST_NAME:
            yield name.text.strip(" ,"), start, hit

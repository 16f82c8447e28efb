"""What an English sentence says beside the recipient: which data, and what for."""

from functools import lru_cache

from ingest.english_who import Recipient
from ingest.patterns import pattern

LONGEST = 80  # characters of one category of data
MOST = 30  # categories of one clause


def purpose_of(text: str, who: Recipient) -> str | None:
    """The words that say what somebody gets the data for: behind them, in their own clause, or ahead of the verb.

    >>> text = "We share your address with couriers to deliver your order."
    >>> from ingest.english_recipients import recipients
    >>> purpose_of(text, recipients(text, 22)[0])
    'to deliver your order'
    """
    behind = pattern("en", "purpose").search(text, who.end)
    if behind:
        return behind["what"].strip(" ,;")
    inside = pattern("en", "work_done").search(text[: who.end], who.start)
    return inside["what"].strip(" ,;") if inside else purpose_before(text[: who.start])


@lru_cache(maxsize=256)
def purpose_before(text: str) -> str | None:
    """The purpose with which a sentence begins: "To deliver your order, we share …"."""
    hit = pattern("en", "purpose_first").match(text)
    return hit["what"].strip(" ,;") if hit else None


def clause_around(text: str, start: int, end: int) -> str:
    """The clause in which a ground for giving data is named, from its "to" or "if" to where the next one begins."""
    begin = 0
    for mark in pattern("en", "clause_start").hits(text[:start]):
        begin = mark.end
    stop = pattern("en", "clause_stop").search(text, end)
    return text[begin : stop.start if stop else len(text)].strip(" ,;.()")


def items_of(text: str, start: int, end: int, until: int | None = None) -> tuple[str, ...]:
    """The data that a verb from `start` to `end` says is given: behind it, up to `until`, or acted upon before it."""
    behind = text[end : len(text) if until is None else until]
    cut = pattern("en", "items_end").search(behind)
    found = categories(behind[: cut.start] if cut else behind)
    if found and pattern("en", "data").search(" ".join(found)):
        return found
    given = pattern("en", "acted_upon").search(text[:start])
    return categories(given["what"]) if given else found


def categories(words: str) -> tuple[str, ...]:
    """The data that a clause names, as written: "your name, address and order" gives three."""
    bare = pattern("en", "data_lead").match(words)
    said = words[bare.end :] if bare else words
    pieces = (piece.strip(' ,.;:()“”"') for piece, _, _ in pattern("en", "list_mark").cut(said))
    return tuple(piece for piece in pieces if 1 < len(piece) <= LONGEST)[:MOST]

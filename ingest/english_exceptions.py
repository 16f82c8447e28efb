"""Exceptions to consent in English: on which grounds data may be given without it (PIPA Arts. 15, 17, 18)."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, get_args

from data.models import Ground
from ingest.english_verbs import negated, ours_acting, passive, unreal
from ingest.patterns import Hit, pattern

_GROUNDS: tuple[Ground, ...] = get_args(Ground)
FRAMED = ("contract", "other", "research")  # grounds only where consent is spoken of


@lru_cache(maxsize=256)
def grounds(text: str) -> dict[Ground, Hit]:
    """The grounds that a text names, each with the words that name it first."""
    found: dict[Ground, Hit] = {}
    hit = pattern("en", "ground").search(text)
    while hit:  # grounds may overlap: "to prevent harm or report suspected crimes"
        for ground in _GROUNDS:
            if hit.entry.means == ground:
                found.setdefault(ground, hit)
        hit = pattern("en", "ground").search(text, hit.start + len(hit.text.split()[0]))
    return found


def exceptions(text: str, ours: frozenset[str], intro: str = "") -> Iterator[tuple[Ground, Hit]]:
    """The grounds on which a sentence, or an item under an introduction, lets data be given without consent."""
    opening = intro or text
    framed = bool(pattern("en", "consent_exception").search(opening)) or _denied_but(opening)
    if not (framed or giving_verb(opening, ours) or _passes_on(text)):
        return
    if pattern("en", "no_exception").search(text) and not framed:
        return
    for ground, hit in grounds(text).items():
        asked = ground == "law" and pattern("en", "asked").search(text[max(0, hit.start - 80) : hit.start])
        if pattern("en", "even_then").search(text[: hit.start]) and pattern("en", "negation").search(text[: hit.start]):
            continue  # "we never disclose it, even to comply with the law"
        if framed or not (asked or {ground, hit.entry.id} & set(FRAMED)):
            yield ground, hit


def _denied_but(text: str) -> bool:
    """Whether a sentence denies that data is given, with an exception."""
    verb = pattern("en", "give").search(text)
    denied = verb and negated(text, verb.start) and ours_acting(text, verb, frozenset())
    return bool(verb and denied and pattern("en", "exception_turn").search(text, verb.end))


@lru_cache(maxsize=256)  # an introduction is asked for each of its items
def giving_verb(text: str, ours: frozenset[str]) -> Hit | None:
    """The verb by which the company gives data in a sentence, be it by way of exception to a denial."""
    for verb in pattern("en", "give").hits(text):
        if verb.entry.means != "open" and not _about_data(text, verb):
            continue
        if not ours_acting(text, verb, ours) or unreal(text, verb.start):
            continue
        if not negated(text, verb.start) or pattern("en", "exception_turn").search(text, verb.end):
            return verb
    return None


def _about_data(text: str, verb: Hit) -> bool:
    """Whether data is what a verb gives: its object, or acted upon by it."""
    if passive(text, verb):
        return bool(pattern("en", "data").search(text[: verb.start]))
    cut = pattern("en", "object_end").search(text, verb.end)
    return bool(pattern("en", "data").search(text[verb.end : cut.start if cut else len(text)]))


def _passes_on(text: str) -> bool:
    """Whether a sentence says that data is among what changes hands with the business."""
    return bool(pattern("en", "passes_on").search(text) and pattern("en", "data").search(text))


class Taker(NamedTuple):
    """Who takes over the business: the words for them, else (not `said`) for the event; and why it changes hands."""

    words: str
    said: bool
    why: Hit


def acquirer(text: str, ours: frozenset[str], opening: str = "", *, told: bool = False) -> Taker | None:
    """Who gets the data when the business changes hands.

    `told`: what stands around says already that data is given.
    """
    if not pattern("en", "handover").search(text):
        return None
    event = grounds(text).get("business_transfer")
    if event is None or text[: event.start].endswith("your "):  # "your insolvency" is no sale of the business
        return None
    gives = bool(giving_verb(opening or text, ours)) or _passes_on(text)
    if who := pattern("en", "acquirer").search(text):
        moves = told or gives or pattern("en", "changes_hands").search(text)
        return Taker(who.text, True, event) if moves else None
    whole = pattern("en", "event").match(text, event.start)
    return Taker(whole.text if whole else event.text, False, event) if gives else None

"""The noun that heads an English description of somebody, or the name that it is."""

import re

from graph.statement import StatementKind
from ingest.english_scope import only_places
from ingest.patterns import Hit, pattern

_CAPITALS = re.compile(r"[A-Z][\w.]*(?:[’']s)? [A-Z]")  # two words of a name, so that no adjective is taken for one
LONGEST = 90  # characters of a name or description; longer ones are clauses misread
HEADS = ("authority", "processor", "recipient", "generic", "open")


def kind_of(group: str, name: str) -> StatementKind:
    """What giving data to somebody amounts to, by the group of the noun that heads their description."""
    if group == "authority":
        return "discloses_to_authority"
    return "entrusts_to" if group == "processor" and not pattern("en", "own_purposes").search(name) else "provides_to"


def head_of(text: str, start: int, end: int) -> tuple[str, Hit] | None:
    """The noun that tells what a description is: of an authority anywhere, else the last one."""
    phrase = text[start:end]
    limit = _whose(phrase)
    best: tuple[int, str, Hit] | None = None
    for group in HEADS:
        for hit in pattern("en", group).hits(phrase):
            if group == "authority":
                return group, hit
            if hit.start < limit and (best is None or hit.end > best[0]):
                best = (hit.end, group, hit)
    if best is None:
        return None
    _, group, hit = best
    behind = phrase[hit.end :].strip(" ,;”\"'’.")
    if behind and not pattern("en", "head_goes_on").match(behind):
        return None
    return group, hit


def _whose(phrase: str) -> int:
    """Where "of" begins to say only whose or of what the recipients before it are: "sponsors of the event"."""
    of = phrase.find(" of ")
    return len(phrase) if of < 0 or pattern("en", "quantity").search(phrase[:of]) else of


def is_description(name: str) -> bool:
    """Whether only its place in the sentence gives a description its capital: "Couriers", "Insurance companies"."""
    head = head_of(name, 0, len(name))
    official = head is not None and head[0] == "authority" and not pattern("en", "authority_name").search(name)
    return official or (name[1:].islower() and head is not None)


def is_title(name: str) -> bool:
    """Whether each word of an example has its capital and its noun is one that companies call themselves by."""
    head = head_of(name, 0, len(name))
    return name.count(" ") > 0 and name.istitle() and bool(head and head[0] == "generic")


def name_in(phrase: str) -> str:
    """The name that a conjunct is, without what stands around it; empty where it is a description."""
    name = phrase.strip(" ,;“”\"'[]’‘")
    stop = pattern("en", "full_stop").search(name)
    name = name[: stop.start] if stop else name
    words = name.split()
    if not words or len(words) > 10 or len(name) > LONGEST or not any(map(str.isalpha, name)):
        return ""
    if pattern("en", "proper").fullmatch(name) and (not pattern("en", "common").fullmatch(name) or is_title(name)):
        return "" if only_places(name) else name
    noun = pattern("en", "name_noun").search(name)
    if noun and _CAPITALS.match(name[: noun.start]):
        return name_in(name[: noun.start])
    return ""

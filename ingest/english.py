"""What an English disclosure says about where personal data goes (definitions: docs/method)."""

from collections.abc import Iterator
from typing import Any

from graph.statement import Statement
from ingest.blocks import Reading
from ingest.english_clauses import Giving, givings, in_list
from ingest.english_exceptions import exceptions, giving_verb
from ingest.english_passages import Sentence, passages, section_role
from ingest.english_places import operators, stored
from ingest.english_scope import people_of
from ingest.english_tables import from_table
from ingest.patterns import Hit, pattern

EXTRACTOR = "datagil/en"
SILENT = ("sources", "definitions", "changes")  # sections that state no fact about where data goes


def extract(reading: Reading) -> list[Statement]:
    """The statements of an English document, in reading order; their ids and names are not yet resolved."""
    ours = self_names(reading)
    found: list[Statement] = []
    for sentence in passages(reading):
        found += of_sentence(sentence, ours)
    for block in reading.blocks:
        if block.kind == "table":
            found += from_table(block)
    return found


def self_names(reading: Reading) -> frozenset[str]:
    """The names under which the publisher speaks of itself: those it equates with "we", and the service's."""
    names = set()
    for block in reading.blocks[:60]:
        for hit in pattern("en", "quoted_names").hits(block.plain.text):
            names.add(hit["short"].strip(" ,."))
    return frozenset(name for name in names if name[:1].isupper() and not pattern("en", "common").fullmatch(name))


def of_sentence(sentence: Sentence, ours: frozenset[str]) -> Iterator[Statement]:
    """What one sentence states."""
    if sentence.block.kind == "heading":
        return
    yield from _operators(sentence)
    if section_role(sentence.block) in SILENT or _silenced(sentence.intro):
        return
    given = _givings(sentence, ours)
    why = list(exceptions(sentence.text, ours, _opening(sentence.intro)))
    grounds = tuple(ground for ground, _ in why)
    for giving in given:
        r = giving.recipient
        yield statement(
            sentence, giving.kind, recipient=r.name, recipient_named=r.named, without_consent=grounds,
            rule=giving.rule, why=f"{giving.verb.text}: {r.head}", confidence=round(giving.strength, 2),
        )  # fmt: skip
    who = min((g for g in given), key=lambda g: g.kind != "discloses_to_authority", default=None)
    for ground, hit in why:
        yield statement(
            sentence, "without_consent_exception", ground=ground, recipient=who.recipient.name if who else None,
            recipient_named=bool(who and who.recipient.named), rule=f"exception/{ground}", why=hit.text, confidence=0.9,
        )  # fmt: skip
    for country, hit in stored(sentence.text, _storage_intro(sentence)):
        yield statement(
            sentence, "transfers_to_country", country=country, recipient_named=False, rule="place", why=hit.text,
            confidence=0.9,
        )  # fmt: skip


def _silenced(sentence: Sentence | None) -> bool:
    """Whether a list is of rights, or of data and whom it comes from."""
    if sentence is None:
        return False
    hit = pattern("en", "introduces").search(sentence.text)
    return bool(hit and hit.entry.means in ("rights", "sources")) or _silenced(sentence.intro)


def _opening(intro: Sentence | None) -> str:
    """The sentences that introduce the lists around, outermost first."""
    return f"{_opening(intro.intro)} {intro.text}".strip() if intro else ""


def _storage_intro(sentence: Sentence) -> str:
    intro = sentence.intro
    hit = pattern("en", "introduces").search(intro.text) if intro else None
    return intro.text if intro and hit and hit.entry.means == "store" else ""


def _givings(sentence: Sentence, ours: frozenset[str]) -> list[Giving]:
    found = givings(sentence.text, ours)
    if not found and sentence.first and (verb := _introduced(sentence.intro, ours)):
        found = in_list(sentence.text, verb)
    return [giving for giving in found if giving.recipient.head != "recipient/users"]


def _introduced(intro: Sentence | None, ours: frozenset[str]) -> Hit | None:
    """What makes a list one of recipients: a verb of giving in its introduction, or that it says so."""
    if intro is None:
        return None
    if (verb := giving_verb(intro.text, ours)) is not None:
        return verb
    hit = pattern("en", "introduces").search(intro.text)
    if hit and hit.entry.means == "recipients":
        return hit
    return _introduced(intro.intro, ours)


def _operators(sentence: Sentence) -> Iterator[Statement]:
    for name, start, hit in operators(sentence.text):
        own = people_of(sentence.text[: start]) or sentence.scope.applies_to
        yield statement(
            sentence, "operated_by", recipient=name, recipient_named=True, applies_to=own,
            rule=f"operator/{hit.entry.id}", why=hit.text[:80], confidence=0.9,
        )  # fmt: skip


def statement(sentence: Sentence, kind: Any, **fields: Any) -> Statement:
    """A statement of a sentence, with its words and place and the people it speaks of."""
    start, end = sentence.span()
    people = fields.pop("applies_to", None) or people_of(sentence.text) or sentence.scope.applies_to
    return Statement(
        doc_id="", kind=kind, subject="we", quote=sentence.block.raw[start - sentence.block.start : end - sentence.block.start],
        start=start, end=end, applies_to=people, extractor=EXTRACTOR, **fields,
    )  # fmt: skip

"""Statements as relationships: a pure projection that can be rebuilt without reading a document again.

Statements of one document that say the same of the same ends (same grade, population, grounds, place and time) become
one relationship; what differs in any of these stays apart, so that no relationship claims more than one of its sources.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from graph.schema import PROJECTIONS, RELATIONSHIP, label_of
from graph.statement import Document, Statement

GIVES = {"provides_to": "PROVIDES_TO", "entrusts_to": "ENTRUSTS_TO", "discloses_to_authority": "DISCLOSES_TO"}
EXCEPTION = "without_consent_exception"
TRANSFER = "transfers_to_country"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship to be written: its type, its ends by id, and its declared properties."""

    type: str
    start: str
    end: str
    properties: dict[str, Any] = field(compare=False)

    @property
    def key(self) -> str:
        """What tells it apart in the graph."""
        return str(self.properties["key"])

    @property
    def ends(self) -> tuple[str, str]:
        """The labels of its two nodes."""
        return label_of(self.start), label_of(self.end)


def project(document: Document, statements: Iterable[Statement]) -> list[Relationship]:
    """The relationships that the statements of a document say; statements without two resolved ends give none."""
    said = list(statements)
    grounds = _grounds_by_statement(said)
    groups: dict[tuple[Any, ...], list[Statement]] = {}
    for statement in said:
        for type_, start, end in _ends(statement, said):
            if (label_of(start), label_of(end)) not in RELATIONSHIP[type_].ends or start == end:
                continue
            facets = (
                type_, start, end, statement.grade, statement.applies_to, grounds[statement.id], statement.country,
                statement.service or document.service, bool(_words(statement)), statement.how, statement.valid_from,
                statement.valid_to,
            )  # fmt: skip
            groups.setdefault(facets, []).append(statement)
    return [_relationship(document, facets, group) for facets, group in groups.items()]


def _ends(statement: Statement, said: list[Statement]) -> Iterator[tuple[str, str, str]]:
    """(type, start id, end id) of every relationship that one statement says."""
    subject, recipient = statement.subject_id, statement.recipient_id
    if not subject:
        return
    if statement.kind == TRANSFER and recipient and statement.country:
        if not _is_given(recipient, said):
            yield _link(statement, recipient), subject, recipient
        yield "STORES_IN", recipient, statement.country
    elif statement.kind == EXCEPTION:
        if recipient and not _is_given(recipient, said):
            yield _gift_to(recipient), subject, recipient
    elif statement.kind in PROJECTIONS:
        rule = PROJECTIONS[statement.kind]
        value = getattr(statement, rule.end)
        for end in value if isinstance(value, tuple) else (value,):
            if end:
                yield rule.relationship, subject, end


def _is_given(recipient: str, said: list[Statement]) -> bool:
    return any(other.kind in GIVES and other.recipient_id == recipient for other in said)


def _gift_to(recipient: str) -> str:
    return "DISCLOSES_TO" if label_of(recipient) == "Authority" else "PROVIDES_TO"


def _link(statement: Statement, recipient: str) -> str:
    """How the recipient of a transfer gets the data; entrusted where the document does not say.

    PIPA Art. 28-8(1) knows provision, entrusted processing and storage abroad; entrustment claims the least.
    """
    if label_of(recipient) == "Authority":
        return "DISCLOSES_TO"
    return GIVES[statement.link or "entrusts_to"]


def _grounds_by_statement(said: list[Statement]) -> dict[str, tuple[str, ...]]:
    """The grounds without consent that cover each statement: its own, and those of exceptions about the same act."""
    exceptions = [s for s in said if s.kind == EXCEPTION and s.ground]
    return {
        statement.id: tuple(
            sorted(
                set(statement.without_consent)
                | {str(e.ground) for e in exceptions if e is statement or _covers(e, statement)}
            )
        )
        for statement in said
    }


def _covers(exception: Statement, statement: Statement) -> bool:
    """Whether the exception speaks of what the statement says: same recipient, or where it has none the same words."""
    if statement.kind not in GIVES or exception.subject_id != statement.subject_id:
        return False
    if exception.recipient_id:
        return exception.recipient_id == statement.recipient_id
    if exception.start is None or statement.start is None:
        return False
    return exception.start < (statement.end or 0) and statement.start < (exception.end or 0)


def _words(statement: Statement) -> tuple[str, ...]:
    return statement.category_ids or statement.data_categories


def _relationship(document: Document, facets: tuple[Any, ...], group: list[Statement]) -> Relationship:
    type_, start, end, grade, applies_to, grounds, country, service, *_, valid_from, valid_to = facets
    declared = {prop.name for prop in RELATIONSHIP[type_].properties}
    key = hashlib.sha256(repr((document.id, facets)).encode()).hexdigest()[:20]
    values = {
        "key": f"r-{key}",
        "grade": str(grade),
        "statements": _union((s.id,) for s in group),
        "document": document.id,
        "dated": document.version,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "categories": _union(s.category_ids for s in group),
        "category_words": _union(s.data_categories for s in group),
        "purposes": _union((s.purpose,) for s in group),
        "retention": _union((s.retention,) for s in group),
        "without_consent": list(grounds),
        "applies_to": list(applies_to),
        "overseas": True if country and country != "KR" else None,
        "country": country,
        "speakers": _union((s.speaker,) for s in group),
        "people": max((s.people for s in group if s.people), default=None),
        "service": service,
        "share": next((s.share for s in group if s.share), None),
        "how": next((s.how for s in group if s.how), None),
    }
    return Relationship(type_, start, end, {name: values[name] for name in values if name in declared})


def _union(values: Iterable[tuple[str | None, ...]]) -> list[str]:
    """Every value once, in order."""
    return list(dict.fromkeys(value for several in values for value in several if value))

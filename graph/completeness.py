"""What PIPA asks a notice to contain, item by item: the passage that gives it, or plainly that none was found.

Art. 28-8(2) is asked of each overseas transfer that a document states for Korean users, Art. 30(1) of the policy as a
whole. The items are data (`data/knowledge/checks.yaml`). Nothing here says whether the law is met.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from data.models import Check
from graph.evidence import passages_of
from graph.lineage import Passage
from graph.statement import Statement
from graph.store import Store

_POLICIES = ("privacy_policy", "notice")  # of other kinds of document Art. 30 asks nothing
_STATEMENTS = (
    "MATCH (d:Document {service: $service})<-[:IN]-(s:Statement) WHERE coalesce(d.cited, false) = false"
    " AND s.own_words = false RETURN d.id AS document, d.name AS title, toString(d.version) AS version,"
    " d.kind AS kind, s.id AS id, s.record AS record ORDER BY d.version DESC, d.id, s.start"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item that is asked for: the words that give it and their passage; both None where none was found."""

    check: str
    says: tuple[str, str]
    provision: str
    words: str | None = None
    passage: Passage | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"check": self.check, "says": self.says[0], "says_ko": self.says[1], "provision": self.provision,
                "found": self.passage is not None, "words": self.words,
                "passage": self.passage.as_json() if self.passage else None}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Transfer:
    """An overseas transfer that a document states, by the id of the statement, with the items asked of it."""

    statement: str
    recipient: str | None
    country: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """One document: its transfers abroad, and what it contains where it is a policy or notice."""

    document: str
    title: str
    version: str | None
    transfers: tuple[Transfer, ...]
    policy: tuple[Item, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        transfers = [
            {"statement": t.statement, "recipient": t.recipient, "country": t.country,
             "items": [item.as_json() for item in t.items]}
            for t in self.transfers
        ]  # fmt: skip
        return {"document": self.document, "title": self.title, "version": self.version, "transfers": transfers,
                "policy": [item.as_json() for item in self.policy]}  # fmt: skip


def check_notices(store: Store, service: str, checks: Iterable[Check]) -> list[Completeness]:
    """The completeness of each document about a service that was read here, newest first.

    Raises UnknownIdError where the service is not in the graph.
    """
    store.require([service], "service")
    asked = list(checks)
    said: dict[tuple[str, str, str | None, str], dict[str, Statement]] = {}
    for row in store.read(_STATEMENTS, service=service):
        place = row["document"], row["title"], row["version"], row["kind"]
        said.setdefault(place, {})[row["id"]] = Statement.model_validate_json(row["record"])
    return [_completeness(store, place, statements, asked) for place, statements in said.items()]


def _completeness(
    store: Store, place: tuple[str, str, str | None, str], said: dict[str, Statement], asked: list[Check]
) -> Completeness:
    passages = {id_: passage for id_, (passage, _) in passages_of(store, said).items()}
    of_transfer = [check for check in asked if check.of == "transfer"]
    abroad = {
        id_: statement
        for id_, statement in said.items()
        if statement.kind == "transfers_to_country" and statement.country != "KR" and _for_korea(statement)
    }
    transfers = tuple(
        Transfer(id_, statement.recipient, str(statement.country),
                 tuple(_item(check, {id_: statement}, said, passages) for check in of_transfer))
        for id_, statement in abroad.items()
    )  # fmt: skip
    document, title, version, kind = place
    of_policy = [check for check in asked if check.of == "policy" and kind in _POLICIES]
    policy = tuple(_item(check, {}, said, passages) for check in of_policy)
    return Completeness(document, title, version, transfers, policy)


def _item(check: Check, own: dict[str, Statement], said: dict[str, Statement], passages: dict[str, Passage]) -> Item:
    """The item with the first words that give it: a field of the transfer itself, else a kind or topic anywhere."""
    found = next(
        (
            (id_, words)
            for id_, statement in own.items()
            for name in check.fields
            if (words := _words(getattr(statement, name)))
        ),
        None,
    ) or next(
        (
            (id_, statement.quote)
            for id_, statement in said.items()
            if statement.kind in check.kinds or (statement.topic is not None and statement.topic in check.topics)
        ),
        None,
    )
    says = (check.says.en, check.says.ko)
    if found is None:
        return Item(check.id, says, check.provision)
    id_, words = found
    return Item(check.id, says, check.provision, words, passages.get(id_))


def _for_korea(statement: Statement) -> bool:
    return bool({"*", "KR"} & set(statement.applies_to))


def _words(value: Any) -> str | None:
    return ", ".join(value) if isinstance(value, tuple) else value

"""What PIPA asks a notice to contain, item by item: the passage that gives it, or plainly that none was found.

Art. 28-8(2) is asked of each overseas transfer that a document states for Korean users, Art. 30(1) of the policy as a
whole. The items are data (`data/knowledge/checks.yaml`). Nothing here says whether the law is met.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from data.models import Check
from graph.evidence import passages_of
from graph.lineage import Passage
from graph.statement import Statement
from graph.store import Store

_POLICIES = ("privacy_policy", "notice")  # of other kinds of document Art. 30 asks nothing
_STATEMENTS = (
    "MATCH (d:Document {service: $service})<-[:IN]-(s:Statement) WHERE coalesce(d.cited, false) = false"
    " AND s.own_words = false RETURN d.id AS document, d.name AS title, toString(d.version) AS version,"
    " d.kind AS kind, d.url AS url, d.restatement AS restated, s.id AS id, s.record AS record"
    " ORDER BY d.version DESC, d.id, s.start"
)
_DECIDED = (
    "MATCH ()-[r:PROVIDES_TO|ENTRUSTS_TO|DISCLOSES_TO|STORES_IN]->(b) WHERE r.service = $service"
    " AND r.grade = 'decision' AND (r.overseas OR (b:Jurisdiction AND b.id <> 'KR')) RETURN r.statements AS statements"
)


@dataclass(frozen=True, slots=True)
class Given:
    """Words that give an item, and each passage in which they stand."""

    words: str
    passages: tuple[Passage, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"words": self.words, "passages": [passage.as_json() for passage in self.passages]}


@dataclass(frozen=True, slots=True)
class Item:
    """One item that a provision asks for, and the different words that give it; none where none were found.

    `source` is an address where the provision can be read.
    """

    check: str
    says: tuple[str, str]
    provision: str
    given: tuple[Given, ...] = ()
    source: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values; `words` and `passage` are the first of those `given`."""
        first = self.given[0] if self.given else None
        return {"check": self.check, "says": self.says[0], "says_ko": self.says[1], "provision": self.provision,
                "source": self.source, "found": bool(self.given), "words": first.words if first else None,
                "passage": first.passages[0].as_json() if first else None,
                "given": [given.as_json() for given in self.given]}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Transfer:
    """What a document states of a transfer to one recipient (None: it names none) in one country.

    `statements` are the ids of all that state it, in reading order; `items` those asked of it.
    """

    statements: tuple[str, ...]
    recipient: str | None
    country: str
    items: tuple[Item, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values; `statement` is the first of `statements`."""
        return {"statement": self.statements[0], "statements": self.statements, "recipient": self.recipient,
                "country": self.country, "items": [item.as_json() for item in self.items]}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Completeness:
    """One document: its transfers abroad, and what it contains where it is a policy or notice and was read itself.

    `decided` are the passages in which authorities found where the service's data went, later than the document.
    """

    document: str
    title: str
    version: str | None
    transfers: tuple[Transfer, ...]
    policy: tuple[Item, ...]
    url: str | None = None
    decided: tuple[Passage, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"document": self.document, "title": self.title, "version": self.version, "url": self.url,
                "transfers": [transfer.as_json() for transfer in self.transfers],
                "policy": [item.as_json() for item in self.policy],
                "decided": [passage.as_json() for passage in self.decided]}  # fmt: skip


def check_notices(store: Store, service: str, checks: Iterable[Check]) -> list[Completeness]:
    """The completeness of each document about a service that was read here, newest first.

    Raises UnknownIdError where the service is not in the graph.
    """
    store.require([service], "service")
    asked = list(checks)
    said: dict[_Place, dict[str, Statement]] = {}
    for row in store.read(_STATEMENTS, service=service):
        asked_whole = row["kind"] in _POLICIES and not row["restated"]
        place = _Place(row["document"], row["title"], row["version"], row["url"], asked_whole)
        said.setdefault(place, {})[row["id"]] = Statement.model_validate_json(row["record"])
    decided = _decided(store, service)
    return [_completeness(store, place, statements, asked, decided) for place, statements in said.items()]


class _Place(NamedTuple):
    """A document that was read here; `whole`: whether it is a policy itself, not our restatement of what is known."""

    document: str
    title: str
    version: str | None
    url: str | None
    whole: bool


def _completeness(
    store: Store, place: _Place, said: dict[str, Statement], asked: list[Check], decided: list[Passage]
) -> Completeness:
    passages = {id_: passage for id_, (passage, _) in passages_of(store, said).items()}
    of_transfer = [check for check in asked if check.of == "transfer"]
    transfers = tuple(
        Transfer(tuple(own), next(iter(own.values())).recipient, country,
                 tuple(_item(check, own, said, passages) for check in of_transfer))
        for (_, country), own in _abroad(said).items()
    )  # fmt: skip
    of_policy = [check for check in asked if check.of == "policy" and place.whole]
    policy = tuple(_item(check, {}, said, passages) for check in of_policy)
    since = tuple(one for one in decided if not one.version or not place.version or one.version >= place.version)
    return Completeness(place.document, place.title, place.version, transfers, policy, place.url, since)


def _decided(store: Store, service: str) -> list[Passage]:
    """What authorities found about the service's transfers abroad, the newest first."""
    ids = {id_ for row in store.read(_DECIDED, service=service) for id_ in row["statements"]}
    found = [passage for passage, _ in passages_of(store, ids).values()]
    return sorted(found, key=lambda passage: (passage.version or "", passage.statement), reverse=True)


def _abroad(said: dict[str, Statement]) -> dict[tuple[str | None, str], dict[str, Statement]]:
    """The statements of transfers abroad of Korean users' data, by the recipient they name and the country."""
    found: dict[tuple[str | None, str], dict[str, Statement]] = {}
    for id_, statement in said.items():
        country = statement.country
        if statement.kind == "transfers_to_country" and country and country != "KR" and _for_korea(statement):
            found.setdefault((statement.recipient_id or statement.recipient, country), {})[id_] = statement
    return found


def _item(check: Check, own: dict[str, Statement], said: dict[str, Statement], passages: dict[str, Passage]) -> Item:
    """The item with the words that give it: fields of the transfer's own statements, else a passage anywhere."""
    given: dict[str, list[Passage]] = {}
    for id_, statement in own.items():
        for words in filter(None, (_words(getattr(statement, name)) for name in check.fields)):
            given.setdefault(words, []).append(passages[id_])
    if not given and (elsewhere := _elsewhere(check, said)):
        given[said[elsewhere].quote] = [passages[elsewhere]]
    all_given = tuple(Given(words, tuple(found)) for words, found in given.items())
    return Item(check.id, (check.says.en, check.says.ko), check.provision, all_given, check.sources[0].url)


def _elsewhere(check: Check, said: dict[str, Statement]) -> str | None:
    """The first passage on a topic of the check; where there is none, the first statement of one of its kinds."""
    ours = {id_: statement for id_, statement in said.items() if _for_korea(statement)}
    on_topic = (id_ for id_, statement in ours.items() if statement.topic in check.topics)
    of_kind = (id_ for id_, statement in ours.items() if statement.kind in check.kinds)
    return next(on_topic, None) or next(of_kind, None)


def _for_korea(statement: Statement) -> bool:
    return bool({"*", "KR"} & set(statement.applies_to))


def _words(value: Any) -> str | None:
    return ", ".join(value) if isinstance(value, tuple) else value

"""Services side by side: what their documents, decisions and the laws within reach say of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from data.grades import Grade
from graph.browse import facts
from graph.evidence import passages_of
from graph.lineage import NodeRef, Passage
from graph.paths import find_paths
from graph.question import Question, reference
from graph.store import Row, Store

_One = TypeVar("_One", NodeRef, str)
_GIVEN = (
    "MATCH (a)-[r:PROVIDES_TO|ENTRUSTS_TO|STORES_IN|DISCLOSES_TO]->(b) WHERE r.service = $service"
    " AND any(c IN r.applies_to WHERE c IN ['*', 'KR'])"
    " RETURN b {.id, .name, .name_ko, .named, country: b.jurisdiction} AS end, r.grade AS grade, r.country AS country,"
    " r.without_consent AS grounds, r.categories AS categories, r.overseas AS overseas,"
    " r.statements AS statements ORDER BY r.key"
)
_PROCEEDINGS = (
    "MATCH (a:Authority)-[r:OPENED]->(p:Proceeding)-[:AGAINST]->(:Service {id: $service})"
    " RETURN p {.id, .name, .name_ko, .amount, .currency, date: toString(p.date)} AS proceeding,"
    " a.name AS authority, a.name_ko AS authority_ko, collect(DISTINCT r.grade) AS grades,"
    " reduce(all = [], ids IN collect(r.statements) | all + ids) AS statements ORDER BY proceeding.date"
)


@dataclass(frozen=True, slots=True)
class Portrait:
    """One service, as far as it is known here.

    Attributes:
        named, unnamed: recipients, particular ones and descriptions, each with the strongest grade.
        countries: ISO 3166-1 alpha-2 codes stated for recipients and storage, Korea left out, with the strongest grade.
        categories: categories said to leave Korea, with the strongest grade; empty where no source names any.
        exceptions: grounds on which data is said to be given without consent, each with the recipients.
        authorities: foreign authorities within reach, by the grade of the strongest path.
        proceedings: id, names, date, authority, amount, currency and grade.
        notes: what the sources leave open or contradict, in English; `notes_ko` in Korean, where that is given.
        passages: by the id of a recipient, country, category or proceeding, the words that say it of the service.
    """

    service: NodeRef
    named: dict[NodeRef, Grade]
    unnamed: dict[NodeRef, Grade]
    countries: dict[str, Grade]
    categories: dict[NodeRef, Grade]
    exceptions: dict[str, dict[NodeRef, Grade]]
    authorities: dict[Grade, tuple[NodeRef, ...]]
    proceedings: tuple[dict[str, Any], ...]
    notes: tuple[str, ...] = ()
    notes_ko: tuple[str, ...] = ()
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain values: recipients by their names, categories and authorities by their ids."""
        recipients = {**self.named, **self.unnamed}
        return {
            "service": self.service.as_json(), "named": _by_name(self.named), "unnamed": _by_name(self.unnamed),
            "countries": self.countries, "categories": sorted(node.id for node in self.categories),
            "exceptions": {ground: [node.name for node in nodes] for ground, nodes in self.exceptions.items()},
            "authorities": {grade: [node.id for node in nodes] for grade, nodes in self.authorities.items()},
            "proceedings": self.proceedings, "notes": self.notes,
            "notes_ko": self.notes_ko,
            "recipients": [node.as_json() | {"grade": grade} for node, grade in recipients.items()],
            "passages": {id_: [passage.as_json() for passage in some] for id_, some in self.passages.items()},
        }  # fmt: skip


def compare(store: Store, services: Iterable[str]) -> list[Portrait]:
    """A portrait of each service, in the order given.

    Raises UnknownIdError where a service is not in the graph.
    """
    ids = list(services)
    store.require(ids, "service")
    return [_portrait(store, id_) for id_ in ids]


def _portrait(store: Store, service: str) -> Portrait:
    known = facts(store, service)
    given = [row | {"end": reference(row["end"])} for row in store.read(_GIVEN, service=service)]
    proceedings = store.read(_PROCEEDINGS, service=service)
    organisations = [row for row in given if row["end"].label == "Organization"]
    return Portrait(
        service=known.node,
        named=_strongest((row["end"], row["grade"]) for row in organisations if row["end"].named),
        unnamed=_strongest((row["end"], row["grade"]) for row in organisations if not row["end"].named),
        countries=_strongest((code, row["grade"]) for row in given if (code := _place(row)) and code != "KR"),
        categories=_categories(store, [row for row in given if row["overseas"]]),
        exceptions=_exceptions(given),
        authorities=_authorities(store, service),
        proceedings=tuple(_proceeding(row) for row in proceedings),
        notes=tuple(known.properties.get("notes", ())),
        notes_ko=tuple(known.properties.get("notes_ko", ())),
        passages=_passages(store, given, proceedings),
    )


def _passages(store: Store, given: list[Row], proceedings: list[Row]) -> dict[str, tuple[Passage, ...]]:
    said: dict[str, dict[str, None]] = defaultdict(dict)
    for row in given:
        abroad = row["categories"] or [] if row["overseas"] else []
        for id_ in filter(None, (row["end"].id, _place(row), *abroad)):
            said[id_].update(dict.fromkeys(row["statements"]))
    for row in proceedings:
        said[row["proceeding"]["id"]].update(dict.fromkeys(row["statements"]))
    found = passages_of(store, {id_ for ids in said.values() for id_ in ids})
    return {id_: tuple(found[statement][0] for statement in ids) for id_, ids in said.items()}


def _place(row: Row) -> str | None:
    end: NodeRef = row["end"]
    country: str | None = row["country"]
    return end.id if end.label == "Jurisdiction" else country


def _strongest(pairs: Iterable[tuple[_One, str]]) -> dict[_One, Grade]:
    """Each of them with the strongest of its grades, strongest first."""
    best: dict[_One, Grade] = {}
    for one, said in pairs:
        grade = Grade(said)
        if one not in best or grade.rank < best[one].rank:
            best[one] = grade
    return dict(sorted(best.items(), key=lambda pair: (pair[1].rank, _name(pair[0]))))


def _name(one: NodeRef | str) -> str:
    return one if isinstance(one, str) else one.name


def _by_name(graded: dict[NodeRef, Grade]) -> dict[str, Grade]:
    return _strongest((node.name, grade) for node, grade in graded.items())


def _categories(store: Store, abroad: list[Row]) -> dict[NodeRef, Grade]:
    said = [(id_, row["grade"]) for row in abroad for id_ in row["categories"] or []]
    nodes = {row["id"]: reference(row) for row in store.nodes({id_ for id_, _ in said})}
    return _strongest((nodes[id_], grade) for id_, grade in said if id_ in nodes)


def _exceptions(given: list[Row]) -> dict[str, dict[NodeRef, Grade]]:
    found: dict[str, list[tuple[NodeRef, str]]] = defaultdict(list)
    for row in given:
        for ground in row["grounds"] or []:
            found[ground].append((row["end"], row["grade"]))
    return {ground: _strongest(pairs) for ground, pairs in sorted(found.items())}


def _authorities(store: Store, service: str) -> dict[Grade, tuple[NodeRef, ...]]:
    """Foreign authorities by the grade of the strongest path to them."""
    strongest: dict[NodeRef, Grade] = {}
    for path in find_paths(store, Question(service=service, k=500)).paths:
        if path.ends == "authority":
            strongest.setdefault(path.nodes[-1], path.grade)
    return {
        grade: tuple(sorted((node for node, of in strongest.items() if of == grade), key=lambda node: node.id))
        for grade in Grade
        if grade in strongest.values()
    }


def _proceeding(row: Row) -> dict[str, Any]:
    grade = min(map(Grade, row["grades"]), key=lambda grade: grade.rank)
    named = {key: row[key] for key in ("authority", "authority_ko")}
    return {**row["proceeding"], **named, "grade": grade}

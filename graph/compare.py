"""Services side by side: what their documents, decisions and the laws within reach say of each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from data.grades import Grade
from graph.lineage import NodeRef
from graph.paths import find_paths
from graph.question import Question, reference
from graph.store import Row, Store

_GIVEN = (
    "MATCH (a)-[r:PROVIDES_TO|ENTRUSTS_TO|STORES_IN|DISCLOSES_TO]->(b) WHERE r.service = $service"
    " AND any(c IN r.applies_to WHERE c IN ['*', 'KR'])"
    " RETURN b {.id, .name, .name_ko, .named, country: b.jurisdiction} AS end, r.grade AS grade, r.country AS country,"
    " r.without_consent AS grounds, r.categories AS categories, r.overseas AS overseas ORDER BY r.key"
)
_PROCEEDINGS = (
    "MATCH (a:Authority)-[:OPENED]->(p:Proceeding)-[:AGAINST]->(:Service {id: $service})"
    " RETURN DISTINCT p {.id, .name, .name_ko, .amount, .currency, date: toString(p.date)} AS proceeding,"
    " a.name AS authority ORDER BY proceeding.date"
)


@dataclass(frozen=True, slots=True)
class Portrait:
    """One service, as far as it is known here.

    Attributes:
        named, unnamed: recipients, particular ones and descriptions, each with the strongest grade.
        countries: ISO 3166-1 alpha-2 codes stated for recipients and storage, Korea left out.
        categories: ids of categories said to leave Korea; empty where no source names any.
        exceptions: grounds on which data is said to be given without consent, each with the recipients.
        authorities: ids of foreign authorities within reach, by the grade of the strongest path.
        proceedings: id, date, authority, amount and currency.
    """

    service: NodeRef
    named: dict[str, Grade]
    unnamed: dict[str, Grade]
    countries: dict[str, Grade]
    categories: tuple[str, ...]
    exceptions: dict[str, tuple[str, ...]]
    authorities: dict[str, tuple[str, ...]]
    proceedings: tuple[dict[str, Any], ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return values | {"service": self.service.as_json()}


def compare(store: Store, services: Iterable[str]) -> list[Portrait]:
    """A portrait of each service, in the order given.

    Raises UnknownIdError where a service is not in the graph.
    """
    ids = list(services)
    store.require(ids, "service")
    return [_portrait(store, id_) for id_ in ids]


def _portrait(store: Store, service: str) -> Portrait:
    given = [row | {"end": reference(row["end"])} for row in store.read(_GIVEN, service=service)]
    organisations = [row for row in given if row["end"].label == "Organization"]
    abroad = [row for row in given if row["overseas"]]
    return Portrait(
        service=reference(store.nodes([service])[0]),
        named=_strongest((row["end"].name, row["grade"]) for row in organisations if row["end"].named),
        unnamed=_strongest((row["end"].name, row["grade"]) for row in organisations if not row["end"].named),
        countries=_strongest((code, row["grade"]) for row in given if (code := _place(row)) and code != "KR"),
        categories=tuple(sorted({id_ for row in abroad for id_ in row["categories"] or []})),
        exceptions=_exceptions(given),
        authorities=_authorities(store, service),
        proceedings=tuple(
            row["proceeding"] | {"authority": row["authority"]} for row in store.read(_PROCEEDINGS, service=service)
        ),
    )


def _place(row: Row) -> str | None:
    end: NodeRef = row["end"]
    country: str | None = row["country"]
    return end.id if end.label == "Jurisdiction" else country


def _strongest(pairs: Iterable[tuple[str, str]]) -> dict[str, Grade]:
    """Each name with the strongest of its grades, strongest names first."""
    best: dict[str, Grade] = {}
    for name, said in pairs:
        grade = Grade(said)
        if name not in best or grade.rank < best[name].rank:
            best[name] = grade
    return dict(sorted(best.items(), key=lambda pair: (pair[1].rank, pair[0])))


def _exceptions(given: list[Row]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in given:
        for ground in row["grounds"] or []:
            found[ground][row["end"].name] = None
    return {ground: tuple(names) for ground, names in sorted(found.items())}


def _authorities(store: Store, service: str) -> dict[str, tuple[str, ...]]:
    """Foreign authorities by the grade of the strongest path to them."""
    strongest: dict[str, str] = {}
    for path in find_paths(store, Question(service=service, k=500)).paths:
        if path.ends == "authority":
            strongest.setdefault(path.nodes[-1].id, str(path.grade))
    grades = [str(grade) for grade in Grade if str(grade) in strongest.values()]
    return {grade: tuple(sorted(id_ for id_, of in strongest.items() if of == grade)) for grade in grades}

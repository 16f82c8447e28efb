"""The evidence behind steps: the passages of their statements, and for inferred steps those of their premises."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from data.grades import Grade
from graph.lineage import Accord, Contrary, NodeRef, Passage, Path, Step
from graph.question import reference
from graph.schema import RELATIONSHIPS
from graph.store import Row, Store
from graph.walk import Hop

if TYPE_CHECKING:
    from graph.paths import Arrival

_KEYED = "|".join(kind.type for kind in RELATIONSHIPS if any(p.name == "key" for p in kind.properties))
_PASSAGES = (
    "MATCH (s:Statement)-[:IN]->(d:Document) WHERE s.id IN $ids RETURN s.id AS statement, d.id AS document,"
    " d.name AS title, d.publisher AS publisher, toString(d.version) AS version, s.quote AS quote, s.start AS start,"
    " s.end AS end, d.url AS url, s.grade AS grade, s.before AS before, s.after AS after, s.own_words AS own_words,"
    " d.restatement AS restatement, s.speaker AS speaker, s.articles AS articles, s.quote_ko AS quote_ko"
)
_ACCORDS = (
    "MATCH (a:Accord)-[r:CONCERNS]->(j:Jurisdiction) WHERE j.id IN $places AND $home IN a.data_from"
    " AND j.id IN a.data_to"
    " RETURN j.id AS place, a {.id, .kind, .name, .name_ko} AS accord, r.grade AS grade, r.statements AS statements"
    " ORDER BY a.kind, a.id, r.key"
)
_SEATS = (
    "MATCH (o:Organization)-[r:ESTABLISHED_IN]->(j) WHERE o.id IN $ids AND r.grade IN $grades"
    " RETURN o.id AS id, j.id AS country, r.grade AS grade, r.how AS how"
    " ORDER BY coalesce(r.dated, date('0001-01-01')) DESC, r.key"
)
# An organisation's country is shown only where it rests on more than somebody's claim or our belief.
_SOLID = [str(grade) for grade in Grade if grade.rank <= Grade.REPORTED.rank]


def dress(
    store: Store, origin: str, arrivals: "list[Arrival]", alike: dict[tuple[str, str, str], list[Hop]]
) -> list[Path]:
    """Walks as paths: nodes with their countries, steps with the passages of all parallel evidence.

    Of the passages those of the step's own relationship come first, then by grade, the newest first. Sources that
    contradict a step, and accords between the two ends of a path, stand beside it.
    """
    hops = {hop.place: alike.get(hop.place, [hop]) for arrival in arrivals for hop in arrival.walk.hops}
    several = [other for some in hops.values() for hop in some for other in (hop, *hop.rivals)]
    premises = _premise_statements(store, several)
    passages = passages_of(store, {id_ for hop in several for id_ in _statement_ids(hop, premises)})
    nodes = _nodes(store, {origin, *(hop.end.id for hop in several)})
    evidence = _Evidence(hops, premises, passages, nodes)
    home = nodes[origin].country
    accords = _accords(store, home, {nodes[arrival.walk.hops[-1].end.id].country for arrival in arrivals})
    dressed: list[Path] = []
    for arrival in arrivals:
        steps = tuple(map(evidence.step, arrival.walk.hops))
        carried = arrival.walk.carried or frozenset()
        named = tuple(sorted(id_ for id_ in carried if not id_.startswith("?")))
        dressed.append(Path(steps, named, arrival.ends, accords.get(steps[-1].end.country or "", ())))
    return dressed


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What was read of hops, for making steps of them: parallel hops by place, statements of premises, passages."""

    hops: dict[tuple[str, str, str], list[Hop]]
    premises: dict[str, list[str]]
    passages: dict[str, tuple[Passage, tuple[str, ...]]]
    nodes: dict[str, NodeRef]

    def step(self, hop: Hop) -> Step:
        """The hop as a step."""
        several = sorted(self.hops[hop.place], key=lambda other: (other is not hop, other.grade.rank, -other.dated))
        contrary = [
            Contrary(self.nodes[rival.end.id], rival.grade, _day(rival.said.get("dated")), self._words([rival])[0])
            for rival in hop.rivals
        ]
        return _step(hop, self.nodes, *self._words(several), tuple(contrary))

    def _words(self, hops: list[Hop]) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
        """The passages behind the hops, and the articles they cite, each once."""
        ids = dict.fromkeys(id_ for hop in hops for id_ in _statement_ids(hop, self.premises))
        found = [self.passages[id_] for id_ in ids if id_ in self.passages]
        return tuple(p for p, _ in found), tuple(dict.fromkeys(a for _, articles in found for a in articles))


def passages_of(store: Store, ids: Iterable[str]) -> dict[str, tuple[Passage, tuple[str, ...]]]:
    """The passage of each statement, with the articles it cites."""
    found: dict[str, tuple[Passage, tuple[str, ...]]] = {}
    for row in store.read(_PASSAGES, ids=list(ids)):
        articles = tuple(row.pop("articles") or ())
        found[row["statement"]] = passage(row), articles
    return found


def passage(row: Row) -> Passage:
    """A passage from a row of the fields of `Passage`."""
    values = {name: value for name, value in row.items() if value is not None}
    defaults: dict[str, Any] = dict.fromkeys(("publisher", "version", "start", "end", "url"))
    return Passage(**{**defaults, **values, "grade": Grade(row["grade"])})


def _step(
    hop: Hop, nodes: dict[str, NodeRef], passages: tuple[Passage, ...], articles: tuple[str, ...],
    contradicted: tuple[Contrary, ...],
) -> Step:  # fmt: skip
    said = hop.said
    return Step(
        key=hop.key, start=nodes[hop.start], type=hop.type, end=nodes[hop.end.id], grade=hop.grade, rule=hop.rule,
        reason=(said["reason"], said["reason_ko"]) if said.get("reason") else None,
        basis=(said["basis"], said.get("basis_ko")) if said.get("basis") else None,
        premises=tuple(said.get("premises") or ()), categories=tuple(said.get("categories") or ()),
        without_consent=tuple(said.get("without_consent") or ()), speakers=tuple(said.get("speakers") or ()),
        articles=articles, valid_from=_day(said.get("valid_from")), valid_to=_day(said.get("valid_to")),
        passages=passages, contradicted=contradicted,
    )  # fmt: skip


def _day(value: Any) -> str | None:
    return str(value) if value is not None else None


def _accords(store: Store, home: str | None, places: set[str | None]) -> dict[str, tuple[Accord, ...]]:
    """What was agreed or decided about data that goes from home to each place, as far as it is known."""
    rows = store.read(_ACCORDS, home=home, places=sorted(filter(None, places)))
    passages = passages_of(store, {id_ for row in rows for id_ in row["statements"]})
    found: dict[tuple[str, str], Accord] = {}
    for row in rows:
        words = tuple(passages[id_][0] for id_ in row["statements"])
        accord, key = Accord(**row["accord"], grade=Grade(row["grade"])), (row["place"], row["accord"]["id"])
        found[key] = replace(accord, passages=(*found.get(key, accord).passages, *words))
    return {place: tuple(accord for (where, _), accord in found.items() if where == place) for place, _ in found}


def _statement_ids(hop: Hop, premises: dict[str, list[str]]) -> list[str]:
    """The statements it was assembled from; where it was drawn by a rule, those of its premises."""
    own = hop.said.get("statements")
    return own or [id_ for key in hop.said.get("premises") or [] for id_ in premises.get(key, [])]


def _premise_statements(store: Store, hops: list[Hop]) -> dict[str, list[str]]:
    """The statements of each premise, by the premise's key."""
    keys = sorted({key for hop in hops for key in hop.said.get("premises") or []})
    if not keys:
        return {}
    query = f"MATCH ()-[r:{_KEYED}]->() WHERE r.key IN $keys RETURN r.key AS key, r.statements AS statements"
    return {row["key"]: row["statements"] or [] for row in store.read(query, keys=keys)}


def _nodes(store: Store, ids: set[str]) -> dict[str, NodeRef]:
    """The nodes by id, organisations with the country they are known to be established in."""
    seats: dict[str, tuple[tuple[int, bool], str]] = {}
    for row in store.read(_SEATS, ids=sorted(ids), grades=_SOLID):
        rank = (Grade(row["grade"]).rank, row["how"] != "incorporated")
        if row["id"] not in seats or rank < seats[row["id"]][0]:
            seats[row["id"]] = rank, row["country"]
    return {
        row["id"]: reference(row | {"country": row["country"] or seats.get(row["id"], (None, None))[1]})
        for row in store.nodes(ids)
    }

"""The evidence behind steps: the passages of their statements, and for inferred steps those of their premises."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from data.grades import Grade
from graph.lineage import NodeRef, Passage, Path, Step
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
    " d.restatement AS restatement, s.speaker AS speaker, s.articles AS articles"
)
_SEATS = (
    "MATCH (o:Organization)-[r:ESTABLISHED_IN]->(j) WHERE o.id IN $ids AND r.grade IN $grades"
    " RETURN o.id AS id, j.id AS country, r.grade AS grade, r.how AS how"
)
# An organisation's country is shown only where it rests on more than somebody's claim or our belief.
_SOLID = [str(grade) for grade in Grade if grade.rank <= Grade.REPORTED.rank]


def dress(
    store: Store, origin: str, arrivals: "list[Arrival]", alike: dict[tuple[str, str, str], list[Hop]]
) -> list[Path]:
    """Walks as paths: nodes with their countries, steps with the passages of all parallel evidence."""
    hops = {hop.place: alike.get(hop.place, [hop]) for arrival in arrivals for hop in arrival.walk.hops}
    premises = _premise_statements(store, [hop for several in hops.values() for hop in several])
    wanted = {id_ for several in hops.values() for hop in several for id_ in _statement_ids(hop, premises)}
    passages = passages_of(store, wanted)
    nodes = _nodes(store, {origin, *(hop.end.id for arrival in arrivals for hop in arrival.walk.hops)})
    dressed: list[Path] = []
    for arrival in arrivals:
        steps = []
        for hop in arrival.walk.hops:
            several = sorted(hops[hop.place], key=lambda other: (other is not hop, other.grade.rank))
            ids = dict.fromkeys(id_ for other in several for id_ in _statement_ids(other, premises))
            found = [passages[id_] for id_ in ids if id_ in passages]
            steps.append(_step(hop, nodes, found))
        carried = arrival.walk.carried or frozenset()
        named = tuple(sorted(id_ for id_ in carried if not id_.startswith("?")))
        dressed.append(Path(tuple(steps), named, arrival.ends))
    return dressed


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


def _step(hop: Hop, nodes: dict[str, NodeRef], found: list[tuple[Passage, tuple[str, ...]]]) -> Step:
    said = hop.said
    reason = (said["reason"], said["reason_ko"]) if said.get("reason") else None
    return Step(
        key=hop.key, start=nodes[hop.start], type=hop.type, end=nodes[hop.end.id], grade=hop.grade, rule=hop.rule,
        reason=reason, premises=tuple(said.get("premises") or ()), categories=tuple(said.get("categories") or ()),
        without_consent=tuple(said.get("without_consent") or ()), speakers=tuple(said.get("speakers") or ()),
        articles=tuple(dict.fromkeys(article for _, articles in found for article in articles)),
        valid_from=_day(said.get("valid_from")), valid_to=_day(said.get("valid_to")),
        passages=tuple(passage for passage, _ in found),
    )  # fmt: skip


def _day(value: Any) -> str | None:
    return str(value) if value is not None else None


def _statement_ids(hop: Hop, premises: dict[str, list[str]]) -> list[str]:
    if hop.rule is None:
        return list(hop.said.get("statements") or [])
    return [id_ for key in hop.said.get("premises") or [] for id_ in premises.get(key, [])]


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

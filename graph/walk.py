"""Hops from a set of nodes, as the database knows them, and what data they carry."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import networkx as nx

from data.grades import Grade
from graph.lineage import NodeRef
from graph.question import Question, reference
from graph.schema import CARRIERS, RELATIONSHIP, label_of
from graph.store import Store

Carried = frozenset[str] | None  # ids of categories; None: any


@dataclass(frozen=True, slots=True)
class Hop:
    """A relationship that data can take, with what its source says of it.

    `end_kind`: of an authority its kind, of an instrument its oversight; "unspecified" for an organisation that the
    source does not name, "lawless" for a jurisdiction of which no instrument is known. `rivals` are hops that
    contradict it (see `RelationshipKind.single`), best graded and newest first; it is `outdone` where one of them is
    graded alike and newer.
    """

    key: str
    start: str
    type: str
    end: NodeRef
    end_kind: str | None
    grade: Grade
    rule: str | None
    carries: Carried
    said: dict[str, Any] = field(compare=False)
    rivals: tuple["Hop", ...] = field(default=(), compare=False)

    @property
    def dated(self) -> int:
        """The day of its document's version as a number that grows with time; 0 where it has none."""
        day = self.said.get("dated")
        return day.toordinal() if day else 0

    @property
    def outdone(self) -> bool:
        """Whether a newer source of the same grade contradicts it."""
        return any(rival.grade == self.grade and rival.dated > self.dated for rival in self.rivals)

    @property
    def place(self) -> tuple[str, str, str]:
        """What parallel evidence for the same step has in common."""
        return self.start, self.type, self.end.id


class Categories:
    """The subsumption tree of data categories, for intersecting what is still carried."""

    def __init__(self, store: Store) -> None:
        rows = store.read("MATCH (c:DataCategory)-[:SUBSUMED_BY]->(p) RETURN c.id AS id, p.id AS parent")
        tree = nx.DiGraph((row["id"], row["parent"]) for row in rows)
        self._above = {id_: nx.descendants(tree, id_) for id_ in tree}

    def within(self, narrow: str, broad: str) -> bool:
        """Whether `narrow` is `broad` or a kind of it."""
        return narrow == broad or broad in self._above.get(narrow, ())

    def common(self, one: Carried, other: Carried) -> Carried:
        """What both carry: of each pair the narrower category where one is a kind of the other."""
        if one is None or other is None:
            return one if other is None else other
        return frozenset(
            a if self.within(a, b) else b for a in one for b in other if self.within(a, b) or self.within(b, a)
        )


class Hops:
    """The hops out of nodes that a question allows; each node is asked for once."""

    def __init__(self, store: Store, question: Question, service: str, home: str | None) -> None:
        self._store, self._known = store, dict[str, list[Hop]]()
        self._readings = {row.pop("type"): row for row in store.read(_READINGS)}
        self._parameters = {
            "grades": question.grades,
            "service": service,
            "who": ["*", home],
            "avoid": list(question.avoid),
            "at": question.at,
        }

    def out_of(self, ids: Iterable[str]) -> dict[str, list[Hop]]:
        """The hops out of each node."""
        asked = set(ids)
        by_label: dict[str, list[str]] = defaultdict(list)
        for id_ in asked - self._known.keys():
            by_label[label_of(id_)].append(id_)
            self._known[id_] = []
        for label, some in by_label.items():
            if types := self._types_out_of(label):
                for row in self._store.read(_hops_query(label, types), ids=some, **self._parameters):
                    self._known[row["start"]].append(_hop(row, self._readings.get(row["type"])))
            self._known.update((id_, _with_rivals(self._known[id_])) for id_ in some)
        return {id_: self._known[id_] for id_ in asked}

    def _types_out_of(self, label: str) -> list[str]:
        """The types that data may take out of a node; those that it takes by a rule only where there is one."""
        kinds = [RELATIONSHIP[type_] for type_ in CARRIERS]
        return [
            kind.type
            for kind in kinds
            if any(start == label for start, _ in kind.ends)
            and (kind.carries != "by_rule" or kind.type in self._readings)
        ]


# Rules that say why data may be taken along a type of relationship.
_READINGS = (
    "MATCH (r:Rule) WHERE r.walks IS NOT NULL RETURN r.walks AS type, r.name AS rule, r.reason AS reason,"
    " r.reason_ko AS reason_ko, r.basis AS basis, r.basis_ko AS basis_ko"
)


def _hops_query(label: str, types: list[str]) -> str:
    return (
        f"MATCH (a:{label}) WHERE a.id IN $ids MATCH (a)-[r:{'|'.join(types)}]->(b)"
        " WHERE r.grade IN $grades AND NOT b.id IN $avoid AND (r.service IS NULL OR r.service = $service)"
        " AND (r.applies_to IS NULL OR any(c IN r.applies_to WHERE c IN $who))"
        " AND ($at IS NULL OR (coalesce(r.valid_from <= $at, true) AND coalesce(r.valid_to >= $at, true)))"
        " RETURN a.id AS start, type(r) AS type, properties(r) AS said,"
        " b {.id, .name, .name_ko, .named, country: b.jurisdiction} AS end,"
        " CASE WHEN b:Authority THEN b.kind WHEN b:LegalInstrument THEN b.oversight"
        " WHEN b.specified = false THEN 'unspecified'"
        " WHEN b:Jurisdiction AND NOT EXISTS { (b)-[:SUBJECT_TO]->() } THEN 'lawless' END AS kind"
        " ORDER BY a.id, r.key"
    )


def _hop(row: dict[str, Any], reading: dict[str, Any] | None) -> Hop:
    """A hop from a row; one that a rule lets data take is inferred from the relationship itself."""
    said = row["said"]
    if reading:
        said = {**said, **reading, "premises": [said["key"]]}
    named = said.get("categories") or [f"?{word}" for word in said.get("category_words") or []]
    return Hop(
        said["key"], row["start"], row["type"], reference(row["end"]), row["kind"], Grade(said["grade"]),
        said.get("rule"), frozenset(named) if named else None, said,
    )  # fmt: skip


def _with_rivals(hops: list[Hop]) -> list[Hop]:
    """The hops out of one node, each with those that contradict it."""
    found = []
    for hop in hops:
        rivals = [other for other in hops if _contradicts(other, hop)]
        rivals.sort(key=lambda rival: (rival.grade.rank, -rival.dated, rival.key))
        found.append(replace(hop, rivals=tuple(rivals)) if rivals else hop)
    return found


def _contradicts(one: Hop, other: Hop) -> bool:
    single = RELATIONSHIP[one.type].single
    if single is None or one.type != other.type or one.end.id == other.end.id:
        return False
    alike = all(one.said.get(name) == other.said.get(name) for name in single)
    return alike and not _succeeds(one, other) and not _succeeds(other, one)


def _succeeds(later: Hop, earlier: Hop) -> bool:
    """Whether one is said to have ended when the other began, or before its document: each may be true in its time."""
    ends, began, begins = (hop.said.get(name) for hop, name in (
        (earlier, "valid_to"), (earlier, "valid_from"), (later, "valid_from")))  # fmt: skip
    if ends is None:
        return False
    if begins is None:
        return bool(later.dated > ends.toordinal())
    return bool(began is None or began < begins)

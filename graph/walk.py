"""Hops from a set of nodes, as the database knows them, and what data they carry."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
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
    source does not name, "lawless" for a jurisdiction of which no instrument is known.
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
            if types := [t for t in CARRIERS if any(start == label for start, _ in RELATIONSHIP[t].ends)]:
                for row in self._store.read(_hops_query(label, types), ids=some, **self._parameters):
                    self._known[row["start"]].append(_hop(row))
        return {id_: self._known[id_] for id_ in asked}


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


def _hop(row: dict[str, Any]) -> Hop:
    said = row["said"]
    named = said.get("categories") or [f"?{word}" for word in said.get("category_words") or []]
    return Hop(
        said["key"], row["start"], row["type"], reference(row["end"]), row["kind"], Grade(said["grade"]),
        said.get("rule"), frozenset(named) if named else None, said,
    )  # fmt: skip

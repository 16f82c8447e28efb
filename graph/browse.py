"""Wandering in the graph: names found by full text, neighbourhoods, and what is known of one node."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from data.grades import Grade
from graph.evidence import dress, passages_of
from graph.lineage import NodeRef, Passage, Step
from graph.paths import Arrival, Walk
from graph.query import Edge
from graph.question import AUTHORITY, reference
from graph.schema import NAME_INDEX, NODE, RELATIONSHIPS, label_of
from graph.store import Store, by_label
from graph.walk import Hop

_SHOWN = "|".join(kind.type for kind in RELATIONSHIPS if kind.type not in ("SAYS", "ABOUT", "IN"))
_REFERENCE = ".id, .name, .name_ko, .named, country: {0}.jurisdiction"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes and the relationships between them; `cut` when there were more than asked for."""

    nodes: tuple[NodeRef, ...]
    edges: tuple[Edge, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """A node with its properties and the passages that speak of it."""

    node: NodeRef
    properties: dict[str, Any]
    statements: tuple[Passage, ...]


def search(store: Store, text: str, limit: int = 20) -> list[NodeRef]:
    """The nodes whose names, in any language, hold the words of `text` or begin with its last word.

    Best first; what begins with the text, and services, go before others.
    """
    words = re.findall(r"\w+", text.lower())  # in lower case none of them is an operator of Lucene's
    if not words:
        return []
    lucene = " AND ".join([*words[:-1], f"({words[-1]} OR {words[-1]}*)"])
    rows = store.read(
        "CALL db.index.fulltext.queryNodes($index, $text, {limit: 200}) YIELD node, score"
        f" WHERE NOT node:Document RETURN node {{{_REFERENCE.format('node')}}} AS node,"
        " score + CASE WHEN toLower(node.name) STARTS WITH $lower OR node.name_ko STARTS WITH $plain THEN 5 ELSE 0 END"
        " + CASE WHEN node:Service THEN 5 ELSE 0 END AS score ORDER BY score DESC, node.id LIMIT $limit",
        index=NAME_INDEX, text=lucene, lower=text.strip().lower(), plain=text.strip(), limit=limit,
    )  # fmt: skip
    return [reference(row["node"]) for row in rows]


def neighbourhood(store: Store, ids: Iterable[str], limit: int = 200) -> Neighbourhood:
    """The nodes, their neighbours, and every relationship among those of `ids` and between them and neighbours.

    Statements and documents are left out: they are the evidence behind relationships, shown with `facts`.
    """
    centre = list(dict.fromkeys(ids))
    store.require(centre, "node")
    nodes: dict[str, NodeRef] = {row["id"]: reference(row) for row in store.nodes(centre)}
    edges: dict[tuple[str, str, str], Edge] = {}
    cut = False
    for label, some in by_label(centre).items():
        rows = store.read(
            f"MATCH (a:{label}) WHERE a.id IN $ids MATCH (a)-[r:{_SHOWN}]-(b) RETURN"
            f" b {{{_REFERENCE.format('b')}}} AS other, type(r) AS type, r.key AS key, r.grade AS grade,"
            " r.rule AS rule,"
            " startNode(r).id AS start, endNode(r).id AS end ORDER BY r.key LIMIT $limit",
            ids=some, limit=limit + 1,
        )  # fmt: skip
        cut |= len(rows) > limit
        for row in rows[:limit]:
            nodes.setdefault(row["other"]["id"], reference(row["other"]))
            edge = Edge(row["key"], row["type"], row["start"], row["end"], row["grade"], row["rule"])
            edges.setdefault((edge.start, edge.type, edge.end), edge)
    return Neighbourhood(tuple(nodes.values()), tuple(edges.values()), cut)


def facts(store: Store, id_: str, service: str | None = None, limit: int = 50) -> NodeFacts:
    """What is known of a node: its declared properties that have a value, and the passages about it.

    Passages that speak of `service` come first, then the newest.
    """
    store.require([id_], "node")
    label = label_of(id_)
    row = store.read(f"MATCH (n:{label} {{id: $id}}) RETURN properties(n) AS properties", id=id_)[0]["properties"]
    properties = {prop.name: _plain(row[prop.name]) for prop in NODE[label].properties if row.get(prop.name) not in
                  (None, "", [])}  # fmt: skip
    rows = store.read(
        f"MATCH (n:{label} {{id: $id}}) OPTIONAL MATCH (n)-[r]-() WHERE r.service = $service"
        " WITH n, reduce(all = [], ids IN collect(r.statements) | all + ids) AS backing"
        " MATCH (n)<-[:ABOUT]-(s:Statement)-[:IN]->(d) RETURN s.id AS id ORDER BY coalesce(d.service = $service, false)"
        " OR s.id IN backing OR EXISTS { (s)-[:ABOUT]->(:Service {id: $service}) } DESC,"
        " coalesce(d.version, date('0001-01-01')) DESC, s.start LIMIT $limit",
        id=id_, service=service, limit=limit,
    )  # fmt: skip
    passages = passages_of(store, [row["id"] for row in rows])
    statements = tuple(passages[row["id"]][0] for row in rows)
    return NodeFacts(reference(row | {"country": row.get("jurisdiction")}), properties, statements)


def relationship(store: Store, key: str) -> Step | None:
    """A relationship with all that is said of its ends in this way, and its passages; None where the graph has none."""
    rows = store.read(
        f"MATCH (a)-[r:{_SHOWN}]->(b) WHERE r.key = $key MATCH (a)-[p]->(b) WHERE type(p) = type(r)"
        f" RETURN a.id AS start, b {{{_REFERENCE.format('b')}}} AS end, type(p) AS type, properties(p) AS said"
        " ORDER BY p.key <> $key, p.key",
        key=key,
    )  # fmt: skip
    hops = [
        Hop(row["said"]["key"], row["start"], row["type"], reference(row["end"]), None, Grade(row["said"]["grade"]),
            row["said"].get("rule"), None, row["said"])
        for row in rows
    ]  # fmt: skip
    if not hops:
        return None
    first = Walk(tuple(hops[:1]), frozenset(), None, hops[0].grade.rank, 0)
    (path,) = dress(store, hops[0].start, [Arrival(first, AUTHORITY)], {hops[0].place: hops})
    return path.steps[0]


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, bool, list)) else str(value)

"""Ad-hoc Cypher, guarded: judged by its plan before it runs, and run read-only within limits.

Read access alone is not enough: LOAD CSV works in a read transaction and reads files and addresses. So a query is
explained first, and refused where its plan writes, loads, or calls a procedure outside a short list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import neo4j
from neo4j.exceptions import ClientError, Neo4jError
from neo4j.graph import Node, Relationship
from neo4j.graph import Path as GraphPath

from graph.errors import QueryRefusedError
from graph.lineage import NodeRef
from graph.question import reference
from graph.schema import NODE
from graph.store import Store

ROWS, SECONDS = 1_000, 10.0
PROCEDURES = frozenset({
    "db.index.fulltext.queryNodes", "db.index.fulltext.queryRelationships", "db.labels", "db.relationshipTypes",
    "db.propertyKeys", "db.schema.visualization", "db.schema.nodeTypeProperties", "db.schema.relTypeProperties",
})  # fmt: skip
_READ_ONLY = "Only reading is allowed: MATCH … RETURN …"


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship as a view draws it: between two node ids."""

    key: str
    type: str
    start: str
    end: str
    grade: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of plain values, and the nodes and relationships among them; `cut` when there were more rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    nodes: tuple[NodeRef, ...] = ()
    edges: tuple[Edge, ...] = ()
    cut: bool = False


def ask(
    store: Store, cypher: str, parameters: dict[str, Any] | None = None, *, rows: int = ROWS, seconds: float = SECONDS
) -> Answer:
    """The answer to a query that only reads.

    Args:
        store: where to ask.
        cypher: one statement.
        parameters: values for its `$names`.
        rows: how many rows at most.
        seconds: how long it may run on the server.

    Raises:
        QueryRefusedError: it would write or leave the database, is not valid Cypher, or runs past its limits.
    """
    query = neo4j.Query(cypher, timeout=seconds)
    with store.driver.session(database=store.database, default_access_mode=neo4j.READ_ACCESS) as session:
        try:
            _judge(session, cypher, parameters or {})
            result = session.run(query, parameters or {})
            columns = tuple(result.keys())
            records = [tuple(record.values()) for record, _ in zip(result, range(rows + 1), strict=False)]
        except Neo4jError as error:
            raise _refusal(error, seconds) from error
    elements = _Elements()
    plain = tuple(tuple(elements.plain(value) for value in record) for record in records[:rows])
    return Answer(columns, plain, elements.nodes, elements.edges, len(records) > rows)


def _judge(session: neo4j.Session, cypher: str, parameters: dict[str, Any]) -> None:
    """Raise where the plan of the query does more than read the graph."""
    if re.match(r"\s*(EXPLAIN|PROFILE)\b", cypher, re.IGNORECASE):
        raise QueryRefusedError("EXPLAIN and PROFILE give no rows here", remedy="Ask the query itself")
    summary = session.run(f"EXPLAIN {cypher}", parameters).consume()
    if summary.query_type != "r":
        does = "administer the database" if summary.query_type == "s" else "change the graph"
        raise QueryRefusedError(f"This query would {does}", remedy=_READ_ONLY)
    for operator in _operators(cast(dict[str, Any], summary.plan or {})):
        name = operator.get("operatorType", "").partition("@")[0]
        details = str(operator.get("args", {}).get("Details", ""))
        if name == "LoadCSV":
            raise QueryRefusedError("LOAD CSV reads files and addresses outside the graph", remedy=_READ_ONLY)
        if name.startswith("ProcedureCall") and not any(details.startswith(f"{p}(") for p in PROCEDURES):
            raise QueryRefusedError(
                "This procedure may not be called here", given=details.partition("(")[0],
                remedy=f"Allowed are {', '.join(sorted(PROCEDURES))}",
            )  # fmt: skip
        if not _reads(name):
            raise QueryRefusedError("This command is not a query of the graph", given=name, remedy=_READ_ONLY)


def _reads(operator: str) -> bool:
    return not re.match(r"(Show|Create|Drop|Alter|Grant|Deny|Revoke|Terminate|Start|Stop|Rename|Do|Log)[A-Z]", operator)


def _operators(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if plan:
        yield plan
        for child in plan.get("children", ()):
            yield from _operators(child)


def _refusal(error: Neo4jError, seconds: float) -> QueryRefusedError:
    code = error.code or ""
    message = (error.message or "").strip()
    if "TransactionTimedOut" in code or "Timeout" in code:
        return QueryRefusedError(f"The query ran longer than {seconds:g} seconds",
                                 remedy="Narrow it: name labels and ids, or add LIMIT")  # fmt: skip
    if "MemoryPoolOutOfMemory" in code:
        return QueryRefusedError("The query needs more memory than one query may have",
                                 remedy="Narrow it: name labels and ids, or add LIMIT")  # fmt: skip
    if "AccessMode" in code:
        return QueryRefusedError("This query would change the graph", remedy=_READ_ONLY)
    if isinstance(error, ClientError):
        return QueryRefusedError(f"Neo4j does not accept the query: {message.rstrip('.')}",
                                 remedy="Correct it and ask again")  # fmt: skip
    return QueryRefusedError(f"Neo4j could not answer: {message.rstrip('.')}", remedy="Try again")


class _Elements:
    """Collects the nodes and relationships of an answer while its values are made plain."""

    def __init__(self) -> None:
        self._nodes: dict[str, NodeRef] = {}
        self._edges: dict[str, Edge] = {}

    @property
    def nodes(self) -> tuple[NodeRef, ...]:
        return tuple(self._nodes.values())

    @property
    def edges(self) -> tuple[Edge, ...]:
        return tuple(edge for edge in self._edges.values() if edge.start in self._nodes and edge.end in self._nodes)

    def plain(self, value: Any) -> Any:
        """The value with graph elements as maps of their properties."""
        if isinstance(value, Node):
            self._add_node(value)
            return dict(value.items())
        if isinstance(value, Relationship):
            self._add_edge(value)
            return {"type": value.type, **dict(value.items())}
        if isinstance(value, GraphPath):
            return [self.plain(part) for part in (*value.nodes, *value.relationships)]
        if isinstance(value, dict):
            return {name: self.plain(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.plain(part) for part in value]
        return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)

    def _add_node(self, node: Node) -> None:
        if node.get("id") and any(label in NODE for label in node.labels):
            name = node.get("name") or (node.get("quote") or "")[:60] or node["id"]
            row = {"country": node.get("jurisdiction"), **dict(node.items()), "name": name}
            self._nodes[node["id"]] = reference(row)

    def _add_edge(self, edge: Relationship) -> None:
        start, end = (node.get("id") if node is not None else None for node in (edge.start_node, edge.end_node))
        for node in (edge.start_node, edge.end_node):
            if node is not None:
                self._add_node(node)
        if start and end:
            key = edge.get("key") or f"{start}/{edge.type}/{end}"
            self._edges[key] = Edge(key, edge.type, start, end, edge.get("grade"), edge.get("rule"))

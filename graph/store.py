"""Reading and writing the graph: idempotent, one transaction a document, every write derived from the schema."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import neo4j

from graph.connect import open_driver
from graph.errors import UnknownIdError
from graph.project import Relationship
from graph.schema import NODES, RELATIONSHIPS, constraints, label_of, merge_nodes, merge_relationships

Row = dict[str, Any]
Work = tuple[str, dict[str, Any]]
BATCH = 5_000


class Store:
    """The graph in one database of one server."""

    def __init__(self, driver: neo4j.Driver, database: str | None) -> None:
        self.driver, self.database = driver, database

    def read(self, query: str, **parameters: Any) -> list[Row]:
        """The rows of a query, in a read transaction."""
        with self.driver.session(database=self.database, default_access_mode=neo4j.READ_ACCESS) as session:
            return session.execute_read(lambda tx: tx.run(query, parameters).data())

    def write(self, works: Iterable[Work]) -> None:
        """Queries with their parameters, in one write transaction: all of them or none."""

        def run(tx: neo4j.ManagedTransaction) -> None:
            for query, parameters in works:
                tx.run(query, parameters).consume()

        works = list(works)
        with self.driver.session(database=self.database) as session:
            session.execute_write(run)

    def apply_schema(self) -> None:
        """Constraints and indexes, as the schema declares them; asks only for those that are missing."""
        with self.driver.session(database=self.database) as session:
            there = {record["name"] for record in session.run("SHOW INDEXES YIELD name")}
            missing = [statement for statement in constraints() if _index_name(statement) not in there]
            for statement in missing:
                session.run(statement).consume()
            if missing:
                session.run("CALL db.awaitIndexes(60)").consume()

    def counts(self) -> dict[str, int]:
        """How many nodes each label and how many relationships each type has, without zeros."""
        found = {
            row["name"]: row["n"]
            for row in self.read(
                " UNION ALL ".join(
                    [f"MATCH (n:{kind.label}) RETURN '{kind.label}' AS name, count(n) AS n" for kind in NODES]
                    + [f"MATCH ()-[r:{kind.type}]->() RETURN '{kind.type}' AS name, count(r) AS n"
                       for kind in RELATIONSHIPS]
                )
            )
        }  # fmt: skip
        return {name: count for name, count in found.items() if count}

    def nodes(self, ids: Iterable[str]) -> list[Row]:
        """What views show of each node: `id`, `name`, `name_ko`, `named`, `country`."""
        return [
            row
            for label, some in by_label(ids).items()
            for row in self.read(
                f"MATCH (n:{label}) WHERE n.id IN $ids RETURN n.id AS id, n.name AS name, n.name_ko AS name_ko,"
                " n.named AS named, n.jurisdiction AS country",
                ids=some,
            )
        ]

    def require(self, ids: Iterable[str], kind: str) -> None:
        """Raise UnknownIdError, offering the nearest, where a node is not there."""
        wanted = list(ids)
        for missing in [id_ for id_ in wanted if id_ not in self.known(wanted)]:
            known = [row["id"] for row in self.read(f"MATCH (n:{label_of(missing)}) RETURN n.id AS id")]
            raise UnknownIdError(kind, missing, difflib.get_close_matches(missing, known, 3, 0.5))

    def known(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids whose nodes are there, with a name."""
        return {row["id"] for row in self.nodes(ids) if row["name"] is not None}

    def clear(self) -> None:
        """Take everything out of the graph; the schema stays."""
        with self.driver.session(database=self.database) as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


def _index_name(statement: str) -> str:
    """The name in "CREATE … <name> IF NOT EXISTS …"."""
    return statement.partition(" IF NOT EXISTS")[0].rpartition(" ")[2]


@contextmanager
def open_store() -> Iterator[Store]:
    """The store that the environment names: NEO4J_URI, else the managed server. The schema is in place."""
    with open_driver() as (driver, database):
        store = Store(driver, database)
        store.apply_schema()
        yield store


def by_label(ids: Iterable[str]) -> dict[str, list[str]]:
    """The ids by the label of their nodes, so that a query can use the label's index."""
    found: dict[str, list[str]] = defaultdict(list)
    for id_ in ids:
        found[label_of(id_)].append(id_)
    return dict(found)


def node_works(nodes: Iterable[Row]) -> list[Work]:
    """Writes of nodes, given as maps of declared properties with an `id`."""
    rows_by_label: dict[str, list[Row]] = defaultdict(list)
    for node in nodes:
        rows_by_label[label_of(node["id"])].append({name: value for name, value in node.items() if value is not None})
    return [
        (merge_nodes(label), {"rows": rows[i : i + BATCH]})
        for label, rows in rows_by_label.items()
        for i in range(0, len(rows), BATCH)
    ]


def relationship_works(relationships: Iterable[Relationship]) -> list[Work]:
    """Writes of relationships whose nodes are there."""
    by_kind: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for relationship in relationships:
        properties = {name: value for name, value in relationship.properties.items() if value is not None}
        by_kind[relationship.type, *relationship.ends].append(
            {"start": relationship.start, "end": relationship.end, "properties": properties}
        )
    return [
        (merge_relationships(*kind), {"rows": rows[i : i + BATCH]})
        for kind, rows in by_kind.items()
        for i in range(0, len(rows), BATCH)
    ]

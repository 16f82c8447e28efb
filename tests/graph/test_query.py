"""Ad-hoc Cypher reads, and does nothing else."""

import pytest

from graph.errors import QueryRefusedError
from graph.query import ask
from graph.store import Store, node_works

pytestmark = pytest.mark.neo4j

REFUSED = [
    ("deletes", "MATCH (n) DETACH DELETE n", "would change the graph"),
    ("creates", "CREATE (n:Service {id: 'svc-x'})", "would change the graph"),
    ("sets in a subquery", "MATCH (n) CALL (n) { SET n.name = 'x' } RETURN n", "would change the graph"),
    ("changes the schema", "CREATE INDEX x FOR (n:Service) ON (n.url)", "would administer"),
    ("loads a file", "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV reads files"),
    ("loads an address", "LOAD CSV FROM 'http://127.0.0.1/x' AS line RETURN line", "LOAD CSV reads files"),
    ("loads in a subquery", "CALL () { LOAD CSV FROM 'file:///x' AS l RETURN l } RETURN l", "LOAD CSV reads files"),
    ("reads the settings", "CALL dbms.listConfig() YIELD name RETURN name", "would administer the database"),
    ("calls a procedure that writes", "CALL db.createLabel('X')", "would change the graph"),
    ("calls a procedure not listed", "CALL db.info()", "procedure may not be called"),
    ("shows the users", "SHOW USERS", "would administer the database"),
    ("shows transactions", "SHOW TRANSACTIONS", "is not a query of the graph"),
    ("ends transactions", "TERMINATE TRANSACTIONS 'x'", "is not a query of the graph"),
    ("explains", "EXPLAIN MATCH (n) RETURN n", "give no rows here"),
    ("is no Cypher", "MATCH (n RETURN n", "does not accept the query"),
    ("is empty", "  ", "does not accept the query"),
    ("runs too long", "UNWIND range(1, 60000) AS a UNWIND range(1, 60000) AS b RETURN sum(a * b)", "longer than"),
]


@pytest.fixture
def two(store: Store) -> Store:
    store.write(node_works([{"id": "svc-a", "name": "Alpha"}, {"id": "svc-b", "name": "Beta"}]))
    return store


@pytest.mark.parametrize(("cypher", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_it_refuses_what_does_more_than_read(two: Store, cypher: str, words: str) -> None:
    before = two.counts()
    with pytest.raises(QueryRefusedError, match=words):
        ask(two, cypher, seconds=1)
    assert two.counts() == before


def test_rows_come_with_their_graph_elements(two: Store) -> None:
    answer = ask(two, "MATCH (s:Service) RETURN s, s.name AS name ORDER BY name")
    assert answer.columns == ("s", "name")
    assert [row[1] for row in answer.rows] == ["Alpha", "Beta"]
    assert [node.id for node in answer.nodes] == ["svc-a", "svc-b"]


def test_parameters_are_values_not_text(two: Store) -> None:
    answer = ask(two, "MATCH (s:Service {id: $id}) RETURN s.name", {"id": "svc-a' OR true //"})
    assert answer.rows == ()


def test_more_rows_than_allowed_are_cut_and_said_so(two: Store) -> None:
    answer = ask(two, "MATCH (s:Service) RETURN s.id", rows=1)
    assert (len(answer.rows), answer.cut) == (1, True)


def test_names_can_be_searched_by_full_text(two: Store) -> None:
    answer = ask(two, "CALL db.index.fulltext.queryNodes('names', 'alpha') YIELD node RETURN node.id")
    assert answer.rows == (("svc-a",),)

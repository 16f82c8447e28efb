"""The bench of paths measures on a graph of the size asked for, drawn the same each time."""

import pytest

from graph.bench import QUESTIONS, SERVICE, bench, fill
from graph.store import Store, node_works

pytestmark = pytest.mark.neo4j


def test_each_question_finds_paths_and_is_set_beside_the_shortest_path(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.bench.ROUNDS", 1)
    result = bench(store, organisations=120, sharing=2, services=2)
    assert {timing.question: timing.paths > 0 for timing in result.timings} == dict.fromkeys(QUESTIONS, True)
    assert min(result.shortest, *(timing.seconds for timing in result.timings)) > 0
    assert dict(result.rows())["organisations"] == "120"
    assert result.as_json()["relationships"] == 240


def test_every_relationship_of_the_graph_stands_in_one_service_and_is_drawn_again_the_same(store: Store) -> None:
    drawn = []
    for _ in range(2):
        store.clear()
        store.write(node_works([{"id": "kr-users", "name": "Users"}, {"id": "SG", "name": "Singapore"}]))
        store.write(node_works([{"id": "cat-phone", "name": "Phone"}]))
        fill(store, organisations=50, sharing=4, services=2)
        given = "MATCH (a)-[r:PROVIDES_TO]->(b) RETURN a.id AS a, b.id AS b, r.service AS of, r.categories AS data"
        drawn.append([tuple(row.values()) for row in store.read(f"{given} ORDER BY r.key")])
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 200
    assert {row[2] for row in drawn[0]} == {SERVICE, "svc-bench-1"}

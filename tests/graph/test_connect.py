"""A database is reached at NEO4J_URI, else at the managed server; what stands in the way is said."""

from pathlib import Path

import pytest

from graph import server
from graph.connect import given_target, open_driver, require_supported
from graph.errors import ServerError


@pytest.fixture
def given(neo4j_home: Path, driver: object, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that names the test's server by NEO4J_URI."""
    with server.running_server() as address:
        monkeypatch.setenv("NEO4J_URI", address.uri)
        monkeypatch.setenv("NEO4J_PASSWORD", address.password)
    return monkeypatch


@pytest.mark.neo4j
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
@pytest.mark.parametrize("database", ["neo4j", ""])
def test_it_talks_to_the_server_that_is_named(given: pytest.MonkeyPatch, scheme: str, database: str) -> None:
    target = given_target()
    assert target
    given.setenv("NEO4J_URI", target.uri.replace("bolt", scheme))
    given.setenv("NEO4J_DATABASE", database)
    with open_driver() as (driver, name):
        assert name == (database or None)
        assert driver.execute_query("RETURN 1 AS one", database_=name).records[0]["one"] == 1


@pytest.mark.neo4j
def test_a_server_that_is_named_needs_no_managed_one(
    given: pytest.MonkeyPatch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATAGIL_HOME", str(tmp_path / "unused"))
    with open_driver():
        assert not (tmp_path / "unused").exists()


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("NEO4J_PASSWORD", "wrong", "does not take the password of user neo4j.*NEO4J_PASSWORD"),
        ("NEO4J_PASSWORD", "", "does not take the password of user neo4j.*NEO4J_PASSWORD"),
        ("NEO4J_USERNAME", "nobody", "does not take the password of user nobody"),
        ("NEO4J_DATABASE", "elsewhere", "no such database .'elsewhere'.*NEO4J_DATABASE"),
        ("NEO4J_URI", "bolt://127.0.0.1:1", "No Neo4j answers at bolt://127.0.0.1:1.*unset NEO4J_URI"),
        ("NEO4J_URI", "neo4j://127.0.0.1:1", "No Neo4j answers at neo4j://127.0.0.1:1.*unset NEO4J_URI"),
        ("NEO4J_URI", "http://127.0.0.1:7474", "not the address of a Neo4j server.*bolt, bolt.s, .*neo4j"),
        ("NEO4J_URI", "localhost", "not the address of a Neo4j server.*'localhost'"),
    ],
)
def test_what_stands_in_the_way_is_said(given: pytest.MonkeyPatch, name: str, value: str, words: str) -> None:
    given.setenv(name, value)
    with pytest.raises(ServerError, match=words), open_driver():
        pass


@pytest.mark.neo4j
def test_a_server_without_encryption_is_not_reached_with_it(given: pytest.MonkeyPatch) -> None:
    target = given_target()
    assert target
    given.setenv("NEO4J_URI", target.uri.replace("bolt", "bolt+s"))
    with pytest.raises(ServerError, match="No Neo4j answers"), open_driver():
        pass


def test_a_password_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("NEO4J_PASSWORD", "a-secret")
    assert "a-secret" not in repr(given_target())
    with pytest.raises(ServerError) as refusal, open_driver():
        pass
    assert "a-secret" not in str(refusal.value)


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/5.27-aura", "Neo4j/2025.01.0", "Neo4j/2026.08.1"])
def test_servers_from_5_26_on_will_do(agent: str) -> None:
    require_supported(agent)


@pytest.mark.parametrize("agent", ["Neo4j/5.25.1", "Neo4j/4.4.30", "Neo4j/v5.11.0 compatible", "", "Other/9.1"])
def test_older_servers_and_others_are_refused(agent: str) -> None:
    with pytest.raises(ServerError, match=r"needs Neo4j 5\.26 or later.*Upgrade it, or unset NEO4J_URI"):
        require_supported(agent)

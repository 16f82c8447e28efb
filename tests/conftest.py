"""What tests share: a real Neo4j of their own, and the folder of real documents for measuring, where it is there."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # tests without a database need not wait for its driver
    import neo4j

    from graph.store import Store

    Connection = tuple[neo4j.Driver, str | None]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `shared` beside the repository; tests that need it skip where it is absent."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("needs the folder `shared` with real policies beside the repository")
    return folder


@pytest.fixture(scope="session")
def neo4j_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A DATAGIL_HOME for this run (for each worker of it), with its managed server; downloads stay in the user's cache.

    Nothing of the person's own is touched: their NEO4J_URI is put aside while tests run.
    """
    from graph import server
    from graph.home import cache

    home = tmp_path_factory.mktemp("datagil")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATAGIL_CACHE", str(cache()))
        environment.setenv("DATAGIL_HOME", str(home))
        environment.setenv("DATAGIL_LINGER", "30")
        for name in [name for name in os.environ if name.startswith("NEO4J_")]:
            environment.delenv(name)
        yield home
        server.stop(force=True)


@pytest.fixture(scope="session")
def connection(neo4j_home: Path) -> "Iterator[Connection]":
    """A driver for the managed server and the name of its database."""
    from graph.connect import open_driver

    with open_driver() as connected:
        yield connected


@pytest.fixture(scope="session")
def driver(connection: "Connection") -> "neo4j.Driver":
    """A driver for the managed server."""
    return connection[0]


@pytest.fixture
def empty_graph(connection: "Connection") -> "Connection":
    """The same as `connection`, with nothing in the database; constraints and indexes stay."""
    driver, database = connection
    driver.execute_query("MATCH (n) DETACH DELETE n", database_=database)
    return connection


@pytest.fixture
def store(empty_graph: "Connection") -> "Store":
    """A store with the schema in place and nothing in it."""
    from graph.store import Store

    store = Store(*empty_graph)
    store.apply_schema()
    return store

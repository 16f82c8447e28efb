"""Which database: the one that NEO4J_URI names, else the managed server's.

NEO4J_URI takes every address that Neo4j's driver takes (`bolt`, `neo4j` for a cluster with routing, each also with `+s`
or `+ssc`); NEO4J_USERNAME (neo4j where not set), NEO4J_PASSWORD and NEO4J_DATABASE (the user's own where not set) go
with it.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DatabaseError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import ServerError
from graph.server import running_server

OLDEST = (5, 26)
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_OPTIONS: dict[str, Any] = {
    "notifications_min_severity": "OFF",  # a label that no document has given yet is nothing to warn of
    "telemetry_disabled": True,
    "connection_timeout": 10,
    "user_agent": "datagil",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A database of a server: its address, who asks, and its name; None is the user's own database."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None = None


@contextmanager
def open_driver() -> Iterator[tuple[neo4j.Driver, str | None]]:
    """A driver that reaches the database, and the database's name; closed when the block ends.

    Raises:
        ServerError: the server cannot be reached or started, refuses, or is too old; says what to do.
    """
    with _target() as target, connected(target) as driver, _lost(target):
        yield driver, target.database


@contextmanager
def _target() -> Iterator[Target]:
    if target := given_target():
        yield target
        return
    with running_server() as at:
        yield Target(at.uri, at.user, at.password, at.database)


def given_target() -> Target | None:
    """What NEO4J_URI and its companions name; None where it is not set."""
    uri, user, password, database = (
        os.environ.get(f"NEO4J_{name}", "").strip() for name in ("URI", "USERNAME", "PASSWORD", "DATABASE")
    )
    return Target(uri, user or "neo4j", password, database or None) if uri else None


@contextmanager
def connected(target: Target) -> Iterator[neo4j.Driver]:
    """A driver whose server answers, takes the password, has the database, and is not too old.

    Raises:
        ServerError: one of these is not so.
    """
    with _driver(target) as driver:
        try:
            with driver.session(database=target.database) as session:
                agent = session.run("RETURN 1").consume().server.agent
        except (DriverError, Neo4jError, OSError, ValueError) as error:
            raise _refusal(target, error) from error
        require_supported(agent)
        yield driver


def require_supported(agent: str) -> None:
    """Raise ServerError where a server that calls itself so (`Neo4j/5.26.0`) is older than 5.26."""
    match = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if not match or (int(match[1]), int(match[2])) < OLDEST:
        raise ServerError(
            "This server is too old or not Neo4j; datagil needs Neo4j 5.26 or later", given=agent,
            remedy="Upgrade it, or unset NEO4J_URI to use the server that datagil manages",
        )  # fmt: skip


@contextmanager
def _lost(target: Target) -> Iterator[None]:
    """What befalls the server while it is used, as a sentence."""
    try:
        yield
    except (ServiceUnavailable, SessionExpired) as error:
        raise ServerError(
            f"The server at {target.uri} stopped answering ({_brief(error)})",
            remedy="Run the command again; a server that datagil manages is started anew",
        ) from error
    except DatabaseError as error:
        raise ServerError(
            f"The server at {target.uri} could not do its work ({_brief(error)})",
            remedy="See that its disk has room: datagil server status says where it is",
        ) from error


def _driver(target: Target) -> neo4j.Driver:
    if target.uri.partition("://")[0] not in SCHEMES:
        raise _bad_address(target)
    try:
        return neo4j.GraphDatabase.driver(target.uri, auth=(target.user, target.password), **_OPTIONS)
    except (ConfigurationError, ValueError, OSError) as error:
        raise _bad_address(target) from error


def _bad_address(target: Target) -> ServerError:
    return ServerError(
        "NEO4J_URI is not the address of a Neo4j server", given=target.uri,
        remedy=f"Give one such as bolt://localhost:7687; it begins with one of {', '.join(SCHEMES)}",
    )  # fmt: skip


def _refusal(target: Target, error: Exception) -> ServerError:
    """Why the server does not let us in, as a sentence."""
    if isinstance(error, AuthError):
        return ServerError(f"The server at {target.uri} does not take the password of user {target.user}",
                           remedy="Set NEO4J_USERNAME and NEO4J_PASSWORD")  # fmt: skip
    if isinstance(error, ClientError) and "Database" in (error.code or ""):
        return ServerError(f"The server at {target.uri} has no such database", given=target.database,
                           remedy="Create it, or set NEO4J_DATABASE to one that is there")  # fmt: skip
    if isinstance(error, (ConfigurationError, ValueError)):
        return _bad_address(target)
    return ServerError(
        f"No Neo4j answers at {target.uri} ({_brief(error)})",
        remedy="See that it runs and that NEO4J_URI is right (+s where it wants encryption),"
        " or unset NEO4J_URI to use the server that datagil manages",
    )


def _brief(error: Exception) -> str:
    """The first sentence or two of what an error says."""
    said = error.message if isinstance(error, Neo4jError) and error.message else str(error)
    return " ".join(said.split())[:200] or type(error).__name__

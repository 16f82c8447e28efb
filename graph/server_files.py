"""What the managed server keeps on disk: its record, who uses it, its password, its database and its logs."""

import json
import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from filelock import FileLock, Timeout

from graph.errors import ServerError
from graph.processes import ProcessId

PATIENCE = 180.0  # seconds for which a command waits for another that starts or stops the server


@dataclass(frozen=True, slots=True)
class Record:
    """The server that was started last: what finds it, and how long it stays.

    Times are seconds since 1970; `linger` is how many seconds it stays after its last user; one that is `kept` stays
    until it is stopped.
    """

    server: ProcessId
    port: int
    version: str
    started: float
    linger: float
    ready: bool = False
    kept: bool = False
    watcher: ProcessId | None = None


@dataclass(frozen=True, slots=True)
class User:
    """A process that uses the server, what it was started as, and since when (seconds since 1970)."""

    process: ProcessId
    command: str
    since: float


@dataclass(frozen=True, slots=True)
class Files:
    """The files of the managed server in one folder."""

    home: Path

    @property
    def neo4j(self) -> Path:
        """Neo4j's own home."""
        return self.home / "neo4j"

    @property
    def settings(self) -> Path:
        """The folder of Neo4j's settings."""
        return self.neo4j / "conf"

    @property
    def databases(self) -> Path:
        """The folder of the databases."""
        return self.neo4j / "data"

    @property
    def logs(self) -> Path:
        """The folder of the logs."""
        return self.home / "logs"

    @property
    def log(self) -> Path:
        """What the server and its Java say on their console; Neo4j's own logs stand beside it."""
        return self.logs / "console.log"

    @property
    def control(self) -> Path:
        """The folder of what commands tell one another; its owner's alone."""
        return self.home / "server"

    @property
    def leases(self) -> Path:
        """A file for each process that uses the server; the folder's time of change is when the last came or left."""
        return self.control / "users"

    def make(self) -> None:
        """Make the folders.

        Raises:
            ServerError: the disk refuses.
        """
        with self.writing():
            for folder in (self.home, self.control, self.leases, self.neo4j, self.settings, self.logs):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """What the disk refuses, as a sentence."""
        try:
            yield
        except OSError as error:
            raise ServerError(
                f"datagil cannot write to its folder {self.home}: {error.strerror or error}",
                remedy="Make room or make the folder writable, or give another folder with DATAGIL_HOME",
            ) from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Alone among the processes that start, stop or enter the server."""
        lock = FileLock(self.control / "lock", timeout=PATIENCE)
        try:
            with self.writing():
                lock.acquire()
        except Timeout:
            raise ServerError(
                f"Another command has been starting or stopping the server in {self.home} for {PATIENCE:.0f} seconds",
                remedy="See what it waits for: datagil server status",
            ) from None
        try:
            yield
        finally:
            lock.release()

    def record(self) -> Record | None:
        """The record of the server, whether or not it still runs."""
        try:
            read = json.loads((self.control / "record.json").read_text(encoding="utf-8"))
            watcher = read.pop("watcher")
            return Record(ProcessId(**read.pop("server")), watcher=watcher and ProcessId(**watcher), **read)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def note(self, record: Record) -> None:
        """Write the record, all of it or nothing."""
        with self.writing():
            fresh = self.control / "record.new"
            fresh.write_text(json.dumps(asdict(record)), encoding="utf-8")
            fresh.replace(self.control / "record.json")

    def forget(self) -> None:
        """Remove the record."""
        (self.control / "record.json").unlink(missing_ok=True)

    def users(self) -> list[User]:
        """Who uses the server; what ended processes left behind is swept away."""
        found: dict[ProcessId, User] = {}
        for lease in sorted(self.leases.glob("*.json")):
            try:
                read = json.loads(lease.read_text(encoding="utf-8"))
                user = User(ProcessId(**read["process"]), read["command"], read["since"])
            except (OSError, ValueError, KeyError, TypeError):
                continue  # being written, or just removed
            if user.process.alive():
                found.setdefault(user.process, user)
            else:
                lease.unlink(missing_ok=True)
        return list(found.values())

    @contextmanager
    def lease(self) -> Iterator[None]:
        """Be among the processes that use the server while the block lasts."""
        user = User(ProcessId.of(os.getpid()), _own_command(), time.time())
        lease = self.leases / f"{user.process.pid}-{secrets.token_hex(4)}.json"
        with self.writing():
            fresh = lease.with_suffix(".new")
            fresh.write_text(json.dumps(asdict(user)), encoding="utf-8")
            fresh.replace(lease)
        try:
            yield
        finally:
            with suppress(OSError):
                lease.unlink(missing_ok=True)

    def stops_at(self, record: Record) -> float | None:
        """When the server will stop, in seconds since 1970; None while it is used or kept."""
        if record.kept or self.users():
            return None
        last = self.leases.stat().st_mtime if self.leases.is_dir() else 0
        return max(last, record.started) + record.linger

    @property
    def password_file(self) -> Path:
        """The file of the database's password; only its owner can read it."""
        return self.control / "password"

    def password(self) -> str:
        """The password of the database; empty where none is kept."""
        return self.password_file.read_text(encoding="utf-8").strip() if self.password_file.is_file() else ""

    def make_password(self) -> str:
        """A new random password, kept: letters and digits, for Neo4j takes what begins with `-` for an option."""
        password = secrets.token_hex(24)
        with self.writing(), private(self.password_file) as file:
            file.write(password)
        return password

    def size(self) -> int:
        """Bytes on disk of the database and the logs."""
        return sum(_size(file) for folder in (self.neo4j, self.logs) for file in folder.rglob("*"))


@contextmanager
def private(path: Path) -> Iterator[TextIO]:
    """A new file that only its owner can read, in place of an older one once it is whole."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        yield file
    fresh.replace(path)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size if file.is_file() else 0
    except OSError:
        return 0


def _own_command() -> str:
    return " ".join([Path(sys.argv[0] or "python").name, *sys.argv[1:]])

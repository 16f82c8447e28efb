"""The jars of the Neo4j server: an unpacked server's, else the locked parts, fetched once and verified.

Parts are fetched in parallel over kept-open connections into the cache, go on where an interrupted fetch stopped, and
are refused where their SHA-256 is not the lock's.
"""

import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Any, BinaryIO

from filelock import FileLock

from graph.errors import ServerError
from graph.home import cache
from graph.parts import Part, locked_parts, locked_version, sha256

if TYPE_CHECKING:
    import httpx

WORKERS, ATTEMPTS = 8, 4
WAYS_ON = (
    "There are three ways on: DATAGIL_MAVEN with the address of a Maven mirror that can be reached;"
    " DATAGIL_NEO4J_HOME with the folder of an unpacked Neo4j; NEO4J_URI with the address of a running one"
)
Report = Callable[[Part, int], None]  # a part and how many of its bytes are there


@dataclass(frozen=True, slots=True)
class Jars:
    """The jars of one version of the server, in the order of its class path."""

    version: str
    files: tuple[Path, ...]


def server_jars() -> Jars:
    """The jars of an unpacked Neo4j at DATAGIL_NEO4J_HOME, else the locked parts from the cache, fetched where missing.

    Raises:
        ServerError: they cannot be had; says which part and what to do.
    """
    if unpacked := _unpacked():
        return unpacked_jars(unpacked)
    version = locked_version()
    return Jars(version, fetch_parts(locked_parts(), cache() / "neo4j" / version))


def wanted_version() -> str:
    """The version of the server that `server_jars` gives; fetches nothing."""
    unpacked = _unpacked()
    return unpacked_jars(unpacked).version if unpacked else locked_version()


def _unpacked() -> Path | None:
    given = os.environ.get("DATAGIL_NEO4J_HOME", "").strip()
    return Path(given).expanduser().absolute() if given else None


def unpacked_jars(folder: Path) -> Jars:
    """The jars in `lib` of an unpacked Neo4j; its version is that of its kernel."""
    files = tuple(sorted((folder / "lib").glob("*.jar")))
    kernels = [match[1] for file in files if (match := re.fullmatch(r"neo4j-kernel-(\d[\d.]*)\.jar", file.name))]
    if not kernels:
        raise ServerError(
            "DATAGIL_NEO4J_HOME is not the folder of an unpacked Neo4j: it has no lib/neo4j-kernel-<version>.jar",
            given=str(folder), remedy="Give the folder that holds bin, conf and lib, or unset DATAGIL_NEO4J_HOME",
        )  # fmt: skip
    return Jars(kernels[0], files)


def fetch_parts(parts: Iterable[Part], folder: Path) -> tuple[Path, ...]:
    """The files of the parts in a folder, each verified; those that are missing are fetched.

    Raises:
        ServerError: the repository cannot be reached, a part is not what the lock says, or the disk refuses.
    """
    parts = tuple(parts)
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock"):
            stamps = _Stamps(folder)
            missing = [part for part in parts if not stamps.verified(part)]
            if missing:
                _fetch_all(missing, folder, stamps)
    return tuple(folder / part.file for part in parts)


def repository() -> str:
    """The address that parts are fetched from: DATAGIL_MAVEN, else Maven Central as the package jgo knows it."""
    mirror = os.environ.get("DATAGIL_MAVEN", "").strip()
    if mirror and not mirror.startswith(("http://", "https://")):
        raise ServerError("DATAGIL_MAVEN is not the address of a mirror", given=mirror,
                          remedy="Give one that begins with http:// or https://")  # fmt: skip
    if mirror:
        return mirror.rstrip("/")
    from jgo.constants import MAVEN_CENTRAL_URL

    return str(MAVEN_CENTRAL_URL).rstrip("/")


class _StoppedError(Exception):
    """Another part failed, or the person interrupted: this one is left where it is."""


class _Stamps:
    """Which files were verified, by size and time of change, so that nobody hashes 176 MB at every start."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / ".verified.json"
        self._lock = Lock()
        try:
            self._known: dict[str, Any] = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self._known = {}

    def verified(self, part: Part) -> bool:
        """Whether the part's file is there and is what the lock says; one that is not is removed."""
        file = self.folder / part.file
        if not file.is_file():
            return False
        if self._known.get(part.file) == self._stamp(part):
            return True
        if sha256(file) != part.sha256:
            file.unlink()
            return False
        self.add(part)
        return True

    def add(self, part: Part) -> None:
        """Note that the part's file was verified."""
        with self._lock:
            self._known[part.file] = self._stamp(part)
            fresh = self.file.with_suffix(".new")
            fresh.write_text(json.dumps(self._known, indent=0), encoding="utf-8")
            fresh.replace(self.file)

    def _stamp(self, part: Part) -> list[int | str]:
        stat = (self.folder / part.file).stat()
        return [stat.st_size, stat.st_mtime_ns, part.sha256]


def _fetch_all(parts: list[Part], folder: Path, stamps: _Stamps) -> None:
    import httpx

    base, stop = repository(), Event()
    limits = httpx.Limits(max_connections=WORKERS, max_keepalive_connections=WORKERS)
    timeout = httpx.Timeout(30, connect=10)
    with httpx.Client(limits=limits, timeout=timeout, follow_redirects=True) as client, _progress(parts) as report:
        fetcher = _Fetcher(client, base, folder, report, stop)
        with ThreadPoolExecutor(WORKERS) as pool:
            try:
                for part in pool.map(fetcher.fetch, parts):
                    stamps.add(part)
            except BaseException:
                stop.set()  # those under way end at their next chunk, and go on from there another time
                pool.shutdown(cancel_futures=True)
                raise


class _Fetcher:
    """Fetches parts from one repository into one folder."""

    def __init__(self, client: "httpx.Client", base: str, folder: Path, report: Report, stop: Event) -> None:
        self.client, self.base, self.folder, self.report, self.stop = client, base, folder, report, stop

    def fetch(self, part: Part) -> Part:
        """The part, its file fetched and verified."""
        partial = self.folder / f"{part.file}.part"
        resumed = partial.is_file()
        self._complete(part, partial)
        found = sha256(partial)
        if found != part.sha256 and resumed:  # what had been begun may have been something else
            partial.unlink()
            self._complete(part, partial)
            found = sha256(partial)
        if found != part.sha256:
            partial.unlink()
            raise ServerError(
                f"{part.name} from {self.base} is not the file that the lock names:"
                f" its SHA-256 is {found}, expected {part.sha256}; it was thrown away",
                remedy="Try again; if it stays so, do not trust this source and give another with DATAGIL_MAVEN",
            )
        partial.replace(self.folder / part.file)
        return part

    def _complete(self, part: Part, partial: Path) -> None:
        """Download what is missing of the part; tries again where the connection breaks."""
        import httpx

        for attempt in range(1, ATTEMPTS + 1):
            last = attempt == ATTEMPTS
            try:
                if self._download(part, partial) or last:
                    return
            except httpx.HTTPStatusError as error:
                if error.response.status_code < 500 or last:
                    raise self._refused(part, error.response.status_code) from error
            except httpx.HTTPError as error:
                if last or isinstance(error, httpx.ConnectError):
                    raise self._unreachable(error) from error
            self.stop.wait(0.5 * attempt)

    def _download(self, part: Part, partial: Path) -> bool:
        """Whether the part is now as long as the lock says, or longer."""
        have = partial.stat().st_size if partial.is_file() else 0
        headers = {"Accept-Encoding": "identity"}
        if 0 < have < part.size:
            headers["Range"] = f"bytes={have}-"
        if have != part.size:
            with self.client.stream("GET", f"{self.base}/{part.path}", headers=headers) as response:
                response.raise_for_status()
                goes_on = response.status_code == 206
                with partial.open("ab" if goes_on else "wb") as file:
                    self._copy(response, file, part)
        done = partial.stat().st_size
        self.report(part, done)
        return done >= part.size

    def _copy(self, response: "httpx.Response", file: BinaryIO, part: Part) -> None:
        for chunk in response.iter_bytes():
            if self.stop.is_set():
                raise _StoppedError
            file.write(chunk)
            self.report(part, file.tell())
            if file.tell() > part.size:
                return  # more than the lock says: its hash will tell

    def _refused(self, part: Part, status: int) -> ServerError:
        return ServerError(f"{self.base} does not give {part.name} (it answers {status})", remedy=WAYS_ON)

    def _unreachable(self, error: Exception) -> ServerError:
        return ServerError(
            f"Neo4j's parts cannot be fetched: {self.base} cannot be reached ({error or type(error).__name__})",
            remedy=WAYS_ON,
        )


@contextmanager
def _progress(parts: Iterable[Part]) -> Iterator[Report]:
    """A progress bar over the bytes of the parts, on a terminal only."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(f"Fetching Neo4j {locked_version()}", total=sum(part.size for part in parts))
        seen: dict[Part, int] = defaultdict(int)

        def report(part: Part, done: int) -> None:
            bar.advance(task, done - seen[part])
            seen[part] = done

        yield report


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """What the disk refuses, as a sentence."""
    try:
        yield
    except OSError as error:
        raise ServerError(
            f"Neo4j's parts cannot be kept in {folder}: {error.strerror or error}",
            remedy="Make room or make the folder writable, or give another folder with DATAGIL_CACHE",
        ) from error

"""The parts of the Neo4j server: the lock that names each with its SHA-256, read and written anew.

`python -m graph.parts [VERSION]` resolves the version (the lock's own where none is given) with all that it needs at
run time and rewrites the lock. The parts are the same on every platform: they hold the native code of all of them.
"""

import hashlib
import re
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.errors import ServerError

LOCK = Path(__file__).parent.parent / "data" / "neo4j.lock"
SERVER = "org.neo4j:neo4j"
_LINE = re.compile(r"(?P<name>[^\s:]+(?::[^\s:]+){2,3}) +(?P<size>\d+) +(?P<sha256>[0-9a-f]{64})")
_HEADER = """\
# The parts of Neo4j Community {version}, in Maven's terms: group:artifact:version[:classifier], size in bytes, SHA-256.
# Written by `python -m graph.parts {version}`; verified whenever a part is fetched.
"""


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One jar: its coordinates, its size in bytes and its SHA-256 in hexadecimal."""

    group: str
    artifact: str
    version: str
    classifier: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """Its coordinates, `group:artifact:version[:classifier]`."""
        return ":".join(filter(None, (self.group, self.artifact, self.version, self.classifier)))

    @property
    def file(self) -> str:
        """The name of its file."""
        return "-".join(filter(None, (self.artifact, self.version, self.classifier))) + ".jar"

    @property
    def path(self) -> str:
        """Its place in a repository, relative to the repository's address."""
        return f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{self.file}"


@cache
def locked_parts(lock: Path = LOCK) -> tuple[Part, ...]:
    """The parts that the lock names.

    Raises:
        ServerError: a line that is not a part.
    """
    lines = enumerate(lock.read_text(encoding="utf-8").splitlines(), 1)
    return tuple(_part(lock, number, line) for number, line in lines if line and not line.startswith("#"))


def locked_version() -> str:
    """The version of Neo4j that the lock pins, such as `2026.08.1`."""
    return next(part.version for part in locked_parts() if f"{part.group}:{part.artifact}" == SERVER)


def write_lock(parts: Iterable[Part], lock: Path = LOCK) -> None:
    """Write the lock, sorted by coordinates."""
    parts = sorted(parts)
    version = next(part.version for part in parts if f"{part.group}:{part.artifact}" == SERVER)
    width = max(len(part.name) for part in parts)
    lines = [f"{part.name:<{width}}  {part.size:>9}  {part.sha256}\n" for part in parts]
    lock.write_text(_HEADER.format(version=version) + "".join(lines), encoding="utf-8")


def resolve_parts(version: str) -> list[Part]:
    """All parts that this version of the server needs at run time, downloaded once to learn their hashes.

    The repository's own checksums are compared by the resolver; about a minute.
    """
    from jgo.maven import MavenContext

    with tempfile.TemporaryDirectory() as folder:
        context = MavenContext(repo_cache=Path(folder), timeout=60)
        inputs, needed = context.resolver.resolve([context.create_dependency(f"{SERVER}:{version}")])
        artifacts = [dependency.artifact for dependency in inputs + needed]
        with ThreadPoolExecutor(8) as pool:
            files = list(pool.map(lambda artifact: artifact.resolve(), artifacts))
        return [
            Part(a.groupId, a.artifactId, a.version, a.classifier, file.stat().st_size, sha256(file))
            for a, file in zip(artifacts, files, strict=True)
        ]


def sha256(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _part(lock: Path, number: int, line: str) -> Part:
    match = _LINE.fullmatch(line.strip())
    if not match:
        raise ServerError(
            f"{lock.name}, line {number}: this is not group:artifact:version[:classifier], size and SHA-256",
            given=line, remedy="Write the lock anew: make lock",
        )  # fmt: skip
    group, artifact, version, *classifier = match["name"].split(":")
    return Part(group, artifact, version, "".join(classifier), int(match["size"]), match["sha256"])


if __name__ == "__main__":
    write_lock(resolve_parts(sys.argv[1] if len(sys.argv) > 1 else locked_version()))

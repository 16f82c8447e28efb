"""The lock names every part of the server with its hash, and says where a line is not one."""

from pathlib import Path

import pytest

from graph.errors import ServerError
from graph.parts import LOCK, Part, locked_parts, locked_version, write_lock

HASH = "0" * 64
KERNEL = Part("org.neo4j", "neo4j", "2026.08.1", "", 10, HASH)
NATIVE = Part("io.netty", "netty-native", "4.2", "linux-x86_64", 20, HASH)


def test_a_part_knows_its_name_file_and_place() -> None:
    assert NATIVE.name == "io.netty:netty-native:4.2:linux-x86_64"
    assert NATIVE.path == "io/netty/netty-native/4.2/netty-native-4.2-linux-x86_64.jar"


def test_what_is_written_is_read_back_in_order(tmp_path: Path) -> None:
    lock = tmp_path / "neo4j.lock"
    write_lock([KERNEL, NATIVE], lock)
    assert locked_parts(lock) == (NATIVE, KERNEL)


def test_the_lock_holds_the_server_for_every_platform_and_no_file_twice() -> None:
    parts = locked_parts()
    classifiers = {part.classifier for part in parts}
    assert {"linux-x86_64", "linux-aarch_64", "osx-x86_64", "osx-aarch_64"} <= classifiers
    assert len({part.file for part in parts}) == len(parts)
    assert locked_version() in {part.version for part in parts if part.artifact == "neo4j-kernel"}


def test_the_lock_names_no_address() -> None:
    assert "://" not in LOCK.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line", ["org.neo4j:neo4j", f"org.neo4j:neo4j:1 ten {HASH}", "org.neo4j:neo4j:1 10 abc", f"neo4j:1 10 {HASH}"]
)
def test_a_line_that_is_no_part_is_named(tmp_path: Path, line: str) -> None:
    lock = tmp_path / "neo4j.lock"
    lock.write_text(f"# parts\n{line}\n", encoding="utf-8")
    with pytest.raises(ServerError, match=r"neo4j\.lock, line 2.*SHA-256.*make lock"):
        locked_parts(lock)

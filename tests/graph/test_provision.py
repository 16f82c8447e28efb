"""Parts are fetched once, go on where they stopped, and are refused where they are not what the lock says."""

import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from graph.errors import ServerError
from graph.parts import Part, locked_parts, locked_version
from graph.provision import fetch_parts, server_jars, unpacked_jars, wanted_version
from tests.graph.mirror import Mirror, serving

ROOT = Path(__file__).parents[2]
BIG = bytes(range(256)) * 2_000


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mirror]:
    with serving() as mirror:
        monkeypatch.setenv("DATAGIL_MAVEN", mirror.address)
        yield mirror


def test_parts_are_fetched_once(mirror: Mirror, tmp_path: Path) -> None:
    parts = [mirror.holds(f"part-{number}", BIG[number:]) for number in range(20)]
    files = fetch_parts(parts, tmp_path)
    assert [sha256(file.read_bytes()).hexdigest() for file in files] == [part.sha256 for part in parts]
    assert fetch_parts(parts, tmp_path) == files
    assert len(mirror.asked) == 20


def test_two_commands_at_once_fetch_each_part_once(mirror: Mirror, tmp_path: Path) -> None:
    parts = [mirror.holds(f"part-{number}", BIG[number:]) for number in range(10)]
    code = f"from graph.parts import Part\nfrom graph.provision import fetch_parts\nfrom pathlib import Path\n" \
           f"print(len(fetch_parts({parts!r}, Path({str(tmp_path)!r}))))"  # fmt: skip
    both = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) for _ in range(2)]
    assert [process.communicate()[0] for process in both] == [b"10\n", b"10\n"]
    assert len(mirror.asked) == 10


def test_a_connection_that_breaks_goes_on_where_it_stopped(mirror: Mirror, tmp_path: Path) -> None:
    part = mirror.holds("big", BIG)
    mirror.cut[part.path] = 300_000
    (file,) = fetch_parts([part], tmp_path)
    assert file.read_bytes() == BIG
    assert mirror.asked == [(part.path, None), (part.path, "bytes=300000-")]


def test_a_fetch_that_was_interrupted_goes_on_another_time(mirror: Mirror, tmp_path: Path) -> None:
    part = mirror.holds("big", BIG)
    (tmp_path / f"{part.file}.part").write_bytes(BIG[:1000])
    (file,) = fetch_parts([part], tmp_path)
    assert file.read_bytes() == BIG
    assert mirror.asked == [(part.path, "bytes=1000-")]


@pytest.mark.parametrize("rest", [b"something else", BIG + b"more"], ids=["other bytes", "too many bytes"])
def test_a_beginning_of_something_else_is_thrown_away(mirror: Mirror, tmp_path: Path, rest: bytes) -> None:
    part = mirror.holds("big", BIG)
    (tmp_path / f"{part.file}.part").write_bytes(rest)
    (file,) = fetch_parts([part], tmp_path)
    assert file.read_bytes() == BIG


def test_a_mirror_that_knows_no_ranges_will_do(mirror: Mirror, tmp_path: Path) -> None:
    part = mirror.holds("big", BIG)
    mirror.ranges = False
    (tmp_path / f"{part.file}.part").write_bytes(BIG[:1000])
    (file,) = fetch_parts([part], tmp_path)
    assert file.read_bytes() == BIG


@pytest.mark.parametrize("content", [b"x" + BIG[1:], BIG + b"x", BIG[:-1]], ids=["changed", "longer", "shorter"])
def test_a_part_that_is_not_what_the_lock_says_is_refused_and_named(
    mirror: Mirror, tmp_path: Path, content: bytes
) -> None:
    part = mirror.holds("big", BIG)
    mirror.files[part.path] = content
    with pytest.raises(ServerError) as refusal:
        fetch_parts([part], tmp_path)
    for words in ("org.example:big:1", sha256(content).hexdigest()[:60], f"expected {part.sha256}", "DATAGIL_MAVEN"):
        assert words in str(refusal.value)
    assert not list(tmp_path.glob("*.jar*"))


def test_a_file_that_was_changed_in_the_cache_is_fetched_again(mirror: Mirror, tmp_path: Path) -> None:
    part = mirror.holds("big", BIG)
    (file,) = fetch_parts([part], tmp_path)
    file.write_bytes(b"x" + BIG[1:])
    assert fetch_parts([part], tmp_path)[0].read_bytes() == BIG


def test_a_busy_mirror_is_asked_again(mirror: Mirror, tmp_path: Path) -> None:
    part = mirror.holds("big", BIG)
    mirror.busy = 2
    assert fetch_parts([part], tmp_path)[0].read_bytes() == BIG


def test_what_a_mirror_lacks_is_named_with_three_ways_on(mirror: Mirror, tmp_path: Path) -> None:
    part = Part("org.example", "absent", "1", "", 1, "0" * 64)
    with pytest.raises(ServerError, match=r"does not give org.example:absent:1 .it answers 404.*DATAGIL_MAVEN"):
        fetch_parts([part], tmp_path)


def test_without_a_connection_there_are_three_ways_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with serving() as gone:
        part = gone.holds("big", BIG)
    monkeypatch.setenv("DATAGIL_MAVEN", gone.address)
    with pytest.raises(ServerError, match=r"cannot be reached.*DATAGIL_MAVEN.*DATAGIL_NEO4J_HOME.*NEO4J_URI"):
        fetch_parts([part], tmp_path)


def test_an_address_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATAGIL_MAVEN", "ftp://example.org/maven2")
    with pytest.raises(ServerError, match=r"DATAGIL_MAVEN is not the address of a mirror.*ftp.*http"):
        fetch_parts([Part("org.example", "big", "1", "", 1, "0" * 64)], tmp_path)


def test_a_cache_that_cannot_be_written_is_said(mirror: Mirror, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ServerError, match=r"cannot be kept in .*DATAGIL_CACHE"):
        fetch_parts([mirror.holds("big", BIG)], tmp_path / "file" / "cache")


@pytest.mark.parametrize("content", [[], ["something.jar"]], ids=["nothing", "other jars"])
def test_a_folder_without_a_server_is_refused(tmp_path: Path, content: list[str]) -> None:
    (tmp_path / "lib").mkdir()
    for name in content:
        (tmp_path / "lib" / name).touch()
    with pytest.raises(ServerError, match=r"not the folder of an unpacked Neo4j.*unset DATAGIL_NEO4J_HOME"):
        unpacked_jars(tmp_path)


@pytest.mark.neo4j
def test_the_whole_server_comes_from_a_mirror(
    mirror: Mirror, neo4j_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cached = server_jars().files
    mirror.files = {part.path: file for part, file in zip(locked_parts(), cached, strict=True)}
    monkeypatch.setenv("DATAGIL_CACHE", str(tmp_path))
    jars = server_jars()
    assert jars.version == locked_version() == wanted_version()
    assert [file.relative_to(tmp_path).name for file in jars.files] == [file.name for file in cached]


@pytest.mark.neo4j
def test_an_unpacked_server_is_taken_as_it_is(
    neo4j_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "lib").mkdir()
    for file in server_jars().files:
        (tmp_path / "lib" / file.name).symlink_to(file)
    monkeypatch.setenv("DATAGIL_NEO4J_HOME", str(tmp_path))
    assert server_jars().version == wanted_version() == locked_version()
    assert {file.parent for file in server_jars().files} == {tmp_path / "lib"}

"""The managed server: closed to the world, shared by commands, gone after its last user, back after any accident."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import neo4j
import psutil
import pytest
from neo4j.exceptions import AuthError, ClientError, TransientError

from graph import server, server_launch
from graph.connect import open_driver
from graph.errors import ServerError
from graph.processes import ProcessId
from graph.provision import server_jars
from graph.server_files import Files

pytestmark = pytest.mark.neo4j

ROOT = Path(__file__).parents[2]
# A shell that runs commands in the background has them ignore interrupts, and so would this one.
USER = """
import signal, sys
from graph.server import running_server
signal.signal(signal.SIGINT, signal.default_int_handler)
with running_server() as address:
    print(address.uri, flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_command() -> Iterator[subprocess.Popen[str]]:
    """Another process that uses the server until its input ends."""
    process = subprocess.Popen([sys.executable, "-c", USER], cwd=ROOT, text=True, start_new_session=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def address_of(process: subprocess.Popen[str]) -> str:
    """The address that the process was given, once it has one."""
    assert process.stdout
    return process.stdout.readline().strip()


def stopped(seconds: float = 30) -> bool:
    """Whether the server stops within that many seconds."""
    deadline = time.monotonic() + seconds
    while server.status().running and time.monotonic() < deadline:
        time.sleep(0.05)
    return not server.status().running


def opened(home: Files) -> Path:
    """The folder of a database that was opened before; its server is stopped."""
    if not (home.neo4j / "version").exists():
        server.start()
    server.stop()
    return home.neo4j


@pytest.fixture(scope="module")
def folder(neo4j_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home for the servers that these tests start, end and harm."""
    folder = tmp_path_factory.mktemp("harmed")
    yield folder
    if record := Files(folder).record():
        record.server.end(30)


@pytest.fixture
def home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    monkeypatch.setenv("DATAGIL_HOME", str(folder))
    monkeypatch.setenv("DATAGIL_LINGER", "60")
    return Files(folder)


# --- what it is closed to ---


@pytest.mark.parametrize(
    "address",
    ["file:///etc/hosts", "http://127.0.0.1:9/x", "http://[::1]:9/x", "http://localhost:9/x", "ftp://127.0.0.1:9/x"],
)
def test_neither_files_nor_addresses_can_be_loaded(driver: neo4j.Driver, address: str) -> None:
    with pytest.raises(ClientError, match=r"allow_csv_import_from_file_urls|cypher_ip_blocklist"):
        driver.execute_query("LOAD CSV FROM $address AS line RETURN line", address=address)


def test_one_transaction_cannot_take_all_memory(driver: neo4j.Driver) -> None:
    with driver.session() as session, pytest.raises(TransientError, match=r"db\.memory\.transaction\.max"):
        session.run("UNWIND range(1, 5000000) AS i RETURN collect(toString(i) + $long)", long="x" * 99).consume()


@pytest.mark.parametrize(
    ("setting", "value"),
    [("db.transaction.timeout", "5m"), ("dbms.usage_report.enabled", "false"), ("dbms.fleet_manager.enabled", "false"),
     ("server.fleet_discovery.enabled", "false"), ("server.http.enabled", "false")],
)  # fmt: skip
def test_it_limits_time_and_reports_to_nobody(driver: neo4j.Driver, setting: str, value: str) -> None:
    rows = driver.execute_query("SHOW SETTINGS $name YIELD value", name=setting).records
    assert [row["value"] for row in rows] == [value]


def test_only_this_machine_reaches_it(driver: neo4j.Driver) -> None:
    sockets = psutil.Process(server.status().pid).net_connections()
    listening = {where.laddr.ip for where in sockets if where.status == psutil.CONN_LISTEN}
    assert listening <= {"127.0.0.1", "::ffff:127.0.0.1"}
    assert not [where for where in sockets if where.type == socket.SOCK_DGRAM]


def test_its_password_is_its_owners_alone(driver: neo4j.Driver, neo4j_home: Path) -> None:
    file = Files(neo4j_home).password_file
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    process = psutil.Process(server.status().pid)
    assert file.read_text() not in f"{process.cmdline()} {process.environ()}"
    with pytest.raises(AuthError), neo4j.GraphDatabase.driver(str(server.status().uri), auth=("neo4j", "x")) as other:
        other.verify_connectivity()


def test_no_password_looks_like_an_option_of_a_command(tmp_path: Path) -> None:
    files = Files(tmp_path / "new")
    files.make()
    passwords = {files.make_password() for _ in range(500)}
    assert len(passwords) == 500
    assert not [password for password in passwords if not password.isalnum()]


# --- who uses it ---


def test_two_commands_at_once_share_one_server_and_neither_takes_it_from_the_other(home: Files) -> None:
    with another_command() as one, another_command() as two:
        assert address_of(one) == address_of(two) == server.status().uri
        assert {user.process.pid for user in server.status().users} == {one.pid, two.pid}
        os.killpg(one.pid, signal.SIGINT)
        one.wait(30)
        assert [user.process.pid for user in server.status().users] == [two.pid]
        assert server.status().stops_at is None


def test_its_status_says_where_how_large_who_and_until_when(home: Files) -> None:
    with server.running_server() as address:
        status = server.status().as_json()
        assert (status["uri"], status["home"], status["linger"]) == (address.uri, str(home.neo4j), 60.0)
        assert status["bytes"] > 100_000
        assert [user["pid"] for user in status["users"]] == [os.getpid()]
    until = server.status().stops_at
    assert until
    assert 50 < until.timestamp() - time.time() <= 61
    assert json.loads(json.dumps(server.status().as_json()))["stops_at"] == until.isoformat()


def test_it_is_not_stopped_under_others_unless_forced(home: Files) -> None:
    with another_command() as one:
        address_of(one)
        with pytest.raises(ServerError, match=rf"used by .*process {one.pid}.*server stop --force"):
            server.stop()
        assert server.status().running
        assert server.stop(force=True)


def test_it_stops_by_itself_after_its_last_user_even_one_that_was_killed(
    home: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATAGIL_LINGER", "0.5")
    with another_command() as one:
        address_of(one)
        one.kill()
        one.wait(30)
    assert stopped()


def test_it_leaves_with_its_last_user_where_it_does_not_linger(home: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATAGIL_LINGER", "0")
    with another_command() as one:
        address_of(one)
        with server.running_server():
            pass
        assert server.status().running
    with server.running_server():
        pass
    assert not server.status().running


def test_one_that_was_started_to_be_kept_stays_until_it_is_stopped(
    home: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATAGIL_LINGER", "0")
    assert server.start().kept
    with server.running_server():
        pass
    assert not stopped(seconds=1)
    assert server.status().stops_at is None
    assert server.stop()
    assert not server.stop()


def test_the_status_of_a_server_that_never_ran_starts_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATAGIL_HOME", str(tmp_path / "none"))
    assert (server.status().running, server.status().bytes, server.stop()) == (False, 0, False)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("given", ["soon", "-1", "inf", "nan"])
def test_a_linger_that_is_no_number_of_seconds_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("DATAGIL_LINGER", given)
    with pytest.raises(ServerError, match=f"DATAGIL_LINGER is not a number of seconds.*{given}"):
        server.start()


# --- accidents ---


def test_a_server_that_was_killed_comes_back_at_its_address_with_its_data(home: Files) -> None:
    with open_driver() as (driver, database):
        driver.execute_query("CREATE (:Kept {id: 'kept'})", database_=database)
        before = server.status()
        os.kill(int(before.pid or 0), signal.SIGKILL)
        assert stopped()
    with open_driver() as (driver, database):
        assert driver.execute_query("MATCH (n:Kept) RETURN n.id", database_=database).records[0][0] == "kept"
        assert server.status().uri == before.uri


def test_a_watcher_that_was_killed_is_replaced(home: Files) -> None:
    with server.running_server():
        record = home.record()
        assert record
        assert record.watcher
        assert record.watcher.end(10)
    with server.running_server():
        replaced = home.record()
        assert replaced
        assert replaced.watcher
        assert replaced.watcher.alive()


def test_another_version_that_is_used_is_neither_used_nor_ended(home: Files) -> None:
    with another_command() as one:
        address_of(one)
        record = home.record()
        assert record
        home.note(replace(record, version="2026.07.0"))
        with pytest.raises(ServerError, match=rf"Neo4j 2026.07.0 of another datagil.*{one.pid}.*DATAGIL_HOME"):
            server.start()
        home.note(record)


def test_an_older_version_that_nobody_uses_makes_way(home: Files) -> None:
    with server.running_server():
        record = home.record()
        assert record
    home.note(replace(record, version="2026.07.0"))
    with server.running_server():
        assert server.status().version == record.version
        assert not record.server.alive()


def test_a_server_whose_record_was_lost_is_replaced(home: Files) -> None:
    with server.running_server():
        lost = ProcessId.of(int(server.status().pid or 0))
    home.forget()
    with server.running_server():
        assert not lost.alive()


def test_a_record_of_another_process_is_not_believed(home: Files) -> None:
    with server.running_server():
        record = home.record()
        assert record
    server.stop()
    home.note(replace(record, server=ProcessId(os.getpid(), created=1.0)))
    assert not server.status().running
    with server.running_server():
        assert server.status().pid != os.getpid()


def test_a_command_whose_server_is_killed_says_so(home: Files) -> None:
    def ask_a_killed_server() -> None:
        with open_driver() as (driver, _), driver.session() as session:
            os.kill(int(server.status().pid or 0), signal.SIGKILL)
            assert stopped()
            session.run("RETURN 1").consume()

    with pytest.raises(ServerError, match=r"stopped answering.*Run the command again"):
        ask_a_killed_server()


def test_a_port_that_another_program_takes_is_given_up(home: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    server.stop()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken, free = other.getsockname()[1], server_launch.free_port()
        ports = iter([taken, free])
        monkeypatch.setattr(server_launch, "free_port", lambda wished: next(ports))
        with server.running_server() as address:
            assert address.uri == f"bolt://127.0.0.1:{free}"


def test_a_database_of_a_newer_version_is_not_opened(home: Files) -> None:
    version = opened(home) / "version"
    known = version.read_text()
    version.write_text("2099.01.0")
    with pytest.raises(ServerError, match=r"last opened by Neo4j 2099.01.0, which is newer.*DATAGIL_HOME"):
        server.start()
    version.write_text(known)


def test_a_lost_password_is_said(home: Files) -> None:
    opened(home)
    password = home.password()
    home.password_file.unlink()
    with pytest.raises(ServerError, match=r"password of the database is lost.*Put the file back, or remove"):
        server.start()
    home.password_file.write_text(password)


def test_an_unpacked_server_is_run(home: Files, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    for file in server_jars().files:
        (tmp_path / "lib" / file.name).symlink_to(file)
    server.stop()
    monkeypatch.setenv("DATAGIL_NEO4J_HOME", str(tmp_path))
    with open_driver() as (driver, database):
        assert driver.execute_query("RETURN 1", database_=database).records
        assert str(tmp_path / "lib") in " ".join(psutil.Process(server.status().pid).cmdline())


def test_a_server_whose_folder_was_removed_ends(home: Files) -> None:
    with server.running_server():
        process = ProcessId.of(int(server.status().pid or 0))
    shutil.rmtree(home.home)
    deadline = time.monotonic() + 30
    while process.alive() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not process.alive()


def test_a_home_that_cannot_be_written_is_said(home: Files, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATAGIL_HOME", str(tmp_path / "file"))
    with pytest.raises(ServerError, match=r"cannot write to its folder .*DATAGIL_HOME"):
        server.start()


def test_a_full_disk_is_said(home: Files, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(tmp_path)]
    if os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    monkeypatch.setenv("DATAGIL_HOME", str(tmp_path / "home"))
    try:
        with pytest.raises(ServerError, match=r"The disk of .* is full.*Make room.*DATAGIL_HOME"):
            server.start()
    finally:
        subprocess.run(["umount", tmp_path], check=True)

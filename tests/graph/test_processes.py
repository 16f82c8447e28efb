"""A process is known by its number and its creation: a number alone may be another by then."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from graph.processes import ProcessId, with_argument

SLEEP = "import time; time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); {SLEEP}"


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", SLEEP, "--sleeper-of-a-test"])
    yield process
    process.kill()
    process.wait()


def test_a_process_that_runs_is_alive() -> None:
    myself = ProcessId.of(os.getpid())
    assert myself.alive()
    assert "python" in myself.command()


def test_another_process_of_the_same_number_is_not_it() -> None:
    assert not ProcessId(os.getpid(), created=1.0).alive()


def test_a_process_that_nobody_waited_for_is_not_alive(sleeper: subprocess.Popen[bytes]) -> None:
    process = ProcessId.of(sleeper.pid)
    os.kill(sleeper.pid, signal.SIGKILL)
    os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)
    assert not process.alive()


def test_it_ends_when_asked(sleeper: subprocess.Popen[bytes]) -> None:
    process = ProcessId.of(sleeper.pid)
    assert process.end(10)
    assert sleeper.wait() == -signal.SIGTERM


def test_it_is_made_to_end_where_it_does_not_listen() -> None:
    with subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE) as stubborn:
        assert stubborn.stdout
        stubborn.stdout.readline()
        assert not ProcessId.of(stubborn.pid).end(0.3)
        assert stubborn.wait() == -signal.SIGKILL


def test_a_process_is_found_by_what_it_was_started_with(sleeper: subprocess.Popen[bytes]) -> None:
    assert [found.pid for found in with_argument("--sleeper-of-a-test")] == [sleeper.pid]
    assert list(with_argument("--sleeper")) == []

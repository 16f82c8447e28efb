"""A process as one can name it again: a number alone may be another process by then."""

import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class ProcessId:
    """A process's number and when it was created, in seconds since 1970."""

    pid: int
    created: float

    @classmethod
    def of(cls, pid: int) -> "ProcessId":
        """The process that has this number now.

        Raises:
            psutil.NoSuchProcess: there is none.
        """
        return cls(pid, psutil.Process(pid).create_time())

    def alive(self) -> bool:
        """Whether it still runs; one that ended but was not waited for by its parent does not."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.created) < 1
            return same and process.status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
        except psutil.NoSuchProcess:
            return False

    def listens(self, port: int) -> bool:
        """Whether it takes connections at this port."""
        try:
            return any(
                where.status == psutil.CONN_LISTEN and where.laddr.port == port
                for where in psutil.Process(self.pid).net_connections("tcp")
            )
        except psutil.Error:
            return False

    def command(self) -> str:
        """Its command line, for people to recognise it; empty where it ended."""
        try:
            return " ".join(psutil.Process(self.pid).cmdline())
        except psutil.Error:
            return ""

    def end(self, seconds: float) -> bool:
        """Ask it to end, make it end where it has not after that many seconds; whether it ended by itself."""
        self._send(signal.SIGTERM)
        if self._ended(seconds):
            return True
        self._send(signal.SIGKILL)
        self._ended(10)
        return False

    def _send(self, number: signal.Signals) -> None:
        if self.alive():
            psutil.Process(self.pid).send_signal(number)

    def _ended(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while self.alive() and time.monotonic() < deadline:
            time.sleep(0.05)
        return not self.alive()


def with_argument(argument: str) -> Iterator[ProcessId]:
    """The processes that were started with exactly this argument."""
    for process in psutil.process_iter(["cmdline", "create_time"]):
        if argument in (process.info["cmdline"] or ()):
            yield ProcessId(process.pid, process.info["create_time"])

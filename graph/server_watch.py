"""The process that watches over the managed server: stops it once nobody has used it for as long as it lingers.

Started with the server, in a session of its own, so that the server also stops where the command that started it was
killed. It knows who uses the server from the leases of processes that are alive.
"""

import sys
import time
from contextlib import suppress
from pathlib import Path

from graph.errors import ServerError
from graph.processes import ProcessId
from graph.server_files import Files, Record

PAUSE = 0.25  # seconds between looks
STOPPING = 30.0  # seconds


def watch(files: Files, myself: ProcessId) -> None:
    """Look until the server has ended or another process watches over it; a server without a record is ended."""
    last = None
    while (record := files.record()) and record.server.alive() and record.watcher in (None, myself):
        last = record
        if due(files, record):
            with suppress(ServerError), files.locked():  # somebody is starting it for long: look again later
                stop_if_due(files)
        time.sleep(PAUSE)
    if last and not record:  # its folder was removed: nobody will find it any more
        last.server.end(STOPPING)


def stop_if_due(files: Files) -> None:
    """Stop the server where nobody uses it and its time is over; the caller holds the lock."""
    record = files.record()
    if record and due(files, record):
        record.server.end(STOPPING)
        files.forget()


def due(files: Files, record: Record) -> bool:
    """Whether nobody uses the server and its time is over."""
    stops_at = files.stops_at(record)
    return stops_at is not None and stops_at <= time.time()


if __name__ == "__main__":
    import os

    watch(Files(Path(sys.argv[1])), ProcessId.of(os.getpid()))

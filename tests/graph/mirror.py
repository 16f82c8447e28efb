"""A Maven mirror on loopback that tests fill, cut short and ask what it was asked for."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from graph.parts import Part


@dataclass
class Mirror:
    """What the mirror holds, how it behaves, and the requests it had: path and Range header."""

    address: str = ""
    files: dict[str, bytes | Path] = field(default_factory=dict)
    ranges: bool = True
    cut: dict[str, int] = field(default_factory=dict)  # path: bytes after which its next answer breaks off
    busy: int = 0  # how many of the next requests are answered with 503
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def holds(self, name: str, content: bytes) -> Part:
        """A part with this content, put into the mirror."""
        part = Part("org.example", name, "1", "", len(content), sha256(content).hexdigest())
        self.files[part.path] = content
        return part


@contextmanager
def serving() -> Iterator[Mirror]:
    """A mirror that answers while the block lasts."""
    mirror = Mirror()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"mirror": mirror}))
    mirror.address = f"http://127.0.0.1:{server.server_port}/maven2"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield mirror
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    mirror: Mirror
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path, wanted = self.path.removeprefix("/maven2/"), self.headers.get("Range")
        self.mirror.asked.append((path, wanted))
        if self.mirror.busy:
            self.mirror.busy -= 1
            return self._head(503, 0)
        content = self.mirror.files.get(path)
        if content is None:
            return self._head(404, 0)
        data = content.read_bytes() if isinstance(content, Path) else content
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.mirror.ranges else 0
        self._head(206 if start else 200, len(data) - start)
        end = self.mirror.cut.pop(path, len(data))
        self.wfile.write(data[start:end])
        self.close_connection = end < len(data)
        return None

    def _head(self, status: int, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *said: object) -> None:
        """Say nothing; `asked` has it."""

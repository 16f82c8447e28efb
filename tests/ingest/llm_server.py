"""A server on loopback that speaks the protocol of chat completions, and answers as a test tells it."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import MappingProxyType
from typing import Any, NamedTuple

Asked = dict[str, Any]


class Answer(NamedTuple):
    """What the server answers: a status, the body, and headers."""

    status: int
    body: str
    headers: Mapping[str, str] = MappingProxyType({})


def completion(content: object, *, finish: str = "stop") -> Answer:
    """A completion whose message is this text, or this value as JSON."""
    words = content if isinstance(content, str) or content is None else json.dumps(content, ensure_ascii=False)
    choice = {"index": 0, "message": {"role": "assistant", "content": words}, "finish_reason": finish}
    return Answer(200, json.dumps({"choices": [choice], "usage": {"prompt_tokens": 100, "completion_tokens": 20}}))


def refusal(status: int, message: str = "no", **headers: str) -> Answer:
    """An error as these endpoints put it; `retry_after="1"` is the header Retry-After."""
    named = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return Answer(status, json.dumps({"error": {"message": message, "type": "error"}}), named)


def saying(*claims: dict[str, Any]) -> Callable[[Asked], Answer]:
    """Answers each passage with those of the claims whose quote stands in it."""
    return lambda asked: completion({"statements": [claim for claim in claims if claim["quote"] in passage_of(asked)]})


def passage_of(asked: Asked) -> str:
    """What the model was shown."""
    return str(asked["messages"][-1]["content"])


class ModelServer:
    """The server: what it was asked, with which headers, and how many requests were under way at most."""

    def __init__(self, answer: Callable[[Asked], Answer], takes: float = 0) -> None:
        self.asked: list[Asked] = []
        self.paths: list[str] = []
        self.keys: list[str | None] = []
        self.most = 0
        self._under_way, self._lock, self._answer, self._takes = 0, Lock(), answer, takes
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def answered(self, path: str, key: str | None, asked: Asked) -> Answer:
        with self._lock:
            self.asked.append(asked)
            self.paths.append(path)
            self.keys.append(key)
            self._under_way += 1
            self.most = max(self.most, self._under_way)
        time.sleep(self._takes)
        try:
            return self._answer(asked)
        finally:
            with self._lock:
                self._under_way -= 1

    @contextmanager
    def running(self) -> "Iterator[ModelServer]":
        thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, body, headers = server.answered(self.path, self.headers["Authorization"], asked)
                data = body.encode("utf-8", "surrogatepass")
                self.send_response(status)
                for name, value in (
                    {"Content-Type": "application/json", "Content-Length": len(data)} | headers
                ).items():
                    self.send_header(name, str(value))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                """Nothing: the test's own output says what matters."""

        return Handler

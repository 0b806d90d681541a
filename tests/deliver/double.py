"""An HTTP server in a thread, that can be told to fail: what the doubles of Zotero stand on."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit


class Seen(NamedTuple):
    """A request that arrived; the names of its headers are in small letters."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes


class Reply(NamedTuple):
    """What is answered."""

    status: int
    body: Any = ""
    headers: tuple[tuple[str, str], ...] = ()


CLOSE = Reply(0)
"""The connection is closed without a word."""

CUT_BEFORE = "cut before the request is obeyed"
CUT_AFTER = "cut after it is obeyed"


class Double:
    """Answers requests; ``seen`` has all of them, ``faults`` what is done with the next ones.

    A fault is a Reply given without obeying the request, one of the two cuts, or a header that is
    added to the answer; None lets a request pass.
    """

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.faults: dict[str, list[Reply | str | tuple[str, str] | None]] = {}
        self.problems: list[Exception] = []
        self.address = ""
        self.port = 0

    def fail(self, path: str, *faults: Reply | str | tuple[str, str] | None) -> None:
        """The next requests for *path* meet these *faults*."""
        self.faults.setdefault(path, []).extend(faults)

    def posts(self, path: str) -> list[Seen]:
        """The POST requests for *path* that arrived."""
        return [seen for seen in self.seen if (seen.method, seen.path) == ("POST", path)]

    def answer(self, seen: Seen) -> Reply:
        raise NotImplementedError

    def reply(self, seen: Seen) -> Reply:
        """The answer, or what the next fault makes of it."""
        self.seen.append(seen)
        waiting = self.faults.get(seen.path)
        fault = waiting.pop(0) if waiting else None
        if isinstance(fault, Reply):
            return fault
        if fault == CUT_BEFORE:
            return CLOSE
        reply = self.answer(seen)
        if fault == CUT_AFTER:
            return CLOSE
        if isinstance(fault, tuple):
            return reply._replace(headers=(*reply.headers, fault))
        return reply

    @contextmanager
    def running(self) -> Iterator[Double]:
        """The double, listening at a port of its own."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.port = server.server_port
        self.address = f"http://127.0.0.1:{self.port}"
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
        assert self.problems == []


def _handler(double: Double) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            parts = urlsplit(self.path)
            length = self.headers.get("Content-Length")
            seen = Seen(
                self.command,
                parts.path,
                parse_qs(parts.query),
                {name.lower(): value for name, value in self.headers.items()},
                self.rfile.read(int(length)) if length else b"",
            )
            try:
                reply = double.reply(seen)
            except Exception as problem:  # for the test, which runs in another thread
                double.problems.append(problem)
                reply = CLOSE
            if reply.status == 0:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            text = reply.body if isinstance(reply.body, str) else json.dumps(reply.body)
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST = do  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


class FakeClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

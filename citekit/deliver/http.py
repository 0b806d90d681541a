"""One HTTP exchange, and what became of it: an answer, no server, or a connection cut midway.

No redirection is followed: it would carry a key to another host. No text of an exception here has
a header or a body in it, for the same reason.
"""

from __future__ import annotations

import errno
import re
import socket
import ssl
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPErrorProcessor, ProxyHandler, Request, build_opener

import msgspec

from citekit.errors import UsageError

TIMEOUT = 60.0
"""Seconds without a byte after which a connection counts as cut."""

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
_NEVER_ARRIVED = frozenset({errno.ECONNREFUSED, errno.ENETUNREACH, errno.EHOSTUNREACH})


class Unreached(Exception):  # noqa: N818  # an outcome for the caller to judge
    """There was no connection: the request cannot have had any effect."""


class Cut(Exception):  # noqa: N818
    """The connection was lost: whether the request was obeyed is unknown."""


class Answer:
    """A response: its ``status``, its ``headers`` (in any case), its ``body``."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    def json(self) -> Any:
        """The body as JSON; ValueError where it is none."""
        return msgspec.json.decode(self.body)

    def text(self) -> str:
        """The words of the body, without the tags of HTML."""
        text = re.sub(r"<[^>]*>", " ", self.body.decode("utf-8", "replace"))
        return " ".join(text.split())


class Server:
    """The address of a server, ``http`` or ``https``, host, port and perhaps a path.

    Raises UsageError for anything else.
    """

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address.strip())
            self.port = parts.port
        except ValueError:
            raise UsageError("server-form", server=address) from None
        is_plain = re.fullmatch(r"[!-~]+", address.strip()) and not parts.query + parts.fragment
        if parts.scheme not in {"http", "https"} or not (parts.hostname and is_plain):
            raise UsageError("server-form", server=address)
        if parts.username is not None:
            raise UsageError("server-form", server=parts.hostname)  # without the password
        self.host = parts.hostname
        self.address = address.strip().rstrip("/")
        self.is_local = self.host in _LOCAL
        self.is_private = parts.scheme == "https" or self.is_local
        self.name = ":".join(
            ["127.0.0.1" if self.is_local else self.host, *([str(self.port)] if self.port else [])]
        )


def exchange(
    method: str,
    server: Server,
    path: str,
    headers: Mapping[str, str],
    body: bytes | None = None,
    *,
    timeout: float = TIMEOUT,
) -> Answer:
    """The answer to a request, whatever its status.

    Raises Unreached where nothing can have arrived, Cut where that is unknown.
    """
    request = Request(  # noqa: S310  # Server lets only http and https through
        server.address + path, data=body, headers=dict(headers), method=method
    )
    proxies = ProxyHandler({}) if server.is_local else ProxyHandler()
    try:
        with build_opener(proxies, _AsItComes()).open(request, timeout=timeout) as response:
            return Answer(response.status, response.headers, response.read())
    except URLError as problem:
        reason = problem.reason
        if _never_arrived(reason):
            raise Unreached(getattr(reason, "strerror", None) or type(reason).__name__) from None
        raise Cut from None
    except (OSError, HTTPException):
        raise Cut from None


class _AsItComes(HTTPErrorProcessor):
    """Every status is an answer."""

    def http_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:
        return response

    https_response = http_response


def _never_arrived(reason: object) -> bool:
    if isinstance(reason, socket.gaierror | ssl.SSLCertVerificationError):
        return True
    return isinstance(reason, OSError) and reason.errno in _NEVER_ARRIVED

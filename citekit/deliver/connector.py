"""What a running Zotero understands on port 23119: the requests of its browser connector.

Source: the client's source, up to 9.0.6 (server and connector endpoints).
"""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec

from citekit.deliver.http import Answer, Cut, Server, Unreached, exchange
from citekit.errors import DeliveryError

SERVER = "http://127.0.0.1:23119"
"""Where Zotero listens."""

FORMS: dict[str, str] = {
    "rdf": "application/rdf+xml",
    "ris": "application/x-research-info-systems",
    "bibtex": "application/x-bibtex",
    "csljson-zotero": "text/plain",  # as JSON it would be parsed before a translator sees it
}
"""The formats that can be pushed, and the media type that each is sent as."""

_CHECK = 10.0
_IMPORT = 600.0  # a library of thousands takes Zotero minutes, in which it says nothing


class Place(NamedTuple):
    """The library and the collection that are selected in Zotero."""

    library_id: str
    library: str
    collection: str

    @property
    def name(self) -> str:
        """*My Library*, *My Library › Thesis*."""
        is_inside = self.collection and self.collection != self.library
        return f"{self.library} › {self.collection}" if is_inside else self.library


class SessionKnown(Exception):  # noqa: N818  # an outcome for the caller to judge
    """Zotero has had this session: what it brought is there."""


class Connector:
    """A Zotero that runs on this computer, at *server*."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def check(self) -> None:
        """Raise DeliveryError unless a Zotero is there."""
        answer = self._ask("GET", "/connector/ping")
        if answer.status != 200 or "X-Zotero-Version" not in answer.headers:
            raise DeliveryError("zotero-not-there", server=self.server.address)

    def place(self) -> Place:
        """Where Zotero puts what it is sent; DeliveryError where it may not put anything."""
        answer = self._ask("POST", "/connector/getSelectedCollection", b"{}", "application/json")
        try:
            said = msgspec.convert(answer.json(), dict[str, Any])
        except ValueError:
            said = {}
        if answer.status != 200 or said.get("libraryID") is None:
            raise DeliveryError("zotero-failed", status=answer.status, reason=answer.text()[:200])
        library = str(said.get("libraryName") or said["libraryID"])
        place = Place(str(said["libraryID"]), library, str(said.get("name") or ""))
        if not (said.get("libraryEditable", True) and said.get("editable", True)):
            raise DeliveryError("zotero-read-only", place=place.name)
        return place

    def give(self, text: str, form: str, session: str) -> int | None:
        """How many items Zotero made of *text*; None where it took it and does not say.

        Raises SessionKnown, DeliveryError where it refuses, Unreached, or Cut where nothing came.
        """
        answer = exchange(
            "POST",
            self.server,
            f"/connector/import?session={quote(session)}",
            self._headers(FORMS[form]),
            text.encode(),
            timeout=_IMPORT,
        )
        if answer.status == 409:
            raise SessionKnown
        if answer.status == 201:
            return _count(answer)
        if answer.status == 400:
            raise DeliveryError("zotero-no-translator", format=form)
        if answer.status == 500 and "libraryEditable" in answer.text():
            raise DeliveryError("zotero-read-only-now")
        raise DeliveryError("zotero-failed", status=answer.status, reason=answer.text()[:200])

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        kind: str = "",
    ) -> Answer:
        try:
            return exchange(method, self.server, path, self._headers(kind), body, timeout=_CHECK)
        except Unreached:
            raise DeliveryError("zotero-not-running", server=self.server.address) from None
        except Cut:
            raise DeliveryError("zotero-silent", server=self.server.address) from None

    def _headers(self, kind: str) -> dict[str, str]:
        """Those without which Zotero refuses, or closes the connection without a word."""
        port = f":{self.server.port}" if self.server.port else ""
        headers = {
            "Host": f"127.0.0.1{port}",
            "User-Agent": "citekit",
            "X-Zotero-Connector-API-Version": "3",
        }
        return {**headers, "Content-Type": kind} if kind else headers


def _count(answer: Answer) -> int | None:
    """The items in an answer, without their notes and attachments."""
    try:
        items = msgspec.convert(answer.json(), list[dict[str, Any]])
    except ValueError:
        return None
    return sum(item.get("itemType") not in {"note", "attachment"} for item in items)

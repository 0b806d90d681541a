"""A double of a running Zotero: the endpoints of its connector, and what it refuses."""

from __future__ import annotations

import json
from typing import Any

from deliver.double import CLOSE, Double, Reply, Seen
from lxml import etree

Z = "{http://www.zotero.org/namespaces/export#}"
DC = "{http://purl.org/dc/elements/1.1/}"


class Zotero(Double):
    """``items`` are the titles in its library; ``selected`` is what its window shows."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[str] = []
        self.sessions: set[str] = set()
        self.selected: dict[str, Any] = {
            "libraryID": 1,
            "libraryName": "My Library",
            "libraryEditable": True,
            "filesEditable": True,
            "editable": True,
            "id": 23,
            "name": "Thesis",
            "targets": [
                {"id": "L1", "name": "My Library", "level": 0},
                {"id": "C23", "name": "Thesis", "level": 1},
            ],
        }

    def restart(self) -> None:
        """What was there remains, the sessions are forgotten."""
        self.sessions.clear()

    def answer(self, seen: Seen) -> Reply:
        headers = seen.headers
        if headers.get("host") not in {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}:
            return Reply(400, "Invalid Host")
        is_browser = headers.get("user-agent", "").startswith("Mozilla/") or "origin" in headers
        if is_browser and not headers.keys() & {
            "x-zotero-connector-api-version",
            "zotero-allowed-request",
        }:
            return CLOSE
        if seen.method == "POST" and "content-length" not in headers:
            return Reply(400, "Content-length not provided")
        reply = self._endpoint(seen)
        own = (("X-Zotero-Version", "9.0.6"), ("X-Zotero-Connector-API-Version", "3"))
        return reply._replace(headers=(*reply.headers, *own))

    def _endpoint(self, seen: Seen) -> Reply:
        match seen.method, seen.path:
            case "GET", "/connector/ping":
                return Reply(200, "<html><body>Zotero is running</body></html>")
            case "POST", "/connector/getSelectedCollection":
                is_json = seen.headers.get("content-type") == "application/json"
                return Reply(200, self.selected) if is_json else Reply(400)
            case "POST", "/connector/import":
                return self._import(seen)
        return Reply(404, "No endpoint found")

    def _import(self, seen: Seen) -> Reply:
        kind = seen.headers.get("content-type", "")
        session = seen.query.get("session", [""])[0]
        if not kind or kind.startswith("application/json") or not session:
            return Reply(400)
        titles = titles_in(seen.body.decode())
        if titles is None:
            return Reply(400, "No translator")
        if not (self.selected["libraryEditable"] and self.selected["editable"]):
            return Reply(500, {"libraryEditable": False})
        if session in self.sessions:
            return Reply(409, {"error": "SESSION_EXISTS"})
        self.sessions.add(session)
        self.items += titles
        return Reply(201, [{"itemType": "journalArticle", "title": title} for title in titles])


def titles_in(text: str) -> list[str] | None:
    """The titles of the items in a file; None where no translator knows it."""
    if text.startswith("<?xml"):
        root = etree.fromstring(text.encode())
        items = [each for each in root if each.findtext(f"{Z}itemType") not in {None, "attachment"}]
        return [each.findtext(f"{DC}title") or "" for each in items]
    if text.startswith("TY  - "):
        lines = text.splitlines()
        return [line.removeprefix("TI  - ") for line in lines if line.startswith("TI  - ")]
    if text.startswith("@"):
        lines = text.splitlines()
        return [line.strip(" ,")[9:-1] for line in lines if line.startswith("  title = {")]
    try:
        return [item["title"] for item in json.loads(text)]
    except ValueError:
        return None

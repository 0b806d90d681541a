"""A double of Zotero's Web API, version 3: it refuses what the real one refuses."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from deliver.double import Double, Reply, Seen

KEY = "sQ8w3rTy5uIoPaSdFgHjKlZx"
ANY_KEY = re.compile("[23456789ABCDEFGHIJKLMNPQRSTUVWXYZ]{8}")
DAY = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d:\d\dZ?)?")
TABLE = Path(__file__).resolve().parent.parent / "data" / "deliver" / "zotero_fields.toml"
ALWAYS = {"key", "version", "itemType", "tags", "collections", "relations"}
OF_CHILDREN = {
    "note": {"note", "parentItem"},
    "attachment": {"parentItem", "linkMode", "title", "url", "accessDate", "contentType", "note"},
}


class Refused(Exception):  # noqa: N818
    """An object that is not accepted, with its code."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


class WebApi(Double):
    """``items`` and ``collections`` of the library ``path``, by key."""

    def __init__(self) -> None:
        super().__init__()
        self.path = "/users/475425"
        self.items: dict[str, dict[str, Any]] = {}
        self.collections: dict[str, dict[str, Any]] = {}
        self.tokens: set[str] = set()
        self.version = 0
        self.access: dict[str, Any] = {
            "user": {"library": True, "files": True, "notes": True, "write": True},
            "groups": {"all": {"library": True, "write": False}},
        }
        table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
        every = table.pop("every")["fields"].split()
        self.fields = {name: {*every, *row["fields"].split()} for name, row in table.items()}
        self.creators = {name: set(row["creators"].split()) for name, row in table.items()}

    def titles(self) -> list[str]:
        """The titles of the items that have no parent."""
        return [item["title"] for item in self.items.values() if "parentItem" not in item]

    def children(self, kind: str) -> list[dict[str, Any]]:
        """The notes, or the attachments."""
        return [item for item in self.items.values() if item["itemType"] == kind]

    def answer(self, seen: Seen) -> Reply:
        if seen.headers.get("zotero-api-version") != "3":
            return Reply(400, "Unknown API version")
        if KEY in str(seen.query) + seen.path:
            return Reply(400, "The key belongs in its header")
        if seen.headers.get("zotero-api-key") != KEY:
            return Reply(403, "Invalid key")
        match seen.method, seen.path.removeprefix(self.path):
            case "GET", "/keys/current":
                facts = {"key": KEY, "userID": 475425, "username": "mdupont"}
                return Reply(200, {**facts, "access": self.access})
            case "GET", "/collections":
                return self._list(seen)
            case "POST", "/collections" | "/items" as place:
                return self._write(seen, place)
        return Reply(404, "Not found")

    def _list(self, seen: Seen) -> Reply:
        start, limit = (int(seen.query[name][0]) for name in ("start", "limit"))
        if limit > 100:
            return Reply(400, "Limit out of range")
        rows = [
            {"key": key, "version": 1, "data": {"key": key, **data}}
            for key, data in self.collections.items()
        ]
        return Reply(200, rows[start : start + limit])

    def _may_write(self) -> bool:
        kind, number = self.path.strip("/").split("/")
        if kind == "users":
            return bool(self.access["user"]["write"])
        groups = self.access["groups"]
        rights = groups.get(number) or groups.get("all") or {}
        return bool(rights.get("write"))

    def _write(self, seen: Seen, place: str) -> Reply:
        if seen.headers.get("content-type") != "application/json":
            return Reply(400, "Content-Type must be application/json")
        if not self._may_write():
            return Reply(403, "Write access denied")
        objects = json.loads(seen.body)
        if not isinstance(objects, list):
            return Reply(400, "Uploaded data must be a JSON array")
        if len(objects) > 50:
            return Reply(413, "Cannot add more than 50 objects at a time")
        token = seen.headers.get("zotero-write-token")
        since = seen.headers.get("if-unmodified-since-version")
        if token is not None:
            if not 5 <= len(token) <= 32:
                return Reply(400, "Write token must be 5-32 characters in length")
            if token in self.tokens:
                return Reply(412, "Write token already used")
        elif since is None:
            return Reply(428, "If-Unmodified-Since-Version or Zotero-Write-Token not provided")
        elif int(since) < self.version:
            return Reply(412, f"Library has been modified since specified version ({since})")
        self.version += 1
        done: dict[str, dict[str, Any]] = {
            "successful": {},
            "success": {},
            "unchanged": {},
            "failed": {},
        }
        for number, each in enumerate(objects):
            try:
                key = self._add(each) if place == "/items" else self._shelve(each)
            except Refused as problem:
                done["failed"][str(number)] = {"code": problem.code, "message": str(problem)}
            else:
                done["success"][str(number)] = key
                done["successful"][str(number)] = {"key": key, "version": self.version}
        if token is not None:
            self.tokens.add(token)
        return Reply(200, done)

    def _shelve(self, data: dict[str, Any]) -> str:
        if not data.get("name") or data.keys() - {"name", "parentCollection"}:
            raise Refused(400, "a collection has a name")
        key = f"C{len(self.collections) + 2222222}"[:8]
        self.collections[key] = data
        return key

    def _add(self, data: dict[str, Any]) -> str:
        key = data.get("key", "")
        if not ANY_KEY.fullmatch(key):
            raise Refused(400, f"'{key}' is not a valid item key")
        if key in self.items:
            if "version" not in data:
                raise Refused(428, "Item version not provided")
            if data["version"] != self.items[key]["version"]:
                raise Refused(412, f"Item has been modified since version {data['version']}")
        elif data.get("version", 0) != 0:
            raise Refused(404, "Item doesn't exist")
        kind = data.get("itemType", "")
        if kind in OF_CHILDREN:
            self._check_child(data, kind)
        else:
            self._check_item(data, kind)
        if "accessDate" in data and not DAY.fullmatch(data["accessDate"]):
            raise Refused(400, "'accessDate' must be in ISO 8601 format")
        if any(each.keys() - {"tag", "type"} or not each["tag"] for each in data.get("tags", [])):
            raise Refused(400, "Tag must be an object with a name")
        for collection in data.get("collections", []):
            if collection not in self.collections:
                raise Refused(409, f"Collection {collection} not found")
        self.items[key] = {**data, "version": self.version}
        return str(key)

    def _check_child(self, data: dict[str, Any], kind: str) -> None:
        unknown = data.keys() - ALWAYS - OF_CHILDREN[kind]
        if unknown:
            raise Refused(400, f"Invalid property '{min(unknown)}'")
        parent = self.items.get(data.get("parentItem", ""))
        if parent is None or parent["itemType"] in OF_CHILDREN:
            raise Refused(409, f"Parent item {data.get('parentItem')} not found")
        if kind == "attachment" and (data.get("linkMode") != "linked_url" or not data.get("url")):
            raise Refused(400, "a linked address needs linkMode and url")

    def _check_item(self, data: dict[str, Any], kind: str) -> None:
        if kind not in self.fields:
            raise Refused(400, f"'{kind}' is not a valid itemType")
        for name, value in data.items():
            if name in ALWAYS or name == "creators":
                continue
            if name not in self.fields[kind]:
                raise Refused(400, f"'{name}' is not a valid field for type '{kind}'")
            if not isinstance(value, str):
                raise Refused(400, f"'{name}' must be a string")
        for creator in data.get("creators", []):
            if creator.get("creatorType") not in self.creators[kind]:
                raise Refused(400, f"Invalid creator type '{creator.get('creatorType')}'")
            parts = set(creator) - {"creatorType"}
            if parts not in ({"name"}, {"firstName", "lastName"}):
                raise Refused(400, "a creator has a name, or firstName and lastName")

"""References as objects of the Web API: an item each, its notes and attachments as children.

An object has the key that its content gives it. Sent twice, with version 0 (*it does not exist
yet*), it is refused the second time: nothing can be added twice, whatever was heard of the first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from citekit.deliver.ledger import digest, mark
from citekit.formats.zotero_items import to_item
from citekit.model import Reference

_ALPHABET = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"
"""The characters of Zotero's keys."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d:\d\dZ?)?")


class Object(NamedTuple):
    """What the API makes an item of, with its mark in the ledger.

    ``kind`` is *item*, *note* or *attachment*, ``reference`` the citation key that it belongs to.
    """

    mark: str
    kind: str
    reference: str
    data: dict[str, Any]

    @property
    def key(self) -> str:
        """The key it is to have in Zotero."""
        return str(self.data["key"])


class Work(NamedTuple):
    """A reference to be pushed: its item, what hangs on it, and attachments that have no address.

    Files on this computer are not sent.
    """

    item: Object
    notes: tuple[dict[str, Any], ...]
    attachments: tuple[dict[str, Any], ...]
    files: tuple[str, ...]

    def children(self, parent: str) -> Iterator[Object]:
        """The notes and attachments of the item with the key *parent*."""
        for kind, each in (
            *(("note", note) for note in self.notes),
            *(("attachment", attachment) for attachment in self.attachments),
        ):
            own = digest(self.item.mark, kind, *map(str, each.values()))
            key = key_of(parent, own)
            data = {"key": key, "version": 0, "itemType": kind, "parentItem": parent, **each}
            yield Object(own, kind, self.item.reference, data)


def work(reference: Reference, library: str, collections: Sequence[str], salt: str = "") -> Work:
    """*reference* for the *library* (``users/123``) and the keys of its *collections*.

    Another *salt* gives other keys.
    """
    item = to_item(reference)
    notes = item.pop("notes", [])
    attachments = item.pop("attachments", [])
    _put_right(item)
    own = mark(reference)
    data = {"key": key_of(library, own, salt), "version": 0, **item}
    if collections:
        data["collections"] = list(collections)
    return Work(
        item=Object(own, "item", reference.id, data),
        notes=tuple({"note": each["note"]} for each in notes),
        attachments=tuple(_linked(each) for each in attachments if each.get("url")),
        files=tuple(each.get("path", "") for each in attachments if not each.get("url")),
    )


def key_of(*texts: str) -> str:
    """A key of Zotero's made of *texts*: eight characters, always the same for the same."""
    number = int.from_bytes(hashlib.sha256("\0".join(texts).encode()).digest()[:8])
    characters = []
    for _ in range(8):
        number, place = divmod(number, len(_ALPHABET))
        characters.append(_ALPHABET[place])
    return "".join(characters)


def _put_right(item: dict[str, Any]) -> None:
    """Move to Extra what the API refuses: a day of access that is no day."""
    accessed = item.get("accessDate")
    if accessed is not None and not _DAY.fullmatch(accessed):
        del item["accessDate"]
        lines = [f"accessed: {accessed}", *([item["extra"]] if item.get("extra") else [])]
        item["extra"] = "\n".join(lines)


def _linked(attachment: dict[str, str]) -> dict[str, Any]:
    """The attachment as a linked address."""
    facts = {
        "title": attachment.get("title") or attachment["url"],
        "url": attachment["url"],
        "contentType": attachment.get("mimeType", ""),
        "note": attachment.get("note", ""),
    }
    return {"linkMode": "linked_url", **{name: fact for name, fact in facts.items() if fact}}

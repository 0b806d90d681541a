"""A collection of a library at zotero.org, by its name: found, or made."""

from __future__ import annotations

import secrets
from typing import TypeVar

import msgspec

from citekit.deliver.account import Account
from citekit.deliver.http import Answer
from citekit.deliver.web_client import Client, refusal
from citekit.errors import DeliveryError

T = TypeVar("T")

_PAGE = 100
"""The most collections that one answer lists."""


class _Data(msgspec.Struct):
    name: str


class _Collection(msgspec.Struct):
    key: str
    data: _Data


class _Made(msgspec.Struct):
    success: dict[str, str] = {}


class Shelf(msgspec.Struct, frozen=True):
    """A collection: its ``name``, and its ``key``, empty where it is still to be made."""

    name: str
    key: str = ""

    @classmethod
    def find(cls, client: Client, owner: Account, name: str) -> Shelf:
        """The first collection of that name, wherever it hangs; one without key if none has it."""
        start = 0
        while True:
            answer = client.get(f"/{owner.path}/collections?limit={_PAGE}&start={start}")
            if answer.status != 200:
                raise refusal(client, answer, owner.name)
            found = _decoded(client, answer, list[_Collection])
            key = next((each.key for each in found if each.data.name == name), "")
            if key or len(found) < _PAGE:
                return cls(name, key)
            start += _PAGE

    def made(self, client: Client, owner: Account) -> str:
        """The key of the collection, made now; DeliveryError where it cannot be."""
        token = secrets.token_hex(16)
        answer = client.post(f"/{owner.path}/collections", [{"name": self.name}], token)
        if answer.status == 412:  # made, but the answer was lost
            key = Shelf.find(client, owner, self.name).key
        elif answer.status == 200:
            key = _decoded(client, answer, _Made).success.get("0", "")
        else:
            raise refusal(client, answer, owner.name)
        if not key:
            raise DeliveryError("web-no-collection", name=self.name)
        return key


def _decoded(client: Client, answer: Answer, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except ValueError:
        raise DeliveryError("web-strange", server=client.server.address) from None

"""Whose library at zotero.org is meant, and whether the key may write to it.

The key comes from the environment and goes into one header, nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from citekit.deliver.web_client import Client, refusal
from citekit.errors import DeliveryError, UsageError

KEY = "ZOTERO_API_KEY"
"""The environment variable with the key."""

LIBRARY = "ZOTERO_LIBRARY"
"""The environment variable with the library, ``users/123`` or ``groups/456``."""


class Account(msgspec.Struct, frozen=True):
    """A library that may be written to: its ``path`` (``users/123``) and its name for people."""

    path: str
    name: str


def key_from(environment: Mapping[str, str]) -> str:
    """The key; UsageError where there is none, or what is there can be no key."""
    key = environment.get(KEY, "").strip()
    if not key:
        raise UsageError("web-no-key", variable=KEY)
    if not re.fullmatch(r"[A-Za-z0-9]+", key):
        raise UsageError("web-key-form", variable=KEY)
    return key


def find(client: Client, library: str | None, environment: Mapping[str, str]) -> Account:
    """The account of *library*, else of the environment's, else of the key's owner.

    Raises UsageError for a name that is no library, DeliveryError for a key that is unknown or may
    not write there.
    """
    wanted = library or environment.get(LIBRARY, "").strip()
    if wanted and not re.fullmatch(r"(users|groups)/[1-9][0-9]*", wanted):
        raise UsageError("web-library-form", name=wanted)
    answer = client.get("/keys/current")
    if answer.status in {401, 403, 404}:
        raise DeliveryError("web-wrong-key")
    if answer.status != 200:
        raise refusal(client, answer)
    try:
        said = msgspec.json.decode(answer.body, type=_Said)
    except ValueError:
        raise DeliveryError("web-strange", server=client.server.address) from None
    path = wanted or f"users/{said.user}"
    name = f"{path} ({said.name})" if path == f"users/{said.user}" and said.name else path
    if not said.may_write(path):
        raise DeliveryError("web-read-only", library=name)
    return Account(path, name)


class _Rights(msgspec.Struct):
    write: bool = False


class _Access(msgspec.Struct):
    user: _Rights | None = None
    groups: dict[str, _Rights] = {}


class _Said(msgspec.Struct):
    """What the server says of a key: whose it is, and what it may do."""

    user: int = msgspec.field(name="userID")
    name: str = msgspec.field(name="username", default="")
    access: _Access = msgspec.field(default_factory=_Access)

    def may_write(self, path: str) -> bool:
        """Whether the key's owner may write to the library ``users/123`` or ``groups/456``."""
        kind, _, number = path.partition("/")
        groups = self.access.groups
        if kind == "users":
            rights = self.access.user if number == str(self.user) else None
        else:
            rights = groups.get(number) or groups.get("all")
        return rights is not None and rights.write

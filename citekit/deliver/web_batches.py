"""Objects written to the Web API, fifty at a time, and what became of each."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from citekit.deliver.account import Account
from citekit.deliver.http import Answer
from citekit.deliver.ledger import Entry, Ledger, digest
from citekit.deliver.web_client import Client, refusal
from citekit.deliver.web_items import Object
from citekit.errors import DeliveryError, Diagnostic, error

BATCH = 50
"""The most objects that one request may have."""

_THERE_ALREADY = 412


class Outcome(NamedTuple):
    """What became of a batch: the objects with their keys in Zotero, or with what is wrong.

    It ``is_repeated`` where the server had seen it before.
    """

    is_repeated: bool
    added: list[tuple[Object, str]]
    known: list[tuple[Object, str]]
    failed: list[tuple[Object, Diagnostic]]


class _Failure(msgspec.Struct):
    code: int = 0
    message: str = ""


class _Answer(msgspec.Struct):
    success: dict[str, str] = {}
    unchanged: dict[str, str] = {}
    failed: dict[str, _Failure] = {}


class Writer:
    """Writes objects to an account's library, and what was accepted to the ledger."""

    def __init__(self, client: Client, owner: Account, ledger: Ledger) -> None:
        self._client = client
        self._owner = owner
        self._ledger = ledger

    def write(self, objects: Sequence[Object]) -> Iterator[Outcome]:
        """What became of each batch, as soon as it is known and in the ledger.

        Raises DeliveryError where a whole batch is refused or not answered.
        """
        for start in range(0, len(objects), BATCH):
            batch = objects[start : start + BATCH]
            outcome = self._outcome(batch, *self._send([each.data for each in batch]))
            self._ledger.add(
                {
                    each.mark if each.kind == "item" else each.key: Entry(each.reference, key)
                    for each, key in (*outcome.added, *outcome.known)
                }
            )
            yield outcome

    def _send(self, data: list[dict[str, Any]]) -> tuple[Answer, bool]:
        """The answer to a batch, and whether the server had seen it before.

        Its token is made of its content. Where the server has seen it, the answer was lost: sent
        under another token, each object that is there is refused on its own.
        """
        path = f"/{self._owner.path}/items"
        body = msgspec.json.encode(data).decode()
        answer = self._client.post(path, data, digest(self._owner.path, body)[:32])
        is_repeated = answer.status == _THERE_ALREADY
        if is_repeated:
            answer = self._client.post(path, data, secrets.token_hex(16))
        if answer.status == 200:
            return answer, is_repeated
        raise refusal(self._client, answer, self._owner.name)

    def _outcome(self, batch: Sequence[Object], answer: Answer, is_repeated: bool) -> Outcome:
        try:
            said = msgspec.json.decode(answer.body, type=_Answer)
        except ValueError:
            raise DeliveryError("web-strange", server=self._client.server.address) from None
        outcome = Outcome(is_repeated, [], [], [])
        for number, each in enumerate(batch):
            place = str(number)
            failure = said.failed.get(place, _Failure())
            if place in said.success:
                outcome.added.append((each, said.success[place]))
            elif place in said.unchanged or failure.code == _THERE_ALREADY:
                outcome.known.append((each, said.unchanged.get(place, each.key)))
            else:
                outcome.failed.append((each, self._failure(each, failure)))
        return outcome

    def _failure(self, each: Object, failure: _Failure) -> Diagnostic:
        reason = self._client.hide(failure.message) or "?"
        return error(
            f"web-failed-{each.kind}", reference=each.reference, code=failure.code, reason=reason
        )

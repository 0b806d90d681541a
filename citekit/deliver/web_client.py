"""Requests to Zotero's Web API, version 3: its headers, its pauses, and patience with an end.

Source: zotero.org, "Zotero Web API Documentation", Basics (rate limiting) and Write Requests.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from citekit.deliver.clock import Clock
from citekit.deliver.http import Answer, Cut, Server, Unreached, exchange
from citekit.errors import DeliveryError, UsageError

SERVER = "https://api.zotero.org"
"""Where the Web API is."""

TRIES = 4
"""How often a request is made that meets a server's error or a cut connection."""

PATIENCE = 300.0
"""Seconds that one run waits at most, in all."""

WORDS = 200
"""How many characters of the server's own words are shown."""

_PAUSE = 2.0


class Client:
    """Makes requests with a *key*, which it shows to nobody but the server.

    Raises UsageError for a *server* to which a key must not go: neither https nor this computer.
    """

    def __init__(self, server: Server, key: str, clock: Clock) -> None:
        if not server.is_private:
            raise UsageError("web-server-unsafe", server=server.address)
        self.server = server
        self._key = key
        self._clock = clock
        self._patience = PATIENCE
        self._not_before = clock.now()

    def get(self, path: str) -> Answer:
        """The answer to a GET request."""
        return self._ask("GET", path, {}, None)

    def post(self, path: str, objects: Sequence[dict[str, Any]], token: str) -> Answer:
        """The answer to a POST of at most 50 *objects*; sent twice with a *token*, it is 412."""
        headers = {"Content-Type": "application/json", "Zotero-Write-Token": token}
        return self._ask("POST", path, headers, msgspec.json.encode(objects))

    def words(self, answer: Answer) -> str:
        """What the server says, in short, without the key should it repeat it."""
        return self.hide(answer.text())[:WORDS]

    def hide(self, text: str) -> str:
        """*text* without the key."""
        return text.replace(self._key, "…")

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        """The answer; DeliveryError after too many errors of the server, or too long a wait."""
        own = {
            "Zotero-API-Version": "3",
            "Zotero-API-Key": self._key,
            "User-Agent": "citekit",
        }
        problem = DeliveryError("web-silent", server=self.server.address, tries=TRIES)
        for number in range(1, TRIES + 1):
            self._wait(self._not_before - self._clock.now())
            pause = _PAUSE * 2 ** (number - 1)
            try:
                answer = exchange(method, self.server, path, {**own, **headers}, body)
            except Unreached as reason:
                raise DeliveryError(
                    "web-unreached", server=self.server.address, reason=str(reason)
                ) from None
            except Cut:
                problem = DeliveryError("web-silent", server=self.server.address, tries=TRIES)
            else:
                self._heed(_seconds(answer, "Backoff"))
                if answer.status != 429 and answer.status < 500:
                    return answer
                asked = _seconds(answer, "Retry-After")
                pause = asked or pause
                problem = DeliveryError(
                    "web-busy" if answer.status == 429 else "web-down",
                    status=answer.status,
                    reason=self.words(answer),
                    tries=TRIES,
                )
            self._heed(pause)
        raise problem

    def _heed(self, seconds: float) -> None:
        """Make no request for so many *seconds*."""
        self._not_before = max(self._not_before, self._clock.now() + seconds)

    def _wait(self, seconds: float) -> None:
        if seconds <= 0:
            return
        if seconds > self._patience:
            raise DeliveryError("web-wait", seconds=round(seconds))
        self._patience -= seconds
        self._clock.sleep(seconds)


def refusal(client: Client, answer: Answer, library: str = "") -> DeliveryError:
    """The error for an answer that is none of those expected."""
    match answer.status:
        case 401 | 403:
            return DeliveryError("web-forbidden", library=library)
        case 404:
            return DeliveryError("web-no-library", library=library)
        case 409:
            return DeliveryError("web-locked", library=library)
        case 412:
            return DeliveryError("web-conflict", reason=client.words(answer))
        case _:
            return DeliveryError("web-refused", status=answer.status, reason=client.words(answer))


def _seconds(answer: Answer, header: str) -> int:
    """The seconds that a header asks for; 0 where it does not."""
    try:
        return max(int(answer.headers.get(header) or 0), 0)
    except ValueError:
        return 0

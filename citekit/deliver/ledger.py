"""What was pushed to which library, kept on this computer so that nothing is added twice.

One file a library. A push is written down before it is sent and again when it is answered: after
a cut connection the next run knows what may have arrived.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from citekit import files
from citekit.errors import DeliveryError, Diagnostic, OutputError, note
from citekit.model import Reference

_KEYS = ("id", "citation-key")


def mark(reference: Reference) -> str:
    """What tells the reference from others: a hash of all it says, but for its citation keys."""
    item = {name: value for name, value in reference.to_csl().items() if name not in _KEYS}
    return digest(json.dumps(item, sort_keys=True, ensure_ascii=False))


def digest(*texts: str) -> str:
    """A hash of *texts*: 64 hexadecimal digits."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def distinct(references: Iterable[Reference]) -> dict[str, Reference]:
    """The references by their marks, in their order; of equal ones the first."""
    found: dict[str, Reference] = {}
    for reference in references:
        found.setdefault(mark(reference), reference)
    return found


_MARK = 64  # the characters of a mark: shorter keys are those of notes and attachments


class Entry(msgspec.Struct, omit_defaults=True):
    """Something that was pushed: the citation key it had then, and its item's key in Zotero."""

    reference: str
    item: str = ""


class Waiting(msgspec.Struct):
    """A push without an answer yet: the session that Zotero knows it by, and its marks."""

    session: str
    marks: list[str]


class _Page(msgspec.Struct):
    library: str
    pushed: dict[str, Entry] = {}
    waiting: list[Waiting] = []


class Ledger:
    """The record of one *library*, by default in the user's state folder.

    Raises DeliveryError for a record that cannot be read or kept: without one, a second run would
    add everything again.
    """

    def __init__(self, library: str, folder: Path | None = None) -> None:
        place = folder or files.state_folder()
        if place is None:
            raise DeliveryError("ledger-nowhere")
        self.library = library
        self.path = place / "pushed" / (re.sub(r"[^A-Za-z0-9.]+", "-", library) + ".json")
        self._page = self._read()

    def get(self, mark: str) -> Entry | None:
        """What was pushed with that mark, if it was."""
        return self._page.pushed.get(mark)

    def changed(self, works: Mapping[str, Reference]) -> list[Diagnostic]:
        """A note for each of the *works*, by their marks, whose key was pushed for another text."""
        known = {
            entry.reference
            for mark, entry in self._page.pushed.items()
            if len(mark) == _MARK and entry.reference
        }
        return [
            note("push-changed", reference=reference.id)
            for mark, reference in works.items()
            if reference.id in known and mark not in self._page.pushed
        ]

    @property
    def waiting(self) -> list[Waiting]:
        """The pushes that were sent and never answered."""
        return list(self._page.waiting)

    def begin(self, session: str, marks: Iterable[str]) -> None:
        """Write down that these are about to be sent."""
        waiting = Waiting(session, list(marks))
        self._change(lambda page: page.waiting.append(waiting))

    def forget(self, session: str) -> None:
        """Write down that the push was refused."""
        self.settle(session, {})

    def settle(self, session: str, entries: Mapping[str, Entry]) -> None:
        """Write down what became of a push."""

        def change(page: _Page) -> None:
            page.waiting = [each for each in page.waiting if each.session != session]
            page.pushed.update(entries)

        self._change(change)

    def add(self, entries: Mapping[str, Entry]) -> None:
        """Write down what was pushed."""
        if entries:
            self._change(lambda page: page.pushed.update(entries))

    def _change(self, change: Callable[[_Page], None]) -> None:
        self._page = self._read()  # another run may have written since
        change(self._page)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            text = msgspec.json.format(msgspec.json.encode(self._page), indent=1).decode()
            files.write_texts({self.path: text + "\n"})
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise DeliveryError("ledger-unwritable", name=str(self.path), reason=reason) from None
        except OutputError as problem:
            raise DeliveryError(
                "ledger-unwritable", name=str(self.path), reason=problem.parameters["reason"]
            ) from None

    def _read(self) -> _Page:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=_Page)
        except FileNotFoundError:
            return _Page(library=self.library)
        except (OSError, ValueError):
            raise DeliveryError("ledger-broken", name=str(self.path)) from None

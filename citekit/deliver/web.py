"""References into a library at zotero.org, in batches, through the Web API version 3.

Each batch that is answered is in the ledger before the next is sent; a run that stops is resumed
by the next. Notes and attachments follow when all items are there.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping, Sequence

from citekit.deliver import account
from citekit.deliver.clock import Clock, SystemClock
from citekit.deliver.http import Server
from citekit.deliver.ledger import Ledger, distinct
from citekit.deliver.result import Delivery, Sent
from citekit.deliver.web_batches import Outcome, Writer
from citekit.deliver.web_client import SERVER, Client
from citekit.deliver.web_collections import Shelf
from citekit.deliver.web_items import Object, Work, work
from citekit.errors import DeliveryError, Diagnostic, note, warning
from citekit.model import Reference


def push(
    references: Sequence[Reference],
    *,
    server: str | None = None,
    library: str | None = None,
    collection: str | None = None,
    again: bool = False,
    rehearse: bool = False,
    clock: Clock | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Delivery:
    """The delivery of *references* to a *library* (``users/123``, ``groups/456``) at *server*.

    Without *library* it is that of ``ZOTERO_LIBRARY`` or of the key's owner; the key is in
    ``ZOTERO_API_KEY``. *collection* is a name, made where there is none. What was pushed before is
    left out, unless *again*. With *rehearse* nothing is written. What stops the work after it has
    begun is the last diagnostic of the delivery; before, it is raised: UsageError for a key,
    library or server that cannot be, DeliveryError where the key may not write or no answer comes.
    """
    key = account.key_from(environment)
    client = Client(Server(server or SERVER), key, clock or SystemClock())
    owner = account.find(client, library, environment)
    ledger = Ledger(f"{client.server.name}/{owner.path}")
    shelf = Shelf.find(client, owner, collection) if collection else None
    place = f"{owner.name} › {shelf.name}" if shelf else owner.name
    salt = secrets.token_hex(8) if again else ""
    shelves = [shelf.key] if shelf and shelf.key else []
    marked = distinct(references)
    works = [work(reference, owner.path, shelves, salt) for reference in marked.values()]
    run = _Run(works, {} if again else _known(works, ledger))
    run.found += ledger.changed(marked)
    if rehearse:
        return run.delivery(place, is_rehearsal=True)
    try:
        if shelf and not shelf.key and run.new:
            made = shelf.made(client, owner)
            run.renew([work(each, owner.path, [made], salt) for each in marked.values()])
        writer = Writer(client, owner, ledger)
        for outcome in writer.write([each.item for each in run.new]):
            run.note_items(outcome)
        for outcome in writer.write(run.children(ledger)):
            run.note_children(outcome)
    except DeliveryError as problem:
        run.found.append(problem.diagnostic)
    return run.delivery(place)


def _known(works: Sequence[Work], ledger: Ledger) -> dict[str, str]:
    """Marks of the works in the ledger → their items' keys."""
    found = {each.item.mark: ledger.get(each.item.mark) for each in works}
    return {mark: entry.item for mark, entry in found.items() if entry is not None}


class _Run:
    """What has become of the works so far."""

    def __init__(self, works: Sequence[Work], known: Mapping[str, str]) -> None:
        self.works = {each.item.mark: each for each in works}
        self.keys = dict(known)
        self.known = [_sent(self.works[mark].item, key) for mark, key in known.items()]
        self.added: list[Sent] = []
        self.failed: list[str] = []
        self.grown = 0
        self.found: list[Diagnostic] = [
            warning("web-file-not-sent", reference=each.item.reference, name=name)
            for each in self.new
            for name in each.files
        ]

    @property
    def new(self) -> list[Work]:
        """The works that are not known to be there."""
        return [each for mark, each in self.works.items() if mark not in self.keys]

    def renew(self, works: Sequence[Work]) -> None:
        """Take the works as they are now."""
        self.works = {each.item.mark: each for each in works}

    def note_items(self, outcome: Outcome) -> None:
        """Keep what became of a batch of items."""
        for each, key in outcome.added:
            self.keys[each.mark] = key
            self.added.append(_sent(each, key))
        for each, key in outcome.known:
            self.keys[each.mark] = key
            self.known.append(_sent(each, key))
        self._note_rest(outcome)

    def children(self, ledger: Ledger) -> list[Object]:
        """The notes and attachments of all that is there, but those that are there too."""
        found = [
            child
            for mark, each in self.works.items()
            if mark in self.keys
            for child in each.children(self.keys[mark])
        ]
        return [child for child in found if ledger.get(child.key) is None]

    def note_children(self, outcome: Outcome) -> None:
        """Keep what became of a batch of notes and attachments."""
        self.grown += len(outcome.added)
        self._note_rest(outcome)

    def _note_rest(self, outcome: Outcome) -> None:
        if outcome.is_repeated:
            count = len(outcome.added) + len(outcome.known) + len(outcome.failed)
            self.found.append(note("web-batch-known", count=count))
        self.failed += [each.reference for each, _ in outcome.failed if each.kind == "item"]
        self.found += [diagnostic for _, diagnostic in outcome.failed]

    def delivery(self, place: str, *, is_rehearsal: bool = False) -> Delivery:
        """The sum of it."""
        added = [_sent(each.item, each.item.key) for each in self.new]
        return Delivery(
            place=place,
            added=tuple(added if is_rehearsal else self.added),
            known=tuple(self.known),
            failed=tuple(self.failed),
            children=self.grown,
            is_rehearsal=is_rehearsal,
            diagnostics=tuple(self.found),
        )


def _sent(item: Object, key: str) -> Sent:
    return Sent(item.reference, key)

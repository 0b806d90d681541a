"""References into the library that is selected in a running Zotero.

Zotero cannot be asked whether it has a work. What keeps a second run from adding it again is the
ledger, and, after a connection that was cut, the session: Zotero refuses one that it knows for as
long as it runs.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from citekit import formats
from citekit.deliver.clock import Clock, SystemClock
from citekit.deliver.connector import FORMS, SERVER, Connector, SessionKnown
from citekit.deliver.http import Cut, Server, Unreached
from citekit.deliver.ledger import Entry, Ledger, Waiting, distinct
from citekit.deliver.result import Delivery, Sent
from citekit.errors import DeliveryError, UsageError, note, warning
from citekit.model import Library, Reference

_PAUSE = 1.0


class _Group(NamedTuple):
    """References that go in one file, under one session."""

    session: str
    members: Mapping[str, Reference]
    was_sent: bool


def push(
    references: Sequence[Reference],
    *,
    server: str | None = None,
    form: str = "rdf",
    again: bool = False,
    rehearse: bool = False,
    clock: Clock | None = None,
) -> Delivery:
    """The delivery of *references* to the Zotero at *server*, as a file in format *form*.

    What was pushed to its library before is left out, unless *again*. With *rehearse* Zotero is
    only asked where they would go. Raises DeliveryError where it does not run, the library is
    read-only, it refuses the file, or nothing is known of what it did.
    """
    flavour = formats.by_name(form).for_zotero
    if flavour not in FORMS:
        raise UsageError("push-form", name=form, known=", ".join(FORMS))
    where = Server(server or SERVER)
    zotero = Connector(where)
    zotero.check()
    place = zotero.place()
    ledger = Ledger(f"{where.name}/library-{place.library_id}")
    works = distinct(references)
    rest = {key: each for key, each in works.items() if again or ledger.get(key) is None}
    known = [Sent(each.id) for key, each in works.items() if key not in rest]
    added: list[Sent] = []
    found = ledger.changed(rest)
    for group in _groups(rest, [] if again else ledger.waiting):
        count = len(group.members)
        sent = [Sent(reference.id) for reference in group.members.values()]
        if rehearse:
            added += sent
            continue
        try:
            taken = _give(zotero, ledger, group, flavour, clock or SystemClock())
        except SessionKnown:
            known += sent
            found.append(note("zotero-session-known", count=count))
            continue
        added += sent
        if group.was_sent:
            found.append(warning("zotero-maybe-twice", count=count))
        if taken is not None and taken < count:
            found.append(warning("zotero-took-fewer", taken=taken, count=count))
    return Delivery(
        place=place.name,
        added=tuple(added),
        known=tuple(known),
        is_rehearsal=rehearse,
        diagnostics=tuple(found),
    )


def _groups(works: Mapping[str, Reference], waiting: Iterable[Waiting]) -> Iterator[_Group]:
    """What is to be sent: first what was sent and never answered, under the session it had."""
    rest = dict(works)
    for each in waiting:
        members = {key: rest.pop(key) for key in each.marks if key in rest}
        if members:
            yield _Group(each.session, members, was_sent=True)
    if rest:
        yield _Group(f"citekit-{secrets.token_hex(8)}", rest, was_sent=False)


def _give(zotero: Connector, ledger: Ledger, group: _Group, form: str, clock: Clock) -> int | None:
    """How many items Zotero made of the group, where it says so; SessionKnown where it had it."""
    text = formats.write(Library(references=tuple(group.members.values())), form)
    entries = {key: Entry(reference.id) for key, reference in group.members.items()}
    if not group.was_sent:
        ledger.begin(group.session, group.members)
    was_cut = group.was_sent
    for pause in (_PAUSE, None):
        try:
            taken = zotero.give(text, form, group.session)
        except SessionKnown:
            ledger.settle(group.session, entries)
            raise
        except DeliveryError:
            ledger.forget(group.session)  # or the refused session would count as done
            raise
        except (Unreached, Cut) as problem:
            was_cut = was_cut or isinstance(problem, Cut)
            if not was_cut:  # nothing can have arrived
                ledger.forget(group.session)
                raise DeliveryError("zotero-not-running", server=zotero.server.address) from None
            if pause is not None:
                clock.sleep(pause)
            continue
        if taken == 0:
            ledger.forget(group.session)
            raise DeliveryError("zotero-took-none", count=len(entries))
        ledger.settle(group.session, entries)
        return taken
    raise DeliveryError("zotero-cut", count=len(entries))

"""A program of its own: takes the clipboard of an X server, and hands it out while it has it.

``python -m citekit.deliver.clipboard.owner`` reads from standard input a JSON object, target
(``text/html``) → text. Exit code 0: the clipboard is taken, and a copy of the process stays behind,
on no terminal, until another program takes the clipboard or the X server ends; 1: no connection,
the reason stands on standard output; 2: another program had the clipboard at once.

Source: Inter-Client Communication Conventions Manual (ICCCM) 2.0, chapter 2.
"""

from __future__ import annotations

import json
import os
import select
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from Xlib import X, Xatom, error
from Xlib.display import Display
from Xlib.protocol import event

assert sys.platform != "win32"  # noqa: S101  # which has no fork: mypy reads no further there

PART = 1 << 16
"""Bytes that go at once; a server takes a request of four times as many at least, in practice."""

PATIENCE = 10.0
"""Seconds without a sign of whoever asked, after which a transfer is given up."""


class Transfer(NamedTuple):
    """What is left of a transfer in parts (ICCCM 2.7.2), and when it is given up."""

    window: Any
    kind: int
    rest: bytes
    deadline: float


class Owner:
    """Has the clipboard of the X server *display*, to offer *forms*, target → bytes."""

    def __init__(self, display: Display, forms: Mapping[str, bytes]) -> None:
        self.display = display
        self.selection = display.intern_atom("CLIPBOARD")
        self.forms = {display.intern_atom(name): data for name, data in forms.items()}
        self._targets = display.intern_atom("TARGETS")
        self._multiple = display.intern_atom("MULTIPLE")
        self._timestamp = display.intern_atom("TIMESTAMP")
        self._pairs = display.intern_atom("ATOM_PAIR")
        self._incr = display.intern_atom("INCR")
        self._transfers: dict[tuple[int, int], Transfer] = {}
        self._since = 0
        self._is_owner = False
        root = display.screen().root
        self.window = root.create_window(
            0, 0, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask
        )
        display.set_error_handler(lambda *_: None)  # whoever asked may have gone

    def take(self) -> bool:
        """Take the clipboard; whether it worked. The time is the server's, not 0 (ICCCM 2.1)."""
        self.window.change_property(Xatom.WM_NAME, Xatom.STRING, 8, b"", X.PropModeAppend)
        while (found := self.display.next_event()).type != X.PropertyNotify:
            pass
        self._since = found.time
        self.window.set_selection_owner(self.selection, self._since)
        self._is_owner = self.display.get_selection_owner(self.selection) == self.window
        return self._is_owner

    def serve(self) -> None:
        """Answer until another program takes the clipboard and all transfers are done."""
        while True:
            while self.display.pending_events():
                self._handle(self.display.next_event())
            now = time.monotonic()
            late = [key for key, each in self._transfers.items() if each.deadline < now]
            for key in late:
                del self._transfers[key]
            if not self._is_owner and not self._transfers:
                return
            select.select([self.display], [], [], PATIENCE if self._transfers else None)

    def _handle(self, found: Any) -> None:
        if found.type == X.SelectionRequest and found.selection == self.selection:
            self._answer(found)
        elif found.type == X.SelectionClear:
            self._is_owner = False
        elif found.type == X.PropertyNotify and found.state == X.PropertyDelete:
            key = (found.window.id, found.atom)
            if key in self._transfers:
                self._go_on(key)

    def _answer(self, asked: Any) -> None:
        """Give what is asked for, then say in which property it is; 0 refuses (ICCCM 2.2)."""
        place = asked.property or asked.target  # old clients name no property
        if asked.target == self._multiple:
            is_given = self._give_several(asked.requestor, place)
        else:
            is_given = self._give(asked.requestor, asked.target, place)
        asked.requestor.send_event(
            event.SelectionNotify(
                time=asked.time,
                requestor=asked.requestor,
                selection=asked.selection,
                target=asked.target,
                property=place if is_given else X.NONE,
            )
        )

    def _give_several(self, window: Any, place: int) -> bool:
        """Targets and properties in pairs; the property of one refused becomes 0 (ICCCM 2.6.2)."""
        try:
            found = window.get_full_property(place, self._pairs)
        except error.XError:  # the window has gone
            return False
        if found is None:
            return False
        pairs = list(found.value)
        for at in range(0, len(pairs) - 1, 2):
            if not self._give(window, pairs[at], pairs[at + 1]):
                pairs[at + 1] = X.NONE
        window.change_property(place, self._pairs, 32, pairs)
        return True

    def _give(self, window: Any, target: int, place: int) -> bool:
        """Write the form *target* into the property *place* of *window*, or announce its parts."""
        if target == self._targets:
            known = [self._targets, self._multiple, self._timestamp, *self.forms]
            window.change_property(place, Xatom.ATOM, 32, known)
        elif target == self._timestamp:
            window.change_property(place, Xatom.INTEGER, 32, [self._since])
        elif target not in self.forms:
            return False
        elif len(data := self.forms[target]) <= PART:
            window.change_property(place, target, 8, data)
        else:
            window.change_attributes(event_mask=X.PropertyChangeMask)
            window.change_property(place, self._incr, 32, [len(data)])
            deadline = time.monotonic() + PATIENCE
            self._transfers[window.id, place] = Transfer(window, target, data, deadline)
        return True

    def _go_on(self, key: tuple[int, int]) -> None:
        """Write the next part; the one after the last is empty, which ends the transfer."""
        window, kind, rest, _ = self._transfers.pop(key)
        window.change_property(key[1], kind, 8, rest[:PART])
        if rest:
            deadline = time.monotonic() + PATIENCE
            self._transfers[key] = Transfer(window, kind, rest[PART:], deadline)
        elif all(other != key[0] for other, _ in self._transfers):
            window.change_attributes(event_mask=X.NoEventMask)


def main() -> int:
    """Take the clipboard, and leave a process behind that serves it."""
    forms = {name: _encoded(name, text) for name, text in json.load(sys.stdin).items()}
    try:
        owner = Owner(Display(), forms)
        if not owner.take():
            return 2
    except (error.DisplayError, error.XauthError, error.ConnectionClosedError, OSError) as problem:
        reason = getattr(problem, "msg", problem)  # bytes where the server refuses
        print(reason.decode("latin-1") if isinstance(reason, bytes) else reason)
        return 1
    if os.fork():
        os._exit(0)
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    with suppress(error.ConnectionClosedError, OSError):  # the X server has ended
        owner.serve()
    return 0


def _encoded(name: str, text: str) -> bytes:
    """STRING is Latin-1 (ICCCM 2.7.1), all others are UTF-8."""
    return text.encode("latin-1" if name == "STRING" else "utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main())

"""The clipboard of Windows: HTML Format, Rich Text Format, Unicode text.

Not run yet on Windows: the bytes are tested, and the order of the calls with a double.

Sources: Microsoft, "HTML Clipboard Format", "Clipboard Operations", and the pages of the functions.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Protocol

from citekit.deliver.clipboard.content import Content, Copied
from citekit.errors import DeliveryError

CF_UNICODETEXT = 13
_TRIES = 20
_PAUSE = 0.05

_DESCRIPTION = (
    "Version:0.9\r\n"
    "StartHTML:{:010}\r\n"
    "EndHTML:{:010}\r\n"
    "StartFragment:{:010}\r\n"
    "EndFragment:{:010}\r\n"
)
_BEFORE = "<html>\r\n<body>\r\n<!--StartFragment-->"
_AFTER = "<!--EndFragment-->\r\n</body>\r\n</html>"


class System(Protocol):
    """What is asked of Windows; :class:`citekit.deliver.clipboard.win32.Win32` asks it."""

    def open(self) -> bool:
        """OpenClipboard: False while another program has it open."""

    def empty(self) -> bool:
        """EmptyClipboard, which makes us its owner."""

    def register(self, name: str) -> int:
        """RegisterClipboardFormat: the number of the format *name*, 0 where it failed."""

    def put(self, kind: int, data: bytes) -> bool:
        """SetClipboardData with a movable copy of *data*."""

    def close(self) -> None:
        """CloseClipboard."""


def copy(
    content: Content, system: System | None = None, sleep: Callable[[float], None] = time.sleep
) -> Copied:
    """Put all forms on the clipboard.

    Raises DeliveryError ``clipboard-busy`` where another program keeps it open for a second,
    ``clipboard-failed`` where Windows refuses a form.
    """
    system = system or _windows()
    for _ in range(_TRIES):
        if system.open():
            break
        sleep(_PAUSE)
    else:
        raise DeliveryError("clipboard-busy")
    try:
        if not system.empty():
            raise DeliveryError("clipboard-failed", program="Windows", reason="EmptyClipboard")
        for name, data in forms(content).items():
            kind = system.register(name) if name else CF_UNICODETEXT
            if not (kind and system.put(kind, data)):
                reason = name or "CF_UNICODETEXT"
                raise DeliveryError("clipboard-failed", program="Windows", reason=reason)
    finally:
        system.close()
    return Copied(holder="Windows")


def _windows() -> System:
    if sys.platform == "win32":
        from citekit.deliver.clipboard.win32 import Win32

        return Win32()
    raise DeliveryError("clipboard-none")


def forms(content: Content) -> dict[str, bytes]:
    """Name of the format → bytes with their end; the empty name is Unicode text, which has none."""
    lines = content.text.replace("\r\n", "\n").replace("\n", "\r\n")
    found = {"HTML Format": html_format(content.html) + b"\0"} if content.html else {}
    if content.rtf:
        found["Rich Text Format"] = content.rtf.encode("ascii") + b"\0"
    return {**found, "": lines.encode("utf-16-le", "replace") + b"\0\0"}


def html_format(fragment: str) -> bytes:
    """*fragment* in UTF-8, after a description that says at which bytes it begins and ends."""
    size = len(_DESCRIPTION.format(0, 0, 0, 0))
    start = size + len(_BEFORE)
    end = start + len(fragment.encode("utf-8", "replace"))
    head = _DESCRIPTION.format(size, end + len(_AFTER), start, end)
    return (head + _BEFORE + fragment + _AFTER).encode("utf-8", "replace")

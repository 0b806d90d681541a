"""The clipboard of an X server: a process is left behind that hands out what was copied."""

from __future__ import annotations

import json
import os
import sys

from citekit.deliver.clipboard.content import Content, Copied
from citekit.deliver.clipboard.process import run
from citekit.errors import DeliveryError

_OWNER = "citekit.deliver.clipboard.owner"
_TEXT = ("UTF8_STRING", "text/plain;charset=utf-8", "text/plain")


def copy(content: Content) -> Copied:
    """Offer *content* until another program copies.

    Raises DeliveryError ``clipboard-unreached`` where the server of ``DISPLAY`` is not there or
    refuses, ``clipboard-silent`` where it says nothing, ``clipboard-taken`` where another program
    has the clipboard at once.
    """
    display = os.environ.get("DISPLAY", "")
    command = [sys.executable, "-P", "-m", _OWNER]
    path = os.pathsep.join(each or os.getcwd() for each in sys.path)
    environment = {**os.environ, "PYTHONPATH": path}  # citekit is found as it was found here
    given = json.dumps(targets(content)).encode()
    name = f"X ({display})"
    ended = run(command, given, name=name, environment=environment, folder="/")
    if ended.code == 1:
        raise DeliveryError("clipboard-unreached", display=display, reason=ended.said)
    if ended.code:
        raise DeliveryError("clipboard-taken", display=display)
    return Copied(holder="X11")


def targets(content: Content) -> dict[str, str]:
    """What is offered: target → text. STRING, of old programs, is Latin-1: not for other text."""
    found = {"text/html": content.page, "text/rtf": content.rtf}
    found = {target: text for target, text in found.items() if text}
    found |= dict.fromkeys(_TEXT, content.text)
    try:
        content.text.encode("latin-1")
    except UnicodeEncodeError:
        return found
    return {**found, "STRING": content.text}

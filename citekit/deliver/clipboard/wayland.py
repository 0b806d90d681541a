"""The clipboard of a Wayland desktop, by wl-copy of the package wl-clipboard.

wl-copy hands out one form only. What is given as HTML it offers as plain text too, unchanged (its
source, src/wl-copy.c: "Offer a few generic plain text formats"), so that a terminal pastes tags.
"""

from __future__ import annotations

from citekit.deliver.clipboard.content import Content, Copied
from citekit.deliver.clipboard.process import run
from citekit.errors import DeliveryError, warning


def copy(content: Content) -> Copied:
    """Offer the HTML of *content*, else its text, until another program copies.

    With HTML, the warning ``clipboard-html-only``. Raises DeliveryError ``clipboard-failed`` with
    what wl-copy says, ``clipboard-silent`` where it waits for a focus that it does not get.
    """
    kind = "text/html" if content.html else "text/plain;charset=utf-8"
    given = (content.page or content.text).encode("utf-8", "replace")
    ended = run(["wl-copy", "--type", kind], given, name="wl-copy", folder="/")
    if ended.code:
        raise DeliveryError("clipboard-failed", program="wl-copy", reason=ended.said)
    found = (warning("clipboard-html-only"),) if content.html else ()
    return Copied(holder="Wayland", diagnostics=found)

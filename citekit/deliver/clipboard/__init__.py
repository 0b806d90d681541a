"""Citations and bibliographies onto the clipboard, so that italics survive where they are pasted.

What is copied is offered in several forms at once, HTML, RTF and plain text; the program that
pastes takes the one that it prefers. One module a system:

- ``windows``: HTML Format, RTF and Unicode text, which Windows keeps;
- ``macos``: public.html, public.rtf and plain text on the pasteboard, which macOS keeps;
- ``x11``: all three. X keeps nothing: a process of its own (``owner``) hands them out until
  another program copies;
- ``wayland``: HTML by wl-copy, which hands out one form only.

X11 and Wayland are tested for real, under Xvfb and Weston. The calls of Windows and macOS have
not been run yet; what is handed to them is tested.
"""

from __future__ import annotations

import os
import shutil
import sys

from citekit.deliver.clipboard.content import Content, Copied, Made, content
from citekit.errors import DeliveryError

__all__ = ["FORMS", "Content", "Copied", "Made", "content", "copy"]

FORMS = ("text", "html", "rtf")
"""The output formats that :func:`copy` takes, in its order."""


def copy(text: Made, html: Made = "", rtf: Made = "") -> Copied:
    """Puts the same work, as plain text, HTML and RTF, on the clipboard of this desktop.

    Each is a citation as :func:`citekit.cite` makes it, a list of them, or a Bibliography; text
    alone is copied as it is. Raises DeliveryError ``clipboard-none`` where there is no clipboard
    (no desktop, a connection by SSH), ``clipboard-unreached`` or ``clipboard-failed`` where there
    is one that cannot be reached or refuses.
    """
    given = content(text, html, rtf)
    if sys.platform == "win32":
        from citekit.deliver.clipboard import windows

        return windows.copy(given)
    if sys.platform == "darwin":
        from citekit.deliver.clipboard import macos

        return macos.copy(given)
    if _is_for_wl_copy():
        from citekit.deliver.clipboard import wayland

        return wayland.copy(given)
    if os.environ.get("DISPLAY"):
        from citekit.deliver.clipboard import x11

        return x11.copy(given)
    code = "clipboard-no-wl-copy" if os.environ.get("WAYLAND_DISPLAY") else "clipboard-none"
    raise DeliveryError(code)


def _is_for_wl_copy() -> bool:
    """Whether wl-copy is the way: under Wayland, unless its X server does as well or better.

    GNOME hands to every window what is copied in its X server, in all its forms (mutter,
    ``meta_x11_selection_handle_xfixes_selection_notify`` in src/x11/meta-x11-selection.c). KDE does
    so only while an X window has the focus, and a terminal often is none (KWin,
    ``Clipboard::doHandleXfixesNotify`` in src/xwl/clipboard.cpp). Without wl-copy, X is tried.
    """
    if not os.environ.get("WAYLAND_DISPLAY"):
        return False
    has_x = bool(os.environ.get("DISPLAY"))
    desktops = os.environ.get("XDG_CURRENT_DESKTOP", "").split(":")
    return shutil.which("wl-copy") is not None and not (has_x and "GNOME" in desktops)

"""Which style is meant: by name, path, id, title, journal or ISSN; parents followed; an index.

What needs the index is imported when first used: a style found by its name does not.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from citekit.styles.header import KINDS, StyleInfo
from citekit.styles.names import StyleFile, find, read

if TYPE_CHECKING:
    from citekit.styles.journals import JournalStyles, for_journal, for_references, journal
    from citekit.styles.lookup import info, near, search

__all__ = [
    "KINDS",
    "JournalStyles",
    "StyleFile",
    "StyleInfo",
    "find",
    "for_journal",
    "for_references",
    "info",
    "journal",
    "near",
    "read",
    "search",
]


_HOMES = {
    **dict.fromkeys(("info", "near", "search"), "citekit.styles.lookup"),
    **dict.fromkeys(
        ("JournalStyles", "for_journal", "for_references", "journal"), "citekit.styles.journals"
    ),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)

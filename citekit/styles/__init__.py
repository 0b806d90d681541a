"""Which style is meant: by name, path, id, title, journal or ISSN; parents followed; an index.

What needs the index is imported when first used: a style found by its name does not.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from citekit.styles.header import KINDS, StyleInfo
from citekit.styles.names import StyleFile, find, read

if TYPE_CHECKING:
    from citekit.styles.lookup import for_journal, info, near, search

__all__ = [
    "KINDS",
    "StyleFile",
    "StyleInfo",
    "find",
    "for_journal",
    "info",
    "near",
    "read",
    "search",
]


def __getattr__(name: str) -> Any:
    if name not in {"for_journal", "info", "near", "search"}:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("citekit.styles.lookup"), name)

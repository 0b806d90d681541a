"""Which style is meant: by name, path, id, title, journal or ISSN; parents followed; an index."""

from citekit.styles.header import KINDS, StyleInfo
from citekit.styles.lookup import for_journal, info, near, search
from citekit.styles.names import StyleFile, find, read

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

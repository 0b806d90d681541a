"""BibTeX, spelled so that Zotero imports all of it and every BibTeX style can print it.

Only entry types that Zotero accepts; UTF-8, with escapes for ``# $ % & _`` and few others;
names as *von Last, First*, bodies in braces; ``year`` and ``month`` (a range or a season in
``date``); ``language`` is a code; ``pages = {1-16}``. The title of a special issue is in
``issuetitle`` and in ``series``, where Zotero looks for it; the rubric is in ``chapter``. What
Zotero has no field for stands in fields whose names begin with ``x-``, which all readers skip.
"""

from __future__ import annotations

from citekit.formats.bib_codec import BIBTEX
from citekit.formats.bib_fields import ROWS, TYPE_ROWS
from citekit.formats.bib_read import read_bib
from citekit.formats.bib_write import write_bib
from citekit.model import ATTRIBUTES, Library

FIELDS = {(row.variable, row.bibtex): row.types for row in ROWS if row.bibtex}
"""(CSL variable, field) → the types for which they are the same fact."""

TYPES = {row.csl: row.bibtex for row in TYPE_ROWS}
"""CSL type → entry type."""

HOLDS = frozenset(ATTRIBUTES)
"""All variables: those without a field of BibTeX's have one of citekit's own."""


def read(text: str) -> Library:
    """The library in a .bib file of either flavour; unknown fields go to ``custom["bibtex"]``.

    Never raises: broken entries are error diagnostics, the others are read.
    """
    return read_bib(text, BIBTEX.name)


def write(library: Library) -> str:
    """The .bib file of *library* for Zotero, JabRef and BibTeX."""
    return write_bib(library, BIBTEX)

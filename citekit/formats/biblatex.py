"""BibLaTeX, spelled for LaTeX with biber.

Special characters escaped for LaTeX, UTF-8 kept; ``date = {2006-09/2006-12}`` (EDTF); ``langid``
for the language (``language`` would be printed); ``journaltitle``, ``issuetitle``,
``pages = {1--16}``; bodies in double braces. What biblatex has no field for stands in fields
whose names begin with ``x-`` (the rubric in ``x-section``), which LaTeX skips.
"""

from __future__ import annotations

from citekit.formats.bib_codec import BIBLATEX
from citekit.formats.bib_fields import ROWS, TYPE_ROWS
from citekit.formats.bib_read import read_bib
from citekit.formats.bib_write import write_bib
from citekit.model import ATTRIBUTES, Library

FIELDS = {(row.variable, row.biblatex): row.types for row in ROWS if row.biblatex}
"""(CSL variable, field) → the types for which they are the same fact."""

TYPES = {row.csl: row.biblatex for row in TYPE_ROWS}
"""CSL type → entry type."""

HOLDS = frozenset(ATTRIBUTES)
"""All variables: those without a field of biblatex's have one of citekit's own."""


def read(text: str) -> Library:
    """The library in a .bib file of either flavour; unknown fields go to ``custom["biblatex"]``.

    Never raises: broken entries are error diagnostics, the others are read.
    """
    return read_bib(text, BIBLATEX.name)


def write(library: Library) -> str:
    """The .bib file of *library* for LaTeX with biblatex and biber."""
    return write_bib(library, BIBLATEX)

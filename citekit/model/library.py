"""What reading a file gives: references, and what belongs to the file and to none of them."""

from __future__ import annotations

import msgspec

from citekit.errors import Diagnostic
from citekit.model.reference import Reference


class Library(msgspec.Struct, frozen=True, kw_only=True):
    """The contents of a bibliography file.

    ``comments`` are kept in order, ``strings`` are a .bib file's abbreviations (name → raw value),
    ``preamble`` its raw preambles.
    """

    references: tuple[Reference, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    comments: tuple[str, ...] = ()
    strings: dict[str, str] = {}
    preamble: tuple[str, ...] = ()

"""A formatted bibliography: its entries, and the layout that the style asks for."""

from __future__ import annotations

import msgspec

from citekit.errors import Diagnostic


class Bibliography(msgspec.Struct, frozen=True, kw_only=True):
    """Entries in the style's order, each in the output format; ``str()`` is the whole part.

    ``ids`` are the references' keys, entry by entry. ``hanging_indent``, ``second_field_align``
    (``flush`` or ``margin``), ``line_spacing`` and ``entry_spacing`` are CSL's bibliography
    options, for whoever lays out the entries. ``diagnostics`` say what could not be formatted.
    """

    entries: tuple[str, ...]
    ids: tuple[str, ...]
    document: str
    diagnostics: tuple[Diagnostic, ...] = ()
    hanging_indent: bool = False
    second_field_align: str | None = None
    line_spacing: int = 1
    entry_spacing: int = 1

    def __str__(self) -> str:
        return self.document

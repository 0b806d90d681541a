"""The rules that `check` runs, in the order of their findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from citekit.checks import dates, duplicates, identifiers, kinds, missing, names, numbers, texts
from citekit.errors import Diagnostic
from citekit.model import Reference

Rule = Callable[[Reference], Iterable[Diagnostic]]
LibraryRule = Callable[[Sequence[Reference]], Iterable[Diagnostic]]

RULES: tuple[Rule, ...] = (
    missing.key,
    missing.title,
    missing.people,
    missing.date,
    missing.container,
    missing.publisher,
    missing.address,
    missing.pages,
    names.incomplete,
    names.capitals,
    names.digits,
    names.commas,
    names.several,
    dates.year,
    dates.month,
    dates.order,
    dates.accessed,
    numbers.pages,
    numbers.volume,
    numbers.issue,
    identifiers.doi,
    identifiers.isbn,
    identifiers.issn,
    identifiers.url,
    identifiers.language,
    texts.capitals,
    texts.quotes,
    texts.brackets,
    texts.broken_encoding,
    texts.scan_slips,
    texts.foreign_citation,
    kinds.container,
    kinds.title,
)
"""Rules on one reference."""

LIBRARY_RULES: tuple[LibraryRule, ...] = (
    duplicates.keys,
    duplicates.works,
    duplicates.identifiers,
    duplicates.pages,
)
"""Rules on all references together; each takes time in proportion to their number."""

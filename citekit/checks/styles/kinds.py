"""Types of work that a style prints nothing of, or has no rule for."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.checks.styles.sheet import Sheet, line_of
from citekit.checks.styles.specimens import FACTS, FULL
from citekit.errors import Diagnostic, note, warning


def empty(sheet: Sheet) -> Iterator[Diagnostic]:
    """A complete work of a common type has an entry, or a citation where there are no entries."""
    has_entries = sheet.style.has_bibliography
    area = next(sheet.elements("bibliography" if has_entries else "citation"))
    for work, entry, cite in sheet.printed:
        if work.kind == FULL and not (entry if has_entries else cite).strip():
            yield warning("style-type-empty", line=line_of(area), type=work.reference.type)


def untreated(sheet: Sheet) -> Iterator[Diagnostic]:
    """The common types that no condition names: they look as whatever is left over does."""
    named = {
        type_
        for branch in sheet.elements("if", "else-if")
        for type_ in str(branch.get("type") or "").split()
    }
    left = [type_ for type_ in FACTS if type_ not in named]
    if left:
        area = next(sheet.elements("bibliography"), next(sheet.elements("citation")))
        yield note("style-type-untreated", line=line_of(area), types=", ".join(left))

"""What each format holds, and where: in a field of its own, or in citekit's extension.

From the promises of the formats are made what `convert` says is lost, the table of the README,
and what the round-trip tests ask for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, cast

from citekit.errors import Diagnostic, warning
from citekit.formats import FORMATS, by_name, mods_fields
from citekit.formats.shared import same
from citekit.model import (
    ATTRIBUTES,
    DATE_VARIABLES,
    NAME_VARIABLES,
    TYPES,
    Date,
    Library,
    Name,
    Reference,
)
from citekit.model.decode import ALIASES

OWN_FIELD, EXTENSION, NOT_HELD = "●", "○", "–"
_EXTENSION_MARKS = {
    "bibtex": "x-csl =",
    "biblatex": "x-csl =",
    "ris": "M2  - ",
    "mods": "<csl-json>",
}
_SAMPLES: dict[str, Any] = {
    "DOI": "10.1234/example",
    "URL": "https://example.org/",
    "ISBN": "978-2-07-036822-8",
    "ISSN": "0758-1726",
    "language": "fr",
    "page": "17-36",
    "categories": ("histoire",),
    "custom": {"access": "libre"},
}


ZOTERO_DROPS: dict[str, frozenset[str]] = {
    "csljson-zotero": frozenset({"keyword", "annote", "categories"}),
    "bibtex": frozenset({"citation-key"}),
    "mods": frozenset(ATTRIBUTES) - mods_fields.ELEMENTS | {"section"},
}
"""What stands in a file, and Zotero's importer passes over, by format (measured with Zotero 7)."""


class Loss(NamedTuple):
    """A fact that a format cannot hold: at all, or (``in_part``) only some of it."""

    reference: str
    variable: str
    in_part: bool


def kept(reference: Reference, format: str) -> Reference:
    """What of *reference* comes back from *format*; what does not is None, or says less.

    The key is empty where the format has no place for it; the type is ``document`` where it has
    none for types.
    """
    module: Any = by_name(format).module
    if hasattr(module, "kept"):
        return cast(Reference, module.kept(reference))
    holds = module.HOLDS | {"id", "type"}
    if holds >= ATTRIBUTES.keys():
        return reference
    changes: dict[str, Any] = {}
    for variable, value in reference.items():
        if variable not in holds:
            changes[ATTRIBUTES[variable]] = None
            new = ALIASES.get(variable)
            if new is not None and reference.get(new) is None:
                changes[ATTRIBUTES[new]] = value
    return reference.replace(**changes) if changes else reference


def losses(references: Iterable[Reference], format: str) -> list[Loss]:
    """The facts of *references* that *format* cannot hold, in their order."""
    found = []
    for reference in references:
        left = kept(reference, format)
        if left is reference:
            continue
        for variable, value in reference.items():
            other = left.get(variable) or left.get(ALIASES.get(variable, variable))
            if not same(variable, other, value):
                found.append(Loss(reference.id, variable, in_part=other not in (None, "")))
    return found


def unread_by_zotero(references: Iterable[Reference], format: str) -> list[Loss]:
    """The facts of *references* that *format* holds and Zotero does not import from it."""
    unread = ZOTERO_DROPS.get(by_name(format).name, frozenset())
    return [
        Loss(reference.id, variable, in_part=False)
        for reference in references
        for variable, _ in reference.items()
        if variable in unread
    ]


def tell(code: str, lost: Iterable[Loss], format: str) -> list[Diagnostic]:
    """A warning (``loss``, ``loss-zotero``) for each reference that loses something."""
    by_reference: dict[str, list[str]] = {}
    for each in lost:
        word = f"{each.variable} (…)" if each.in_part else each.variable
        by_reference.setdefault(each.reference, []).append(word)
    title = by_name(format).title
    return [
        warning(code, title=title, variables=", ".join(variables), reference=key)
        for key, variables in by_reference.items()
    ]


def tell_in_one(code: str, lost: Iterable[Loss], format: str) -> list[Diagnostic]:
    """One warning (``losses``, ``losses-zotero``) for all that is lost; none where nothing is."""
    found = list(lost)
    if not found:
        return []
    counts = Counter(each.variable for each in found)
    facts = ", ".join(f"{variable} ({count})" for variable, count in counts.most_common())
    count = len({each.reference for each in found})
    return [warning(code, title=by_name(format).title, variables=facts, count=count)]


@cache
def holds(format: str) -> frozenset[str]:
    """The CSL variables that come back from *format* for some type of work."""
    return frozenset(variable for variable in ATTRIBUTES if _holding_types(format, variable))


def holds_table() -> str:
    """Which CSL variables each format holds, as a Markdown table.

    ● in a field or tag of its own, for some type at least; ○ in the ``x-csl`` field, an ``M2``
    line or the extension of MODS; – not at all. Variables that stand alike share a row.
    """
    names = [each.name for each in FORMATS.values() if each.is_written]
    rows: dict[tuple[str, ...], list[str]] = {}
    for variable in ATTRIBUTES:
        rows.setdefault(tuple(_place(name, variable) for name in names), []).append(variable)
    lines = [
        "| variables | " + " | ".join(f"`{name}`" for name in names) + " |",
        "|---|" + ":-:|" * len(names),
    ]
    for places, variables in sorted(rows.items(), key=lambda row: -len(row[1])):
        label = ", ".join(f"`{variable}`" for variable in variables)
        lines.append("| " + " | ".join([label, *places]) + " |")
    return "\n".join(lines)


def _holding_types(format: str, variable: str) -> list[str]:
    """The CSL types for which *format* gives *variable* back."""
    module: Any = by_name(format).module
    if not hasattr(module, "kept"):
        return sorted(TYPES) if variable in module.HOLDS else []
    return [
        csl_type
        for csl_type in sorted(TYPES)
        if kept(full := _with(variable, csl_type), format).get(variable) == full.get(variable)
    ]


def _with(variable: str, csl_type: str) -> Reference:
    bare = Reference(id="a", type=csl_type)  # type: ignore[arg-type]  # one of TYPES
    if variable in {"id", "type"}:
        return bare
    return bare.replace(**{ATTRIBUTES[variable]: _sample(variable)})


def _place(name: str, variable: str) -> str:
    module = FORMATS[name].module
    if variable not in holds(name):
        return NOT_HELD
    mark = _EXTENSION_MARKS.get(name)
    if mark is None or variable in {"id", "type"}:
        return OWN_FIELD
    for csl_type in sorted(TYPES):
        bare = Reference(id="a", type=csl_type)  # type: ignore[arg-type]  # one of TYPES
        full = _with(variable, csl_type)
        before, after = (_marks(module.write(Library(references=(r,))), mark) for r in (bare, full))
        if after <= before:
            return OWN_FIELD
    return EXTENSION


def _marks(text: str, mark: str) -> int:
    """How much *text* says through the extension."""
    return sum(len(line) for line in text.splitlines() if line.strip().startswith(mark))


def _sample(variable: str) -> Any:
    if variable in NAME_VARIABLES:
        return (Name(family="Durand", given="Anne"),)
    if variable in DATE_VARIABLES:
        return Date.of(2006, 12)
    return _SAMPLES.get(variable, "12")

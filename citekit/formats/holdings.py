"""What each format holds, and where: in a field of its own, or in citekit's extension.

The table of the README is made here, from what the formats declare and what they write.
"""

from __future__ import annotations

from typing import Any

from citekit.formats import FORMATS
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

OWN_FIELD, EXTENSION, NOT_HELD = "●", "○", "–"
_EXTENSION_MARKS = {"bibtex": "x-csl =", "biblatex": "x-csl =", "ris": "M2  - "}
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


def holds_table() -> str:
    """Which CSL variables each format holds, as a Markdown table.

    ● in a field or tag of its own, for some type at least; ○ in the ``x-csl`` field or an ``M2``
    line; – not at all. Variables that stand alike share a row.
    """
    rows: dict[tuple[str, ...], list[str]] = {}
    for variable in ATTRIBUTES:
        rows.setdefault(tuple(_place(name, variable) for name in FORMATS), []).append(variable)
    lines = [
        "| variables | " + " | ".join(f"`{name}`" for name in FORMATS) + " |",
        "|---|" + ":-:|" * len(FORMATS),
    ]
    for places, variables in sorted(rows.items(), key=lambda row: -len(row[1])):
        label = ", ".join(f"`{variable}`" for variable in variables)
        lines.append("| " + " | ".join([label, *places]) + " |")
    return "\n".join(lines)


def _place(name: str, variable: str) -> str:
    module = FORMATS[name].module
    if variable not in module.HOLDS:
        return NOT_HELD
    mark = _EXTENSION_MARKS.get(name)
    if mark is None or variable in {"id", "type"}:
        return OWN_FIELD
    for csl_type in sorted(TYPES):
        bare = Reference(id="a", type=csl_type)  # type: ignore[arg-type]  # one of TYPES
        full = bare.replace(**{ATTRIBUTES[variable]: _sample(variable)})
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

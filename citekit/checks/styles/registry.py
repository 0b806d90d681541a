"""The rules on styles, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from citekit.checks.styles import french, header, joints, kinds, macros, schema, terms
from citekit.checks.styles.sheet import Sheet
from citekit.errors import Diagnostic

Rule = Callable[[Sheet], Iterable[Diagnostic]]

HEADER_RULES: tuple[Rule, ...] = (
    schema.valid,
    header.title,
    header.identifier,
    header.updated,
    header.rights,
    header.kind,
)
"""Rules on any style, dependent ones too."""

RULES: tuple[Rule, ...] = (
    header.language,
    macros.unused,
    terms.known,
    french.pages,
    french.words,
    french.ampersand,
    french.ordinals,
    french.spaces,
    french.widths,
    french.quotes,
    joints.doubled,
    kinds.empty,
    kinds.untreated,
)
"""Rules on the style that has the layouts."""

"""Names that look wrongly entered or wrongly split."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.errors import Diagnostic, note, warning
from citekit.model import NAME_VARIABLES, Name, Reference

_SEVERAL = re.compile(r"[;&]|\s(?:et|and|und)\s", re.IGNORECASE)
_DIGITS = re.compile(r"\d")
_CAPITALS = 4
"""Shorter names in capitals may be initials or an acronym (*LI*, *MBA*)."""


def _persons(reference: Reference) -> Iterator[Name]:
    for role in NAME_VARIABLES:
        people = reference.get(role)
        if isinstance(people, tuple):
            yield from (name for name in people if isinstance(name, Name) and name.literal is None)


def incomplete(reference: Reference) -> Iterator[Diagnostic]:
    """A person has a family name; one who uses a single name has it there."""
    for name in _persons(reference):
        if not (name.family or "").strip():
            yield warning("name-no-family", reference=reference.id, name=name.display())


def capitals(reference: Reference) -> Iterator[Diagnostic]:
    """Capitals are the style's business: *DUPONT* would stay so in every style."""
    for name in _persons(reference):
        family = name.family or ""
        if len(family) >= _CAPITALS and family.isupper():
            yield warning("name-capitals", reference=reference.id, name=name.display())


def digits(reference: Reference) -> Iterator[Diagnostic]:
    """A digit in a name is a note's call or a scanner's slip."""
    for name in _persons(reference):
        if _DIGITS.search(name.display()):
            yield warning("name-digits", reference=reference.id, name=name.display())


def commas(reference: Reference) -> Iterator[Diagnostic]:
    """A comma inside a part means that the name was not split."""
    for name in _persons(reference):
        if "," in (name.family or "") or "," in (name.given or ""):
            yield warning("name-comma", reference=reference.id, name=name.display())


def several(reference: Reference) -> Iterator[Diagnostic]:
    """*Crozet et Rangeon* as one family name is two people."""
    for name in _persons(reference):
        if _SEVERAL.search(name.family or "") or _SEVERAL.search(name.given or ""):
            yield note("name-several", reference=reference.id, name=name.display())

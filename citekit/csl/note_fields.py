"""Variables that stand in a reference's note, as Zotero's users write them in the field Extra."""

from __future__ import annotations

import re
from typing import Any

from citekit.model import (
    ATTRIBUTES,
    DATE_VARIABLES,
    NAME_VARIABLES,
    TEXT_VARIABLES,
    TYPES,
    Date,
    Name,
    Reference,
)
from citekit.model.decode import ALIASES
from citekit.text.dates import read_date
from citekit.text.patterns import pattern

_IN_BRACES = pattern(r" ?\{:([A-Za-z][\w-]*):([^{}\n]+)\}")
_LINE = pattern(r"([A-Za-z][\w .-]*?):\s*(\S.*)")


def _label(key: str) -> str:
    return re.sub(r"[ _-]+", "-", key.strip()).lower()


_VARIABLES = {
    _label(variable): variable for variable in (*TEXT_VARIABLES, *NAME_VARIABLES, *DATE_VARIABLES)
}
_VARIABLES |= {_label(alias): variable for alias, variable in ALIASES.items()}
_VARIABLES["type"] = "type"
del _VARIABLES["note"]
_TYPES = {_label(word): word for word in TYPES}
_NAMES, _DATES = frozenset(NAME_VARIABLES), frozenset(DATE_VARIABLES)


def with_note_fields(reference: Reference) -> Reference:
    """*reference* with the variables that its note spells, and its note without them.

    Two forms: ``{:original-date: 1890}`` anywhere; and lines ``Original Date: 1890`` at the head of
    the note, under a first line of any kind. A variable is named as in CSL, in any case, with
    hyphens or blanks. Names are ``Editor: Doe || Jane`` (family || given; without bars a body),
    one a line; dates EDTF or words. A type and a date replace what the reference has; any other
    variable that it has stays, and so does the line. A line with an unknown name stays too. The
    reference itself where nothing is found. Source: Zotero's "Citing Fields from Extra".
    """
    note = reference.note
    if note is None or ":" not in note:
        return reference
    fields = _Fields(reference)
    if "{:" in note:
        note = _IN_BRACES.sub(lambda match: "" if fields.take(*match.groups()) else match[0], note)
    kept: list[str] = []
    lines = iter(enumerate(note.split("\n")))
    for index, line in lines:
        match = _LINE.fullmatch(line.strip())
        if match and fields.take(*match.groups()):
            continue
        kept.append(line)
        if index and not match and line.strip():
            break  # prose: what follows is prose too
    if not fields.found:
        return reference
    kept += [line for _, line in lines]
    return reference.replace(**fields.found, note="\n".join(kept).strip() or None)


class _Fields:
    """What was found, by attribute."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self.found: dict[str, Any] = {}

    def take(self, key: str, text: str) -> bool:
        """Whether *key* is a variable that the reference can take *text* for."""
        variable = _VARIABLES.get(_label(key))
        text = text.strip()
        if variable is None or not text:
            return False
        attribute = ATTRIBUTES[variable]
        if variable == "type":
            kind = _TYPES.get(_label(text))
            if kind is None:
                return False
            self.found["type"] = kind
        elif variable in _DATES:
            self.found[attribute] = _date(text)
        elif getattr(self._reference, attribute) is not None:
            return False
        elif variable in _NAMES:
            self.found[attribute] = (*self.found.get(attribute, ()), _name(text))
        else:
            self.found.setdefault(attribute, text)
        return True


def _date(text: str) -> Date:
    try:
        return Date.from_edtf(text)
    except ValueError:
        return read_date(text) or Date(literal=text)


def _name(text: str) -> Name:
    family, bars, given = (part.strip() for part in text.partition("||"))
    return Name(family=family or None, given=given or None) if bars else Name(literal=family)

"""CSL-JSON items into references, one at a time: a bad item costs one diagnostic, not the file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from citekit.errors import Diagnostic, error, note, warning
from citekit.model.date import Date
from citekit.model.name import Name
from citekit.model.reference import (
    ATTRIBUTES,
    DATE_VARIABLES,
    NAME_VARIABLES,
    TYPES,
    Reference,
)

ALIASES = {
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
    "part-number": "part",
    "printing-number": "printing",
    "supplement-number": "supplement",
    "event": "event-title",
    "doi": "DOI",
    "url": "URL",
    "isbn": "ISBN",
    "issn": "ISSN",
    "pmid": "PMID",
    "pmcid": "PMCID",
}
"""Other spellings of a variable that are met in CSL-JSON files."""

_NAMES = frozenset(NAME_VARIABLES)
_DATES = frozenset(DATE_VARIABLES)


def decode_items(items: Iterable[object]) -> tuple[list[Reference], list[Diagnostic]]:
    """References and diagnostics from decoded JSON *items*; paths are ``$[0]``, ``$[1].issued``."""
    references: list[Reference] = []
    diagnostics: list[Diagnostic] = []
    for index, item in enumerate(items):
        reference, found = decode_item(item, f"$[{index}]")
        diagnostics += found
        if reference is not None:
            references.append(reference)
    return references, diagnostics


def decode_item(item: object, path: str = "$") -> tuple[Reference | None, list[Diagnostic]]:
    """One reference from a decoded JSON object, or None with the reason.

    What CSL has no variable for, and what its variable cannot hold, is kept in ``custom``.
    """
    if not isinstance(item, Mapping):
        return None, [error("json-not-an-item", path=path, found=_kind(item))]
    diagnostics: list[Diagnostic] = []
    custom = dict(item["custom"]) if isinstance(item.get("custom"), Mapping) else {}
    values: dict[str, Any] = {}

    def keep(key: str, value: object, diagnostic: Diagnostic) -> None:
        custom[key] = value
        diagnostics.append(diagnostic)

    for key, value in item.items():
        variable = ALIASES.get(key, key)
        place = f"{path}.{key}"
        if value is None or value == "" or key in {"id", "type"}:
            continue
        if key == "custom":
            if not isinstance(value, Mapping):
                keep(key, value, warning("json-bad-value", path=place, variable=key))
        elif variable not in ATTRIBUTES:
            keep(key, value, note("json-unknown-variable", path=place, variable=key))
        elif variable in values or (variable != key and item.get(variable)):
            if item.get(variable) != value:
                keep(key, value, note("json-second-spelling", path=place, variable=variable))
        else:
            try:
                values[variable], strangers = _value(variable, value)
                if strangers:
                    keep(key, value, note("json-unknown-part", path=place, part=strangers[0]))
            except _BadValueError:
                keep(key, value, warning("json-bad-value", path=place, variable=key))
    identifier = item.get("id")
    if identifier is None or isinstance(identifier, bool | list | dict) or str(identifier) == "":
        diagnostics.append(warning("json-no-id", path=path))
        identifier = ""
    kind = item.get("type")
    if not isinstance(kind, str) or kind not in TYPES:
        if kind not in (None, ""):
            custom["type"] = kind
        diagnostics.append(warning("json-unknown-type", path=f"{path}.type", type=str(kind)))
        kind = "document"
    attributes = {ATTRIBUTES[variable]: value for variable, value in values.items()}
    reference = Reference(
        id=_text(identifier),
        type=kind,  # type: ignore[arg-type]  # checked against TYPES above
        **{**attributes, "custom": custom or None},
    )
    return reference, diagnostics


class _BadValueError(ValueError):
    """The value does not fit its variable."""


def _value(variable: str, value: object) -> tuple[Any, list[str]]:
    """The typed value, and the parts of it that CSL does not know."""
    if variable in _NAMES:
        people = value if isinstance(value, list) else [value]
        strangers = [part for person in people for part in _strangers(person, _NAME_KEYS)]
        return tuple(_name(person) for person in people) or None, strangers
    if variable in _DATES:
        return _date(value), _strangers(value, _DATE_KEYS)
    if variable == "categories":
        if not isinstance(value, list):
            raise _BadValueError
        return tuple(_text(word) for word in value) or None, []
    return _text(value), []


def _strangers(value: object, known: frozenset[str]) -> list[str]:
    return [str(key) for key in value if key not in known] if isinstance(value, Mapping) else []


def _text(value: object) -> str:
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise _BadValueError


def _flag(value: object) -> bool | None:
    if isinstance(value, str):
        return value.strip().lower() not in {"", "0", "false", "no"} or None
    return bool(value) or None


_FLAGS = {"comma-suffix", "static-ordering", "parse-names"}
_NAME_KEYS = frozenset(Name.__struct_encode_fields__)


def _name(value: object) -> Name:
    if isinstance(value, str):
        return Name(literal=_text(value))
    if not isinstance(value, Mapping):
        raise _BadValueError
    facts: dict[str, Any] = {}
    for key, part in value.items():
        if part is None or part == "" or key not in _NAME_KEYS:
            continue
        facts[key.replace("-", "_")] = _flag(part) if key in _FLAGS else _text(part)
    if not facts.keys() & {"family", "given", "literal", "dropping_particle", "suffix"}:
        raise _BadValueError
    return Name(**facts)


_DATE_KEYS = frozenset(Date.__struct_encode_fields__)


def _date(value: object) -> Date:
    if isinstance(value, str | int):
        if isinstance(value, bool):
            raise _BadValueError
        try:
            return Date.from_edtf(str(value))
        except ValueError:
            return Date(literal=_text(value))
    if not isinstance(value, Mapping):
        raise _BadValueError
    season = value.get("season")
    ends = _date_parts(value.get("date-parts"))
    date = Date(
        date_parts=tuple(end for end in ends if end),
        season=_season(season) if season not in (None, "") else None,
        circa=_flag(value.get("circa")),
        literal=_text(value["literal"]) if value.get("literal") else None,
        raw=_text(value["raw"]) if value.get("raw") else _open(value, ends),
    )
    if not date.date_parts and date.literal is None:
        if date.raw is None:
            raise _BadValueError
        try:
            parsed = Date.from_edtf(date.raw)
        except ValueError:
            return date
        return msgspec.structs.replace(
            parsed,
            raw=date.raw,
            circa=date.circa or parsed.circa,
            season=date.season or parsed.season,
        )
    return date


def _season(value: object) -> int | str:
    text = _text(value)
    return int(text) if text.isdecimal() and len(text) < 4 else text


def _date_parts(value: object) -> tuple[tuple[int, ...], ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > 2:
        raise _BadValueError
    if value and all(isinstance(part, int | str) for part in value):
        value = [value]  # seen in the wild: [2006, 12] for [[2006, 12]]
    parts = []
    for end in value:
        if not isinstance(end, list) or len(end) > 3:
            raise _BadValueError
        try:
            numbers = tuple(int(_text(part)) for part in end if part not in (None, ""))
        except ValueError as problem:
            raise _BadValueError from problem
        if 0 in numbers:  # an unknown month or day, as some exporters write it
            numbers = numbers[: numbers.index(0)]
        parts.append(numbers)
    return tuple(parts)


def _open(value: Mapping[str, Any], ends: tuple[tuple[int, ...], ...]) -> str | None:
    """EDTF of a range with an end of zeros (``[[1987], [0]]``), as Date.from_edtf keeps it."""
    if len(ends) != 2 or bool(ends[0]) == bool(ends[1]):
        return None
    unknown = value["date-parts"][1 if ends[0] else 0]
    if not unknown or unknown[0] not in (0, "0"):
        return None
    known = Date(date_parts=(ends[0] or ends[1],)).edtf()
    return f"{known}/.." if ends[0] else f"../{known}"


def _kind(value: object) -> str:
    return type(value).__name__

"""References as citeproc-py's sources: names, dates and marked texts under its own spellings."""

from __future__ import annotations

import re
from typing import Any

from citeproc import source as citeproc

from citekit.csl import marks
from citekit.csl.citeproc_py.spaces import protected
from citekit.csl.richtext import marked
from citekit.model import Date, Name, Reference
from citekit.text.characters import APOSTROPHE, NARROW_NBSP, NBSP, fold

_CONTROL = re.compile(r"[\x00-\x20\x7f\x85]+")

ALSO = {
    "event-title": "event",
    "event": "event-title",
    "part": "part-number",
    "supplement": "supplement-number",
    "printing": "printing-number",
    "page-first": "page",
}
"""A variable → the one that stands for it where a style asks and the reference lacks it."""


def source_of(reference: Reference, key: str) -> citeproc.Reference:
    """The reference as citeproc-py takes it; its variables under both spellings it looks for."""
    values: dict[str, Any] = {}
    for variable, value in reference.items():
        if variable in {"id", "type", "custom", "categories"}:
            continue
        translated = _value(variable, value)
        if translated is not None:
            values[variable] = translated
    for variable, other in ALSO.items():
        if variable in values:
            values.setdefault(other, values[variable])
    if values.get("editor") and values["editor"] == values.get("translator"):
        values["editortranslator"] = values["editor"]
    if "citation-label" not in values:
        values["citation-label"] = _label(reference)
    entry = citeproc.Reference(key, reference.type)
    for variable, value in values.items():
        dict.update(entry, {variable: value, variable.replace("-", "_"): value})
    return entry


def _value(variable: str, value: object) -> Any:
    if isinstance(value, tuple):
        return [_name(name) for name in value] or None
    if isinstance(value, Date):
        return _date(value)
    text = _text(str(value))
    return (text[:2].lower() if variable == "language" else text) or None


def _text(text: str) -> str:
    return protected(marked(_CONTROL.sub(" ", text)).strip(" "))


def _name(name: Name) -> citeproc.Name:
    parts = {
        "given": name.given,
        "family": name.family,
        "dropping-particle": name.dropping_particle,
        "non-dropping-particle": name.non_dropping_particle,
        "suffix": name.suffix,
    }
    if name.literal is not None or not (name.family or name.given):
        return citeproc.Name(literal=_part(name.display()))
    if not name.family:  # one name only: it is what sorts and what a citation shows
        parts |= {"family": name.given, "given": None}
    return citeproc.Name(**{part: _part(text) for part, text in parts.items() if text})


def _part(text: str) -> str:
    """A part of a name, plain spaces in it (initials are taken there), elisions marked."""
    plain = _text(text.replace(NBSP, " ").replace(NARROW_NBSP, " "))
    return plain + marks.ELISION if plain.endswith(("'", APOSTROPHE)) else plain


_SEASONS = {"printemps": 1, "ete": 2, "automne": 3, "hiver": 4} | {
    "spring": 1,
    "summer": 2,
    "autumn": 3,
    "fall": 3,
    "winter": 4,
}


def _date(date: Date) -> citeproc.DateBase | None:
    circa = bool(date.circa)
    season = date.season
    if isinstance(season, str):
        season = _SEASONS.get(fold(season), season)
    if not date.date_parts:
        words = date.literal or date.raw
        return citeproc.LiteralDate(_text(words), circa=circa) if words else None
    if isinstance(season, str):
        words = f"{_text(season)} {date.date_parts[0][0]}"
        return citeproc.LiteralDate(words, circa=circa)
    ends = [
        _end(parts, season if index == 0 else None) for index, parts in enumerate(date.date_parts)
    ]
    if len(ends) == 1:
        return citeproc.Date(circa=circa, **ends[0])
    return citeproc.DateRange(
        begin=citeproc.Date(**ends[0]), end=citeproc.Date(**ends[1]), circa=circa
    )


def _end(parts: tuple[int, ...], season: int | None) -> dict[str, int]:
    found = dict(zip(("year", "month", "day"), parts, strict=False))
    month = found.get("month", 0)
    if 21 <= month <= 24:
        return {"year": found["year"], "season": month - 20}
    if not 1 <= month <= 12:
        found = {"year": found["year"]}
    if season is not None and 1 <= season <= 4 and "month" not in found:
        found["season"] = season
    return found


def _label(reference: Reference) -> str:
    """A label for styles that cite by one: four letters of a name, or one of each, and the year."""
    people = reference.author or reference.editor or ()
    families = [name.family or name.literal or name.given or "" for name in people]
    if len(families) == 1:
        letters = families[0][:4]
    else:
        letters = "".join(family[:1] for family in families[:4]) or (reference.title or "")[:4]
    year = reference.issued.year if reference.issued else None
    return _text(letters) + (f"{year % 100:02d}" if year is not None else "")

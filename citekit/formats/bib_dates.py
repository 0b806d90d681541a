"""Dates in .bib files: ``date = {2006-09/2006-12}``, ``year = {2006}, month = dec``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from citekit.formats.bib_values import MONTHS
from citekit.model import Date
from citekit.text.characters import fold
from citekit.text.latex import Dialect, from_text, to_text

_MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier janv", "feb february fevrier fevr fev", "mar march mars",
            "apr april avril avr", "may mai", "jun june juin", "jul july juillet juil",
            "aug august aout", "sep sept september septembre", "oct october octobre",
            "nov november novembre", "dec december decembre", "", "", "", "", "", "", "", "",
            "spring printemps", "summer ete", "autumn fall automne", "winter hiver",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WORDS = re.compile(r"[a-z]+|\d+|[-/]")
_YEARS = re.compile(r"(-?\d{1,4})(?:\s?[-/\u2013]\s?(\d{4}))?")
_CIRCA = re.compile(r"(?:c|ca|circa|v|vers)\b\.?\s?(\d{4})|\[?(\d{4})\s?\?\]?", re.IGNORECASE)
_TIME = re.compile(r"T\d[\d:.,Z+\-]*$")


def read_date(value: str) -> Date | None:
    """A date from EDTF, a time of day being dropped; words stay a literal."""
    try:
        return Date.from_edtf(_TIME.sub("", value.strip()))
    except ValueError:
        text = to_text(value)
        if not text:
            return None
        years = _YEARS.fullmatch(text)
        return _from_years(years) if years else Date(literal=text)


def read_issued(fields: Mapping[str, str]) -> tuple[Date | None, tuple[str, ...]]:
    """The date in ``date``, or in ``year``, ``month`` and ``day``; and which fields it used."""
    if date := read_date(fields.get("date", "")):
        text = to_text(fields.get("year", ""))
        agrees = text in fields["date"] or text == str(date.year)
        return date, ("date", "year", "month", "day") if agrees else ("date",)
    year = _year(to_text(fields.get("year", "")))
    if year is None or not year.date_parts:
        return year, ("year",)
    words = fold(to_text(fields.get("month", "")))
    if not words or len(year.date_parts) > 1:
        return year, ("year", *(() if words else ("month",)))
    ends = _months(words, fields.get("day", ""))
    if not ends:
        return year, ("year",)
    number = year.date_parts[0][0]
    if len(ends) == 1 and ends[0][0] > 20:
        return Date(date_parts=((number,),), season=ends[0][0] - 20, circa=year.circa), _used(ends)
    parts = tuple((number, *end) for end in ends)
    return Date(date_parts=parts, circa=year.circa), _used(ends)


def _used(ends: list[tuple[int, ...]]) -> tuple[str, ...]:
    return ("year", "month", "day") if len(ends[0]) > 1 else ("year", "month")


def _year(text: str) -> Date | None:
    if not text:
        return None
    if years := _YEARS.fullmatch(text):
        return _from_years(years)
    if doubt := _CIRCA.fullmatch(text):
        return Date(date_parts=((int(doubt[1] or doubt[2]),),), circa=True)
    try:
        return Date.from_edtf(text)
    except ValueError:
        return Date(literal=text)


def _from_years(match: re.Match[str]) -> Date:
    first, last = int(match[1]), match[2]
    return Date.span((first,), (int(last),)) if last else Date.of(first)


def _months(words: str, day: str) -> list[tuple[int, ...]]:
    """``dec``, ``12``, ``12 dec``, ``sep/dec``, ``mars-juin`` as month or (month, day)."""
    tokens = _WORDS.findall(words)
    if len(tokens) > 7:
        return []
    ends: list[tuple[int, ...]] = []
    for part in " ".join(tokens).replace(" - - ", " / ").replace(" - ", " / ").split(" / "):
        named = [_MONTH_NAMES[word] for word in part.split() if word in _MONTH_NAMES]
        numbers = [int(word) for word in part.split() if word.isdecimal() and len(word) < 3]
        if len(named) + len(numbers) != len(part.split()):
            return []
        if len(named) == 1 and len(numbers) < 2:
            end = (named[0], *(number for number in numbers if 1 <= number <= 31))
        elif not named and len(numbers) == 1 and (1 <= numbers[0] <= 12 or 21 <= numbers[0] <= 24):
            end = (numbers[0],)
        else:
            return []
        ends.append(end)
    if len(ends) == 1 and len(ends[0]) == 1 and ends[0][0] < 13:
        plain = to_text(day).strip()
        if plain.isdecimal() and len(plain) < 3 and 1 <= int(plain) <= 31:
            return [(ends[0][0], int(plain))]
    return ends if len(ends) < 3 else []


def spell_date(date: Date, dialect: Dialect) -> str:
    """EDTF, or the words of a date that has only words."""
    if date.raw is not None and _is_edtf_of(date.raw, date):
        return date.raw
    return _edtf(date) or from_text(date.literal or date.raw or "", dialect)


def _edtf(date: Date) -> str | None:
    try:
        return date.edtf()
    except (ValueError, IndexError):  # a date without a year
        return None


def _is_edtf_of(raw: str, date: Date) -> bool:
    try:
        return Date.from_edtf(raw) == date
    except ValueError:
        return False


def spell_issued(date: Date, dialect: Dialect, *, year_and_month: bool) -> dict[str, str]:
    """The fields for a date of issue.

    With *year_and_month*, a year or a month is spelled as every BibTeX style reads it, and any
    other date has its year beside ``date``, which Zotero prefers; else all is in ``date``. A date
    in words is in ``year``.
    """
    edtf = _edtf(date)
    if edtf is None:
        return {"year": spell_date(date, dialect)}
    if not year_and_month:
        return {"date": spell_date(date, dialect)}
    year, *rest = date.date_parts[0]
    simple = len(date.date_parts) == 1 and not date.season and not date.circa and year > 0
    if simple and not rest:
        return {"year": str(year)}
    if simple and len(rest) == 1 and 1 <= rest[0] <= 12:
        return {"year": str(year), "month": MONTHS[rest[0] - 1]}
    return {"year": str(year), "date": spell_date(date, dialect)}

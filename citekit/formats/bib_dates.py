"""Dates in .bib files: ``date = {2006-09/2006-12}``, ``year = {2006}, month = dec``."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from citekit.formats.bib_values import MONTHS
from citekit.model import Date
from citekit.text.dates import read_date as read_words
from citekit.text.latex import Dialect, from_text, to_text

_YEARS = re.compile(r"(-?\d{1,4})(?:\s?[-/\u2013]\s?(\d{4}))?", re.ASCII)
_DOUBTED_YEAR = re.compile(r"\[?(\d{4})\s?\?\]?", re.ASCII)
_MONTH_BEFORE_DAY = re.compile(r"([^\W\d]+)\.?[\s-]?(\d{1,2})", re.ASCII)
_TIME = re.compile(r"T\d[\d:.,Z+\-]*$", re.ASCII)


def read_date(value: str) -> Date | None:
    """A date from EDTF (a time of day is dropped) or in words; other words stay a literal."""
    try:
        return Date.from_edtf(_TIME.sub("", value.strip()))
    except ValueError:
        return _from_words(to_text(value))


def _from_words(text: str) -> Date | None:
    if not text:
        return None
    if years := _YEARS.fullmatch(text):
        first, last = int(years[1]), years[2]
        return Date.span((first,), (int(last),)) if last else Date.of(first)
    if doubted := _DOUBTED_YEAR.fullmatch(text):
        return Date(date_parts=((int(doubted[1]),),), circa=True)
    return read_words(text) or Date(literal=text)


def read_issued(fields: Mapping[str, str]) -> tuple[Date | None, tuple[str, ...]]:
    """The date in ``date``, or in ``year``, ``month`` and ``day``; and which fields it used."""
    if date := read_date(fields.get("date", "")):
        text = to_text(fields.get("year", ""))
        agrees = text in fields["date"] or text == str(date.year)
        return date, ("date", "year", "month", "day") if agrees else ("date",)
    year = read_date(fields.get("year", ""))
    if year is None or len(year.date_parts) != 1 or len(year.date_parts[0]) != 1:
        return year, ("year",)
    month = to_text(fields.get("month", ""))
    if not month:
        return year, ("year", "month")
    number = year.date_parts[0][0]
    parts = _month(month, number)
    if parts is None:
        return year, ("year",)
    day = to_text(fields.get("day", ""))
    if len(parts.date_parts[0]) == 2 and day.isdecimal() and 1 <= int(day[:4]) <= 31:
        parts = Date.of(*parts.date_parts[0], int(day))
        return msgspec.structs.replace(parts, circa=year.circa), ("year", "month", "day")
    return msgspec.structs.replace(parts, circa=year.circa), ("year", "month")


def _month(month: str, year: int) -> Date | None:
    """The date that ``dec``, ``12``, ``12 dec``, ``sep/dec`` or ``Fall`` makes of a year."""
    folded = month.strip(".").lower()
    if folded in MONTHS:
        return Date.of(year, MONTHS.index(folded) + 1)
    if month.isascii() and month.isdecimal() and len(month) < 3:
        number = int(month)
        if 21 <= number <= 24:
            return Date(date_parts=((year,),), season=number - 20)
        return Date.of(year, number) if 1 <= number <= 12 else None
    if reversed_day := _MONTH_BEFORE_DAY.fullmatch(month):
        month = f"{reversed_day[2]} {reversed_day[1]}"
    date = read_words(f"{month} {year}")
    return date if date and date.date_parts else None


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
    simple = len(date.date_parts) == 1 and not date.season and not date.circa
    simple = simple and 0 < year < 10_000
    if simple and not rest:
        return {"year": str(year)}
    if simple and len(rest) == 1 and 1 <= rest[0] <= 12:
        return {"year": str(year), "month": MONTHS[rest[0] - 1]}
    return {"year": str(year), "date": spell_date(date, dialect)}

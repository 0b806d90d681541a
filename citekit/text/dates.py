"""Dates in words: *décembre 2006*, *Automne-Printemps 2017-2018*, *1er semestre 2003* → Date."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from citekit.model import Date
from citekit.text.characters import fold
from citekit.text.patterns import pattern

MAX_DATE = 100

_MONTHS = (
    "janvier janv january jan",
    "fevrier fevr fev february feb",
    "mars march mar",
    "avril avr april apr",
    "mai may",
    "juin june jun",
    "juillet juill juil july jul",
    "aout august aug",
    "septembre sept sep september",
    "octobre oct october",
    "novembre nov november",
    "decembre dec december",
)
_SEASONS = ("printemps spring", "ete summer", "automne fall autumn", "hiver winter")
_MONTH = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_SEASON = {word: number for number, words in enumerate(_SEASONS, 1) for word in words.split()}
_SPANS = {
    "semestre": 6,
    "semestres": 6,
    "sem": 6,
    "half": 6,
    "semester": 6,
    "trimestre": 3,
    "trimestres": 3,
    "trim": 3,
    "quarter": 3,
}
"""A part of the year → its months."""
_ORDINAL_WORDS = {"premier": 1, "first": 1, "second": 2, "deuxieme": 2, "third": 3, "troisieme": 3}
_ORDINAL_WORDS |= {"fourth": 4, "quatrieme": 4}
_WEEKDAYS = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_FILLERS = frozenset(("le", "du", "de", "of", "the", "from"))
_CIRCA = pattern(r"(?:vers|ca|circa|c)\b\.?\s*")

_YEAR = r"(?:1[0-9]|20|21)\d\d"
_RANGE = pattern(r"\s*[-/&\u2010-\u2015]\s*|\s+(?:a|to|et|and|au|until)\s+")
_YEARS = pattern(
    rf"(?P<first>{_YEAR})(?:\s*[-/\u2010-\u2015]\s*(?P<last>{_YEAR}|\d\d))?$", re.ASCII
)
_DAY = pattern(r"(\d{1,2})(?:er|e|st|nd|rd|th)?", re.ASCII)
_ORDINAL = pattern(r"(\d)(?:er|ere|re|e|eme|nd|nde|st|rd|th)?", re.ASCII)


class _Part(NamedTuple):
    """One end of a date without its year: a month and a day, a season, or months."""

    month: int | None = None
    day: int | None = None
    season: int | None = None
    months: tuple[int, int] | None = None


def season_of(word: str) -> int | None:
    """The season that *word* is in French or English, 1 (spring) to 4; None where it is none."""
    return _SEASON.get(fold(word).strip(" .")) if len(word) <= MAX_DATE else None


def read_date(text: str) -> Date | None:
    """The date that the whole of *text* is, in French or English; None where it is none.

    Years and ranges of years, months, days, seasons, half-years and quarters, in any case, with
    abbreviations and a final stop: ``16 novembre 2024``, ``mars-juin 2006``, ``Fall 2010``,
    ``1988-89``. A season is ``season`` 1 to 4; a range of seasons has months 21 to 24; a half-year
    or quarter is a range of months. An issue of a year (``2024/3-4``) is no date.
    """
    if len(text) > MAX_DATE:
        return None
    plain = fold(text).strip(" .,;()[]")
    circa = _CIRCA.match(plain)
    if circa:
        plain = plain[circa.end() :]
    date = _in_order(plain) or _month_by_month(plain)
    if date is not None and circa:
        return Date(date_parts=date.date_parts, season=date.season, circa=True)
    return date


def _in_order(plain: str) -> Date | None:
    """A date whose year, or pair of years, stands once at the end."""
    years = _YEARS.search(plain)
    if years is None:
        return None
    first = int(years["first"])
    last = _last_year(first, years["last"])
    before = plain[: years.start()].strip(" ,")
    if last is None or (before and plain[years.start() - 1] not in " ,"):
        return None
    if not before:
        return Date.span((first,), (last,))
    ends = _ends(before)
    if not ends:
        return None
    if len(ends) == 1 and first != last:
        season = ends[0].season  # hiver 2016-2017: one winter over two years
        return Date(date_parts=((first,), (last,)), season=season) if season else None
    return _spanning(ends[0], first, ends[-1], last)


def _last_year(first: int, printed: str | None) -> int | None:
    if printed is None:
        return first
    if len(printed) == 4:
        return int(printed) if int(printed) >= first else None
    # 1988-89 is a pair of years; 2006-12 would be a month, 2024/03 an issue.
    year = first - first % 100 + int(printed)
    return year if first < year and (year == first + 1 or int(printed) > 12) else None


def _month_by_month(plain: str) -> Date | None:
    """A range whose ends have each a year: *décembre 2005-janvier 2006*."""
    ends = _RANGE.split(plain)
    if len(ends) != 2:
        return None
    dates = [_in_order(end) for end in ends]
    if dates[0] is None or dates[1] is None:
        return None
    first, last = dates[0], dates[1]
    parts = (_first(first), _last(last))
    return Date.span(*parts) if parts[0] <= parts[1] else None


def _first(date: Date) -> tuple[int, ...]:
    return _with_season(date, date.date_parts[0])


def _last(date: Date) -> tuple[int, ...]:
    return _with_season(date, date.date_parts[-1])


def _with_season(date: Date, parts: tuple[int, ...]) -> tuple[int, ...]:
    return (*parts, 20 + date.season) if isinstance(date.season, int) else parts


def _ends(before: str) -> list[_Part]:
    """What stands before the year, cut at dashes and commas; empty where a part is unknown."""
    texts = [end for piece in before.split(",") for end in _RANGE.split(piece.strip())]
    ends: list[_Part] = []
    for text in texts:
        part = _part(text.replace(".", " ").split())
        if part is None:
            return []
        ends.append(part)
    kinds = {(bool(end.season), bool(end.months), end.month is None) for end in ends}
    if len(kinds) == 1 and ends[0].month is not None:
        return ends
    if all(end.season for end in ends) or all(end.months for end in ends):
        return ends
    return _days_of_month(ends)


def _days_of_month(ends: list[_Part]) -> list[_Part]:
    """*16-17 mars*: days that share the month of the last; also *1er-2e semestres*."""
    last = ends[-1]
    if any(end.season or end.months for end in ends[:-1]) or any(end.month for end in ends[:-1]):
        return []
    if last.month and last.day:
        return [end._replace(month=last.month) for end in ends]
    if last.months:
        size = last.months[1] - last.months[0] + 1
        numbered = [_months(end.day, size) for end in ends[:-1]]
        return [*(_Part(months=months) for months in numbered), last] if all(numbered) else []
    return []


def _part(words: list[str]) -> _Part | None:
    """One end: *16 novembre*, *December 16*, *automne*, *1er semestre*, a day alone."""
    words = [word for word in words if word not in _WEEKDAYS and word not in _FILLERS]
    if len(words) == 1:
        word = words[0]
        if word in _MONTH:
            return _Part(month=_MONTH[word])
        if word in _SEASON:
            return _Part(season=_SEASON[word])
        day = _DAY.fullmatch(word)
        return _Part(day=int(day[1])) if day and 1 <= int(day[1]) <= 31 else None
    if len(words) != 2:
        return None
    first, second = words
    if second in _SPANS:
        ordinal = _ORDINAL.fullmatch(first)
        number = int(ordinal[1]) if ordinal else _ORDINAL_WORDS.get(first)
        months = _months(number, _SPANS[second])
        return _Part(months=months) if months else None
    for month, printed in ((second, first), (first, second)):
        day = _DAY.fullmatch(printed)
        if month in _MONTH and day:
            return _Part(month=_MONTH[month], day=int(day[1]))
    return None


def _months(number: int | None, size: int) -> tuple[int, int] | None:
    if number is None or not 1 <= number <= 12 // size:
        return None
    return (number - 1) * size + 1, number * size


def _spanning(first: _Part, first_year: int, last: _Part, last_year: int) -> Date | None:
    if first is last and first.season:
        return Date(date_parts=((first_year,),), season=first.season)
    start, end = _parts(first, first_year, 0), _parts(last, last_year, 1)
    if start is None or end is None:
        return None
    if first_year == last_year and first.month and last.month and first.month > last.month:
        start = (first_year - 1, *start[1:])  # décembre-janvier 2006
    return Date.span(start, end)


def _parts(part: _Part, year: int, end: int) -> tuple[int, ...] | None:
    if part.months:
        return (year, part.months[end])
    if part.season:
        return (year, 20 + part.season)
    if part.month is None:
        return None
    if part.day is None:
        return (year, part.month)
    try:
        datetime.date(year, part.month, part.day)
    except ValueError:
        return None
    return (year, part.month, part.day)

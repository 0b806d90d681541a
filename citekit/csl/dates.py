"""Dates as rendering and sorting see them: put in order once, their kind, their sort key."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from citekit.model import Date
from citekit.text.dates import read_date, season_of
from citekit.text.patterns import pattern

if TYPE_CHECKING:
    from citekit.model.date import DateParts

Numbers = tuple[int | str, ...]
"""Year, month and day; instead of a month there can be the words for a season."""

DATE_LITERAL = "literal"
"""The kind of a date in words."""


class End(NamedTuple):
    """What one end of a date of some kind has: its parts, and whether its month is a season."""

    parts: tuple[str, ...]
    is_season: bool


_ENDS = {
    "": End((), is_season=False),
    "y": End(("year",), is_season=False),
    "ym": End(("year", "month"), is_season=False),
    "ymd": End(("year", "month", "day"), is_season=False),
    "ys": End(("year", "month"), is_season=True),
    "yw": End(("year", "month"), is_season=True),
}


def kind(date: Date) -> str:
    """What a plan has to know of *date*: ``ymd``, ``ym``, ``y``, ``ys`` (season), ``literal``, "".

    ``yw`` is a year with a season of its own (``season``); a range has both ends and the initials
    of the parts that differ: ``ym-ym:m``; an open end is empty: ``y-:y``.
    """
    if date.literal:
        return DATE_LITERAL
    ends = date.date_parts
    if len(ends) == 1:
        found = _precision(ends[0])
        return "yw" if found == "y" and date.season else found
    if not ends:
        return DATE_LITERAL if date.raw else ""
    first, last = ends
    start, end = _precision(first), _precision(last)
    if not start and not end:
        return ""
    differing = [
        "ymd"[at]
        for at in range(3)
        if (first[at] if at < len(start) else None) != (last[at] if at < len(end) else None)
    ]
    return f"{start}-{end}:{''.join(differing)}"


def _precision(parts: DateParts) -> str:
    count = len(parts)
    if count < 2:
        return "y"[:count]
    month = parts[1]
    if 1 <= month <= 12:
        return "ymd" if count > 2 and 1 <= parts[2] <= 31 else "ym"
    return "ys" if 13 <= month <= 24 else "y"


def ends_of(found: str) -> tuple[End, ...]:
    """The end, or the two ends, of a date of the kind *found*."""
    return tuple(_ENDS[end] for end in found.partition(":")[0].split("-"))


_MONTH_OF_SEASON = 20


def numbers(date: Date) -> Numbers:
    """Year, month and day of a single date; a season of its own is a month from 21 on, or words."""
    parts = date.date_parts[0]
    season = date.season
    if len(parts) > 1 or season is None:
        return parts
    if isinstance(season, int) and 1 <= season <= 4:
        return (*parts, _MONTH_OF_SEASON + season)
    return (*parts, season)


def normalized(date: Date) -> Date:
    """*date* ready for rendering: ``raw`` read, an open range with an empty end, words as literal.

    ``raw`` may be EDTF, or a date in French or English words; what is no date is a literal. A
    season in known words is a number, so that it is printed in the style's language; one over two
    years (*hiver 2016-2017*) belongs to the first.
    """
    if date.literal or (date.raw is None and date.season is None):
        return date
    if isinstance(date.season, str):
        date = msgspec.structs.replace(date, season=season_of(date.season) or date.season)
    if not date.date_parts:
        read = _read((date.raw or "").strip())
        if read is None:
            return msgspec.structs.replace(date, literal=date.raw)
        date = msgspec.structs.replace(
            read, circa=date.circa or read.circa, season=date.season or read.season, raw=date.raw
        )
    ends = date.date_parts
    if len(ends) == 1 and date.raw and "/" in date.raw:
        if date.raw.endswith(("/", "/..")):
            return msgspec.structs.replace(date, date_parts=(ends[0], ()))
        if date.raw.startswith(("/", "../")):
            return msgspec.structs.replace(date, date_parts=((), ends[0]))
    if len(ends) == 2 and isinstance(date.season, int) and len(ends[0]) == 1:
        first = (*ends[0], _MONTH_OF_SEASON + date.season)
        return msgspec.structs.replace(date, date_parts=(first, ends[1]), season=None)
    return date


_TIME = pattern(r"(?<=\d\d)T\d\d:\d\d.*")
_ERA = pattern(r"(\d{1,4})\s*(BCE?|AD|CE)\.?", re.ASCII)


def _read(text: str) -> Date | None:
    text = _TIME.sub("", text).strip("[] ")
    try:
        return Date.from_edtf(text)
    except ValueError:
        pass
    era = _ERA.fullmatch(text)
    if era:
        return Date.of(-int(era[1]) if era[2].startswith("BC") else int(era[1]))
    return read_date(text)


_ALL = (0, 1, 2)
_ZERO = 100_000
"""The year 0 in a sort key: years before Christ come before it, and nothing is negative."""


def sort_text(date: Date) -> str:
    """A string that sorts as *date* does, "" for mere words: year, month and day of both ends.

    What is missing comes first: 2000, May 2000, May 2000 to May 2001.
    """
    return sortable(date, _ALL)


def sortable(date: Date, parts: Collection[int] = _ALL) -> str:
    """The sort key of *date* by some of its *parts* only (0 year, 1 month, 2 day)."""
    texts = []
    for end in date.date_parts:
        year, month, day = (*end, 0, 0, 0)[:3]
        month = max(0, month) if 1 in parts else 0
        day = max(0, day) if 2 in parts else 0
        texts.append(f"{max(0, year + _ZERO) if 0 in parts else 0:06d}{month:02d}{day:02d}")
    return " ".join(texts)

"""A date as one plain ISO date, for formats that have no ranges, seasons and doubts."""

from __future__ import annotations

import re

from citekit.model import Date
from citekit.model.date import DateParts
from citekit.text.dates import read_date


def parts_of(date: Date) -> DateParts | None:
    """The first day, month or year; None for mere words and what ISO has no four digits for."""
    if date.year is None or not 0 < date.year < 10000:
        return None
    parts = tuple(part for part in date.date_parts[0] if part)
    is_season = len(parts) > 1 and parts[1] > 12
    return parts[:1] if is_season else parts


def spell(date: Date) -> str:
    """``2006-12``; words where there are only these, empty where there is nothing."""
    parts = parts_of(date)
    if parts is None:
        return date.literal or ""
    return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])])


def read(text: str) -> Date:
    """The date in *text*: EDTF, words (*décembre 2006*), or, as a literal, anything else.

    A time of day is left out.
    """
    text = _TIME.sub("", text.strip())
    try:
        return Date.from_edtf(text)
    except ValueError:
        return read_date(text) or Date(literal=text)


_TIME = re.compile(r"[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?$", re.ASCII)

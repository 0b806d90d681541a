"""Dates: EDTF (ISO 8601-2, as biblatex takes it), and BibTeX's year and month."""

from __future__ import annotations

import pytest

from citekit.formats.bib_dates import read_date, read_issued, spell_issued
from citekit.model import Date
from citekit.text.latex import ZOTERO

RANGE = Date.span((2006, 9), (2006, 12))


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({"year": "2006", "month": "dec"}, Date.of(2006, 12)),
        ({"year": "2006", "month": "12"}, Date.of(2006, 12)),
        ({"year": "2006", "month": "décembre"}, Date.of(2006, 12)),
        ({"year": "2006", "month": "12~dec"}, Date.of(2006, 12, 12)),
        ({"year": "2006", "month": "dec", "day": "24"}, Date.of(2006, 12, 24)),
        ({"year": "2006", "month": "sep/dec"}, RANGE),
        ({"year": "2006", "month": "September--December"}, RANGE),
        ({"date": "2006-09/2006-12"}, RANGE),
        ({"year": "2006", "month": "Fall"}, Date(date_parts=((2006,),), season=3)),
        ({"date": "2006-23"}, Date(date_parts=((2006,),), season=3)),
        ({"year": "2006--2007"}, Date.span((2006,), (2007,))),
        ({"date": "1580~"}, Date(date_parts=((1580,),), circa=True)),
        ({"year": "[1580?]"}, Date(date_parts=((1580,),), circa=True)),
        ({"year": "s. d."}, Date(literal="s. d.")),
        ({"year": "1999", "date": "2006-12"}, Date.of(2006, 12)),
        ({"year": "2006", "month": "unreadable"}, Date.of(2006)),
    ],
)
def test_reading(fields: dict[str, str], date: Date) -> None:
    assert read_issued(fields)[0] == date


def test_what_is_not_used_is_not_lost() -> None:
    assert read_issued({"year": "2006", "month": "unreadable"})[1] == ("year",)
    assert read_issued({"year": "1999", "date": "2006-12"})[1] == ("date",)


def test_a_time_of_day_is_dropped() -> None:
    assert read_date("2020-04-09T22:16:01Z") == Date.of(2020, 4, 9)


@pytest.mark.parametrize(
    ("date", "zotero", "latex"),
    [
        (Date.of(2006), {"year": "2006"}, {"date": "2006"}),
        (Date.of(2006, 12), {"year": "2006", "month": "dec"}, {"date": "2006-12"}),
        (RANGE, {"year": "2006", "date": "2006-09/2006-12"}, {"date": "2006-09/2006-12"}),
        (Date.of(2006, 12, 1), {"year": "2006", "date": "2006-12-01"}, {"date": "2006-12-01"}),
        (Date(literal="s. d."), {"year": "s. d."}, {"year": "s. d."}),
    ],
)
def test_spelling(date: Date, zotero: dict[str, str], latex: dict[str, str]) -> None:
    assert spell_issued(date, ZOTERO, year_and_month=True) == zotero
    assert spell_issued(date, ZOTERO, year_and_month=False) == latex

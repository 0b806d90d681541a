"""Dates: the EDTF specification's own examples (ISO 8601-2:2019, levels 0 and 1), and spelling."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import dates

from citekit.model import Date

SPECIFIED = [
    ("1985-04-12", Date.of(1985, 4, 12)),
    ("1985-04", Date.of(1985, 4)),
    ("1985", Date.of(1985)),
    ("1964/2008", Date.span((1964,), (2008,))),
    ("2004-06/2006-08", Date.span((2004, 6), (2006, 8))),
    ("2004-02-01/2005-02-08", Date.span((2004, 2, 1), (2005, 2, 8))),
    ("2004-02-01/2005-02", Date.span((2004, 2, 1), (2005, 2))),
    ("2005/2006-02", Date.span((2005,), (2006, 2))),
    ("Y170002", Date.of(170002)),
    ("Y-170002", Date.of(-170002)),
    ("2001-21", Date(date_parts=((2001,),), season=1)),
    ("2001-24", Date(date_parts=((2001,),), season=4)),
    ("1984?", Date(date_parts=((1984,),), circa=True)),
    ("2004-06~", Date(date_parts=((2004, 6),), circa=True)),
    ("2004-06-11%", Date(date_parts=((2004, 6, 11),), circa=True)),
    ("-1985", Date.of(-1985)),
    ("1984~/2004-06", Date(date_parts=((1984,), (2004, 6)), circa=True)),
    ("2017-23/2018-21", Date.span((2017, 23), (2018, 21))),
]


@pytest.mark.parametrize(("text", "expected"), SPECIFIED)
def test_edtf_is_read(text: str, expected: Date) -> None:
    assert Date.from_edtf(text) == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1985-04-12/..", ((1985, 4, 12),)),
        ("1985-04/..", ((1985, 4),)),
        ("1985/", ((1985,),)),
        ("../1985-04-12", ((1985, 4, 12),)),
        ("/1985", ((1985,),)),
    ],
)
def test_an_open_range_keeps_its_known_end_and_its_spelling(
    text: str, parts: tuple[tuple[int, ...], ...]
) -> None:
    assert Date.from_edtf(text) == Date(date_parts=parts, raw=text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "/",
        "../..",
        "1985/1986/1987",
        "85",
        "19850412",
        "1985-4-12",
        "1985-00",
        "1985-13",
        "1985-20",
        "1985-25",
        "1985-04-31",
        "1985-02-30",
        "1985-04-00",
        "1985-21-01",
        "décembre 2006",
        "2006 12",
        "1985-04-12T23:20:30Z",
        "201X",
        "٢٠٠٦",
    ],
)
def test_what_is_no_edtf_of_these_levels(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the text
        Date.from_edtf(text)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Date.of(2006), "2006"),
        (Date.of(2006, 12), "2006-12"),
        (Date.of(2006, 12, 1), "2006-12-01"),
        (Date.of(44), "0044"),
        (Date.of(-44), "-0044"),
        (Date.of(12006), "Y12006"),
        (Date.of(-12006), "Y-12006"),
        (Date(date_parts=((2018,),), season=3), "2018-23"),
        (Date(date_parts=((1580,),), circa=True), "1580~"),
        (Date.span((2006, 9), (2006, 12)), "2006-09/2006-12"),
        (Date(literal="sous presse"), None),
    ],
)
def test_edtf_is_written(date: Date, expected: str | None) -> None:
    assert date.edtf() == expected


@given(dates())
def test_what_edtf_spells_it_reads(date: Date) -> None:
    spelled = date.edtf()
    assert spelled is None or Date.from_edtf(spelled) == date


@given(st.text(max_size=30) | st.text("0123456789-/.~?%Y ", max_size=30))
def test_reading_raises_value_error_only(text: str) -> None:
    with suppress(ValueError):
        Date.from_edtf(text)


def test_a_range_of_one_date_is_that_date() -> None:
    assert Date.span((2006, 12), (2006, 12)) == Date.of(2006, 12)


def test_the_year_is_the_first() -> None:
    assert Date.span((2006,), (2007,)).year == 2006
    assert Date(literal="s. d.").year is None

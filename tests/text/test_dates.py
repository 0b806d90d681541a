"""Dates in words: the table of the sommaires' records, and whatever else a text may hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.model import Date
from citekit.text.dates import read_date


def parts(*ends, **more):
    return Date(date_parts=ends, **more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2006", Date.of(2006)),
        ("1988-1989", parts((1988,), (1989,))),
        ("1988-89", parts((1988,), (1989,))),
        ("1988/1989", parts((1988,), (1989,))),
        ("décembre 2006", Date.of(2006, 12)),
        ("Décembre, 2006", Date.of(2006, 12)),
        ("December 2006", Date.of(2006, 12)),
        ("DÉC. 2006", Date.of(2006, 12)),
        ("Septembre 1977.", Date.of(1977, 9)),
        ("september 2010", Date.of(2010, 9)),
        ("16 novembre 2024", Date.of(2024, 11, 16)),
        ("November 16, 2024", Date.of(2024, 11, 16)),
        ("jeudi 16 mars 2006", Date.of(2006, 3, 16)),
        ("1er mars 2001", Date.of(2001, 3, 1)),
        ("July 4th, 1999", Date.of(1999, 7, 4)),
        ("29 février 2004", Date.of(2004, 2, 29)),
        ("mars-juin 2006", parts((2006, 3), (2006, 6))),
        ("mars à juin 2006", parts((2006, 3), (2006, 6))),
        ("septembre–décembre 2015", parts((2015, 9), (2015, 12))),
        ("sept.-déc. 2015", parts((2015, 9), (2015, 12))),
        ("mars, avril, mai 2006", parts((2006, 3), (2006, 5))),
        ("décembre 2005-janvier 2006", parts((2005, 12), (2006, 1))),
        ("décembre-janvier 2006", parts((2005, 12), (2006, 1))),
        ("décembre-janvier 2005-2006", parts((2005, 12), (2006, 1))),
        ("16-17 mars 2006", parts((2006, 3, 16), (2006, 3, 17))),
        ("du 16 au 17 mars 2006", parts((2006, 3, 16), (2006, 3, 17))),
        ("30 mars-2 avril 2006", parts((2006, 3, 30), (2006, 4, 2))),
        ("printemps 2018", parts((2018,), season=1)),
        ("été 1999", parts((1999,), season=2)),
        ("Automne 2018", parts((2018,), season=3)),
        ("Fall 2010", parts((2010,), season=3)),
        ("hiver 2016", parts((2016,), season=4)),
        ("hiver 2016-2017", parts((2016,), (2017,), season=4)),
        ("Automne-Printemps 2017-2018", parts((2017, 23), (2018, 21))),
        ("automne 2017-printemps 2018", parts((2017, 23), (2018, 21))),
        ("Printemps-Automne 1990", parts((1990, 21), (1990, 23))),
        ("Spring/Summer 1999", parts((1999, 21), (1999, 22))),
        ("1er semestre 2003", parts((2003, 1), (2003, 6))),
        ("second semestre 2003", parts((2003, 7), (2003, 12))),
        ("1er semestre-2e semestre 1999", parts((1999, 1), (1999, 12))),
        ("2e trimestre 2001", parts((2001, 4), (2001, 6))),
        ("1er et 2e trimestres 2001", parts((2001, 1), (2001, 6))),
        ("4th quarter 2001", parts((2001, 10), (2001, 12))),
        ("vers 1900", parts((1900,), circa=True)),
    ],
)
def test_a_date_in_words(text, expected):
    assert read_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "s. d.",
        "2024/3-4",
        "2015/2",
        "24",
        "mars",
        "mars 12",
        "Tome 21",
        "30 février 2001",
        "32 mars 2001",
        "5e trimestre 2001",
        "3e semestre 2001",
        "avril 2006-mars 2005",
        "hiver-mars 2006",
        "no 92, Septembre 1977",
        "la guerre de 1914",
        "en 2006",
        "décembre 2006 " * 20,
    ],
)
def test_what_is_no_date(text):
    assert read_date(text) is None


WORDS = st.sampled_from(
    "mars juin déc. automne hiver 1er 2e 31 30 semestre trimestre 2006 1999 2017-2018 - / , à et "
    "vers du . Spring –".split()
)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=8).map(" ".join)))
def test_any_text_gives_a_date_that_edtf_can_spell_or_none(text):
    date = read_date(text)
    if date is not None:
        spelled = Date.from_edtf(date.edtf())
        assert spelled.date_parts
        assert list(date.date_parts) == sorted(date.date_parts) or date.date_parts[0][1] > 20

"""Page ranges: the table of CSL 1.0.2's appendix "Page Range Formats", and what is no range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl.pages import page_first, page_range
from citekit.text.characters import EN_DASH, NON_BREAKING_HYPHEN
from tests.growth import assert_time_linear

CHICAGO_15 = [
    ("3-10", "3–10"),
    ("71-72", "71–72"),
    ("100-4", "100–104"),
    ("600-613", "600–613"),
    ("1100-1123", "1100–1123"),
    ("107-108", "107–8"),
    ("505-517", "505–17"),
    ("1002-1006", "1002–6"),
    ("321-325", "321–25"),
    ("415-532", "415–532"),
    ("11564-11568", "11564–68"),
    ("13792-13803", "13792–803"),
    ("1496-1504", "1496–1504"),
    ("2787-2816", "2787–2816"),
]
CHICAGO_16 = [
    ("92-113", "92–113"),
    ("1103-1104", "1103–4"),
    ("498-532", "498–532"),
    ("1087-1089", "1087–89"),
    ("1496-1500", "1496–500"),
    ("11564-11615", "11564–615"),
    ("12991-13001", "12991–3001"),
]


@pytest.mark.parametrize("name", ["chicago", "chicago-15"])
@pytest.mark.parametrize(("text", "expected"), CHICAGO_15)
def test_chicago_15(name: str, text: str, expected: str) -> None:
    assert page_range(text, name) == expected


@pytest.mark.parametrize(("text", "expected"), CHICAGO_16)
def test_chicago_16(text: str, expected: str) -> None:
    assert page_range(text, "chicago-16") == expected


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("expanded", "42–45, 321–328, 2787–2816"),
        ("minimal", "42–5, 321–8, 2787–816"),
        ("minimal-two", "42–45, 321–28, 2787–816"),
    ],
)
@pytest.mark.parametrize("text", ["42-45, 321-328, 2787-2816", "42-5, 321-28, 2787-816"])
def test_the_other_formats(format: str, text: str, expected: str) -> None:
    assert page_range(text, format) == expected


def test_without_a_format_only_the_dash_changes() -> None:
    assert page_range("321-8 & 402 - 410") == "321–8 & 402–410"
    assert page_range("321-8", None, NON_BREAKING_HYPHEN) == f"321{NON_BREAKING_HYPHEN}8"
    assert page_range("321--328", "minimal") == "321–8"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S13-S35", "S13–S35"),
        ("S13-5", "S13-5"),
        ("13 - S15", "13-S15"),
        ("A12-B14", "A12-B14"),
        ("xii-xix", "xii–xix"),
        ("12a-14b", "12a–14b"),
        ("12.1-12.5", "12.1–12.5"),
        ("3\\-14", "3-14"),
        ("2-1-4", "2-1-4"),
        ("Supplément hors-texte", "Supplément hors-texte"),
        ("Saint-Étienne", "Saint-Étienne"),
        ("112, et 120", "112, et 120"),
        ("p. 12-15", "12–15"),
        ("17&19", "17 & 19"),
        ("", ""),
    ],
)
def test_prefixes_words_and_escapes(text: str, expected: str) -> None:
    assert page_range(text, "expanded") == expected


def test_an_end_of_more_than_a_number_is_not_shortened() -> None:
    assert page_range("12.1-12.5, 12a-14b", "minimal") == "12.1–12.5, 12a–14b"


def test_the_ampersand_is_the_locale_s() -> None:
    assert page_range("12 & 14", None, EN_DASH, "et") == "12 et 14"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("361-380", "361"),
        ("361–380", "361"),
        ("S12-S15, S19", "S12"),
        ("17, 21", "17"),
        ("xii", "xii"),
        ("3\\-2", "3-2"),
        ("pp. 5-6", "5"),
        ("", ""),
    ],
)
def test_first_page(text: str, expected: str) -> None:
    assert page_first(text) == expected


@given(st.integers(1, 10**6), st.integers(0, 10**4), st.sampled_from(["minimal", "minimal-two"]))
def test_a_shortened_range_expands_to_the_same(first: int, more: int, format: str) -> None:
    whole = f"{first}{EN_DASH}{first + more}"
    short = page_range(whole, format)
    assert page_range(short, "expanded") == whole
    assert len(short) <= len(whole)


@given(st.text(), st.sampled_from([None, "expanded", "minimal", "chicago", "chicago-16"]))
def test_any_text_is_printed(text: str, format: str | None) -> None:
    page_range(text, format)
    page_first(text)


@pytest.mark.parametrize("piece", ["1-", "1 ", "a1", "& ", "1-2, ", "\\-", "iv", "  "])
def test_time_is_linear(piece: str) -> None:
    def work(text: str) -> None:
        page_range(text, "chicago")
        page_first(text)

    assert_time_linear(work, lambda size: piece * size)

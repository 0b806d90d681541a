"""Numbers: what is numeric and what plural (CSL 1.0.2, "Choose" and "Label"), roman numerals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl.numerals import is_numeric, is_plural, roman
from citekit.csl.rendering.number import number_text, sortable
from citekit.text.characters import EN_DASH
from tests.growth import assert_time_linear


@pytest.mark.parametrize(
    "value", ["5", 5, "0042", "2nd", "2b", "D2", "L2d", "2, 3", "2-4", "2 & 4", "2 , 3&4", "xii-xv"]
)
def test_numbers_with_affixes_lists_and_ranges_are_numeric(value: str | int) -> None:
    assert is_numeric(value)


@pytest.mark.parametrize(
    "value", ["second", "2nd edition", "Hors-série", "n° 5", "", " ", "-", "2 -"]
)
def test_words_are_not_numeric(value: str) -> None:
    assert not is_numeric(value)


@pytest.mark.parametrize(
    "value",
    ["1-3", "1–3", "2 & 4", "12, 14", "12 et 14", "12, and 14", "S12-S15", "ii-iv"],
)
def test_several_numbers_are_plural(value: str) -> None:
    assert is_plural(value, "page")


@pytest.mark.parametrize(
    "value", ["1", "12", "xii", "3\\-4", "12/13", "Dupont-Durand", "12, fig. 3", ""]
)
def test_one_number_is_singular(value: str) -> None:
    assert not is_plural(value, "locator")


def test_a_count_is_plural_but_for_one() -> None:
    assert not is_plural("1", "number-of-volumes")
    assert is_plural("3", "number-of-volumes")
    assert is_plural(250, "number-of-pages")
    assert not is_plural("3", "volume")


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "i"), (4, "iv"), (9, "ix"), (42, "xlii"), (1994, "mcmxciv"), (3999, "mmmcmxcix")],
)
def test_roman(number: int, expected: str) -> None:
    assert roman(number) == expected


@pytest.mark.parametrize("number", [0, 4000, 10**12])
def test_what_has_no_roman_form_stays(number: int) -> None:
    assert roman(number) == str(number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", "12"),
        ("12 - 13", "12–13"),
        ("12&13", "12 & 13"),
        ("12 , 13", "12, 13"),
        ("12/13", "12/13"),
        ("Hors-série", "Hors-série"),
        ("2 suppl. 1", "2 suppl. 1"),
        ("10\\-3", "10-3"),
    ],
)
def test_a_number_as_text(text: str, expected: str) -> None:
    assert number_text(text, EN_DASH) == expected


def test_numbers_sort_by_value() -> None:
    values = ["2", "10", "10 bis", "200"]
    assert sorted(["200", "10 bis", "2", "10"], key=sortable) == values


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    is_numeric(text)
    is_plural(text, "locator")
    number_text(text)


@pytest.mark.parametrize("piece", ["1", "a", "a1", "1-", "1 ", "1, ", "x", "/1", " ", "1 and "])
def test_time_is_linear(piece: str) -> None:
    def work(text: str) -> None:
        is_numeric(text)
        is_plural(text, "locator")
        is_numeric(f"1{text}?")
        is_plural(f"1{text}", "locator")
        number_text(f"1{text}2")

    assert_time_linear(work, lambda size: piece * size)

"""Dates: CSL 1.0.2, "Date", "Date-part", "Date Ranges", "AD and BC", "Seasons"."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl.dates import kind, normalized, sort_text
from citekit.csl.locales import Locale
from citekit.csl.marks import BEGIN, END, JOINT, SUFFIX_BEGIN, YEAR_BEGIN, bare
from citekit.csl.nodes import Area, DatePart, Group, LocaleNode, StyleNode, Term
from citekit.csl.nodes import Date as DateNode
from citekit.csl.people import People
from citekit.csl.rendering.context import Context, Scope, Shape
from citekit.csl.rendering.date import compile_date
from citekit.model import Date, Reference
from citekit.text.characters import NBSP

AREA = Area(layout=Group())


def marked(
    node: DateNode,
    issued: Date,
    language: str = "en-US",
    *,
    own: tuple[LocaleNode, ...] = (),
    suffix: str = "",
    **place: bool,
) -> str:
    """What the element prints for the date, marks included."""
    date = normalized(issued)
    found = kind(date)
    style = StyleNode(citation=AREA, locales=own)
    shape = Shape("book", frozenset({"issued"} if found else ()), dates={"issued": found})
    scope = Scope(style, Locale.of(style, language), AREA, shape, year_suffix=bool(suffix), **place)
    part = compile_date(node, scope)
    reference = Reference(id="a", type="book", issued=date)
    context = Context(reference, People(reference))
    context.year_suffix = suffix
    return "".join(item if isinstance(item, str) else item(context) for item in part.items)


def printed(node: DateNode, issued: Date, language: str = "en-US", **more: Any) -> str:
    return bare(marked(node, issued, language, **more))


def layout(*parts: DatePart, **attributes: Any) -> DateNode:
    return DateNode(variable="issued", parts=parts, **attributes)


DAY_FIRST = layout(
    DatePart(name="day", suffix=" "), DatePart(name="month", suffix=" "), DatePart(name="year")
)
TEXT = DateNode(variable="issued", form="text")
NUMERIC = DateNode(variable="issued", form="numeric")
YEAR = layout(DatePart(name="year"))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Date.of(1974, 11, 3), "3 November 1974"),
        (Date.of(1974, 11), "November 1974"),
        (Date.of(1974), "1974"),
        (Date(date_parts=((1974,),), season=4), "Winter 1974"),
        (Date.of(1974, 24), "Winter 1974"),
        (Date.of(1974, 13), "Spring 1974"),
        (Date.of(1974, 60), "1974"),
        (Date(date_parts=((1974,),), season="Michaelmas"), "Michaelmas 1974"),
        (Date.of(79), "79 AD"),
        (Date.of(-52, 9), "September 52 BC"),
        (Date(literal="sans date"), "sans date"),
        (Date(raw="vers la fin du siècle"), "vers la fin du siècle"),
        (Date(), ""),
    ],
)
def test_a_single_date(date: Date, expected: str) -> None:
    assert printed(DAY_FIRST, date) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ((1974, 11, 3), (1974, 11, 9), "3–9 November 1974"),
        ((1974, 11, 3), (1974, 12, 1), "3 November–1 December 1974"),
        ((1974, 11, 3), (1975, 1, 9), "3 November 1974–9 January 1975"),
        ((1974, 11), (1974, 12), "November–December 1974"),
        ((1974, 11), (1975, 12), "November 1974–December 1975"),
        ((1974,), (1976,), "1974–1976"),
        ((1974, 21), (1974, 23), "Spring–Autumn 1974"),
        ((1974, 24), (1975, 21), "Winter 1974–Spring 1975"),
        ((1974, 11), (1974, 11), "November 1974"),
        ((-44,), (14,), "44 BC–14 AD"),
        ((1974, 11, 3), (1974, 12), "3 November–December 1974"),
    ],
)
def test_a_range(first: tuple[int, ...], last: tuple[int, ...], expected: str) -> None:
    assert printed(DAY_FIRST, Date(date_parts=(first, last))) == expected


def test_a_range_takes_the_delimiter_of_the_largest_part_that_differs() -> None:
    node = layout(
        DatePart(name="day", suffix=" ", range_delimiter="-"),
        DatePart(name="month", suffix=" "),
        DatePart(name="year", range_delimiter="/"),
    )
    ends = [((2008, 5, 1), (2008, 5, 4)), ((2008, 5), (2008, 7)), ((2008, 5), (2009, 6))]
    expected = ["1-4 May 2008", "May–July 2008", "May 2008/June 2009"]  # the specification's
    assert [printed(node, Date(date_parts=pair)) for pair in ends] == expected


def test_a_range_collapses_by_what_is_printed() -> None:
    date = Date(date_parts=((1974, 11, 3), (1974, 12, 1)))
    assert printed(YEAR, date) == "1974"
    assert printed(layout(DatePart(name="month")), date) == "November–December"
    year_first = layout(
        DatePart(name="year"), DatePart(name="month", prefix=" "), DatePart(name="day", prefix=" ")
    )
    assert printed(year_first, date) == "1974 November 3–December 1"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("1974/", "1974–"),
        ("1974/..", "1974–"),
        ("../1974", "–1974"),
        ("1974-11-03", "3 November 1974"),
        ("1974-11-03T10:00:00Z", "3 November 1974"),
        ("1974/1976", "1974–1976"),
        ("Nov. 1974", "November 1974"),
        ("3 novembre 1974", "3 November 1974"),
        ("November 3, 1974", "3 November 1974"),
        ("automne 1974", "Autumn 1974"),
        ("hiver 1974-1975", "Winter 1974–1975"),
        ("[1974]", "1974"),
        ("52 BC", "52 BC"),
        ("1974~", "1974"),
    ],
)
def test_a_raw_date_is_read(raw: str, expected: str) -> None:
    assert printed(DAY_FIRST, Date(raw=raw)) == expected


def test_open_ends_survive_decoding_of_edtf() -> None:
    assert printed(YEAR, Date.from_edtf("1974/..")) == "1974–"


@pytest.mark.parametrize(
    ("language", "text", "numeric"),
    [
        ("en-US", "November 3, 1974", "11/03/1974"),
        ("en-GB", "3 November 1974", "03/11/1974"),
        ("fr-FR", "3 novembre 1974", "03/11/1974"),
        ("de-DE", "3. November 1974", "03.11.1974"),
        ("ja-JP", "1974年11月3日", "1974年11月3日"),
    ],
)
def test_localized_dates(language: str, text: str, numeric: str) -> None:
    date = Date.of(1974, 11, 3)
    assert printed(TEXT, date, language) == text
    assert printed(NUMERIC, date, language) == numeric


def test_fewer_parts_of_a_localized_date() -> None:
    date = Date.of(1974, 11, 3)
    month = DateNode(variable="issued", form="text", date_parts="year-month")
    year = DateNode(variable="issued", form="numeric", date_parts="year")
    assert printed(month, date) == "November 1974"
    assert printed(year, date) == "1974"
    assert printed(NUMERIC, Date.of(1974, 11)) == "11/1974"


def test_the_style_changes_parts_of_a_localized_date_not_their_order_or_affixes() -> None:
    node = DateNode(
        variable="issued",
        form="text",
        parts=(
            DatePart(name="year", form="short", prefix="!"),
            DatePart(name="month", form="short", strip_periods=True, text_case="uppercase"),
        ),
    )
    assert printed(node, Date.of(1974, 11, 3)) == "NOV 3, 74"


def test_forms_of_parts() -> None:
    node = layout(
        DatePart(name="month", form="numeric"),
        DatePart(name="day", form="ordinal"),
        DatePart(name="year", form="short"),
        delimiter="/",
    )
    assert printed(node, Date.of(2003, 2, 3)) == "2/3rd/03"
    assert printed(node, Date.of(2003)) == "03"
    assert printed(node, Date.of(98)) == "98 AD"


def test_french_has_an_ordinal_for_the_first_day_alone_where_the_style_says_so() -> None:
    node = layout(DatePart(name="day", form="ordinal", suffix=" "), DatePart(name="month"))
    only = LocaleNode(language="fr", options={"limit-day-ordinals-to-day-1": "true"})
    dates = [Date.of(1974, 5, 1), Date.of(1974, 5, 2)]
    assert [printed(node, date, "fr-FR", own=(only,)) for date in dates] == ["1ᵉʳ mai", "2 mai"]


def test_forms_of_a_part_enclose_its_text_alone() -> None:
    italic = BEGIN["italic"]
    node = layout(
        DatePart(name="month", prefix="[", suffix="] ", begin=italic), DatePart(name="year")
    )
    text = marked(node, Date(date_parts=((1974, 5), (1974, 6))), in_bibliography=True)
    assert text.replace(JOINT, "") == f"[{italic}May{END}–{italic}June{END}] 1974"


def test_the_ordinal_of_a_day_agrees_with_its_month() -> None:
    node = layout(DatePart(name="day", form="ordinal", suffix=" "), DatePart(name="month"))
    terms = (
        Term(name="month-05", single="Mai", gender="masculine"),
        Term(name="month-06", single="Juno", gender="feminine"),
        Term(name="ordinal", single="o"),
        Term(name="ordinal", single="a", gender_form="feminine"),
    )
    own = (LocaleNode(terms=terms),)
    assert printed(node, Date.of(1974, 5, 2), own=own) == "2o Mai"
    both = Date(date_parts=((1974, 5, 2), (1974, 6, 3)))
    assert printed(node, both, own=own) == "2o Mai–3a Juno"


def test_french_words_for_the_era_are_set_off_from_the_year() -> None:
    assert printed(YEAR, Date.of(-52), "fr-FR") == f"52{NBSP}av. J.-C."


def test_a_season_is_no_number() -> None:
    assert printed(NUMERIC, Date.of(1974, 21)) == "1974"


def test_parts_that_are_missing_vanish_with_their_affixes() -> None:
    node = layout(
        DatePart(name="year"), DatePart(name="day", prefix=" le "), prefix="(", suffix=")"
    )
    assert printed(node, Date.of(1974, 11)) == "(1974)"
    assert printed(layout(DatePart(name="day")), Date.of(1974, 11)) == ""
    assert printed(layout(DatePart(name="month")), Date(literal="sans date")) == ""


def test_the_case_of_the_date_is_that_of_its_parts() -> None:
    first = layout(DatePart(name="month", suffix=" "), DatePart(name="year"), text_case="uppercase")
    assert printed(first, Date.of(1974, 11), "fr-FR") == "NOVEMBRE 1974"
    capital = layout(DatePart(name="month"), text_case="capitalize-first")
    assert printed(capital, Date.of(1974, 11), "fr-FR") == "Novembre"
    months = Date(date_parts=((1974, 5), (1974, 6)))
    assert printed(capital, months, "fr-FR") == "Mai–juin"


def test_the_year_is_tagged_in_citations_and_its_letter_follows() -> None:
    year = f"{YEAR_BEGIN}1974{END}"
    letter = f"{SUFFIX_BEGIN}b{END}"
    assert marked(YEAR, Date.of(1974)) == year
    assert marked(YEAR, Date.of(1974), suffix="b") == year + letter
    assert marked(YEAR, Date.of(1974), in_bibliography=True, suffix="b") == "1974" + letter
    assert marked(layout(DatePart(name="month")), Date.of(1974, 11), suffix="b") == "November"
    assert printed(NUMERIC, Date.of(1974, 11, 3), "ja-JP", suffix="b") == "1974b年11月3日"


def test_a_letter_is_printed_once() -> None:
    style = StyleNode(citation=AREA)
    shape = Shape("book", frozenset({"issued"}), dates={"issued": "y"})
    scope = Scope(style, Locale.of(style, "en-US"), AREA, shape, year_suffix=True)
    compile_date(YEAR, scope)
    assert not scope.year_suffix


ORDER = [
    Date.of(-100, 7, 13),
    Date.of(-44, 3),
    Date.of(54),
    Date.of(2000),
    Date.of(2000, 5),
    Date(date_parts=((2000, 5), (2001, 5))),
    Date.of(2000, 5, 2),
    Date.of(2000, 12),
    Date.of(10000),
]


def test_dates_sort_in_time() -> None:
    shuffled = random.Random(7).sample(ORDER, len(ORDER))
    assert sorted(shuffled, key=sort_text) == ORDER
    assert sort_text(Date(literal="sans date")) == ""


def test_a_date_in_a_sort_macro_has_the_parts_it_asks_for() -> None:
    first, second = Date.of(1974, 11, 3), Date.of(1974, 2, 1)
    keys = [printed(YEAR, date, sorting=True) for date in (first, second, Date.of(1973))]
    assert keys[0] == keys[1] > keys[2]
    both = [printed(DAY_FIRST, date, sorting=True) for date in (first, second)]
    assert both[0] > both[1]


PARTS = st.lists(st.integers(-3000, 3000), min_size=1, max_size=3).map(tuple)
DATES = st.builds(
    Date,
    date_parts=st.lists(PARTS, max_size=2).map(tuple),
    season=st.none() | st.integers(0, 9) | st.text(max_size=5),
    literal=st.none() | st.text(max_size=5),
    raw=st.none() | st.text(max_size=12) | st.from_regex(r"\d{4}(-\d\d)?/?", fullmatch=True),
)
NODES = st.sampled_from([DAY_FIRST, TEXT, NUMERIC, YEAR])


@given(DATES, NODES, st.booleans())
def test_any_date_is_printed_or_is_nothing(date: Date, node: DateNode, sorting: bool) -> None:
    text = marked(node, date, sorting=sorting)
    assert text == "" or bare(text) or date.literal or date.raw
    sort_text(normalized(date))

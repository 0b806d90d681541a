"""Tags and quotation marks in data: expected as the CSL test suite's ``flipflop_`` fixtures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl.marks import (
    DATA_BEGIN,
    END,
    JOINT,
    NOCASE_BEGIN,
    NODECOR_BEGIN,
    QUOTE_BEGIN,
    SPELT_QUOTE_BEGIN,
    bare,
)
from citekit.csl.richtext import marked, plain
from tests.growth import assert_linear

SPELLINGS = {mark: f"[{form} " for form, mark in DATA_BEGIN.items()} | {
    END: "]",
    NOCASE_BEGIN: "[nocase ",
    NODECOR_BEGIN: "[nodecor ",
    QUOTE_BEGIN: "[q ",
    SPELT_QUOTE_BEGIN: "[s ",
}


def spelt(text: str) -> str:
    return "".join(SPELLINGS.get(character, character) for character in text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A <i>new</i> life", "A [italic new] life"),
        (
            "<b>a</b> <sup>b</sup> <sub>c</sub> <sc>d</sc>",
            "[bold a] [sup b] [sub c] [small-caps d]",
        ),
        ('<span class="nocase">Smith</span>', "[nocase Smith]"),
        ('<span class="nodecor">v.</span>', "[nodecor v.]"),
        ('<span style="font-variant:small-caps;">A</span>', "[small-caps A]"),
        ('<span style="font-variant: small-caps">A</span>', "[small-caps A]"),
        ("<i>a <i>b</i> c</i>", "[italic a [italic b] c]"),
        ("One</i> two", "One</i> two"),
        ("<i>One two", "<i>One two"),
        ("<i>a <b>b</i> c</b>", "[italic a <b>b] c</b>"),
        ("<script>x</script> <u>y</u> a < b", "<script>x</script> <u>y</u> a < b"),
    ],
)
def test_tags(text: str, expected: str) -> None:
    assert spelt(marked(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('A "new" life', "A [q new] life"),
        ("A 'new' life", "A [q new] life"),
        ("'Nobody Knows You're a Dog': As", "[q Nobody Knows You’re a Dog]: As"),
        ("\"a 'b' c\"", "[q a [q b] c]"),
        ("'\"a\"'", "[q [q a]]"),
        ('official ("<i>My Title</i>") now', "official ([q [italic My Title]]) now"),
        ('<i>"a"</i>', "[italic [q a]]"),
        ('<i>"a</i>"', '[italic "a]"'),
        ('Nation of "Positive " of State', 'Nation of "Positive " of State'),
        ('a 12" disk', 'a 12" disk'),
        ("My “Amazing” Title", "My [s “Amazing”] Title"),
        ("“‘Amazing’ and Bogus”", "[s “[s ‘Amazing’] and Bogus”]"),
        ("‘Parmenides’ 132c and Plato's thought", "[s ‘Parmenides’] 132c and Plato’s thought"),
        ("‘the dogs’ tails", "[s ‘the dogs’] tails"),
        ("das „neue“ Buch", "das [s „neue“] Buch"),
        ("le «mot»", "le [s «mot»]"),
        ("« Anonymous »", "[s «\u202fAnonymous\u202f»]"),
    ],
)
def test_quotations(text: str, expected: str) -> None:
    assert spelt(marked(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'Égypte", "l’Égypte"),
        ("l’Égypte", "l’Égypte"),
        ("l'''", "l’’’"),
        ("(ETFA '09)", "(ETFA ’09)"),
        ("Ladder of his' Years", "Ladder of his’ Years"),
        ("d ' eau et l ’ optique", "d ’ eau et l ’ optique"),
        ("'t Horvath", "’t Horvath"),
        ("d'", "d’"),
        ("Shafi`i", "Shafi`i"),
    ],
)
def test_apostrophes(text: str, expected: str) -> None:
    assert marked(text) == expected


def test_french_spaces_do_not_break() -> None:
    assert marked("Quoi ? Oui ; non : si !") == "Quoi\u202f? Oui\u202f; non\u202f: si\u202f!"
    assert marked("Quoi\u00a0?") == "Quoi\u00a0?"
    assert marked("a , b . c") == "a , b . c"


def test_noncharacters_are_no_data() -> None:
    assert marked(f"a{JOINT}b{END}") == "ab"
    assert plain(f"a{JOINT}b{END}") == "ab"
    assert plain("<i>'a' ? b</i>") == "<i>'a' ? b</i>"


@given(st.text(alphabet="a '\"“”‘’«»()<>/ib" + JOINT + END, max_size=40))
def test_marks_are_well_nested(text: str) -> None:
    depth = 0
    for character in marked(text):
        if character in SPELLINGS:
            depth += -1 if character == END else 1
            assert depth >= 0
    assert depth == 0


@given(st.text(alphabet="aé ,.“”«»‘’", max_size=40))
def test_the_data_s_own_glyphs_stay(text: str) -> None:
    assert bare(marked(text)).replace("\u202f", " ") == text


@pytest.mark.parametrize(
    "hostile",
    ["<i>", "</i>", "<i></b>", '"', ' "', " '", "“", "’ ", '<i>"', "'a' ", " :", "« ", "<span "],
)
def test_time_is_proportional(hostile: str) -> None:
    assert_linear(marked, lambda size: hostile * size)
    marked(hostile * 100_000 + "</i>" * 10_000 + "»" * 10_000)

"""Punctuation, spaces, quotation marks and flip-flop: the CSL test suite's results are expected."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl.joints import Joiner
from citekit.csl.marks import (
    ANY,
    BEGIN,
    DATA_BEGIN,
    DISPLAY_BEGIN,
    ELISION,
    END,
    JOINT,
    NAMES_BEGIN,
    NOCASE_BEGIN,
    NODECOR_BEGIN,
    NUMBER_BEGIN,
    QUOTE_BEGIN,
    SPELT_QUOTE_BEGIN,
    SUFFIX_BEGIN,
    YEAR_BEGIN,
    bare,
)
from tests.growth import assert_linear

ENGLISH = {
    "outer_open": "“",
    "outer_close": "”",
    "inner_open": "‘",
    "inner_close": "’",
}
FRENCH = {
    "outer_open": "«\u00a0",
    "outer_close": "\u00a0»",
    "inner_open": "“",
    "inner_close": "”",
}
american = Joiner(**ENGLISH, punctuation_in_quote=True, tidy=True)
british = Joiner(**ENGLISH, punctuation_in_quote=False, tidy=True)
french = Joiner(**FRENCH, punctuation_in_quote=False, tidy=True)
as_written = Joiner(**ENGLISH, punctuation_in_quote=False)
SPELLINGS = {mark: f"<{form}>" for form, mark in BEGIN.items()} | {END: "</>"}
SPELLINGS |= {mark: f"<{display}>" for display, mark in DISPLAY_BEGIN.items()}


def spelt(text: str) -> str:
    return "".join(SPELLINGS.get(character, character) for character in text)


def quoted(text: str) -> str:
    return QUOTE_BEGIN + text + END


@pytest.mark.parametrize(
    ("left", "right", "printed"),
    [
        # punctuation_FullMontyPlain
        ("colon:", ": c", "colon: c"),
        ("period.", ": c", "period.: c"),
        ("semicolon;", ": c", "semicolon; c"),
        ("exclamation!", ": c", "exclamation! c"),
        ("question?", ": c", "question? c"),
        ("comma,", ": c", "comma,: c"),
        ("colon:", ". p", "colon: p"),
        ("period.", ". p", "period. p"),
        ("semicolon;", ". p", "semicolon; p"),
        ("exclamation!", ". p", "exclamation! p"),
        ("question?", ". p", "question? p"),
        ("comma,", ". p", "comma,. p"),
        ("colon:", "; s", "colon:; s"),
        ("period.", "; s", "period.; s"),
        ("semicolon;", "; s", "semicolon; s"),
        ("question?", "; s", "question?; s"),
        ("colon:", "! e", "colon! e"),
        ("period.", "! e", "period.! e"),
        ("semicolon;", "! e", "semicolon! e"),
        ("question?", "! e", "question?! e"),
        ("colon:", "? q", "colon? q"),
        ("exclamation!", "? q", "exclamation!? q"),
        ("question?", "? q", "question? q"),
        ("colon:", ", c", "colon:, c"),
        ("period.", ", c", "period., c"),
        ("comma,", ", c", "comma, c"),
        # the rest
        ("client ?", ". Revue", "client ? Revue"),
        ("etc.", ". Revue", "etc. Revue"),
        ("R.", ".", "R."),
        ("Suite...", ". Revue", "Suite... Revue"),
        ("Suite…", ". Revue", "Suite… Revue"),
        ("Suite…", ", 4", "Suite…, 4"),
        ("traduit par ", ", p. 4", "traduit par, p. 4"),
        ("titre. ", " Revue", "titre. Revue"),
        ("(", " 2006", "(2006"),
        ("(2006 ", ")", "(2006)"),
        ("« Que faire ? »", ".", "« Que faire ? »."),
        ("ville\u00a0", "; Seuil", "ville\u00a0; Seuil"),
        ("ville\u202f", ". Seuil", "ville\u202f. Seuil"),
        ("Quoi ??", ".", "Quoi ??"),
        ("suite ", "... fin", "suite ... fin"),
        ("programmer en ", ".NET", "programmer en .NET"),
        ("Doe 1990", ".", "Doe 1990."),
        ("Bd.", ".\u00a02", "Bd.\u00a02"),
        ("Inst.: ", ": Titre", "Inst.: Titre"),
        ("an essay! ", ". Seuil", "an essay! Seuil"),
        ("Paris ", ": Seuil", "Paris : Seuil"),
    ],
)
def test_two_pieces(left: str, right: str, printed: str) -> None:
    for join in (american, british, french):
        assert join(f"{left}{JOINT}{right}") == printed


def test_marks_of_form_do_not_hide_a_joint() -> None:
    italic = BEGIN["italic"]
    assert spelt(american(f"{italic}client ?{END}{JOINT}. Revue")) == "<italic>client ?</> Revue"
    assert spelt(american(f"{italic}a.{END}{JOINT}.")) == "<italic>a.</>"
    assert spelt(american(f"a.{JOINT}{italic}. b{END}")) == "a.<italic> b</>"


def test_an_ellipsis_after_a_quotation_is_whole() -> None:
    assert british(f"{quoted('Quoi ?')}{JOINT}...") == "“Quoi ?”..."


@pytest.mark.parametrize(
    ("left", "right", "printed"),
    [
        ("1976. ", ", 2 Law", "1976. , 2 Law"),
        ("(1842) ", ".", "(1842) ."),
        ("(", " n.d.)", "( n.d.)"),
        ("ville, ", " Seuil", "ville, Seuil"),
        ("ville.", ".", "ville."),
        ("ville?", ".", "ville?"),
        ("ville.", ",", "ville.,"),
        ("Suite…", ". Revue", "Suite…. Revue"),
    ],
)
def test_without_tidying_only_what_meets_is_one(left: str, right: str, printed: str) -> None:
    """As citeproc-js has it (and the suite, in bugreports_NoTitle)."""
    assert as_written(f"{left}{JOINT}{right}") == printed


def test_three_marks() -> None:
    assert american(f"titre»,{JOINT}.{JOINT}.") == "titre»,."
    assert american(f"etc.{JOINT}.{JOINT}.{JOINT}.") == "etc."
    assert american(f"x.{JOINT}, {JOINT}, b") == "x., b"


def test_data_is_left_alone() -> None:
    for text in ("Quoi ???", "a..b", "https://a.org/x?.y..z,,w", "a ,b", "«?.»", "a  b", "( a )"):
        assert american(text) == text
        assert american(f"é{JOINT}{text}{JOINT}é") == f"é{text}é"


def test_spaces_at_both_ends_are_the_style_s() -> None:
    assert american(f" {JOINT}é {JOINT}") == " é "


@pytest.mark.parametrize(
    ("mark", "after", "in_quotes", "out"),
    [
        # punctuation_FullMontyQuotesIn, punctuation_FullMontyQuotesOut
        (":", ": c", "“a”: c", "“a”: c"),
        (".", ": c", "“a.”: c", "“a”.: c"),
        ("!", ": c", "“a!” c", "“a”! c"),
        (",", ": c", "“a,”: c", "“a”,: c"),
        (";", ". p", "“a”; p", "“a”; p"),
        (",", ". p", "“a,.” p", "“a”,. p"),
        ("!", "; s", "“a!”; s", "“a”!; s"),
        (":", "! e", "“a!” e", "“a”! e"),
        (".", "! e", "“a.!” e", "“a”.! e"),
        (":", ", c", "“a”:, c", "“a”:, c"),
        (";", ", c", "“a”;, c", "“a”;, c"),
        ("?", ", c", "“a?,” c", "“a”?, c"),
    ],
)
def test_marks_after_a_quotation(mark: str, after: str, in_quotes: str, out: str) -> None:
    text = f"{quoted('a')}{JOINT}{mark}{JOINT}{after}"
    assert american(text) == in_quotes
    assert british(text) == out


@pytest.mark.parametrize(
    ("content", "after", "in_quotes", "out"),
    [
        ("A title", ".", "“A title.”", "“A title”."),
        ("What?", ". b", "“What?” b", "“What?” b"),
        ("What?", ": b", "“What?”: b", "“What?”: b"),
        ("What?", ", b", "“What?,” b", "“What?”, b"),
        ("etc.", ". b", "“etc.” b", "“etc.” b"),
        ("One,", " b", "“One,” b", "“One”, b"),
        ("One:", ", b", "“One:,” b", "“One”:, b"),
        (f"The {quoted('One')}", ".", "“The ‘One.’”", "“The ‘One’”."),
        (f"{BEGIN['italic']}One{END}", ".", "“<italic>One</>.”", "“<italic>One</>”."),
    ],
)
def test_the_end_of_a_quotation(content: str, after: str, in_quotes: str, out: str) -> None:
    text = f"{quoted(content)}{JOINT}{after}"
    assert spelt(american(text)) == in_quotes
    assert spelt(british(text)) == out


def test_a_stop_goes_into_a_quotation_inside_a_form() -> None:
    text = f"{BEGIN['italic']}{quoted('Book A')}{END}{JOINT}. 1900"
    assert spelt(american(text)) == "<italic>“Book A.”</> 1900"


def test_data_after_a_quotation_stays_outside() -> None:
    assert american(f"{quoted('quote')}, Hello") == "“quote”, Hello"


def test_quotations_in_quotations() -> None:
    text = quoted("a " + quoted("b " + quoted("c")))
    assert american(text) == "“a ‘b “c”’”"
    assert french(text) == "«\u00a0a “b «\u00a0c\u00a0»”\u00a0»"


@pytest.mark.parametrize(
    ("text", "alone", "within"),
    [
        ("“Amazing”", "“Amazing”", "“a ‘Amazing’”"),
        ("‘Amazing’", "‘Amazing’", "“a ‘Amazing’”"),
        ("«\u202fAmazing\u202f»", "«\u202fAmazing\u202f»", "“a «\u202fAmazing\u202f»”"),
    ],
)
def test_the_data_s_own_quotation_marks(text: str, alone: str, within: str) -> None:
    marked = SPELT_QUOTE_BEGIN + text + END
    assert american(marked) == alone
    assert american(quoted(f"a {marked}")) == within


def test_guillemets_inside_guillemets() -> None:
    marked = f"{SPELT_QUOTE_BEGIN}«\u202fb\u202f»{END}"
    assert french(marked) == "«\u202fb\u202f»"  # alone, the data's own
    assert french(quoted(f"a {marked}")) == "«\u00a0a “b”\u00a0»"


def data(form: str, text: str) -> str:
    return DATA_BEGIN[form] + text + END


def style(form: str, text: str) -> str:
    return BEGIN[form] + text + END


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (data("italic", "a"), "<italic>a</>"),
        (style("italic", data("italic", "a")), "<italic><font-style-normal>a</></>"),
        (
            style("italic", "a" + data("italic", "b" + data("italic", "c"))),
            "<italic>a<font-style-normal>b<italic>c</></></>",
        ),
        (data("italic", "a" + data("italic", "b")), "<italic>a<font-style-normal>b</></>"),
        (style("bold", data("bold", "a")), "<bold><font-weight-normal>a</></>"),
        (
            style("small-caps", data("small-caps", "a")),
            "<small-caps><font-variant-normal>a</></>",
        ),
        (style("oblique", data("italic", "a")), "<oblique><font-style-normal>a</></>"),
        (style("sup", data("sup", "a")), "<sup><sup>a</></>"),
        (style("italic", style("italic", "a")), "<italic><italic>a</></>"),
        (style("font-style-normal", "a"), "a"),
        (
            style("italic", style("font-style-normal", data("italic", "a"))),
            "<italic><font-style-normal><italic>a</></></>",
        ),
        (style("italic", f"a {NODECOR_BEGIN}v.{END} b"), "<italic>a <font-style-normal>v.</> b</>"),
        (NODECOR_BEGIN + "v." + END, "v."),
        (style("italic", ""), ""),
        (style("italic", style("bold", JOINT)), ""),
        (quoted(""), ""),
        (DISPLAY_BEGIN["block"] + "a" + END, "<block>a</>"),
    ],
)
def test_forms(text: str, printed: str) -> None:
    assert spelt(american(text)) == printed


def test_blanks_at_both_ends_are_outside_displays() -> None:
    margin, inline = DISPLAY_BEGIN["left-margin"], DISPLAY_BEGIN["right-inline"]
    text = f"{margin} {JOINT}1 {END}{JOINT}{inline}Titre{JOINT}. {END}"
    assert spelt(american(text)) == " <left-margin>1 </><right-inline>Titre.</> "
    text = f"{inline}a{END}{BEGIN['italic']}b {END}"
    assert spelt(american(text)) == "<right-inline>a</><italic>b </>"


def test_tags_go_with_their_ends() -> None:
    for begin in (
        NAMES_BEGIN,
        SUFFIX_BEGIN,
        NUMBER_BEGIN,
        YEAR_BEGIN,
        NOCASE_BEGIN,
    ):
        assert american(f"({begin}a{style('italic', 'b')}{END})") == f"(a{style('italic', 'b')})"


def test_an_elided_particle_takes_no_space() -> None:
    assert american(f"d’{ELISION}{JOINT} Alembert") == "d’Alembert"
    assert american(f"d’{ELISION}{END}{JOINT} {BEGIN['bold']}A{END}") == f"d’{style('bold', 'A')}"


EVERYTHING = f"a.,;:!? ()\u00a0\u202f{JOINT}{ELISION}{END}{QUOTE_BEGIN}{SPELT_QUOTE_BEGIN}"
EVERYTHING += f"{BEGIN['italic']}{DATA_BEGIN['italic']}{NAMES_BEGIN}{NODECOR_BEGIN}“”"


@given(st.text(alphabet=EVERYTHING, max_size=40))
def test_forms_are_well_nested_whatever_comes(text: str) -> None:
    for join in (american, british):
        depth = 0
        for mark in re.findall(f"[{ANY}]", join(text)):
            assert mark in SPELLINGS
            depth += -1 if mark == END else 1
            assert depth >= 0
        assert depth == 0


@given(st.text(alphabet=f"a.,;:!? \u00a0\u202f{JOINT}", max_size=40))
def test_letters_and_no_break_spaces_survive(text: str) -> None:
    kept = re.compile("[a\u00a0\u202f]")
    assert kept.findall(american(text)) == kept.findall(bare(text))


@pytest.mark.parametrize(
    "hostile",
    [
        f"{QUOTE_BEGIN}",
        f"{END}",
        f"{JOINT}.",
        f"{JOINT} ",
        f" {JOINT},",
        f"{BEGIN['italic']}",
        f"{quoted(JOINT)},",
        f"{quoted('é,')}{JOINT}.",
        "... ",
        f"{SPELT_QUOTE_BEGIN}“",
    ],
)
def test_time_is_proportional(hostile: str) -> None:
    for join in (american, british):
        assert_linear(join, lambda size: hostile * size)
        join(hostile * 100_000 + END * 100_000)

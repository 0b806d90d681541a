"""The six values of ``text-case``: expected as the CSL test suite's ``textcase_`` fixtures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl.marks import JOINT, bare
from citekit.csl.richtext import marked
from citekit.csl.textcase import apply
from tests.growth import assert_linear

CASES = ("lowercase", "uppercase", "capitalize-first", "capitalize-all", "sentence", "title")


def shown(text_case: str, text: str, language: str | None = None) -> str:
    return bare(apply(text_case, marked(text), language))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the life of a river", "The Life of a River"),
        ("life and work: a memoir", "Life and Work: A Memoir"),
        ("where then? a reply", "Where Then? A Reply"),
        ("what it is for", "What It Is For"),
        ("out-of-school learning", "Out-of-School Learning"),
        ("a pro-social choice", "A Pro-Social Choice"),
        ("traits—self-esteem—with others", "Traits—Self-Esteem—with Others"),
        ("the reader–writer gap", "The Reader–Writer Gap"),
        ("black/white pictures", "Black/White Pictures"),
        ("the UK and its press", "The UK and Its Press"),
        ("UK", "UK"),
        ("iPod is a word", "iPod Is a Word"),
        ("a review by J.R. author", "A Review by J.R. Author"),
        ("solution of β-carotene", "Solution of β-Carotene"),
        ("07-x", "07-x"),
        ("lives of arvâsî", "Lives of Arvâsî"),
        ("the physical\u00a0map", "The Physical\u00a0Map"),
        ("smith vs. jones", "Smith vs. Jones"),
        ("response to Shafi’i comment", "Response to Shafi’i Comment"),
        ("the “new work” today", "The “New Work” Today"),
        ("John von Doe: an essay", "John von Doe: An Essay"),
    ],
)
def test_title(text: str, expected: str) -> None:
    assert shown("title", text) == expected
    assert shown("title", text, "en-GB") == expected


def test_title_is_for_english_alone() -> None:
    for language in ("fr", "fr-FR", "FR", "de", "french language", "eng-nope"):
        assert shown("title", "vie et mort", language) == "vie et mort"
    assert shown("title", "life and death", "en--whatever this is") == "Life and Death"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a pen of <span class="nocase">smith</span> make', "A Pen of smith Make"),
        ('the life of <span class="nocase">smith</span>', "The Life of smith"),
        ('ready <span class="nocase">for</span>', "Ready for"),
        ("on <sc>small caps</sc> in print", "On small caps in Print"),
        ("the co<sub>a</sub> of water", "The Coa of Water"),
        ("an <i>important</i> work", "An Important Work"),
        ("un<i>important</i> work", "Unimportant Work"),
    ],
)
def test_title_and_marks(text: str, expected: str) -> None:
    assert shown("title", text) == expected


@pytest.mark.parametrize(
    ("text_case", "text", "expected"),
    [
        ("lowercase", 'This IS a <span class="nocase">Smith</span> Pen', "this is a Smith pen"),
        ("uppercase", 'This is a <span class="nocase">Smith</span> pen', "THIS IS A Smith PEN"),
        ("capitalize-first", "this is a Pen", "This is a Pen"),
        ("capitalize-first", "iPod and others", "iPod and others"),
        ("capitalize-first", '<span class="nocase">de</span> la vie', "de la vie"),
        ("capitalize-first", "<i>de la</i> vie", "De la vie"),
        ("capitalize-first", "« la vie »", "«\u202fLa vie\u202f»"),
        ("capitalize-first", "œuvre", "Œuvre"),
        ("capitalize-first", "o.O.", "O.O."),
        ("capitalize-all", "This IS a pen", "This IS A Pen"),
        (
            "sentence",
            'This is a Pen of <span class="nocase">Smith</span> Make',
            "This is a pen of Smith make",
        ),
        ("sentence", "THIS IS A PEN", "This is a pen"),
        ("sentence", "", ""),
        ("uppercase", "straße", "STRASSE"),
        ("capitalize-first", "ßa", "Ssa"),
    ],
)
def test_other_cases(text_case: str, text: str, expected: str) -> None:
    assert shown(text_case, text) == expected


# The specification's rule; the suite, which goes further, has no title in another language.
@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("la France et la Loire", "fr", "La France et la Loire"),
        ("LA FRANCE ET LA LOIRE", "fr-FR", "La france et la loire"),
        ("das Haus am See", "de", "Das Haus am See"),
    ],
)
def test_sentence_keeps_the_names_of_other_languages(
    text: str, language: str, expected: str
) -> None:
    assert shown("sentence", text, language) == expected


def test_turkish_has_two_letters_i() -> None:
    assert shown("uppercase", "ic and ıd", "tr") == "İC AND ID"
    assert shown("uppercase", "ia and ıb", "en") == "IA AND IB"
    assert shown("lowercase", "İC ID", "tr-TR") == "ic ıd"
    assert shown("capitalize-first", "izmir", "tr") == "İzmir"


@given(st.sampled_from(CASES), st.text(alphabet="aBé’ -:<i>/" + JOINT, max_size=30))
def test_only_letters_change(text_case: str, text: str) -> None:
    text = marked(text)
    assert apply(text_case, text, "en").lower() == text.lower()


@pytest.mark.parametrize("text_case", CASES)
@pytest.mark.parametrize("hostile", ["a ", "a-", "<sc>", "<sc>a</sc>", "<i>a", "’", ": "])
def test_time_is_proportional(text_case: str, hostile: str) -> None:
    assert_linear(lambda text: apply(text_case, text, "en"), lambda size: marked(hostile * size))
    apply(text_case, marked(hostile * 100_000), "en")

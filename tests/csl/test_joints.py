"""Punctuation where two pieces of output meet: the CSL test suite's results are expected."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl import Citation, Cite, Processor, Style
from citekit.csl.joints import mend
from citekit.csl.marks import JOINT, QUOTE_END, STYLE_MARKS, bare
from citekit.model import decode_items

SECTION = re.compile(r">>=+ ([A-Z-]+) =+>>\n(.*?)\n?<<=+ \1 =+<<", re.DOTALL)
FIXTURES = (
    "punctuation_DateStripPeriods",
    "punctuation_DelimiterWithStripPeriodsAndSubstitute1",
    "punctuation_DelimiterWithStripPeriodsAndSubstitute2",
    "punctuation_DelimiterWithStripPeriodsAndSubstitute3",
    "punctuation_DoNotSuppressColonAfterPeriod",
    "punctuation_FieldDuplicates",
    "punctuation_FullMontyField",
    "punctuation_FullMontyPlain",
    "punctuation_FullMontyQuotesOut",
    "punctuation_NoSuppressOfPeriodBeforeSemicolon",
    "punctuation_OnMacro",
    "punctuation_SemicolonDelimiter",
    "magic_PunctuationInQuoteDefaultEnglishDelimiter",
    "magic_PunctuationInQuoteDefaultEnglishSuffix",
    "magic_PunctuationInQuoteDelimiterTrue",
    "magic_PunctuationInQuoteFalse",
    "magic_PunctuationInQuoteSuffixTrue",
    "affix_InterveningEmpty",
)


@pytest.mark.parametrize("name", FIXTURES)
def test_the_suite(shared: Path, name: str) -> None:
    text = (shared / "csl-suite" / f"{name}.txt").read_text(encoding="utf-8")
    sections = dict(SECTION.findall(text))
    references, _ = decode_items(json.loads(sections["INPUT"]))
    processor = Processor(Style.load(sections["CSL"]), references, output="html")
    if sections["MODE"].strip() == "bibliography":
        printed = str(processor.bibliography())
    else:
        groups = json.loads(sections.get("CITATION-ITEMS", "null")) or [
            [{"id": reference.id} for reference in references]
        ]
        citations = [Citation([Cite(str(item["id"])) for item in group]) for group in groups]
        printed = "\n".join(processor.citations(citations))
    assert printed.strip() == sections["RESULT"].strip()


@pytest.mark.parametrize(
    ("left", "right", "printed"),
    [
        ("client ?", ". Revue", "client ? Revue"),
        ("client !", ". Revue", "client ! Revue"),
        ("etc.", ". Revue", "etc. Revue"),
        ("R.", ".", "R."),
        ("Suite...", ". Revue", "Suite... Revue"),
        ("titre,", ", p. 4", "titre, p. 4"),
        ("traduit par ", ", p. 4", "traduit par, p. 4"),
        ("titre. ", " Revue", "titre. Revue"),
        ("(", " 2006", "(2006"),
        ("« Que faire ? »", ".", "« Que faire ? »."),
        ("ville\u00a0", "; Seuil", "ville\u00a0; Seuil"),
        ("ville\u202f", ". Seuil", "ville\u202f. Seuil"),
        ("Quoi ??", ".", "Quoi ??"),
        ("titre", " , version 2", "titre, version 2"),
        ("suite", " ... fin", "suite ... fin"),
    ],
)
def test_two_pieces(left: str, right: str, printed: str) -> None:
    assert bare(mend(f"{left}{JOINT}{right}")) == printed


def test_marks_of_form_do_not_hide_a_joint() -> None:
    begin, end = STYLE_MARKS["italic"]
    assert bare(mend(f"{begin}client ?{end}{JOINT}. Revue")) == "client ? Revue"
    assert mend(f"{begin}a.{end}{JOINT}.") == f"{begin}a.{end}{JOINT}"


def test_three_marks() -> None:
    assert bare(mend(f"titre»,{JOINT}.{JOINT}.")) == "titre»,."
    assert bare(mend(f"etc.{JOINT}.{JOINT}.{JOINT}.")) == "etc."


def test_data_is_left_alone() -> None:
    for text in ("Quoi ???", "a..b", "https://a.org/x?.y..z,,w", "10.1000/a..b", "a ,b", "«?.»"):
        assert mend(text) == text


def test_a_stop_goes_inside_american_quotation_marks() -> None:
    assert bare(mend(f"“Title”{QUOTE_END}{JOINT}. Next")) == "“Title.” Next"
    assert bare(mend(f"“Title?”{QUOTE_END}{JOINT}. Next")) == "“Title?.” Next".replace("?.", "?")


@given(st.text(alphabet=f"a.,;:!? \u00a0\u202f{JOINT}", max_size=40))
def test_mending_twice_is_mending_once(text: str) -> None:
    assert mend(mend(text)) == mend(text)


@given(st.text(alphabet=f"a.,;:!? \u00a0\u202f{JOINT}", max_size=40))
def test_no_break_spaces_and_letters_survive(text: str) -> None:
    kept = re.compile("[a\u00a0\u202f]")
    assert kept.findall(mend(text)) == kept.findall(text)

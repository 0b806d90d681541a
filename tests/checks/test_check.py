"""Each rule on a reference that breaks it, and on the nearest one that does not."""

import json
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit import messages
from citekit.checks import LIBRARY_RULES, RULES, check
from citekit.model import Name, Reference, decode_item

COMPLETE = {
    "id": "crozet2006public",
    "type": "article-journal",
    "title": "Le public dans les contrats de ville : habitant, citoyen ou client ?",
    "author": [{"family": "Crozet", "given": "Paul"}, {"family": "Rangeon", "given": "François"}],
    "container-title": "Politiques et management public",
    "volume": "24",
    "issue": "4",
    "issued": {"date-parts": [[2006, 12]]},
    "page": "17-36",
    "ISSN": "0758-1726",
    "language": "fr",
}
CASES = json.loads(Path(__file__).with_name("findings.json").read_text(encoding="utf-8"))


def reference(**change: object) -> Reference:
    made, _ = decode_item(COMPLETE | {key.replace("_", "-"): v for key, v in change.items()})
    assert made is not None
    return made


def codes(*references: Reference) -> list[str]:
    return [found.code for found in check(references)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_one_reference(case):
    assert codes(reference(**case["change"])) == case["codes"]


def test_every_finding_names_its_reference():
    assert check([reference(page="36-17")])[0].reference == "crozet2006public"


def test_a_key_used_twice():
    found = check([reference(), reference(title="Un autre", page="1-16")])
    assert [(f.code, f.parameters["count"]) for f in found] == [("duplicate-key", 2)]


def test_the_same_work_with_another_spelling():
    twin = reference(
        id="b", title="Le Public dans les contrats de ville: Habitant, citoyen ou client?"
    )
    found = check([reference(), twin])
    assert [(f.code, f.reference) for f in found] == [("duplicate-work", "b")]
    assert found[0].parameters["other"] == "crozet2006public"


def test_the_same_title_in_another_year_is_another_work():
    assert codes(reference(), reference(id="b", issued={"date-parts": [[2007]]}, volume="25")) == []


def test_unsigned_editorials_of_two_issues_are_two_works():
    editorial = {"title": "Éditorial", "author": None, "page": "5-6"}
    assert codes(reference(**editorial), reference(id="b", issue="3", **editorial)) == []


def test_one_doi_on_two_works():
    doi = "10.3406/pomap.2006.2305"
    other = reference(id="b", title="Un autre titre", DOI=doi, page="37-50")
    assert codes(reference(DOI=doi), other) == ["duplicate-doi"]


def test_pages_that_overlap_in_one_issue():
    after = reference(id="b", title="Un autre titre", page="30-50")
    assert codes(reference(), after) == ["pages-overlap"]


def test_a_page_shared_by_two_pieces_is_usual():
    assert codes(reference(), reference(id="b", title="Un autre titre", page="36-50")) == []


def test_rules_are_in_the_registry_once():
    names = [f"{rule.__module__}.{rule.__name__}" for rule in (*RULES, *LIBRARY_RULES)]
    assert len(set(names)) == len(names)


def test_every_code_has_words_in_both_languages():
    sources = Path(__file__).parents[2] / "citekit" / "check"
    text = "".join(file.read_text(encoding="utf-8") for file in sources.glob("*.py"))
    emitted = set(re.findall(r"(?:warning|note)\(\s*\"([a-z-]+)\"", text))
    emitted |= {"scan-slip", "scan-slip-unknown"}
    catalogue = messages.catalogue()
    for code in emitted:
        entry = catalogue[code]
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(entry[language]) if name}
            for language in ("en", "fr")
        ]
        assert fields[0] == fields[1], code


@given(
    st.lists(
        st.builds(
            Reference,
            id=st.text(max_size=5),
            type=st.sampled_from(["article-journal", "book", "webpage"]),
            title=st.none() | st.text(max_size=30),
            author=st.none() | st.lists(st.builds(Name, family=st.text(max_size=9))).map(tuple),
            page=st.none() | st.text(max_size=9),
            volume=st.none() | st.text(max_size=9),
            doi=st.none() | st.text(max_size=12),
            isbn=st.none() | st.text(alphabet="0123456789X- ,", max_size=30),
            issn=st.none() | st.text(alphabet="0123456789X- ,", max_size=20),
            url=st.none() | st.text(max_size=12),
            language=st.none() | st.text(max_size=6),
        ),
        max_size=6,
    )
)
def test_any_reference_can_be_checked_and_told(references):
    for found in check(references):
        assert found.message("fr")
        assert found.message("en")

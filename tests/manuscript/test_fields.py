"""The citation's JSON: what is written is read back equal, and valid by CSL's own schemas."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import references
from test_docx import validate

from citekit import Reference
from citekit.csl import LABELS, Citation, Cite
from citekit.manuscript.fields import Harvest, encode, own_uri, uris, value_of
from citekit.manuscript.markers import in_order
from citekit.manuscript.preferences import joined, pieces

WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
KEYS = ("doe2001", "éa:b/c", "k 1")
CITES = st.builds(
    Cite,
    id=st.sampled_from(KEYS),
    prefix=st.none() | WORDS,
    suffix=st.none() | WORDS,
    suppress_author=st.booleans(),
) | st.builds(Cite, id=st.sampled_from(KEYS), locator=WORDS, label=st.sampled_from(LABELS))


@given(st.lists(CITES, min_size=1, max_size=4), st.lists(references(), min_size=3, max_size=3))
@settings(max_examples=60)
def test_what_is_written_is_read_back_equal(cites: list[Cite], works: list[Reference]) -> None:
    known = {
        key: work.replace(id=key, citation_key=None) for key, work in zip(KEYS, works, strict=True)
    }
    citation = Citation(tuple(cites), unsorted=in_order(cites))
    harvest = Harvest()
    assert harvest.citation(value_of(encode(citation, known, name="x")) or {}) == citation
    cited = {cite.id for cite in cites}
    found = {work.id: work for work in harvest.references}
    assert found.keys() == cited
    for key in cited:
        assert found[key] == known[key]


@given(references())
@settings(max_examples=40)
def test_every_type_and_variable_is_valid(shared: Path, work: Reference) -> None:
    known = {work.id: work}
    value = json.loads(encode(Citation((Cite(work.id, locator="1"),)), known, number=3, name="x"))
    validate(value, shared)


def test_two_chapters_with_the_doi_of_their_book_are_two_works() -> None:
    known = {
        key: Reference(id=key, type="chapter", title=title, doi="10.1/book")
        for key, title in (("a", "One"), ("b", "Two"))
    }
    citation = Citation((Cite("a"), Cite("b")))
    harvest = Harvest()
    assert harvest.citation(value_of(encode(citation, known, name="x")) or {}) == citation
    assert [work.title for work in harvest.references] == ["One", "Two"]


def test_an_address_of_zotero_is_kept_and_none_is_invented() -> None:
    zotero = "http://zotero.org/groups/12/items/ABCD"
    assert uris(Reference(id=zotero, type="book")) == [zotero]
    assert uris(Reference(id="a", type="book", custom={"zotero-uris": [zotero]})) == [zotero]
    assert uris(Reference(id="a b", type="book")) == ["urn:citekit:a%20b"]
    assert own_uri("é") == "urn:citekit:%C3%A9"


@pytest.mark.parametrize(
    "code",
    ["", "{", "}{", "{}", "{]}", '{"a":', "{" * 5000, '{"citationItems": 3}', '{"a":"\x01"}'],
)
def test_any_code_is_survived(code: str) -> None:
    value = value_of(f" ADDIN ZOTERO_ITEM CSL_CITATION {code} ")
    assert value is None or Harvest().citation(value) is None


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=900))
def test_preferences_come_in_pieces_of_255_units(text: str) -> None:
    found = pieces(text)
    assert all(len(piece.encode("utf-16-le")) <= 510 for piece in found.values())
    assert joined(found) == text

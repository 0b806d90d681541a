"""CSL-JSON as Zotero's importer takes it; what it does is in the comments of each test."""

from __future__ import annotations

import json

import pytest

from citekit.formats import csljson_zotero
from citekit.model import TYPES, Date, Library, Name, Reference

ACCEPTED = frozenset(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter
    dataset entry entry-dictionary entry-encyclopedia figure graphic interview legal_case
    legislation manuscript map motion_picture musical_score pamphlet paper-conference patent
    personal_communication post post-weblog report song speech thesis treaty webpage""".split()
)
"""The types that let Zotero know a file as CSL-JSON, but reviews, which it makes documents."""


def item(**facts: object) -> dict[str, object]:
    facts = {"id": "a", "type": "article-journal", **facts}
    reference = Reference(**facts)  # type: ignore[arg-type]
    (written,) = json.loads(csljson_zotero.write(Library(references=(reference,))))
    assert isinstance(written, dict)
    return written


@pytest.mark.parametrize("csl_type", sorted(TYPES))
def test_one_unknown_type_would_hide_the_file(csl_type: str) -> None:
    written = item(type=csl_type)
    assert written["type"] in ACCEPTED
    if written["type"] != csl_type:
        assert f"type: {csl_type}" in str(written["note"]).splitlines()


def test_particles_apart_would_be_discarded() -> None:
    name = Name(family="Certeau", given="Michel", dropping_particle="de")
    assert item(author=(name,))["author"] == [{"family": "de Certeau", "given": "Michel"}]
    gogh = Name(family="Gogh", given="Vincent", non_dropping_particle="van", suffix="Jr.")
    assert item(author=(gogh,))["author"] == [{"family": "van Gogh", "given": "Vincent, Jr."}]
    assert item(author=(Name(literal="Insee"),))["author"] == [{"literal": "Insee"}]


def test_a_date_needs_its_raw_spelling() -> None:
    assert item(issued=Date.of(2006, 12))["issued"] == {
        "date-parts": [[2006, 12]],
        "raw": "2006-12",
    }


def test_a_range_stands_in_extra_too() -> None:
    written = item(issued=Date.span((2006, 9), (2006, 12)))
    assert written["issued"] == {"date-parts": [[2006, 9]], "raw": "2006-09"}
    assert written["note"] == "issued: 2006-09/2006-12"


def test_the_title_of_a_special_issue_becomes_the_series_title() -> None:
    assert item(volume_title="Le client")["collection-title"] == "Le client"
    both = item(volume_title="Le client", collection_title="Nouvelle série")
    assert both["collection-title"] == "Le client"
    assert "collection-title: Nouvelle série" in str(both["note"]).splitlines()


def test_the_citation_key_has_its_variable() -> None:
    assert item()["citation-key"] == "a"


def test_what_zotero_wrote_is_read() -> None:
    text = json.dumps(
        [
            {
                "id": "http://zotero.org/users/1/items/ABCD",
                "type": "article-journal",
                "title": "T",
                "author": [{"family": "Certeau", "given": "Michel", "dropping-particle": "de"}],
                "issued": {"date-parts": [["2006", 12]]},
                "note": "whole-number: 96\nLu.",
            }
        ]
    )
    (reference,) = csljson_zotero.read(text).references
    assert reference.author == (Name(family="Certeau", given="Michel", dropping_particle="de"),)
    assert reference.custom == {"whole_number": "96"}
    assert reference.note == "Lu."


def test_a_note_that_looks_like_facts_is_kept_exactly() -> None:
    book = Reference(id="a", type="book", note="volume: 3\nune ligne")
    written = csljson_zotero.write(Library(references=(book,)))
    assert csljson_zotero.read(written).references == (book,)

"""Variables in a note: the forms of Zotero's "Citing Fields from Extra" and of CSL's fixtures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl.note_fields import with_note_fields
from citekit.model import Date, Name, Reference
from tests.growth import assert_time_linear


def read(note: str, **facts: object) -> Reference:
    """A book with *note*, its fields read."""
    return with_note_fields(Reference(id="a", type="book", note=note, **facts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("note", "attribute", "value"),
    [
        ("PMID: 11797025", "pmid", "11797025"),
        ("genre: Peer commentary", "genre", "Peer commentary"),
        ("Original Title: La Peste", "original_title", "La Peste"),
        ("archive_location: box 3", "archive_location", "box 3"),
        ("Publisher Place: Paris", "publisher_place", "Paris"),
        ("collection-title: Series: a title", "collection_title", "Series: a title"),
        ("shortTitle: Peste", "title_short", "Peste"),
        ("type: article-journal", "type", "article-journal"),
        ("Type: Article Journal", "type", "article-journal"),
        ("original-date: 1890", "original_date", Date.of(1890)),
        (
            "event-date: 2004-10-01/2004-10-14",
            "event_date",
            Date.span((2004, 10, 1), (2004, 10, 14)),
        ),
        ("Original Date: March 1886", "original_date", Date.of(1886, 3)),
        ("original-date: in press", "original_date", Date(literal="in press")),
        ("reviewed-author: Hall || W.C.", "reviewed_author", (Name(family="Hall", given="W.C."),)),
        ("Editor: UNESCO", "editor", (Name(literal="UNESCO"),)),
        ("{:original-date: 1964}", "original_date", Date.of(1964)),
        ("{:publisher-place:Paris}", "publisher_place", "Paris"),
    ],
)
def test_a_field(note: str, attribute: str, value: object) -> None:
    reference = read(note)
    assert getattr(reference, attribute) == value
    assert reference.note is None


def test_each_line_adds_a_name() -> None:
    reference = read("editor: Doe || Jane\neditor: Roe || Richard")
    assert reference.editor == (
        Name(family="Doe", given="Jane"),
        Name(family="Roe", given="Richard"),
    )


def test_a_field_in_braces_stands_anywhere() -> None:
    reference = read("A fine book {:original-date: 1964} with a map.\nAnd {:medium: CD}.")
    assert reference.original_date == Date.of(1964)
    assert reference.medium == "CD"
    assert reference.note == "A fine book with a map.\nAnd."


def test_lines_count_at_the_head_only() -> None:
    reference = read("Read it twice.\nmedium: CD\n\ngenre: novel\nIt says:\nversion: 2")
    assert (reference.medium, reference.genre, reference.version) == ("CD", "novel", None)
    assert reference.note == "Read it twice.\n\nIt says:\nversion: 2"


def test_what_the_reference_has_stays_except_dates_and_the_type() -> None:
    reference = read("title: Other\nissued: 1999", title="Own", issued=Date.of(2001))
    assert reference.title == "Own"
    assert reference.issued == Date.of(1999)
    assert reference.note == "title: Other"


@pytest.mark.parametrize(
    "note",
    [
        "",
        "A note.",
        "Bla: Blupp",
        "tex.field: value",
        "type: thing",
        "genre:",
        "note: nothing new",
        "id: b",
        "{:colour: red}",
        "ArticleType: research-article / Full publication date: Mar., 2000",
        "He said: read it.",
        "https://example.org/a",
    ],
)
def test_anything_else_is_a_note(note: str) -> None:
    reference = Reference(id="a", type="book", note=note)
    assert with_note_fields(reference) is reference


def test_unknown_names_between_fields_stay() -> None:
    reference = read("tex.eprint: 1\nPMID: 2")
    assert (reference.pmid, reference.note) == ("2", "tex.eprint: 1")


@given(st.text(st.sampled_from("genrti:|{}\n 12-.title"), max_size=60))
def test_any_note_is_read(note: str) -> None:
    reference = read(note)
    assert reference.id == "a"
    assert len(reference.note or "") <= len(note)


@pytest.mark.parametrize("piece", ["{:genre: ", "a-", "a: b\n", "{:a:b} ", " ", "genre:\n"])
def test_time_grows_with_the_note(piece: str) -> None:
    assert_time_linear(read, lambda size: ":" + piece * size)

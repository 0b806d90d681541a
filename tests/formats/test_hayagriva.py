"""Hayagriva: entries and parents as its manual has them; what is written, Typst takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from growth import assert_time_linear
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from citekit.formats import FORMATS, hayagriva
from citekit.formats import hayagriva_values as values
from citekit.formats.hayagriva_fields import FIELDS, FORMS, ROLES
from citekit.model import ATTRIBUTES, TYPES, Date, Library, Name, Reference


def written(**facts: Any) -> str:
    reference = Reference(**{"id": "k", "type": "article-journal", **facts})
    return hayagriva.write(Library(references=(reference,)))


def test_a_file_by_hand(data: Path) -> None:
    found = hayagriva.read((data / "hayagriva" / "hand.yml").read_text(encoding="utf-8"))
    article, chapter, strange = found.references
    assert article == Reference(
        id="crozet",
        type="article-journal",
        title='Le public de la <span class="nocase">Marianne</span> $ 5',
        author=(
            Name(family="Le Galès", given="Rémi"),
            Name(family="Luther King", given="Martin", suffix="Jr."),
            Name(literal="Insee"),
        ),
        container_title="Politiques et management public",
        container_title_short="PMP",
        volume="24",
        issue="no",
        page="17-36",
        issued=Date(date_parts=((2006, 12),), circa=True),
        doi="10.5555/pmp.17",
        custom={"hayagriva": {"time-range": "00:57-06:21"}},
    )
    assert (chapter.type, chapter.title) == ("chapter", '<span class="nocase">Soigner</span>')
    assert (chapter.container_title, chapter.collection_title) == ("Livre", "Suite")
    assert chapter.editor == (Name(family="Certeau", given="Michel", dropping_particle="de"),)
    assert chapter.collection_number == "7"
    assert (strange.type, strange.custom) == ("document", {"hayagriva": {"type": "hologram"}})
    assert found.comments == ("A bibliography by hand.",)
    assert [(each.code, each.line) for each in found.diagnostics] == [
        ("yaml-broken", 16),
        ("hayagriva-bad-date", 20),
        ("hayagriva-unknown-type", 23),
    ]


def test_an_article_stands_in_its_journal() -> None:
    assert written(title="A {b}", container_title="C", volume="24", page="1-2") == (
        "k:\n  type: article\n  title: A \\{b\\}\n  page-range: 1-2\n  parent:\n"
        "    type: periodical\n    title: C\n    volume: 24\n"
    )


def test_both_entries_of_a_key_are_read() -> None:
    found = hayagriva.read("a:\n  type: book\n  title: A\na:\n  type: book\n  title: B\n")
    assert [each.title for each in found.references] == ["A", "B"]


def test_what_typst_would_refuse_is_not_written() -> None:
    refused = {"number_of_pages": "XXIV", "url": "no address", "language": "français"}
    assert hayagriva.kept(Reference(id="k", type="book", **refused)) == Reference(
        id="k", type="book"
    )
    assert "2023-02" in written(issued=Date.of(2023, 2, 29))
    assert "2023-02-29" not in written(issued=Date.of(2023, 2, 29))
    assert written(type="book", title="1e3").endswith("title: '1e3'\n")


@given(texts())
def test_text_comes_back(text: str) -> None:
    assert values.read_text(values.spell_text(text)) == text


@given(st.text('{}$\\a<span class="nocase">/', max_size=40))
def test_odd_text_comes_back(text: str) -> None:
    assert values.read_text(values.spell_text(text)) == text


def test_the_tables_speak_of_csl() -> None:
    assert FORMS.keys() == TYPES
    assert {*FIELDS, *ROLES} <= ATTRIBUTES.keys()


@pytest.mark.parametrize("csl_type", sorted(TYPES))
def test_typst_takes_every_type(csl_type: str, tmp_path: Path) -> None:
    typst = pytest.importorskip("typst")
    facts = {"title": "A $ {b} \\ #c", "container_title": "C", "collection_title": "S"}
    text = written(type=csl_type, volume="24 bis", event_title="E", **facts)
    (tmp_path / "x.yml").write_text(text, encoding="utf-8")
    (tmp_path / "x.typ").write_text('#bibliography("x.yml", full: true)', encoding="utf-8")
    assert typst.compile(str(tmp_path / "x.typ"))


@pytest.mark.parametrize("piece", ["[", "{b: ", "a:\n  type: book\n", "a: 'x\n", "{", "- "])
def test_time_grows_with_the_text(piece: str) -> None:
    assert_time_linear(hayagriva.read, lambda size: "a: " + piece * size)


@pytest.mark.parametrize("piece", ["a:\n", "a:#:#:", "\n", "a:\n  b: c\n", " x\n", "a: : "])
def test_detection_is_linear(piece: str) -> None:
    assert_time_linear(FORMATS["hayagriva"].detect, lambda size: piece * size, size=2000)


@given(st.text(max_size=60))
def test_no_text_stops_the_reader(text: str) -> None:
    assert isinstance(hayagriva.read(text), Library)

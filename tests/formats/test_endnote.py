"""EndNote XML: an export of EndNote, what is written, and XML that is broken or hostile."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import assert_linear

from citekit.formats import by_ending, detect, read, write
from citekit.formats.endnote_fields import read_as, ref_types, written_as
from citekit.formats.holdings import kept
from citekit.model import TYPES, Date, Library, Name, Reference

DATA = Path(__file__).parent.parent / "data" / "endnote"


@pytest.fixture(scope="module")
def library() -> Library:
    return read((DATA / "library.xml").read_text(encoding="utf-8"), name="library.xml")


def test_an_article(library: Library) -> None:
    assert library.references[0].replace(id="") == Reference(
        id="",
        type="article-journal",
        title="L'usager, <i>client</i> du XIX<sup>e</sup> siècle",
        title_short="L'usager",
        author=(
            Name(family="Lefebvre", given="Rémi"),
            Name(family="Certeau", given="Michel", dropping_particle="de"),
            Name(literal="Cour des comptes"),
        ),
        container_title="Politiques et management public",
        container_title_short="Polit. manag. public",
        volume="24",
        issue="4",
        page="17-36",
        issued=Date.of(2006, 12),
        issn="0758-1726",
        doi="10.1234/pmp.2006",
        url="https://example.org/a",
        language="fr",
        keyword="usager, client",
        custom={
            "endnote": {
                "auth-address": ["Lille"],
                "urls/related-urls/url": ["https://example.org/b"],
                "urls/pdf-urls/url": ["internal-pdf://1/a.pdf"],
                "custom1": ["lu"],
            }
        },
    )


def test_the_people_of_a_book(library: Library) -> None:
    assert library.references[1] == Reference(
        id="foucault1975",
        type="book",
        title="Surveiller et punir",
        author=(Name(family="Foucault", given="M."),),
        collection_editor=(Name(family="Nora", given="Pierre"),),
        editor=(Name(family="Roux", given="Jean"),),
        translator=(Name(family="Durand", given="Anne"),),
        collection_title="Bibliothèque des histoires",
        collection_number="3",
        issued=Date.of(1975),
        publisher_place="Paris",
        publisher="Gallimard",
        isbn="978-2-07-036822-8",
    )


def test_an_unknown_type(library: Library) -> None:
    assert library.references[2].type == "document"
    assert library.references[2].issued == Date(literal="s. d.")
    assert [(each.code, each.line) for each in library.diagnostics] == [
        ("endnote-unknown-type", 3),
        ("key-made", None),
        ("key-made", None),
    ]


def test_what_was_read_is_written_again(library: Library) -> None:
    assert read(write(library, "endnote"), "endnote").references == library.references


def test_what_is_written() -> None:
    reference = Reference(
        id="a",
        type="chapter",
        title="<i>Homo</i> faber",
        editor=(Name(family="Galès", given="P.", non_dropping_particle="Le"),),
        container_title="Mélanges",
        issued=Date.of(2006, 1),
    )

    def style(text: str, face: str = "normal") -> str:
        return f'<style face="{face}" font="default" size="100%">{text}</style>'

    assert write(Library(references=(reference,)), "endnote") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n<record>'
        '<ref-type name="Book Section">5</ref-type>'
        f"<contributors><secondary-authors><author>{style('Le Galès, P.')}</author>"
        "</secondary-authors></contributors>"
        f"<titles><title>{style('Homo', 'italic')}{style(' faber')}</title>"
        f"<secondary-title>{style('Mélanges')}</secondary-title></titles>"
        f"<dates><year>{style('2006')}</year>"
        f"<pub-dates><date>{style('2006-01')}</date></pub-dates></dates>"
        f"<label>{style('a')}</label></record>\n</records></xml>\n"
    )


def test_every_type_has_a_reference_type() -> None:
    for csl_type in TYPES:
        assert csl_type in written_as(csl_type).csl
        assert read_as(written_as(csl_type).name, "") is written_as(csl_type)
        # What it is read as is written as the same again.
        assert written_as(written_as(csl_type).csl[0]) is written_as(csl_type)
    numbers = [each.number for each in ref_types().values() if each.number]
    assert len(set(numbers)) == len(numbers) > 40


def test_the_first_people_of_an_edited_book_are_its_editors() -> None:
    text = """<records><record><ref-type name="Edited Book">28</ref-type><label>a</label>
    <contributors><authors><author>Roux, Jean</author></authors>
    <secondary-authors><author>Nora, Pierre</author></secondary-authors></contributors>
    </record></records>"""
    assert read(text, "endnote").references == (
        Reference(
            id="a",
            type="book",
            editor=(Name(family="Roux", given="Jean"),),
            collection_editor=(Name(family="Nora", given="Pierre"),),
        ),
    )


def test_what_a_record_cannot_hold() -> None:
    full = Reference(
        id="a", type="review", title="T", volume_title="V", issued=Date(date_parts=((1,), (2,)))
    )
    assert kept(full, "endnote") == Reference(
        id="a", type="article-journal", title="T", issued=Date.of(1)
    )


def test_endings_and_content() -> None:
    named = by_ending("refs.xml")
    assert named is not None
    assert named.name == "endnote"
    for text in ("<xml><records>", '<?xml version="1.0"?>\n<xml>\n <records>', "<records><record>"):
        found = detect(text)
        assert found is not None
        assert found.name == "endnote"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("<xml><records/></xml>", []),
        ("<p>rien</p>", [("endnote-no-records", 1)]),
        (
            "<records>\n<record/></records>",
            [("endnote-no-type", 2), ("endnote-empty", 2), ("key-made", None)],
        ),
        ('<!DOCTYPE xml [<!ENTITY a "b">]>\n<xml/>', [("xml-entities", 1)]),
    ],
)
def test_bad_input(text: str, expected: list[tuple[str, int | None]]) -> None:
    found = [(each.code, each.line) for each in read(text, "endnote").diagnostics]
    assert found == expected


def test_a_truncated_file_is_read_as_far_as_it_goes() -> None:
    text = (DATA / "library.xml").read_text(encoding="utf-8")
    library = read(text[: text.index("<publisher>")], "endnote")
    assert library.references[1].publisher_place == "Paris"
    assert [each.line for each in library.diagnostics if each.code == "xml-malformed"] == [2]


def test_bom_crlf_and_control_characters() -> None:
    text = (
        "<records><record><ref-type>6</ref-type><label>a</label><titles><title>{}</title></titles>"
    )
    ending = "</record></records>"
    library = read("\ufeff" + text.format("a\r\nb") + ending, "endnote")
    assert library.references == (Reference(id="a", type="book", title="a b"),)
    assert read(text.format("a\x0bb") + ending, "endnote").references[0].title == "a\ufffdb"


def test_depth_is_no_danger() -> None:
    deep = "<notes>" * 10_000 + "x" + "</notes>" * 10_000
    library = read(f"<records><record><label>a</label>{deep}</record></records>", "endnote")
    assert [each.id for each in library.references] == ["a"]


def test_a_long_field() -> None:
    title = "mot " * 2_500_000
    text = f"<records><record><titles><title>{title}</title></titles></record></records>"
    assert read(text, "endnote").references[0].title == title.strip()


def test_time_grows_with_the_input() -> None:
    def records(size: int) -> str:
        one = "<record><titles><title>T</title></titles><custom1>1</custom1></record>"
        return f"<xml><records>{one * size}</records></xml>"

    def elements(size: int) -> str:
        many = "<custom1>n</custom1><authors><author>A, B</author></authors>" * size
        return f"<xml><records><record><contributors>{many}</contributors></record></records></xml>"

    for make in (records, elements):
        assert_linear(lambda text: read(text, "endnote"), make, 100)

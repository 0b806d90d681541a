"""MODS: records of catalogues and of Zotero, what is written, and XML that is broken or hostile."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import assert_linear

from citekit.formats import by_ending, read, write
from citekit.model import Date, Library, Name, Reference

DATA = Path(__file__).parent.parent / "data" / "mods"
HEAD = '<modsCollection xmlns="http://www.loc.gov/mods/v3">'


@pytest.fixture(scope="module")
def catalogue() -> Library:
    return read((DATA / "catalogue.xml").read_text(encoding="utf-8"), name="catalogue.xml")


def test_a_book_of_a_catalogue(catalogue: Library) -> None:
    assert catalogue.references[0] == Reference(
        id="rec1",
        type="book",
        title="L'usager du service public : une histoire",
        author=(Name(family="Certeau", given="Michel", dropping_particle="de"),),
        translator=(Name(family="Durand", given="Anne"),),
        publisher="Éditions du Signal",
        publisher_place="Paris",
        issued=Date.of(1970),
        edition="2e éd.",
        language="fr",
        number_of_pages="312 p.",
        keyword="Usagers, Services publics",
        isbn="2-07-036822-8",
        url="https://example.org/usager",
        accessed=Date.of(2020, 3, 1),
        genre=None,
        custom=catalogue.references[0].custom,
    )


def test_what_has_no_variable_is_kept(catalogue: Library) -> None:
    custom = catalogue.references[0].custom
    assert custom is not None
    assert custom["mods"] == {
        'name[type="personal"]/namePart[type="date"]': ["1925-1986"],
        'name[type="corporate"]/namePart': ["Institut d'histoire"],
        'name[type="corporate"]/role/roleTerm[type="text"]': ["funder"],
        'genre[authority="marcgt"]': ["bibliography"],
        'originInfo/place/placeTerm[type="code"][authority="marccountry"]': ["fr"],
        "originInfo/dateIssued": ["[1970?]"],
        "originInfo/issuance": ["monographic"],
        "tableOfContents": ["Avant-propos -- Index"],
    }
    again = read(write(catalogue, "mods"), "mods").references[0].custom
    assert again is not None
    assert again["mods"]["tableOfContents"] == ["Avant-propos -- Index"]


def test_an_article_in_a_journal(catalogue: Library) -> None:
    article = catalogue.references[1].replace(id="")
    assert article == Reference(
        id="",
        type="article-journal",
        title="Le client introuvable",
        author=(Name(family="Le Galès", given="Patrick"),),
        container_title="Revue des services",
        container_title_short="Rev. serv.",
        issn="0758-1726",
        volume="24",
        issue="4",
        page="17-36",
        issued=Date.of(2006, 12),
        doi="10.1234/rs.2006.4",
    )


def test_a_chapter_by_its_host(catalogue: Library) -> None:
    chapter = catalogue.references[2]
    assert chapter.type == "chapter"
    assert chapter.container_title == "Mélanges offerts"
    assert chapter.editor == (Name(family="Roux", given="Jean"),)
    assert chapter.publisher == "Presses du Sud"
    assert chapter.issued == Date(date_parts=((1998,), (2001,)))
    assert chapter.page == "12-15, 18"


def test_diagnostics_of_a_good_file(catalogue: Library) -> None:
    assert {each.code for each in catalogue.diagnostics} == {"key-made"}


def test_what_is_written() -> None:
    reference = Reference(
        id="a",
        type="article-journal",
        title="<i>Œuvre</i>",
        author=(Name(literal="Insee"),),
        container_title="Revue",
        issue="2",
        page="5",
        part="1",
    )
    assert write(Library(references=(reference,)), "mods") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<modsCollection xmlns="http://www.loc.gov/mods/v3">\n'
        "  <mods>\n"
        '    <identifier type="citekey">a</identifier>\n'
        "    <titleInfo>\n"
        "      <title>&lt;i&gt;Œuvre&lt;/i&gt;</title>\n"
        "    </titleInfo>\n"
        '    <name type="corporate">\n'
        "      <namePart>Insee</namePart>\n"
        "      <role>\n"
        '        <roleTerm type="code" authority="marcrelator">aut</roleTerm>\n'
        "      </role>\n"
        "    </name>\n"
        '    <relatedItem type="host">\n'
        "      <titleInfo>\n"
        "        <title>Revue</title>\n"
        "      </titleInfo>\n"
        "      <part>\n"
        '        <detail type="issue">\n'
        "          <number>2</number>\n"
        "        </detail>\n"
        '        <extent unit="pages">\n'
        "          <start>5</start>\n"
        "          <end>5</end>\n"
        "        </extent>\n"
        "      </part>\n"
        "    </relatedItem>\n"
        "    <typeOfResource>text</typeOfResource>\n"
        '    <genre authority="local">journalArticle</genre>\n'
        "    <extension>\n"
        '      <csl-json>{"part": "1"}</csl-json>\n'
        "    </extension>\n"
        "  </mods>\n"
        "</modsCollection>\n"
    )


def test_an_edited_element_wins_over_the_extension() -> None:
    date = Date(date_parts=((2006,),), season=4)
    written = write(Library(references=(Reference(id="a", type="book", issued=date),)), "mods")
    assert read(written, "mods").references[0].issued == date
    edited = written.replace(">2006<", ">2007<")
    assert read(edited, "mods").references[0].issued == Date.of(2007)


def test_endings() -> None:
    named = by_ending("refs.mods.xml")
    assert named is not None
    assert named.name == "mods"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (HEAD + "</modsCollection>", []),
        ("<html><p>rien</p></html>", [("mods-no-records", 1)]),
        (HEAD + "\n<mods/></modsCollection>", [("mods-empty", 2), ("key-made", None)]),
        (
            HEAD + '<mods ID="a"><titleInfo><title>T</title></titleInfo>'
            "<extension>\n<csl-json>{</csl-json></extension></mods></modsCollection>",
            [("mods-bad-extension", 2)],
        ),
        ('<!DOCTYPE m [<!ENTITY a "b">]>\n<mods/>', [("xml-entities", 1)]),
        ('\n<!DOCTYPE m SYSTEM "file:///etc/passwd"><mods/>', [("xml-entities", 2)]),
    ],
)
def test_bad_input(text: str, expected: list[tuple[str, int | None]]) -> None:
    found = [(each.code, each.line) for each in read(text, "mods").diagnostics]
    assert found == expected


def test_a_truncated_file_is_read_as_far_as_it_goes() -> None:
    text = (DATA / "catalogue.xml").read_text(encoding="utf-8")
    library = read(text[: text.index('<mods:detail type="issue">')], "mods")
    assert [each.title for each in library.references] == [
        "L'usager du service public : une histoire",
        "Le client introuvable",
    ]
    assert library.references[1].volume == "24"
    broken = [each for each in library.diagnostics if each.code == "xml-malformed"]
    assert [each.line for each in broken] == [56]


def test_bom_and_crlf() -> None:
    text = (DATA / "catalogue.xml").read_text(encoding="utf-8")
    same = read("\ufeff" + text.replace("\n", "\r\n"), "mods")
    assert same.references == read(text, "mods").references


def test_depth_is_no_danger() -> None:
    deep = HEAD + '<mods ID="a">' + "<part>" * 10_000 + "x" + "</part>" * 10_000 + "</mods>"
    library = read(deep + "</modsCollection>", "mods")
    assert [each.id for each in library.references] == ["a"]


def test_a_long_field() -> None:
    title = "mot " * 2_500_000
    text = f'{HEAD}<mods ID="a"><titleInfo><title>{title}</title></titleInfo></mods>'
    assert read(text + "</modsCollection>", "mods").references[0].title == title.strip()


def test_time_grows_with_the_input() -> None:
    def records(size: int) -> str:
        one = "<mods><titleInfo><title>T</title></titleInfo><part><x>1</x></part></mods>"
        return HEAD + one * size + "</modsCollection>"

    def elements(size: int) -> str:
        return f'{HEAD}<mods ID="a">{"<note>n</note><name><namePart>A, B</namePart></name>" * size}'

    for make in (records, elements):
        assert_linear(lambda text: read(text, "mods"), make, 100)

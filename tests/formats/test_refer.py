"""EndNote's refer: tags as EndNote's table and refer(1) have them; nothing lost, whatever comes."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import assert_linear, assert_time_linear
from hypothesis import given
from hypothesis import strategies as st

from citekit.errors import UsageError
from citekit.formats import detect, read, refer, write
from citekit.formats.refer_fields import BY_TYPE, COMMON, EDITED_BOOK, KNOWN_TAGS, NUMBERED, TYPES
from citekit.model import ATTRIBUTES, Date, Library, Name, Reference
from citekit.model import TYPES as CSL_TYPES


def library(data: Path, name: str) -> Library:
    # bytes, so that the line ends are those of the file
    return refer.read((data / "refer" / name).read_bytes().decode("utf-8"))


def one(*lines: str, kind: str = "Journal Article") -> Reference:
    (found,) = refer.read("\n".join([f"%0 {kind}", *lines, ""])).references
    return found


def test_an_article(data: Path) -> None:
    assert library(data, "endnote.enw").references[0] == Reference(
        id="Crozet2006",
        type="article-journal",
        title="Le public dans les contrats de ville : habitant, citoyen ou client ?",
        author=(
            Name(family="Le Galès", given="Rémi"),
            Name(family="Certeau", given="Michel", dropping_particle="de"),
            Name(literal="Insee"),
        ),
        container_title="Politiques et management public",
        container_title_short="Polit. manag. publ.",
        volume="24",
        issue="4",
        page="17-36",
        issued=Date.of(2006, 12),
        accessed=Date.of(2019, 10, 23),
        language="fr",
        abstract="Premier alinéa.\n\nSecond alinéa.",
        note="Une note.",
        doi="10.5555/pmp.2006.17",
        issn="0758-1726",
        pmcid="PMC9000001",
        source="Base fictive",
        url="https://example.org/1",
        keyword="client, usager, service public",
        custom={
            "refer": {
                "A": ["others"],
                "@": ["1762-5718"],
                "U": ["https://example.org/2"],
                "1": ["libre"],
                "+": ["Université de Lille"],
                ">": ["files/17.pdf"],
            }
        },
    )


def test_other_types(data: Path) -> None:
    found = library(data, "endnote.enw")
    _, edited, paper, thesis, report = found.references
    assert (edited.type, edited.author) == ("book", None)
    assert edited.editor == (Name(family="Müller", given="Jörg"),)
    assert edited.collection_editor == (Name(family="Durand", given="Anne"),)
    assert (edited.collection_title, edited.collection_number) == ("Histoire des soins", "12")
    assert (edited.number_of_pages, edited.number_of_volumes) == ("312", "2")
    assert (edited.edition, edited.isbn) == ("2e", "978-2-7246-0000-0")
    assert edited.issued == Date(literal="in press")
    assert (paper.type, paper.container_title) == (
        "paper-conference",
        "Actes du quinzième colloque",
    )
    assert paper.issued == Date.of(2006)
    assert paper.event_date == Date.span((2006, 3, 16), (2006, 3, 17))
    assert (thesis.type, thesis.genre, thesis.publisher) == (
        "thesis",
        "Dissertation",
        "University of California, Berkeley",
    )
    assert (report.type, report.number) == ("report", "R-99")
    assert report.custom == {"refer": {"N": ["7"]}}
    told = [(each.code, each.line) for each in found.diagnostics if each.code != "key-made"]
    assert told == [("refer-bad-date", 40)]


def test_no_type_strange_types_the_end_cut_off(data: Path) -> None:
    found = library(data, "tolerance.enw")
    article, book, unknown, audio = found.references
    assert found.comments == ("Exported by hand",)
    assert (article.id, article.type) == ("roy1999", "article-journal")
    assert article.author == (
        Name(literal="Agence fictive de l’eau"),
        Name(family="Roy", given="Anne"),
    )
    assert article.abstract is None
    assert (book.type, book.publisher) == ("book", "Maison")
    assert (unknown.type, unknown.title) == ("document", "Inconnu")
    assert unknown.custom == {
        "refer": {"0": ["Hologram"], "T": ["Second titre %; no tag"], "f": ["fig"]}
    }
    assert (audio.type, audio.title) == ("song", "Un po")
    assert audio.custom == {"refer": {"0": ["Serial"]}}
    assert [(each.code, each.line) for each in found.diagnostics if each.line] == [
        ("refer-before-records", 1),
        ("refer-no-type", 2),
        ("refer-no-type", 10),
        ("refer-unknown-type", 13),
        ("refer-bad-date", 15),
    ]
    assert found.diagnostics[1].reference == "roy1999"


def test_a_blank_line_behind_an_abstract_ends_no_record() -> None:
    text = "%0 Book\n%T A\n%X One.\n\n%Z Two.\n\n%T B\n%X Three.\n"
    assert [(each.title, each.note) for each in refer.read(text).references] == [
        ("A", "Two."),
        ("B", None),
    ]


@pytest.mark.parametrize(
    ("year", "day", "expected"),
    [
        ("2006", "December 12", Date.of(2006, 12, 12)),
        ("2006", "12 décembre 2006", Date.of(2006, 12, 12)),
        ("2006", "2006/12/12", Date.of(2006, 12, 12)),
        ("2006", "Nov-Dec", Date.span((2006, 11), (2006, 12))),
        ("2006", "Winter", Date(date_parts=((2006,),), season=4)),
        ("2006/12//", "", Date.of(2006, 12)),
        ("n.d.", "", Date(literal="n.d.")),
    ],
)
def test_dates(year: str, day: str, expected: Date) -> None:
    assert one(f"%D {year}", f"%8 {day}").issued == expected


def test_a_day_of_another_year_is_kept() -> None:
    found = one("%D 2006", "%8 2007-01-02")
    assert found.issued == Date.of(2006)
    assert found.custom == {"refer": {"8": ["2007-01-02"]}}


def test_an_article_number_and_a_first_page_are_pages() -> None:
    assert one("%] e0815").page == "e0815"
    assert one("%& 17").page == "17"
    found = one("%P 17--36", "%& 17")
    assert found.page == "17-36"
    assert found.custom == {"refer": {"&": ["17"]}}


@pytest.mark.parametrize(
    ("kind", "line", "variable", "value"),
    [
        ("Book Section", "%B Livre", "container-title", "Livre"),
        ("Book Section", "%& 3", "chapter-number", "3"),
        ("Book", "%P 12-19", "page", "12-19"),
        ("Computer Program", "%7 1.2", "version", "1.2"),
        ("Patent", "%@ FR 2 345 678", "number", "FR 2 345 678"),
        ("Newspaper Article", "%& Idées", "section", "Idées"),
        (
            "Film or Broadcast",
            "%A Varda, Agnès",
            "director",
            (Name(family="Varda", given="Agnès"),),
        ),
        ("Journal Article", "%7 2006-11-04", "available-date", Date.of(2006, 11, 4)),
        ("Journal Article", "%? Roy, Anne", "translator", (Name(family="Roy", given="Anne"),)),
        ("Journal Article", "%R R-7", "number", "R-7"),
        ("Journal Article", "%Q Traduction", "custom", {"refer": {"Q": ["Traduction"]}}),
        ("Journal Article", "%L 8° R 12", "call-number", "8° R 12"),
        ("Generic", "%J Revue", "type", "article-journal"),
        ("Generic", "%R RR-12", "type", "report"),
    ],
)
def test_tags_by_type(kind: str, line: str, variable: str, value: object) -> None:
    assert one(line, kind=kind).get(variable) == value


def test_the_tables_speak_of_csl_and_of_known_tags() -> None:
    maps = [COMMON, EDITED_BOOK, *BY_TYPE.values()]
    assert {variable for each in maps for variable in each.values()} <= {"", *ATTRIBUTES}
    assert {tag for each in maps for tag in each} <= KNOWN_TAGS
    assert {*TYPES.values(), *BY_TYPE, *NUMBERED} <= CSL_TYPES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%0 Book\n%T A", True),
        ("\ufeff%0 Book\r\n", True),
        ("Saved\n\n%0 Journal Article", True),
        ("%T A\r\n%A B", True),
        ("%T A", False),
        ("% A comment\n% in LaTeX", False),
        ("text\n%T A\n%A B", False),
    ],
)
def test_detection(text: str, expected: bool) -> None:
    found = detect(text)
    assert (found is not None and found.name == "refer") is expected


def test_by_its_ending() -> None:
    assert read("%T Seul", name="a.enw").references[0].title == "Seul"


def test_no_record_at_all() -> None:
    found = refer.read("Bonjour")
    assert [each.code for each in found.diagnostics] == ["refer-before-records", "refer-no-records"]
    assert refer.read("") == Library()


def test_it_is_only_read() -> None:
    with pytest.raises(UsageError) as caught:
        write(Library(), "enw")
    assert caught.value.code == "format-only-read"


@given(st.lists(st.sampled_from(sorted(KNOWN_TAGS)), max_size=8), st.text(max_size=30))
def test_no_text_stops_the_reader(tags: list[str], value: str) -> None:
    text = "".join(f"%{tag} {value}\n" for tag in tags)
    assert isinstance(refer.read(text), Library)


@pytest.mark.parametrize(
    "piece", ["%0 Book\n", "%A B, C\n", "%K x\n", "%@ x\n", "\n", "%T a\n\n", "%X a\n\n"]
)
def test_work_grows_with_the_records(piece: str) -> None:
    assert_linear(refer.read, lambda size: "%0 Book\n%T T\n" + piece * size)


@pytest.mark.parametrize("tag", ["T", "P", "D", "8", "@", "A", "K", "X", "G"])
@pytest.mark.parametrize("piece", ["(a", " ", "1-2", "A b ", ";", "\nx", "--"])
def test_time_grows_with_a_field(tag: str, piece: str) -> None:
    assert_time_linear(refer.read, lambda size: f"%0 Book\n%{tag} x{piece * size}x")


def test_a_field_of_ten_megabytes() -> None:
    found = one("%X " + "mot " * 2_500_000)
    assert found.abstract is not None
    assert len(found.abstract) == 10_000_000 - 1

"""NBIB: fields as NLM describes them, in invented records; nothing lost, whatever is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import assert_linear, assert_time_linear
from hypothesis import given
from hypothesis import strategies as st

from citekit.errors import UsageError
from citekit.formats import detect, nbib, nbib_values, write
from citekit.formats.nbib_fields import KEYWORDS, KNOWN_TAGS, TEXTS, TYPES
from citekit.model import ATTRIBUTES, Date, Library, Name, Reference
from citekit.model import TYPES as CSL_TYPES

FOLDER = "nbib"


def library(data: Path, name: str) -> Library:
    # bytes, so that the line ends are those of the file
    return nbib.read((data / FOLDER / name).read_bytes().decode("utf-8"))


def one(*lines: str) -> Reference:
    (found,) = nbib.read("\n".join(["PMID- 1", *lines, ""])).references
    return found


def test_an_article(data: Path) -> None:
    first = library(data, "articles.nbib").references[0]
    assert first.custom is not None
    assert first.replace(custom=None) == Reference(
        id="legales2006the",
        type="article-journal",
        title="[The public in city contracts: inhabitant, citizen or client of the hospital?]",
        original_title=(
            "Le public dans les contrats de ville : habitant, citoyen ou client de l'hôpital ?"
        ),
        author=(
            Name(family="Le Galès", given="Rémi"),
            Name(family="Certeau", given="Michel", dropping_particle="de"),
            Name(family="King", given="Martin L", suffix="Jr"),
            Name(literal="Groupe d'étude des usagers"),
        ),
        container_title="Politiques et management public",
        container_title_short="Polit Manag Public",
        volume="24",
        issue="4",
        issued=Date.span((2006, 11), (2006, 12)),
        page="123-128",
        language="fr",
        abstract=(
            "BACKGROUND: City contracts must say to whom they speak. METHODS: We read those of "
            '2000-2006. CONCLUSION: The "client" prevails à l\'hôpital, œuvre comprise.'
        ),
        doi="10.5555/pmp.2006.123",
        genre="Review",
        issn="0758-1726",
        keyword=("client; usager; France; Hospitals, Public/organization & administration; Humans"),
        pmcid="PMC9000001",
        pmid="90000001",
        publisher_place="France",
    )


def test_what_has_no_variable_is_kept(data: Path) -> None:
    first = library(data, "articles.nbib").references[0]
    assert first.custom == {
        "nbib": {
            "OWN": ["NLM"],
            "STAT": ["MEDLINE"],
            "DCOM": ["20070115"],
            "LR": ["20191210"],
            "IS": ["1762-5718 (Electronic)"],
            "LID": ["S0758-1726(06)00012-3 [pii]"],
            "CI": ["Copyright 2006 Éditions Fictives."],
            "AUID": ["ORCID: 0000-0002-1825-0097"],
            "AD": ["Université de Lille, Lille, France."],
            "LA": ["eng"],
            "PT": ["English Abstract"],
            "JID": ["8500001"],
            "SB": ["IM"],
            "MH": ["*Hospitals, Public/organization & administration"],
            "COIS": ["The authors declare none."],
            "EDAT": ["2006/12/01 09:00"],
            "MHDA": ["2007/01/15 09:00"],
            "CRDT": ["2006/12/01 09:00"],
            "PHST": ["2006/06/01 00:00 [received]", "2006/11/01 00:00 [accepted]"],
            "PST": ["ppublish"],
            "SO": ["Polit Manag Public. 2006 Nov-Dec;24(4):123-8."],
        }
    }


def test_short_names_article_numbers_and_unknown_tags(data: Path) -> None:
    found = library(data, "articles.nbib")
    second = found.references[1]
    assert second.type == "article"
    assert second.title == "Access to care in the U.S."
    assert second.author == (
        Name(family="Raaij", given="M. J.", non_dropping_particle="van"),
        Name(family="O'Neill", given="T.", suffix="Jr"),
        Name(family="Plato"),
    )
    assert second.container_title == "Fict One"
    assert second.container_title_short is None
    assert (second.volume, second.issue, second.page) == ("3", "7 Suppl 2", "e0815")
    assert second.issued == Date(date_parts=((2008,),), season=4)
    assert second.available_date == Date.of(2008, 11, 4)
    assert (second.genre, second.language, second.abstract) == ("Preprint", "en", None)
    assert second.custom is not None
    assert second.custom["nbib"]["XX"] == ["not a tag of NLM"]
    told = [(each.code, each.line) for each in found.diagnostics if each.code != "key-made"]
    assert told == [("nbib-unknown-tag", 75)]


def test_a_chapter_and_a_book(data: Path) -> None:
    chapter, book = library(data, "books.nbib").references
    assert chapter.type == "chapter"
    assert (chapter.title, chapter.container_title) == (
        "Soigner au village",
        "La santé des campagnes",
    )
    assert chapter.collection_title == "Histoire des soins"
    assert chapter.volume_title == "Le siècle des officiers"
    assert chapter.author == (Name(family="Nguyễn", given="Thị Hoa"),)
    assert chapter.editor == (
        Name(family="Durand", given="Anne"),
        Name(family="Müller", given="Jörg"),
    )
    assert (chapter.publisher, chapter.publisher_place) == ("Presses fictives de Rennes", "Rennes")
    assert (chapter.isbn, chapter.edition) == ("978-2-7246-0000-0", "2")
    assert chapter.custom is not None
    assert chapter.custom["nbib"]["ISBN"] == ["2707115789"]
    assert chapter.custom["nbib"]["AID"] == ["NBK900001 [bookaccession]"]
    assert (book.type, book.title, book.container_title) == ("book", "Le livre des soins", None)
    assert book.issued == Date.span((2010, 12, 30), (2011, 1, 5))


def test_no_pmid_twice_a_bad_date_the_end_cut_off(data: Path) -> None:
    found = library(data, "tolerance.nbib")
    assert [each.title for each in found.references] == [
        "Premier titre",
        "Sans numéro",
        "Premier titre",
    ]
    assert found.comments == ("Saved by a reader",)
    assert [(each.code, each.line) for each in found.diagnostics if each.line] == [
        ("nbib-before-records", 1),
        ("nbib-no-pmid", 8),
        ("nbib-bad-date", 11),
        ("nbib-twice", 13),
    ]
    assert found.references[1].issued == Date(literal="sometime")
    last = found.references[2]
    assert last.author == (Name(family="Roy", given="Ann"),)
    assert last.custom == {"nbib": {"TI": ["Second titre."]}}


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2006", Date.of(2006)),
        ("2006 Dec", Date.of(2006, 12)),
        ("2006 Dec 12", Date.of(2006, 12, 12)),
        ("2006 Dec 12-18", Date.span((2006, 12, 12), (2006, 12, 18))),
        ("2006 Nov 28-Dec 4", Date.span((2006, 11, 28), (2006, 12, 4))),
        ("2006 Nov-Dec", Date.span((2006, 11), (2006, 12))),
        ("2006 Dec-2007 Jan", Date.span((2006, 12), (2007, 1))),
        ("2006-2007", Date.span((2006,), (2007,))),
        ("2006 Winter", Date(date_parts=((2006,),), season=4)),
        ("2006 Summer-Fall", Date.span((2006, 22), (2006, 23))),
        ("2006 1st Quarter", Date.span((2006, 1), (2006, 3))),
        ("20061231", Date.of(2006, 12, 31)),
        ("20061331", None),
        ("soon", None),
        ("2006 " * 100, None),
    ],
)
def test_dates(printed: str, expected: Date | None) -> None:
    assert nbib_values.date(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("123-8", "123-128"),
        ("6913-7", "6913-6917"),
        ("1123-34", "1123-1134"),
        ("S12-5", "S12-S15"),
        ("S12-S15", "S12-S15"),
        ("e98-104", "e98-104"),
        ("101-2, 105-6; quiz 110-1", "101-102, 105-106; quiz 110-111"),
        ("iii-iv", "iii-iv"),
        ("12-9", "12-19"),
        ("128-3", "128-3"),
        ("133c-44c", "133c-44c"),
        ("2006-11-12", "2006-11-12"),
        ("e0815", "e0815"),
    ],
)
def test_pages_are_given_in_full(printed: str, expected: str) -> None:
    assert one(f"PG  - {printed}").page == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("A title.", "A title"),
        ("A question?", "A question?"),
        ("[A translation.]", "[A translation]"),
        ("[A translation].", "[A translation]"),
        ("Made in the U.S.", "Made in the U.S."),
        ("And then...", "And then..."),
        ("[Cut", "[Cut"),
        (".", ""),
    ],
)
def test_the_stop_behind_a_title_goes(printed: str, expected: str) -> None:
    assert nbib_values.title(printed) == expected


def test_a_title_only_in_its_own_language() -> None:
    assert one("TT  - Les usagers.").title == "Les usagers"


def test_short_names_that_are_of_no_full_name_are_authors_too() -> None:
    found = one("FAU - Roy, Anne", "AU  - Roy A", "AU  - Other B")
    assert found.author == (Name(family="Roy", given="Anne"), Name(family="Other", given="B."))
    assert found.custom is None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("fre", "fr"), ("fra", "fr"), ("ger", "de"), ("chi", "zh"), ("French", "fr"), ("grc", "grc")],
)
def test_languages(printed: str, expected: str) -> None:
    assert one(f"LA  - {printed}").language == expected


def test_a_second_doi_is_kept() -> None:
    found = one("LID - 10.1/a [doi]", "AID - 10.1/A [doi]", "AID - 10.1/b [doi]", "AID - pii [pii]")
    assert found.doi == "10.1/a"
    assert found.custom == {"nbib": {"AID": ["10.1/b [doi]", "pii [pii]"]}}


def test_a_wrapped_line_that_looks_like_a_tag_goes_on() -> None:
    assert one("TI  - A way to", "      DP  - in text").title == "A way to DP  - in text"
    assert one("TI  - A way to", "MRI-based care").title == "A way to MRI-based care"


def test_the_tables_speak_of_csl_and_of_known_tags() -> None:
    assert set(TEXTS.values()) <= ATTRIBUTES.keys()
    assert set(TYPES.values()) <= CSL_TYPES
    assert {*TEXTS, *KEYWORDS} <= KNOWN_TAGS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PMID- 1\nTI  - T", True),
        ("\ufeffPMID- 1\r\n", True),
        ("\n\nPMID - 1", True),
        ("see PMID- 1", False),
        ("PMID: 1", False),
    ],
)
def test_detection(text: str, expected: bool) -> None:
    found = detect(text)
    assert (found is not None and found.name == "nbib") is expected


def test_bom_and_old_line_ends() -> None:
    found = nbib.read("\ufeffPMID- 1\rTI  - One\r      title.\rVI  - 2")
    assert (found.references[0].title, found.references[0].volume) == ("One title", "2")


def test_no_record_at_all() -> None:
    found = nbib.read("Bonjour")
    assert [each.code for each in found.diagnostics] == ["nbib-before-records", "nbib-no-records"]
    assert nbib.read("") == Library()


def test_it_is_only_read() -> None:
    with pytest.raises(UsageError) as caught:
        write(Library(), "pubmed")
    assert caught.value.code == "format-only-read"


@given(st.lists(st.sampled_from(sorted(KNOWN_TAGS)), max_size=8), st.text(max_size=30))
def test_no_text_stops_the_reader(tags: list[str], value: str) -> None:
    text = "".join(f"{tag:<4}- {value}\n" for tag in tags)
    assert isinstance(nbib.read(text), Library)


@pytest.mark.parametrize(
    "piece",
    ["PMID- 1\n", "FAU - A, B\nAU  - A B\n", "MH  - *x\n", "LID - x [pii]\n", "\n", "TI  - (a\n"],
)
def test_work_grows_with_the_records(piece: str) -> None:
    assert_linear(nbib.read, lambda size: piece * size)


@pytest.mark.parametrize("tag", ["TI", "PG", "DP", "IS", "LID", "FAU", "AU", "LA"])
@pytest.mark.parametrize("piece", ["(a", " ", "1-2", "A b ", "[.", "\n      x"])
def test_time_grows_with_a_field(tag: str, piece: str) -> None:
    assert_time_linear(nbib.read, lambda size: f"PMID- 1\n{tag:<4}- x{piece * size}x")


def test_a_field_of_ten_megabytes() -> None:
    found = one("AB  - " + "mot " * 2_500_000)
    assert found.abstract is not None
    assert len(found.abstract) == 10_000_000 - 1

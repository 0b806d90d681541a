"""RIS: the map of tags as Zotero has it, the tolerance that real files ask for, nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import libraries

from citekit.formats import ris
from citekit.formats.ris_fields import FIELDS, KNOWN_TAGS, READ_AS, WRITTEN_AS, tags_of
from citekit.model import TYPES, Date, Library, Name, Reference


def one(text: str) -> Reference:
    library = ris.read(text)
    assert len(library.references) == 1
    return library.references[0]


def record(*lines: str, kind: str = "JOUR") -> str:
    return "\n".join([f"TY  - {kind}", "ID  - k", *lines, "ER  - ", ""])


def written(**facts: Any) -> list[str]:
    reference = Reference(**{"id": "k", "type": "article-journal", **facts})
    return ris.write(Library(references=(reference,))).splitlines()


def codes(text: str) -> list[tuple[str, int | None]]:
    return [(found.code, found.line) for found in ris.read(text).diagnostics]


# The map, as design documents measured it with Zotero's translator


@pytest.fixture(scope="module")
def zotero(data: Path) -> list[Reference]:
    library = ris.read((data / "ris" / "zotero.ris").read_text(encoding="utf-8"))
    assert [found.code for found in library.diagnostics] == ["key-made"] * 7
    return list(library.references)


def test_a_journal_article(zotero: list[Reference]) -> None:
    assert zotero[0] == Reference(
        id="crozet2006public",
        type="article-journal",
        title="Le public dans les contrats de ville",
        author=(
            Name(family="Crozet", given="Paul"),
            Name(family="Certeau", given="Michel", dropping_particle="de"),
            Name(family="King", given="Martin Luther", suffix="Jr."),
            Name(literal="Ministère de la Ville, de la Jeunesse et des Sports"),
        ),
        editor=(Name(family="Le Galès", given="Patrick"),),
        translator=(Name(family="Gogh", given="Vincent", non_dropping_particle="van"),),
        reviewed_author=(Name(family="Foucault", given="Michel"),),
        container_title="Politiques et management public",
        container_title_short="Polit. manag. public",
        volume="24",
        issue="4",
        issued=Date.of(2006, 12),
        page="17-36",
        volume_title="L'action publique au risque du client ?",
        language="fr",
        section="Études",
        abstract="Premier paragraphe.\nSecond paragraphe.",
        accessed=Date.of(2024, 3, 1),
        original_date=Date.of(2005, 3),
        doi="10.3406/pomap.2006.2317",
        issn="0758-1726",
        keyword="client, service public",
        note="Une note",
        pmid="12345",
        url="https://www.persee.fr/doc/pomap_0758-1726_2006_num_24_4_2317",
        custom={"ris": {"M2": ["Des mots libres"], "L1": ["https://example.org/a.pdf"]}},
    )


@pytest.mark.parametrize(
    ("index", "facts"),
    [
        (
            1,
            {
                "type": "chapter",
                "container_title": "Un livre",
                "collection_title": "Une collection",
                "collection_number": "12",
                "editor": (Name(family="Duran", given="Patrice"),),
                "collection_editor": (Name(family="Grawitz", given="Madeleine"),),
                "container_author": (Name(family="Leca", given="Jean"),),
                "publisher": "Presses de Sciences Po",
                "publisher_place": "Paris",
                "page": "1-62",
                "isbn": "2-13-038939-6",
            },
        ),
        (
            2,
            {
                "type": "thesis",
                "publisher": "Université de Lille",
                "genre": "Thèse de doctorat",
                "number_of_pages": "512",
                "page": None,
            },
        ),
        (
            3,
            {
                "type": "paper-conference",
                "event_title": "Quinzième colloque international",
                "container_title": "Actes du colloque",
                "publisher_place": "Lille",
                "issued": Date.of(2006, 3, 16),
            },
        ),
        (
            4,
            {
                "type": "report",
                "author": (Name(family="Insee"),),
                "collection_title": "Une série",
                "number": "12",
                "genre": "Document de travail",
                "issued": Date(date_parts=((2006,),), season=3),
            },
        ),
        (
            5,
            {
                "type": "book",
                "editor": (Name(family="Rangeon", given="François"),),
                "collection_editor": (Name(family="Simon", given="Jacky"),),
                "collection_title": "Que sais-je ?",
                "collection_number": "3000",
                "edition": "2e éd.",
                "number_of_volumes": "2",
                "number_of_pages": "128",
                "isbn": "978-2-7246-0000-0",
            },
        ),
        (6, {"type": "article-newspaper", "container_title": "Le Monde", "page": "12"}),
        (7, {"type": "webpage", "container_title": "Un site", "genre": "Billet"}),
    ],
)
def test_other_types(zotero: list[Reference], index: int, facts: dict[str, Any]) -> None:
    found = zotero[index]
    assert {name: getattr(found, name) for name in facts} == facts
    assert found.custom is None


def test_every_type_is_written_with_a_code_and_comes_back() -> None:
    assert WRITTEN_AS.keys() == TYPES
    for kind in TYPES:
        assert one("\n".join(written(type=kind))).type == kind


def test_the_type_that_shares_a_code_is_named_in_m2() -> None:
    lines = written(type="review-book")
    assert lines[0] == "TY  - JOUR"
    assert "M2  - type: review-book" in lines
    assert not any("type:" in line for line in written(type="article-journal"))


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_the_table_writes_only_what_it_reads(kind: str) -> None:
    tags = tags_of(kind)
    for variable, tag in tags.written.items():
        assert tags.read[tag] == variable
    assert len(set(tags.written.values())) == len(tags.written)


def test_the_table_names_known_tags_only() -> None:
    assert {tag for field in FIELDS for tag in (field.tag, *field.also)} <= KNOWN_TAGS
    assert set(READ_AS.values()) <= TYPES


# Dates


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["PY  - 2006"], Date.of(2006)),
        (["PY  - 1948/07//"], Date.of(1948, 7)),
        (["Y1  - 2014//"], Date.of(2014)),
        (["PY  - 2006", "DA  - 2006/12//"], Date.of(2006, 12)),
        (["DA  - 2006/12/01"], Date.of(2006, 12, 1)),
        (["DA  - 2006-12-01"], Date.of(2006, 12, 1)),
        (["PY  - 2006///Spring"], Date(date_parts=((2006,),), season=1)),
        (["PY  - 2006", "DA  - 2006///hiver"], Date(date_parts=((2006,),), season=4)),
        (["DA  - 2006/03//", "M2  - issued: 2006-03/2006-06"], Date.span((2006, 3), (2006, 6))),
        (["M2  - issued: s. d."], Date(literal="s. d.")),
        (["DA  - Dec 2006"], Date.of(2006, 12)),
        (["DA  - 1er décembre 2006"], Date.of(2006, 12, 1)),
        (["PY  - 2006", "DA  - DEC"], Date.of(2006, 12)),
        (["PY  - mars-juin 2006"], Date.span((2006, 3), (2006, 6))),
    ],
)
def test_dates(lines: list[str], expected: Date) -> None:
    reference = one(record(*lines))
    assert reference.issued == expected
    assert reference.custom is None
    assert codes(record(*lines)) == []


def test_words_beside_a_date_are_kept_and_reported() -> None:
    text = record("PY  - 2006", "DA  - un soir")
    assert one(text).issued == Date.of(2006)
    assert one(text).custom == {"ris": {"DA": ["un soir"]}}
    assert codes(text) == [("ris-bad-date", 4)]


def test_the_year_of_publication_wins_over_another_date() -> None:
    text = record("PY  - 2006", "DA  - 2009/05/01/")
    assert one(text).issued == Date.of(2006)
    assert one(text).custom == {"ris": {"DA": ["2009/05/01/"]}}
    assert [code for code, _ in codes(text)] == ["ris-two-years"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Date.of(2006), ["PY  - 2006"]),
        (Date.of(2006, 12), ["PY  - 2006", "DA  - 2006/12//"]),
        (Date.of(2006, 12, 1), ["PY  - 2006", "DA  - 2006/12/01/"]),
        (Date(date_parts=((2018,),), season=3), ["PY  - 2018", "DA  - 2018///autumn"]),
        (
            Date.span((2006, 3), (2006, 6)),
            ["PY  - 2006", "DA  - 2006/03//", "M2  - issued: 2006-03/2006-06"],
        ),
        (Date(date_parts=((1580,),), circa=True), ["PY  - 1580", "M2  - issued: 1580~"]),
        (Date(literal="sous presse"), ["M2  - issued: sous presse"]),
    ],
)
def test_dates_as_zotero_takes_them(date: Date, expected: list[str]) -> None:
    assert [
        line for line in written(issued=date) if line[:2] in {"PY", "DA"} or "issued" in line
    ] == (expected)


# Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Crozet, Paul", Name(family="Crozet", given="Paul")),
        ("Shannon,Claude E.", Name(family="Shannon", given="Claude E.")),
        ("Fanning E.", Name(family="Fanning", given="E.")),
        ("King, Martin Luther, Jr.", Name(family="King", given="Martin Luther", suffix="Jr.")),
        ("de Thou, J.-A.", Name(family="Thou", given="J.-A.", non_dropping_particle="de")),
        ("d'Alembert, Jean", Name(family="Alembert", given="Jean", non_dropping_particle="d'")),
        ("Tsanga Tabi, Marie", Name(family="Tsanga Tabi", given="Marie")),
        ("Insee,", Name(literal="Insee")),
        ("World Health Organization", Name(literal="World Health Organization")),
        ("Platon", Name(family="Platon")),
    ],
)
def test_names(text: str, expected: Name) -> None:
    assert one(record(f"AU  - {text}")).author == (expected,)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Name(family="Certeau", given="Michel", dropping_particle="de"), "de Certeau, Michel"),
        (Name(family="Alembert", given="J.", non_dropping_particle="d'"), "d'Alembert, J."),
        (Name(family="King", given="Martin", suffix="Jr."), "King, Martin, Jr."),
        (Name(literal="Barnes and Noble"), "Barnes and Noble,"),
    ],
)
def test_names_as_zotero_takes_them(name: Name, expected: str) -> None:
    assert f"AU  - {expected}" in written(author=(name,))


@pytest.mark.parametrize(
    "name",
    [
        Name(family="Tsanga Tabi"),
        Name(given="Molière"),
        Name(family="Smith, the elder", given="A, B"),
        Name(family="Mao", given="Zedong", static_ordering=True),
        Name(literal="Trailing comma,"),
        Name(family="X", given="Y", suffix="Z", comma_suffix=True),
    ],
)
def test_a_name_that_ris_cannot_spell_is_held_all_the_same(name: Name) -> None:
    names = (Name(family="Crozet", given="Paul"), name)
    assert one("\n".join(written(author=names, director=names))).author == names
    assert one("\n".join(written(author=names, director=names))).director == names


# The special issue's title


def test_a_special_issue_title_is_zoteros_series_title_and_never_with_t3() -> None:
    lines = written(volume_title="L'action publique")
    assert "M2  - Series Title: L'action publique" in lines
    assert not any(line.startswith("T3") for line in lines)
    assert one("\n".join(lines)).volume_title == "L'action publique"


def test_a_collection_beside_a_special_issue_title_is_no_t3() -> None:
    facts = {"volume_title": "L'action publique", "collection_title": "Une série"}
    lines = written(**facts)
    assert not any(line.startswith("T3") for line in lines)
    found = one("\n".join(lines))
    assert (found.volume_title, found.collection_title) == tuple(facts.values())


# M2 lines


def test_what_has_no_tag_stands_in_m2_lines() -> None:
    lines = written(
        original_title="Titre",
        reviewed_author=(Name(family="Foucault", given="Michel"),),
        event_date=Date.span((2006, 3, 16), (2006, 3, 17)),
        custom={"access": "Accessible sur l'internet", "whole_number": "94"},
    )
    assert [line for line in lines if line.startswith("M2")] == [
        "M2  - reviewed-author: Foucault || Michel",
        "M2  - event-date: 2006-03-16/2006-03-17",
        "M2  - original-title: Titre",
        "M2  - Citation Key: k",
        "M2  - access: Accessible sur l'internet",
        "M2  - whole-number: 94",
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"title": "deux\nlignes"},
        {"title": " espace "},
        {"abstract": "un\nTY  - JOUR\nER  - "},
        {"abstract": "un\n\ndeux"},
        {"abstract": "un\r\ndeux"},
        {"note": "un\n  deux"},
        {"status": "sous\npresse"},
        {"issued": Date(date_parts=((2006,),), literal="2006 [2007]")},
        {"issued": Date(literal="2006")},
        {"issued": Date.of(-44)},
        {"issued": Date(date_parts=((2006,),), season="Michaelmas")},
        {"page": "12, 15-17"},
        {"page": "1-2-3"},
        {"keyword": "a;b, c"},
        {"keyword": "Paris ,France"},
        {"doi": "doi:10.1/x"},
        {"url": "http://a.b; http://c.d"},
        {"type": "book", "isbn": "12345678", "page": "1-2", "number_of_pages": "3-4"},
        {"categories": ("a", "b")},
        {"citation_key": "k"},
        {"citation_key": "other"},
        {"custom": {"access": "deux\nlignes", "reviewed_lines": ["a"], "n": 1, "ok": None}},
        {"id": "un  deux"},
        {"title": "csl-json: {}"},
        {"genre": "M2  - type: book"},
    ],
)
def test_what_no_line_can_spell_is_held_all_the_same(facts: dict[str, Any]) -> None:
    reference = Reference(**{"id": "k", "type": "article-journal", **facts})
    text = ris.write(Library(references=(reference,)))
    library = ris.read(text)
    assert library.references == (reference,)
    assert library.diagnostics == ()


def test_a_title_changed_since_wins_over_the_exact_one() -> None:
    text = "\n".join(written(title="deux\nlignes"))
    assert one(text.replace("TI  - deux lignes", "TI  - Un autre")).title == "Un autre"


def test_a_csl_json_line_that_is_none() -> None:
    text = record("M2  - csl-json: {")
    assert codes(text) == [("ris-bad-json", 3)]
    assert one(text).custom == {"ris": {"M2": ["csl-json: {"]}}


# Tolerance


def test_loose_files(data: Path) -> None:
    library = ris.read((data / "ris" / "tolerance.ris").read_text(encoding="utf-8"))
    first, second, third = library.references
    assert first.author == (Name(family="Crozet", given="Paul"),)
    assert (first.title, first.issued, first.keyword) == ("Un titre", Date.of(2006), "client")
    assert (first.volume, first.page) == ("24", None)
    assert second.title == "Un titre qui continue à la ligne"
    assert second.abstract == "Une phrase\nQ1-Q3, et AU-delà"
    assert second.custom == {"ris": {"ZZ": ["inconnu"], "XY": ["deux"]}}
    assert (third.type, third.title) == ("book", "Sans fin")
    assert library.comments == ("Exported by some database\n1.", "2.")
    found = [(each.code, each.line) for each in library.diagnostics if each.code != "key-made"]
    assert found == [
        ("ris-between-records", 1),
        ("ris-between-records", 12),
        ("ris-no-end", 13),
        ("ris-unknown-tag", 18),
        ("ris-unknown-tag", 19),
        ("ris-no-end", 20),
        ("ris-loose-tags", 3),
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_and_bom(ends: str) -> None:
    text = "\ufeff" + record("TI  - Un", "AB  - a\nb").replace("\n", ends)
    assert one(text) == Reference(id="k", type="article-journal", title="Un", abstract="a\nb")
    assert codes(text) == []


def test_a_record_without_ty() -> None:
    text = "AU  - Crozet, Paul\nID  - k\nER  - \n"
    assert one(text).type == "document"
    assert codes(text) == [("ris-no-type", 1)]


def test_an_unknown_type_is_kept() -> None:
    text = record(kind="NOPE")
    assert one(text) == Reference(id="k", type="document", custom={"ris": {"TY": ["NOPE"]}})
    assert codes(text) == [("ris-unknown-type", 1)]
    assert ris.write(ris.read(text)).startswith("TY  - NOPE\n")


def test_tags_without_a_variable_are_kept_and_written_back() -> None:
    text = record("U1  - un", "U1  - deux", "C7  - x", "ZZ  - y")
    kept = {"U1": ["un", "deux"], "C7": ["x"], "ZZ": ["y"]}
    assert one(text).custom == {"ris": kept}
    lines = ris.write(ris.read(text)).splitlines()
    assert [line for line in lines if line[:2] in kept] == [
        "U1  - un", "U1  - deux", "C7  - x", "ZZ  - y"
    ]  # fmt: skip


def test_a_second_value_is_kept() -> None:
    reference = one(record("TI  - Un", "T1  - Deux", "SN  - 0758-1726", "SN  - 2119-4831"))
    assert (reference.title, reference.issn) == ("Un", "0758-1726")
    assert reference.custom == {"ris": {"T1": ["Deux"], "SN": ["2119-4831"]}}


def test_several_addresses_on_a_line() -> None:
    reference = one(record("UR  - http://example.com; http://www.example.com"))
    assert reference.url == "http://example.com"
    assert reference.custom == {"ris": {"UR": ["http://www.example.com"]}}


def test_a_journal_known_only_by_jo() -> None:
    assert one(record("JO  - Politix")).container_title == "Politix"
    reference = one(record("T2  - Politiques", "JO  - Polit."))
    assert (reference.container_title, reference.container_title_short) == ("Politiques", "Polit.")


def test_m3_of_an_article_is_a_doi_or_its_kind() -> None:
    assert one(record("M3  - 10.1/x")).doi == "10.1/x"
    assert one(record("M3  - Article")).custom == {"ris": {"M3": ["Article"]}}


def test_a_text_without_records() -> None:
    library = ris.read("FN Clarivate\nPT J\nAU Parkes-Loach, PS\n")
    assert library.references == ()
    assert [found.code for found in library.diagnostics] == [
        "ris-between-records",
        "ris-no-records",
    ]
    assert library.comments == ("FN Clarivate\nPT J\nAU Parkes-Loach, PS",)


# Real files


EXPECTED = {
    "example_basic.ris": 1,
    "example_bom.ris": 1,
    "example_custom_list_tags.ris": 1,
    "example_empty_tag.ris": 1,
    "example_extraneous_data.ris": 2,
    "example_full.ris": 2,
    "example_full_without_whitespace.ris": 2,
    "example_full_write.ris": 2,
    "example_multi_unknown_tags.ris": 1,
    "example_multiline.ris": 3,
    "example_single_unknown_tag.ris": 1,
    "example_starting_newlines.ris": 1,
    "example_urls.ris": 4,
    "example_utf_chars.ris": 1,
    "example_wos.ris": 0,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_rispys_examples(shared: Path, name: str) -> None:
    text = (shared / "corpora" / "rispy" / "tests" / "data" / name).read_text(encoding="utf-8")
    library = ris.read(text)
    assert len(library.references) == EXPECTED[name]
    doubts = {found.code for found in library.diagnostics if found.severity != "note"}
    assert doubts <= {"key-twice", "ris-no-records"}
    again = ris.write(library)
    assert ris.write(ris.read(again)) == again
    assert ris.read(again).references == library.references


def test_rispys_russian_example(shared: Path) -> None:
    folder = shared / "corpora" / "rispy" / "tests" / "data"
    reference = one((folder / "example_utf_chars.ris").read_text(encoding="utf-8"))
    assert reference.type == "article-journal"
    assert reference.container_title == "Gynecology, Obstetrics and Perinatology"
    assert (reference.volume, reference.issue, reference.page) == ("8", "3", "52-57")
    assert reference.author is not None
    assert reference.author[0] == Name(family="Dobrokhotova", given="Yu E.")


# Contracts


TAGS = st.sampled_from(sorted(KNOWN_TAGS))


@given(st.text(st.characters(codec=None)))
def test_reading_never_raises(text: str) -> None:
    ris.write(ris.read(text)).encode("utf-8")


@given(st.lists(st.tuples(TAGS, st.text(max_size=12)), max_size=12))
@settings(deadline=None)
def test_any_tags_read_and_write_to_a_fixed_point(pairs: list[tuple[str, str]]) -> None:
    text = "TY  - JOUR\n" + "".join(f"{tag}  - {value}\n" for tag, value in pairs)
    written_once = ris.write(ris.read(text))
    assert ris.write(ris.read(written_once)) == written_once


@pytest.mark.parametrize("text", ["L'action\u00a0: un\u202fessai", "un  deux", "100 % & <i>x</i>"])
def test_the_spaces_inside_a_line_need_no_other_line(text: str) -> None:
    assert not any("csl-json" in line for line in written(title=text, status=text, abstract=text))


@given(libraries(), st.data())
def test_a_damaged_record_hides_no_other(library: Library, data: st.DataObject) -> None:
    text = ris.write(library)
    cut = data.draw(st.integers(0, len(text)))
    tail = "\nTY  - BOOK\nID  - last\nER  - \n"
    assert ris.read(text[:cut] + tail).references[-1] == Reference(id="last", type="book")


@pytest.mark.parametrize(
    "unit",
    ["x", "a ", "A.", "A. ", ",", "de ", "; http://", "- ", "1-", "\n", "TY  - \n", "AU  - x\n",
     "ER  - \n", "|| "],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "TY  - JOUR\nAU  - ", "TY  - JOUR\nM2  - issued: "])
def test_time_grows_with_the_text_only(before: str, unit: str) -> None:
    assert_linear(lambda text: ris.write(ris.read(text)), lambda count: before + unit * count)


def test_the_time_of_day_of_zoteros_date_of_access_is_kept_without_a_word() -> None:
    text = record("Y2  - 2019/05/14/14:29:53")
    assert one(text).accessed == Date(date_parts=((2019, 5, 14),))
    assert one(text).custom == {"ris": {"Y2": ["2019/05/14/14:29:53"]}}
    assert codes(text) == []
    assert codes(record("Y2  - 2019/05/14/14 h")) == [("ris-bad-date", 3)]

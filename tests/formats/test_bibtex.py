"""BibTeX as Zotero imports it: the rules were measured with Zotero's own translator."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bib_strategies import raw_fields, references
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citekit.formats import bibtex
from citekit.model import TYPES, Date, Library, Name, Reference

PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck))

ACCEPTED_BY_ZOTERO = set(
    """article book booklet manual mvbook collection proceedings inbook incollection inproceedings
    conference phdthesis mastersthesis thesis techreport report misc online electronic unpublished
    inreference patent software letter movie artwork legislation jurisdiction audio video""".split()
)
CHARTER = Reference(
    id="certeau2006marianne",
    type="article-journal",
    author=(
        Name(dropping_particle="de", family="Certeau", given="Michel"),
        Name(family="Le Galès", given="Patrick"),
        Name(literal="Collectif des usagers et des agents"),
    ),
    title="La charte Marianne au XX<sup>e</sup> siècle : 100 % d'œuvres & d'<i>usages</i>",
    container_title="Politiques et management public",
    volume_title="L'action publique au risque du client ? Actes du colloque de Lille",
    volume="24",
    issue="4",
    section="Comptes rendus",
    page="1-16",
    issued=Date.of(2006, 12),
    issn="0758-1726",
    doi="10.3406/pomap.2006.2325",
    url="https://example.org/a_b?c=%C3%A9&d#e",
    language="fr",
    abstract="Un résumé…",
)


def written(*wanted: Reference) -> str:
    return bibtex.write(Library(references=wanted))


def field(name: str, **values: object) -> str | None:
    """The value of a field, with its delimiters, for a reference with those values."""
    reference = Reference(**{"id": "k", "type": "article-journal", **values})  # type: ignore[arg-type]
    found = re.search(rf"^  {name} = (.*?),?$", written(reference), re.MULTILINE)
    return found[1] if found else None


def test_an_article_as_zotero_wants_it(data: Path) -> None:
    expected = (data / "bib" / "zotero.bib").read_text(encoding="utf-8")
    assert written(CHARTER) == expected
    assert bibtex.read(expected).references == (CHARTER,)
    assert bibtex.read(expected).diagnostics == ()


@pytest.mark.parametrize("csl_type", sorted(TYPES))
def test_zotero_drops_no_type(csl_type: str) -> None:
    reference = Reference(id="k", type=csl_type, title="x")  # type: ignore[arg-type]
    entry = written(reference)
    assert entry.split("{")[0].removeprefix("@") in ACCEPTED_BY_ZOTERO
    assert bibtex.read(entry).references == (reference,)


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("month", {"issued": Date.of(2006, 12)}, "dec"),
        ("date", {"issued": Date.span((2006, 9), (2006, 12))}, "{2006-09/2006-12}"),
        ("date", {"issued": Date.span((2006,), (2007,))}, "{2006/2007}"),
        ("pages", {"page": "17"}, "{17}"),
        ("pages", {"page": "361-380"}, "{361-380}"),
        ("language", {"language": "fr"}, "{fr}"),
        ("langid", {"language": "fr"}, None),
        ("chapter", {"section": "Rubrique"}, "{Rubrique}"),
        ("series", {"volume_title": "Dossier", "collection_title": "S"}, "{S}"),
        ("title", {"title": "Œuvres… et cætera"}, "{Œuvres… et cætera}"),
        ("title", {"title": "L'État"}, "{{L'État}}"),
        ("doi", {"doi": "10.1000/a_b"}, "{10.1000/a_b}"),
        ("type", {"type": "thesis", "genre": "Thèse de doctorat"}, "{Thèse de doctorat}"),
        ("author", {"author": (Name(family="X", given="Y"),)}, "{X, Y}"),
        ("author", {"author": (Name(literal="Body"),)}, "{{Body}}"),
        ("number", {"type": "book", "collection_number": "3"}, "{3}"),
        ("x-section", {"type": "book", "section": "S"}, "{S}"),
    ],
)
def test_spellings(name: str, values: dict[str, object], expected: str | None) -> None:
    assert field(name, **values) == expected


def test_one_line_a_field_and_no_line_that_looks_like_an_entry() -> None:
    text = written(Reference(id="k", type="book", abstract="one\n\n@article{x, two"))
    assert [line for line in text.splitlines() if line.startswith("@")] == ["@book{k,"]
    assert bibtex.read(text).references[0].abstract == "one\n\n@article{x, two"


def test_keys_are_legal_and_unique() -> None:
    ids = ["a b", "a,b", "A_b", "été 2006", "", "a_b-2"]
    text = written(*(Reference(id=key, type="book", title="x") for key in ids))
    keys = re.findall(r"@book\{(.*),", text)
    assert keys == ["a_b", "a_b-2", "A_b-3", "été_2006", "entry", "a_b-2-2"]
    assert [each.id for each in bibtex.read(text).references[:4]] == ids[:4]


def test_what_was_edited_in_the_file_wins() -> None:
    reference = Reference(
        id="k", type="book", author=(Name(dropping_particle="van", family="Gogh", given="V."),)
    )
    text = written(reference)
    assert bibtex.read(text).references == (reference,)
    edited = bibtex.read(text.replace("van Gogh, V.", "Gauguin, Paul", 1)).references[0]
    assert edited.author == (Name(family="Gauguin", given="Paul"),)


@PATIENT
@given(st.lists(references(), max_size=3))
def test_all_variables_come_back(wanted: list[Reference]) -> None:
    text = written(*wanted)
    library = bibtex.read(text)
    assert library.references == tuple(wanted)
    assert bibtex.write(library) == text


@PATIENT
@given(st.lists(references(), max_size=3), raw_fields)
def test_peers_read_it_without_complaint(wanted: list[Reference], raw: dict[str, str]) -> None:
    import bibtexparser
    from pybtex.database import parse_string
    from pybtex.errors import capture

    kept = tuple(each.replace(custom={**(each.custom or {}), "bibtex": raw}) for each in wanted)
    library = Library(
        references=kept,
        strings={"foo": '"a" # bar', "jan": "{janvier}"},
        preamble=(r'"\x" # "{y}"',),
        comments=("% hello", "@Comment{x}", "bad {"),
    )
    text = bibtex.write(library)
    with capture() as errors:
        entries = parse_string(text, "bibtex").entries
    assert errors == []
    assert len(entries) == len(wanted)
    parsed = bibtexparser.parse_string(text)
    assert parsed.failed_blocks == []
    assert len(parsed.entries) == len(wanted)
    assert bibtex.read(text).references == kept

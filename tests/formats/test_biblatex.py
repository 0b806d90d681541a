"""BibLaTeX as LaTeX with biber prints it (biblatex manual 3.19)."""

from __future__ import annotations

from pathlib import Path

import pytest
from bib_strategies import raw_fields, references
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_bibtex import CHARTER

from citekit.formats import biblatex, bibtex
from citekit.model import TYPES, Date, Library, Name, Reference

PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck))


def written(*wanted: Reference) -> str:
    return biblatex.write(Library(references=wanted))


def test_an_article_as_latex_wants_it(data: Path) -> None:
    expected = (data / "bib" / "latex.bib").read_text(encoding="utf-8")
    assert written(CHARTER) == expected
    assert biblatex.read(expected).references == (CHARTER,)
    assert biblatex.read(expected).diagnostics == ()


def test_either_reader_reads_either_flavour(data: Path) -> None:
    assert bibtex.read(written(CHARTER)).references == (CHARTER,)
    assert biblatex.read(bibtex.write(Library(references=(CHARTER,)))).references == (CHARTER,)


@pytest.mark.parametrize("csl_type", sorted(TYPES))
def test_every_type_comes_back(csl_type: str) -> None:
    reference = Reference(id="k", type=csl_type, title="x")  # type: ignore[arg-type]
    assert biblatex.read(written(reference)).references == (reference,)


@pytest.mark.parametrize(
    ("reference", "line"),
    [
        (Reference(id="k", type="review-book", title="x"), "@review{k,"),
        (Reference(id="k", type="dataset", title="x"), "@dataset{k,"),
        (Reference(id="k", type="article-magazine"), "  entrysubtype = {magazine}"),
        (Reference(id="k", type="thesis", genre="PhD thesis"), "  type = {phdthesis}"),
        (Reference(id="k", type="webpage", publisher="CTAN"), "  organization = {CTAN}"),
        (Reference(id="k", type="book", publisher_place="Lyon"), "  location = {Lyon}"),
        (Reference(id="k", type="article-journal", language="en-GB"), "  langid = {british}"),
        (Reference(id="k", type="article-journal", page="1-2, 5"), "  pages = {1--2, 5}"),
        (Reference(id="k", type="book", author=(Name(literal="A & B"),)), r"  author = {{A \& B}}"),
        (Reference(id="k", type="book", url="http://a.b/c_d#e"), "  url = {http://a.b/c_d#e}"),
        (
            Reference(id="k", type="book", issued=Date.span((2017, 23), (2018, 21))),
            "  date = {2017-23/2018-21}",
        ),
    ],
)
def test_spellings(reference: Reference, line: str) -> None:
    text = written(reference)
    assert line in text.replace(",\n", "\n").splitlines() or line in text.splitlines()
    assert biblatex.read(text).references == (reference,)


def test_a_volume_of_a_work() -> None:
    reference = Reference(id="k", type="book", title="Œuvres", volume_title="Le temps retrouvé")
    text = written(reference)
    assert "maintitle = {Œuvres}" in text
    assert "  title = {Le temps retrouvé}" in text
    assert biblatex.read(text).references == (reference,)


def test_the_language_is_not_printed() -> None:
    assert "language =" not in written(CHARTER)


@PATIENT
@given(st.lists(references(), max_size=3))
def test_all_variables_come_back(wanted: list[Reference]) -> None:
    text = written(*wanted)
    library = biblatex.read(text)
    assert library.references == tuple(wanted)
    assert biblatex.write(library) == text


@PATIENT
@given(st.lists(references(), max_size=3), raw_fields)
def test_peers_read_it_without_complaint(wanted: list[Reference], raw: dict[str, str]) -> None:
    import bibtexparser
    from pybtex.database import parse_string
    from pybtex.errors import capture

    kept = tuple(each.replace(custom={**(each.custom or {}), "biblatex": raw}) for each in wanted)
    text = written(*kept)
    with capture() as errors:
        entries = parse_string(text, "bibtex").entries
    assert errors == []
    assert len(entries) == len(wanted)
    assert bibtexparser.parse_string(text).failed_blocks == []
    assert biblatex.read(text).references == kept

"""Reading .bib files: broken ones, messy ones, hostile ones; and what citekit does not know."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citekit.files import read_text
from citekit.formats import biblatex, bibtex
from citekit.model import Date, Library, Name, Reference
from tests.growth import assert_time_linear

FLAVOURS = pytest.mark.parametrize("flavour", [bibtex, biblatex])


def one(entry: str) -> Reference:
    library = biblatex.read(entry)
    assert len(library.references) == 1, library.diagnostics
    return library.references[0]


@pytest.fixture(scope="module")
def broken(data: Path) -> Library:
    return bibtex.read((data / "bib" / "broken.bib").read_text(encoding="utf-8"))


def test_a_broken_entry_hides_no_other(broken: Library) -> None:
    keys = [reference.id for reference in broken.references]
    assert keys[:4] == ["first", "after-unclosed", "twice", "first"]
    assert keys[-2:] == ["odd", "last"]
    assert len(keys) == 7


def test_what_is_broken_is_told_with_its_place_and_text(broken: Library) -> None:
    errors = [found for found in broken.diagnostics if found.severity == "error"]
    assert [(found.code, found.line, found.parameters["name"]) for found in errors] == [
        ("bib-entry-unclosed", 14, "unclosed"),
        ("bib-entry-unclosed", 25, "quote"),
        ("bib-entry-broken", 27, "no-equals"),
    ]
    assert all(found.hint("en") and found.hint("fr") for found in errors)
    assert "A title that never ends" in errors[0].parameters["raw"]
    assert "year = 2001" in errors[2].parameters["raw"]


def test_lesser_faults_are_told_and_read(broken: Library) -> None:
    codes = {found.code: found for found in broken.diagnostics}
    assert codes["bib-comma-missing"].parameters["fields"] == "title"
    assert broken.references[1].title == "No comma before this title"
    assert codes["bib-field-twice"].reference == "twice"
    assert broken.references[2].title == "One"
    assert broken.references[2].custom == {"bibtex": {"title_2": "Two"}}
    assert codes["key-twice"].parameters["key"] == "first"
    assert codes["bib-string-unknown"].parameters["name"] == "undefinedmacro"
    assert codes["bib-type-unknown"].parameters["type"] == "thing"
    assert "key-made" in codes


def test_what_belongs_to_the_file(broken: Library) -> None:
    assert broken.comments == (
        "% Encoding: UTF-8",
        "% From a colleague, not to be trusted",
        "@Comment{jabref-meta: databaseType:biblatex;}",
    )
    assert broken.strings == {"pmp": '"Politiques et " # "management public"'}
    assert broken.preamble == (r'"\newcommand{\noopsort}[1]{}"',)
    assert broken.references[0].container_title == "Politiques et management public"


@FLAVOURS
def test_it_survives_writing(broken: Library, flavour: ModuleType) -> None:
    again = flavour.read(flavour.write(broken))
    assert again.comments == broken.comments
    assert again.strings == broken.strings
    assert again.preamble == broken.preamble
    assert len({reference.id for reference in again.references}) == 6  # "first" stays twice
    assert [each.title for each in again.references] == [each.title for each in broken.references]


def test_fields_of_either_flavour() -> None:
    plain = (
        "@article{a, journal={J}, year={2006}, month=dec, number={4}, language={fr}, pages={1--16}}"
    )
    modern = (
        "@article{a, journaltitle={J}, date={2006-12}, number={4}, langid={french}, pages={1-16}}"
    )
    expected = Reference(
        id="a",
        type="article-journal",
        container_title="J",
        issued=Date.of(2006, 12),
        issue="4",
        language="fr",
        page="1-16",
    )
    assert one(plain) == one(modern) == expected


@pytest.mark.parametrize(
    ("entry", "variable", "value"),
    [
        ("@incollection{a, booktitle={B}}", "container-title", "B"),
        ("@book{a, series={S}, number={7}}", "collection-number", "7"),
        ("@techreport{a, institution={I}, number={7}}", "number", "7"),
        ("@phdthesis{a, school={Paris 8}}", "publisher", "Paris 8"),
        ("@phdthesis{a, school={Paris 8}}", "genre", "PhD thesis"),
        ("@thesis{a, type={mathesis}}", "genre", "Master's thesis"),
        ("@mastersthesis{a, type={Mémoire}}", "genre", "Mémoire"),
        ("@online{a, organization={CTAN}, urldate={2006-10-01}}", "accessed", Date.of(2006, 10, 1)),
        ("@article{a, entrysubtype={newspaper}}", "type", "article-newspaper"),
        ("@review{a, title={x}}", "type", "review"),
        ("@article{a, chapter={Comptes rendus}}", "section", "Comptes rendus"),
        ("@inbook{a, chapter={3}}", "chapter-number", "3"),
        ("@article{a, series={X}, issuetitle={X}}", "volume-title", "X"),
        ("@article{a, series={X}, issuetitle={X}}", "collection-title", None),
        ("@article{a, series={S}, issuetitle={X}}", "collection-title", "S"),
        ("@book{a, title={T}, subtitle={Sub}}", "title", "T: Sub"),
        ("@book{a, title={T}, subtitle={Sub}, langid={french}}", "title", "T : Sub"),
        ("@book{a, title={Vol}, maintitle={Work}}", "title", "Work"),
        ("@book{a, title={Vol}, maintitle={Work}}", "volume-title", "Vol"),
        (r"@misc{a, url={\url{http://a.b/c\_d}}}", "URL", "http://a.b/c_d"),
        ("@misc{a, doi={https://doi.org/10.1000/a_b}}", "DOI", "10.1000/a_b"),
        ("@misc{a, publisher={P}, organization={O}}", "publisher", "P"),
        ('@article{a, title = {x} # { y} # " z"}', "title", "x y z"),
        ('@article(a, title = "a {"}q{"} b")', "title", 'a "q" b'),
    ],
)
def test_what_a_field_becomes(entry: str, variable: str, value: object) -> None:
    reference = one(entry)
    assert (reference.type if variable == "type" else reference.get(variable)) == value


def test_an_unknown_field_is_kept_raw_and_told_once() -> None:
    entries = "".join(f"@book{{k{n}, shorthand = {{\\emph{{K}}}}}}\n" for n in range(3))
    library = biblatex.read(entries)
    assert library.references[0].custom == {"biblatex": {"shorthand": r"\emph{K}"}}
    [found] = library.diagnostics
    assert (found.code, found.severity, found.line) == ("bib-field-kept", "note", 1)
    assert found.parameters == {"field": "shorthand", "count": 3}
    assert r"shorthand = {\emph{K}}" in biblatex.write(library)


def test_and_others() -> None:
    library = biblatex.read("@book{a, author={Crozet, Paul and others}}")
    [reference] = library.references
    assert reference.author == (Name(family="Crozet", given="Paul"),)
    assert reference.custom == {"and_others": ["author"]}
    assert [found.code for found in library.diagnostics] == ["bib-and-others"]
    assert "Crozet, Paul and others" in biblatex.write(library)
    assert "others" not in bibtex.write(library).split("x-csl")[0]  # Zotero: a person
    assert bibtex.read(bibtex.write(library)).references == library.references


def test_crossref_and_xdata() -> None:
    library = biblatex.read(
        """@inbook{part, crossref={whole}, title={Part}, pages={1--2}, xdata={who}}
        @book{whole, title={Whole}, author={B, A}, publisher={P}, date={2001}, url={u}}
        @xdata{who, location={Paris}}
        @inbook{lost, crossref={nowhere}, title={x}}"""
    )
    part = library.references[0]
    assert part.container_title == "Whole"
    assert part.publisher == "P"
    assert part.publisher_place == "Paris"
    assert part.issued == Date.of(2001)
    assert part.url is None
    assert len(library.references) == 3
    assert library.comments == ("@xdata{who, location={Paris}}",)
    assert "bib-crossref-missing" in {found.code for found in library.diagnostics}
    assert biblatex.read(biblatex.write(library)).references[0].container_title == "Whole"


def test_an_entry_without_a_key_is_read() -> None:
    assert one("@article{\n  author = {Huang, Y.},\n  title = {x}\n}").title == "x"


def test_line_ends_of_windows_and_of_old_macs() -> None:
    unix = "% c\n\n@book{a,\n title = {x\ny}\n}\n@book{b, title = {unclosed\n@book{c}\n"
    for end in ("\r\n", "\r"):
        assert biblatex.read(unix.replace("\n", end)) == biblatex.read(unix)


_BITS = st.sampled_from(
    [
        *("@article{", "@book(", "@string{", "@comment{", "@preamble{", "@xdata{", "@", "a,"),
        *("title", "author", "year", "month", "date", "crossref", "maintitle", "x-csl"),
        *("=", "{", "}", '"', ",", "#", "\n", "\r", "\\", "%", "$", "~", " "),
        *(" and ", "2006/", "{\\'e}", "family=a", '{{"id":"b"}}'),
    ]
)
ANY_TEXT = st.one_of(st.text(max_size=60), st.lists(_BITS, max_size=40).map("".join))


@FLAVOURS
@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(text=ANY_TEXT)
def test_any_text_reads_and_what_was_read_is_stable(flavour: ModuleType, text: str) -> None:
    library = flavour.read(text)
    written = flavour.write(library)
    again = flavour.read(written)
    assert again.references == library.references
    assert again.comments == library.comments
    assert flavour.write(again) == written


HOSTILE: list[Callable[[int], str]] = [
    lambda n: "{" * n,
    lambda n: "@a{" * n,
    lambda n: "@a(" * n,
    lambda n: "@a{x, y={\n" * n,
    lambda n: "@article{x, abstract={" + "a b " * 20 * n + "}}",
    lambda n: "@article{x, title={" + " " * 20 * n + "}}",
    lambda n: "@article{x, author={" + "A, B and " * n + "C}}",
    lambda n: "@article{x, author={" + "{}" * n + "}}",
    lambda n: "@article{x, author={" + "a," * n + "}}",
    lambda n: "@a{x," + ",".join("title={1}" for _ in range(n)) + "}",
    lambda n: "@a{x," + ",".join(f"title={{{i}}}" for i in range(n // 4)) + "}",
    lambda n: "@article{x, title=" + "{a} # " * n + "{b}}",
    lambda n: "@article{x, title=" + "{a} b = " * n + "{b}}",
    lambda n: "@book{k, crossref={k}, title={x}}\n" * (n // 20),
    lambda n: "@book{p, title={" + "T" * n + "}}" + "@inbook{k, crossref={p}}\n" * (n // 20),
    lambda n: "@article{x, x-csl={" + '{"a":' * n + "1" + "}" * n + "}}",
    lambda n: "abc\n \n" * n,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_time_grows_no_faster_than_the_file(text: Callable[[int], str]) -> None:
    assert_time_linear(biblatex.read, text, size=2000)


def test_abbreviations_of_abbreviations_do_not_explode() -> None:
    doubling = "".join(f"@string{{a{n + 1} = a{n} # a{n}}}\n" for n in range(40))
    library = biblatex.read('@string{a0 = "xxxxxxxx"}\n' + doubling + "@book{k, title = a40}")
    assert len(library.references[0].title or "") < 2_000_000


@pytest.mark.parametrize("collection", ["better-bibtex", "biber/t", "biber/etc", "biblatex"])
def test_real_files_read_whole(shared: Path, collection: str) -> None:
    from bibtexparser import model
    from bibtexparser.splitter import Splitter

    files = sorted((shared / "corpora" / collection).rglob("*.bib"))
    assert files
    for number, file in enumerate(files):
        text = read_text(file).text
        library = biblatex.read(text)
        duplicates = (model.DuplicateBlockKeyBlock, model.DuplicateFieldKeyBlock)
        blocks = [
            block.ignore_error_block if isinstance(block, duplicates) else block
            for block in Splitter(text).split().blocks
        ]
        works = [
            block
            for block in blocks
            if isinstance(block, model.Entry) and block.entry_type not in {"xdata", "set"}
        ]
        assert len(library.references) >= len(works), file
        if len(text) < 300_000:
            flavour = (bibtex, biblatex)[number % 2]
            kept = flavour.read(text)
            written = flavour.write(kept)
            again = flavour.read(written)
            assert again.references == kept.references, file
            assert flavour.write(again) == written, file

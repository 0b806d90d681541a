"""Which formats there are, by name, by ending, by content; and the table of what they hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from growth import assert_time_linear

from citekit.errors import InputError, UsageError
from citekit.formats import FORMATS, by_ending, by_name, detect, read, write
from citekit.formats.holdings import holds, holds_table
from citekit.model import Library

WRITTEN = [each.name for each in FORMATS.values() if each.is_written]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("csljson", "csljson"),
        ("json", "csljson"),
        ("CSL-JSON", "csljson"),
        ("bib", "bibtex"),
        (".bib", "bibtex"),
        ("BibTeX", "bibtex"),
        ("biblatex", "biblatex"),
        ("ris", "ris"),
        ("zotero", "rdf"),
        ("z3988", "coins"),
    ],
)
def test_names_and_aliases(name: str, expected: str) -> None:
    assert by_name(name).name == expected


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        by_name("bibtx")
    assert caught.value.code == "format-unknown"
    assert caught.value.exit_code == 2
    assert "bibtex" in str(caught.value)
    with pytest.raises(UsageError, match=", ".join(FORMATS)):
        by_name("zzzz")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("refs.bib", "bibtex"),
        ("refs.BIB", "bibtex"),
        ("refs.biblatex", "biblatex"),
        ("a.b/refs.ris", "ris"),
        (Path("refs.json"), "csljson"),
        ("refs.ndjson", "csljson"),
        ("refs.rdf", "rdf"),
    ],
)
def test_endings(path: str | Path, expected: str) -> None:
    found = by_ending(path)
    assert found is not None
    assert found.name == expected


@pytest.mark.parametrize("path", ["refs", "refs.txt", "refs.docx", "bib", ""])
def test_endings_that_say_nothing(path: str) -> None:
    assert by_ending(path) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"id": "a", "type": "book"}]', "csljson"),
        ('\ufeff\n[ {"id": "a"}]', "csljson"),
        ("[]", "csljson"),
        ('{"items": []}', "csljson"),
        ("@article{a, title = {B}, year = 2006}", "bibtex"),
        ("% refs\n@string{jan = {Janvier}}\n", "bibtex"),
        ("@article{a,\n  title = {B},\n  date = {2006-12}\n}", "biblatex"),
        ("@article{a,\n  journaltitle = {B}\n}", "biblatex"),
        ("TY  - JOUR\nER  - ", "ris"),
        ("\ufeffTY  - JOUR\r\nER  - ", "ris"),
        ("1.\nTY - JOUR\nER - ", "ris"),
        ('<?xml version="1.0"?>\n<!-- x -->\n<rdf:RDF xmlns:rdf="x">', "rdf"),
        ('<p><span title="rft.title=T" class="a Z3988"></span>', "coins"),
        ("<p>the class Z3988</p>", None),
        ("", None),
        ("Politiques et management public\n- Rémi Lefebvre, p. 1", None),
        ("user@example.org wrote {this}", None),
        ("<html><body>TYPE</body></html>", None),
    ],
)
def test_content(text: str, expected: str | None) -> None:
    found = detect(text)
    assert (found and found.name) == expected


HOSTILE = [
    *("\n", " \n", "#\n", "a:\n", " a\n", "- \n", "---\n", "@a{", "@a{\n", "<!--", "<?xml ", "\t"),
    *("a: b\n c\n", "[", "{ ", "TY", "%A x\n", "PMID", "a:\n type\n", "<", "class=Z3988"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_knowing_a_format_takes_no_more_than_its_text(piece: str) -> None:
    assert_time_linear(detect, lambda size: piece * size, 3000)


def test_reading_by_name_ending_and_content() -> None:
    text = "TY  - JOUR\nID  - a\nER  - \n"
    for library in (read(text, "ris"), read(text), read(text, name="x.ris"), read(text, name="x")):
        assert [reference.id for reference in library.references] == ["a"]
        assert library.diagnostics == ()


def test_the_content_wins_over_the_ending() -> None:
    library = read("TY  - JOUR\nID  - a\nER  - \n", name="refs.json")
    assert [reference.type for reference in library.references] == ["article-journal"]
    assert [found.code for found in library.diagnostics] == ["format-not-as-named"]


def test_an_empty_file_is_an_empty_library_of_the_format_its_ending_says() -> None:
    assert read("", name="refs.ris") == Library()


def test_a_text_in_no_format() -> None:
    with pytest.raises(InputError) as caught:
        read("Bonjour", name="notes.txt")
    assert caught.value.code == "format-undetected"
    assert str(caught.value).startswith("notes.txt: ")


def test_diagnostics_bear_the_name_of_the_file() -> None:
    library = read('[{"id": "a", "type": "book"} {"id": "b", "type": "book"}]', name="x.json")
    assert [found.place() for found in library.diagnostics] == ["x.json:1:30"]


@pytest.mark.parametrize("name", WRITTEN)
def test_an_empty_library_is_written_and_read(name: str) -> None:
    assert read(write(Library(), name), name) == Library()


@pytest.mark.parametrize("name", WRITTEN)
def test_every_format_holds_what_citations_need(name: str) -> None:
    needed = {"title", "author", "issued", "container-title", "volume", "issue", "page", "DOI"}
    assert needed <= holds(name)


def test_looking_up_formats_loads_none_of_them() -> None:
    code = (
        "import sys, citekit.formats as f; f.by_ending('a.bib'); f.detect('@a{b,}');"
        "print([m for m in sys.modules if m.split('.')[0] in"
        " ('bibtexparser', 'pybtex', 'lxml', 'citeproc') or m.startswith('citekit.formats.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_readme_carries_the_table_of_what_is_held(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    match = re.search(r"<!-- holds:begin -->(.*?)<!-- holds:end -->", readme, re.DOTALL)
    assert match is not None, "README.md has no <!-- holds:begin --> … <!-- holds:end -->"
    assert match[1].strip() == holds_table(), "print it anew with holdings.holds_table()"

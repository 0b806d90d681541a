"""BibLaTeX and LaTeX in ASCII: the commands, and that they read as the characters."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from strategies import libraries

from citekit.api import as_ascii
from citekit.errors import UsageError
from citekit.formats import read, write
from citekit.formats.bib_ascii import ascii_bib
from citekit.model import Library, Name, Reference
from citekit.text.latex import to_text
from citekit.text.latex_ascii import to_ascii


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Étienne", r"{\'E}tienne"),
        (
            "œuvre, Œuvre, æ, ß, ø, Łódź",
            r"{\oe}uvre, {\OE}uvre, {\ae}, {\ss}, {\o}, {\L}{\'o}d{\'z}",
        ),
        ("ça, Dvořák, Ångström", r"{\c{c}}a, Dvo{\v{r}}{\'a}k, {\AA}ngstr{\"o}m"),
        ("Nguyễn", r"Nguy{\~{\^e}}n"),
        ("naïf, ÿ", r"na{\"i}f, {\"y}"),
        ("« a »", r"{\guillemotleft} a {\guillemotright}"),
        ("l’usager – ou — non…", r"l{\textquoteright}usager -- ou --- non{\dots}"),
        ("10 €, § 2, n° 4", r"10 {\texteuro}, {\textsection} 2, n{\textdegree} 4"),
        ("α", r"\ensuremath{\alpha}"),
        ("plain", "plain"),
    ],
)
def test_commands(text: str, expected: str) -> None:
    assert to_ascii(text) == (expected, "")
    assert to_text(expected) == text


def test_what_no_command_prints_is_left_and_told() -> None:
    assert to_ascii("Москва, Ж, é") == ("Москва, Ж, {\\'e}", "МосквaЖ".replace("a", "а"))


def test_a_file() -> None:
    reference = Reference(
        id="é1",
        type="webpage",
        title="Été",
        author=(Name(family="Éluard", given="Paul"),),
        url="https://example.org/été?q=œ",
        doi="10.1/é",
        custom={"accès": "libéré"},
    )
    text = write(Library(references=(reference,)), "biblatex")
    spelled, left = ascii_bib(text)
    assert left == "é"
    assert r"{{\'E}luard, Paul}" in spelled
    assert "url = {https://example.org/%C3%A9t%C3%A9?q=%C5%93}" in spelled
    assert "doi = {10.1/é}" in spelled
    assert spelled.startswith("@online{é1,")
    again = read(spelled, "biblatex").references[0]
    assert again == reference.replace(url="https://example.org/%C3%A9t%C3%A9?q=%C5%93")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(library=libraries())
def test_the_file_reads_as_before(library: Library) -> None:
    plain = Library(references=tuple(each.replace(url=None) for each in library.references))
    text = write(plain, "biblatex")
    spelled, left = ascii_bib(text)
    assert {char for char in spelled if not char.isascii()} == set(left)
    assert read(spelled, "biblatex").references == read(text, "biblatex").references


@pytest.mark.parametrize("form", ["bibtex", "ris", "csljson", "html", "text"])
def test_only_for_latex(form: str) -> None:
    with pytest.raises(UsageError) as caught:
        as_ascii("é", form)
    assert caught.value.code == "ascii-not-for"

"""Names as BibTeX ("Tame the BeaST", §11) and biblatex (manual, §3.4) spell them."""

from __future__ import annotations

import pytest
from bib_strategies import people
from hypothesis import given

from citekit.formats.bib_names import read_name, read_names, spell_name, spell_names, split_names
from citekit.model import Name
from citekit.text.latex import LATEX, ZOTERO


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Knuth, Donald E.", Name(family="Knuth", given="Donald E.")),
        ("Donald E. Knuth", Name(family="Knuth", given="Donald E.")),
        ("King, Jr, Martin Luther", Name(family="King", suffix="Jr", given="Martin Luther")),
        ("Aristote", Name(family="Aristote")),
        ("de Certeau, Michel", Name(dropping_particle="de", family="Certeau", given="Michel")),
        ("Michel de Certeau", Name(dropping_particle="de", family="Certeau", given="Michel")),
        ("de Thou, Jacques", Name(non_dropping_particle="de", family="Thou", given="Jacques")),
        ("d'Alembert, Jean", Name(non_dropping_particle="d'", family="Alembert", given="Jean")),
        ("van Gogh, Vincent", Name(non_dropping_particle="van", family="Gogh", given="Vincent")),
        (
            "Ludwig van Beethoven",
            Name(non_dropping_particle="van", family="Beethoven", given="Ludwig"),
        ),
        ("Le Galès, Patrick", Name(family="Le Galès", given="Patrick")),
        ("du Bellay, Joachim", Name(family="du Bellay", given="Joachim")),
        (
            "de La Serre, Françoise",
            Name(dropping_particle="de", family="La Serre", given="Françoise"),
        ),
        ("Ortega y Gasset, José", Name(family="Ortega y Gasset", given="José")),
        ("{de Certeau}, Michel", Name(family="de Certeau", given="Michel")),
        ("{Barnes and Noble, Inc.}", Name(literal="Barnes and Noble, Inc.")),
        (r"{\'E}mile Zola", Name(family="Zola", given="Émile")),
        (r"Fran{\c c}ois~Rangeon", Name(family="Rangeon", given="François")),
        (
            "family=Certeau, given=Michel, prefix=de, useprefix=false",
            Name(dropping_particle="de", family="Certeau", given="Michel"),
        ),
        (
            "given=Simon, family={de Beumont}, prefix=van, useprefix=true",
            Name(non_dropping_particle="van", family="de Beumont", given="Simon"),
        ),
        ("a, b, c, d", Name(literal="a, b, c, d")),
    ],
)
def test_names(text: str, name: Name) -> None:
    assert read_name(text) == name


def test_lists() -> None:
    assert split_names("A, B and {C and D}\n AND  E") == ["A, B", "{C and D}", "E"]
    names, others = read_names("Crozet, Paul and others")
    assert (names, others) == ((Name(family="Crozet", given="Paul"),), True)
    assert read_names("Anderson, Armand and Sanders, Andy")[1] is False


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (Name(dropping_particle="de", family="Certeau", given="Michel"), "de Certeau, Michel"),
        (Name(family="de Certeau", given="Michel"), "{de Certeau}, Michel"),
        (Name(non_dropping_particle="d'", family="Alembert", given="Jean"), "d'Alembert, Jean"),
        (Name(family="Le Galès", given="Patrick"), "Le Galès, Patrick"),
        (Name(family="King", given="Martin", suffix="Jr"), "King, Jr, Martin"),
        (Name(literal="Collectif et agents"), "{Collectif et agents}"),
        (Name(family="A and B", given="C, D"), "{A and B}, {C, D}"),
    ],
)
def test_spelling(name: Name, text: str) -> None:
    assert spell_name(name, ZOTERO) == text
    assert read_name(text) == name


@given(people)
def test_particles_print_as_they_did(name: Name) -> None:
    again = read_names(spell_names((name, name), LATEX))[0]
    assert [each.display() for each in again] == [name.display()] * 2

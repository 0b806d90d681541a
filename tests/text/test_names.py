"""Personal names: fixtures under data/names, contracts, and the 20 issues of the development set.

A fixture is a line as printed, a line with a dot, the expected names, an empty line. A name is
``variable: family / given`` with ``dropping:``, ``non-dropping:`` and ``suffix:`` parts where
there are some, or ``variable = body``; ``! code words`` is a diagnostic that must be there, and
without such lines there must be no warning. ``#`` opens a comment.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from citekit.model import Name
from citekit.model.name import join_particles
from citekit.text.names import order_of, particles_of, people_score, read_people, read_person
from citekit.text.names.words import given_names
from citekit.text.particles import syllables

FIXTURES = Path(__file__).parent.parent / "data" / "names"


def fixtures():
    for file in sorted(FIXTURES.glob("*.txt")):
        blocks = [
            [line for line in block.splitlines() if not line.startswith("#")]
            for block in file.read_text(encoding="utf-8").split("\n\n")
        ]
        for printed, dot, *expected in filter(None, blocks):
            assert dot == ".", (file, printed)
            yield pytest.param(printed, expected, id=f"{file.stem}: {printed}")


def shown(variable: str, name: Name) -> str:
    if name.literal is not None:
        return f"{variable} = {name.literal}"
    parts = [name.family or "", name.given or ""] if name.given else [name.family or ""]
    if name.dropping_particle:
        parts.append(f"dropping: {name.dropping_particle}")
    if name.non_dropping_particle:
        parts.append(f"non-dropping: {name.non_dropping_particle}")
    if name.suffix:
        parts.append(f"suffix: {name.suffix}")
    return f"{variable}: {' / '.join(parts)}"


@pytest.mark.parametrize(("printed", "expected"), list(fixtures()))
def test_a_printed_list_becomes_these_names(printed, expected):
    people = read_people(printed)
    names = [shown(v, name) for v, group in people.roles.items() for name in group]
    assert names == [line for line in expected if not line.startswith("!")]
    said = [f"! {d.code} {next(iter(d.parameters.values()))}" for d in people.diagnostics]
    wanted = [line for line in expected if line.startswith("!")]
    assert [line for line in wanted if line not in said] == []
    if not wanted:
        assert [d.code for d in people.diagnostics if d.severity != "note"] == []


@pytest.mark.parametrize(
    "text",
    [
        "W. Mastor",
        "Rémi Lefebvre",
        "Paul Crozet et François Rangeon",
        "Marie Tsanga Tabi",
        "Martin, Paul",
        "MYLÈNE BÉDARD",
        "Gruet Yves, Bernier Paul",
        "La Rédaction",
        "Collectif « Les Sorbets » et cinq écoles primaires",
        "Comité de rédaction de Drogues, santé et société",
        "Société d’histoire de Saint-Jean",
        "Pierre Hébert, Yves Lever et Kenneth Landry, dir.",
        "traduit de l'anglais par Marie Durand",
        "Trottet Chantal et Christian",
    ],
)
def test_people_look_like_people(text):
    assert people_score(text) >= 0.8


@pytest.mark.parametrize(
    "text",
    [
        "droit",
        "Summaries - Resumenes",
        "une mise en perspective",
        "effectivité",
        "Actes du quinzième colloque",
        "Lille, jeudi 16 mars et vendredi 17 mars 2006",
        "Livres reçus",
        "Book Reviews",
        "Vues d’ensemble",
        "Les Chasseurs d’ombre",
        "Ouvrages reçus à la rédaction",
        "réflexions juridiques sur une zone de non",
        "crédibilité - effectivité",
        "Introduction",
        "Table des matières",
        "Rio de Janeiro, 1825-1830.",
        "Quel avenir pour la ville ?",
        "",
    ],
)
def test_pieces_of_titles_do_not(text):
    assert people_score(text) <= 0.2


def test_unknown_capitalised_words_lie_between():
    assert 0.3 < people_score("Tsvang Rubokai") < 0.8


@pytest.mark.parametrize(
    ("family", "expected"),
    [
        # de before two syllables or more drops; before one it stays, as d' does.
        ("de Certeau", Name(family="Certeau", dropping_particle="de")),
        ("de Thou", Name(family="Thou", non_dropping_particle="de")),
        ("de Gaulle", Name(family="Gaulle", non_dropping_particle="de")),
        ("d'Alembert", Name(family="Alembert", non_dropping_particle="d'")),
        ("d’Istria", Name(family="Istria", non_dropping_particle="d’")),
        ("de La Serre", Name(family="La Serre", dropping_particle="de")),
        ("de la Fontaine", Name(family="la Fontaine", dropping_particle="de")),
        ("de l'Estoile", Name(family="l'Estoile", dropping_particle="de")),
        ("du Bellay", Name(family="du Bellay")),
        ("des Forêts", Name(family="des Forêts")),
        ("Le Galès", Name(family="Le Galès")),
        ("De Raedt", Name(family="De Raedt")),
        ("van Lier", Name(family="Lier", non_dropping_particle="van")),
        ("van der Berg", Name(family="Berg", non_dropping_particle="van der")),
        ("von Humboldt", Name(family="Humboldt", non_dropping_particle="von")),
        ("da Silva", Name(family="Silva", non_dropping_particle="da")),
        ("della Porta", Name(family="Porta", non_dropping_particle="della")),
        ("el Lahga", Name(family="Lahga", non_dropping_particle="el")),
        ("ben Jelloun", Name(family="Jelloun", non_dropping_particle="ben")),
        ("de", Name(family="de")),
        ("Faure", Name(family="Faure")),
    ],
)
def test_particles_stand_where_french_puts_them(family, expected):
    assert particles_of(family) == expected


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("Thou", 1),
        ("Gaulle", 1),
        ("Sade", 1),
        ("Maistre", 1),
        ("Certeau", 2),
        ("Sévigné", 3),
        ("Guibert-Lantoine", 4),
        ("Villiers", 2),
        ("Man", 1),
        ("Broglie", 2),
        ("Retz", 1),
    ],
)
def test_syllables_are_counted_without_mute_e(word, count):
    assert syllables(word) == count


def test_the_order_of_a_document_settles_names_that_do_not_show_theirs():
    name, _ = read_person("Xyla Mbokolo", order="family-first")
    assert name == Name(family="Xyla", given="Mbokolo")
    name, diagnostics = read_person("Xyla Mbokolo", order="given-first")
    assert (name, diagnostics) == (Name(family="Mbokolo", given="Xyla"), ())
    assert read_person("Xyla Mbokolo")[1][0].code == "name-doubtful"


def test_the_order_of_a_document_is_what_most_of_its_names_show():
    assert order_of(["Gruet Yves", "Potier F.", "Reed M.T."]) == "family-first"
    assert order_of(["Alain Faure", "Rémi Lefebvre et Paul Crozet"]) == "given-first"
    assert order_of(["Alain Faure", "Gruet Yves"]) is None


def test_spans_say_where_each_name_stands():
    text = "Rick van Lier, o.p., trad. Paul Roy"
    people = read_people(text)
    assert [(v, i, span.of(text)) for v, i, span in people.spans] == [
        ("author", 0, "Rick van Lier"),
        ("translator", 0, "Paul Roy"),
    ]
    assert people.diagnostics[0].span.of(text) == "o.p."


PIECES = st.sampled_from(
    """Jean Marie Martin DUPONT de d' d’ le La van J. M.T. et , ; & ( ) « » " et al. dir. (dir.)
    trad. par Mme abbé o.p. Ph. D. Jr fils Société Collectif la Rédaction sous la direction de
    Propos recueillis par Entretien avec Sopgui-Nkouda Ngũgĩ 2006 : - – . … droit y
    avec [ ]""".split()
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join)))
def test_nothing_is_lost_and_nothing_raises(text):
    people = read_people(text)
    spans = [span for _, _, span in people.spans] + list(people.furniture)
    covered = set()
    for span in spans:
        assert 0 <= span.start <= span.end <= len(text)
        covered.update(range(span.start, span.end))
    assert [c for i, c in enumerate(text) if not c.isspace() and i not in covered] == []
    for variable, index, _ in people.spans:
        assert people.roles[variable][index].display()
    assert 0 <= people_score(text) <= 1
    read_person(text)


@given(st.text(max_size=30), st.text(max_size=30))
def test_particles_keep_every_letter(family, given_name):
    family = " ".join(family.split())
    name = particles_of(family, given_name)
    joined = join_particles(name.dropping_particle, name.non_dropping_particle, name.family)
    assert joined.replace(" ", "") == family.replace(" ", "")


@pytest.mark.parametrize(
    "unit",
    ["x", "a ", "Jean Dupont, ", "(", "((a)"],
    ids=["one word", "words", "people", "parentheses", "broken parentheses"],
)
def test_a_name_of_any_length_takes_no_more_than_linear_time(unit):
    assert_linear(lambda text: (read_people(text), people_score(text)), lambda n: unit * n)


def test_what_is_too_long_for_a_name_is_kept_whole():
    name, diagnostics = read_person("mot " * 500)
    assert name.literal == ("mot " * 500).strip()
    assert [d.code for d in diagnostics] == ["name-unreadable"]


def test_given_names_are_many_and_folded():
    names = given_names()
    assert len(names) >= 2500
    assert all(name.isascii() and name == name.lower() for name in names)


# Entered by Érudit as given "François Colonna"; the family's name is Colonna d'Istria.
FLAWS = {("François Colonna", "d’Istria")}


def test_the_split_agrees_with_what_erudit_entered(shared):
    pairs = set()
    for file in sorted((shared / "sommaires").glob("*.gold.json")):
        for item in json.loads(file.read_text(encoding="utf-8"))["items"]:
            for name in item.get("author", []):
                if "family" in name and "given" in name:
                    pairs.add((name["given"], name["family"]))
    wrong = []
    for given_name, family in sorted(pairs - FLAWS):
        name, _ = read_person(f"{given_name} {family}")
        joined = join_particles(name.dropping_particle, name.non_dropping_particle, name.family)
        if (name.given, joined) != (given_name, family):
            wrong.append((given_name, family, name))
    assert len(pairs) > 300
    assert len(wrong) <= 0.02 * len(pairs), wrong

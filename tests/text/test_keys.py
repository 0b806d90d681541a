"""Citation keys: the seed's, the rules, collisions, patterns."""

from __future__ import annotations

import json
import re

import pytest
from growth import operations
from hypothesis import given
from hypothesis import strategies as st

from citekit.errors import UsageError
from citekit.model import Date, Name, Reference, decode_items
from citekit.text.keys import FIELDS, assign_keys, citation_key


def reference(title=None, author=None, year=None, **more):
    authors = tuple(
        Name(literal=name) if isinstance(name, str) else name for name in (author or ())
    )
    issued = Date.of(year) if year else None
    return Reference(
        id="", type="article-journal", title=title, author=authors or None, issued=issued, **more
    )


ROY = Name(family="Roy", given="Anne")


@pytest.mark.parametrize(
    ("item", "key"),
    [
        (reference("L'action publique", [ROY], 2006), "roy2006action"),
        (reference("L’action publique", [ROY], 2006), "roy2006action"),
        (reference("Entre client-centrisme et droit", [ROY], 2006), "roy2006client"),
        (reference("Le service, la loi", [ROY], 2006), "roy2006service"),
        (reference("À l'école de la vie", [ROY], 2006), "roy2006ecole"),
        (reference("La conœptualisation", [ROY], 2006), "roy2006conoeptualisation"),
        (reference("On the Rule of Law", [ROY], 2006, language="en"), "roy2006rule"),
        (reference("11 septembre : une vision russe", [ROY], 2002), "roy2002septembre"),
        (reference("« Qui » gouverne ?", [ROY], 2002), "roy2002qui"),
        (reference("<i>Homo</i> faber", [ROY], 2002), "roy2002homo"),
        # Particles that stay belong to the family name, those that drop do not.
        (
            reference("Les mots", [Name(family="Certeau", dropping_particle="de")], 1980),
            "certeau1980mots",
        ),
        (
            reference("Les mots", [Name(family="Thou", non_dropping_particle="de")], 1980),
            "dethou1980mots",
        ),
        (reference("Les mots", [Name(family="Le Galès")], 1980), "legales1980mots"),
        (reference("Le client", [Name(family="Tsanga Tabi")], 2006), "tsangatabi2006client"),
        (reference("Le client", [Name(family="Müller-Łódź")], 2006), "mullerlodz2006client"),
        # A body: its first two words that count.
        (
            reference("Présentation", ["Comité de rédaction de Drogues, santé et société"], 2016),
            "comiteredaction2016presentation",
        ),
        # No author: two words and the year.
        (reference("Avant-propos", year=1998), "avantpropos1998"),
        (reference("Les auteurs de ce numéro", year=1998), "auteursce1998"),
        # No date, no title, nothing.
        (reference("L'action publique", [ROY]), "roynd" + "action"),
        (reference(None, [ROY], 2006), "roy2006"),
        (reference(), "anonnd"),
        (reference("Et", [ROY], 2006, language="fr"), "roy2006et"),
    ],
)
def test_a_key(item, key):
    assert citation_key(item) == key


def test_the_keys_of_the_seed(shared):
    items = json.loads((shared / "seeds" / "000_191a0e608dde547a.expected.json").read_text("utf-8"))
    references, _ = decode_items(items)
    assert [found.id for found in assign_keys(references)] == [item["id"] for item in items]


def test_equal_keys_are_told_apart_by_letters():
    same = [reference("Le temps", [ROY], 2000)] * 29
    keys = [found.id for found in assign_keys(same)]
    assert keys[:3] == ["roy2000temps", "roy2000tempsa", "roy2000tempsb"]
    assert keys[26:] == ["roy2000tempsz", "roy2000tempsaa", "roy2000tempsab"]


def test_a_letter_never_makes_the_key_of_another():
    items = [reference("Ab", [ROY], 1), reference("A", [ROY], 1), reference("A", [ROY], 1)]
    items += [reference("A", [ROY], 1)] * 2
    keys = [found.id for found in assign_keys(items)]
    assert len(set(keys)) == len(keys)


ITEM = reference(
    "Le service public et les leaders",
    [Name(family="Faure"), Name(family="Mathieu")],
    2006,
    container_title="Politiques et management public",
    volume="24",
    issue="4",
    page="37-50",
    language="fr",
)


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("{author}{year}{word}", "faure2006service"),
        ("{Author}{year}", "Faure2006"),
        ("{AUTHOR:3}-{year:2}", "FAU-06"),
        ("{authors}_{year}", "fauremathieu_2006"),
        ("{author}:{word:4}", "faure:serv"),
        ("{title}", "servicepublicleaders"),
        ("{journal:10}.{volume}.{issue}.{page}", "politiques.24.4.37"),
        ("ref-{year}", "ref-2006"),
    ],
)
def test_a_chosen_pattern(pattern, key):
    assert citation_key(ITEM, pattern) == key
    assert assign_keys([ITEM], pattern)[0].id == key


@pytest.mark.parametrize(
    "pattern", ["", "key", "{}", "{auteur}", "{author", "{AuThor}", "{author} {year}", "{year}%"]
)
def test_a_bad_pattern_is_a_usage_error_that_lists_the_fields(pattern):
    with pytest.raises(UsageError) as caught:
        assign_keys([ITEM], pattern)
    assert caught.value.code == "keys-pattern-bad"
    assert caught.value.exit_code == 2
    assert all(field in str(caught.value) for field in FIELDS)


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=6))
def test_keys_are_ascii_unique_and_always_the_same(facts):
    items = [reference(title, [Name(family=family)], 2006) for family, title in facts]
    keys = [found.id for found in assign_keys(items)]
    assert all(re.fullmatch("[a-z0-9]+", key) for key in keys)
    assert len(set(keys)) == len(keys)
    assert keys == [found.id for found in assign_keys(items)]


def test_many_equal_keys_take_linear_time():
    once = operations(lambda: assign_keys([ITEM] * 1000))
    assert operations(lambda: assign_keys([ITEM] * 2000)) < 2.6 * once

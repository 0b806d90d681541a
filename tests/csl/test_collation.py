"""Collation: orders that dictionaries have, and CLDR's alphabets of the languages."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl.collation import key
from tests.growth import assert_time_linear

ORDERS = {
    "fr-FR": ["élan", "Étude", "obus", "œuvre", "Zèbre"],
    "fr": ["cote", "coté", "coteau", "cotée", "coterie"],
    "de-DE": ["Strasse", "Straße", "Straßen", "Strom"],
    "en": ["Al", "Ångström", "Öl", "Zebra"],
    "sv-SE": ["Al", "Zebra", "Ångström", "Äpple", "Öl"],
    "da-DK": ["Al", "Zebra", "Ære", "Øre", "Aachen"],
    "nb-NO": ["Al", "Zebra", "Ære", "Øre", "Ås"],
    "es-ES": ["nulo", "ñandú", "oso"],
    "cs-CZ": ["cena", "čas", "dům", "hora", "chata", "ibis", "řeka", "sůl", "škola"],
    "pl-PL": ["luty", "łan", "mama", "zupa", "źle", "żaba"],
    "hu-HU": ["cukor", "csak", "nyár", "ok", "őr", "szó", "tér", "zene", "zsák"],
    "tr-TR": ["cam", "çam", "gam", "ğam", "ılık", "ilik", "oya", "öykü"],
    "et-EE": ["suvi", "šokk", "zoo", "žest", "õun", "äike", "öö", "üks"],
    "ru-RU": ["ёлка", "ель", "жар", "и", "йод", "як"],
    "el-GR": ["άλφα", "βήτα", "ωμέγα"],
}


@pytest.mark.parametrize("language", ORDERS)
def test_words_in_order(language: str) -> None:
    words = ORDERS[language]
    shuffled = random.Random(7).sample(words, len(words))
    assert sorted(shuffled, key=lambda word: key(word, language)) == words


def test_spaces_come_first_and_punctuation_is_not_seen() -> None:
    words = ["A kant", "“Abaque”", "d’Alembert", "de Certeau", "Debray", "[Dumont]"]
    assert sorted(random.Random(7).sample(words, len(words)), key=key) == words
    assert key("Alembert, d'") == key("Alembert d’")


def test_numbers_are_compared_by_value() -> None:
    words = ["Tome 2", "Tome 10", "Tome 010 bis", "Tome 200", "Tome A"]
    assert sorted(random.Random(7).sample(words, len(words)), key=key) == words


def test_case_is_no_difference_but_accents_are_one_after_letters() -> None:
    assert key("DUPONT") == key("Dupont")
    assert key("Müller") != key("Muller")
    assert key("Muller Z") > key("Müller A")


def test_scripts_follow_one_another() -> None:
    words = ["+", "1", "z", "ω", "я", "中"]
    assert sorted(random.Random(7).sample(words, len(words)), key=key) == words


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(["", "fr", "cs", "da-DK"]))
def test_a_text_comes_before_what_begins_with_it(text: str, more: str, language: str) -> None:
    assert key(f"{text} {more}", language) >= key(text + " ", language) or not text


@given(st.text(alphabet="abc ", max_size=12), st.text(alphabet="abc ", max_size=12))
def test_plain_words_sort_as_they_are_spelt(first: str, second: str) -> None:
    assert (key(first) < key(second)) == (first.lstrip() < second.lstrip())


@pytest.mark.parametrize("piece", ["a", "é", "ch", "1", "1 ", "’", "中"])
def test_time_is_linear(piece: str) -> None:
    assert_time_linear(lambda text: key(text, "cs"), lambda size: piece * size)

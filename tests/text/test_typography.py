"""French typography: the table of countries, what is left alone, and that twice is once."""

from __future__ import annotations

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from citekit import bibliography
from citekit.errors import UsageError
from citekit.model import Reference
from citekit.text.characters import APOSTROPHE, NARROW_NBSP, NBSP
from citekit.text.typography import PROFILES, Passage, profile, typeset, typeset_passages

FRANCE, CANADA, SWITZERLAND = (PROFILES[name] for name in ("fr-FR", "fr-CA", "fr-CH"))


def shown(text: str) -> str:
    """*text* with its no-break spaces to be seen: ~ wide, _ narrow."""
    return text.replace(NBSP, "~").replace(NARROW_NBSP, "_")


@pytest.mark.parametrize(
    ("text", "france", "canada", "switzerland"),
    [
        ("Que faire ? Rien", "Que faire_? Rien", "Que faire? Rien", "Que faire_? Rien"),
        ("Que faire?", "Que faire_?", "Que faire?", "Que faire_?"),
        ("Assez !", "Assez_!", "Assez!", "Assez_!"),
        ("l’un ; l’autre", "l’un_; l’autre", "l’un; l’autre", "l’un_; l’autre"),
        ("La ville : un bien", "La ville~: un bien", "La ville~: un bien", "La ville_: un bien"),
        ("La ville: un bien", "La ville~: un bien", "La ville~: un bien", "La ville_: un bien"),
        ("le « bien » ici", "le «~bien~» ici", "le «~bien~» ici", "le «_bien_» ici"),
        ("le «bien» ici", "le «~bien~» ici", "le «~bien~» ici", "le «_bien_» ici"),
        ("p. 12", "p.~12", "p.~12", "p.~12"),
        ("n° 4", "n°~4", "n°~4", "n°~4"),
        ("vol. 24", "vol.~24", "vol.~24", "vol.~24"),
    ],
)
def test_countries(text: str, france: str, canada: str, switzerland: str) -> None:
    assert shown(typeset(text, FRANCE)) == france
    assert shown(typeset(text, CANADA)) == canada
    assert shown(typeset(text, SWITZERLAND)) == switzerland


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'État", f"l{APOSTROPHE}État"),
        ("« un « mot » ici »", "«~un “mot” ici~»"),
        ("la 2ème édition, la 1ère, le XIXème", "la 2e édition, la 1re, le XIXe"),
        ("s. d.", "s.~d."),
        ("Quoi ?! Comment !!!", "Quoi_?! Comment_!!!"),
        ("Pourquoi… ?", "Pourquoi…_?"),
        ("(Blin, 2010 ; Roy, 2020)", "(Blin, 2010_; Roy, 2020)"),
    ],
)
def test_in_france(text: str, expected: str) -> None:
    assert shown(typeset(text, FRANCE)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a;b?c=d!e:f",
        "https://doi.org/10.1000/a:b;c",
        "10.1000/182(2006)24:4;1",
        "de 10:30 à 11:45",
        "[1980?]",
        "(?)",
        "crème, dème, même",
    ],
)
def test_left_alone(text: str) -> None:
    assert typeset(text, FRANCE) == text


def test_a_foreign_passage_is_left_alone_and_its_neighbours_are_not() -> None:
    passages = [Passage("Voir : "), Passage("What now? It's: 'x'", foreign=True), Passage(" ; oui")]
    texts = typeset_passages(passages, FRANCE)
    assert [shown(text) for text in texts] == ["Voir~: ", "What now? It's: 'x'", "_; oui"]


@pytest.mark.parametrize(
    ("name", "locale", "expected"),
    [
        ("auto", "fr-FR", FRANCE),
        ("auto", "fr-CA", CANADA),
        ("auto", "fr-CH", SWITZERLAND),
        ("auto", "fr-BE", FRANCE),
        ("auto", "en-US", None),
        ("none", "fr-FR", None),
        (None, "fr-FR", None),
        ("fr-CA", "en-US", CANADA),
    ],
)
def test_profile(name: str | None, locale: str, expected: object) -> None:
    assert profile(name, locale) == expected


def test_an_unknown_typography() -> None:
    with pytest.raises(UsageError, match="fr-CA"):
        profile("fr-BE", "fr-FR")


TEXT = st.text(alphabet="aZé1IVXpvns. ;:!?«»“”'’()[]/\n°…" + NBSP + NARROW_NBSP, max_size=60)


@given(st.lists(st.tuples(TEXT, st.booleans()), min_size=1, max_size=4))
@pytest.mark.parametrize("name", PROFILES)
def test_twice_is_once(name: str, pieces: list[tuple[str, bool]]) -> None:
    foreign = [each for _, each in pieces]
    once = typeset_passages([Passage(*piece) for piece in pieces], PROFILES[name])
    again = [Passage(text, each) for text, each in zip(once, foreign, strict=True)]
    assert typeset_passages(again, PROFILES[name]) == once
    for (text, is_foreign), new in zip(pieces, once, strict=True):
        assert new.endswith(text) if is_foreign else True


def test_growth() -> None:
    assert_linear(lambda text: typeset(text, FRANCE), lambda size: "« l'un ? » : p. 2 ;   " * size)


@pytest.mark.parametrize("language", ["en", None])
def test_an_english_title_in_a_french_list(language: str | None) -> None:
    work = Reference(
        id="a", type="book", title="What is policy? The state of the art", language=language
    )
    (entry,) = bibliography([work], "citekit-apa-fr").entries
    assert "What is policy? The state" in entry


@pytest.mark.parametrize(
    ("output", "expected"),
    [("latex", r"faire\,?"), ("rtf", r"faire\u8239 ??"), ("html", f"faire{NARROW_NBSP}?")],
)
def test_outputs_have_their_codes(output: str, expected: str) -> None:
    work = Reference(id="a", type="book", title="Que faire?", language="fr")
    (entry,) = bibliography([work], "citekit-apa-fr", output=output).entries
    assert expected in entry

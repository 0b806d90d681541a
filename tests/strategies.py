"""References as hypothesis makes them: every type and variable, with the text that breaks formats.

Shared by the tests of all formats. The text is NFC and squeezed, as the model's values are; what
lies beyond (line ends in a title, control characters) is for each format's own tests.
"""

from __future__ import annotations

import string
from typing import Any

from hypothesis import strategies as st

from citekit.model import (
    ATTRIBUTES,
    DATE_VARIABLES,
    NAME_VARIABLES,
    TEXT_VARIABLES,
    TYPES,
    Date,
    Library,
    Name,
    Reference,
)
from citekit.text.characters import NARROW_NBSP, NBSP, squeeze

WORDS = st.sampled_from(
    """L'action publique relève-t-elle du client-centrisme ? Œuvre cœur conœptualisation d'été
    Étatisme naïf Noël ÇA «Charte» « citoyen » “Pour un meilleur accueil” "accueil" 'usager'
    Müller Łódź Ærø Dvořák İstanbul ß Αθήνα Москва 東京 π & % $ # _ { } \\ ~ ^ < > @ = | *
    100 % C# a_b x^2 {Marianne} \\emph{mot} $n$ <i>Homo</i> H<sub>2</sub>O a~b http://a.b/c?d=e&f#g
    and et al. 1er XIXe no 4 : ; , . ! ? - – — … / ( ) [ ] + AU TY ER TI T2 KW note: DOI: 10.1/x
    """.split()
)
SPACES = st.sampled_from([" "] * 12 + [NBSP, NARROW_NBSP])
LETTERS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "M"), max_codepoint=0xFFFF),
    min_size=1,
    max_size=8,
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """One line of realistic and awkward words, never empty, no space at its ends."""
    words = draw(st.lists(st.one_of(WORDS, WORDS, WORDS, LETTERS), min_size=1, max_size=8))
    line = draw(SPACES).join(words)
    return squeeze(line).strip() or "x"


def numbers() -> st.SearchStrategy[str]:
    """Volumes, issues, pages' neighbours: digits, roman numerals, compounds."""
    return st.one_of(
        st.integers(0, 4000).map(str),
        st.sampled_from(["XXIV", "255-256", "24 bis", "3-4", "hors-série 2", "S1", "B 12"]),
    )


def pages() -> st.SearchStrategy[str]:
    """Pages as citekit spells them."""
    return st.sampled_from(
        ["17", "17-36", "361-380", "i-iv", "V", "B 1-B 32", "133c-144c", "e0815"]
    )


def keys() -> st.SearchStrategy[str]:
    """Citation keys that every format can spell."""
    return st.text(string.ascii_letters + string.digits + "-_:.", min_size=1, max_size=20).filter(
        lambda key: key[0].isalnum() and key[-1].isalnum()
    )


FAMILIES = st.sampled_from(
    [
        "Lefebvre", "Tsanga Tabi", "Le Galès", "Moreau Defarges", "Crozet", "O'Neill", "Ünsal",
        "Martin-Brelot", "Œhler", "D’Amico", "Ng", "Saint-Exupéry", "Ørsted", "张",
    ]
)  # fmt: skip
GIVENS = st.sampled_from(
    ["Rémi", "Jean-Luc", "Jean Pierre", "F.", "J. R. R.", "Marie", "Ève", "Łukasz", "François X."]
)
BODIES = st.sampled_from(
    [
        "Insee", "Ministère de l'Intérieur", "Collectif « Les Sorbets » et cinq écoles primaires",
        "Barnes and Noble", "Direction générale de l'administration et de la fonction publique",
        "AT&T", "Centre national de la recherche scientifique, Institut d'histoire",
    ]
)  # fmt: skip
PARTICLES = st.sampled_from(
    [
        {"dropping_particle": "de", "family": "Certeau"},
        {"dropping_particle": "de", "family": "La Serre"},
        {"non_dropping_particle": "de", "family": "Thou"},
        {"non_dropping_particle": "d'", "family": "Alembert"},
        {"non_dropping_particle": "van", "family": "Gogh"},
        {"non_dropping_particle": "von", "family": "Humboldt"},
        {"non_dropping_particle": "van der", "family": "Meer"},
        {"family": "Du Pasquier"},
    ]
)


@st.composite
def people(draw: st.DrawFn) -> Name:
    """A person: family and given names, sometimes with particles or a suffix."""
    parts = draw(st.one_of(FAMILIES.map(lambda name: {"family": name}), PARTICLES))
    suffix = draw(st.sampled_from([None, None, None, None, "Jr.", "III"]))
    return Name(given=draw(GIVENS), suffix=suffix, **parts)


def names() -> st.SearchStrategy[tuple[Name, ...]]:
    """One to four people and bodies."""
    bodies = BODIES.map(lambda name: Name(literal=name))
    return st.lists(st.one_of(people(), people(), bodies), min_size=1, max_size=4).map(tuple)


MONTHS = st.integers(1, 12)
YEARS = st.integers(1, 9999)


@st.composite
def dates(draw: st.DrawFn) -> Date:
    """A date of every kind: year, month, day, season, range, circa, words."""
    year = draw(st.one_of(st.integers(1400, 2030), YEARS))
    month, day = draw(MONTHS), draw(st.integers(1, 28))
    circa = draw(st.sampled_from([None, None, True]))
    return draw(
        st.sampled_from(
            [
                Date.of(year),
                Date.of(year, month),
                Date.of(year, month, day),
                Date(date_parts=((year,),), season=draw(st.integers(1, 4))),
                Date(date_parts=((year, month),), circa=circa),
                Date(date_parts=((year,),), circa=circa),
                Date.span((year, 3), (year, 6)),
                Date.span((year, 12), (year + 1, 1)),
                Date.span((year,), (year + 1,)),
                Date.span((year, 23), (year + 1, 21)),
                Date(literal=draw(st.sampled_from(["s. d.", "sous presse", "XIIe siècle"]))),
            ]
        )
    )


def years() -> st.SearchStrategy[Date]:
    """Plain dates: what every reader of every format understands."""
    plain = st.integers(1400, 2030)
    return st.one_of(
        plain.map(Date.of),
        st.builds(Date.of, plain, MONTHS),
        st.builds(Date.of, plain, MONTHS, st.integers(1, 28)),
    )


NUMERIC = frozenset(
    """volume issue number number-of-pages number-of-volumes edition collection-number part version
    chapter-number citation-number supplement printing section page-first locator""".split()
)


def values(variable: str) -> st.SearchStrategy[Any]:
    """Values for a CSL *variable*."""
    if variable in NAME_VARIABLES:
        return names()
    if variable in DATE_VARIABLES:
        return dates()
    if variable == "page":
        return pages()
    if variable in NUMERIC:
        return st.one_of(numbers(), texts())
    if variable == "DOI":
        return st.from_regex(r"10\.[0-9]{4,5}/[A-Za-z0-9._;()/<>-]{1,12}", fullmatch=True)
    if variable == "URL":
        path = st.from_regex(r"[A-Za-z0-9_~%#?&=+./-]{0,20}", fullmatch=True)
        return path.map("https://example.org/".__add__)
    if variable == "ISSN":
        return st.sampled_from(["0758-1726", "2119-4831", "1234567X"])
    if variable == "ISBN":
        return st.sampled_from(["978-2-7246-0000-0", "2707115789"])
    if variable == "language":
        return st.sampled_from(["fr", "en", "de", "es", "fr-FR", "en-US"])
    if variable == "keyword":
        tags = st.sampled_from(["client", "Paris", "service public", "été 2006", "C++", "musée"])
        return st.lists(tags, min_size=1, max_size=4, unique=True).map(", ".join)
    if variable == "categories":
        return st.lists(texts(), min_size=1, max_size=3).map(tuple)
    if variable == "custom":
        facts = {
            "access": st.just("Accessible sur l'internet"),
            "whole_number": numbers(),
            "issue_of_year": st.just("3-4"),
            "reviewed_lines": st.lists(texts(), min_size=1, max_size=3),
            "abstracts": st.dictionaries(st.sampled_from(["en", "de"]), texts(), min_size=1),
        }
        return st.fixed_dictionaries({}, optional=facts).filter(bool)
    if variable == "id":
        return keys()
    if variable == "type":
        return st.sampled_from(sorted(TYPES))
    return texts()


ORDINARY = (
    "title", "author", "editor", "container-title", "volume", "issue", "issued", "page",
    "publisher", "publisher-place", "volume-title", "section", "language", "abstract", "DOI",
    "URL", "ISSN", "keyword", "collection-title", "note",
)  # fmt: skip
VARIABLES = (*TEXT_VARIABLES, *NAME_VARIABLES, *DATE_VARIABLES, "categories", "custom")


@st.composite
def references(draw: st.DrawFn) -> Reference:
    """A reference of any type: some ordinary variables, and a few of all that CSL has."""
    wanted = draw(st.sets(st.sampled_from(ORDINARY), max_size=8))
    wanted |= draw(st.sets(st.sampled_from(VARIABLES), max_size=6))
    wanted.discard("event")  # deprecated: read as event-title
    facts = {variable: draw(values(variable)) for variable in sorted(wanted)}
    return Reference(
        id=draw(keys()),
        type=draw(st.sampled_from(sorted(TYPES))),
        **{ATTRIBUTES[variable]: value for variable, value in facts.items()},
    )


@st.composite
def articles(draw: st.DrawFn) -> Reference:
    """An article with the facts that foreign readers are asked about: title, authors, year."""
    return Reference(
        id=draw(keys()),
        type="article-journal",
        title=draw(texts()),
        author=tuple(draw(st.lists(people(), min_size=1, max_size=3))),
        container_title=draw(texts()),
        volume=draw(numbers()),
        issue=draw(numbers()),
        issued=draw(years()),
        page=draw(pages()),
        language=draw(values("language")),
        abstract=draw(texts()),
        volume_title=draw(texts()),
    )


def libraries() -> st.SearchStrategy[Library]:
    """A few references with keys of their own."""
    several = st.lists(
        references(), max_size=4, unique_by=lambda reference: reference.id.casefold()
    )
    return several.map(lambda found: Library(references=tuple(found)))

"""References for the round-trip contracts of the .bib flavours."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from citekit.model import (
    ATTRIBUTES,
    DATE_VARIABLES,
    NAME_VARIABLES,
    TEXT_VARIABLES,
    TYPES,
    Date,
    Name,
    Reference,
)

# Spelled out where LaTeX, BibTeX and Zotero are fragile.
_CHARACTERS = "aZé œŒ…&%$#_{}\\~^<>\"'`«»—–-@=,:;|!?/0ﬁÅαβ≤\u00a0\u202f\u0301"
_WORDS = (
    "--",
    "``",
    "''",
    "\\foo",
    "\\emph{",
    "$x$",
    "$\\frac{a}{b}$",
    "and",
    " and ",
    "others",
    "de ",
    "@article{",
    "œuvre",
    "l'été",
    "<i>",
    "</i>",
    "<b>x</b>",
    "<sup>e</sup>",
    "<sub>2</sub>",
    "</span>",
    '<span style="font-variant:small-caps;">xix</span>',
)
_PIECES = st.sampled_from([*_CHARACTERS, *_WORDS])


def _squeezed(parts: list[str]) -> str:
    return " ".join(unicodedata.normalize("NFC", "".join(parts)).split(" ")).strip(" ")


def _tidy(text: str) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    return unicodedata.normalize("NFC", text.strip(" "))


texts = (
    st.one_of(
        st.lists(_PIECES, min_size=1, max_size=8).map(_squeezed),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=20),
    )
    .map(_tidy)
    .filter(bool)
)
words = st.from_regex(r"[A-ZÉ][a-zéèç]{1,8}(?:[- '][A-Z][a-zé]{1,6})?", fullmatch=True)
titles = st.one_of(
    texts,
    st.tuples(words, texts.filter(lambda text: "<" not in text)).map(
        lambda pair: f'{pair[0]} <span class="nocase">{pair[1]}</span> <i>E. coli</i>'
    ),
)
people = st.builds(
    Name,
    family=st.one_of(words, st.sampled_from(["Le Galès", "d'Ormesson", "du Bellay", "others"])),
    given=st.one_of(words, st.sampled_from(["J.-P.", "Marie de", "jean"])),
    dropping_particle=st.sampled_from([None, None, "de", "d'"]),
    non_dropping_particle=st.sampled_from([None, None, "van", "de", "La", "von der"]),
    suffix=st.sampled_from([None, None, "Jr", "III"]),
)
names = st.one_of(
    people,
    st.builds(Name, literal=texts),
    st.builds(Name, family=texts, given=texts),
    st.builds(Name, family=words),
    st.builds(Name, given=words, comma_suffix=st.just(True)),
)
years = st.one_of(st.integers(1000, 2100), st.integers(-9999, 99999).filter(bool))
parts = st.one_of(
    st.tuples(years),
    st.tuples(years, st.integers(1, 12)),
    st.tuples(years, st.integers(21, 24)),
    st.tuples(years, st.integers(1, 12), st.integers(1, 28)),
)
dates = st.one_of(
    st.builds(Date, date_parts=st.tuples(parts)),
    st.builds(Date, date_parts=st.tuples(parts, parts), circa=st.sampled_from([None, True])),
    st.builds(Date, date_parts=st.tuples(st.tuples(years)), season=st.integers(1, 4)),
    st.builds(Date, literal=texts),
    st.sampled_from(["2006/..", "2006-12", "1580~", "2017-23/2018-21"]).map(Date.from_edtf),
)
raw_fields = st.dictionaries(
    st.sampled_from(["shorthand", "file", "journaltitle", "x-foo", "series", "options", "bdsk"]),
    st.sampled_from(["a {b} c", "\\LaTeX{} & co", "{", "x\n  y", "\\{", "@a{"]),
    min_size=1,
    max_size=3,
)
customs = st.one_of(
    st.fixed_dictionaries({"access": texts}),
    st.fixed_dictionaries({"abstracts": st.fixed_dictionaries({"en": texts})}),
    st.fixed_dictionaries({"reviewed_lines": st.lists(texts, max_size=2)}),
    st.fixed_dictionaries({"and_others": st.just(["author"])}),
)
TITLES = {"title", "title-short", "volume-title", "part-title", "reviewed-title", "original-title"}


def _value(variable: str) -> st.SearchStrategy[object]:
    if variable in NAME_VARIABLES:
        return st.lists(names, min_size=1, max_size=3).map(tuple)
    if variable in DATE_VARIABLES:
        return dates
    if variable in TEXT_VARIABLES:
        special = {
            "language": st.one_of(
                st.sampled_from(["fr", "en-GB", "fr-CA", "french", "grc"]), texts
            ),
            "page": st.one_of(st.sampled_from(["17", "1-16", "B 1-B 32", "3-4, 7", "1–16"]), texts),
            "URL": st.one_of(st.just("https://example.org/a_b?c=%7B&d#e~f"), texts),
            "DOI": st.one_of(
                st.just("10.1000/a_b(1)<2>"), st.just("https://doi.org/10.1/x"), texts
            ),
            "genre": st.one_of(st.sampled_from(["PhD thesis", "Technical report"]), texts),
        }
        return special.get(variable, titles if variable in TITLES else texts)
    if variable == "categories":
        return st.lists(texts, min_size=1, max_size=2).map(tuple)
    return customs


_VARIABLES = [variable for variable in ATTRIBUTES if variable not in {"id", "type"}]
_USUAL = ["author", "title", "issued", "volume-title", "collection-title", "event-place"]
_USUAL += ["publisher-place", "container-title", "language", "page", "custom", "issue"]


@st.composite
def references(draw: st.DrawFn) -> Reference:
    """A reference of any type, with any few of all variables."""
    chosen = draw(st.lists(st.sampled_from(_VARIABLES + 4 * _USUAL), max_size=7, unique=True))
    values = {ATTRIBUTES[variable]: draw(_value(variable)) for variable in chosen}
    key = draw(st.one_of(st.sampled_from(["a", "A", "é 1", "x,y", "key:1"]), texts))
    kind = draw(st.sampled_from(sorted(TYPES)))
    return Reference(id=key, type=kind, **values)  # type: ignore[arg-type]

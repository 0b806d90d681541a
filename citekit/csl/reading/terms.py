"""``cs:locale``: terms, localized dates, options."""

from __future__ import annotations

from citekit.csl.nodes import Date, LocaleNode, Term
from citekit.csl.reading.elements import TERM_FORMS, read_date, term_name
from citekit.csl.reading.tag import Tag

_GENDERS = ("feminine", "masculine", "neuter")
_MATCHES = ("last-digit", "last-two-digits", "whole-number")
_FLAGS = ("limit-day-ordinals-to-day-1", "punctuation-in-quote")


def read_locale_tag(tag: Tag) -> LocaleNode:
    """The locale in *tag*, of a style or of a locale file."""
    terms: list[Term] = []
    dates: dict[str, Date] = {}
    options: dict[str, str] = {}
    for child in tag.children("info", "style-options", "date", "terms"):
        if child.name == "terms":
            terms += map(_term, child.children("term"))
        elif child.name == "date":
            child.required("form")
            date = read_date(child)
            dates[date.form] = date
        elif child.name == "style-options":
            options = child.options({}, _FLAGS)
    return LocaleNode(language=tag.language, terms=tuple(terms), dates=dates, options=options)


def _term(tag: Tag) -> Term:
    texts = {child.name: child.text for child in tag.children("single", "multiple")}
    single = texts.get("single", texts.get("multiple")) if texts else tag.text
    return Term(
        name=term_name(tag.required("name")),
        form=tag.choice("form", TERM_FORMS, "long"),
        single=single or "",
        multiple=texts.get("multiple", single or ""),
        gender=_gendered(tag.choice("gender", _GENDERS)),
        gender_form=_gendered(tag.choice("gender-form", _GENDERS)),
        match=tag.choice("match", _MATCHES),
    )


def _gendered(gender: str) -> str:
    """Neuter is what has no gender."""
    return "" if gender == "neuter" else gender

"""Ordinal numbers: 1er and 1re by the gender of what is counted (CSL 1.0.2, Ordinal Suffixes)."""

from __future__ import annotations

import re
from typing import Any

_NAME = re.compile(r"ordinal-(\d\d)")


def ordinal(number: int, root: Any, counted: str) -> str:
    """*number* with its suffix in the locale; *counted* is the term whose gender it takes."""
    gender = _gender(root, counted)
    for locale in root.locales:
        terms = _ordinals(locale)
        if terms:  # a locale that defines any defines all
            return f"{number}{_suffix(number, terms, gender)}"
    return str(number)


def _suffix(number: int, terms: list[Any], gender: str | None) -> str:
    best, rank = "", (-1, False)
    for term in terms:
        form = term.get("gender-form")
        fit = _fit(number, term.get("name"), term.get("match"))
        if fit is not None and form in (None, gender) and (fit, form is not None) > rank:
            best, rank = term.single, (fit, form is not None)
    return str(best)


def _fit(number: int, name: str, match: str | None) -> int | None:
    """How well the term fits: 0 any number, 1 last digit, 2 last two, 3 the whole; None not."""
    found = _NAME.fullmatch(name)
    if found is None:
        return 0
    wanted = int(found[1])
    match = match or ("last-digit" if wanted < 10 else "last-two-digits")
    if match == "whole-number":
        return 3 if number == wanted else None
    if match == "last-two-digits":
        return 2 if number % 100 == wanted else None
    return 1 if number % 10 == wanted else None


def _gender(root: Any, counted: str) -> str | None:
    for locale in root.locales:
        for term in _terms(locale):
            if term.get("name") == counted and term.get("gender"):
                return str(term.get("gender"))
    return None


def _ordinals(locale: Any) -> list[Any]:
    kept: list[Any] | None = locale.__dict__.get("ordinal_terms")
    if kept is None:
        kept = locale.ordinal_terms = [
            term
            for term in _terms(locale)
            if term.get("name") == "ordinal" or _NAME.fullmatch(term.get("name"))
        ]
    return kept


def _terms(locale: Any) -> list[Any]:
    terms = locale.find("{*}terms")
    return [] if terms is None else list(terms)

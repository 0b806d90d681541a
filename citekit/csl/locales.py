"""The words of one language: what a style says of it, completed by the locale files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from citekit.csl import cache as nodes_cache
from citekit.csl.ordinals import Ordinals
from citekit.errors import UsageError
from citekit.text.patterns import pattern

if TYPE_CHECKING:
    from citekit.csl.nodes import Date, LocaleNode, StyleNode, Term

T = TypeVar("T")

DEFAULT = "en-US"
_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}
"""Form of a term → the form that stands in for it."""
_CODE = pattern(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_REGION = pattern(r"[A-Za-z]{2}|\d{3}")


def locale_code(wanted: str | None, default: str | None = None) -> str:
    """The locale code: *wanted* (``fr``, ``fr-CH``, ``fr_fr``), else the style's, else ``en-US``.

    A language alone is its primary dialect. Raises UsageError for a wanted language that CSL has
    no locale for, with the nearest codes.
    """
    if wanted is None:
        code = (default or DEFAULT).strip().replace("_", "-")
        return _known(code) or (code if _CODE.fullmatch(code) else DEFAULT)
    known = _known(wanted.strip().replace("_", "-"))
    if known is None:
        from difflib import get_close_matches

        codes = sorted({*_codes().names, *_codes().primary})
        near = get_close_matches(wanted, codes, n=4, cutoff=0.3)
        raise UsageError("locale-unknown", name=wanted, near=", ".join(near) or DEFAULT)
    return known


def _known(code: str) -> str | None:
    """*code* in CSL's spelling, where its language has a locale; what says more is left out."""
    language, *rest = code.lower().split("-")
    spelling = {name.lower(): name for name in _codes().names}
    for end in range(len(rest), 0, -1):
        found = spelling.get("-".join([language, *rest[:end]]))
        if found is not None:
            return found
    if language not in _codes().primary or not all(part.isalnum() for part in rest):
        return None
    if rest and _REGION.fullmatch(rest[0]):
        return f"{language}-{rest[0].upper()}"
    return _codes().primary[language]


class Locale:
    """Terms, dates and options of one language, for one style.

    ``dates`` are the localized dates by form (text, numeric); ``quotes`` the outer opening and
    closing quotation marks, then the inner ones.
    """

    def __init__(self, code: str, sources: list[LocaleNode]) -> None:
        """*sources*: the first that has a term, date or option is the one that counts."""
        self.code = code
        self.language = code.partition("-")[0]
        self.dates: Mapping[str, Date] = _first(source.dates for source in sources)
        options = _first(source.options for source in sources)
        self.limit_day_ordinals_to_day_1 = options.get("limit-day-ordinals-to-day-1") == "true"
        self.punctuation_in_quote = options.get("punctuation-in-quote") == "true"
        self._terms: dict[tuple[str, str, str], Term] = {}
        self._genders: dict[str, str] = {}
        for source in reversed(sources):
            gendered: list[Term] = []
            for term in source.terms:
                self._terms[term.name, term.form, term.gender_form] = term
                if term.gender:
                    self._genders[term.name] = term.gender
                if term.gender_form:
                    gendered.append(term)
            self._add_neuters(gendered, source)
        self._ordinals = Ordinals([source.terms for source in sources])
        self.quotes = tuple(
            self.term(f"{side}-{place}quote") or ""
            for place in ("", "inner-")
            for side in ("open", "close")
        )

    def _add_neuters(self, gendered: list[Term], source: LocaleNode) -> None:
        """A language without a neuter has its feminine where no gender is asked for."""
        if not gendered:
            return
        neuters = {(term.name, term.form) for term in source.terms if not term.gender_form}
        for term in sorted(gendered, key=lambda term: term.gender_form, reverse=True):
            if (term.name, term.form) not in neuters:
                self._terms[term.name, term.form, ""] = term

    @classmethod
    def of(cls, style: StyleNode, code: str) -> Locale:
        """The locale *code* as *style* has it: its own ``cs:locale`` first, then the files."""
        return cls(code, [*_of_style(style, code), *_of_files(code)])

    def term(
        self,
        name: str,
        form: str = "long",
        plural: bool = False,
        gender: str = "",
    ) -> str | None:
        """The words of a term, in *form* or the one that stands in for it.

        Empty where the term is defined as empty; None where it is not defined.
        """
        wanted: str | None = form
        while wanted is not None:
            term = self._terms.get((name, wanted, gender))
            if term is None and gender:
                term = self._terms.get((name, wanted, ""))
            if term is not None:
                return term.multiple if plural else term.single
            wanted = _FALLBACK.get(wanted)
        return None

    def gender(self, noun: str) -> str:
        """The gender of the term *noun*: feminine, masculine, or empty."""
        return self._genders.get(noun, "")

    def ordinal(self, number: int, gender: str = "") -> str:
        """What follows *number* where it is an ordinal: *th*, *e*; empty where nothing does."""
        return self._ordinals.suffix(number, gender)

    def long_ordinal(self, number: int, gender: str = "") -> str | None:
        """The word for *number* as an ordinal, 1 to 10; None where there is none."""
        if not 1 <= number <= 10:
            return None
        return self.term(f"long-ordinal-{number:02d}", gender=gender)


def file_terms(code: str) -> frozenset[str]:
    """The names of the terms in the locale file *code*; none where there is no such file."""
    path = _folder() / f"locales-{code}.xml"
    if not path.is_file():
        return frozenset()
    return frozenset(term.name for term in nodes_cache.locale(path.read_bytes(), str(path)).terms)


def _of_style(style: StyleNode, code: str) -> Iterator[LocaleNode]:
    """The style's own locales for the dialect, its language, and any language."""
    language = code.partition("-")[0].lower()
    for wanted in dict.fromkeys((code.lower(), language, "")):
        for source in reversed(style.locales):
            if source.language.lower().replace("_", "-") == wanted:
                yield source


def _of_files(code: str) -> Iterator[LocaleNode]:
    """The locale files of the dialect, of its language's primary dialect, and English."""
    primary = _codes().primary.get(code.partition("-")[0].lower())
    for wanted in dict.fromkeys((code, primary, DEFAULT)):
        path = _folder() / f"locales-{wanted}.xml"
        if path.is_file():
            yield nodes_cache.locale(path.read_bytes(), str(path))


def _first(tables: Iterator[Mapping[str, T]]) -> dict[str, T]:
    found: dict[str, T] = {}
    for table in tables:
        for name, value in table.items():
            found.setdefault(name, value)
    return found


class _Codes(msgspec.Struct, frozen=True):
    """``locales.json``, which comes with the locale files."""

    primary: dict[str, str] = msgspec.field(name="primary-dialects")
    names: dict[str, list[str]] = msgspec.field(name="language-names")


@cache
def _codes() -> _Codes:
    return msgspec.json.decode((_folder() / "locales.json").read_bytes(), type=_Codes)


@cache
def _folder() -> Path:
    """Where citeproc-py keeps the locale files; it is not imported for that."""
    spec = find_spec("citeproc")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places or ["."]))) / "data" / "locales"

"""EndNote's record: where each CSL variable stands, by type of reference.

Source: the document type definition of EndNote's XML export, EndNote's table of reference types.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_COMMON = {
    "title": "titles/title",
    "title-short": "titles/short-title",
    "volume": "volume",
    "edition": "edition",
    "publisher": "publisher",
    "publisher-place": "pub-location",
    "number-of-volumes": "num-vols",
    "DOI": "electronic-resource-num",
    "URL": "urls/related-urls/url",
    "abstract": "abstract",
    "note": "notes",
    "annote": "research-notes",
    "language": "language",
    "call-number": "call-num",
    "genre": "work-type",
    "source": "remote-database-name",
    "page": "pages",
}
_ISBN = {"ISBN": "isbn"}
_ISSN = {"ISSN": "isbn"}

FIELDS: dict[str, dict[str, str]] = {
    "article": _COMMON
    | _ISSN
    | {
        "container-title": "titles/secondary-title",
        "container-title-short": "periodical/abbr-1",
        "collection-title": "titles/tertiary-title",
        "issue": "number",
        "section": "section",
        "reviewed-title": "reviewed-item",
        "PMCID": "custom2",
    },
    "book": _COMMON
    | _ISBN
    | {
        "collection-title": "titles/secondary-title",
        "collection-number": "number",
    },
    "edited": _COMMON
    | _ISBN
    | {
        "collection-title": "titles/secondary-title",
        "collection-number": "number",
    },
    "part": _COMMON
    | _ISBN
    | {
        "container-title": "titles/secondary-title",
        "collection-title": "titles/tertiary-title",
        "collection-number": "number",
        "chapter-number": "section",
    },
    "web": _COMMON | _ISBN | {"container-title": "titles/secondary-title", "number": "number"},
    "other": _COMMON
    | _ISBN
    | {
        "container-title": "titles/secondary-title",
        "collection-title": "titles/tertiary-title",
        "number": "number",
        "section": "section",
    },
}
"""Table of a type → CSL variable → its path."""

ALSO: dict[str, tuple[str, ...]] = {
    "container-title": ("periodical/full-title", "titles/alt-title", "alt-periodical/full-title"),
    "container-title-short": ("periodical/abbr-2", "alt-periodical/abbr-1"),
    "URL": ("urls/web-urls/url", "urls/text-urls/url"),
}
"""CSL variable → the other places it is read from."""

PEOPLE: dict[str, dict[str, str]] = {
    form: {
        first: "contributors/authors/author",
        second: "contributors/secondary-authors/author",
        third: "contributors/tertiary-authors/author",
        "translator": "contributors/subsidiary-authors/author",
    }
    for form, first, second, third in (
        ("article", "author", "editor", "collection-editor"),
        ("book", "author", "collection-editor", "editor"),
        ("edited", "editor", "collection-editor", "contributor"),
        ("part", "author", "editor", "collection-editor"),
        ("web", "author", "editor", "contributor"),
        ("other", "author", "editor", "contributor"),
    )
}
"""Table of a type → CSL name variable → its path: of a book, EndNote's second authors are the
editors of the series, the third those of the book; of an edited book, the first are its editors.
"""

DATES = {"issued": "dates/pub-dates/date", "accessed": "access-date"}
YEAR = "dates/year"
KEYWORD = "keywords/keyword"
KEY = "label"

BOOKKEEPING = frozenset({"database", "source-app", "rec-number", "ref-type", "foreign-keys"})
"""What EndNote says of its own library, not of the work."""

ORDER = {
    name: place
    for place, name in enumerate(
        """ref-type contributors auth-address auth-affiliaton titles periodical alt-periodical pages
        volume number issue num-vols edition section reprint-edition keywords dates pub-location
        publisher orig-pub isbn accession-num call-num report-id electronic-resource-num abstract
        label image caption notes research-notes work-type reviewed-item remote-source
        remote-database-name remote-database-provider language urls access-date custom1 custom2
        custom3 custom4 custom5 custom6 custom7 misc1 misc2 misc3""".split()
    )
}
"""The order in which a record has its elements."""


class RefType(NamedTuple):
    """A reference type of EndNote: name, number if known, CSL types, table of fields."""

    name: str
    number: int | None
    csl: tuple[str, ...]
    form: str


@cache
def ref_types() -> dict[str, RefType]:
    """EndNote's reference types by name."""
    text = files(__package__).joinpath("endnote_types.toml").read_text("utf-8")
    return {
        name: RefType(name, row.get("number"), tuple(row["csl"].split()), row["fields"])
        for name, row in tomllib.loads(text).items()
    }


@cache
def written_as(csl_type: str) -> RefType:
    """The reference type that a CSL type is written as."""
    return next(each for each in ref_types().values() if csl_type in each.csl)


@cache
def read_as(name: str, number: str) -> RefType | None:
    """The reference type of that name, in whatever case, or of that number; None if none is."""
    by_name = {each.name.lower(): each for each in ref_types().values()}
    by_number = {str(each.number): each for each in ref_types().values() if each.number}
    return by_name.get(name.strip().lower()) or by_number.get(number.strip())

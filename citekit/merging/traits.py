"""What tells works apart: the traits of a reference, or of several that are one work.

Each trait is a set: that of a group is the union of its members'. Two works contradict each other
where both have values and none in common, so that a group contradicts less than its members do,
and likens more: merging what was merged finds nothing new.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache

from citekit.merging import words
from citekit.merging.words import Title
from citekit.model import Date, Reference
from citekit.text.characters import fold

KINDS: dict[str, str] = {
    kind: group
    for group, kinds in {
        "piece": "article-journal article-magazine article-newspaper",
        "review": "review review-book",
        "part": "chapter entry entry-dictionary entry-encyclopedia paper-conference",
        "book": "book classic pamphlet collection",
        "thesis": "thesis",
        "web": "webpage post post-weblog",
    }.items()
    for kind in kinds.split()
}
"""Types that sources take for one another; each other type is alone, ``document`` is any."""

UNKNOWN_KIND = "document"
MOST_TITLES = 8
_NONE: frozenset[str] = frozenset()


@dataclass(slots=True, frozen=True)
class Traits:
    """The traits, folded for comparison; see the module."""

    kinds: frozenset[str]
    titles: frozenset[Title]
    families: frozenset[str]
    initials: frozenset[str]
    years: frozenset[int]
    dois: frozenset[str]
    identifiers: frozenset[str]
    isbns: frozenset[str]
    issns: frozenset[str]
    containers: frozenset[str]
    volumes: frozenset[str]
    issues: frozenset[str]
    pages: frozenset[str]
    editions: frozenset[int]
    languages: frozenset[str]
    translators: frozenset[str]
    publishers: frozenset[str]


_FIELDS = tuple(field.name for field in fields(Traits))


def traits(reference: Reference) -> Traits:
    """The traits of one *reference*."""
    people = reference.author or reference.editor or ()
    found = words.title(reference.title) if reference.title else None
    page = words.first_page(reference.page or reference.page_first)
    return Traits(
        kinds=_one(KINDS.get(reference.type, reference.type), UNKNOWN_KIND),
        titles=frozenset((found,)) if found and found.full else frozenset(),
        families=words.family(people[0]) if people else _NONE,
        initials=_one(words.initial(people[0])) if people else _NONE,
        years=_years(reference.issued),
        dois=_one(words.doi(reference.doi) or words.doi_of_address(reference.url)),
        identifiers=_identifiers(reference),
        isbns=words.isbns(reference.isbn),
        issns=words.issns(reference.issn),
        containers=_containers(reference),
        volumes=words.numbers(reference.volume),
        issues=words.numbers(reference.issue),
        pages=_one(page),
        editions=words.edition(reference.edition),
        languages=_one(fold(reference.language or "").replace("_", "-").split("-")[0]),
        translators=_families(reference),
        publishers=_one(words.bare(reference.publisher)),
    )


def union(one: Traits, other: Traits) -> Traits:
    """The traits of a group."""
    both = {name: getattr(one, name) | getattr(other, name) for name in _FIELDS}
    if len(both["titles"]) > MOST_TITLES:
        both["titles"] = frozenset(sorted(both["titles"], key=lambda each: each[:3])[:MOST_TITLES])
    return Traits(**both)


@lru_cache(maxsize=1 << 16)
def _one(value: str, unless: str = "") -> frozenset[str]:
    return frozenset((value,)) if value and value != unless else _NONE


def _years(date: Date | None) -> frozenset[int]:
    if date is None or not date.date_parts:
        return frozenset()
    return _range(date.year, date.date_parts[-1][0])


@lru_cache(maxsize=1 << 12)
def _range(*years: int) -> frozenset[int]:
    return frozenset(years)


def _identifiers(reference: Reference) -> frozenset[str]:
    pmid = (reference.pmid or "").strip().lstrip("0")
    pmcid = (reference.pmcid or "").strip().lower().removeprefix("pmc").lstrip("0")
    found: Iterable[tuple[str, str]] = (("pmid", pmid), ("pmc", pmcid))
    return frozenset(f"{kind}:{number}" for kind, number in found if number.isdecimal())


_ARTICLES = ("the ", "la ", "le ", "les ", "l ")


def _containers(reference: Reference) -> frozenset[str]:
    found = set()
    for value in (reference.container_title, reference.container_title_short):
        name = words.bare(value)
        for article in _ARTICLES:
            if name.startswith(article):
                name = name.removeprefix(article)
                break
        if name:
            found.add(name)
    return frozenset(found)


def _families(reference: Reference) -> frozenset[str]:
    return frozenset(key for name in reference.translator or () for key in words.family(name))

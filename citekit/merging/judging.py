"""Whether two references are the same work: a verdict with its evidence. Doubt is not sameness."""

from __future__ import annotations

from typing import Literal, NamedTuple

from citekit.merging.conflicts import OBVIOUS, Conflict, conflict
from citekit.merging.likeness import (
    CLOSE,
    COMPATIBLE,
    EXACT,
    NEAR,
    Likeness,
    clearly_differ,
    likeness,
    same_container,
    same_publisher,
)
from citekit.merging.result import Rule
from citekit.merging.traits import Traits

Doubt = (
    Conflict
    | Literal[
        "titles", "years", "pages", "container", "people", "publisher", "kinds", "thin", "rivals"
    ]
)
"""Why two references that look alike are not taken for one work."""


class Same(NamedTuple):
    """They are one work, by *rule*; how alike the titles are, None where one has none."""

    rule: Rule
    likeness: int | None


class Doubtful(NamedTuple):
    """They look alike, and *doubt* speaks against it."""

    doubt: Doubt
    likeness: int


_RULES: tuple[Rule, ...] = ("title", "place", "isbn", "identifier", "doi", "identical")
STRENGTH: dict[Rule, int] = {rule: strength for strength, rule in enumerate(_RULES)}
"""Better evidence first, where not all can hold."""


def judge(one: Traits, other: Traits) -> Same | Doubtful | None:
    """The verdict on two references; None where they have little in common."""
    alike = likeness(one, other)
    against = conflict(one, other)
    shares = bool(one.dois & other.dois or one.identifiers & other.identifiers)
    if against is not None:
        if shares or (against not in OBVIOUS and _look_alike(one, other, alike)):
            if against == "volume" and not shares and _recurs(one, other):
                return None
            return Doubtful(against, alike.score)
        return None
    score = alike.score if one.titles and other.titles else None
    if shares:
        if clearly_differ(one, other):
            return Doubtful("titles", alike.score)
        return Same("doi" if one.dois & other.dois else "identifier", score)
    if one.isbns & other.isbns and "book" in one.kinds | other.kinds:
        if one.kinds and other.kinds and _is_close(alike, COMPATIBLE):
            return Same("isbn", score)
        return Doubtful("titles", alike.score)
    return _by_place(one, other, alike) or _by_title(one, other, alike)


def _recurs(one: Traits, other: Traits) -> bool:
    """Volumes of a set, or what a journal prints in every issue."""
    other_year = bool(one.years and other.years) and one.years.isdisjoint(other.years)
    return other_year or "book" in one.kinds | other.kinds or _apart(one.pages, other.pages)


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)


def _is_close(alike: Likeness, enough: int) -> bool:
    return alike.score >= (CLOSE if alike.subtitle else enough)


def _by_place(one: Traits, other: Traits, alike: Likeness) -> Same | Doubtful | None:
    """The same journal or book, volume or issue, and first page."""
    if not one.pages & other.pages or _distance(one.years, other.years) > 1:
        return None
    if _apart(one.issues, other.issues):
        return None
    if not one.volumes & other.volumes and not _same_issue_of_year(one, other):
        return None
    if not same_container(one, other):
        return None
    if not one.titles or not other.titles:
        return Same("place", None) if one.families & other.families else None
    if alike.generic and not one.issues & other.issues:
        return Doubtful("thin", alike.score) if _is_close(alike, COMPATIBLE) else None
    strangers = one.families and other.families and not one.families & other.families
    if not alike.another_word and _is_close(alike, EXACT if strangers else COMPATIBLE):
        return Same("place", alike.score)
    return Doubtful("titles", alike.score) if _is_close(alike, COMPATIBLE) else None


def _same_issue_of_year(one: Traits, other: Traits) -> bool:
    """Whether the year stands for a volume: with the issue, or where one has neither."""
    if not one.years & other.years:
        return False
    unnumbered = not (one.volumes and other.volumes) and not (one.issues and other.issues)
    return unnumbered or bool(one.issues & other.issues)


def _by_title(one: Traits, other: Traits, alike: Likeness) -> Same | Doubtful | None:
    """Title, first author and year."""
    if not _look_alike(one, other, alike):
        return None
    if _apart(one.issues, other.issues) and _apart(one.pages, other.pages):
        return None
    doubt = _doubt(one, other, alike)
    return Same("title", alike.score) if doubt is None else Doubtful(doubt, alike.score)


def _look_alike(one: Traits, other: Traits, alike: Likeness) -> bool:
    """Whether a reader would ask if they are the same."""
    if alike.generic or not _is_close(alike, NEAR):
        return False
    if not one.families & other.families and (one.families and other.families):
        return False
    return _distance(one.years, other.years) <= 1 or alike.score >= EXACT


def _doubt(one: Traits, other: Traits, alike: Likeness) -> Doubt | None:
    """What is missing for sameness by title, author and year."""
    if not one.families or not other.families:
        return "thin"
    if one.initials and other.initials and one.initials.isdisjoint(other.initials):
        return "people"
    if not _is_close(alike, CLOSE):
        return "titles"
    if alike.one_has_numbers:
        return "numbers"
    if alike.another_word:
        return "titles"
    if one.kinds and other.kinds and one.kinds.isdisjoint(other.kinds):
        return "kinds"
    if one.pages and other.pages and one.pages.isdisjoint(other.pages):
        return "pages"
    if one.containers and other.containers and not same_container(one, other):
        return "container"
    if one.issues and other.issues and one.issues.isdisjoint(other.issues):
        return "pages"
    is_book = "book" in one.kinds | other.kinds
    if is_book and one.publishers and other.publishers and not same_publisher(one, other):
        return "publisher"
    one_translated = bool(one.translators) != bool(other.translators)
    if is_book and (one_translated or one.volumes != other.volumes):
        return "thin"
    if one.years & other.years:
        return None
    return _doubt_about_year(one, other, alike)


def _doubt_about_year(one: Traits, other: Traits, alike: Likeness) -> Doubt | None:
    """Another year, or none, wants the same words, and the same journal or publisher besides."""
    if one.years and other.years and _distance(one.years, other.years) > 1:
        return "years"
    if alike.score < EXACT or alike.subtitle:
        return "years"
    if one.years and other.years:
        placed = one.volumes & other.volumes or one.pages & other.pages
        return None if placed and same_container(one, other) else "years"
    return None if same_container(one, other) or same_publisher(one, other) else "years"


def _distance(one: frozenset[int], other: frozenset[int]) -> int:
    """Years between the nearest dates; 0 where one is not known."""
    return min((abs(a - b) for a in one for b in other), default=0)

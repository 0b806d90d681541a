"""What two references that are one work never have: contradictory identifiers, numbers, kinds."""

from __future__ import annotations

from typing import Literal

from citekit.merging.likeness import EXACT, likeness, subtitles_differ
from citekit.merging.traits import Traits

Conflict = Literal[
    "doi",
    "identifier",
    "isbn",
    "kind",
    "volume",
    "numbers",
    "edition",
    "subtitle",
    "translator",
    "language",
]

OPPOSED = frozenset(
    frozenset(pair)
    for pair in (
        ("book", "part"),
        ("book", "piece"),
        ("book", "review"),
        ("book", "thesis"),
        ("part", "thesis"),
        ("piece", "thesis"),
        ("part", "review"),
        ("thesis", "review"),
    )
)
"""A chapter is not its book, a review not the reviewed work, a book not the thesis it was."""

OBVIOUS: frozenset[Conflict] = frozenset(("kind", "numbers", "edition", "subtitle"))
"""What nobody takes for a repeat: told only where an identifier is shared."""


def conflict(one: Traits, other: Traits) -> Conflict | None:
    """Why the two cannot be the same work; None where nothing speaks against it."""
    if _disjoint(one.dois, other.dois):
        return "doi"
    if _other_number(one.identifiers, other.identifiers):
        return "identifier"
    if _disjoint(one.isbns, other.isbns):
        return "isbn"
    if are_opposed(one, other):
        return "kind"
    if _disjoint(one.volumes, other.volumes):
        return "volume"
    if _numbers_differ(one, other):
        return "numbers"
    if _disjoint(one.editions, other.editions):
        return "edition"
    if subtitles_differ(one, other):
        return "subtitle"
    if _disjoint(one.translators, other.translators):
        return "translator"
    if _disjoint(one.languages, other.languages) and not _is_tagged_wrong(one, other):
        return "language"
    return None


def are_opposed(one: Traits, other: Traits) -> bool:
    """Whether the kinds exclude each other."""
    return bool(one.kinds and other.kinds) and all(
        frozenset((left, right)) in OPPOSED for left in one.kinds for right in other.kinds
    )


def _disjoint(one: frozenset[str] | frozenset[int], other: frozenset[str] | frozenset[int]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)


def _other_number(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a registry has another number for each, and none the same."""
    registries = {each.split(":")[0] for each in one} & {each.split(":")[0] for each in other}
    return bool(registries) and one.isdisjoint(other)


def _numbers_differ(one: Traits, other: Traits) -> bool:
    left = [title.numbers for title in one.titles if title.numbers]
    right = [title.numbers for title in other.titles if title.numbers]
    return bool(left and right) and not any(a <= b or b <= a for a in left for b in right)


def _is_tagged_wrong(one: Traits, other: Traits) -> bool:
    """The same DOI on the same words: one of the language codes is a program's default."""
    return bool(one.dois & other.dois) and likeness(one, other).score >= EXACT

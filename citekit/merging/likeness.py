"""How alike two works' titles are, and whether two names of a journal are the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz

from citekit.merging.slips import SMALL, is_another_word
from citekit.merging.traits import Traits
from citekit.merging.words import Title

EXACT = 97
"""A letter or two of a long title."""
CLOSE = 93
"""Slips of the pen; what a reader takes for the same title."""
NEAR = 88
"""Worth a look."""
COMPATIBLE = 80
"""Enough where everything else is equal."""


class Likeness(NamedTuple):
    """The best of all pairs of titles: 0–100, and what it leaves aside."""

    score: int
    subtitle: bool
    """One has no subtitle; what is compared is the rest."""
    one_has_numbers: bool
    """Numbers stand in one of the titles only."""
    generic: bool
    """Many works are called so."""
    another_word: bool
    """They differ by more than slips of the pen."""


NOT_ALIKE = Likeness(0, False, False, False, True)


def likeness(one: Traits, other: Traits) -> Likeness:
    """How alike the titles of two works are; ``NOT_ALIKE`` where one has none."""
    best = NOT_ALIKE
    for left in one.titles:
        for right in other.titles:
            found = _titles(left, right)
            if _rank(found) > _rank(best):
                best = found
    return best


def _rank(found: Likeness) -> tuple[bool, int, bool, bool]:
    return (not found.another_word, found.score, not found.subtitle, not found.one_has_numbers)


def _titles(left: Title, right: Title) -> Likeness:
    numbers = left.numbers != right.numbers
    generic = left.is_generic or right.is_generic
    full = 100 if left.full == right.full else int(fuzz.ratio(left.full, right.full))
    if full < CLOSE and bool(left.subtitle) != bool(right.subtitle):
        main = int(fuzz.ratio(left.main, right.main))
        if main >= CLOSE:
            another = is_another_word(left.main, right.main)
            return Likeness(main, True, numbers, generic, another)
    another = full < COMPATIBLE or (full < 100 and is_another_word(left.full, right.full))
    return Likeness(full, False, numbers, generic, another)


def clearly_differ(one: Traits, other: Traits) -> bool:
    """Whether no title of one work could be meant for one of the other."""
    if not one.titles or not other.titles:
        return False
    return all(
        max(fuzz.ratio(left.full, right.full), fuzz.token_set_ratio(left.full, right.full)) < 70
        for left in one.titles
        for right in other.titles
    )


def subtitles_differ(one: Traits, other: Traits) -> bool:
    """Whether both have subtitles under the same title, and these are different."""
    left = [each for each in one.titles if each.subtitle]
    right = [each for each in other.titles if each.subtitle]
    return bool(left and right) and all(
        fuzz.ratio(a.main, b.main) >= NEAR and fuzz.ratio(a.subtitle, b.subtitle) < 70
        for a in left
        for b in right
    )


def same_container(one: Traits, other: Traits) -> bool:
    """Whether both appeared in the same journal or book: by ISSN, name, or its abbreviation."""
    if one.issns & other.issns or one.containers & other.containers:
        return True
    return any(
        fuzz.ratio(left, right) >= CLOSE or abbreviates(left, right) or abbreviates(right, left)
        for left in one.containers
        for right in other.containers
    )


def abbreviates(short: str, long: str) -> bool:
    """*rev fr sociol* for *revue francaise de sociologie*: word for word, small words aside."""
    abbreviated, whole = _words(short), _words(long)
    if len(abbreviated) != len(whole) or len(whole) < 2:
        return False
    return all(word.startswith(start) for start, word in zip(abbreviated, whole, strict=True))


def _words(name: str) -> list[str]:
    return [word for word in name.split() if word not in SMALL]


def same_publisher(one: Traits, other: Traits) -> bool:
    """Whether both have a publisher, and the same: *Gallimard*, *Éditions Gallimard*."""
    return _any_token_set(one.publishers, other.publishers)


def _any_token_set(one: Iterable[str], other: Iterable[str]) -> bool:
    rights = list(other)
    return any(fuzz.token_set_ratio(left, right) >= NEAR for left in one for right in rights)

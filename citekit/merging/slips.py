"""Whether two titles differ by slips of the pen or by a word: *Nord* is no slip for *Sud*."""

from __future__ import annotations

from difflib import SequenceMatcher

from rapidfuzz.distance import OSA

SMALL = frozenset(
    "de des du d la le les l un une the a an of and et in for en fur und der die das".split()
)
"""Words, folded, that sources leave out or change as they like."""

LONG = 12
"""Letters of a word in which two slips are believed."""

_OPPOSITES = (("macro", "micro"),)
"""Beginnings of words one letter apart that mean the contrary."""


def is_another_word(left: str, right: str) -> bool:
    """Whether a word stands in one of two folded titles for another one, or for none, of the other.

    Words run together or torn apart are compared as one.
    """
    one, other = left.split(), right.split()
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return any(
        tag != "equal" and not _is_same_meant(one[a:b], other[c:d])
        for tag, a, b, c, d in matcher.get_opcodes()
    )


def _is_same_meant(one: list[str], other: list[str]) -> bool:
    """Whether the words differ by a slip, as they stand or without the small ones."""
    if _is_slip("".join(one), "".join(other)):
        return True
    return _is_slip(
        *("".join(each for each in words if each not in SMALL) for words in (one, other))
    )


def _is_slip(one: str, other: str) -> bool:
    """Whether one may be the other mistyped; hardly anyone mistypes the first letter."""
    if one == other:
        return True
    if not one or not other or one[0] != other[0]:
        return False
    if any({one[: len(a)], other[: len(b)]} == {a, b} for a, b in _OPPOSITES):
        return False
    allowed = 2 if min(len(one), len(other)) >= LONG else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed

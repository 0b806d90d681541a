"""How much a piece of text looks like a list of people."""

from __future__ import annotations

import re
from itertools import pairwise

from citekit.text.names.roles import roles_in
from citekit.text.names.segments import Kind, Segment, segments_of
from citekit.text.names.words import (
    BODY,
    CAPITALS,
    COMMON,
    ELIDED,
    GIVEN,
    INITIAL,
    LOWER,
    PARTICLE,
    PREFIX,
    STRANGE,
    facts,
)

MAX_LIST = 20_000


def people_score(text: str) -> float:
    """From 0 (prose, a title) to 1 (names that are surely names), for a list as a whole.

    *W. Mastor* 1.0, *Tal Sela* about 0.6, *La Rédaction* 0.9, *droit* 0.0. One piece between
    separators that is prose makes the whole unlikely.
    """
    if len(text) > MAX_LIST:
        return 0.0
    scores: list[float] = []
    position = 0
    for role in roles_in(text):
        if role.start >= position:
            scores += _scores(text, position, role.start)
            position = role.end
    printed_role = position > 0
    scores += _scores(text, position, len(text))
    if not scores:
        return 0.0
    lowest = min(scores)
    score = (sum(scores) / len(scores) + lowest) / 2
    return min(score + 0.2, 1.0) if printed_role and lowest > 0 else score


def _scores(text: str, start: int, end: int) -> list[float]:
    segments, _ = segments_of(text, start, end)
    scores = [_score(segment, text) for segment in segments if _counts(segment)]
    if len(scores) != len(segments):
        return scores
    for number, (before, segment) in enumerate(pairwise(segments), 1):
        halves = before.kind in _HALF and segment.kind is Kind.GIVEN and segment.separator == ","
        if halves:  # Martin, Paul
            scores[number - 1] = scores[number] = 0.9
        elif segment.separator == "and" and {before.kind, segment.kind} == {Kind.GIVEN, Kind.FULL}:
            # Marie et Pierre Curie
            scores[number - 1] = scores[number] = max(scores[number - 1], scores[number])
    return scores


_NOT_IN_NAMES = re.compile(r"\d|[?!:]\s|[?!]$")
_NAMELIKE = GIVEN | PARTICLE | PREFIX | INITIAL
_HALF = frozenset((Kind.SINGLE, Kind.GIVEN))


def _counts(segment: Segment) -> bool:
    return segment.kind not in {Kind.DEGREE, Kind.SUFFIX, Kind.OTHERS}


def _body_score(text: str) -> float:
    """Lower for words that open titles too: *La ville …*, *Revue des revues*."""
    if len(text) > 200 or _NOT_IN_NAMES.search(text):
        return 0.3
    opening = text.split()[:2]
    return 0.45 if any(facts(word) & BODY and facts(word) & COMMON for word in opening) else 0.9


def _score(segment: Segment, text: str) -> float:
    if segment.kind is Kind.BODY:
        return _body_score(text[segment.start : segment.end])
    if segment.kind is Kind.PROSE:
        return 0.0
    if segment.family:
        return 1.0
    known = [facts(word.text) for word in segment.words]
    common = sum(1 for fact in known if fact & (COMMON | BODY) and not fact & _NAMELIKE)
    if common:
        return 0.3 if known[0] & (GIVEN | INITIAL) and common == 1 and len(known) > 1 else 0.05
    if any(fact & (LOWER | STRANGE) for fact in known):
        return 0.0
    names = sum(1 for fact in known if not fact & PARTICLE)
    if segment.kind is Kind.GIVEN:
        return 1.0 if len(known) > 1 else 0.4
    if segment.kind is Kind.SINGLE:
        return 0.3 + 0.1 * bool(known[-1] & CAPITALS) + 0.2 * bool(segment.titles)
    while len(known) > 1 and known[-1] & PARTICLE and not known[-1] & ELIDED:
        known.pop()
    evidence = any(fact & (GIVEN | INITIAL) for fact in (known[0], known[-1]))
    score = 1.0 if evidence else 0.6
    if names > 4:
        score -= 0.15 * (names - 4)
    return max(score, 0.1)

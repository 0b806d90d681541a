"""A list of people cut at its separators, each piece known for what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from citekit.errors import Span
from citekit.text.characters import fold
from citekit.text.names.titles import without_titles
from citekit.text.names.words import (
    ALSO_FAMILY,
    BODY,
    CAPITALS,
    COMMON,
    DEGREE,
    ELIDED,
    GIVEN,
    INITIAL,
    LOWER,
    PARTICLE,
    PREFIX,
    STRANGE,
    SUFFIX,
    TITLE,
    Word,
    facts,
    words_of,
)

MAX_PERSON = 400
MAX_PERSON_WORDS = 12


class Kind(Enum):
    """What a piece between two separators is."""

    FULL = auto()  # a given name and a family name
    SINGLE = auto()  # one word, or one with its particles: a family name or a known figure
    GIVEN = auto()  # given names or initials only
    BODY = auto()
    SUFFIX = auto()  # Jr, fils
    DEGREE = auto()  # degrees, orders and titles only
    OTHERS = auto()  # et al.
    PROSE = auto()  # no name


class Segment(NamedTuple):
    """One piece of a list: its words without titles, and what was dropped from it.

    ``family`` and ``given`` are set where parentheses already part them.
    """

    kind: Kind
    separator: str
    start: int
    end: int
    words: tuple[Word, ...] = ()
    titles: tuple[Span, ...] = ()
    asides: tuple[Span, ...] = ()
    family: tuple[str, ...] = ()
    given: tuple[str, ...] = ()

    @property
    def texts(self) -> list[str]:
        """The words as printed."""
        return [word.text for word in self.words]


class Piece(NamedTuple):
    """What stands between two separators, and the separator before it."""

    separator: str
    separator_span: Span
    start: int
    end: int


_SEPARATOR = re.compile(
    r"\([^()]{0,300}\)|\[[^\[\]]{0,300}\]|«[^«»]{0,300}»|“[^“”]{0,300}”|\"[^\"]{0,300}\""
    r"|(?P<separator>(?<!\s)\s*(?:;|,(?:\s*&(?=\s)|\s+(?:et|and|y|e|und)(?=\s))?|&)\s*"
    r"|(?<!\s)\s+(?:et|and|und|avec|with|/|(?P<soft>[ye]))(?=\s)\s*)"
)
_AND = frozenset(("et", "and", "und", "avec", "with", "&", ",et", ",and", ",und", ",&", ",y", ",e"))


_LETTER = re.compile(r"[^\W_]")
_PARTING = re.compile(r"[,;&]|\s(?:et|and|und|avec|with|/|[ye])\s")


def segments_of(text: str, start: int, end: int) -> tuple[list[Segment], list[Span]]:
    """The segments of ``text[start:end]``, and the places of their separators."""
    if not _PARTING.search(text, start, end):
        begin, stop = _tight(text, start, end)
        if _LETTER.search(text, begin, stop):
            return [_segment(text, "", begin, stop, first=True)], []
        return [], [Span(begin, stop)] if begin < stop else []
    found: list[Segment] = []
    separators: list[Span] = []
    for piece in _pieces(text, start, end):
        if piece.separator:
            separators.append(piece.separator_span)
        if not _LETTER.search(text, piece.start, piece.end):
            if piece.start < piece.end:
                separators.append(Span(piece.start, piece.end))
            continue
        segment = _segment(text, piece.separator, piece.start, piece.end, first=not found)
        joined = _absorb(found[-1], segment) if found else None
        if joined is None:
            found.append(segment)
        else:
            found[-1] = joined
    return found, separators


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    begin, separator, place = start, "", Span(start, start)
    for match in _SEPARATOR.finditer(text, start, end):
        if match["separator"] is None:
            continue
        if match["soft"] and not _between_people(text, begin, match, end):
            continue
        yield _piece(text, separator, place, begin, match.start())
        raw = "".join(match["separator"].split())
        separator = "and" if raw in _AND or match["soft"] else raw
        place = Span(*_tight(text, match.start(), match.end()))
        begin = match.end()
    yield _piece(text, separator, place, begin, end)


def _piece(text: str, separator: str, place: Span, start: int, end: int) -> Piece:
    return Piece(separator, place, *_tight(text, start, end))


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _between_people(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """*y* and *e* part people, but also belong to one name: Ortega y Gasset."""
    before = words_of(text, max(begin, match.start() - MAX_PERSON), match.start())
    after = words_of(text, match.end(), min(end, match.end() + 80))[:2]
    return len(before) > 1 and len(after) > 1 and bool(facts(after[0].text) & (GIVEN | INITIAL))


_ARTICLES = frozenset(("la", "le", "les", "un", "une", "the", "a", "an", "el", "il"))
_OTHERS = frozenset(("al", "alii", "coll", "autres", "others", "collab"))


def _segment(text: str, separator: str, start: int, end: int, first: bool) -> Segment:
    if end - start > MAX_PERSON:
        body = first and _is_body(words_of(text, start, start + 80), first)
        return Segment(Kind.BODY if body else Kind.PROSE, separator, start, end)
    words = words_of(text, start, end)
    if not words:
        return Segment(Kind.PROSE, separator, start, end)
    union = 0
    for word in words:
        union |= facts(word.text)
    if union & BODY and _is_body(words, first):
        return Segment(Kind.BODY, separator, start, end)
    if len(words) > MAX_PERSON_WORDS or _FULL_STOP.search(text, start, words[-1].end):
        return Segment(Kind.PROSE, separator, start, end)
    if separator and len(words) < 3 and all(_bare(word.text) in _OTHERS for word in words):
        return Segment(Kind.OTHERS, separator, start, end)
    asides: tuple[Span, ...] = ()
    family: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    if _OPENING.search(text, start, end):
        words, asides, family, given = _parenthesised(text, start, end)
    titles: list[Span] = []
    if words and (union & (TITLE | DEGREE) or "." in words[0].text or "." in words[-1].text):
        words, titles = without_titles(words)
        words = _without_full_stop(words)
    if not words:
        kind = Kind.DEGREE if titles else Kind.PROSE
    else:
        kind = Kind.FULL if family else _kind(words, separator)
    return Segment(kind, separator, start, end, tuple(words), tuple(titles), asides, family, given)


def _without_full_stop(words: list[Word]) -> list[Word]:
    """Without the stop that ends the list: *Jean Roy.*, but *Gérald-A.*, *King Jr.*"""
    if not words or words[-1].text[-1] != ".":
        return words
    word, start, end = words[-1]
    if "." in word[:-1] or len(word) < 4 or facts(word) & (INITIAL | SUFFIX | DEGREE | TITLE):
        return words
    if _HYPHENATED_INITIAL.search(word):
        return words
    return [*words[:-1], Word(word[:-1], start, end - 1)]


_HYPHENATED_INITIAL = re.compile(r"[-'’\u2011]\w\.$")
_FULL_STOP = re.compile(r"[^\W\d_A-ZÀ-ÖØ-Þ]{5}[.?!]\s")
_OPENING = re.compile(r"[(\[]")


def _bare(word: str) -> str:
    return fold(word).rstrip(".")


def _is_body(words: list[Word], first: bool) -> bool:
    """A body by its first word (*Comité de …*), or in English by its last (*… Press Council*)."""
    if not words:
        return False
    head = 1 if len(words) > 1 and words[0].text.lower() in _ARTICLES else 0
    word = words[head].text
    if facts(word) & BODY and (first or head or not word[0].islower() or facts(word) & ELIDED):
        return True
    last = words[-1].text
    if not 1 < len(words) < 7 or not facts(last) & BODY or not last[0].isupper():
        return False
    known = [facts(word.text) for word in words]
    return not known[0] & (GIVEN | INITIAL) and not any(f & (LOWER | STRANGE) for f in known)


_DECIDING = STRANGE | LOWER | COMMON | SUFFIX | PARTICLE | PREFIX


def _kind(words: list[Word], separator: str) -> Kind:
    known = [facts(word.text) for word in words]
    if len(known) == 2 and not (known[0] | known[1]) & (_DECIDING | INITIAL):
        alike = known[0] & GIVEN and known[1] & GIVEN and not known[1] & ALSO_FAMILY
        return Kind.GIVEN if alike and not (known[0] | known[1]) & CAPITALS else Kind.FULL
    if separator and len(words) == 1 and known[0] & SUFFIX and not known[0] & GIVEN:
        return Kind.SUFFIX
    if known[0] & COMMON and not known[0] & (GIVEN | PARTICLE | PREFIX | INITIAL):
        return Kind.PROSE
    if any(fact & (STRANGE | LOWER) for fact in known):
        return Kind.PROSE
    while len(known) > 1 and known[-1] & (PARTICLE | ELIDED) == PARTICLE:
        known.pop()
    if all(fact & (GIVEN | INITIAL) and not fact & CAPITALS for fact in known) and (
        len(known) == 1 or known[-1] & INITIAL or not known[-1] & ALSO_FAMILY
    ):
        return Kind.GIVEN
    opening = 0
    while opening < len(known) - 1 and known[opening] & (PARTICLE | PREFIX):
        opening += 1
    return Kind.SINGLE if len(known) - opening == 1 else Kind.FULL


_ASIDE = re.compile(r"\(([^()]*)\)?|\[([^\[\]]*)\]?")


def _parenthesised(
    text: str, start: int, end: int
) -> tuple[list[Word], tuple[Span, ...], tuple[str, ...], tuple[str, ...]]:
    """What parentheses hold: given names, a particle, or an aside that is no name."""
    words: list[Word] = []
    asides: list[Span] = []
    family: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    position = start
    for match in _ASIDE.finditer(text, start, end):
        words += words_of(text, position, match.start())
        position = match.end()
        inner = words_of(text, match.start() + 1, match.end() - match[0].endswith((")", "]")))
        known = [facts(word.text) for word in inner]
        before = [word.text for word in words]
        after = [word.text for word in words_of(text, position, end)]
        if inner and before and all(fact & (PARTICLE | ELIDED) == PARTICLE for fact in known):
            family = (*(word.text for word in inner), *before)
            given = tuple(after)
        elif inner and before and not after and _are_given(known, [facts(w) for w in before]):
            family, given = tuple(before), tuple(word.text for word in inner)
        else:
            asides.append(Span(match.start(), match.end()))
            continue
        words += inner
    words += words_of(text, position, end)
    return words, tuple(asides), family, given


def _are_given(inner: list[int], before: list[int]) -> bool:
    """BECK (Rose Marie), Dupont (J.-P.), but not Jean Dupont (Laval)."""
    if len(inner) > 3 or any(fact & (LOWER | STRANGE | COMMON) for fact in [*inner, *before]):
        return False
    if all(fact & (CAPITALS | PARTICLE) for fact in before):
        return True
    alone = len(before) == 1 or not any(fact & GIVEN for fact in before)
    return alone and all(fact & (GIVEN | INITIAL) for fact in inner)


def _absorb(previous: Segment, segment: Segment) -> Segment | None:
    """*previous* made longer by *segment*, where the separator stood inside a body's name."""
    if segment.separator not in {",", "and"}:
        return None
    if previous.kind is Kind.BODY and not _stands_alone(segment):
        return previous._replace(end=segment.end)
    if previous.kind is Kind.PROSE and segment.kind is Kind.PROSE:
        return previous._replace(end=segment.end, words=())
    return None


def _stands_alone(segment: Segment) -> bool:
    """Whether a piece after a body is a person or another body, and no part of its name."""
    if segment.kind in {Kind.BODY, Kind.OTHERS, Kind.DEGREE}:
        return True
    if segment.kind is not Kind.FULL:
        return False
    if segment.family:
        return True
    known = [facts(word.text) for word in segment.words]
    return bool(known[0] & (GIVEN | INITIAL) or known[-1] & GIVEN or known[0] & CAPITALS)

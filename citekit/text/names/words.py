"""What a single printed word can be in a name: given name, initial, particle, title, …"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from citekit.text.characters import fold
from citekit.text.names.vocabulary import (
    BODIES,
    COMMON_WORDS,
    DEGREES,
    PARTICLES,
    PREFIXES,
    SUFFIXES,
    TITLES,
)

# What is known of a word: bits of one integer, tested several times a word.
MALE = 1
FEMALE = 2
GIVEN = MALE | FEMALE
ALSO_FAMILY = 4  # a given name that is a common family name too
ENGLISH = 8  # a given name used mainly in English, whose bearers have one family name
INITIAL = 16
CAPITALS = 32
PARTICLE = 64
PREFIX = 128  # a capitalised opening of a family name: Le, De, Saint, Ben
LOWER = 256
TITLE = 512
DEGREE = 1024
SUFFIX = 2048
BODY = 4096
COMMON = 8192  # a word of titles and of prose, in no name
STRANGE = 16384  # digits, marks: in no name
ELIDED = 32768  # a particle and the name itself: d'Alembert


class Word(NamedTuple):
    """A word of a name and where it stands in the text."""

    text: str
    start: int
    end: int


_FILE = Path(__file__).parent.parent / "given_names.txt"
_WEAK = ("ar", "af", "de", "xx")
"""Where family names made of given names are the rule: weak evidence of a given name."""


@cache
def given_names() -> dict[str, int]:
    """Folded given name → facts, read once from ``given_names.txt``."""
    text = _FILE.read_text(encoding="ascii")
    names: dict[str, int] = {}
    for block in text.split("\n[")[1:]:
        head, _, body = block.partition("]\n")
        language, gender = head.split()
        sex = MALE if gender == "m" else FEMALE
        base = sex | (ALSO_FAMILY if language in _WEAK else ENGLISH if language == "en" else 0)
        lines = body.split()
        fresh = dict.fromkeys(lines, base)
        for line in lines:
            if line[-1] == "*":
                del fresh[line]
                fresh[line[:-1]] = base | ALSO_FAMILY
        for both in names.keys() & fresh.keys():
            fresh[both] = names[both] | sex | (fresh[both] & ALSO_FAMILY)
        names |= fresh
    return names


_EDGES = '()[]"«»“”‹›*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰:;,!…'
_MIXED_CAPITALS = re.compile(
    r"(?:Mc|Mac|De|Du|La|Le|Van|[DdLO]['’])[^\W\d_a-z]{2,}(?:-[^\W\d_a-z]+)*"
)
_HYPHENS = re.compile("[-\u2010\u2011]")
_STRANGE = re.compile(r"[\d:?!=+<>@#%{}|~_\\^$€£§…]")


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``, without marks and quotes at their edges."""
    stop = len(text) if end is None else end
    found = []
    for match in _WORD.finditer(text, start, stop):
        raw = match[0]
        word = raw.strip(_EDGES)
        if word and word != ".":
            lead = raw.find(word)
            begin = match.start() + lead
            found.append(Word(word, begin, begin + len(word)))
    return found


_WORD = re.compile(r"\S+")
_APOSTROPHES = frozenset("'’")
_JOINED_PARTICLE = re.compile(r"(?:(?:dell|dall|degl)['\u2019]|(?:al|el)-)(?=[A-Z\u00c0-\u00de])")
_ELISIONS = frozenset(("d'", "d’", "l'", "l’"))


@lru_cache(maxsize=8192)
def facts(word: str) -> int:
    """All that is known of *word* as printed: the bits above."""
    known = 0
    if _STRANGE.search(word) or not any(char.isalpha() for char in word):
        return STRANGE
    bare = fold(word).rstrip(".")
    undotted = bare.replace(".", "")
    if bare in PARTICLES and word[0].islower():
        known |= PARTICLE
    if word[:2] in _ELISIONS:
        known |= PARTICLE | (ELIDED if len(word) > 2 else 0)
        if word[2:3].islower():  # d'ensemble: prose
            known |= LOWER
    elif _JOINED_PARTICLE.match(word):
        known |= PARTICLE | ELIDED
    elif word[1:2] in _APOSTROPHES and word[0] in "DL" and word[2:3].islower():
        known |= LOWER | PREFIX
    if bare in PREFIXES and word[0].isupper():
        known |= PREFIX
    if bare in TITLES or (bare.startswith("l'") and bare[2:] in TITLES):
        known |= TITLE
    printed_so = "." in word or word.isupper() or undotted in {"phd", "ptre"}
    if (undotted in DEGREES and printed_so) or _is_order(word):
        known |= DEGREE
    if bare in SUFFIXES:
        known |= SUFFIX
    if bare in BODIES or bare.split("'")[-1] in BODIES:
        known |= BODY
    if bare in COMMON_WORDS:
        known |= COMMON
    if _is_initial(word):
        known |= INITIAL
    elif len(word) > 1 and (word.isupper() or _MIXED_CAPITALS.fullmatch(word)):
        known |= CAPITALS
    if word[0].islower() and not known & (PARTICLE | TITLE | DEGREE | SUFFIX):
        known |= LOWER
    if not known & (PARTICLE | INITIAL | LOWER):
        known |= _given(bare)
    return known


def _given(bare: str) -> int:
    names = given_names()
    if bare in names:
        return names[bare]
    if bare.startswith(("abdel", "abdul", "abder")):
        return MALE
    parts = _HYPHENS.split(bare)
    if len(parts) == 1:
        return 0
    # Pierre-André, Gérald-A., E.-Martin: each half is a given name or an initial.
    found = [names.get(part, 0) for part in parts if len(part.rstrip(".")) > 1]
    if not found or not all(found):
        return 0
    doubt = ALSO_FAMILY if all(known & ALSO_FAMILY for known in found) else 0
    return (found[0] & GIVEN) | doubt


def _is_initial(word: str) -> bool:
    """``J.``, ``J``, ``Ph.``, ``M.T.``, ``H.W``, ``J.-P.``"""
    if len(word) == 1:
        return word.isupper()
    if "." not in word or len(word) > 12:
        return False
    for number, part in enumerate(_INITIALS.split(word)):
        if part and (not part[0].isupper() or len(part) > (2 if number == 0 else 1)):
            return False
        if len(part) == 2 and not part[1].islower():
            return False
    return fold(word).rstrip(".") not in {"st", "dr", "pr", "mr", "ms", "jr", "sr"}


_INITIALS = re.compile(r"[.\-\u2010\u2011]+")
_ORDER = re.compile(r"(?:[a-z]{1,2}\.){2,5}[a-z]?")


def _is_order(word: str) -> bool:
    """``o.p.``, ``c.s.c.``: religious orders and honours in small letters with stops."""
    return bool(_ORDER.fullmatch(word))


given_names()  # read with the module: there is no name that does not ask for it

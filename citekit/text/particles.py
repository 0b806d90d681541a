"""Particles of family names, placed as French prints and sorts them.

*de* before two syllables or more drops (Michel de Certeau → Certeau); *d'*, and *de* before one
syllable, stay (de Thou, d'Alembert); *du, des, le, la, les* belong to the family name; foreign
particles (van, von, da, della, el, ben) stay.
"""

from __future__ import annotations

import re
import unicodedata

from citekit.model import Name

FRENCH = frozenset(("de", "du", "des", "le", "la", "les"))
STAYING = frozenset(
    "van von der den dem het 't ten ter te op zu zum zur vom da dal dalla dalle dallo dei del "
    "della delle dello degli delli di do dos das el al ben bin ibn bint abu af av ap ya wa "
    "ould ait bou bar bat auf de'".split()
)
_AFTER_STAYING = STAYING | {"de", "la", "los", "las", "und", "of"}
_ARTICLES = frozenset(("la", "le", "les"))
_SPANISH_ARTICLES = frozenset(("los", "las"))
_ELIDED = frozenset("dae")
_ELISION = re.compile(r"(?:d|dell|dall|degl)['’]\s*(?=\S)|(?:al|el)-(?=\S)")


def particles_of(family: str, given: str | None = None) -> Name:
    """A Name from a family name printed with its particles: ``de Certeau`` → dropping *de*.

    Only particles in small letters count: ``De Raedt`` and ``Le Breton`` are family names. A
    particle with nothing after it is the family name.
    """
    given = given or None
    elision = _ELISION.match(family) if family[:1] in _ELIDED else None
    if elision:
        mark = elision[0].rstrip()
        return Name(family=family[elision.end() :], given=given, non_dropping_particle=mark)
    first, _, rest = family.partition(" ")
    rest = rest.strip()
    if not rest:
        return Name(family=family, given=given)
    if first == "de":
        return _after_de(rest, given)
    if first in STAYING:
        words = family.split()
        count = 1
        while count < len(words) - 1 and words[count] in _AFTER_STAYING:
            count += 1
        return Name(
            family=" ".join(words[count:]),
            given=given,
            non_dropping_particle=" ".join(words[:count]),
        )
    return Name(family=family, given=given)


def particles_behind(family: str, given: str) -> Name:
    """A Name from an inverted one with its particles behind the given name, as catalogues have it:
    ``Certeau, Michel de``, ``Alembert, Jean d'``.
    """
    words = given.split()
    if len(words) < 2:
        return particles_of(family, given)
    count = 0
    while count < len(words) - 1 and words[-1 - count] in _BEHIND:
        count += 1
    if not count:
        return particles_of(family, given)
    particles = " ".join(words[-count:])
    joint = "" if particles.endswith(("'", "’")) else " "
    return particles_of(f"{particles}{joint}{family}", " ".join(words[:-count]))


_BEHIND = FRENCH | STAYING | {"d'", "d’", "los", "las"}


def _after_de(rest: str, given: str | None) -> Name:
    word, _, after = rest.partition(" ")
    folded = word.lower()
    if word in _SPANISH_ARTICLES and after:
        return Name(family=after.strip(), given=given, non_dropping_particle=f"de {word}")
    if (folded in _ARTICLES and after) or folded.startswith(("l'", "l’")) or syllables(rest) > 1:
        return Name(family=rest, given=given, dropping_particle="de")
    return Name(family=rest, given=given, non_dropping_particle="de")


_VOWELS = frozenset("aeiouy")
_SILENT_U = re.compile("(?<=q)u|(?<=g)u(?=[eiyéèê])")
_DIAERESIS = "\u0308"


def syllables(word: str) -> int:
    """How many syllables French hears, final mute *e* not counted: Certeau 2, Gaulle 1."""
    count = 0
    for part in re.split(r"[^\w]+", word.casefold()):
        if part:
            count += _syllables(part)
    return count


def _syllables(part: str) -> int:
    heard = _SILENT_U.sub("", part.replace("œ", "e").replace("æ", "e"))
    letters = unicodedata.normalize("NFD", heard)
    if len(letters) > 1 and letters.endswith(("e", "es")):
        stem = letters[:-1] if letters.endswith("e") else letters[:-2]
        stem = stem if any(char in _VOWELS for char in stem) else letters
    else:
        stem = letters
    count, in_group = 0, False
    for position, char in enumerate(stem):
        if char in _VOWELS:
            apart = stem[position + 1 : position + 2] == _DIAERESIS
            if not in_group or apart:
                count += 1
            in_group = True
        elif not unicodedata.combining(char):
            in_group = False
    return max(count, 1)

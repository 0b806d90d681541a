"""Names in capitals into ordinary case: GRAVARI-BARBAS → Gravari-Barbas."""

from __future__ import annotations

import re

_PART = re.compile(r"[^\W_]+")
_LOWER_ALONE = frozenset(("DE", "VAN", "VON", "DER", "DEN", "Y", "ZU"))
_ELIDED = re.compile(r"D(?=['’]\w)")


def ordinary_case(word: str) -> str:
    """*word* with capitals only where a name has them.

    ``BÉDARD`` → Bédard, ``MCDONALD`` → McDonald, ``D'ISTRIA`` → d'Istria, ``L'ITALIEN`` →
    L'Italien; ``DE``, ``VAN``, ``VON`` become particles. Words with small letters beyond a
    ``Mc`` or ``Mac`` are left alone.
    """
    if word in _LOWER_ALONE:
        return word.lower()
    if _ELIDED.match(word):
        word = "d" + word[1:]
    return _PART.sub(lambda match: _capitalise(match[0]), word)


def _capitalise(part: str) -> str:
    if part in {"d", "l"}:
        return part
    for prefix in ("Mc", "Mac"):
        if part.startswith(prefix) and part[len(prefix) :].isupper():
            return prefix + part[len(prefix) :].capitalize()
    if part.startswith("MC") and len(part) > 3 and part.isupper():
        return "Mc" + part[2:].capitalize()
    return part.capitalize() if part.isupper() else part[0].upper() + part[1:].lower()

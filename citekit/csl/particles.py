"""Particles and suffixes that stand inside a family or a given name, taken apart.

Data seldom has them apart: *de Certeau* as family name has a non-dropping particle, *Ludwig van*
as given name a dropping one, *John, Jr.* a suffix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from citekit.text.patterns import pattern

if TYPE_CHECKING:
    from citekit.model import Name

_APOSTROPHES = "'\u2018\u2019\u02bb\u02bc"
_WORD = pattern(r"['\u2018\u2019]?[^\s'\u2019\-]+(?:['\u2019\-]+\s*|\s+|$)")
_SUFFIX = pattern(r"^(.*?)\s*,(!?)\s*(.+)$")


def parsed(name: Name) -> Name:
    """*name* with its particles and its suffix apart; the same where nothing is to be done."""
    family, given = name.family, name.given
    if name.parse_names is False or not family:
        return name
    changes: dict[str, object] = {}
    if family[0] == '"' and family[-1] == '"' and len(family) > 1:
        changes["family"] = family[1:-1]
    elif family.lstrip(_APOSTROPHES)[:1].islower() and name.non_dropping_particle is None:
        particle = _leading(family)
        if particle:
            bare = particle.rstrip(" ")
            keeps_space = bare != particle and bare[-1] in _APOSTROPHES
            changes["non_dropping_particle"] = particle if keeps_space else bare
            changes["family"] = family[len(particle) :]
    if given:
        if "," in given and name.suffix is None:
            match = _SUFFIX.match(given)
            if match:
                given = match[1]
                changes |= {"given": given, "suffix": match[3], "comma_suffix": bool(match[2])}
        tail = given.rpartition(" ")[2]
        if tail[:1].islower() and name.dropping_particle is None and " " in given:
            words = given.split(" ")
            at = len(words)
            while at > 1 and words[at - 1][:1].islower() and not words[at - 1].endswith("."):
                at -= 1
            if at < len(words):
                changes |= {
                    "given": " ".join(words[:at]),
                    "dropping_particle": " ".join(words[at:]),
                }
    return msgspec.structs.replace(name, **changes) if changes else name


def _leading(family: str) -> str:
    """The words of *family* in lower case before the first with a capital, with their space."""
    end = 0
    for match in _WORD.finditer(family):
        word = match[0]
        if not word.lstrip(_APOSTROPHES)[:1].islower() or match.end() == len(family):
            break
        if word[-1] == "-" and not family[match.end() : match.end() + 1].isupper():
            break
        end = match.end()
    return family[:end]

"""Words that a scanner misread and line ends that were lost: found, never changed."""

from __future__ import annotations

import re
from typing import NamedTuple

from citekit.errors import Span


class Suspect(NamedTuple):
    """A doubtful word: where, as printed, and what it was perhaps (empty where unknown)."""

    span: Span
    printed: str
    likely: str


# *œ* read for *ce* (conœptualisation): French writes œ before u, i and in a few Greek stems only.
_OE = re.compile(r"\b(?=\w*œ)\w{3,40}\b")
_OE_RIGHT = re.compile(
    r"^(?:\w*œ(?:u|il|ill)\w*"
    r"|(?:\w*[hxfn])?œ(?:c|d|n|s|t|l|m|r|b|g|stre)\w*"
    r"|(?:\w*[cpl])?œ(?:l|m|n|s|t|c)\w*)$"
)
# *m* read for *rn* (gouvemance).
_RN = re.compile(
    r"\b(?P<slip>(?:gouvem|govem|intem(?=ation|et\b|alis|aux|e\b|es\b|é)|extem(?=e|al|a)|altem(?=[aeo])"
    r"|joum(?=a|é)|(?:re|dé|con)?toum(?=[aeoé])|concem|modem(?=es?\b|is|it)|matem(?=el|it)"
    r"|patem(?=el|it)))\w{0,30}",
    re.IGNORECASE,
)
# A word cut at the end of a line and joined with a space (e- gouvernement), *et*/*ou* excepted.
_CUT = re.compile(
    r"\b[^\W\d_]{1,20}- (?!et\b|ou\b|and\b|or\b|und\b|y\b|e\b|à\b|ni\b)[a-zà-ÿœ]{2,40}"
)
_APOSTROPHE = re.compile(r"\b(?:[nldjsqcm]|qu|N|L|D|J|S|Qu|C|M) ['\u2019] ?[^\W\d_]{1,30}")
_QUESTION = re.compile(r"\b[^\W\d_]{2,30}\?[a-zà-ÿ]{2,30}")
_CENTURY = re.compile(r"\b[xvi]{1,5}e(?:-[xvi]{1,5}e)?si[eè]cles?\b", re.IGNORECASE)
_LOST = (((" '", " \u2019"), _APOSTROPHE), (("?",), _QUESTION), (("esi",), _CENTURY))


def suspects(text: str) -> list[Suspect]:
    """The doubtful words of *text* in their order; linear in its length."""
    found = []
    if "œ" in text:
        for match in _OE.finditer(text):
            if not _OE_RIGHT.match(match[0].lower()):
                found.append(_suspect(match, match[0].replace("œ", "ce")))
    for match in _RN.finditer(text) if "em" in text or "um" in text else ():
        slip = match.start("slip") - match.start() + match["slip"].lower().rindex("m")
        found.append(_suspect(match, f"{match[0][:slip]}rn{match[0][slip + 1 :]}"))
    if "- " in text:
        found += (_suspect(match, match[0].replace("- ", "-")) for match in _CUT.finditer(text))
    for marks, pattern in _LOST:
        if any(mark in text for mark in marks):
            found += (_suspect(match, "") for match in pattern.finditer(text))
    return sorted(found)


def _suspect(match: re.Match[str], likely: str) -> Suspect:
    return Suspect(Span(*match.span()), match[0], likely)

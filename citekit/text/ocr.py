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
_RN_SIGNS = ("uvem", "ovem", "ntem", "xtem", "ltem", "oum", "ncem", "odem", "atem")
# A word cut at the end of a line and joined with a space (e- gouvernement), *et*/*ou* excepted.
_CUT = re.compile(r"(?<=[^\W\d_])- (?!(?:et|ou|and|or|und|y|e|à|ni)\b)[a-zà-ÿœ]{2,40}")
_APOSTROPHE = re.compile(r"\b(?:[nldjsqcm]|qu|N|L|D|J|S|Qu|C|M) ['\u2019] ?[^\W\d_]{1,30}")
_QUESTION = re.compile(r"\b[^\W\d_]{2,30}\?[a-zà-ÿ]{2,30}")
_CENTURY = re.compile(r"\b[xvi]{1,5}e(?:-[xvi]{1,5}e)?si[eè]cles?\b", re.IGNORECASE)
_LOST = (((" '", " \u2019"), _APOSTROPHE), (("?",), _QUESTION), (("esi",), _CENTURY))


def suspects(text: str) -> list[Suspect]:
    """The doubtful words of *text* in their order; linear in its length."""
    found = []
    done = 0
    for match in re.finditer("œ", text):
        if match.start() < done:
            continue
        word = _word_around(text, match.start(), match.end())
        done = word.span.end
        if len(word.printed) > 2 and not _OE_RIGHT.match(word.printed.lower()):
            found.append(word._replace(likely=word.printed.replace("œ", "ce")))
    for match in _RN.finditer(text) if any(sign in text for sign in _RN_SIGNS) else ():
        slip = match.start("slip") - match.start() + match["slip"].lower().rindex("m")
        found.append(_suspect(match, f"{match[0][:slip]}rn{match[0][slip + 1 :]}"))
    for match in _CUT.finditer(text) if "- " in text else ():
        word = _word_around(text, match.start(), match.end())
        found.append(word._replace(likely=word.printed.replace("- ", "-")))
    for marks, pattern in _LOST:
        if any(mark in text for mark in marks):
            found += (_suspect(match, "") for match in pattern.finditer(text))
    return sorted(set(found))


def _word_around(text: str, start: int, end: int) -> Suspect:
    """The letters on both sides of a stretch, 40 at most."""
    low, high = max(start - 40, 0), end + 40
    while start > low and text[start - 1].isalpha():
        start -= 1
    while end < min(high, len(text)) and text[end].isalpha():
        end += 1
    return Suspect(Span(start, end), text[start:end], "")


def _suspect(match: re.Match[str], likely: str) -> Suspect:
    return Suspect(Span(*match.span()), match[0], likely)

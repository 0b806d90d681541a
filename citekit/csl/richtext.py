"""The markup that CSL allows in titles, as marks: ``<i>``, ``<b>``, ``<sup>``, ``<sub>``, spans."""

from __future__ import annotations

import re

from citekit.csl.marks import DATA_MARKS, NOCASE_BEGIN, NOCASE_END, protected

_TAG = re.compile(
    r"""<(?:(?P<open>i|b|sup|sub|sc)|/(?P<close>i|b|sup|sub|sc|span)"""
    r"""|span\s+(?:class=["'](?P<nocase>nocase)["']"""
    r"""|(?P<caps>style=["']\s*font-variant:\s*small-caps;?\s*["'])))\s*>""",
    re.IGNORECASE,
)
_FORMS = {"i": "italic", "b": "bold", "sup": "sup", "sub": "sub", "sc": "small-caps"}


def marked(text: str) -> str:
    """*text* with CSL's tags as marks; a tag without its partner, and any other, stays text."""
    text = protected(text)
    if "<" not in text:
        return text
    pieces: list[str] = []
    opened: list[tuple[str, int, str, str]] = []  # name, piece, mark to put there, mark to end with
    position = 0
    for match in _TAG.finditer(text):
        pieces.append(text[position : match.start()])
        position = match.end()
        pieces.append(match[0])
        if not match["close"]:
            opened.append((_name(match), len(pieces) - 1, *_marks(match)))
            continue
        name = match["close"].lower()
        level = next((at for at in range(len(opened) - 1, -1, -1) if opened[at][0] == name), None)
        if level is not None:
            _, begin, first, last = opened[level]
            pieces[begin], pieces[-1] = first, last
            del opened[level:]
    pieces.append(text[position:])
    return "".join(pieces)


def _name(match: re.Match[str]) -> str:
    return match["open"].lower() if match["open"] else "span"


def _marks(match: re.Match[str]) -> tuple[str, str]:
    if match["nocase"]:
        return NOCASE_BEGIN, NOCASE_END
    return DATA_MARKS["small-caps" if match["caps"] else _FORMS[match["open"].lower()]]

"""Formatting inside an engine's string: one noncharacter where a form begins, one where it ends.

Unicode's noncharacters (U+FDD0 to U+FDEF) are in no text, are no punctuation and no space, and no
change of case touches them; so a rendered string can carry its form and its joints until a writer
turns it into an output format.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from citekit.text.characters import NARROW_NBSP, NBSP

FORMS = ("italic", "bold", "small-caps", "sup", "sub", "underline")
"""What a stretch of text can be."""

_FIRST = 0xFDD0


def _pair(index: int) -> tuple[str, str]:
    return chr(_FIRST + 2 * index), chr(_FIRST + 2 * index + 1)


STYLE_MARKS = {form: _pair(index) for index, form in enumerate(FORMS)}
"""Form → begin and end, where the style asks for it."""

DATA_MARKS = {form: _pair(6 + index) for index, form in enumerate(FORMS[:5])}
"""Form → begin and end, where a title has it: inside the same form, it goes back to roman."""

NOCASE_BEGIN, NOCASE_END = _pair(11)
NAMES_BEGIN, NAMES_END = _pair(12)
JOINT = chr(_FIRST + 26)
"""Stands where two pieces of output meet."""
NBSP_STANDIN = chr(_FIRST + 27)
NARROW_NBSP_STANDIN = chr(_FIRST + 28)
ELISION = chr(_FIRST + 29)
"""After a particle that takes no space: *d'* before *Alembert*."""
QUOTE_END = chr(_FIRST + 30)
"""After a closing quotation mark that takes a following stop or comma inside."""

ANY = "\ufdd0-\ufdef"
"""All of them, for use inside the brackets of a regular expression."""
_ALL = re.compile(f"[{ANY}]+")
_SPLIT = re.compile(f"([{ANY}])")


class Run(NamedTuple):
    """A stretch of text in one form: what it holds, and the forms that apply."""

    text: str
    forms: frozenset[str] = frozenset()


def bare(text: str) -> str:
    """*text* without marks."""
    return _ALL.sub("", restored(text))


def restored(text: str) -> str:
    """The spaces that stand-ins kept safe from the engine."""
    return text.replace(NBSP_STANDIN, NBSP).replace(NARROW_NBSP_STANDIN, NARROW_NBSP)


def protected(text: str) -> str:
    """*text* from outside: without noncharacters, its no-break spaces as stand-ins."""
    if text.isascii():
        return text
    text = _ALL.sub("", text)
    return text.replace(NBSP, NBSP_STANDIN).replace(NARROW_NBSP, NARROW_NBSP_STANDIN)


def runs(marked: str) -> list[Run]:
    """The runs of a marked string; what ends without having begun is passed over."""
    depth = dict.fromkeys(FORMS, 0)
    toggles = dict.fromkeys(FORMS, 0)
    found: list[Run] = []
    for piece in _SPLIT.split(restored(marked)):
        if piece in _STYLE_STEPS:
            form, step = _STYLE_STEPS[piece]
            depth[form] = max(0, depth[form] + step)
        elif piece in _DATA_STEPS:
            form, step = _DATA_STEPS[piece]
            toggles[form] = max(0, toggles[form] + step)
        elif piece and not _ALL.fullmatch(piece):
            forms = frozenset(form for form in FORMS if (depth[form] > 0) != (toggles[form] % 2))
            if found and found[-1].forms == forms:
                found[-1] = Run(found[-1].text + piece, forms)
            else:
                found.append(Run(piece, forms))
    return found


def _steps(marks: dict[str, tuple[str, str]]) -> dict[str, tuple[str, int]]:
    return {
        mark: (form, step)
        for form, pair in marks.items()
        for mark, step in zip(pair, (1, -1), strict=True)
    }


_STYLE_STEPS = _steps(STYLE_MARKS)
_DATA_STEPS = _steps(DATA_MARKS)

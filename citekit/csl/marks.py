"""Formatting inside a rendered string: one noncharacter where a form begins, one where it ends.

Unicode's noncharacters (U+FDD0 to U+FDEF, and U+1FFFE) are in no text, are no punctuation and no
space, and no change of case touches them; so a rendered string can carry its forms, its tags and
its joints through the passes until a writer turns it into an output format. Everything that begins
ends with the same mark, END, as a bracket does.
"""

from __future__ import annotations

import re

_FIRST = 0xFDD0
FORMS = (
    "italic",
    "oblique",
    "bold",
    "light",
    "small-caps",
    "sup",
    "sub",
    "underline",
    "font-style-normal",
    "font-weight-normal",
    "font-variant-normal",
)
"""What a stretch of text can be; the last three undo a form around them."""

BEGIN = {form: chr(_FIRST + index) for index, form in enumerate(FORMS)}
"""Form → the mark it begins with, where the style asks for it."""

DATA_FORMS = ("italic", "bold", "small-caps", "sup", "sub")
DATA_BEGIN = {form: chr(_FIRST + 11 + index) for index, form in enumerate(DATA_FORMS)}
"""Form → the mark it begins with, where a title has it: inside the same form it undoes it."""

DISPLAYS = ("block", "left-margin", "right-inline", "indent")
DISPLAY_BEGIN = {display: chr(_FIRST + 16 + index) for index, display in enumerate(DISPLAYS)}
"""CSL's ``display`` → the mark it begins with."""

END = chr(_FIRST + 20)
"""Ends whatever began last."""
QUOTE_BEGIN = chr(_FIRST + 21)
"""A quotation begins; which glyph, outer or inner, is known when the pieces are joined."""
NOCASE_BEGIN = chr(_FIRST + 22)
"""What follows keeps its case."""
NAMES_BEGIN = chr(_FIRST + 23)
"""A list of names begins: what citations are grouped by."""
SUFFIX_BEGIN = chr(_FIRST + 24)
"""The letter that tells two works of one year apart begins."""
NUMBER_BEGIN = chr(_FIRST + 25)
"""The number of a reference begins."""
YEAR_BEGIN = chr(_FIRST + 26)
"""A year begins."""
BEGIN["baseline"] = chr(_FIRST + 27)
"""Undoes raising and lowering."""
JOINT = chr(_FIRST + 28)
"""Stands where two pieces of output meet."""
ELISION = chr(_FIRST + 29)
"""After a particle that takes no space: *d'* before *Alembert*."""
NODECOR_BEGIN = chr(_FIRST + 30)
"""What follows has none of the forms around it: *v.* in the name of a case."""
SPELT_QUOTE_BEGIN = chr(_FIRST + 31)
"""A quotation in the data's own glyphs begins; they are its first and its last character."""

BEGIN["foreign"] = chr(0x1FFFE)
"""Text in another language than the document's begins: French typography leaves it alone."""

ANY = f"\ufdd0-\ufdef{BEGIN['foreign']}"
"""All of them, for use inside the brackets of a regular expression."""
BEGINS = (
    f"{chr(_FIRST)}-{chr(_FIRST + 19)}{QUOTE_BEGIN}-{chr(_FIRST + 27)}"
    f"{NODECOR_BEGIN}{SPELT_QUOTE_BEGIN}{BEGIN['foreign']}"
)
"""The marks that END closes, for use inside the brackets of a regular expression."""
OPENING = frozenset(map(chr, range(_FIRST, _FIRST + 32))) - {END, JOINT, ELISION} | {
    BEGIN["foreign"]
}
"""The same marks, one by one."""
_ALL = re.compile(f"[{ANY}]+")


def bare(text: str) -> str:
    """*text* without marks."""
    return text if text.isascii() else _ALL.sub("", text)


def without(text: str, begin: str) -> str:
    """*text* without the stretches that *begin* opens, and without that mark."""
    if begin not in text:
        return text
    kept: list[str] = []
    position = 0
    while (start := text.find(begin, position)) >= 0:
        kept.append(text[position:start])
        position = end_of(text, start)
    kept.append(text[position:])
    return "".join(kept)


def stretch(text: str, begin: str) -> tuple[int, int] | None:
    """Where the first stretch that *begin* opens stands, marks included; None without one."""
    start = text.find(begin)
    return None if start < 0 else (start, end_of(text, start))


_STEP = re.compile(f"(?P<begin>[{BEGINS}])|{END}")


def end_of(text: str, start: int) -> int:
    """The position after the END that closes the mark at *start*."""
    depth = 0
    for match in _STEP.finditer(text, start):
        depth += 1 if match["begin"] else -1
        if not depth:
            return match.end()
    return len(text)

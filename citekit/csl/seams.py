"""Where pieces of output meet: what is left of their punctuation and spaces.

A *seam* is a stretch of marks, punctuation, brackets and spaces; it is mended by itself.
"""

from __future__ import annotations

from citekit.csl.marks import (
    ANY,
    BEGIN,
    DISPLAY_BEGIN,
    ELISION,
    END,
    JOINT,
    NAMES_BEGIN,
    NUMBER_BEGIN,
    SUFFIX_BEGIN,
    YEAR_BEGIN,
)
from citekit.text.patterns import pattern

OUTER, INNER = (NAMES_BEGIN, SUFFIX_BEGIN), (NUMBER_BEGIN, YEAR_BEGIN)
"""Quotation marks until their glyphs are put in: the tags are gone by then, so theirs serve."""
_CHARACTERS = f".…,:;!? \u00a0\u202f()\\[\\]{ANY}"
SEAM = pattern(f"([{_CHARACTERS}][{_CHARACTERS}]+)")
"""Finds each seam of a text."""

_REMAINS = {
    ":": {":": ":", ".": ":", "!": "!", "?": "?"},
    ".": {".": "."},
    ";": {":": ";", ".": ";", ";": ";", "!": "!", "?": "?"},
    "!": {":": "!", ".": "!", "!": "!"},
    "?": {":": "?", ".": "?", "?": "?"},
    ",": {",": ","},
}
"""First mark → second mark → what is printed for both; all other pairs are printed as they are."""
_BEGINS = frozenset({*BEGIN.values(), *DISPLAY_BEGIN.values()})
_FORM_MARKS = _BEGINS | {END}
_CLOSING = frozenset({OUTER[1], INNER[1]})
_OPENS = {END: _BEGINS, OUTER[1]: frozenset({OUTER[0]}), INNER[1]: frozenset({INNER[0]})}
"""What closes → what it closes."""
_SPACE = frozenset(" ")
_NO_SPACE_AFTER = frozenset(" ([")
_NO_SPACE_BEFORE = frozenset(",.)]")
_GO_IN = frozenset(".,!?")
"""What goes inside a quotation that it follows."""
_GO_OUT = frozenset(",:;")
"""What ends a quotation and goes outside, where punctuation does not belong inside."""


class _Row:
    """Characters in a row; which of them are seen, and before which a joint stands."""

    __slots__ = ("characters", "joints", "seen")

    def __init__(self) -> None:
        self.characters: list[str] = []
        self.joints: list[bool] = []
        self.seen: list[int] = []

    def add(self, character: str, joint: bool = False) -> None:
        if character not in _FORM_MARKS:
            self.seen.append(len(self.characters))
        self.characters.append(character)
        self.joints.append(joint)

    def merge(self, character: str) -> bool:
        """Makes one of the last that is seen and *character*, if one is left of the two."""
        merged = _REMAINS.get(self.last, {}).get(character)
        if merged is None:
            return False
        self.characters[self.seen[-1]] = merged
        return True

    def would_merge(self, character: str) -> bool:
        """Whether *merge* would succeed if the spaces at the end were not there."""
        for at in reversed(self.seen):
            if self.characters[at] != " ":
                return character in _REMAINS.get(self.characters[at], ())
        return False

    @property
    def last(self) -> str:
        """The last character that is seen; "" where none is."""
        return self.characters[self.seen[-1]] if self.seen else ""

    def drop(self) -> None:
        """Takes the last character that is seen away."""
        self.characters[self.seen.pop()] = ""

    def closes_nothing(self, character: str) -> bool:
        """Whether *character* would close what has just been opened; that is taken away, then."""
        while self.characters and not self.characters[-1]:
            self.characters.pop()
            self.joints.pop()
        if not self.characters or self.characters[-1] not in _OPENS.get(character, ()):
            return False
        if self.characters.pop() not in _FORM_MARKS:
            self.seen.pop()
        self.joints.pop()
        return True


def mend(seam: str, punctuation_in_quote: bool, tidy: bool) -> str:
    """What is left of *seam*; forms and quotations that cover nothing are gone.

    Marks that meet become one, and so do spaces. *tidy*, no space is left before a mark or after a
    bracket either, so that marks with a space between meet, too: ``1976. , 2`` is ``1976, 2``.
    """
    row = _joined(seam, tidy)
    if not _CLOSING.isdisjoint(row.characters):
        row = _inside(row) if punctuation_in_quote else _outside(row, JOINT in seam)
    return "".join(row.characters)


def _joined(seam: str, tidy: bool) -> _Row:
    no_space_after = _NO_SPACE_AFTER if tidy else _SPACE
    row = _Row()
    joint = elided = False
    for at, character in enumerate(seam):
        if character == JOINT:
            joint = True
        elif character == ELISION:
            elided = True
        elif character in _OPENS:
            if not row.closes_nothing(character):
                row.add(character, joint)
        elif character in _BEGINS:
            row.add(character)
        elif tidy and joint and character == "." and row.last == "…":
            joint = False  # three dots are a stop, too
        elif character == " " and (elided or (joint and row.last in no_space_after)):
            elided = False
        else:
            if joint and not _is_in_word(seam, at):
                if tidy and (character in _NO_SPACE_BEFORE or row.would_merge(character)):
                    while row.last == " ":
                        row.drop()
                if row.merge(character):
                    joint = False
                    continue
            row.add(character, joint)
            joint = elided = False
    return row


def _is_in_word(seam: str, at: int) -> bool:
    """Whether the stop there begins something, such as *.NET*, or is one of several."""
    return seam[at] == "." and seam[at + 1 : at + 2] in ("", ".")


def _inside(row: _Row) -> _Row:
    """*row* with the marks of ``_GO_IN`` that follow a quotation inside it."""
    result = _Row()
    closing: list[str] = []
    moving = False
    for character, joint in zip(row.characters, row.joints, strict=True):
        if character in _CLOSING or (closing and character in _FORM_MARKS):
            closing.append(character)
            moving = moving and character in _FORM_MARKS
        elif closing and character in _GO_IN and (joint or moving):
            moving = True
            if not result.merge(character):
                result.add(character)
        elif character:
            for mark in closing:
                result.add(mark)
            closing.clear()
            result.add(character)
    for mark in closing:
        result.add(mark)
    return result


def _ends_with(inside: str, character: str) -> bool:
    """Whether *character* after a quotation that ends with *inside* says nothing more."""
    return character == inside or (character == "." and inside in ("!", "?"))


def _outside(row: _Row, has_joint: bool) -> _Row:
    """*row* with the marks of ``_GO_OUT`` that end a quotation outside it, and no second stop."""
    result = _Row()
    closing: list[str] = []
    outside: list[str] = []
    inside = ""
    following = [*row.characters[1:], ""]
    for character, joint, follows in zip(row.characters, row.joints, following, strict=True):
        if character in _CLOSING or (closing and character in _FORM_MARKS):
            while has_joint and not closing and result.last in _GO_OUT:
                outside.append(result.last)
                result.drop()
            if not closing:
                inside = result.last
            closing.append(character)
        elif character:
            for mark in (*closing, *reversed(outside)):
                result.add(mark)
            is_ellipsis = character == follows == "."
            after_quotation = closing and joint and not is_ellipsis
            if not after_quotation or not (
                _ends_with(inside, character) or result.merge(character)
            ):
                result.add(character)
            closing.clear()
            outside.clear()
            inside = ""
    for mark in (*closing, *reversed(outside)):
        result.add(mark)
    return result

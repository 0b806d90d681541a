"""The one pass over a rendered string: punctuation and spaces at its joints, quotes, flip-flop.

What remains of two punctuation marks follows the CSL test suite (``punctuation_FullMonty...``);
only marks that a joint separates are looked at, so that the data (``Quoi ???``, a URL) stays as it
is. No-break spaces are never touched.

Two steps. First the marks alone, without the text between them: which form, which quotation mark
each of them is. References of one shape have the same marks in the same order, so the answer is
remembered by that order. Then the *seams*, the stretches of marks, punctuation and spaces (see
csl.seams): there are few different ones, so each is remembered as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sized
from functools import partial
from typing import TypeVar

from citekit.csl.marks import (
    BEGIN,
    BEGINS,
    DATA_BEGIN,
    DISPLAY_BEGIN,
    ELISION,
    END,
    JOINT,
    NAMES_BEGIN,
    NOCASE_BEGIN,
    NODECOR_BEGIN,
    NUMBER_BEGIN,
    QUOTE_BEGIN,
    SPELT_QUOTE_BEGIN,
    SUFFIX_BEGIN,
    YEAR_BEGIN,
    end_of,
)
from citekit.csl.seams import INNER, OUTER, SEAM, mend

_TAGS = frozenset({NAMES_BEGIN, SUFFIX_BEGIN, NUMBER_BEGIN, YEAR_BEGIN, NOCASE_BEGIN})
_NORMAL = ("font-style-normal", "font-weight-normal", "font-variant-normal")
_ASPECTS = {
    "italic": 0,
    "oblique": 0,
    "bold": 1,
    "light": 1,
    "small-caps": 2,
}
"""Form → which of ``_NORMAL`` undoes it; raised and underlined text is never undone."""
_STYLE_FORMS = {BEGIN[form]: form for form in _ASPECTS}
_DATA_FORMS = {mark: form for form, mark in DATA_BEGIN.items()}
_UNDOES = {BEGIN[form]: aspect for aspect, form in enumerate(_NORMAL)}
_DISPLAYS = frozenset(DISPLAY_BEGIN.values())
_SPACES = " \u00a0\u202f"
_MARK = re.compile(f"([{BEGINS}{END}])")
_REMEMBERED, _LONGEST = 5000, 200
"""How many results are kept, and of what length at most."""

_Key = TypeVar("_Key", bound=Sized)
_Value = TypeVar("_Value")
_Forms = tuple[str, str, str]
"""The style, weight and variant that hold, "" for none."""


class _Memory(dict[_Key, _Value]):
    """The results of a function by its argument."""

    def __init__(self, function: Callable[[_Key], _Value]) -> None:
        self._function: Callable[[_Key], _Value] = function

    def __missing__(self, key: _Key) -> _Value:
        value = self._function(key)
        if len(self) < _REMEMBERED and len(key) <= _LONGEST:
            self[key] = value
        return value


class Joiner:
    """Turns a marked string into one where only forms, displays and their ends are left.

    The four quotation marks are the locale's. With *punctuation_in_quote* a full stop or comma
    that follows a quotation goes inside it; without, a comma or colon that ends one goes outside.
    *tidy* joints have no space before a mark (see csl.seams).
    """

    def __init__(
        self,
        *,
        outer_open: str,
        outer_close: str,
        inner_open: str,
        inner_close: str,
        punctuation_in_quote: bool,
        tidy: bool = False,
    ) -> None:
        glyphs = (outer_open, outer_close, inner_open, inner_close)
        self._glyphs = tuple(zip(OUTER + INNER, glyphs, strict=True))
        self._levels = {inner_open.strip(_SPACES): 1, outer_open.strip(_SPACES): 0}
        self._seams = _SEAMS[punctuation_in_quote, tidy]

    def __call__(self, text: str) -> str:
        """*text* joined; the time it takes is proportional to its length."""
        if text.isascii():
            return text
        quoted = False
        parts = _MARK.split(text)
        if len(parts) > 1:
            if SPELT_QUOTE_BEGIN in text:
                parts = self._spelt(parts)
            parts[1::2], quoted = _FORMS[tuple(parts[1::2])]
            text = "".join(parts)
        seams = SEAM.split(text + JOINT)
        seams[1::2] = map(self._seams.__getitem__, seams[1::2])
        text = "".join(seams).replace(JOINT, "").replace(ELISION, "")
        if quoted:
            for mark, glyph in self._glyphs:
                text = text.replace(mark, glyph)
        if text[:1] in _DISPLAYS or text.endswith(" " + END):
            text = _with_blanks_outside(text)
        return text

    def _spelt(self, parts: list[str]) -> list[str]:
        """*parts* with the data's own quotation marks as marks, where they are the locale's too.

        Those that are inner marks are left SPELT_QUOTE_BEGIN: outermost, they stay inner ones.
        Guillemets with no other quotation in or around them stay as they are, spaces included.
        """
        opened: list[_Quotation] = []
        quotations: list[_Quotation] = []
        for at in range(1, len(parts), 2):
            mark = parts[at]
            if mark == END:
                if opened:
                    last = opened.pop()
                    if last.mark:
                        quotations.pop()
                    self._close(parts, at, last)
            elif mark in (QUOTE_BEGIN, SPELT_QUOTE_BEGIN):
                if quotations:
                    quotations[-1].alone = False
                opened.append(_Quotation(mark, at, alone=not quotations))
                quotations.append(opened[-1])
            else:
                opened.append(_Quotation("", at, alone=False))
        return _MARK.split("".join(parts))

    def _close(self, parts: list[str], end: int, quotation: _Quotation) -> None:
        """Settles a quotation whose END stands at *end* of *parts*."""
        if quotation.mark != SPELT_QUOTE_BEGIN:
            return
        begin = quotation.at
        glyph = parts[begin + 1][:1]
        level = self._levels.get(glyph)
        if level is None or (quotation.alone and level == 0 and glyph == "«"):
            parts[begin] = parts[end] = ""
            return
        parts[begin] = SPELT_QUOTE_BEGIN if level else QUOTE_BEGIN
        parts[begin + 1] = parts[begin + 1][1:].lstrip(_SPACES)
        parts[end - 1] = parts[end - 1][:-1].rstrip(_SPACES)


class _Quotation:
    """What was opened *at* a place: a quotation, or with an empty *mark* anything else."""

    __slots__ = ("alone", "at", "mark")

    def __init__(self, mark: str, at: int, *, alone: bool) -> None:
        self.mark = mark
        self.at = at
        self.alone = alone


def _with_blanks_outside(text: str) -> str:
    """*text* with the space its first display begins with, or its last ends with, around it."""
    if text[:1] in _DISPLAYS and text[1:2] == " ":
        text = " " + text[0] + text[2:]
    if text.endswith(" " + END):
        last = max(text.rfind(mark) for mark in _DISPLAYS)
        if last >= 0 and end_of(text, last) == len(text):
            text = text[:-2] + END + " "
    return text


def _resolved(marks: tuple[str, ...]) -> tuple[list[str], bool]:
    """What stands for each of *marks*, nothing for a tag; and whether there are quotations."""
    shown: list[str] = []
    forms: _Forms = ("", "", "")
    level = -1  # 0 inside outer quotation marks, 1 inside inner ones
    quoted = False
    around: list[tuple[str, _Forms, int]] = []
    for mark in marks:
        if mark == END:
            end = ""
            if around:
                end, forms, level = around.pop()
            shown.append(end)
            continue
        before = forms, level
        begin, end = mark, END
        if mark in _TAGS:
            begin = end = ""
        elif mark in (QUOTE_BEGIN, SPELT_QUOTE_BEGIN):
            level = int(level == 0 or (level < 0 and mark == SPELT_QUOTE_BEGIN))
            begin, end = INNER if level else OUTER
            quoted = True
        elif mark == NODECOR_BEGIN:
            begin = "".join(
                BEGIN[normal] for normal, form in zip(_NORMAL, forms, strict=True) if form
            )
            end = END * len(begin)
            forms = ("", "", "")
        elif mark in _DATA_FORMS:
            begin, forms = _flipped(_DATA_FORMS[mark], forms)
        elif mark in _STYLE_FORMS:
            forms = _with(forms, _ASPECTS[_STYLE_FORMS[mark]], _STYLE_FORMS[mark])
        elif mark in _UNDOES:
            if not forms[_UNDOES[mark]]:
                begin = end = ""
            forms = _with(forms, _UNDOES[mark], "")
        around.append((end, *before))
        shown.append(begin)
    if around:
        shown[-1] += "".join(end for end, _, _ in reversed(around))
    return shown, quoted


def _flipped(form: str, forms: _Forms) -> tuple[str, _Forms]:
    """The mark that *form* of the data begins with among *forms*, and what holds inside it."""
    aspect = _ASPECTS.get(form)
    if aspect is None:
        return BEGIN[form], forms
    if forms[aspect] == form or (form == "italic" and forms[aspect] == "oblique"):
        return BEGIN[_NORMAL[aspect]], _with(forms, aspect, "")
    return BEGIN[form], _with(forms, aspect, form)


def _with(forms: _Forms, aspect: int, form: str) -> _Forms:
    style, weight, variant = forms
    return ((form, weight, variant), (style, form, variant), (style, weight, form))[aspect]


_FORMS = _Memory(_resolved)
_SEAMS: dict[tuple[bool, bool], _Memory[str, str]] = {
    (in_quote, tidy): _Memory(partial(mend, punctuation_in_quote=in_quote, tidy=tidy))
    for in_quote in (False, True)
    for tidy in (False, True)
}
"""How seams are mended: with punctuation inside quotations or not, tidy or not; for all joiners."""

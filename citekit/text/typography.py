"""French typography by country: one idempotent pass over passages of text.

What it sets: the spaces before ``; : ! ?`` and inside ``« »``, the no-break space after ``p.``,
``n°``, ``vol.`` and in ``s. d.``, apostrophes, quotations inside quotations, ordinals (*2e*, never
*2ème*). What it leaves alone: web addresses, DOIs, code, and text in another language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from operator import add
from typing import NamedTuple

from citekit.errors import UsageError
from citekit.text.characters import APOSTROPHE, NARROW_NBSP, NBSP
from citekit.text.patterns import pattern


class Profile(NamedTuple):
    """The spaces of a country: before ``; ! ?``, before ``:``, and inside guillemets."""

    high: str
    colon: str
    guillemets: str


PROFILES = {
    "fr-FR": Profile(NARROW_NBSP, NBSP, NBSP),
    "fr-CA": Profile("", NBSP, NBSP),
    "fr-CH": Profile(NARROW_NBSP, NARROW_NBSP, NARROW_NBSP),
}
"""France, Canada, Switzerland."""

NONE = "none"
AUTO = "auto"
TYPOGRAPHIES = (AUTO, *PROFILES, NONE)
"""What a typography may be called: ``auto`` is that of the locale, ``none`` changes nothing."""


class Passage(NamedTuple):
    """A stretch of text; one that is *foreign* (another language, code, an address) stays."""

    text: str
    foreign: bool = False


def profile(name: str | None, locale: str) -> Profile | None:
    """The profile called *name*, one of TYPOGRAPHIES; None for none.

    ``auto`` is the profile of *locale* where that is French (``fr-BE`` is set as ``fr-FR``).
    Raises UsageError (``typography-unknown``) for another name.
    """
    if name is None or name == NONE:
        return None
    if name == AUTO:
        if locale.partition("-")[0].lower() != "fr":
            return None
        return PROFILES.get(locale, PROFILES["fr-FR"])
    if name not in PROFILES:
        raise UsageError("typography-unknown", name=name, known=", ".join(TYPOGRAPHIES))
    return PROFILES[name]


def is_french(language: str | None) -> bool:
    """Whether *language*, as a reference states it (``fr-CA``, ``fre``, *français*), is French."""
    return (language or "").strip().lower().startswith("fr")


def typeset(text: str, profile: Profile) -> str:
    """*text* as *profile* sets it."""
    return typeset_passages([Passage(text)], profile)[0]


def typeset_passages(passages: Sequence[Passage], profile: Profile) -> list[str]:
    """The texts of *passages*, which follow one another, as *profile* sets them.

    A mark and the space before it may stand in different passages. Applied to its own result it
    changes nothing; the time it takes is proportional to the length of the text.
    """
    texts = [passage.text for passage in passages]
    whole = "".join(texts)
    edits = [*_marks(whole, profile), *_words(whole)]
    if not edits:
        return texts
    fixed = _Fixed(passages, whole)
    cells = list(whole)
    before = [""] * len(whole)
    for edit in edits:
        if fixed.touches(edit):
            continue
        if edit.start == edit.end:
            before[edit.start] = edit.new
        else:
            cells[edit.start : edit.end] = [edit.new, *[""] * (edit.end - edit.start - 1)]
    cells = list(map(add, before, cells))
    starts = accumulate(map(len, texts), initial=0)
    return ["".join(cells[start:end]) for start, end in pairwise(starts)]


_BLANK = " \u00a0\u202f\u2009"
_OPENING = frozenset("([{«“‘‹¿¡/;:!?")
"""After these, a mark takes no space: it stands alone, or is the second of a row."""
_IN_CODE = frozenset("=&/_")
_AFTER_COLON = frozenset(f"{_BLANK}\n)]}}»”")

_MARK = pattern("[«»:;!?']")
_GAP = pattern(r"[ \u202f](?<=[.°so§].)(?=\d|[IVXLCDM]+\b|[dln]\.)")
"""A space that may have to hold a number at its abbreviation."""
_ABBREVIATION = pattern(
    r"(?<!\w)(?:(?:pp?|vol|t|chap|art|fasc|fol|col|fig|pl|v)\.|[nf]°s?|nos?|§§?)\Z"
)
_MISSING = pattern(r"(?<!\w)s\.\Z")
"""The *s.* of *s. d.*, *s. l.*, *s. n.*"""
_ENDING = pattern(r"(?:i[eè]|[eè])(?P<kind>m|r)e(?P<plural>s?)\b")
_NUMBER = pattern(r"(?<!\w)(?:\d{1,4}|[IVX]{1,6}|[IVXLCDM]{2,12})\Z")
_LONGEST_NUMBER, _LONGEST_ABBREVIATION = 13, 6
_ADDRESS = pattern(
    r"""(?:https?://|ftp://|www\.|10\.\d{4,9}/|doi:|urn:)"""
    r"""[^\s<>«»]*[^\s<>«».,;:!?)\]]"""
)


class _Edit(NamedTuple):
    """Puts *new* where *start* to *end* stood; where nothing stood, before the mark at *start*.

    It is not made where *mark*, which it is made for, or what it takes away is to stay as it is.
    """

    start: int
    end: int
    new: str
    mark: int


class _Fixed:
    """Where text stays as it is: foreign passages and addresses."""

    def __init__(self, passages: Sequence[Passage], whole: str) -> None:
        found = [match.span() for match in _ADDRESS.finditer(whole)]
        start = 0
        for passage in passages:
            end = start + len(passage.text)
            if passage.foreign:
                found.append((start, end))
            start = end
        self._is_fixed = bytearray(len(whole))
        for start, end in found:
            self._is_fixed[start:end] = b"\1" * (end - start)

    def touches(self, edit: _Edit) -> bool:
        """Whether *edit* would change some of it."""
        return bool(self._is_fixed[edit.mark] or any(self._is_fixed[edit.start : edit.end]))


def _marks(text: str, profile: Profile) -> Iterator[_Edit]:
    """The spaces at ``; : ! ?`` and guillemets, inner quotations, apostrophes."""
    inner = _inner(text) if "«" in text else {}
    for match in _MARK.finditer(text):
        at, mark = match.start(), match[0]
        after = text[at + 1 : at + 2]
        if mark == "'":
            if text[at - 1 : at].isalpha() and (after.isalpha() or after in ("«", "“")):
                yield _Edit(at, at + 1, APOSTROPHE, at)
        elif mark == "«":
            end = at + 1
            while text[end : end + 1] in _SPACES:
                end += 1
            if at in inner:
                yield _Edit(at, end, inner[at], at)
            elif after:
                yield _Edit(at + 1, end, profile.guillemets, at)
        else:
            start = at
            while start and text[start - 1] in _SPACES:
                start -= 1
            before = text[start - 1 : start]
            if at in inner:
                yield _Edit(start, at + 1, inner[at], at)
            elif mark == "»":
                if before not in ("", "«"):
                    yield _Edit(start, at, profile.guillemets, at)
            elif before and before not in _OPENING and _ends_a_word(mark, before, after):
                space = profile.colon if mark == ":" else profile.high
                yield _Edit(start, at, space, at)


_SPACES = frozenset(_BLANK)


def _ends_a_word(mark: str, before: str, after: str) -> bool:
    """Whether *mark* is punctuation, and not within a time, a code, ``[1980?]``."""
    if mark == ":":
        return not after or after in _AFTER_COLON
    if mark == "?" and after == "]" and before.isdigit():
        return False  # a year that is supposed
    return not (after.isalnum() or after in _IN_CODE)


def _words(text: str) -> Iterator[_Edit]:
    """No-break spaces after abbreviations, and the endings of ordinals."""
    for match in _GAP.finditer(text):
        at = match.start()
        known = _MISSING if text[at + 1] in "dln" else _ABBREVIATION
        if known.search(text, max(at - _LONGEST_ABBREVIATION, 0), at):
            yield _Edit(at, at + 1, NBSP, at)
    for match in _ENDING.finditer(text):
        start, end = match.span()
        number = _NUMBER.search(text, max(start - _LONGEST_NUMBER, 0), start)
        if number and (match["kind"] == "m" or number[0] in ("1", "I")):
            ending = "e" if match["kind"] == "m" else "re"
            yield _Edit(start, end, ending + match["plural"], start)


_GUILLEMETS = pattern("[«»]")


def _inner(text: str) -> dict[int, str]:
    """Where guillemets inside guillemets stand, and the marks they become; none unless paired."""
    depth, inner = 0, {}
    for match in _GUILLEMETS.finditer(text):
        depth += match[0] == "«"
        if depth > 1:
            inner[match.start()] = "“" if match[0] == "«" else "”"
        depth -= match[0] == "»"
        if depth < 0:
            return {}
    return {} if depth else inner

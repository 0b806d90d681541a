"""French typography by country: one idempotent pass over passages of text.

What it sets: the spaces before ``; : ! ?`` and inside ``« »``, the no-break space after ``p.``,
``n°``, ``vol.`` and in ``s. d.``, apostrophes, quotations inside quotations, ordinals (*2e*, never
*2ème*). What it leaves alone: web addresses, DOIs, code, and text in another language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
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
    if not _NEEDED.search(whole):
        return texts
    cells = _Cells(whole, _fixed(passages, whole))
    inner = _inner(whole) if "«" in whole else {}
    for match in _TOKEN.finditer(whole):
        mark = inner.get(match.start() if match.lastgroup == "open" else match.end() - 1)
        if mark is None:
            _RULES[match.lastgroup or ""](match, cells, profile)
        else:
            _set_inner(match, cells, mark)
    return cells.cut(map(len, texts))


_BLANK = " \u00a0\u202f\u2009"
_B = f"(?<![{_BLANK}])[{_BLANK}]*"
_OPENING = frozenset("([{«“‘‹¿¡/;:!?")
"""After these, a mark takes no space: it stands alone, or is the second of a row."""
_IN_CODE = frozenset("=&/_")
_AFTER_COLON = frozenset(f"{_BLANK}\n)]}}»”")

_NEEDED = pattern(r"[;:!?«»'°§]|\w\. |\bnos? |\d[a-zè]|[IVX][a-zè]")
_TOKEN = pattern(
    rf"""(?P<open>«[{_BLANK}]*)"""
    rf"""|(?P<close>{_B}»)"""
    rf"""|(?P<colon>{_B}:)"""
    rf"""|(?P<high>{_B}[;!?])"""
    r"""|(?P<apostrophe>(?<=[^\W\d_])'(?=[^\W\d_]|[«“]))"""
    r"""|(?P<ordinal>\b(?:(?:\d{1,4}|[IVX]{1,6}|[IVXLCDM]{2,12})i?[eè]me|(?:1|I)i?[eè]re)s?\b)"""
    r"""|(?P<abbreviation>(?<!\w)(?:(?:pp?|vol|t|chap|art|fasc|fol|col|fig|pl|v)\."""
    r"""|[nf]°s?|nos?|§§?)[ \u202f](?=\d|[IVXLCDM]+\b))"""
    r"""|(?P<missing>(?<!\w)s\.[ \u202f](?=[dln]\.))"""
)
_ADDRESS = pattern(
    r"""(?:https?://|ftp://|www\.|\b10\.\d{4,9}/|\bdoi:|\burn:)"""
    r"""[^\s<>«»]*[^\s<>«».,;:!?)\]]"""
)


class _Cells:
    """The characters of a text, each of which an edit may replace, take away or put one before."""

    def __init__(self, text: str, fixed: list[tuple[int, int]]) -> None:
        self.text = text
        self._cells = list(text)
        self._starts = [start for start, _ in fixed]
        self._ends = [end for _, end in fixed]

    def is_fixed(self, at: int) -> bool:
        """Whether the character *at* that place stays as it is."""
        before = bisect_right(self._starts, at) - 1
        return before >= 0 and at < self._ends[before]

    def replace(self, start: int, end: int, new: str) -> None:
        """Puts *new* where *start* to *end* stood, as far as that is not fixed.

        Where nothing stood, *new* comes to belong to the character at *start*.
        """
        free = [at for at in range(start, end) if not self.is_fixed(at)]
        if end > start and len(free) < end - start:
            return  # the space is another passage's own
        if not free:
            self._cells[start] = new + self._cells[start]
            return
        for at in free:
            self._cells[at] = ""
        self._cells[start] = new

    def cut(self, lengths: Iterable[int]) -> list[str]:
        """The text as edited, in pieces of what were *lengths* before."""
        pieces, start = [], 0
        for length in lengths:
            pieces.append("".join(self._cells[start : start + length]))
            start += length
        return pieces


def _fixed(passages: Sequence[Passage], whole: str) -> list[tuple[int, int]]:
    """Where text stays as it is: foreign passages and addresses, in order, apart."""
    found = [match.span() for match in _ADDRESS.finditer(whole)]
    start = 0
    for passage in passages:
        end = start + len(passage.text)
        if passage.foreign and end > start:
            found.append((start, end))
        start = end
    found.sort()
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _before(text: str, at: int) -> str:
    """The last character before *at* that is no blank; "" at the beginning."""
    while at and text[at - 1] in _BLANK:
        at -= 1
    return text[at - 1 : at]


def _after_mark(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + 1]


def _space_before(match: re.Match[str], cells: _Cells, space: str) -> None:
    """Sets the *space* before the mark that *match* ends with, where it ends a word."""
    mark = match.end() - 1
    before = _before(match.string, match.start())
    if before and before not in _OPENING and not cells.is_fixed(mark):
        cells.replace(match.start(), mark, space)


def _high(match: re.Match[str], cells: _Cells, profile: Profile) -> None:
    after = _after_mark(match)
    if after and (after.isalnum() or after in _IN_CODE):
        return
    if after == "]" and match[0] == "?" and _before(match.string, match.start()).isdigit():
        return  # [1980?], a year that is supposed
    _space_before(match, cells, profile.high)


def _colon(match: re.Match[str], cells: _Cells, profile: Profile) -> None:
    after = _after_mark(match)
    if not after or after in _AFTER_COLON:
        _space_before(match, cells, profile.colon)


def _open(match: re.Match[str], cells: _Cells, profile: Profile) -> None:
    start = match.start()
    if not cells.is_fixed(start) and _after_mark(match):
        if match.end() > start + 1:
            cells.replace(start + 1, match.end(), profile.guillemets)
        elif not cells.is_fixed(start + 1):
            cells.replace(start + 1, start + 1, profile.guillemets)


def _close(match: re.Match[str], cells: _Cells, profile: Profile) -> None:
    mark = match.end() - 1
    before = _before(match.string, match.start())
    if before and before != "«" and not cells.is_fixed(mark):
        cells.replace(match.start(), mark, profile.guillemets)


def _apostrophe(match: re.Match[str], cells: _Cells, profile: Profile) -> None:
    if not cells.is_fixed(match.start()):
        cells.replace(match.start(), match.end(), APOSTROPHE)


def _ordinal(match: re.Match[str], cells: _Cells, profile: Profile) -> None:
    if cells.is_fixed(match.start()):
        return
    word = match[0]
    plural = "s" if word.endswith("s") else ""
    bare = word.removesuffix("s")
    ending = "re" if bare.endswith("re") else "e"
    number = bare.rstrip("eèimr")
    cells.replace(match.start() + len(number), match.end(), ending + plural)


def _no_break(match: re.Match[str], cells: _Cells, profile: Profile) -> None:
    last = match.end() - 1
    if not cells.is_fixed(last):
        cells.replace(last, match.end(), NBSP)


_RULES = {
    "open": _open,
    "close": _close,
    "colon": _colon,
    "high": _high,
    "apostrophe": _apostrophe,
    "ordinal": _ordinal,
    "abbreviation": _no_break,
    "missing": _no_break,
}

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


def _set_inner(match: re.Match[str], cells: _Cells, mark: str) -> None:
    """Sets a guillemet, with the space on its inside, as *mark*."""
    start, end = match.span()
    if not any(cells.is_fixed(at) for at in range(start, end)):
        cells.replace(start, end, mark)

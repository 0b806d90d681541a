"""Data as marked strings: CSL's tags in titles, and quotation marks, straight and typographic.

The tags are ``<i>``, ``<b>``, ``<sup>``, ``<sub>``, ``<sc>``, and the spans of class ``nocase``
and ``nodecor`` or in small capitals. Tags and quotation marks count where they are paired and
nested; all others are text.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from citekit.csl.marks import (
    ANY,
    DATA_BEGIN,
    END,
    NOCASE_BEGIN,
    NODECOR_BEGIN,
    QUOTE_BEGIN,
    SPELT_QUOTE_BEGIN,
)
from citekit.text.characters import APOSTROPHE, NARROW_NBSP
from citekit.text.patterns import pattern

_NONCHARACTERS = pattern(f"[{ANY}]+")
_SPECIAL = pattern(f"""[<"'“‘„«{ANY}]| [:;?!»]""")
"""Where none of these is, there is nothing to do."""
_IN_WORD = pattern(r"(?<=\w)'(?=\w)")
_FRENCH_SPACE = pattern(r" (?=[:;?!»])|(?<=«) ")
_TOKEN = pattern(
    r"""<(?:(?P<open>i|b|sup|sub|sc)|/(?P<close>i|b|sup|sub|sc|span)"""
    r"""|span\s+(?:class=["'](?P<class>nocase|nodecor)["']"""
    r"""|(?P<caps>style=["']\s*font-variant:\s*small-caps;?\s*["'])))\s*>"""
    r"""|(?P<quote>["'“”‘„«»]|’(?!\w))""",
    re.IGNORECASE,
)
_FORMS = {"i": "italic", "b": "bold", "sup": "sup", "sub": "sub", "sc": "small-caps"}
_SPANS = {"nocase": NOCASE_BEGIN, "nodecor": NODECOR_BEGIN}
_CLOSERS = {'"': '"', "'": "'", "“": "”", "‘": "’", "„": "“”", "«": "»"}
"""What opens a quotation → what may close it."""
_STRAIGHT = frozenset("\"'")
_MAY_OPEN_AFTER = pattern(r"[\s(\[{\-–—/¿¡]")
_DEPTH = 8
"""As deep are quotations looked for inside quotations."""


def plain(text: str) -> str:
    """*text* without the characters that marks are made of; nothing in it is markup."""
    return text if text.isascii() else _NONCHARACTERS.sub("", text)


def marked(text: str) -> str:
    """*text* with its tags and quotations as marks, its apostrophes typographic.

    The space that French puts before ``: ; ? ! »`` and after ``«`` becomes narrow and no-break.
    """
    if not _SPECIAL.search(text):
        return text
    text = plain(text)
    if "'" in text:
        text = _IN_WORD.sub(APOSTROPHE, text)
    text = _FRENCH_SPACE.sub(NARROW_NBSP, text)
    if not _TOKEN.search(text):
        return text
    return _Pairing().read(text)


class _Opened(NamedTuple):
    """A tag or quotation mark that waits for its partner."""

    closers: str
    piece: int
    begin: str
    is_tag: bool


class _Pairing:
    """One reading of a text: its pieces, where those that found a partner have become marks."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.opened: list[_Opened] = []
        self.tags: Counter[str] = Counter()
        self.may_open = True
        """Whether what stands before allows a quotation to begin."""

    def read(self, text: str) -> str:
        position = 0
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            if start > position:
                self.pieces.append(text[position:start])
                self.may_open = bool(_MAY_OPEN_AFTER.match(text, start - 1))
            position = end
            if quote := match["quote"]:
                self.quote(quote, text[end : end + 1])
            elif name := match["close"]:
                self.close_tag(name.lower(), match[0])
            else:
                self.open_tag(match)
        self.pieces.append(text[position:])
        return "".join(self.pieces)

    def open_tag(self, match: re.Match[str]) -> None:
        if match["open"]:
            name = match["open"].lower()
            begin = DATA_BEGIN[_FORMS[name]]
        else:
            name = "span"
            kind = match["class"]
            begin = _SPANS[kind.lower()] if kind else DATA_BEGIN["small-caps"]
        self.tags[name] += 1
        self._open(match[0], _Opened(name, len(self.pieces), begin, is_tag=True))

    def close_tag(self, name: str, text: str) -> None:
        self.may_open = False
        if not self.tags[name]:
            self.pieces.append(text)
            return
        while True:
            last = self.opened.pop()
            if last.is_tag:
                self.tags[last.closers] -= 1
                if last.closers == name:
                    break
        self.pieces[last.piece] = last.begin
        self.pieces.append(END)

    def quote(self, glyph: str, follows: str) -> None:
        straight = glyph in _STRAIGHT
        level = None if straight and self.may_open else self._quotation(glyph, follows)
        if level is not None:
            last = self.opened[level]
            del self.opened[level:]
            self.pieces[last.piece] = last.begin
            self.pieces.append(END if straight else glyph + END)
            self.may_open = False
            return
        shown = APOSTROPHE if glyph == "'" else glyph
        if glyph in "“„«" or (glyph in _CLOSERS and self.may_open and not follows.isspace()):
            begin = QUOTE_BEGIN if straight else SPELT_QUOTE_BEGIN + glyph
            closers = _CLOSERS[glyph]
            self._open(shown, _Opened(closers, len(self.pieces), begin, is_tag=False))
        else:
            self.pieces.append(shown)

    def _open(self, text: str, opened: _Opened) -> None:
        self.opened.append(opened)
        self.pieces.append(text)
        self.may_open = True

    def _quotation(self, glyph: str, follows: str) -> int | None:
        """Where in ``opened`` the quotation stands that *glyph* closes."""
        single = glyph in "'’"
        if single and follows.isalnum():
            return None
        lowest = len(self.opened) - (1 if single else _DEPTH)
        for level in range(len(self.opened) - 1, max(lowest, 0) - 1, -1):
            opened = self.opened[level]
            if opened.is_tag:
                return None
            if glyph in opened.closers:
                return level
        return None

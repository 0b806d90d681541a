"""A document as lines: plain text as it stands, HTML as a browser would break it."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import NamedTuple

from citekit.text.passage import Passage, Piece

BULLETS = "•◦▪▫‣●○·∙⁃"


class Line(NamedTuple):
    """One line: its text without bullet and indentation, and what those were.

    ``indent`` counts columns (in HTML, two a list level); ``bullet`` says whether it is an item of
    a list; ``heading`` is the level of an HTML heading, else 0; ``marks`` is the printed bullet.
    """

    body: Passage
    indent: int = 0
    bullet: bool = False
    heading: int = 0
    marks: Passage | None = None


_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(rf"(?:(?:[{BULLETS}]|\*(?!\*)|[-+\u2013\u2014](?=\s))\s*)+")
_HEADING = re.compile(r"#{1,6}(?=\s)")


def plain_lines(text: str) -> list[Line]:
    """The lines of a plain text that hold more than white space.

    Marks that Markdown adds (links, bold, headings, outer pipes of tables) are no text.
    """
    lines = []
    for match in _LINE.finditer(text):
        line = match[0]
        bare = line.lstrip("\ufeff\u200b \t\u00a0\u202f\u3000")
        if not bare or bare.isspace():
            continue
        start = len(line) - len(bare)
        indent = _columns(line[:start])
        body = tidy(bare, match.start() + start).strip()
        heading = _HEADING.match(body.text)
        if heading:
            body = body.slice(heading.end()).strip()
        elif body.text.startswith("| "):
            body = body.slice(2).strip()
        if body:
            lines.append(_line(body, indent, heading=heading.end() if heading else 0))
    return lines


def _line(body: Passage, indent: int, *, bullet: bool = False, heading: int = 0) -> Line:
    """A line with its printed bullet taken off."""
    match = None if heading else _BULLET.match(body.text)
    if match and match.end() < len(body.text):
        marks = body.slice(0, match.end())
        body = body.slice(match.end()).strip(" |")
        return Line(body, indent + 2 * (len(marks.text.split()) - 1), True, marks=marks)
    return Line(body, indent, bullet, heading)


_ODD_SIGNS = (
    *("\u00ad", "\u200b", "\u2060", "\ufeff", "](", "**"),
    *("  ", "\t", " \u00a0", "\u00a0 ", "\u00a0\u00a0", "\u202f ", " \u202f"),
)
"""What a line has where ``_ODD`` finds something; looked for first, since most have nothing."""
_ODD = re.compile(
    "[\u00ad\u200b\u2060\ufeff]+"
    r"|(?P<blank>\s{2,})"
    r"|(?P<cluster>.[\u0300-\u036f]+)"
    r"|!?\[(?P<label>[^\[\]\n]{0,400})\]\([^()\s]{0,1000}\)"
    r"|\*\*(?=\S)|(?<=\S)\*\*"
)


def tidy(text: str, start: int) -> Passage:
    """*text*, at *start* of the source: NFC, single spaces, no zero-width marks, no Markdown."""
    is_plain = unicodedata.is_normalized("NFC", text) and not any(odd in text for odd in _ODD_SIGNS)
    if is_plain or not _ODD.search(text):
        return Passage.plain(text, start)
    texts: list[str] = []
    pieces: list[Piece] = []
    at = done = 0

    def keep(kept: str, origin: int, width: int) -> None:
        nonlocal at
        if kept:
            texts.append(kept)
            pieces.append(Piece(at, len(kept), start + origin, width))
            at += len(kept)

    for match in _ODD.finditer(text):
        keep(text[done : match.start()], done, match.start() - done)
        if match["blank"]:
            texts.append(" ")
            at += 1
        elif match["cluster"]:
            keep(unicodedata.normalize("NFC", match[0]), match.start(), len(match[0]))
        elif match["label"] and not match[0].startswith("!"):
            keep(match["label"], match.start("label"), len(match["label"]))
        done = match.end()
    keep(text[done:], done, len(text) - done)
    return Passage("".join(texts), tuple(pieces))


def _columns(blank: str) -> int:
    return len(blank.expandtabs(4)) if "\t" in blank else len(blank)


_LOOKS_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|ul|ol|dl|div)\b", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Whether *text* is a web page (or a part of one) rather than plain text."""
    return "</" in text and bool(_LOOKS_HTML.search(text, 0, 20_000))


_TOKEN = re.compile(
    r"<!--|<(?P<close>/?)(?P<tag>[A-Za-z][A-Za-z0-9]{0,20})"
    r"(?P<rest>(?:[^<>\"']|\"[^\"<]{0,2000}\"|'[^'<]{0,2000}')*)>"
    r"|<[!?][^<>]{0,20000}>|&(?P<entity>#?\w{1,32});?|[^<&]+|[<&]"
)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section "
    "summary table tbody tfoot thead title tr ul".split()
)
_SKIPPED = frozenset(
    "head script style nav noscript template select button svg iframe object textarea".split()
)
_LISTS = frozenset({"ul", "ol", "dl"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def html_lines(text: str) -> list[Line]:
    """The lines of a web page: blocks apart, cells joined by ``|``, list items as bullets.

    Offsets are those of the page's source. Menus, scripts and forms are left out.
    """
    page = _Page()
    position = 0
    while match := _TOKEN.match(text, position):
        position = match.end()
        tag = (match["tag"] or "").lower()
        if match[0] == "<!--":
            end = text.find("-->", position)
            position = len(text) if end < 0 else end + 3
        elif tag in _SKIPPED and not match["close"] and not match["rest"].endswith("/"):
            position = _after_element(text, tag, position)
        elif tag:
            page.tag(tag, closing=bool(match["close"]))
        elif match["entity"]:
            page.text(html.unescape(match[0]), match.start(), len(match[0]))
        elif not match[0].startswith(("<!", "<?")):
            page.text(match[0], match.start(), len(match[0]))
    page.end_line()
    return page.lines


def _after_element(text: str, tag: str, position: int) -> int:
    closing = re.compile(rf"</{tag}\b[^<>]{{0,200}}>", re.IGNORECASE).search(text, position)
    if closing:
        return closing.end()
    return position if tag == "head" else len(text)


_SPACE_RUN = re.compile(r"\s+")


class _Page:
    """The lines so far, and the one being written."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.depth = 0
        self.bullet = False
        self.in_item = False
        self.heading = 0
        self.is_pre = False
        self._new_line()

    def _new_line(self) -> None:
        self.texts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self.ends_blank = True

    def tag(self, tag: str, *, closing: bool) -> None:
        if tag in {"td", "th"}:
            if self.length and not self.texts[-1].endswith("|"):
                self._add(" |")
            return
        if tag == "pre":
            self.is_pre = not closing
        if tag not in _BLOCKS:
            return
        self.end_line()
        if tag in _LISTS:
            self.depth = max(self.depth - 1, 0) if closing else self.depth + 1
            self.in_item = False if not closing else self.depth > 0
        elif tag == "li":
            self.bullet = not closing
            self.in_item = not closing
        elif tag in _HEADINGS:
            self.heading = 0 if closing else _HEADINGS[tag]

    def _add(self, text: str) -> None:
        self.texts.append(text)
        self.length += len(text)
        self.ends_blank = text[-1:].isspace()

    def text(self, text: str, start: int, width: int) -> None:
        if len(text) != width:
            if not (text.isspace() and self.ends_blank):
                self.pieces.append(Piece(self.length, len(text), start, width))
                self._add(text)
            return
        at = 0
        for blank in _SPACE_RUN.finditer(text):
            self._word(text[at : blank.start()], start + at)
            if self.is_pre and "\n" in blank[0]:
                self.end_line()
            elif not self.ends_blank:
                self._add(" ")
            at = blank.end()
        self._word(text[at:], start + at)

    def _word(self, text: str, start: int) -> None:
        if text:
            self.pieces.append(Piece(self.length, len(text), start, len(text)))
            self._add(text)

    def end_line(self) -> None:
        body = Passage("".join(self.texts), tuple(self.pieces)).strip()
        if body:
            indent = 2 * self.depth + (self.in_item and not self.bullet)
            if self.in_item and not self.bullet:  # a dash below an item's first line is no bullet
                self.lines.append(Line(body, indent))
            else:
                self.lines.append(_line(body, indent, bullet=self.bullet, heading=self.heading))
            self.bullet = False
        self._new_line()

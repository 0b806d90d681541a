"""HTML, with the elements and classes of the CSL test suite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from citekit.csl.outputs.writer import Output, tags, written
from citekit.text.characters import NBSP

TAGS = {
    "italic": ("<i>", "</i>"),
    "oblique": ('<span style="font-style:oblique;">', "</span>"),
    "bold": ("<b>", "</b>"),
    "light": ('<span style="font-weight:lighter;">', "</span>"),
    "small-caps": ('<span style="font-variant:small-caps;">', "</span>"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
    "underline": ('<span style="text-decoration:underline;">', "</span>"),
    "font-style-normal": ('<span style="font-style:normal;">', "</span>"),
    "font-weight-normal": ('<span style="font-weight:normal;">', "</span>"),
    "font-variant-normal": ('<span style="font-variant:normal;">', "</span>"),
    "baseline": ('<span style="baseline">', "</span>"),
}
DISPLAYS = {
    "block": ('\n\n    <div class="csl-block">', "</div>\n"),
    "left-margin": ('\n    <div class="csl-left-margin">', "</div>"),
    "right-inline": ('<div class="csl-right-inline">', "</div>\n  "),
    "indent": ('<div class="csl-indent">', "</div>\n  "),
}
_IN_LINE = tags(TAGS)
_IN_ENTRY = tags(TAGS | DISPLAYS)


def _escaped(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&#38;")
    if "<" in text:
        text = text.replace("<", "&#60;")
    if ">" in text:
        text = text.replace(">", "&#62;")
    if "  " in text:  # a browser would show one
        text = text.replace("  ", NBSP + " ")
    return text if text.isascii() else _RAISED.sub(_raised, text)


_RAISED = re.compile(
    "[\u00aa\u00b2-\u00b3\u00b9-\u00ba\u02b0-\u02b8\u02c0-\u02c1\u02e0-\u02e4\u06e5-\u06e6\u10fc\u1d2c-\u1d2e"
    "\u1d30-\u1d3a\u1d3c-\u1d4d\u1d4f-\u1d61\u1d78\u1d9b-\u1dbf\u2070-\u2071\u2074-\u207f"
    "\u2120\u2122\u2c7d\u2d6f\u3192-\u319f\ua69c-\ua69d\ua770\ua7f2-\ua7f4\ua7f8-\ua7f9"
    "\uab5c-\uab5f\uab69]"
)
"""Characters that are raised by themselves: fonts lack some, screen readers spell them out."""


_LETTERS = {"\u02c0": "\u0294", "\u02c1": "\u0295", "\u06e5": "\u0648", "\u06e6": "\u064a"}
"""Those that Unicode does not decompose → the letter that is raised."""


def _raised(match: re.Match[str]) -> str:
    return f"<sup>{_LETTERS.get(match[0]) or normalize('NFKC', match[0])}</sup>"


def _line(marked: str) -> str:
    return written(_escaped(marked), _IN_LINE)


def _entry(marked: str) -> str:
    return f'<div class="csl-entry">{written(_escaped(marked), _IN_ENTRY)}</div>'


def _document(entries: Sequence[str], **layout: object) -> str:
    """The layout is the style sheet's: it has the classes to go by."""
    body = "".join(f"  {entry}\n" for entry in entries)
    return f'<div class="csl-bib-body">\n{body}</div>\n'


OUTPUT = Output(_line, _entry, _document)

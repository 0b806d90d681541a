"""What goes onto the clipboard: one work as plain text, HTML and RTF, laid out without classes.

Word processors read the styles of elements, not a style sheet: each entry of a bibliography is a
paragraph that bears its own indent. Measures are those of the RTF output.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import msgspec

from citekit.csl import Bibliography
from citekit.csl.outputs.displays import LINE_BREAK
from citekit.csl.outputs.rtf import BEGIN, HEAD
from citekit.errors import Diagnostic

Made: TypeAlias = str | Sequence[str] | Bibliography
"""What :func:`citekit.cite` or :func:`citekit.bibliography` made, or several citations."""


class Content(NamedTuple):
    """The forms to offer; an empty one is not offered."""

    text: str
    html: str = ""
    rtf: str = ""

    @property
    def page(self) -> str:
        """The HTML, with its encoding said first: programs that paste would guess otherwise."""
        return _CHARSET + self.html if self.html else ""


class Copied(msgspec.Struct, frozen=True, kw_only=True):
    """What has the clipboard now (``holder``), and what its forms leave to be desired."""

    holder: str
    diagnostics: tuple[Diagnostic, ...] = ()


_CHARSET = '<meta http-equiv="content-type" content="text/html; charset=utf-8">'
"""As browsers begin what they copy."""

_INDENT = 36
_LINE = 12
"""Points: half an inch, a line."""

_ENTRY = ('<div class="csl-entry">', "</div>")
_DISPLAY = re.compile(r'<div class="csl-([a-z-]+)">|</div>')
_TAB = "\t"
_SPACES = re.compile(r"[ \t\r\n]+")
_JOINT = re.compile(f" *[{LINE_BREAK}{_TAB}][ {LINE_BREAK}{_TAB}]*")


_AFTER = {"left-margin": _TAB, "block": LINE_BREAK, "indent": LINE_BREAK}
"""What parts a display from what follows it."""


def content(text: Made, html: Made = "", rtf: Made = "") -> Content:
    """The forms of the clipboard from a work in the output formats text, html and rtf."""
    return Content(
        "\n".join(_lines(text)) if not isinstance(text, Bibliography) else str(text).rstrip("\n"),
        _html(html) if html else "",
        _rtf(rtf) if rtf else "",
    )


def _lines(made: str | Sequence[str]) -> Sequence[str]:
    return [made] if isinstance(made, str) else made


def _html(made: Made) -> str:
    """One citation goes into a sentence, so it is no paragraph; several are one each."""
    if isinstance(made, Bibliography):
        style = _style(made)
        return "\n".join(f'<p style="{style}">{_entry(entry)}</p>' for entry in made.entries)
    lines = _lines(made)
    return lines[0] if len(lines) == 1 else "\n".join(f"<p>{line}</p>" for line in lines)


def _style(made: Bibliography) -> str:
    gap = _LINE * made.line_spacing * made.entry_spacing
    hangs = made.hanging_indent or made.second_field_align
    margin = _INDENT if hangs and made.second_field_align != "margin" else 0
    style = f"margin:0 0 {gap}pt {margin}pt"
    if hangs:
        style += f";text-indent:-{_INDENT}pt"
    if made.line_spacing != 1:
        style += f";line-height:{100 * made.line_spacing}%"
    return style


def _entry(html: str) -> str:
    """*html* with line breaks, and a tab after what is in the margin, for CSL's ``display``.

    In HTML a tab is a space; Word makes a tab again of one that ``mso-tab-count`` is said of.
    """
    inner = html.removeprefix(_ENTRY[0]).removesuffix(_ENTRY[1])
    if "<div" not in inner:
        return inner
    begun: list[str] = []

    def joint(match: re.Match[str]) -> str:
        if match[1]:
            begun.append(match[1])
            return "" if match[1] == "right-inline" else LINE_BREAK
        return _AFTER.get(begun.pop() if begun else "", "")

    parts = _DISPLAY.sub(joint, _SPACES.sub(" ", inner)).strip(f" {LINE_BREAK}{_TAB}")
    return _JOINT.sub(_joined, parts)


def _joined(match: re.Match[str]) -> str:
    return "<br>" if LINE_BREAK in match[0] else '<span style="mso-tab-count:1">\t</span>'


def _rtf(made: Made) -> str:
    """Without a font: LibreOffice takes RTF before HTML, and would set the paste in that font."""
    if isinstance(made, Bibliography):
        return BEGIN + str(made).removeprefix(HEAD)
    paragraphs = "\\par\n".join(_lines(made))
    return f"{BEGIN}\n{paragraphs}}}\n"

"""Typst markup; what a document is made of beyond Typst's own functions is defined in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from citekit.csl.marks import FORMS
from citekit.csl.outputs.displays import LINE_BREAK, flowed
from citekit.csl.outputs.runs import Run, runs
from citekit.csl.outputs.writer import URL, Output, on_one_line
from citekit.text.characters import NBSP, SOFT_HYPHEN

_FUNCTIONS = {
    "italic": "#emph",
    "oblique": '#text(style: "oblique")',
    "bold": "#strong",
    "light": '#text(weight: "light")',
    "small-caps": "#smallcaps",
    "sup": "#super",
    "sub": "#sub",
    "underline": "#underline",
    "left-margin": "#csl-left-margin",
    "indent": "#csl-indent",
}
_DEFINITIONS = """\
#let csl-left-margin(body) = context {
  let width = measure(body).width + 0.5em.to-absolute()
  box(width: calc.max(width, 2.5em.to-absolute()), body)
}
#let csl-indent(body) = [#h(1.5em)#body]
"""
_HANGING, _FIELD = "1.5em", "2.5em"

_SPECIAL = re.compile(
    r"[\\#$*_`<>@\[\]~\"']"
    r"|(?<!\w)-|-(?![^\W\d_])"  # dashes, a minus, a soft hyphen
    r"|\.(?=\.)|/(?=/)|(?<=/)/"  # an ellipsis, a comment
)
_AT_LINE_START = re.compile(rf"({LINE_BREAK}[ \t]*)(?:([=+/])(?=\s|\Z)|(\d+)(\.)(?=\s|\Z))")
"""What begins a heading or a list."""

_WORDS = {NBSP: "~", SOFT_HYPHEN: "-?", LINE_BREAK: " \\\n"}
_WORD = re.compile(f"[{''.join(_WORDS)}]")
_CONTINUES = re.compile(r"[(;\[]|\.\w")
"""What Typst would take for the rest of the call before."""


def _line(marked: str) -> str:
    return _written(runs(on_one_line(marked), displays=False))


def _entry(marked: str) -> str:
    return _written(runs(flowed(on_one_line(marked), between="")))


def _written(line: list[Run]) -> str:
    pieces: list[str] = []
    for display, stretch in groupby(line, key=attrgetter("display")):
        inside = [piece for run in stretch for piece in _run(run)]
        if function := _FUNCTIONS.get(display):
            inside = [f"{function}[{_joined(inside)}]"]
        pieces += inside
    return _joined(pieces)


def _run(run: Run) -> list[str]:
    """Its text and its calls: a piece is one or the other."""
    pieces = URL.split(run.text)
    for index, piece in enumerate(pieces):
        pieces[index] = _linked(piece) if index % 2 else _escaped(piece)
    if not run.forms:
        return pieces
    content = _joined(pieces)
    for form in reversed(FORMS):
        if form in run.forms:
            content = f"{_FUNCTIONS[form]}[{content}]"
    return [content]


def _joined(pieces: list[str]) -> str:
    """*pieces* in a row, a semicolon where a call would go on in the text that follows."""
    joined: list[str] = []
    for piece in filter(None, pieces):
        if joined and joined[-1][0] == "#" and _CONTINUES.match(piece):
            joined.append(";")
        joined.append(piece)
    return "".join(joined)


def _linked(url: str) -> str:
    quoted = url.replace("\\", "\\\\").replace('"', '\\"')
    return f'#link("{quoted}")'


def _escaped(text: str) -> str:
    """*text* as markup; it may stand where a line begins."""
    escaped = _SPECIAL.sub(r"\\\g<0>", LINE_BREAK + text)
    escaped = _AT_LINE_START.sub(r"\1\3\\\2\4", escaped)[1:]
    return _WORD.sub(lambda match: _WORDS[match[0]], escaped)


def _document(
    entries: Sequence[str],
    *,
    hanging_indent: bool = False,
    second_field_align: str | None = None,
    line_spacing: int = 1,
    entry_spacing: int = 1,
) -> str:
    """A paragraph an entry, in a block, after the definitions that it needs."""
    if not entries:
        return ""
    indent = _FIELD if second_field_align else _HANGING if hanging_indent else "0em"
    # Typst's lines stand 1.3em apart, 0.65em of which is leading.
    leading = 0.65 + 1.3 * (line_spacing - 1)
    spacing = leading + 1.3 * line_spacing * entry_spacing
    outdent = _FIELD if second_field_align == "margin" else "0em"
    body = "\n\n".join(entries)
    return (
        f"{_DEFINITIONS}#pad(left: -{outdent})[\n"
        f"#set par(hanging-indent: {indent}, first-line-indent: 0em, "
        f"leading: {leading:g}em, spacing: {spacing:g}em)\n\n{body}\n]\n"
    )


OUTPUT = Output(_line, _entry, _document)

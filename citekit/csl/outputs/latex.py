"""LaTeX in UTF-8, with the commands that pandoc's bibliographies use for the parts of an entry.

An address is in ``\\url`` (packages url, hyperref) where LaTeX reads it as it is. A bibliography
defines what it is made of, unless the document around it does: ``\\CSLLeftMargin``,
``\\CSLRightInline``, ``\\CSLBlock``, ``\\CSLIndent`` and ``\\url``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citekit.csl.outputs.displays import LINE_BREAK, flowed
from citekit.csl.outputs.writer import URL, Output, on_one_line, tags, written
from citekit.text.latex_writer import LATEX

_TAGS = {
    "italic": (r"\textit{", "}"),
    "oblique": (r"\textsl{", "}"),
    "bold": (r"\textbf{", "}"),
    "light": (r"{\fontseries{l}\selectfont{}", "}"),
    "small-caps": (r"\textsc{", "}"),
    "sup": (r"\textsuperscript{", "}"),
    "sub": (r"\textsubscript{", "}"),
    "underline": (r"\underline{", "}"),
    "font-style-normal": (r"\textup{", "}"),
    "font-weight-normal": (r"\textmd{", "}"),
    "font-variant-normal": (r"\textulc{", "}"),
}
_DISPLAYS = {
    "left-margin": (r"\CSLLeftMargin{", "}"),
    "right-inline": (r"\CSLRightInline{", "}"),
    "block": (r"\CSLBlock{", "}"),
    "indent": (r"\CSLIndent{", "}"),
}
_IN_LINE = tags(_TAGS)
_IN_ENTRY = tags(_TAGS | _DISPLAYS)

_DEFINITIONS = r"""\providecommand{\url}[1]{\texttt{\detokenize{#1}}}
\providecommand{\CSLLeftMargin}[1]{\sbox0{#1\enspace}%
  \ifdim\wd0<2.5em\makebox[2.5em][l]{#1}\else\usebox0\fi}
\providecommand{\CSLRightInline}[1]{\unskip#1}
\providecommand{\CSLBlock}[1]{#1}
\providecommand{\CSLIndent}[1]{\hspace*{1.5em}#1}
"""
_HANGING, _FIELD = "1.5em", "2.5em"

# A letter is printed as it is: words in Greek are no mathematics.
_ESCAPES = {char: escape for char, escape in LATEX.escapes.items() if not char.isalpha()} | {
    "{": r"\{",
    "}": r"\}",
    LINE_BREAK: "\\\\\n",
}
_SPECIAL = re.compile(
    rf"[{''.join(map(re.escape, _ESCAPES))}]|(?P<ligature>-(?=-)|`(?=`)|'(?=')|,(?=,)|[!?](?=`))"
)
_OPTIONAL = re.compile(r"(\A|\\\\\n)([\[*])")
"""What would be an argument of the command before: of ``\\item``, of a line's end."""

_URL_AS_IT_IS = re.compile(r"[\w:/.?=&~+,;@!*()'-]+", re.ASCII)


def _line(marked: str) -> str:
    return written(_escaped(on_one_line(marked)), _IN_LINE)


def _entry(marked: str) -> str:
    return written(_escaped(flowed(on_one_line(marked))), _IN_ENTRY)


def _escaped(text: str) -> str:
    pieces = URL.split(text)
    for index, piece in enumerate(pieces):
        if index % 2 and _URL_AS_IT_IS.fullmatch(piece):
            pieces[index] = rf"\url{{{piece}}}"
        else:
            pieces[index] = _SPECIAL.sub(_escape, piece)
    return _OPTIONAL.sub(r"\1{\2}", "".join(pieces))


def _escape(match: re.Match[str]) -> str:
    return f"{match[0]}{{}}" if match["ligature"] else _ESCAPES[match[0]]


def _document(
    entries: Sequence[str],
    *,
    hanging_indent: bool = False,
    second_field_align: str | None = None,
    line_spacing: int = 1,
    entry_spacing: int = 1,
) -> str:
    """A ``list`` with an item an entry, after the definitions that it needs."""
    if not entries:
        return ""
    indent = _FIELD if second_field_align else _HANGING if hanging_indent else "0pt"
    margin = "0pt" if second_field_align == "margin" else indent
    spread = rf"\linespread{{{line_spacing}}}\selectfont" if line_spacing != 1 else ""
    items = "".join(f"\\item {entry}\n" for entry in entries)
    return (
        f"{_DEFINITIONS}"
        rf"\begin{{list}}{{}}{{{spread}\setlength{{\leftmargin}}{{{margin}}}%" + "\n"
        rf"  \setlength{{\itemindent}}{{-{indent}}}\setlength{{\labelwidth}}{{0pt}}%" + "\n"
        r"  \setlength{\labelsep}{0pt}\setlength{\parsep}{0pt}%" + "\n"
        rf"  \setlength{{\itemsep}}{{{entry_spacing}\baselineskip}}}}" + "\n"
        f"{items}\\end{{list}}\n"
    )


OUTPUT = Output(_line, _entry, _document)

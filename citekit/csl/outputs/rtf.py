"""RTF, in ASCII: what word processors paste."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from citekit.csl.marks import ANY
from citekit.csl.outputs.displays import LINE_BREAK, flowed
from citekit.csl.outputs.writer import Output, on_one_line, tags, written
from citekit.text.characters import NBSP, NON_BREAKING_HYPHEN, SOFT_HYPHEN

_TAGS = tags(
    {
        "italic": (r"{\i ", "}"),
        "oblique": (r"{\i ", "}"),
        "bold": (r"{\b ", "}"),
        "light": ("{", "}"),
        "small-caps": (r"{\scaps ", "}"),
        "sup": (r"{\super ", "}"),
        "sub": (r"{\sub ", "}"),
        "underline": (r"{\ul ", "}"),
        "font-style-normal": (r"{\i0 ", "}"),
        "font-weight-normal": (r"{\b0 ", "}"),
        "font-variant-normal": (r"{\scaps0 ", "}"),
        "baseline": (r"{\nosupersub ", "}"),
    }
)
_WORDS = {
    "\t": r"\tab ",
    LINE_BREAK: r"\line ",
    NBSP: r"\~",
    SOFT_HYPHEN: r"\-",
    NON_BREAKING_HYPHEN: r"\_",
}
_SPECIAL = re.compile(rf"[\\{{}}]|[^ -~{ANY}]")

BEGIN = r"{\rtf1\ansi\ansicpg1252"
HEAD = BEGIN + r"\deff0{\fonttbl{\f0\froman Times New Roman;}}\fs24"
_LINE = 240
_INDENT = 720
"""Twips, twentieths of a point: a line of 12 points, half an inch."""


def _line(marked: str) -> str:
    return written(_SPECIAL.sub(_escape, on_one_line(marked)), _TAGS)


def _entry(marked: str) -> str:
    return _line(flowed(on_one_line(marked), between="\t"))


def _escape(match: re.Match[str]) -> str:
    return _escaped(match[0])


@cache
def _escaped(char: str) -> str:
    if char in _WORDS:
        return _WORDS[char]
    if char in "\\{}":
        return f"\\{char}"
    if char < " " or char == "\x7f":
        return f"\\'{ord(char):02x}"
    units = char.encode("utf-16-le", "surrogatepass")
    return "".join(
        f"\\u{int.from_bytes(units[at : at + 2], 'little', signed=True)} ?"
        for at in range(0, len(units), 2)
    )


def _document(
    entries: Sequence[str],
    *,
    hanging_indent: bool = False,
    second_field_align: str | None = None,
    line_spacing: int = 1,
    entry_spacing: int = 1,
) -> str:
    """A whole file, a paragraph an entry."""
    layout = rf"\pard\sl{_LINE * line_spacing}\slmult1\sa{_LINE * line_spacing * entry_spacing}"
    if second_field_align or hanging_indent:
        margin = 0 if second_field_align == "margin" else _INDENT
        layout += rf"\li{margin}\fi-{_INDENT}\tx{margin}"
    paragraphs = "".join(f"{{{layout} {entry}\\par}}\n" for entry in entries)
    return f"{HEAD}\n{paragraphs}}}\n"


OUTPUT = Output(_line, _entry, _document)

"""Unicode with CSL's rich text to LaTeX, in the dialects of LaTeX and of Zotero."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import msgspec

from citekit.text.characters import NARROW_NBSP, NBSP, SOFT_HYPHEN
from citekit.text.latex_reader import MATH, Tag, formula_text, is_balanced, is_one_group, spaced
from citekit.text.latex_symbols import (
    BOLD,
    ITALIC,
    MATH_SYMBOLS,
    NO_CASE,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
)


class Dialect(msgspec.Struct, frozen=True, kw_only=True):
    """How a reader of .bib files wants text: its escapes and its markup commands.

    ``flat`` says that it cannot read braces inside a markup command: such an element keeps its
    HTML tags.
    """

    escapes: Mapping[str, str]
    braces: Tag
    tags: Mapping[str, Tag]
    flat: bool = False


LATEX = Dialect(
    escapes={
        **{char: f"\\{char}" for char in "#$%&_"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        NBSP: "~",
        NARROW_NBSP: r"\,",
        SOFT_HYPHEN: r"\-",
        **{char: rf"\ensuremath{{\{name}}}" for name, char in MATH_SYMBOLS.items()},
    },
    braces=(r"\textbraceleft{}", r"\textbraceright{}"),
    tags={
        ITALIC[0]: (r"\emph{", "}"),
        BOLD[0]: (r"\textbf{", "}"),
        SMALL_CAPS[0]: (r"\textsc{", "}"),
        SUPERSCRIPT[0]: (r"\textsuperscript{", "}"),
        SUBSCRIPT[0]: (r"\textsubscript{", "}"),
    },
)
"""What pdfLaTeX with biber prints as the text reads."""

ZOTERO = Dialect(
    escapes={
        **{char: f"\\{char}" for char in "#$%&_"},
        "\\": r"{\textbackslash}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        NBSP: "~",
    },
    braces=(r"\{\vphantom{\}}", r"\vphantom{\{}\}"),
    tags={
        ITALIC[0]: (r"\textit{", "}"),
        BOLD[0]: (r"\textbf{", "}"),
        SMALL_CAPS[0]: (r"\textsc{", "}"),
        SUPERSCRIPT[0]: (r"$^{\textrm{", "}}$"),
        SUBSCRIPT[0]: (r"$_{\textrm{", "}}$"),
    },
    flat=True,
)
"""What Zotero's BibTeX translator reads back: UTF-8, few escapes, no nested commands."""

_CHUNK = re.compile(
    r"(?P<math>\$)|(?P<close></(?:i|b|sup|sub|sc|span)>)"
    r"|<(?:i|b|sup|sub|sc|span style=\"font-variant: ?small-caps;?\"|span class=\"nocase\")>"
)
_LIGATURE_BREAK = r"-(?=-)|`(?=`)|'(?=')|[!?](?=`)"
_PARAGRAPH_AT = re.compile(r"(?<=\n)@")


def from_text(
    text: str, dialect: Dialect, *, nocase: bool = False, paragraphs: bool = False
) -> str:
    """*text*, which may hold CSL's tags, as a value of a .bib file in *dialect*.

    Its braces are balanced as BibTeX counts them. ``to_text`` gives *text* back, white space
    apart; tags that do not pair off are text. Without *nocase*, ``<span class="nocase">`` goes.
    """
    text = spaced(text, paragraphs)
    if text.isalnum():
        return text
    value = _Writer(text, dialect, nocase).write()
    if nocase and is_one_group(value) and not value.startswith("{\\"):
        return f"{{{value}}}"
    return _PARAGRAPH_AT.sub("{@}", value) if paragraphs else value


class _Writer:
    """One pass over rich text: an opening tag is a gap in ``out`` until its end is met."""

    def __init__(self, text: str, dialect: Dialect, nocase: bool) -> None:
        self.text = text
        self.dialect = dialect
        self.nocase = nocase
        self.escape = _escapes(frozenset(dialect.escapes))
        self.lone = _lone_braces(text)
        self.out: list[str] = []
        self.braced = 0
        self.open: list[tuple[str, int, int]] = []  # printed tag, place in out, braces before

    def write(self) -> str:
        position = 0
        while chunk := _CHUNK.search(self.text, position):
            self.plain(position, chunk.start())
            position = self.chunk(chunk)
        self.plain(position, len(self.text))
        for tag, place, _ in self.open:  # never closed: no tag but text
            self.out[place] = self.escape.sub(self.escaped, tag)
        return "".join(self.out)

    def put(self, value: str) -> None:
        self.out.append(value)
        self.braced += "{" in value or "}" in value

    def plain(self, start: int, end: int) -> None:
        position = start
        for match in self.escape.finditer(self.text, start, end):
            self.out.append(self.text[position : match.start()])
            self.put(self.escaped(match))
            position = match.end()
        self.out.append(self.text[position:end])

    def escaped(self, match: re.Match[str]) -> str:
        char = match[0]
        if char in "{}":
            return self.dialect.braces[char == "}"] if match.start() in self.lone else f"\\{char}"
        return self.dialect.escapes.get(char) or f"{char}{{}}"

    def chunk(self, chunk: re.Match[str]) -> int:
        """Write a tag or a formula; where the rest begins."""
        if chunk["math"]:
            return self.formula(chunk)
        if tag := chunk["close"]:
            if self.open and _CLOSED_BY[_canonical(self.open[-1][0])] == tag:
                printed, place, braces_before = self.open.pop()
                self.element(_canonical(printed), place, braces_before)
            else:
                self.plain(chunk.start(), chunk.end())
        else:
            self.open.append((chunk[0], len(self.out), self.braced))
            self.out.append("")
        return chunk.end()

    def element(self, tag: str, place: int, braces_before: int) -> None:
        if tag == NO_CASE[0]:
            if self.nocase:
                # A group that begins with a command is no protection to BibTeX; two braces are.
                inside = next(filter(None, self.out[place + 1 : place + 4]), "")
                double = inside.startswith("\\") or inside == '"'
                self.out[place] = "{{" if double else "{"
                self.put("}}" if double else "}")
        elif self.dialect.flat and self.braced > braces_before:
            self.out[place] = tag
            self.put(_CLOSED_BY[tag])
        else:
            self.out[place], closing = self.dialect.tags[tag]
            self.put(closing)

    def formula(self, chunk: re.Match[str]) -> int:
        """Keep a formula that reading would keep; anything else is text with a dollar sign."""
        formula = MATH.match(self.text, chunk.start())
        if formula and is_balanced(formula[2]) and formula_text(formula[2]) is None:
            self.put(formula[0])
            return formula.end()
        self.plain(chunk.start(), chunk.start() + 1)
        return chunk.start() + 1


_CANONICAL = {
    "<sc>": SMALL_CAPS[0],
    SMALL_CAPS[0].replace(";", ""): SMALL_CAPS[0],
    SMALL_CAPS[0].replace(":", ": "): SMALL_CAPS[0],
    SMALL_CAPS[0].replace(":", ": ").replace(";", ""): SMALL_CAPS[0],
}


def _canonical(tag: str) -> str:
    return _CANONICAL.get(tag, tag)


_CLOSED_BY = dict((ITALIC, BOLD, SMALL_CAPS, SUPERSCRIPT, SUBSCRIPT, NO_CASE))


@cache
def _escapes(dialect_escapes: frozenset[str]) -> re.Pattern[str]:
    characters = "".join(map(re.escape, sorted(dialect_escapes)))
    return re.compile(rf"[{characters}{{}}]|{_LIGATURE_BREAK}")


def _lone_braces(text: str) -> frozenset[int]:
    """The places of braces that have no partner."""
    lone: list[int] = []
    closing: list[int] = []
    for match in re.finditer(r"[{}]", text):
        if match[0] == "{":
            lone.append(match.start())
        elif lone:
            lone.pop()
        else:
            closing.append(match.start())
    return frozenset(lone + closing)

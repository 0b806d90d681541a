"""LaTeX to Unicode with CSL's rich text (``<i> <b> <sup> <sub> <span …>``)."""

from __future__ import annotations

import re
import unicodedata

from citekit.text.characters import NBSP
from citekit.text.latex_symbols import (
    ACCENTS,
    DECLARATIONS,
    DROPPED,
    ITALIC,
    NO_CASE,
    SIGNS,
    SPACING_ACCENTS,
    SUBSCRIPT,
    SUPERSCRIPT,
    SYMBOLS,
    WRAPPERS,
)

Tag = tuple[str, str]

_MARKUP = re.compile(r"[\\{}$~`]")
_NOT_ONE_SPACE = re.compile(r"[\t\r\n\f\v]")
_SPECIAL = re.compile(
    r"\\(?P<word>[A-Za-z]+)(?:[ \t\r\n]++)?|\\(?P<sign>.)|(?P<mark>[{}$~^_])"
    r"|(?P<ligature>---?|``|''|[!?]`)",
    re.DOTALL,
)
MATH = re.compile(r"(\$\$?)((?:[^$\\]++|\\.)++)\1", re.DOTALL)
_SPACES = re.compile(r" [ \t\r\n\f\v]+|[\t\r\n\f\v][ \t\r\n\f\v]*")  # not one space
_LIGATURES = {"--": "–", "---": "—", "``": "“", "''": "”", "!`": "¡", "?`": "¿"}


def to_text(
    latex: str,
    *,
    nocase: bool = False,
    paragraphs: bool = False,
    unknown: set[str] | None = None,
) -> str:
    """The Unicode text, with CSL's tags for markup, that *latex* prints.

    Commands that are not known, and math that characters cannot show, stay as they are written;
    the commands are added to *unknown*. With *nocase*, braces that protect capitals become
    ``<span class="nocase">`` (not where they hold the whole value); otherwise they go. White
    space collapses; with *paragraphs* a blank line stays one. Takes any text; time is linear.
    """
    if latex.isalnum():  # a year, a volume
        return latex
    if _MARKUP.search(latex) or "--" in latex or "''" in latex:
        latex = _Reader(_unwrapped(latex), nocase=nocase, unknown=unknown).read()
        if not latex.isascii():
            latex = unicodedata.normalize("NFC", latex)
    return spaced(latex, paragraphs)


def spaced(text: str, paragraphs: bool) -> str:
    """*text* with one space for each run of white space, or one blank line for a paragraph."""
    text = text.strip(" \t\r\n\f\v")
    if "  " in text or _NOT_ONE_SPACE.search(text):
        return _SPACES.sub(_paragraph if paragraphs else " ", text)
    return text


def _paragraph(spaces: re.Match[str]) -> str:
    return "\n\n" if spaces[0].count("\n") > 1 else " "


_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def _unwrapped(latex: str) -> str:
    """*latex* without the one pair of braces that holds all of it."""
    body = latex.strip()
    if not (body.startswith("{") and body.endswith("}")) or body.startswith("{\\"):
        return latex
    return body[1:-1] if is_one_group(body) else latex


def is_one_group(latex: str) -> bool:
    """Whether one pair of braces holds all of *latex*; escaped braces do not count."""
    if not latex.startswith("{"):
        return False
    depth = 0
    for match in _BRACE.finditer(latex):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.end() == len(latex)
    return False


class _Group:
    """What is to happen where an open brace is closed."""

    __slots__ = ("closers", "dropped", "math", "opened", "protects")

    def __init__(self, opened: int, math: bool, protects: bool, dropped: bool) -> None:
        self.opened = opened
        self.math = math
        self.protects = protects
        self.dropped = dropped
        self.closers: list[str] = []


class _Reader:
    """One pass over a LaTeX value; ``pending`` is what waits for the next character or group."""

    def __init__(
        self, source: str, *, nocase: bool = False, math: bool = False, unknown: set[str] | None
    ) -> None:
        self.source = source
        self.nocase = nocase
        self.math = math
        self.unknown = unknown
        self.out: list[str] = []
        self.groups: list[_Group] = []
        self.accents: list[str] = []
        self.wraps: list[Tag] = []
        self.protected = False
        self.drop_next = False
        self.literal_until = -1  # where a brace opens an argument of an unknown command
        self.math_next = False

    def read(self) -> str:
        source, position = self.source, 0
        while match := _SPECIAL.search(source, position):
            if match.start() > position:
                self.text(source[position : match.start()])
            position = self.special(match)
        self.text(source[position:])
        self.flush_accents()
        while self.groups:
            self.close()
        return "".join(self.out)

    def special(self, match: re.Match[str]) -> int:
        """Read one command, brace or ligature; where reading goes on."""
        if word := match["word"]:
            return self.command(word, match)
        if sign := match["sign"]:
            return self.sign(sign, match)
        if ligature := match["ligature"]:
            self.text(ligature if self.math else _LIGATURES[ligature])
            return match.end()
        mark = match["mark"]
        if mark == "{":
            self.open(match.start(), match.end())
        elif mark == "}":
            self.close(match.end())
        elif mark == "~":
            self.text(NBSP)
        elif mark == "$":
            return self.formula(match)
        elif self.math:
            self.wraps.append(SUPERSCRIPT if mark == "^" else SUBSCRIPT)
        else:
            self.text(mark)
        return match.end()

    def command(self, word: str, match: re.Match[str]) -> int:
        if word in SYMBOLS:
            self.text(SYMBOLS[word])
        elif word in WRAPPERS:
            self.wraps.append(self._tag(word))
            self.math_next = word == "ensuremath"
        elif word in ACCENTS:
            self.accents.append(ACCENTS[word])
        elif word in DECLARATIONS:
            opening, closing = DECLARATIONS[word]
            if opening:
                self.out.append(opening)
                if not self.groups:
                    self.groups.append(_Group(0, self.math, False, False))
                self.groups[-1].closers.append(closing)
        elif word in DROPPED:
            self.drop_next = True
        elif word == "href" and (link := _LINK.match(self.source, match.end())):
            self.wraps.append(("", f" ({link[1]})"))
            return link.end()
        elif self.math and word in {"left", "right", "limits", "big", "Big", "bigl", "bigr"}:
            return match.end()
        else:
            if self.unknown is not None:
                self.unknown.add(f"\\{word}")
            self.text(match[0])
            self.literal_until = match.end()
        return match.end()

    def _tag(self, word: str) -> Tag:
        if word == "enquote" and any("\u201d" in group.closers for group in self.groups[-8:]):
            return ("\u2018", "\u2019")
        if self.math and word == "mathit":
            return ITALIC
        return WRAPPERS[word]

    def sign(self, sign: str, match: re.Match[str]) -> int:
        if sign in ACCENTS:
            self.accents.append(ACCENTS[sign])
        elif sign in "([" and (formula := _PARENTHESISED[sign].match(self.source, match.start())):
            self.text(formula_text(formula[1]) or formula[0])
            return formula.end()
        elif sign in SIGNS:
            self.text(SIGNS[sign])
        else:
            self.text(match[0])
        return match.end()

    def text(self, text: str) -> None:
        """Put *text* out; its first character takes the accents and the waiting command."""
        if not text:
            return
        self.drop_next = False
        if not self.accents and not self.wraps:
            self.out.append(text)
            return
        text = text.lstrip(" \t\r\n")  # TeX skips spaces before an argument
        if not text:
            return
        base = text[0]
        if self.accents:
            base = {"ı": "i", "ȷ": "j"}.get(base, base) + "".join(reversed(self.accents))
            self.accents = []
        opening = "".join(tag[0] for tag in self.wraps)
        closing = "".join(tag[1] for tag in reversed(self.wraps))
        self.wraps = []
        self.math_next = False
        self.out += (opening, base, closing, text[1:])

    def flush_accents(self) -> None:
        """Print accents that found nothing to stand on."""
        if self.accents:
            marks = "".join(SPACING_ACCENTS.get(accent, accent) for accent in self.accents)
            self.accents = []
            self.text(marks)

    def open(self, start: int, end: int) -> None:
        if self.literal_until == start:
            group = _Group(len(self.out), self.math, False, False)
            self.out.append("{")
            group.closers = ["}"]
            self.groups.append(group)
            return
        plain = not self.wraps and not self.accents and not self.drop_next and not self.math
        protects = plain and self.nocase and not self.protected
        protects = protects and not self.source.startswith(("\\", "}", '"}'), end)
        group = _Group(len(self.out), self.math, protects, self.drop_next)
        self.drop_next = False
        self.math = self.math or self.math_next
        self.math_next = False
        if protects:
            self.protected = True
            self.out.append(NO_CASE[0])
            group.closers.append(NO_CASE[1])
        for opening, closing in self.wraps:
            self.out.append(opening)
            group.closers.append(closing)
        self.wraps = []
        self.groups.append(group)

    def close(self, end: int = -1) -> None:
        """Close the innermost group; a brace that closes nothing goes."""
        self.flush_accents()
        self.wraps = []
        if not self.groups:
            return
        group = self.groups.pop()
        self.math = group.math
        if group.dropped or (group.protects and len(self.out) == group.opened + 1):
            del self.out[group.opened :]
        else:
            self.out += reversed(group.closers)
        if group.closers == ["}"]:
            self.literal_until = end
        if group.protects:
            self.protected = False

    def formula(self, match: re.Match[str]) -> int:
        formula = MATH.match(self.source, match.start())
        if formula is None or not is_balanced(formula[2]):
            if not self.math:
                self.text("$")
            return match.end()
        self.text_of_formula(formula)
        return formula.end()

    def text_of_formula(self, formula: re.Match[str]) -> None:
        text = formula_text(formula[2])
        self.out.append(formula[0] if text is None else text)


_LINK = re.compile(r"\{([^{}]*)\}")
_PARENTHESISED = {
    "(": re.compile(r"\\\(((?:[^\\]++|\\[^()\[\]])*+)\\\)", re.DOTALL),
    "[": re.compile(r"\\\[((?:[^\\]++|\\[^()\[\]])*+)\\\]", re.DOTALL),
}


def formula_text(formula: str) -> str | None:
    """A formula as characters, superscripts and subscripts; None where these cannot show it."""
    unknown: set[str] = set()
    text = _Reader(formula, math=True, unknown=unknown).read()
    return None if unknown else text


def is_balanced(value: str) -> bool:
    """Whether the braces of a value pair off, both as BibTeX counts them and as LaTeX does.

    BibTeX counts a brace after a backslash, LaTeX does not.
    """
    if "{" not in value and "}" not in value:
        return not value.endswith("\\")
    escaped = counted = 0
    for match in _BRACE.finditer(value):
        token = match[0]
        step = {"{": 1, "}": -1}.get(token[-1], 0)
        counted += step
        if len(token) == 1:
            escaped += step
        if counted < 0 or escaped < 0:
            return False
    return counted == escaped == 0 and (len(value) - len(value.rstrip("\\"))) % 2 == 0

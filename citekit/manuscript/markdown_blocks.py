"""The blocks of a Markdown file: what is code, what its front matter says, where the list is.

CommonMark's block structure is markdown-it-py's; pandoc's and MyST's own blocks are found here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from citekit.manuscript.comments import comments
from citekit.manuscript.story import Settings
from citekit.manuscript.weaving import delimited, masked
from citekit.text.patterns import pattern

Span = tuple[int, int]

_FRONT_MATTER = pattern(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", 24)
_MARKER = pattern(r"^[ \t]*(?:\[bibliograph(?:y|ie)\]|\\bibliography)[ \t]*(?=\r?$)", 10)
_DIV = pattern(r"^:{3,}([^\r\n]*)", 8)
_ATTRIBUTES = pattern(r"\{([^{}]*)\}")
_REFS = pattern(r"(?<!\S)#refs(?!\S)")
_ELEMENT = pattern(r"<(pre|script|style|textarea|code|kbd|samp)\b", 2)
_NOTE = pattern(r"[ ]{0,3}\[\^[^\[\]\s]+\]:")
_MATH = pattern(r"(?<!\\)\$\$.+?(?<!\\)\$\$|(?<![\\$])\$(?=\S)[^$\n]*?(?<=[^\s\\])\$(?!\d)", 16)
_BACKTICKS = pattern(r"`+|(?P<gap>\n[ \t\r]*\n)")
_ADDRESS = pattern(
    r"\{\{<[^{}\n]*>\}\}|<[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>|</?[A-Za-z][^<>]*>|(?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*"
)
_BARE_ADDRESS = pattern(r"\b(?:https?|ftp|doi|mailto):[^\s<>\"\[\]]*[^\s<>\"\[\].,;:!?)]")
_LINKED = pattern(r"^[ ]{0,3}\[[^\]^@\n][^\]\n]*\]:[ \t]*\S+.*$", 8)


class Structure(NamedTuple):
    """What is no text, where the bibliography is to stand, and what the file says of itself."""

    code: list[Span]
    listing: Span
    settings: Settings


class Spans:
    """Spans that do not overlap, asked which of them an offset is in."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def __iter__(self) -> Iterator[Span]:
        return iter(self._spans)

    def around(self, offset: int) -> Span | None:
        """The span that *offset* is in."""
        at = bisect_right(self._starts, offset) - 1
        return self._spans[at] if at >= 0 and offset < self._spans[at][1] else None


def structure(text: str) -> Structure:
    """The structure of the Markdown file *text*."""
    front = _FRONT_MATTER.match(text)
    settings = _settings(front[1]) if front else Settings()
    start = front.end() if front else 0
    lines = [0, *(at + 1 for at, char in enumerate(text) if char == "\n"), len(text)]
    first = bisect_right(lines, start) - 1
    code: list[Span] = [(0, start)] if front else []
    listing: Span | None = None
    notes = _after_notes(text, lines)
    for token in _blocks(text[start:]):
        if token.map is None or token.type not in ("fence", "code_block", "html_block"):
            continue
        span = (lines[first + token.map[0]], lines[min(first + token.map[1], len(lines) - 1)])
        if token.type == "fence" and token.info.strip().startswith("{bibliography}"):
            listing = listing or span
        if token.type == "code_block" and notes[first + token.map[0]]:
            continue
        if token.type != "html_block":
            code.append(span)
    code += [span for span in comments(text) if span[0] >= start]
    code += _elements(text)
    words = masked(text, code)
    listing = listing or _div(words) or _first(_MARKER, words) or (len(text), len(text))
    return Structure(code, listing, settings)


def inline_code(text: str) -> list[Span]:
    """Where code, mathematics, tags and addresses stand in the lines of *text*."""
    found = list(backticks(text))
    for each in (_MATH, _ADDRESS, _BARE_ADDRESS, _LINKED):
        found += [match.span() for match in each.finditer(text)]
    return found


def backticks(text: str) -> Iterator[Span]:
    """Code between backticks, as many before as after, in one paragraph (CommonMark §6.1)."""
    for paragraph in _paragraphs(text):
        later: dict[int, list[int]] = {}
        for start, end in reversed(paragraph):
            later.setdefault(end - start, []).append(end)
        position = 0
        for start, end in paragraph:
            ends = later[end - start]
            ends.pop()
            escaped = text[start - 1 : start] == "\\" and text[start - 2 : start - 1] != "\\"
            if start >= position and ends and not escaped:
                position = ends[-1]
                yield start, position


def _paragraphs(text: str) -> Iterator[list[Span]]:
    """Where the backticks of each paragraph stand."""
    found: list[Span] = []
    for match in _BACKTICKS.finditer(text):
        if match["gap"]:
            yield found
            found = []
        else:
            found.append(match.span())
    yield found


def _elements(text: str) -> Iterator[Span]:
    """Where elements of HTML stand that hold no prose."""
    for opening, closing in delimited(text, _ELEMENT, lambda match: _ends(match[1].lower())):
        yield opening.start(), closing.end()


@cache
def _ends(tag: str) -> re.Pattern[str]:
    return re.compile(rf"</{tag}\s*>", re.IGNORECASE)


def _blocks(text: str) -> list[Any]:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark")
    reader.core.ruler.disable(["inline"])
    return reader.parse(text)


def _after_notes(text: str, lines: list[int]) -> list[bool]:
    """Of each line whether it goes on with a footnote if it is indented, and is no code."""
    found: list[bool] = []
    is_note = False
    for start, end in pairwise(lines):
        found.append(is_note)
        line = text[start:end]
        if line.strip() and not line.startswith(("    ", "\t")):
            is_note = bool(_NOTE.match(line))
    return found


def _div(text: str) -> Span | None:
    """Where pandoc's division with the id ``refs`` stands, from its fence to its end."""
    depth = 0
    start = None
    for match in _DIV.finditer(text):
        words = match[1].strip().strip(":")
        if words:
            if start is None and any(map(_REFS.search, _ATTRIBUTES.findall(words))):
                start, depth = match.start(), 0
            depth += 1
        elif start is not None:
            depth -= 1
            if not depth:
                return start, match.end()
    return None


def _first(wanted: Any, text: str) -> Span | None:
    match = wanted.search(text)
    return match.span() if match else None


def _settings(text: str) -> Settings:
    """What the front matter says: bibliography, csl, lang, nocite."""
    from citekit.formats import yaml_text
    from citekit.manuscript.markers import KEY

    found, _ = yaml_text.load(text, r"\A")
    values = found[0] if found and isinstance(found[0], dict) else {}
    nocite = " ".join(_texts(values.get("nocite")))
    keys = [match["braced"] or match["plain"] for match in pattern(KEY).finditer(nocite)]
    return Settings(
        bibliography=tuple(_texts(values.get("bibliography"))),
        style=next(iter(_texts(values.get("csl"))), None),
        locale=next(iter(_texts(values.get("lang"))), None),
        uncited=("*",) if "@*" in nocite else tuple(keys),
    )


def _texts(value: Any) -> list[str]:
    return [
        each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)
    ]

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
from citekit.model import Reference
from citekit.text.patterns import pattern

Span = tuple[int, int]

_FRONT_MATTER = pattern(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", 24)
_MARKER = pattern(r"^[ \t]*(?:\[bibliograph(?:y|ie)\]|\\bibliography)[ \t]*(?=\r?$)", 10)
_DIV = pattern(r"^:{3,}([^\r\n]*)", 8)
_ATTRIBUTES = pattern(r"\{([^{}]*)\}")
_REFS = pattern(r"(?<!\S)#refs(?!\S)")
_ELEMENT = pattern(r"<(pre|script|style|textarea|code|kbd|samp)\b", 2)
_GOES_ON = pattern(
    r"[ ]{0,3}(?:\[\^[^\[\]\s]+\]:|[:~][ \t]|\(\d{1,9}\)[ \t]|[A-Z]\.[ \t]{2}"
    r"|\(?(?:#|[a-z]|[A-Z](?=\))|[ivxlcdm]{1,9}|[IVXLCDM]{2,9}|@[\w-]*)[.)][ \t])"
)
"""Begins what indented paragraphs go on with in pandoc: a footnote, a definition, a list's item."""
_RULE = pattern(r"[ ]*-{2,}(?:[ ]+-{2,})+[ \t\r]*$")
"""The dashes under the head of a simple table, whose rows may be indented."""
_GRID = pattern(r"^[ ]{0,3}\+(?:[-=:]+\+)+[ \t]*\r?\n(?:[ ]{0,3}[|+].*(?:\n|\Z))+", 8)
_TEX = pattern(r"^[ ]{0,3}\\begin\{([A-Za-z]+\*?)\}", 8)
_YAML = pattern(
    r"^[ \t]*\r?\n---[ \t]*\r?\n(\w[\w-]*:.*\n(?:(?:\w[\w-]*:|[ \t#]|- ).*\n|\r?\n)*?)"
    r"(?:---|\.\.\.)[ \t]*(?=\r?$)",
    re.MULTILINE,
)
"""Settings that stand elsewhere than at the head, as pandoc reads them."""
_REFERENCES = pattern(r"^references[ \t]*:", 8)
_DIRECTIVE = pattern(r"\{([\w:-]+)\}")
_NO_PROSE = frozenset(
    "code code-block code-cell sourcecode math raw mermaid literalinclude include eval-rst "
    "toctree bibliography csv-table list-table glossary".split()
)
"""MyST's directives that hold no prose."""
_MATH = pattern(r"(?<!\\)\$\$.+?(?<!\\)\$\$|(?<![\\$])\$(?=\S)[^$\n]*?(?<=[^\s\\])\$(?!\d)", 16)
_BACKTICKS = pattern(r"`+|(?P<gap>\n[ \t\r]*\n)")
_ADDRESS = pattern(
    r"\{\{<[^{}\n]*>\}\}|<[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>|</?[A-Za-z][^<>]*>|(?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*"
)
_BARE_ADDRESS = pattern(r"(?<!@\{)\b(?:https?|ftp|doi|mailto):[^\s<>\"\[\]]*[^\s<>\"\[\].,;:!?)]")
_LINKED = pattern(r"^[ ]{0,3}\[[^\]^@\n][^\]\n]*\]:[ \t]*\S+.*$", 8)


class Structure(NamedTuple):
    """What is no text, where the bibliography is to stand, and what the file says of itself."""

    code: list[Span]
    listing: Span
    settings: Settings
    references: tuple[Reference, ...] = ()


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
    found = _Code(text, start)
    code = [(0, start)] if front else []
    code += found.spans
    for match in _YAML.finditer(masked(text, code)):
        code.append(match.span())
        settings = _together(settings, _settings(match[1]))
    code += [span for span in comments(text) if span[0] >= start]
    code += _elements(text)
    code += _environments(masked(text, code))
    words = masked(text, code)
    listing = found.listing or _div(words) or _first(_MARKER, words) or (len(text), len(text))
    return Structure(code, listing, settings, _references(front[1]) if front else ())


def code_blocks(text: str) -> list[Span]:
    """Where blocks of code stand, fenced or indented."""
    front = _FRONT_MATTER.match(text)
    return _Code(text, front.end() if front else 0).spans


def grid_tables(text: str) -> list[Span]:
    """Where pandoc's grid tables stand, whose cells are as wide as they are drawn."""
    return [match.span() for match in _GRID.finditer(text)]


class _Code:
    """The blocks of code in a text from *start* on, and where MyST's bibliography stands."""

    def __init__(self, text: str, start: int) -> None:
        self.spans: list[Span] = []
        self.listing: Span | None = None
        starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n"), len(text)]
        lines = [slice(*each) for each in pairwise(starts)]
        self._text = text
        self._read([each for each in lines if each.start >= start], 0)

    def _read(self, lines: list[slice], indent: int, depth: int = 0) -> None:
        """The blocks in *lines*, *indent* steps to the right and *depth* deep in others."""
        texts = [self._text[line] for line in lines]
        for _ in range(indent):
            texts = [_STEP.sub("", text, 1) for text in texts]
        goes_on = _goes_on(texts)
        for token in _blocks("".join(texts)):
            if token.map is None or token.type not in ("fence", "code_block"):
                continue
            inside = lines[slice(*token.map)]
            if not inside:
                continue
            info = _DIRECTIVE.match(token.info.strip())
            is_deep = depth > _DEEPEST
            if token.type == "code_block" and goes_on[token.map[0]] and not is_deep:
                self._read(inside, indent + 1, depth + 1)
            elif info and info[1] not in _NO_PROSE and len(inside) > 1 and not is_deep:
                self._add(inside[:1])
                self._add(inside[-1:])
                self._read(inside[1:-1], indent, depth + 1)
            else:
                if info and info[1] == "bibliography":
                    self.listing = self.listing or self._span(inside)
                self._add(inside)

    def _add(self, lines: list[slice]) -> None:
        self.spans.append(self._span(lines))

    def _span(self, lines: list[slice]) -> Span:
        return lines[0].start, lines[-1].stop


_DEEPEST = 8
"""How deep blocks in blocks are looked into."""
_STEP = pattern(r"\A(?:[ ]{1,4}|\t)")


def _environments(text: str) -> Iterator[Span]:
    """Where LaTeX's environments stand, which pandoc leaves to LaTeX."""
    for opening, closing in delimited(text, _TEX, lambda match: _closes(match[1])):
        yield opening.start(), closing.end()


@cache
def _closes(environment: str) -> re.Pattern[str]:
    return re.compile(rf"\\end\{{{re.escape(environment)}\}}")


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


def _goes_on(lines: list[str]) -> list[bool]:
    """Of each line whether what stands there goes on with a note, a definition, an item of a list
    or a table if it is indented, and is no code.
    """
    found: list[bool] = []
    goes_on = in_table = False
    for line in lines:
        found.append(goes_on or in_table)
        if not line.strip():
            in_table = False
        elif _RULE.match(line):
            in_table = True
        elif not line.startswith(("    ", "\t")):
            goes_on = bool(_GOES_ON.match(line))
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


def _references(text: str) -> tuple[Reference, ...]:
    """The references that the front matter has itself."""
    if not _REFERENCES.search(text):
        return ()
    from citekit.formats import csl_yaml

    return csl_yaml.read(text).references


def _together(one: Settings, other: Settings) -> Settings:
    """*one*, and what *other* adds."""
    return Settings(
        bibliography=(*one.bibliography, *other.bibliography),
        style=one.style or other.style,
        locale=one.locale or other.locale,
        uncited=(*one.uncited, *other.uncited),
    )


def _texts(value: Any) -> list[str]:
    return [
        each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)
    ]

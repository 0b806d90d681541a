"""LaTeX: the commands of biblatex and natbib become text, for journals that want a flat file.

``\\cite``, ``\\parencite``, ``\\autocite``, ``\\citep`` are citations; those of ``\\textcite`` and
``\\citet`` have their names in the sentence; ``\\footcite`` makes a footnote in any style; starred
forms leave the names out. What was made is the second argument of ``\\citekit``, a command that
prints it and forgets the first, which holds what was replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from citekit.csl import Bibliography, Citation, Cite
from citekit.csl.cite import Mode
from citekit.csl.locators import split_locator
from citekit.errors import warning
from citekit.formats.shared import Places
from citekit.manuscript.markers import in_order
from citekit.manuscript.story import Cluster, Marking, Settings
from citekit.manuscript.weaving import (
    Found,
    NoteSpot,
    Region,
    Spot,
    TextDocument,
    delimited,
    masked,
    partners,
)
from citekit.text.latex import to_text
from citekit.text.patterns import pattern

_DEFINITION = "\\providecommand{\\citekit}[2]{#2}\n"
_HEAD = pattern(r"\\providecommand\{\\citekit\}\[2\]\{#2\}\r?\n")
_MARK = pattern(r"\\citekit(?=\{)")
_VERBATIM = pattern(
    r"%[^\n]*"
    r"|\\begin\{(?P<environment>verbatim\*?|Verbatim|lstlisting|minted|comment)\}"
    r"|\\(?:verb\*?|lstinline)(?P<delimiter>[^A-Za-z\s*{\[])[^\n]*?(?P=delimiter)"
    r"|\\(?:url|href|nolinkurl|path)[ ]*\{[^{}\n]*\}"
    r"|(?P<escaped>\\.)",
    16,
)
"""Comments, addresses and what is printed as it stands (16: re.DOTALL)."""

_COMMAND = pattern(
    r"\\(?P<name>(?:[A-Z]?[a-z]*c|C)ite(?:[tp]|al[tp]|author|year|yearpar|title)?)(?P<many>s)?"
    r"(?P<star>\*?)(?=[\s\x00]*[\[({])|\\(?P<note>footnote|endnote)(?=[\s\x00]*[\[{])"
)
_MODES: dict[str, Mode | None] = {
    "cite": None,
    "parencite": None,
    "autocite": None,
    "smartcite": None,
    "supercite": None,
    "footcite": None,
    "citep": None,
    "citealp": None,
    "textcite": "composite",
    "citet": "composite",
    "citealt": "composite",
    "citeauthor": "author-only",
    "citeyear": "suppress-author",
    "citeyearpar": "suppress-author",
}
"""A command of biblatex or natbib, in small letters → what it prints."""

_RESOURCE = pattern(r"\\addbibresource\s*(?:\[[^\[\]]*\])?\s*\{([^{}]*)\}(?:[ \t]*\r?\n(?!\Z))?")
_PACKAGE = pattern(
    r"\\usepackage\s*(?:\[[^\[\]]*\])?\s*\{(?:biblatex|natbib)\}(?:[ \t]*\r?\n(?!\Z))?"
)
_STYLE = pattern(r"\\bibliographystyle\s*\{[^{}]*\}(?:[ \t]*\r?\n(?!\Z))?")
_LISTING = pattern(r"\\printbibliography\b(?:\s*\[[^\[\]]*\])?|\\bibliography\s*\{([^{}]*)\}")
_NOCITE = pattern(r"\\nocite\s*\{([^{}]*)\}(?:[ \t]*\r?\n(?!\Z))?")
_END = pattern(r"\\end\{document\}")
_PAGES = pattern(r"\\pp?no\b\s*~?")
_SEQUENTES = pattern(r"\\psq(q?)\b\s*(?:\{\})?")
_GAP = pattern(r"[ \t\x00]*(?:\r?\n[ \t\x00]*)?")
_STRUCTURE = pattern(r"\\.|[\[\](){}]|\n[ \t\r]*\n", 16)
_BARE = frozenset({"citealp", "citealt", "citeyear"})
"""Commands that print no parentheses."""
_FULL_NAMES = frozenset({"citet", "citep", "citealt", "citealp"})
"""Commands of natbib, whose starred forms have all names."""


class _Arguments(NamedTuple):
    """The notes before and after a key, and the keys."""

    before: str
    after: str
    keys: list[str]


def read(data: bytes, *, restyle: bool) -> TextDocument:
    """The manuscript in *data*; InputError for what is no text."""
    return TextDocument(data, Latex())


class Latex:
    """What is LaTeX's own; see :class:`citekit.manuscript.weaving.Syntax`."""

    name = "LaTeX"
    output = "latex"
    gap = 1

    def regions(self, text: str) -> Iterator[Region]:
        """What earlier runs made the second argument of ``\\citekit``."""
        head = _HEAD.match(text)
        if head:
            yield Region(0, head.end(), "")
        closings = partners(masked(text, _verbatim(text)), "{}")
        for match in _MARK.finditer(text):
            middle = closings.get(match.end())
            end = closings.get(middle + 1) if middle is not None else None
            if middle is not None and end is not None:
                yield Region(match.start(), end + 1, text[match.end() + 1 : middle])

    def find(self, text: str) -> Found:
        """The commands that cite, those in footnotes inside their note."""
        words = masked(text, _verbatim(text))
        closings = {**partners(words, "{}"), **_options(words)}
        parts: list[Spot | NoteSpot] = []
        left: list[re.Match[str]] = []
        note: tuple[int, int, list[Spot]] | None = None
        for match in _COMMAND.finditer(words):
            if note is not None and match.start() > note[1]:
                parts.append(NoteSpot(note[0], tuple(note[2]), note[1]))
                note = None
            if match["note"]:
                brace = _after_gap(words, _bracketed(words, match.end(), "[", closings, 1)[1])
                if note is None and words[brace : brace + 1] == "{" and brace in closings:
                    note = (match.start(), closings[brace], [])
                continue
            spot = _spot(words, match, closings)
            if spot is None:
                if match["name"].lower() not in (*_MODES, "nocite"):
                    left.append(match)
                continue
            if note is not None:
                note[2].append(spot)
            else:
                parts.append(NoteSpot(spot.start, (spot,), spot.end) if spot.is_note else spot)
        if note is not None:
            parts.append(NoteSpot(note[0], tuple(note[2]), note[1]))
        listing = _LISTING.search(words)
        end = _END.search(words)
        last = end.start() if end else len(text)
        dropped = [
            match.span()
            for each in (_RESOURCE, _PACKAGE, _STYLE, _NOCITE)
            for match in each.finditer(words)
        ]
        places = Places(text)
        told = (
            warning("latex-command-left", command=match["name"], **places.of(match.start()))
            for match in left
        )
        where = listing.span() if listing else (last, last)
        return Found(parts, where, _settings(words), dropped, tuple(told))

    def mark(self, source: str, made: str, *, is_block: bool) -> str:
        """``\\citekit{source}{made}``."""
        return f"\\citekit{{{source}}}{{{made}}}"

    def within(self, text: str) -> str:
        """*text*, which is the same anywhere."""
        return text

    def note(self, text: str) -> str:
        """``\\footnote{text}``."""
        return f"\\footnote{{{text}}}"

    def joined(self, made: str, before: str, after: str) -> str:
        """*made*, which nothing around it changes."""
        return made

    def listing(self, bibliography: Bibliography, source: str) -> str:
        """The bibliography as a list, with the definitions that it needs."""
        return str(bibliography)

    def finish(self, text: str, marking: Marking) -> str:
        """*text* with the definition of ``\\citekit`` at its head, where that stands in it."""
        return text if marking == "flat" else _DEFINITION + text


def _spot(text: str, match: re.Match[str], closings: dict[int, int]) -> Spot | None:
    name = match["name"].lower()
    many = bool(match["many"])
    if name not in _MODES:
        return None
    found: list[_Arguments] = []
    position = match.end()
    shared = ["", ""]
    if many:
        shared, position = _bracketed(text, position, "(", closings, 2)
    while not found or many:
        arguments, end = _arguments(text, position, closings)
        if arguments is None:
            break
        found.append(arguments)
        position = end
    if not found:
        return None
    cites = [cite for each in found for cite in _cites(each)]
    if shared != ["", ""] and cites:
        cites[0] = _with(cites[0], before=shared[0])
        cites[-1] = _with(cites[-1], after=shared[1])
    if not cites or any(set(cite.id) & set("#\\") for cite in cites):
        return None
    mode = _MODES[name]
    if match["star"] and mode is None and name not in _FULL_NAMES:
        mode = "suppress-author"
    citation = Citation(tuple(cites), mode=mode, unsorted=in_order(cites))
    cluster = Cluster(citation=citation, text=text[match.start() : position])
    return Spot(match.start(), position, cluster, is_note=name == "footcite", is_bare=name in _BARE)


def _arguments(text: str, position: int, closings: dict[int, int]) -> tuple[_Arguments | None, int]:
    """``[before][after]{keys}`` at *position*, and where it ends; one bracket is what is after."""
    notes, at = _bracketed(text, position, "[", closings, 2)
    at = _after_gap(text, at)
    if text[at : at + 1] != "{" or at not in closings:
        return None, position
    keys = [key.strip() for key in text[at + 1 : closings[at]].split(",")]
    return _Arguments(notes[0], notes[1], [key for key in keys if key]), closings[at] + 1


def _bracketed(
    text: str, position: int, bracket: str, closings: dict[int, int], most: int
) -> tuple[list[str], int]:
    """The optional arguments at *position*, the last one being what stands after."""
    found: list[str] = []
    while len(found) < most:
        start = _after_gap(text, position)
        if text[start : start + 1] != bracket or start not in closings:
            break
        found.append(text[start + 1 : closings[start]].replace("\x00", ""))
        position = closings[start] + 1
    return ["", *found][-2:] if found else ["", ""], position


def _after_gap(text: str, position: int) -> int:
    gap = _GAP.match(text, position)
    return gap.end() if gap else position


def _options(text: str) -> dict[int, int]:
    """Where each ``[`` and ``(`` ends as TeX has it: at the next ``]`` outside of inner braces."""
    found: dict[int, int] = {}
    levels: list[dict[str, list[int]]] = [{"]": [], ")": []}]
    for match in _STRUCTURE.finditer(text):
        char = match[0]
        if char == "{":
            levels.append({"]": [], ")": []})
        elif char == "}":
            if len(levels) > 1:
                levels.pop()
        elif char in ("[", "("):
            levels[-1]["]" if char == "[" else ")"].append(match.start())
        elif char in ("]", ")"):
            pending = levels[-1][char]
            found.update(dict.fromkeys(pending, match.start()))
            pending.clear()
        elif char[0] == "\n":
            for level in levels:
                level["]"].clear()
                level[")"].clear()
    return found


def _verbatim(text: str) -> Iterator[tuple[int, int]]:
    """Where comments, addresses and verbatim text stand."""
    for opening, closing in delimited(text, _VERBATIM, _verbatim_end):
        if not opening["escaped"]:
            yield opening.start(), closing.end()


def _verbatim_end(match: re.Match[str]) -> re.Pattern[str] | None:
    return _environment_end(match["environment"]) if match["environment"] else None


@cache
def _environment_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"\\end\{{{re.escape(name)}\}}")


def _cites(arguments: _Arguments) -> list[Cite]:
    """One cite a key; what is before goes to the first, what is after to the last."""
    cites = [Cite(key) for key in arguments.keys]
    if cites:
        cites[0] = _with(cites[0], before=arguments.before)
        cites[-1] = _with(cites[-1], after=arguments.after)
    return cites


def _with(cite: Cite, *, before: str = "", after: str = "") -> Cite:
    from msgspec.structs import replace

    if before.strip():
        cite = replace(cite, prefix=f"{to_text(before).strip()} {cite.prefix or ''}")
    if after.strip():
        plain = to_text(_SEQUENTES.sub(r" sq\1.", _PAGES.sub("p. ", after))).strip()
        label, locator, suffix = split_locator(f", {plain}")
        if locator and not cite.locator:
            cite = replace(cite, locator=locator, label=label, suffix=suffix.rstrip() or None)
        else:
            cite = replace(cite, suffix=f"{cite.suffix or ''}, {plain}")
    return cite


def _settings(text: str) -> Settings:
    files = [match[1].strip() for match in _RESOURCE.finditer(text)]
    for match in _LISTING.finditer(text):
        names = (match[1] or "").split(",")
        files += [f"{name.strip().removesuffix('.bib')}.bib" for name in names if name.strip()]
    uncited = [
        key.strip()
        for match in _NOCITE.finditer(text)
        for key in match[1].split(",")
        if key.strip()
    ]
    return Settings(bibliography=tuple(files), uncited=tuple(uncited))

"""Titles and abstracts: capitals, stray marks, broken characters, slips of a scanner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.errors import Diagnostic, note, warning
from citekit.model import Reference
from citekit.text import ocr

TITLES = ("title", "container-title", "volume-title", "collection-title", "reviewed-title")
TEXTS = (*TITLES, "abstract")

_PAIRS = (("«", "»"), ("“", "”"))
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_ENUMERATION = re.compile(r"(?:^|[\s;:,])(?:\d{1,2}|[a-z]|[ivx]{1,4})\)")
_MOJIBAKE = re.compile(
    "Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u2013-\u203a]|â€|Â[\u00a0«»°]|\ufffd"
)
_LABELS = re.compile(r"\b(?:vol|n°|no|pp?|t)\b\.? ?\d", re.IGNORECASE)
_IN = re.compile(r"\b[Ii]n ?: ")
_CITATION = 800
"""Longer texts with *In:* in them are abstracts that mention a work."""


def _texts(reference: Reference, variables: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for variable in variables:
        value = reference.get(variable)
        if isinstance(value, str):
            yield variable, value


def capitals(reference: Reference) -> Iterator[Diagnostic]:
    """A title of several words in capitals cannot be turned into sentence case again."""
    for variable, text in _texts(reference, ("title", "volume-title")):
        words = [word for word in text.split() if any(char.isalpha() for char in word)]
        if len(words) > 1 and text.isupper() and sum(map(len, words)) > 8:
            yield warning(
                "title-capitals", reference=reference.id, variable=variable, text=text[:60]
            )


def quotes(reference: Reference) -> Iterator[Diagnostic]:
    """Quotation marks come in pairs; a stray one is left from a page."""
    for variable, text in _texts(reference, TITLES):
        if text.count('"') % 2:
            yield warning("quote-stray", reference=reference.id, variable=variable, mark='"')
        for opening, closing in _PAIRS:
            if text.count(opening) != text.count(closing):
                mark = opening + closing
                yield warning("quote-stray", reference=reference.id, variable=variable, mark=mark)


def brackets(reference: Reference) -> Iterator[Diagnostic]:
    """Brackets close in the order they opened; ``a)`` of an enumeration opens none."""
    for variable, text in _texts(reference, TITLES):
        depth: list[str] = []
        for char in _ENUMERATION.sub("", text):
            if char in "([{":
                depth.append(char)
            elif char in _BRACKETS and (not depth or depth.pop() != _BRACKETS[char]):
                depth.append(char)
                break
        if depth:
            yield warning(
                "bracket-stray", reference=reference.id, variable=variable, mark=depth[-1]
            )


def broken_encoding(reference: Reference) -> Iterator[Diagnostic]:
    """``Ã©`` is UTF-8 read as Windows-1252; U+FFFD is a letter that was lost."""
    people = [name.display() for name in (*(reference.author or ()), *(reference.editor or ()))]
    texts = [*_texts(reference, TEXTS), *(("author", name) for name in people)]
    for variable, text in texts:
        match = _MOJIBAKE.search(text)
        if match:
            around = text[max(match.start() - 15, 0) : match.end() + 15]
            yield warning("text-encoding", reference=reference.id, variable=variable, text=around)


def scan_slips(reference: Reference) -> Iterator[Diagnostic]:
    """Words that a scanner misread (*conœptualisation*, *gouvemance*, *e- gouvernement*)."""
    for variable, text in _texts(reference, TEXTS):
        for suspect in ocr.suspects(text):
            code = "scan-slip" if suspect.likely else "scan-slip-unknown"
            yield warning(
                code,
                reference=reference.id,
                variable=variable,
                printed=suspect.printed[:60],
                likely=suspect.likely[:60],
            )


def foreign_citation(reference: Reference) -> Iterator[Diagnostic]:
    """An abstract that only cites another piece (*Title. In: Journal, vol. 24, p. 149.*)."""
    text = reference.abstract or ""
    if len(text) <= _CITATION and _IN.search(text) and len(_LABELS.findall(text)) > 1:
        yield note("abstract-is-citation", reference=reference.id, text=text[:60])

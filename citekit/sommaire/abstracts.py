"""What follows the pages: access words, labels, an opening, abstracts in one or more languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from citekit.text.language import language_of, language_parts
from citekit.text.passage import Passage, join

_ACCESS = re.compile(
    r"\s*(?P<access>acc[eè]s\s+(?:libre|r[ée]serv[ée]|restreint|payant|ouvert|conditionnel))?"
    r"(?P<words>(?:\s*\b(?:avec|sans)\s+"
    r"(?:r[ée]sum[ée]s?|indexation|texte\s+int[ée]gral|mots[- ]cl[ée]s)"
    r"(?:\s+en\s+[^\W\d_]{4,12})?)*)",
    re.IGNORECASE,
)
_LABELS = (
    r"R[ée]sum[ée]s?|Abstracts?|Summary|Resumen|Sumario|Resumo|Riassunto|Zusammenfassung"
    r"|R[ÉE]SUM[ÉE]S?|ABSTRACTS?|SUMMARY|RESUMEN"
)
ABSTRACT_LABEL = re.compile(rf"(?:{_LABELS})\s*[:.]?")
"""A label of an abstract, alone on its line."""
_LABEL = re.compile(
    rf"(?P<label>{_LABELS})"
    r"\s*[:.\u2014-]?\s*(?=[A-Z\u00c0-\u00de\u0152\"\u00ab\u201c\u00bf(\d])"
)
_BY = re.compile(r",\s+(?:par|by)\s+")
_BYLINE = re.compile(rf"{_BY.pattern}[^.]{{3,120}}\.\s")
_TITLE_BEHIND = re.compile(r"\s*[\u2014\u2013-]+\s*(?:~~[^~]{3,}~~|[^.]{3,}\.)\s*")
MIN_ABSTRACT = 40  # characters; a shorter line does not show its language


class Rest(NamedTuple):
    """Abstracts by language in their order (``None``: unknown), and the words around them."""

    access: Passage | None
    abstracts: tuple[tuple[str | None, Passage], ...]
    furniture: tuple[Passage, ...]
    openings: tuple[Passage, ...]


def read_rest(lines: Sequence[Passage], title: str, people: str) -> Rest:
    """Read what stands behind the pages of the article *title* by *people* (both as printed).

    *lines* are the rest of the entry's own line and those below it; a line in another language
    than the one above begins another abstract.
    """
    furniture: list[Passage] = []
    access: Passage | None = None
    left = [line for line in lines if line.text.strip()]
    while left:
        found, words, rest = _access(left[0])
        access = access or found
        furniture += words
        left = [rest, *left[1:]] if rest else left[1:]
        if rest:
            break
    abstracts: list[tuple[str | None, Passage]] = []
    openings: list[Passage] = []
    for language, part in _parts(left):
        label = _LABEL.match(part.text)
        body = part
        if label:
            furniture.append(part.slice(0, label.end()).strip())
            body = part.slice(label.end())
        opening = _opening(body.text, title, people)
        if opening:
            openings.append(body.slice(0, opening).strip())
            body = body.slice(opening)
        body = body.strip()
        if body:
            abstracts.append((language, body))
    return Rest(access, tuple(abstracts), tuple(f for f in furniture if f), tuple(openings))


def _access(line: Passage) -> tuple[Passage | None, list[Passage], Passage]:
    """The access that *line* begins with, the words and marks around it, and the rest."""
    match = _ACCESS.match(line.text)
    end = match.end() if match else 0
    tail = line.slice(end)
    lead = len(tail.text) - len(tail.text.lstrip(" \u00a0\u202f.,;:|"))
    access = line.group(match, "access") if match and match["access"] else None
    words = line.group(match, "words") if match else line.slice(0, 0)
    return access, [words.strip(), tail.slice(0, lead).strip()], tail.slice(lead).strip()


def _parts(lines: Sequence[Passage]) -> Iterator[tuple[str | None, Passage]]:
    """The stretches of one language: they end at line ends, or inside a line."""
    for group in _by_language(lines):
        text = join(group)
        parts = language_parts(text.text)
        if not parts:
            yield None, text
        for language, start, end in parts:
            yield language, text.slice(start, end).strip()


def _by_language(lines: Sequence[Passage]) -> list[list[Passage]]:
    lines = [line for line in lines if line]
    if len(lines) < 2:
        return [list(lines)] if lines else []
    groups: list[list[Passage]] = []
    last: str | None = None
    for line in lines:
        language = language_of(line.text) if len(line.text) >= MIN_ABSTRACT else None
        is_label = ABSTRACT_LABEL.fullmatch(line.text) is not None
        if groups and not is_label and not (language and last and language != last):
            groups[-1].append(line)
        else:
            groups.append([line])
        last = None if is_label else language or last
    return groups


def _opening(text: str, title: str, people: str) -> int:
    """How long the opening *Title, by Author* is that some abstracts have; 0 where there is none.

    It is one only if the author's name is the entry's own, or the title is.
    """
    head = text[: len(title) * 2 + len(people) + 80]
    for by in _BY.finditer(head) if people else ():
        if head.startswith(people, by.end()):
            return by.end() + len(people) + _after(head, by.end() + len(people))
    if people and head.startswith(people):
        own = _TITLE_BEHIND.match(head, len(people))
        return own.end() if own else 0
    if len(title) > 12 and head.casefold().startswith(title.casefold()):
        own = _BYLINE.match(head, len(title))
        return own.end() if own else 0
    return 0


def _after(text: str, at: int) -> int:
    rest = text[at:]
    return len(rest) - len(rest.lstrip(".: \u00a0"))

"""Book reviews on a contents page: entries whose title is the description of a book."""

from __future__ import annotations

import re
from typing import NamedTuple

from citekit.model import Name
from citekit.text.characters import fold
from citekit.text.names import people_score, read_people

_RUBRIC = re.compile(
    r"comptes?[- ]rendus?|recension|notes? (?:de lectures?|bibliographiques?|critiques?)"
    r"|\blivres\b|bibliographi|lectures? critiques?|\brevues?\b|\bessais? critique"
    r"|ouvrages? (?:recus|recents)|\breviews?\b"
)
_EXTENT = re.compile(
    r"\b(?:\d{2,4}|[ivxlc]+\s?[-+]\s?\d{2,4})\s?(?:p\b|pp\b|pages\b)", re.IGNORECASE
)
_ISBN = re.compile(r"\bISBN\b|\bISSN\b")
_YEAR = re.compile(r"(?:,|:|\s)\s?\(?\[?(?:1[5-9]|20)\d\d\]?\)?(?=[\s,.;)]|$)")
_IMPRINT = re.compile(
    r"\b[Éée]d(?:itions?|\.)\b|\bPress(?:es)?\b|\bUniversity\b|\bUne? (?:vol\.|brochure)|\bcoll\."
    r"|\bParis\b",
)
_EDITORS = re.compile(
    r",?\s*\(?(?:dirs?|[ée]ds?|coord|eds?|sous la dir(?:ection)?(?: de)?)\.?\)?\s*,?", re.I
)


class Review(NamedTuple):
    """What is reviewed: one line a work; author and title of the one book where they are plain."""

    lines: tuple[str, ...]
    title: str | None = None
    authors: tuple[Name, ...] = ()


def is_review_rubric(rubric: str) -> bool:
    """Whether a rubric announces reviews: *Comptes rendus*, *Recensions*, *Les livres* …"""
    return bool(_RUBRIC.search(fold(rubric)))


def read_review(title: str) -> Review | None:
    """The works that *title* describes, or None where it is a title like any other."""
    lines = tuple(line.strip() for line in re.split(r"\s+/\s+", title) if line.strip())
    if not lines or not all(_is_described(line) for line in lines[:3]):
        return None
    if len(lines) > 1:
        return Review(lines)
    parts = _author_and_title(lines[0])
    return Review(lines, *parts) if parts else Review(lines)


def _is_described(line: str) -> bool:
    """A described book shows its extent or number, an imprint and a year, or its author first."""
    if _EXTENT.search(line) or _ISBN.search(line):
        return True
    if _YEAR.search(line) and (_IMPRINT.search(line) or line.count(",") > 2):
        return True
    return _author_and_title(line) is not None


_STOP = re.compile(r"[.,:]\s|\s[\u2013\u2014:]\s|$")


def _author_and_title(line: str) -> tuple[str, tuple[Name, ...]] | None:
    """*Given Family, Title. Place, …* where the first part is one or more people; else None."""
    for comma in list(re.finditer(r",\s+(?:\u2014\s+)?", line[:300]))[:6][::-1]:
        people, rest = line[: comma.start()], line[comma.end() :]
        bare = _EDITORS.sub("", people) if _EDITORS.search(people) else people
        if not bare or people_score(bare) < 0.75 or len(bare.split()) < 2:
            continue
        editors = _EDITORS.match(rest)
        if editors and editors.end():
            rest = rest[editors.end() :].strip()
        stop = re.search(r"\.\s+(?=[^\W\d_][^.]*?[,:])|,\s+(?=[^\W\d_]+,\s)", rest)
        title = rest[: stop.start()] if stop else rest
        return title.strip(" ,."), read_people(bare).roles.get("author", ())
    return None

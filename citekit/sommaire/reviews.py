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
_EDITORS = re.compile(r"\(?(?:dirs?|[ée]ds?|coords?|sous la direction)\.?\)?", re.IGNORECASE)
_COMMA = re.compile(r",\s+(?:\u2014\s+)?")
_SENTENCE = re.compile(
    r"(?<!\bcoll)(?<!\betc)(?<!\bvol)(?<!\b[\u00e9\u00c9]d)(?<!\b[A-Z])(?<!\bin)\.\s+(?=\[?[A-Z\u00c0-\u00de])"
)
_PREFACES = re.compile(
    r"\.\s+(?:Préface|Avant-propos|Postface|Traduction|Traduit|Translated|Édition établie)\b"
)
MAX_AUTHORS = 300  # characters
MAX_WORDS = 6  # in one name
SURE = 0.95


class Review(NamedTuple):
    """What is reviewed: one line a work; author and title of the one book where they are plain."""

    lines: tuple[str, ...]
    title: str | None = None
    authors: tuple[Name, ...] = ()


def is_review_rubric(rubric: str) -> bool:
    """Whether a rubric announces reviews: *Comptes rendus*, *Recensions*, *Les livres* …"""
    return bool(_RUBRIC.search(fold(rubric)))


def read_review(title: str, rubric: str) -> Review | None:
    """The works that *title* describes, or None where it is a title like any other.

    Under a *rubric* of reviews an imprint or the book's author in front is description enough;
    elsewhere it must have a year and an extent or number.
    """
    lines = tuple(line.strip() for line in re.split(r"\s+/\s+", title) if line.strip())
    if len(lines) > 1 and all(_is_described(line) for line in lines):
        return Review(lines)
    authors, rest = _authors(title)
    if is_review_rubric(rubric):
        is_review = bool(authors) or _is_described(title)
    else:
        is_review = _has_year_and_extent(title)
    if not is_review:
        return None
    plain = _title_of(rest) if authors else None
    return Review((title,), plain, authors) if plain else Review((title,))


def _has_year_and_extent(line: str) -> bool:
    return bool(_YEAR.search(line) and (_EXTENT.search(line) or _ISBN.search(line)))


def _is_described(line: str) -> bool:
    """A book's description has its extent or number, or an imprint and a year."""
    if _EXTENT.search(line) or _ISBN.search(line):
        return True
    return bool(_YEAR.search(line)) and (bool(_IMPRINT.search(line)) or line.count(",") > 2)


def _authors(line: str) -> tuple[tuple[Name, ...], str]:
    """The people in front of *line*, one a comma, and what follows them; none where not plain."""
    people: list[str] = []
    at = 0
    for comma in _COMMA.finditer(line[:MAX_AUTHORS]):
        part = line[at : comma.start()]
        if people and _EDITORS.fullmatch(part):
            at = comma.end()
            break
        if ":" in part or len(part.split()) > MAX_WORDS or people_score(part) < SURE:
            break
        people.append(part)
        at = comma.end()
    names = read_people(", ".join(people)).roles.get("author", ()) if people else ()
    return names, line[at:]


def _title_of(rest: str) -> str | None:
    """The book's title: what stands before *Place, Publisher, year*, without its prefaces."""
    years = list(_YEAR.finditer(rest))
    if not years:
        return rest.strip(" ,.\u2014")
    before = rest[: years[-1].start()]
    stops = [match.start() for match in _SENTENCE.finditer(before)]
    if stops:
        title = before[: stops[-1]]
        more = _PREFACES.search(title)
        return (title[: more.start()] if more else title).strip(" ,.")
    parts = before.rsplit(", ", 2)
    return parts[0].strip(" ,.\u2014") if len(parts) == 3 else None

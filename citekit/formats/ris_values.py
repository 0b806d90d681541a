"""The values of RIS: names, dates, pages and keywords, spelled and read."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from citekit.formats.ris_lines import is_tag
from citekit.model import DATE_VARIABLES, NAME_VARIABLES, Date, Name
from citekit.model.name import join_particles
from citekit.text.particles import particles_behind, particles_of

NAMES = frozenset(NAME_VARIABLES)
DATES = frozenset(DATE_VARIABLES)
PARAGRAPHS = frozenset({"abstract", "note", "annote"})
"""Variables whose line ends mean something; elsewhere a line end is only a wrapped line."""


def spell_name(name: Name) -> str:
    """``Last, First, Suffix`` with the particles before the family name; a body with a comma.

    The comma after a body (``Insee,``) keeps readers from cutting it into first and last name.
    """
    if name.literal is not None:
        return f"{name.literal},"
    family = join_particles(name.dropping_particle, name.non_dropping_particle, name.family)
    parts = [family, name.given or "", name.suffix or ""]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return ", ".join(parts)


def read_name(text: str) -> Name | None:
    """A person from ``Last, First, Suffix``, a body from ``Name,`` or words without a comma.

    Particles are taken out of the family name as French sorts them; ``Fanning E.`` is a person.
    """
    text = one_line(text)
    if text.endswith(","):
        body = text.rstrip(", ")
        return Name(literal=body) if body else None
    family, comma, rest = text.partition(",")
    family = family.strip()
    if not comma:
        initials = _INITIALS_LAST.fullmatch(family)
        if initials is not None:
            return particles_of(initials[1], initials[2])
        if " " in family:
            return Name(literal=family)
        return Name(family=family) if family else None
    given, _, suffix = rest.partition(",")
    name = particles_behind(family, given.strip())
    suffix = suffix.strip()
    if name.family and not suffix:
        return name
    return msgspec.structs.replace(name, family=name.family or None, suffix=suffix or None)


def read_any_name(text: str) -> Name | None:
    """As :func:`read_name`; *First Last*, as people write names, is a person too."""
    if "," in text or " " not in text.strip():
        return read_name(text)
    from citekit.text.names import read_person

    return read_person(one_line(text))[0]


_INITIALS_LAST = re.compile(r"(\S+(?: \S+)?) ((?:[^\W\d_]\.[ -]?){1,4})")


_SEASONS = ("spring", "summer", "autumn", "winter")
_SEASON_WORDS = {
    **{word: number for number, word in enumerate(_SEASONS, 1)},
    "fall": 3,
    "printemps": 1,
    "été": 2,
    "automne": 3,
    "hiver": 4,
}
_PLAIN_DATE = re.compile(
    r"(\d{1,4})(?:\s*[/-]\s*(\d{0,2})(?:\s*[/-]\s*(\d{0,2})(?:\s*/\s*(.*))?)?)?", re.ASCII
)


def spell_date(date: Date) -> str | None:
    """``2006/12//``, ``2006/12/01/``, ``2006///autumn``; None where the date has no year."""
    if date.year is None or not 0 < date.year < 10000:
        return None
    year, *rest = date.date_parts[0]
    season = (
        _SEASONS[date.season - 1] if isinstance(date.season, int) and 0 < date.season < 5 else ""
    )
    month, day, *_ = (*(f"{part:02d}" for part in rest if part <= 31), "", "")
    if rest and rest[0] > 12:  # a season spelled as a month, as ranges do
        month = day = ""
    return f"{year:04d}/{month}/{day}/{season}"


def read_date(text: str) -> tuple[Date | None, str]:
    """The date in ``2006/12/01/words``, ``2006-12-01`` or ``2006``, and the words left over.

    The date is None where the text is no such date, and all of it is left over.
    """
    match = _PLAIN_DATE.fullmatch(text.strip())
    if match is None:
        return None, text
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    words = match[4].strip(" /") if match[4] else ""
    if not year or month > 12 or day > 31 or (day and not month):
        return None, text
    parts = (year, month, day) if day else (year, month) if month else (year,)
    season = _SEASON_WORDS.get(words.casefold()) if words and not month else None
    if season is not None:
        return Date(date_parts=(parts,), season=season), ""
    return Date(date_parts=(parts,)), words


def spell_page(page: str) -> tuple[str, str]:
    """First and last page for ``SP`` and ``EP``; the last is empty where there is no range."""
    first, dash, last = page.partition("-")
    if dash and first and last and "-" not in last and "," not in page:
        return first, last
    return page, ""


def read_page(first: str, last: str) -> str:
    """The page from ``SP`` and ``EP``: a last page that repeats the first, or that the first
    already names, adds nothing.
    """
    if not last or last == first or first.endswith(f"-{last}"):
        return first
    return f"{first}-{last}"


def read_urls(text: str) -> list[str]:
    """The addresses in ``UR``: some exporters write several, with semicolons between."""
    return [url.strip() for url in _NEXT_URL.split(text)]


_NEXT_URL = re.compile(r";\s*(?=https?://)")


def spell_keywords(text: str) -> list[str]:
    """One keyword a line: cut at semicolons, or at commas where there are none."""
    mark = ";" if ";" in text else ","
    return [word.strip() for word in text.split(mark) if word.strip()]


def read_keywords(words: Sequence[str]) -> str:
    """The keywords as CSL has them, one text: joined by commas, by semicolons where one has one."""
    return joined_keywords([one_line(word) for word in words])


def joined_keywords(words: Sequence[str]) -> str:
    """Keywords of one line each as one text."""
    together = ", ".join(words)
    # As many commas as joints: none is in a word.
    return together if together.count(",") < len(words) else "; ".join(words)


_DOI = re.compile(r"\s*(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d.*)", re.IGNORECASE)


def read_doi(text: str) -> str | None:
    """The bare DOI, ``10.1177/x``; None where the text is none."""
    match = _DOI.fullmatch(text)
    return match[1] if match else None


def is_line(text: str) -> bool:
    """Whether *text* stands on one line as it is: no line end, no space at its ends."""
    return bool(text) and "\n" not in text and "\r" not in text and text == text.strip()


def is_paragraphs(text: str) -> bool:
    """Whether *text* can be continued over its line ends without being taken for something else."""
    first, *others = text.split("\n")
    return (
        "\r" not in text
        and text == text.strip()
        and first == first.strip()
        and all(line == line.strip() and not is_tag(line) for line in others)
    )


def one_line(text: str) -> str:
    """*text* with its line ends made spaces: what a single line can say."""
    if "\n" not in text and "\r" not in text:
        return text.strip()
    return " ".join(filter(None, map(str.strip, _LINE_END.split(text))))


_LINE_END = re.compile(r"[\r\n]+")

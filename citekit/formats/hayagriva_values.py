"""The values of Hayagriva: text with braces, persons, dates, counts, each spelled and read.

For every kind of value ``spell`` is what stands in the file, ``read`` what it says, and ``kept``
what comes back of a value: None where Hayagriva has no place for it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

from citekit.formats import plain_dates
from citekit.formats.ris_values import read_name
from citekit.model import Date, Name
from citekit.model.name import join_particles
from citekit.text.latex_symbols import NO_CASE
from citekit.text.particles import particles_of

# Text ---------------------------------------------------------------------------------------------

_CONTROL = re.compile(r"[\\{}$]")
_SPANS = re.compile(r"(<span\b[^<>]{0,200}>|</span>)")


def spell_text(text: str) -> str:
    """*text* with ``<span class="nocase">`` as braces, and its own braces and dollars escaped."""
    if NO_CASE[0] not in text:
        return _CONTROL.sub(r"\\\g<0>", text)
    pieces = _SPANS.split(text)
    braces = _paired(pieces)
    return "".join(
        braces.get(index) or _CONTROL.sub(r"\\\g<0>", piece) for index, piece in enumerate(pieces)
    )


def _paired(pieces: list[str]) -> dict[int, str]:
    """Which of the tags at odd indices are braces: outermost pairs that protect capitals."""
    stack: list[int] = []
    pairs: list[tuple[int, int]] = []
    for index in range(1, len(pieces), 2):
        if pieces[index] != NO_CASE[1]:
            stack.append(index)
        elif stack:
            begin = stack.pop()
            if pieces[begin] == NO_CASE[0]:
                pairs.append((begin, index))
    braces: dict[int, str] = {}
    end = -1
    for begin, last in sorted(pairs):
        if begin > end:
            braces |= {begin: "{", last: "}"}
            end = last
    return braces


def read_text(text: str) -> str:
    """What :func:`spell_text` spelled: braces protect capitals, a backslash takes their meaning."""
    if not _CONTROL.search(text):
        return text
    pieces: list[str] = []
    depth = 0
    for piece in _TOKENS.findall(text):
        if piece == "{":
            if not depth:
                pieces.append(NO_CASE[0])
            depth += 1
        elif piece == "}" and depth:
            depth -= 1
            if not depth:
                pieces.append(NO_CASE[1])
        else:
            is_escaped = len(piece) == 2 and piece[0] == "\\" and piece[1] in "\\{}$"
            pieces.append(piece[1:] if is_escaped else piece)
    return "".join([*pieces, NO_CASE[1] if depth else ""])


_TOKENS = re.compile(r"\\.|[{}]|[^\\{}]+|\\", re.DOTALL)

# Persons ------------------------------------------------------------------------------------------

_SUFFIX = re.compile(r"(?:jr|sr|[ivx]+|\d\w*)\.?", re.IGNORECASE)


def kept_name(name: Name) -> Name | None:
    """The name as it comes back: particles divided anew; a lone name is that of a body."""
    family = join_particles(name.dropping_particle, name.non_dropping_particle, name.family)
    if name.literal or not (name.given or name.suffix) or not family:
        body = name.literal or family or name.given or name.suffix
        return Name(literal=body) if body else None
    divided = particles_of(family, name.given)
    return Name(
        family=divided.family,
        given=name.given or None,
        dropping_particle=divided.dropping_particle,
        non_dropping_particle=divided.non_dropping_particle,
        suffix=name.suffix or None,
    )


def spell_name(name: Name) -> str | dict[str, str] | None:
    """``Family, Given``, or a block where the string would be cut wrongly; None for no name.

    Typst takes words in small letters for a prefix, and commas for the ends of parts.
    """
    name = kept_name(name) or name
    if name.literal is not None:
        is_plain = "," not in name.literal and not _has_small_word(name.literal)
        return name.literal if is_plain else {"name": name.literal}
    if name.family is None:
        return None
    family = join_particles(name.non_dropping_particle, name.family)
    given = name.given or ""
    prefix = name.dropping_particle or ""
    if not (prefix or name.suffix or _has_small_word(family)) and "," not in family + given:
        return f"{family}, {given}"
    parts = {"name": family, "given-name": given, "prefix": prefix, "suffix": name.suffix or ""}
    return {key: part for key, part in parts.items() if part}


def _has_small_word(text: str) -> bool:
    return text != text.strip() or any(word[0].islower() for word in text.split())


def read_person(value: Any) -> Name | None:
    """The name in a string or a block; None where there is none."""
    if isinstance(value, Mapping):
        parts = {key: str(part) for key, part in value.items() if isinstance(part, str)}
        family = join_particles(parts.get("prefix"), parts.get("name"))
        suffix = parts.get("suffix")
        return kept_name(Name(family=family, given=parts.get("given-name"), suffix=suffix))
    if not isinstance(value, str) or not value.strip():
        return None
    parts_of = [part.strip() for part in value.split(",")]
    if len(parts_of) == 3 and (
        _SUFFIX.fullmatch(parts_of[1]) or not _SUFFIX.fullmatch(parts_of[2])
    ):
        parts_of[1:] = parts_of[:0:-1]  # Typst has the suffix second, its manual third
    if len(parts_of) == 1:
        return Name(literal=value.strip())
    found = read_name(", ".join(parts_of))
    return kept_name(found) if found is not None else None


# Dates, numbers, addresses ------------------------------------------------------------------------

_DATE = re.compile(r"~?\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_COUNT = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
_DURATION = re.compile(r"(?:\d{1,2}:)?[0-5]\d:[0-5]\d", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?", re.ASCII)
_URL = re.compile(
    r"(?:https?|ftp)://(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,10}[A-Za-z]{2,20}"
    r"(?::\d{1,4})?(?:[/?#][!-~\u00a1-\ud7ff\ue000-\ufffd]*)?",
    re.ASCII,
)


def kept_date(date: Date) -> Date | None:
    """The first day, month or year, and whether it is about then."""
    parts = plain_dates.parts_of(date)
    if parts is None:
        return None
    year, month, day = (*parts, 1, 1)[:3]
    try:
        datetime.date(year, month, day)
    except ValueError:
        parts = parts[:1] if month > 12 else parts[:2]
    return Date(date_parts=(parts,), circa=date.circa or None)


def spell_date(date: Date) -> str | int | None:
    """``2006-12``, ``~1580``; a mere year as a number."""
    plain = kept_date(date)
    if plain is None:
        return None
    text = plain_dates.spell(plain)
    if plain.circa:
        return f"~{text}"
    return int(text) if len(text) == 4 and text[0] != "0" else text


def read_date(text: str) -> tuple[Date | None, bool]:
    """The date, and whether it is as Hayagriva wants it; words are a literal date."""
    text = text.strip()
    if not text:
        return None, True
    date = plain_dates.read(text.removeprefix("~"))
    if text.startswith("~") and date.date_parts:
        date = Date(date_parts=date.date_parts, season=date.season, circa=True)
    return date, _DATE.fullmatch(text) is not None and bool(date.date_parts)


def kept(kind: str, value: str) -> str | None:
    """*value* where a field of that *kind* can hold it."""
    form = _FORMS.get(kind)
    return value if value and (form is None or form.fullmatch(value)) else None


_FORMS = {"count": _COUNT, "duration": _DURATION, "language": _LANGUAGE, "url": _URL}
"""Kinds that Typst refuses in another form, and with them the whole bibliography."""


def spell(kind: str, value: str) -> str | int:
    """*value* as it stands in the file; counts as numbers."""
    if kind == "text":
        return spell_text(value)
    is_number = kind == "count" or (kind == "plain" and _COUNT.fullmatch(value))
    return int(value) if is_number else value

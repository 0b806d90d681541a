"""One variable and its tagged lines: spelled for ``TI  - …`` and read from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from citekit.formats import ris_values as values
from citekit.formats.ris_fields import tags_of
from citekit.formats.ris_lines import Line
from citekit.formats.ris_values import DATES, NAMES, PARAGRAPHS
from citekit.model import Date
from citekit.text.dates import read_date

RAW = "ris"
"""Where ``custom`` keeps tags that have no CSL variable: ``{"U1": ["value", …]}``."""


class Found(NamedTuple):
    """The value of a variable, the lines that say something else, and a code if they are odd."""

    value: Any = None
    others: tuple[Line, ...] = ()
    code: str | None = None


def spell(kind: str, variable: str, value: Any) -> list[tuple[str, str]]:
    """The tags and texts of *variable* in a record of CSL type *kind*; none where it has no tag.

    The texts may say less than the value (a range of dates has only its beginning in ``DA``).
    """
    tag = tags_of(kind).written.get(variable)
    if tag is None:
        return []
    if variable in NAMES:
        return [(tag, values.one_line(values.spell_name(name))) for name in value]
    if variable in DATES:
        return _spell_date(variable, tag, value)
    if variable == "page":
        first, last = values.spell_page(values.one_line(value))
        return [("SP", first), *([("EP", last)] if last else [])]
    if variable == "keyword":
        return [(tag, values.one_line(word)) for word in values.spell_keywords(value)]
    if variable in PARAGRAPHS and values.is_paragraphs(value):
        return [(tag, value)]
    text = values.one_line(value)
    is_other = number_variable(variable, text) != variable
    is_several = variable == "URL" and len(values.read_urls(text)) > 1
    return [(tag, text)] if text and not is_other and not is_several else []


def _spell_date(variable: str, tag: str, date: Date) -> list[tuple[str, str]]:
    spelled = values.spell_date(date)
    if spelled is None:
        return []
    if variable != "issued":
        return [(tag, spelled)]
    year = ("PY", spelled[:4])
    return [year] if spelled.endswith("///") else [year, (tag, spelled)]


def assigned(kind: str, by_tag: dict[str, list[Line]]) -> dict[str, list[Line]]:
    """The variables that the lines of *by_tag* say, which leave it; the best tag's lines first."""
    lines_of: dict[str, list[Line]] = {}
    read_as = tags_of(kind).read
    for tag in [tag for tag in read_as if tag in by_tag]:
        lines = by_tag.pop(tag)
        is_range = tag == "SP" and "EP" in by_tag
        for line in (*lines, *by_tag.pop("EP")) if is_range else lines:
            said = "page" if is_range else read_as[tag]
            if tag == "SN":
                said = number_variable(said, values.one_line(line.value))
            lines_of.setdefault(said, []).append(line)
    if "container-title" not in lines_of:
        _promote_journal(lines_of)
    return lines_of


def _promote_journal(lines_of: dict[str, list[Line]]) -> None:
    """Take ``JO`` or ``JA`` for the journal's title where no other tag gives it."""
    short = lines_of.get("container-title-short", [])
    for tag in ("JO", "JA"):
        found = next((line for line in short if line.tag == tag), None)
        if found is not None:
            lines_of["container-title"] = [found]
            short.remove(found)
            if not short:
                del lines_of["container-title-short"]
            return


def read(variable: str, lines: Sequence[Line]) -> Found:
    """What the *lines* of *variable* say, the best tag's lines first."""
    if variable in NAMES:
        people = (values.read_name(line.value) for line in lines)
        return Found(tuple(person for person in people if person) or None)
    if variable in DATES:
        return _read_date(variable, lines)
    if variable == "page":
        first = next((line.value for line in lines if line.tag == "SP"), "")
        last = next((line.value for line in lines if line.tag == "EP"), "")
        if not first:
            return Found(None, tuple(lines))
        page = values.read_page(values.one_line(first), values.one_line(last))
        return Found(page, _beyond(lines, {first, last}))
    if variable == "keyword":
        return Found(values.read_keywords([line.value for line in lines]))
    if variable == "URL" and (len(lines) > 1 or ";" in lines[0].value):
        urls = [line._replace(value=url) for line in lines for url in values.read_urls(line.value)]
        return Found(values.one_line(urls[0].value), _beyond(urls, {urls[0].value}))
    if variable in PARAGRAPHS:
        best = [line.value for line in lines if line.tag == lines[0].tag]
        text = "\n".join(best)
        rest = [line for line in lines if line.tag != lines[0].tag]
        return Found(text, _beyond(rest, {text}))
    if len(lines) == 1:
        only = _text(variable, lines[0])
        return Found(only) if only is not None else Found(None, tuple(lines))
    texts = [(line, _text(variable, line)) for line in lines]
    found = next((text for _, text in texts if text), None)
    return Found(found, tuple(line for line, text in texts if text is None or text != found))


def _beyond(lines: Sequence[Line], said: set[str]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.value not in said)


def _text(variable: str, line: Line) -> str | None:
    text = values.one_line(line.value)
    if variable == "DOI":
        return values.read_doi(text) or (text if line.tag == "DO" else None)
    return text


def _read_date(variable: str, lines: Sequence[Line]) -> Found:
    """The fullest date of the year that ``PY`` says; other years and words stay beside it."""
    dated = [(line, *values.read_date(line.value)) for line in lines]
    agreed = _agreed(dated)
    if agreed is not None:
        return Found(agreed)
    years = [str(date.year) for _, date, _ in dated if date is not None]
    for index, (line, date, _) in enumerate(dated):
        if date is None:
            dated[index] = (line, _in_words(values.one_line(line.value), years), "")
    certain = [(line, date) for line, date, _ in dated if date is not None]
    if not certain:
        literal = Date(literal=values.one_line(lines[0].value))
        return Found(literal, tuple(lines), "ris-bad-date")
    year = next((date.year for line, date in certain if line.tag != "DA"), certain[0][1].year)
    best = max((date for _, date in certain if date.year == year), key=_precision)
    others: list[Line] = []
    is_doubtful = False
    for line, date, words in dated:
        fits = (
            date is not None and date.date_parts[0] == best.date_parts[0][: len(date.date_parts[0])]
        )
        if words or not fits:
            others.append(line)
            is_doubtful |= not (fits and CLOCK.fullmatch(words))
    code = None
    if any(date.year != year for _, date in certain):
        code = "ris-two-years"
    elif is_doubtful:
        code = "ris-bad-date"
    return Found(best, tuple(others), code)


CLOCK = re.compile(r"\d\d:\d\d(?::\d\d)?Z?", re.ASCII)
"""A time of day, which Zotero writes behind the date of access; no CSL date has one."""


def _agreed(dated: list[tuple[Line, Date | None, str]]) -> Date | None:
    """The fullest date, where every line has one, no words, and what the fullest says or less."""
    dates = [date for _, date, words in dated if date is not None and not words]
    if len(dates) < len(dated):
        return None
    best = max(dates, key=_precision) if len(dates) > 1 else dates[0]
    parts = best.date_parts[0]
    for date in dates:
        if date is not best and date.date_parts[0] != parts[: len(date.date_parts[0])]:
            return None
    return best


def _in_words(text: str, years: Sequence[str]) -> Date | None:
    """``Dec 2006``, or ``DEC 1`` beside a year."""
    return read_date(text) or (read_date(f"{text} {years[0]}") if years else None)


def _precision(date: Date) -> tuple[int, bool]:
    return len(date.date_parts[0]), date.season is not None


_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]", re.ASCII)
_ISBN = re.compile(r"97[89][\d -]{10,14}|(?:\d[ -]?){9}[\dXx]", re.ASCII)


def number_variable(variable: str, text: str) -> str:
    """*variable*, or the other of ISBN and ISSN where the shape of the number says so."""
    if variable == "ISBN" and _ISSN.fullmatch(text):
        return "ISSN"
    if variable == "ISSN" and _ISBN.fullmatch(text):
        return "ISBN"
    return variable

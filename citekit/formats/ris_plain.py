"""Plain records of RIS at once: one plan for all records that have the same tags in one order.

A record is plain where every line is a known tag with a value, spelled as the specification has
it, and nothing in it is in doubt. All others are left to :mod:`citekit.formats.ris`, which makes
the same of plain ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, NamedTuple

from citekit.formats import ris_tags
from citekit.formats import ris_values as values
from citekit.formats.ris_fields import KNOWN_TAGS, tags_of, type_of
from citekit.formats.ris_lines import Line
from citekit.formats.ris_tags import RAW, Found
from citekit.formats.ris_values import DATES, NAMES, PARAGRAPHS
from citekit.model import ATTRIBUTES, Date, Name, Reference

Reader = Callable[[Any], Any]
"""The value of a variable, or what is found, from the text of its line or the texts of its lines;
None where these are in doubt."""

Pick = Callable[[Sequence[str]], Any]
"""Takes the text of a line, or the texts of several, out of those of a record."""

MANY = 1 << 14
"""How many names and dates are remembered: they come again and again in a library."""

SHAPES = 1000
"""How many plans are remembered."""

RUN = 10
"""After how many records of one shape in a row they are taken apart by one expression."""

_HEAD = len("TI  - ")
_head, _rest = itemgetter(slice(_HEAD)), itemgetter(slice(_HEAD, None))
_PREFIX = re.compile(r"([A-Z][A-Z0-9])  - ")
_END = frozenset({"ER  -", "ER  - "})
_OTHERWISE = frozenset({"ER", "M2"})


class Step(NamedTuple):
    """A variable of a record that is read: its attribute, its lines and their places, and how."""

    attribute: str
    pick: Pick
    places: list[int]
    read: Reader


class Plan(NamedTuple):
    """How records of one shape are read.

    ``attributes`` are those whose line is the value as it stands, the key among them, ``pick``
    takes these lines; ``kept`` are the lines that say no variable.
    """

    kind: str
    tags: list[str]
    attributes: list[str]
    pick: Pick
    steps: list[Step]
    kept: list[int]


class Plans:
    """The plans of a text, each made when the first record of its shape comes.

    Records of one shape often follow one another: from the :data:`RUN` th on, one regular
    expression takes a whole record apart.
    """

    def __init__(self) -> None:
        self._plans: dict[str, Plan | None] = {}
        self._last: Plan | None = None
        self._run = 0
        self._pattern: re.Pattern[str] | None = None

    def read(self, piece: str) -> Reference | None:
        """The reference in a *piece*, from ``TY`` to the next one; None where it is no plain
        record. A record without a key gives a reference without one.
        """
        match = self._pattern.fullmatch(piece) if self._pattern is not None else None
        if match is not None:
            texts = list(map(str.strip, match.groups()))
            return _follow(self._last, texts) if self._last and "" not in texts else None
        lines = list(filter(None, piece.split("\n")))
        texts = list(map(str.strip, map(_rest, lines)))
        if len(texts) < 2 or texts.pop() or "" in texts:
            return None
        shape = "\n".join(map(_head, lines)) + texts[0]
        if shape not in self._plans:
            if len(self._plans) >= SHAPES:
                self._plans.clear()
            self._plans[shape] = _plan(lines, texts)
        plan = self._plans[shape]
        if plan is None:
            return None
        self._run = self._run + 1 if plan is self._last else 0
        self._last = plan
        self._pattern = _pattern(texts[0], plan.tags) if self._run >= RUN else None
        return _follow(plan, texts)


def _pattern(code: str, tags: list[str]) -> re.Pattern[str]:
    """Takes the texts of a record with these *tags* apart, the *code* of its type among them."""
    others = "".join(rf"{tag}  - (.*+)\n" for tag in tags[1:])
    return re.compile(rf"TY  - ({re.escape(code)})\n{others}ER  - ?\n*+")


def _follow(plan: Plan, texts: list[str]) -> Reference | None:
    facts: dict[str, Any] = dict(zip(plan.attributes, plan.pick(texts), strict=True))
    kept = plan.kept
    for attribute, pick, places, read in plan.steps:
        value = read(pick(texts))
        if value.__class__ is Found:
            if value.others:
                kept = sorted([*kept, *(places[line.number] for line in value.others)])
            value = value.value
        if value is None:
            return None
        facts[attribute] = value
    if kept:
        raw: dict[str, list[str]] = {}
        for place in kept:
            raw.setdefault(plan.tags[place], []).append(texts[place])
        facts["custom"] = {RAW: raw}
    return Reference(type=plan.kind, **facts)  # type: ignore[arg-type]  # from the table


def _plan(lines: list[str], texts: list[str]) -> Plan | None:
    """The plan for the records of this shape; None where these are not plain."""
    matches = [_PREFIX.fullmatch(line[:_HEAD]) for line in lines[:-1]]
    tags = [match[1] for match in matches if match is not None]
    kind = type_of(texts[0])
    if tags[:1] != ["TY"] or len(tags) < len(matches) or lines[-1][:_HEAD] not in _END:
        return None
    if (
        kind is None
        or not KNOWN_TAGS.issuperset(tags)
        or not _OTHERWISE.isdisjoint(tags)
        or tags.count("ID") > 1
    ):
        return None
    by_tag: dict[str, list[Line]] = {}
    for place, tag in enumerate(tags[1:], 1):
        by_tag.setdefault(tag, []).append(Line(tag, texts[place], place))
    plain = [("id", [line.number for line in by_tag.pop("ID", [])])]
    steps: list[Step] = []
    for variable, said in ris_tags.assigned(kind, by_tag).items():
        attribute, places = ATTRIBUTES[variable], [line.number for line in said]
        read = _reader(kind, variable, tuple(line.tag for line in said))
        if read is None:
            plain.append((attribute, places))
        else:
            steps.append(Step(attribute, itemgetter(*places), places, read))
    kept = sorted(line.number for unsaid in by_tag.values() for line in unsaid)
    attributes = [attribute for attribute, _ in plain]
    return Plan(kind, tags, attributes, _all(places for _, places in plain), steps, kept)


def _all(places: Iterable[list[int]]) -> Pick:
    """Takes the first of each of the *places*, an empty text where there is none."""
    firsts = [found[0] if found else None for found in places]
    if None not in firsts and len(firsts) > 1:
        return itemgetter(*firsts)
    return lambda texts: ["" if place is None else texts[place] for place in firsts]


def _reader(kind: str, variable: str, tags: tuple[str, ...]) -> Reader | None:
    """How *variable* is read from lines with these *tags*, as :func:`ris_tags.read` reads it; None
    where the line is the value as it stands.
    """
    is_one = len(tags) == 1
    if variable in NAMES:
        return _person if is_one else _people
    if variable == "keyword":
        return None if is_one else values.joined_keywords
    if variable == "page" and tags == ("SP", "EP"):
        return _range
    if is_one and variable == "DOI":
        return values.read_doi if tags[0] != "DO" else _doi
    if is_one and variable == "URL":
        return _url
    if is_one and tags[0] == "SN":
        return partial(_number, tags_of(kind).read["SN"], variable)
    if is_one and variable not in DATES:
        return None
    if variable in PARAGRAPHS and len(set(tags)) == 1:
        return "\n".join
    if variable in DATES:
        return partial(_day, variable, *tags) if is_one else partial(_days, variable, tags)
    return partial(_found, variable, tags)


_name = lru_cache(MANY)(values.read_name)


def _person(text: str) -> tuple[Name, ...] | None:
    name = _name(text)
    return None if name is None else (name,)


def _people(texts: Sequence[str]) -> tuple[Name, ...] | None:
    people = tuple(map(_name, texts))
    return people if None not in people else None  # type: ignore[return-value]


def _range(texts: tuple[str, str]) -> str:
    return values.read_page(*texts)


def _doi(text: str) -> str:
    return values.read_doi(text) or text


def _url(text: str) -> str | None:
    return text if ";" not in text else None


def _number(said: str, variable: str, text: str) -> str | None:
    return text if ris_tags.number_variable(said, text) == variable else None


_date = lru_cache(MANY)(values.read_date)


def _day(variable: str, tag: str, text: str) -> Date | Found | None:
    date, words = _date(text)
    if date is not None and not words:
        return date
    if date is not None and ris_tags.CLOCK.fullmatch(words):
        return Found(date, (Line(tag, text, 0),))
    return _found(variable, (tag,), (text,))


def _days(variable: str, tags: tuple[str, ...], texts: tuple[str, ...]) -> Date | Found | None:
    """The date of the best line, where the others say its year."""
    date, words = _date(texts[0])
    if date and not words and texts[1:] == (str(date.year),) * (len(texts) - 1):
        return date
    return _found(variable, tags, texts)


def _found(variable: str, tags: tuple[str, ...], texts: Sequence[str]) -> Found | None:
    """What the lines say, which have their places in ``number``; None where they are in doubt."""
    said = zip(tags, texts, strict=True)
    found = ris_tags.read(variable, [Line(tag, text, at) for at, (tag, text) in enumerate(said)])
    return found if found.code is None else None

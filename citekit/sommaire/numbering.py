"""*vol. 24, no 4, décembre 2006*: the numbers and the date of an issue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from citekit.errors import Span
from citekit.model import Date
from citekit.text.dates import read_date
from citekit.text.passage import Passage

_NUMBER = r"(?:\d{1,5}(?:\s?(?:bis|ter)|[A-Z](?!\w))?|[IVXLCDM]{1,12})"
_RANGE = rf"{_NUMBER}(?:\s?[-/\u2013&]\s?{_NUMBER})*"
_SPECIAL = (
    r"(?:hors[- ]s[ée]rie|hs|num[ée]ro sp[ée]cial|sp[ée]cial|suppl(?:[ée]ment|\.)?)"
    rf"(?:\s*(?:n[o°º]\s?)?(?!(?:1[5-9]|20)\d\d\b){_RANGE})?"
)
_VOLUME = re.compile(rf"(?:volume|vol|tome|t)\b\.?\s*(?P<value>{_RANGE})(?!\w)", re.IGNORECASE)
_ISSUE = re.compile(
    rf"(?:num[ée]ro|num|no|n\s?[°º]|nr|n(?=\.)|fascicule|fasc|issue|cahier)(?![^\W\d_])\.?\s*"
    rf"(?P<value>{_RANGE}(?:\s*,?\s*{_SPECIAL})?|{_SPECIAL})(?!\w)",
    re.IGNORECASE,
)
_BARE_SPECIAL = re.compile(rf"(?P<value>{_SPECIAL})(?!\w)", re.IGNORECASE)
_OF_YEAR = re.compile(r"(?P<year>(?:1[5-9]|20)\d\d)/(?P<value>\d{1,2}(?:-\d{1,2})?)(?!\w)")
_YEAR_BEHIND = re.compile(
    r"(?:n[o°º]\s?|num[ée]ro\s)?(?P<value>\d{1,3}(?:-\d{1,3})?)/(?P<year>(?:1[5-9]|20)\d\d)(?!\w)",
    re.IGNORECASE,
)
_YEAR_DASH = re.compile(r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<value>\d)$")
_AGE = re.compile(
    r"(?P<value>\d{1,3}|[IVXLC]{1,8})\s?(?:e|è|ème|re|ère)\s+ann[ée]e\b", re.IGNORECASE
)
_YEAR_WORD = re.compile(r"(?:ann[ée]e|an)\s+(?P<year>(?:1[5-9]|20)\d\d)$", re.IGNORECASE)
_VOLUME_AND_ISSUE = re.compile(r"(?P<volume>[IVXLCDM]{1,12})\s?-\s?(?P<value>\d{1,4})$")
_WHOLE = re.compile(rf"\((?P<value>{_RANGE})\)")
_INNER = re.compile(r"\((?P<inner>[^()]*)\)")
_BARE = re.compile(rf"(?P<value>{_RANGE})(?!\w)")


MAX_LENGTH = 300  # characters; more is no numbering
_EDGES = ",.-\u2013\u2014 \u00a0\u202f"


class Numbering(NamedTuple):
    """The facts of a numbering, where each stands, and the words that were not understood."""

    volume: str | None
    issue: str | None
    issued: Date | None
    issue_of_year: str | None
    whole_number: str | None
    spans: dict[str, Span]
    unread: tuple[Passage, ...]


def read_numbering(passage: Passage) -> Numbering:
    """Read what stands behind *Numéro*: volume, number, date, in any order the journals use.

    A roman number alone is a volume (``LIV, 2008``), an arabic one an issue. ``2024/3-4`` is the
    third and fourth issue of 2024, and the number itself where there is no other. ``35, 2 (206)``
    has a whole number.
    """
    reading = _Reading()
    if len(passage.text) > MAX_LENGTH:
        reading.unread.append(passage)
        return reading.done()
    for segment in _segments(passage):
        reading.take(segment)
    return reading.done()


_SEPARATOR = re.compile(r"[,;](?=\s|$)|(?<=[\w.]) (?=\()|(?<=\w)(?=\()|(?<=\))(?=\s)")
_DASH = re.compile(r"\s[-\u2013\u2014]\s")


def _segments(passage: Passage) -> Iterator[Passage]:
    """The parts between commas; a whole number in brackets is a part of its own."""
    start = 0
    for match in _SEPARATOR.finditer(passage.text):
        if match.start() > start:
            yield passage.slice(start, match.start()).strip()
        start = match.end()
    if start < len(passage.text):
        yield passage.slice(start).strip()


class _Reading:
    """The facts so far."""

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}
        self.issued: Date | None = None
        self.spans: dict[str, Span] = {}
        self.unread: list[Passage] = []
        self.is_bare = False

    def take(self, segment: Passage) -> None:
        rest = segment.strip(_EDGES)
        while rest:
            length = self._fact(rest)
            if not length:
                break
            rest = rest.slice(length).strip(_EDGES)
        dash = _DASH.search(rest.text)
        if dash:  # `Vol. XII - n° 2`; a range of months has been read as a whole
            self.take(rest.slice(0, dash.start()))
            self.take(rest.slice(dash.end()))
        elif rest:
            self.unread.append(rest)

    def _fact(self, text: Passage) -> int:
        """Read one fact at the start of *text*; how many characters it took, 0 for none."""
        if length := self._joined(text):
            return length
        for fact, pattern in (("volume", _VOLUME), ("issue", _ISSUE), ("issue", _BARE_SPECIAL)):
            match = pattern.match(text.text)
            if match and fact not in self.facts:
                self._keep(fact, text.group(match, "value"))
                return match.end()
        match = _BARE_SPECIAL.match(text.text)
        if match:  # `no 3, hors-série`
            self.facts["issue"] += f", {text.group(match, 'value').value}"
            return match.end()
        inner = _INNER.match(text.text)
        if inner and (length := self._in_brackets(text.group(inner, "inner"), text)):
            return length
        if self.issued is None and (date := read_date(text.text)):
            self._date(date, text)
            return len(text.text)
        match = _BARE.match(text.text)
        if match and match.end() == len(text.text):
            fact = "volume" if not self.facts else "issue"
            if fact not in self.facts:
                self.is_bare = not self.facts and match["value"][0].isdecimal()
                self._keep(fact, text)
                return match.end()
        return self._split_date(text)

    def _joined(self, text: Passage) -> int:
        """Two facts in one: ``2024/3-4``, ``n° 3/2001``, ``XXXIV-2``; or one in a phrase."""
        for pattern in (_OF_YEAR, _YEAR_BEHIND, _YEAR_DASH, _YEAR_WORD):
            match = pattern.match(text.text)
            if match and self.issued is None:
                self._date(Date.of(int(match["year"])), text.group(match, "year"))
                if "value" in pattern.groupindex:
                    self._keep("issue_of_year", text.group(match, "value"))
                return match.end()
        match = _VOLUME_AND_ISSUE.match(text.text)
        if match and not self.facts:
            self._keep("volume", text.group(match, "volume"))
            self._keep("issue", text.group(match, "value"))
            return match.end()
        match = _AGE.match(text.text)
        if match and "volume" not in self.facts:
            self._keep("volume", text.group(match, "value"))
            return match.end()
        return 0

    def _in_brackets(self, inner: Passage, text: Passage) -> int:
        """``(206)`` is a whole number, ``(Tome 21)`` or ``(2008)`` the fact inside."""
        whole = _WHOLE.fullmatch(text.text)
        if self.issued is None and (date := read_date(inner.text)):
            self._date(date, inner)
        elif whole and "issue" in self.facts:
            self._keep("whole_number", inner)
        elif self._fact(inner) != len(inner.text):
            return 0
        return len(text.text)

    def _split_date(self, text: Passage) -> int:
        """A date glued behind a number without a comma: ``24 décembre 2006``."""
        match = re.match(r"(?P<number>\S+)\s+(?P<date>\D.*\d{4})\.?$", text.text)
        if match and self.issued is None and (date := read_date(match["date"])):
            number = text.group(match, "number")
            if self._fact(number) == len(number.text):
                self._date(date, text.group(match, "date"))
                return len(text.text)
        return 0

    def _keep(self, fact: str, passage: Passage) -> None:
        self.facts[fact] = passage.value.replace("\u2013", "-")
        self._place(fact, passage)

    def _date(self, date: Date, passage: Passage) -> None:
        self.issued = date
        self._place("issued", passage)

    def _place(self, fact: str, passage: Passage) -> None:
        span = passage.span()
        if span:
            self.spans[fact] = span

    def done(self) -> Numbering:
        of_year = self.facts.get("issue_of_year")
        if of_year and "issue" not in self.facts:
            self.facts["issue"] = self.facts.pop("issue_of_year")
            self.spans["issue"] = self.spans.pop("issue_of_year")
        if self.is_bare and "issue" not in self.facts:  # one arabic number alone counts issues
            self.facts["issue"] = self.facts.pop("volume")
            self.spans["issue"] = self.spans.pop("volume")
        get = self.facts.get
        return Numbering(
            get("volume"),
            get("issue"),
            self.issued,
            get("issue_of_year"),
            get("whole_number"),
            self.spans,
            tuple(self.unread),
        )

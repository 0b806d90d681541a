"""A date of a reference: parts, ranges, seasons, circa, words; EDTF strings read and written."""

from __future__ import annotations

import re

import msgspec

DateParts = tuple[int, ...]


class Date(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    repr_omit_defaults=True,
    rename="kebab",
    gc=False,  # immutable, so in no cycle: the collector need not go through it
):
    """CSL-JSON's date variable.

    ``date_parts`` holds one date or the two ends of a range, each a year, a year and a month, or
    a year, a month and a day; months 21 to 24 are the seasons spring to winter (EDTF), used where
    a range needs them. ``season`` is 1 (spring) to 4 (winter) for a single date, or words.
    ``literal`` is a date that only words can say; ``raw`` a spelling for readers that parse it.
    """

    date_parts: tuple[DateParts, ...] = ()
    season: int | str | None = None
    circa: bool | None = None
    literal: str | None = None
    raw: str | None = None

    @property
    def year(self) -> int | None:
        """The (first) year, or None where the date has only words."""
        return self.date_parts[0][0] if self.date_parts else None

    @classmethod
    def of(cls, *parts: int) -> Date:
        """A single date: ``Date.of(2006, 12)``."""
        return cls(date_parts=(parts,))

    @classmethod
    def span(cls, first: DateParts, last: DateParts) -> Date:
        """A range; one date where both ends are equal."""
        return cls(date_parts=(first,) if first == last else (first, last))

    @classmethod
    def from_edtf(cls, text: str) -> Date:
        """Read an EDTF string: ``2006-12-01``, ``2006-21``, ``2006-09/2006-12``, ``1580~``.

        Levels 0 and 1 without time of day; ``?``, ``~`` and ``%`` are all circa. An open end
        (``2006/..``) keeps its known end and the whole in ``raw``.
        Raises ValueError for anything else.
        """
        ends = text.strip().split("/")
        if len(ends) > 2:
            raise ValueError(text)
        parts: list[DateParts] = []
        circa = False
        for end in ends:
            if end in {"", ".."} and len(ends) == 2:
                continue
            match = _EDTF.fullmatch(end)
            if not match:
                raise ValueError(text)
            circa = circa or bool(match["doubt"])
            parts.append(_checked(match))
        if not parts:
            raise ValueError(text)
        is_open = len(parts) < len(ends)
        raw = text.strip() if is_open else None
        if len(parts) == 1 and len(parts[0]) == 2 and parts[0][1] > 20:
            year, season = parts[0]
            return cls(date_parts=((year,),), season=season - 20, circa=circa or None, raw=raw)
        return cls(date_parts=tuple(parts), circa=circa or None, raw=raw)

    def edtf(self) -> str | None:
        """The EDTF spelling (``2006-12``, ``2017-23/2018-21``, ``1580~``); None for mere words."""
        if not self.date_parts:
            return None
        ends = list(self.date_parts)
        if isinstance(self.season, int) and 1 <= self.season <= 4 and len(ends) == 1:
            ends = [(ends[0][0], 20 + self.season)]
        mark = "~" if self.circa else ""
        return "/".join(_spell(end) + mark for end in ends)


_EDTF = re.compile(
    r"(?P<year>-?\d{4}|Y-?\d{5,6})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<doubt>[?~%]?)",
    re.ASCII,
)
_MONTHS = frozenset(range(1, 13)) | frozenset(range(21, 25))
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _checked(match: re.Match[str]) -> DateParts:
    year = int(match["year"].removeprefix("Y"))
    if match["month"] is None:
        return (year,)
    month = int(match["month"])
    if month not in _MONTHS:
        raise ValueError(match[0])
    if match["day"] is None:
        return (year, month)
    day = int(match["day"])
    if month > 12 or not 1 <= day <= _DAYS[month - 1]:
        raise ValueError(match[0])
    return (year, month, day)


def _spell(parts: DateParts) -> str:
    year, *rest = parts
    head = f"{'-' * (year < 0)}{abs(year):04d}"
    if abs(year) > 9999:
        head = f"Y{head}"
    return "-".join([head, *(f"{part:02d}" for part in rest)])

"""Dates that cannot be, or that contradict one another."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from citekit.errors import Diagnostic, warning
from citekit.model import DATE_VARIABLES, Date, Reference

EARLIEST = 1000
"""Years from 1 to here are rather a lost digit than the early Middle Ages."""
AHEAD = 5
"""Works are announced a few years before they appear."""

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _dates(reference: Reference) -> Iterator[tuple[str, Date]]:
    for variable in DATE_VARIABLES:
        date = reference.get(variable)
        if isinstance(date, Date):
            yield variable, date


def year(reference: Reference) -> Iterator[Diagnostic]:
    """Years lie between 1000 and a few from now; earlier ones before our era, with a minus sign."""
    last = datetime.datetime.now(tz=datetime.UTC).year + AHEAD
    for variable, date in _dates(reference):
        for parts in date.date_parts:
            if parts[0] > last or 0 <= parts[0] < EARLIEST:
                yield warning(
                    "date-year", reference=reference.id, variable=variable, year=parts[0], last=last
                )


def month(reference: Reference) -> Iterator[Diagnostic]:
    """Months are 1 to 12 or a season (21 to 24), days those of the month."""
    for variable, date in _dates(reference):
        for parts in date.date_parts:
            if not _exists(parts):
                spelled = "-".join(map(str, parts))
                yield warning(
                    "date-impossible", reference=reference.id, variable=variable, date=spelled
                )


def _exists(parts: tuple[int, ...]) -> bool:
    if len(parts) == 1 or (len(parts) == 2 and 21 <= parts[1] <= 24):
        return True
    if not 1 <= parts[1] <= 12:
        return False
    return len(parts) == 2 or 1 <= parts[2] <= _DAYS[parts[1] - 1]


def order(reference: Reference) -> Iterator[Diagnostic]:
    """A range ends after it begins."""
    for variable, date in _dates(reference):
        if len(date.date_parts) == 2:
            first, last = date.date_parts
            shared = min(len(first), len(last))
            if last[:shared] < first[:shared]:
                yield warning("date-reversed", reference=reference.id, variable=variable)


def accessed(reference: Reference) -> Iterator[Diagnostic]:
    """Nobody read it before the year in which it appeared."""
    published = reference.issued.year if reference.issued else None
    read = reference.accessed.year if reference.accessed else None
    if published is not None and read is not None and read < published:
        yield warning(
            "date-accessed-early", reference=reference.id, accessed=read, issued=published
        )

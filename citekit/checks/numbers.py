"""Pages, volumes and issues that are no pages, volumes and issues."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.errors import Diagnostic, note, warning
from citekit.model import Pages, Reference

_LABEL = re.compile(
    r"(?:(?:volume|vol|tome|num[ée]ro|nos?|issue|t)\b\.?|n°)\s?[\divxlc]", re.IGNORECASE
)
_NUMBERED = re.compile(r"\d|\b[ivxlcdm]{1,12}\b", re.IGNORECASE)
_UNNUMBERED = re.compile(
    r"hors[ -]s[ée]rie|sp[ée]cial|suppl|special|\bhs\b|th[ée]matique|index|table|^[a-z]$",
    re.IGNORECASE,
)

_LONGEST = 200


def pages(reference: Reference) -> Iterator[Diagnostic]:
    """Pages rise; a shortened end (*321-8*) is completed from the start before comparing."""
    if not reference.page:
        return
    if len(reference.page) > _LONGEST:
        yield note("pages-doubtful", reference=reference.id, pages=reference.page[:60])
        return
    for stretch in re.split(r"[,;]", reference.page):
        pair = Pages.parse(stretch)
        if pair is None:
            if not any(char.isdigit() for char in stretch):
                yield note("pages-doubtful", reference=reference.id, pages=reference.page[:60])
            continue
        first, last = pair.first, pair.last or pair.first
        if first.isdecimal() and last.isdecimal():
            if len(last) < len(first):
                last = first[: len(first) - len(last)] + last
            if int(last) < int(first):
                yield warning("pages-reversed", reference=reference.id, pages=stretch.strip())


def volume(reference: Reference) -> Iterator[Diagnostic]:
    """A volume is a number, arabic or roman, without its label."""
    yield from _number(reference, "volume", reference.volume)


def issue(reference: Reference) -> Iterator[Diagnostic]:
    """An issue is a number, or the words of a special one."""
    yield from _number(reference, "issue", reference.issue)


def _number(reference: Reference, variable: str, value: str | None) -> Iterator[Diagnostic]:
    if not value:
        return
    if _LABEL.match(value.strip()):
        yield warning("number-label", reference=reference.id, variable=variable, value=value[:60])
    elif value.strip() == "0" or not (_NUMBERED.search(value) or _UNNUMBERED.search(value)):
        yield warning(
            "number-doubtful", reference=reference.id, variable=variable, value=value[:60]
        )

"""Sort keys: numbers and dates by value, words in dictionary order."""

from __future__ import annotations

import re

from citekit.csl.marks import bare
from citekit.text.characters import fold

SortKey = tuple[int, int, str]

_RANGE = re.compile(r"(\d{9})-(\d{9})")
_LEADING = re.compile(r"^[\W_]+")


def sort_key(value: object) -> SortKey | None:
    """The key of a rendered *value*: *élan, Étude, obus, œuvre, Zèbre*; None for nothing."""
    if value is None:
        return None
    text = bare(str(value)).strip()
    if not text:
        return None
    if re.fullmatch(r"-?[0-9]{1,18}", text):
        return (0, int(text), "")
    dates = _RANGE.fullmatch(text)
    if dates:
        return (0, int(dates[1]), dates[2])
    return (1, 0, _LEADING.sub("", fold(text)))

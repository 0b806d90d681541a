"""Sort keys: numbers and dates by value, words in dictionary order."""

from __future__ import annotations

import re

from citekit.csl.citeproc_py.spaces import restored
from citekit.csl.collation import key
from citekit.csl.marks import bare

SortKey = tuple[int, int, str]

_RANGE = re.compile(r"(\d{9})-(\d{9})")


def sort_key(value: object) -> SortKey | None:
    """The key of a rendered *value*: *élan, Étude, obus, œuvre, Zèbre*; None for nothing."""
    if value is None:
        return None
    text = bare(restored(str(value))).strip()
    if not text:
        return None
    if re.fullmatch(r"-?[0-9]{1,18}", text):
        return (0, int(text), "")
    dates = _RANGE.fullmatch(text)
    if dates:
        return (0, int(dates[1]), dates[2])
    return (1, 0, key(text))

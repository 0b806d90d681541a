"""First and last page of an article, as printed and as numbers."""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_LENGTH = 80  # characters; more is no page or range
_DASH = re.compile(r"\s*(?:-{1,3}|[\u2010-\u2015\u2212]|\b\u00e0\b)\s*")
_LEADING_ZEROS = re.compile(r"(?<![\w.])0+(?=\d)")
_LABEL = re.compile(r"^(?:pages?|pp?)\b\.?\s*", re.IGNORECASE)


class Pages(NamedTuple):
    """Where an article stands: ``first`` and ``last`` as printed (``17``, ``i``, ``B 32``)."""

    first: str
    last: str | None = None

    @classmethod
    def parse(cls, text: str) -> Pages | None:
        """Read ``p. 361–380``, ``133c à 144c``, ``V``; None where the text is no page or range."""
        if len(text) > MAX_LENGTH:
            return None
        bare = _LEADING_ZEROS.sub("", _LABEL.sub("", " ".join(text.split())))
        ends = [end.strip() for end in _DASH.split(bare)]
        if not 1 <= len(ends) <= 2 or not all(_is_page(end) for end in ends):
            return None
        return cls(*ends)

    def __str__(self) -> str:
        return self.first if self.last is None else f"{self.first}-{self.last}"

    def first_number(self) -> int | None:
        """The first page as a number, for order; None for roman and lettered pages."""
        return int(self.first) if self.first.isdecimal() else None


_PAGE = re.compile(r"(?:[A-Za-z]{1,2}[ .]?)?\d{1,7}[a-z]?|[ivxlcdm]{1,12}|[IVXLCDM]{1,12}")


def _is_page(text: str) -> bool:
    return bool(_PAGE.fullmatch(text))

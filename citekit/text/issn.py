"""ISSN: eight digits, the last a check digit (ISO 3297)."""

from __future__ import annotations

import re

DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
"""Hyphens, dashes and the minus sign as the plain hyphen."""

FORM = re.compile(r"(\d{4})-?(\d{3}[\dXx])", re.ASCII)
_LABEL = re.compile(r"(?:[ep]-?)?issn(?:-l)?\b[\s:.]*", re.IGNORECASE)
_NUMBER = re.compile(r"\d{3,5}[-\s]\d{2,4}[\dXx]?|\d{7,9}[Xx]?", re.ASCII)


def number_of(text: str) -> str | None:
    """The ISSN that *text* is, as ``0152-7401``; None where it is something else.

    A hyphen, a space or nothing between the halves, a label (``ISSN``, ``eISSN:``), a small x.
    """
    match = FORM.fullmatch(text) or FORM.fullmatch(_bare(text).replace(" ", ""))
    return f"{match[1]}-{match[2]}".upper() if match else None


def looks_like_one(text: str) -> bool:
    """Whether *text* is meant as an ISSN, right or wrong: the label or digits in two groups."""
    bare = _bare(text)
    labelled = bare != text.translate(DASHES).strip() and any(map(str.isdigit, bare))
    return labelled or _NUMBER.fullmatch(bare) is not None


def checks(number: str) -> bool:
    """Whether the check digit of a well-formed ISSN is right."""
    digits = number.replace("-", "").upper()
    return sum((10 if d == "X" else int(d)) * (8 - at) for at, d in enumerate(digits)) % 11 == 0


def _bare(text: str) -> str:
    return _LABEL.sub("", text.translate(DASHES).strip(), count=1).strip()

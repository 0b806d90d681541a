"""The values of PubMed's MEDLINE format: names, dates, pages and numbers as NLM writes them."""

from __future__ import annotations

import re

import msgspec

from citekit.formats.ris_values import read_doi, read_name
from citekit.model import Date, Name
from citekit.text.characters import fold
from citekit.text.dates import MAX_DATE, read_date
from citekit.text.issn import number_of
from citekit.text.particles import particles_of

_SUFFIX = re.compile(r"(.+?),? (Jr|Sr|II|III|IV|1st|2nd|3rd|[4-9]th)\.?")
_INITIALS = re.compile(r"(.+?) ([^\W\d_]{1,4})")
_RANGE = re.compile(
    r"(?<![\w.-])([A-Za-z]{0,3})(\d{1,9})-([A-Za-z]{0,3})(\d{1,9})(?![\w-])", re.ASCII
)
_ONE_DATE = re.compile(r"(\d{4}) (.+)", re.ASCII)
_TWO_DATES = re.compile(r"(\d{4}) ([^-]+)-(\d{4}) ([^-]+)", re.ASCII)
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9}) (\d{1,2}(?:-\d{1,2})?)(?!\w)", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_BRACKETS = re.compile(r"\[(.*)\]\.?", re.DOTALL)
_ISBN = re.compile(r"(?:ISBN[-: ]*)?((?:97[89][ -]?)?(?:\d[ -]?){9}[\dXx])", re.ASCII)
_ARTICLE_NUMBER = re.compile(r"[A-Za-z]{0,3}\d{1,7}", re.ASCII)
_RANKS = {"print": 0, "": 1, "electronic": 2, "linking": 3}


def title(text: str) -> str:
    """*text* without the full stop that NLM puts behind each title, in brackets or not.

    Stops of an abbreviation (``U.S.``) and of an ellipsis stay.
    """
    brackets = _BRACKETS.fullmatch(text)
    return f"[{_unstopped(brackets[1])}]" if brackets else _unstopped(text)


def _unstopped(text: str) -> str:
    bare = text.removesuffix(".")
    return text if "." in bare.rpartition(" ")[2] else bare


def full_name(text: str) -> Name | None:
    """A person from ``FAU``: ``King, Martin L Jr``; a body where there is no comma."""
    name = read_name(text)
    match = _SUFFIX.fullmatch(name.given or "") if name is not None else None
    if name is None or match is None:
        return name
    return msgspec.structs.replace(name, given=match[1], suffix=name.suffix or match[2])


def short_name(text: str) -> Name | None:
    """A person from ``AU``: ``van Raaij MJ``, ``King ML Jr``; else as :func:`full_name`."""
    cut = _SUFFIX.fullmatch(text)
    bare, suffix = (cut[1], cut[2]) if cut else (text, None)
    match = _INITIALS.fullmatch(bare)
    if match is None or not match[2].isupper():
        return full_name(text)
    name = particles_of(match[1], " ".join(f"{letter}." for letter in match[2]))
    return msgspec.structs.replace(name, suffix=suffix)


def shortened(text: str) -> str:
    """Family name and first initial, folded: the same for ``FAU`` and ``AU`` of one person."""
    name = full_name(text) if "," in text else short_name(text)
    if name is None or name.literal is not None:
        return fold(text)
    return fold(f"{name.family} {(name.given or '')[:1]}")


def date(text: str) -> Date | None:
    """``2006 Dec 12``, ``2006 Nov-Dec``, ``2006 Dec-2007 Jan``, ``2006 Winter``, ``20061212``."""
    if len(text) > MAX_DATE:
        return None
    compact = _COMPACT.fullmatch(text)
    if compact:
        try:
            return Date.from_edtf("-".join(compact.groups()))
        except ValueError:
            return None
    turned = _MONTH_DAY.sub(r"\2 \1", text)
    two, one = _TWO_DATES.fullmatch(turned), _ONE_DATE.fullmatch(turned)
    if two:
        return read_date(f"{two[2]} {two[1]}-{two[4]} {two[3]}")
    return read_date(f"{one[2]} {one[1]}" if one else turned)


def pages(text: str) -> str:
    """*text* with each shortened range in full: ``123-128`` for ``123-8``."""
    return _RANGE.sub(_in_full, text)


def _in_full(match: re.Match[str]) -> str:
    letters, first, other, last = match.groups()
    if other not in {"", letters} or len(last) > len(first):
        return match[0]
    whole = first[: len(first) - len(last)] + last
    return f"{letters}{first}-{letters}{whole}" if int(whole) >= int(first) else match[0]


def labelled(text: str) -> tuple[str, str]:
    """A number and what stands behind it in brackets: ``0758-1726 (Print)``, ``10.1/x [doi]``."""
    if not text.endswith((")", "]")):
        return text, ""
    start = max(text.rfind("("), text.rfind("["))
    words = text[start + 1 : -1].lower().split()
    return (text[:start].strip(), words[0]) if start > 0 and words else (text, "")


def rank(text: str) -> int:
    """Which of several ISSN to take first: that of print."""
    return _RANKS.get(labelled(text)[1], 1)


def serial(text: str) -> tuple[str, str]:
    """``ISSN`` or ``ISBN`` and the number; an empty variable where it is neither."""
    bare, _ = labelled(text)
    issn = number_of(bare)
    if issn is not None:
        return "ISSN", issn
    isbn = _ISBN.fullmatch(bare)
    return ("ISBN", isbn[1]) if isbn else ("", text)


def doi(text: str) -> str | None:
    """The DOI in ``10.1/x [doi]``; None where it is another identifier."""
    number, label = labelled(text)
    if label == "doi":
        return read_doi(number)
    return None if label else read_doi(text)


def article_number(text: str) -> str | None:
    """The number that stands for pages in ``e0815 [pii]``; None for a publisher's longer one."""
    number, label = labelled(text)
    return number if label == "pii" and _ARTICLE_NUMBER.fullmatch(number) else None

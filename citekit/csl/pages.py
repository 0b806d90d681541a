"""Page ranges in the form a style asks for: ``page-range-format`` of CSL, and the first page."""

from __future__ import annotations

import re

from citekit.csl.numerals import is_roman
from citekit.csl.richtext import plain
from citekit.text.characters import EN_DASH
from citekit.text.patterns import pattern

_RANGE = pattern(
    r"(?<![^\s,;&])(?P<first>[^\s,;&\\\u2013-]++)"
    r"\s*+(?:-{1,3}|\u2013)\s*+"
    r"(?P<last>[^\s,;&\\\u2013-]++)(?!\s*+[-\u2013\\])"
)
"""Two ends and a dash between: no end holds a dash, and none stands before or after."""
_AMPERSAND = pattern(r"(?<=[\w\s])&(?=[\w\s])")
_SPACES = pattern(r"\s+([,;])|\s{2,}")
_LABEL = pattern(r"\A(?:pp?|pages?)\.?\s+(?=\d)")
_NUMBERS = pattern(r"(\d++)[-\u2013](\d++)", re.ASCII)
"""What nearly all pages are."""
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0123456789"


def page_range(
    text: str,
    format: str | None = None,
    delimiter: str = EN_DASH,
    ampersand: str = "&",
) -> str:
    """*text* with its page ranges as *format* wants them: ``110-5`` → ``110–115`` (expanded).

    *format* is expanded, minimal, minimal-two, chicago (or chicago-15), chicago-16; None changes
    only the hyphen to *delimiter*. An end without a number, or with another prefix than the first
    has (``N110-P5``), makes no range; ``\\-`` is a hyphen that stays one; words stay as they are.
    CSL 1.0.2, appendix "Page Range Formats".
    """
    if text.isalnum():
        return text
    match = _NUMBERS.fullmatch(text)
    if match:
        first, last = match.groups()
        return first + delimiter + (last if format is None else _last("", first, last, format))
    return ranges(_LABEL.sub("", text.strip()), format, delimiter, ampersand)


def ranges(text: str, format: str | None, delimiter: str, ampersand: str = "&") -> str:
    """*text* with its ranges of numbers written out, its spaces and ampersands even."""

    def written(match: re.Match[str]) -> str:
        return _written(match, format, delimiter)

    text = _RANGE.sub(written, plain(text.strip()))
    if "&" in text:
        text = " ".join(_AMPERSAND.sub(f" {ampersand} ", text).split(" "))
    if " " in text:
        text = _SPACES.sub(lambda match: match[1] or " ", text)
    return text.replace("\\-", "-")


def page_first(text: str) -> str:
    """The first page of *text*: ``22-45`` → ``22``, ``S213-S235, S240`` → ``S213``."""
    match = _FIRST.match(_LABEL.sub("", text.strip()))
    return match[0].replace("\\-", "-") if match else text


_FIRST = pattern(r"(?:[^\s,;&\\\u2013-]|\\-?)+")


def _written(match: re.Match[str], format: str | None, delimiter: str) -> str:
    first, last = match["first"], match["last"]
    prefix, digits, tail = _split(first)
    last_prefix, last_digits, last_tail = _split(last)
    if not digits or not last_digits:
        if is_roman(first) and is_roman(last):
            return first + delimiter + last
        return match[0]
    if prefix != last_prefix:
        return f"{first}-{last}"
    if format is None or tail or last_tail or not (prefix + digits).isalnum():
        return first + delimiter + last
    return first + delimiter + _last(prefix, digits, last_digits, format)


def _split(end: str) -> tuple[str, str, str]:
    """``8n11564a`` → what comes before its last digits, these digits, the letters after them."""
    bare = end.rstrip(_LETTERS)
    prefix = bare.rstrip(_DIGITS)
    return prefix, bare[len(prefix) :], end[len(bare) :]


def _last(prefix: str, first: str, last: str, format: str) -> str:
    """The last page of a range from *first*, as *format* shortens it."""
    full = first[: -len(last)] + last if len(last) < len(first) else last
    if len(full) != len(first) or full < first:
        return prefix + last
    if format == "expanded":
        return prefix + full
    if format == "minimal":
        return _changed(first, full, 1)
    if format == "minimal-two":
        return _changed(first, full, 2)
    if len(first) < 3 or first.endswith("00"):
        return full
    shortened = _changed(first, full, 1 if first[-2] == "0" else 2)
    if format != "chicago-16" and len(first) == 4 and len(shortened) > 2:
        return prefix + full
    return shortened


def _changed(first: str, last: str, least: int) -> str:
    """The digits of *last* that differ from *first* and those after them, at *least* so many."""
    same = 0
    while same < len(last) - least and first[same] == last[same]:
        same += 1
    return last[same:]

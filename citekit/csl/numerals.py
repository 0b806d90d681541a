"""Numbers inside a variable: is it numeric, is it plural; roman numerals, letters as numbers."""

from __future__ import annotations

from citekit.text.patterns import pattern

_NUMBER = r"(?:[^\W\d_]*\d+(?:/\d+)*[^\W\d_]*\+?|[ivxl]+\b)"
"""``2``, ``01790``, ``D2``, ``2nd``, ``L2d``, ``12/13``, ``13+``; ``xii``, as in a preface."""
_ROMAN = r"(?:[ivxlcdm]+|[IVXLCDM]+)(?!\w)"
_AND = r"(?:and|et|und|y|e|en|og|och|ja|i|a|и|та)"
"""*And* between two numbers, in the languages whose data has it."""
_DASH = r"(?:-{1,3}|\u2013)"
_BETWEEN = rf"(?:\s*(?:,\s*)?[&;]\s*|\s*,\s*(?:{_AND}\s+)?|\s+{_AND}\s+|\s*{_DASH}\s*)"

_NUMERIC = pattern(rf"\s*(?:{_NUMBER})(?:{_BETWEEN}(?:{_NUMBER}))*\s*")
_SEVERAL = pattern(
    rf"\s*(?:[^\W\d_]+\.\s*)?(?:{_NUMBER}|{_ROMAN}){_BETWEEN}(?:{_NUMBER}|{_ROMAN}|ff?\b)"
)
_COUNTED = frozenset({"number-of-pages", "number-of-volumes"})


def is_numeric(value: str | int) -> bool:
    """Whether *value* holds nothing but numbers: ``5``, ``2nd``, ``V5``, ``2, 3``, ``2 & 4``.

    Numbers may have prefixes and suffixes and stand in lists and ranges (CSL 1.0.2, "Choose",
    ``is-numeric``); ``second`` and ``2nd edition`` are not numeric.
    """
    text = str(value)
    return text.isdecimal() or _NUMERIC.fullmatch(text) is not None


def is_plural(value: str | int, variable: str) -> bool:
    """Whether the label of *variable* is in the plural: several numbers, or a count other than 1.

    A hyphen that is written ``\\-`` makes no range (CSL 1.0.2, "Label").
    """
    text = str(value)
    if text.isdecimal():
        return variable in _COUNTED and int(text) != 1
    return _SEVERAL.match(text) is not None


_DIGITS = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def roman(number: int) -> str:
    """*number* in lower case roman numerals: 42 → ``xlii``; in digits beyond 3999 and for zero."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for worth, letters in _DIGITS:
        times, number = divmod(number, worth)
        text += letters * times
    return text


_ROMAN_ONLY = pattern(_ROMAN)


def is_roman(text: str) -> bool:
    """Whether *text* is a number in roman letters, all small or all capital: ``xxv``, ``XII``."""
    return _ROMAN_ONLY.fullmatch(text) is not None


def letters(number: int) -> str:
    """0 → a, 25 → z, 26 → aa."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text

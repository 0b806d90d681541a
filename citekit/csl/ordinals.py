"""The suffixes of ordinal numbers: 1st, 11th; 1er, 1re, 2e (CSL, Ordinal Suffixes)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from citekit.text.patterns import pattern

if TYPE_CHECKING:
    from citekit.csl.nodes import Term

_ORDINAL = pattern(r"ordinal(?:-(\d\d))?")
_FIRST_OF_TWO_DIGITS = 10
_WITHOUT_NEUTER = ("feminine", "masculine")
"""What stands for the neuter in a language that has none: *edition* is feminine in most."""


class Ordinals:
    """The ordinal terms of one source: the first of *sources* that has any."""

    def __init__(self, sources: Iterable[Sequence[Term]]) -> None:
        self._whole: dict[tuple[int, str], str] = {}
        self._two_digits: dict[tuple[int, str], str] = {}
        self._last_digit: dict[tuple[int, str], str] = {}
        self._default: dict[str, str] = {}
        for terms in sources:
            found = [(term, match) for term in terms if (match := _ORDINAL.fullmatch(term.name))]
            for term, match in found:
                self._add(term, match[1])
            if found:
                break
        if not self._default and all((digit, "") in self._last_digit for digit in range(1, 5)):
            self._as_csl_1_0()

    def _add(self, term: Term, digits: str | None) -> None:
        if digits is None:
            self._default[term.gender_form] = term.single
            return
        number = int(digits)
        default = "last-digit" if number < _FIRST_OF_TWO_DIGITS else "last-two-digits"
        match = term.match or default
        if match == "whole-number":
            table = self._whole
        elif match == "last-digit" and number < _FIRST_OF_TWO_DIGITS:
            table = self._last_digit
        else:
            table = self._two_digits
        table[number, term.gender_form] = term.single

    def _as_csl_1_0(self) -> None:
        """CSL 1.0 had four terms: for numbers ending in 1, 2, 3, and for all others."""
        others = self._last_digit.pop((4, ""))
        self._default[""] = others
        for number in (11, 12, 13):
            self._two_digits.setdefault((number, ""), others)

    def suffix(self, number: int, gender: str = "") -> str:
        """What follows *number*: the most exact term that matches, in its gender or in none."""
        for table, key in (
            (self._whole, number),
            (self._two_digits, number % 100),
            (self._last_digit, number % 10),
        ):
            for form in (gender, "") if gender else ("",):
                text = table.get((key, form))
                if text is not None:
                    return text
        for form in (gender, "", *_WITHOUT_NEUTER):
            if form in self._default:
                return self._default[form]
        return ""

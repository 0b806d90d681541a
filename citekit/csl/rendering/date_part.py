"""``cs:date-part``: the texts of years, months and days, by their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from citekit.csl import textcase
from citekit.csl.marks import END, YEAR_BEGIN
from citekit.csl.richtext import marked
from citekit.text.characters import NBSP

if TYPE_CHECKING:
    from citekit.csl.locales import Locale
    from citekit.csl.nodes import DatePart
    from citekit.csl.rendering.context import Scope

Texts = Mapping[Any, str]
"""Texts of a part by its number; those of a day by month and day where months have genders."""


def texts_of(part: DatePart, case: str, scope: Scope, *, is_season: bool) -> Texts | None:
    """The texts of *part* by its number, in *case*; None where its form cannot say a season."""
    if part.name == "year":
        return _Years(part.form, scope.locale, is_marked=not scope.in_bibliography)
    if part.name == "day":
        return _days(part.form, scope.locale)
    if is_season and part.form.startswith("numeric"):
        return None
    return _Months(part, case, scope.locale)


class _Years(dict[Any, str]):
    """Year → its text, with the term of years before Christ and of early ones after."""

    def __init__(self, form: str, locale: Locale, *, is_marked: bool) -> None:
        super().__init__()
        self._is_short = form == "short"
        self._ends = (YEAR_BEGIN, END) if is_marked else ("", "")
        self._ad, self._bc = (_era(locale.term(term) or "") for term in ("ad", "bc"))

    def __missing__(self, year: int | str) -> str:
        number = int(year)
        text = f"{abs(number)}"
        if self._is_short and number >= 1000:
            text = text[-2:]
        elif number < 0:
            text += self._bc
        elif number < 1000:
            text += self._ad
        begin, end = self._ends
        found = self[year] = begin + text + end
        return found


def _era(term: str) -> str:
    """*44 av. J.-C.*: words are set off from the year, capitals (*79AD*) only if the term is."""
    return NBSP + term if term[:1].islower() else term


class _Months(dict[Any, str]):
    """Month, season (13 to 24) or words for a season → text."""

    def __init__(self, part: DatePart, case: str, locale: Locale) -> None:
        super().__init__()
        form = part.form or "long"
        for month in range(1, 13):
            if form == "numeric":
                self[month] = str(month)
            elif form == "numeric-leading-zeros":
                self[month] = f"{month:02d}"
            else:
                self[month] = locale.term(f"month-{month:02d}", form) or str(month)
        for season in range(12):
            self[13 + season] = locale.term(f"season-{season % 4 + 1:02d}") or ""
        self._strip = part.strip_periods
        self._case, self._language = case, locale.language
        if case or self._strip:
            for number in tuple(self):
                self[number] = self._dressed(self[number])

    def _dressed(self, text: str) -> str:
        if self._strip:
            text = text.replace(".", "")
        return textcase.apply_to_term(self._case, text, self._language) if self._case else text

    def __missing__(self, season: int | str) -> str:
        found = self[season] = self._dressed(marked(str(season)))
        return found


def _days(form: str, locale: Locale) -> dict[Any, str]:
    if form == "numeric-leading-zeros":
        return {day: f"{day:02d}" for day in range(1, 32)}
    if form != "ordinal":
        return {day: str(day) for day in range(1, 32)}
    genders = [locale.gender(f"month-{month:02d}") for month in range(1, 13)]
    if len(set(genders)) == 1:
        return _ordinals(genders[0], locale)
    days = {gender: _ordinals(gender, locale) for gender in set(genders)}
    return GenderedDays(
        ((month, day), text)
        for month, gender in enumerate(genders, 1)
        for day, text in days[gender].items()
    )


class GenderedDays(dict[Any, str]):
    """The texts of days by month and day: the ordinal agrees with the month."""


def _ordinals(gender: str, locale: Locale) -> dict[Any, str]:
    return {
        day: f"{day}{locale.ordinal(day, gender)}"
        if day == 1 or not locale.limit_day_ordinals_to_day_1
        else str(day)
        for day in range(1, 32)
    }

"""``cs:sort``: works and cites in the order of the style's keys, what has no value last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from citekit.csl.collation import key as collation_key
from citekit.csl.marks import bare
from citekit.csl.numerals import is_numeric
from citekit.csl.rendering.citation_label import label_of
from citekit.csl.rendering.date import sort_text
from citekit.csl.rendering.text import NUMBERS
from citekit.csl.rendering.values import reader
from citekit.csl.richtext import marked
from citekit.model import DATE_VARIABLES, NAME_VARIABLES

if TYPE_CHECKING:
    from citekit.csl.nodes import Area, Key
    from citekit.csl.rendering.renderer import Renderer
    from citekit.csl.works import Work
    from citekit.model import Date

T = TypeVar("T")

_NAMES = frozenset(NAME_VARIABLES)
_DATES = frozenset(DATE_VARIABLES)


class Sorter:
    """Sorts by the keys of an area."""

    def __init__(self, renderer: Renderer, area: Area) -> None:
        self._renderer = renderer
        self._area = area
        self._language = renderer.locale.language
        self._keys = [(self._value(key, at), key.descending) for at, key in enumerate(area.sort)]

    def sorted(self, items: Iterable[T], work: Callable[[T], Work]) -> list[T]:
        """*items* in order; those with equal keys stay as they were."""
        return self._by(0, list(items), work)

    def _by(self, level: int, items: list[T], work: Callable[[T], Work]) -> list[T]:
        """*items* by the keys from *level* on; a key is asked for where those before are equal."""
        if len(items) < 2 or level == len(self._keys):
            return items
        value, descending = self._keys[level]
        valued = [(value(work(item)), item) for item in items]
        present = [pair for pair in valued if pair[0] is not None]
        present.sort(key=_first, reverse=descending)
        found: list[T] = []
        for _, alike in groupby(present, _first):
            found += self._by(level + 1, [item for _, item in alike], work)
        return found + self._by(level + 1, [item for key, item in valued if key is None], work)

    def _value(self, key: Key, at: int) -> Callable[[Work], Any]:
        variable = key.variable
        if variable == "citation-number":
            return lambda work: work.number
        if variable == "year-suffix":
            return lambda work: (
                (len(work.year_suffix), work.year_suffix) if work.year_suffix else None
            )
        if variable == "citation-label":
            return lambda work: self._text(label_of(work.reference))
        if key.macro or variable in _NAMES:
            return lambda work: self._text(self._renderer.sort_text(work, self._area, at))
        read = reader(variable)
        if variable in _DATES:
            return lambda work: self._date(read(work.reference))
        if variable in NUMBERS:
            return lambda work: self._number(read(work.reference))
        return lambda work: self._text(read(work.reference))

    def _text(self, text: str | None) -> Any:
        text = bare(marked(text)).strip() if text else ""
        return collation_key(text, self._language) if text else None

    def _date(self, date: Date | None) -> Any:
        return (sort_text(date) or self._text(date.literal or date.raw)) if date else None

    def _number(self, text: str | None) -> Any:
        if not text:
            return None
        if is_numeric(text):
            digits = "".join(character if character.isdigit() else " " for character in text)
            numbers = digits.split()
            if numbers:
                return collation_key(" ".join(f"{int(n):010d}" for n in numbers), self._language)
        return self._text(text)


def _first(pair: tuple[Any, object]) -> Any:
    return pair[0]

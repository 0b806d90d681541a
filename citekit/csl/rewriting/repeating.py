"""``subsequent-author-substitute``: names that the entry before begins with too, replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citekit.csl.marks import NAMES_BEGIN, stretch
from citekit.csl.rendering.name_list import Repeat
from citekit.csl.rendering.renderer import name_lists

if TYPE_CHECKING:
    from citekit.csl.people import Person
    from citekit.csl.rendering.renderer import Renderer
    from citekit.csl.works import Work


class Repeating:
    """Renders the entries of a bibliography, one after the other.

    *text* replaces names; *rule* is ``complete-all``, ``complete-each``, ``partial-each`` or
    ``partial-first``. What stands in for names, a title, is compared and replaced as a whole.
    """

    def __init__(self, renderer: Renderer, text: str, rule: str) -> None:
        self._renderer = renderer
        self._text = text
        self._rule = rule
        self._before: tuple[str, tuple[Person, ...]] = ("", ())

    def entry(self, work: Work) -> str:
        """The entry of *work*, with what it repeats of the one before replaced."""
        text = self._renderer.entry(work)
        found = stretch(text, NAMES_BEGIN)
        lists = name_lists(self._renderer.entry_plan(work))
        names = work.people[lists[0].variable] if lists else ()
        printed = text[found[0] : found[1]] if found else ""
        before, self._before = self._before, (printed, names)
        if not found or not printed:
            return text
        if printed == before[0] and (self._rule == "complete-all" or not names):
            return text[: found[0]] + self._text + text[found[1] :]
        same = _common(before[1], names)
        if not same or self._rule == "complete-all":
            return text
        if self._rule == "complete-each" and (same != len(names) or same != len(before[1])):
            return text
        if self._rule == "partial-first":
            same = 1
        return self._renderer.entry(work, Repeat(self._text, same, lists[0]))


def _common(first: tuple[Person, ...], second: tuple[Person, ...]) -> int:
    """How many names both begin with."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one.name != other.name:
            break
        count += 1
    return count

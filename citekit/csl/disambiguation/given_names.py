"""Given names told apart everywhere, whether or not cites clash (givenname-disambiguation-rule)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from citekit.csl.rendering.name import FULL, INITIALS
from citekit.csl.rendering.renderer import name_lists
from citekit.csl.works import Shown

if TYPE_CHECKING:
    from citekit.csl.people import Person
    from citekit.csl.rendering.name_list import NameList
    from citekit.csl.rendering.renderer import Renderer
    from citekit.csl.works import Work


class GivenNames:
    """Expands the names that are spelled alike in the short form of a style's cites.

    *rule* is ``all-names``, ``all-names-with-initials``, ``primary-name`` or
    ``primary-name-with-initials``.
    """

    def __init__(self, renderer: Renderer, rule: str) -> None:
        self._renderer = renderer
        self._only_first = rule.startswith("primary-name")
        self._only_initials = rule.endswith("-with-initials")

    def expand(self, works: Sequence[Work]) -> None:
        """Sets ``shown`` of the *works* that have such names."""
        alike: dict[str, dict[str, list[_Place]]] = defaultdict(lambda: defaultdict(list))
        for work in works:
            for names in name_lists(self._renderer.cite_plan(work)):
                people = work.people[names.variable]
                for index, person in enumerate(people[:1] if self._only_first else people):
                    if person.given:
                        short = names.form.text(person, 0)
                        alike[short][_key(person)].append((work, names, index, person))
        levels: dict[tuple[int, str], list[int]] = {}
        for spelled in alike.values():
            if len(spelled) > 1:
                self._expand(spelled, levels)
        for work in works:
            for names in name_lists(self._renderer.cite_plan(work)):
                found = levels.get((id(work), names.variable))
                if found is not None:
                    work.shown = {**work.shown, names.variable: Shown(0, tuple(found))}

    def _expand(
        self, spelled: dict[str, list[_Place]], levels: dict[tuple[int, str], list[int]]
    ) -> None:
        """Finds the level of each of several people with one short form."""
        initials = {key: _initials(places[0]) for key, places in spelled.items()}
        bearers = Counter(initials.values())
        for key, places in spelled.items():
            same = bearers[initials[key]]
            for work, names, index, _ in places:
                level = FULL
                tells = initials[key] != "" and same < len(spelled)
                if tells and (same == 1 or self._only_initials):
                    level = INITIALS
                elif self._only_initials:
                    continue
                of_work = levels.setdefault((id(work), names.variable), [])
                of_work += [0] * (index + 1 - len(of_work))
                of_work[index] = level


_Place = tuple["Work", "NameList", int, "Person"]


def _initials(place: _Place) -> str:
    """How the name is spelled with initials; "" where they are not to be had."""
    _, names, _, person = place
    if not names.form.shortens:
        return ""
    return names.form.text(person, 0, INITIALS).replace(" ", "").replace(".", "")


def _key(person: Person) -> str:
    """What tells people of one short form apart; *J. J.* and *J.J.* are the same."""
    return f"{person.given} {person.dropping}".replace(" ", "").replace(".", "")

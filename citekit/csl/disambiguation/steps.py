"""The steps of disambiguation, one after the other, on what still clashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from citekit.csl.disambiguation.expansion import Expansion
from citekit.csl.disambiguation.given_names import GivenNames
from citekit.csl.marks import bare
from citekit.csl.numerals import letters
from citekit.csl.rendering.renderer import FIRST

if TYPE_CHECKING:
    from citekit.csl.rendering.renderer import Renderer
    from citekit.csl.works import Work


class Disambiguation:
    """Tells *works* apart in the citations of one style.

    *by_bibliography* sorts some of them as the bibliography does: the letters follow that order.
    """

    def __init__(
        self, renderer: Renderer, by_bibliography: Callable[[Sequence[Work]], list[Work]]
    ) -> None:
        self._renderer = renderer
        self._by_bibliography = by_bibliography
        options = renderer.style.citation.options
        self._adds_names = options.get("disambiguate-add-names") == "true"
        self._adds_given_names = options.get("disambiguate-add-givenname") == "true"
        self._rule = options.get("givenname-disambiguation-rule", "by-cite")
        self._adds_letters = options.get("disambiguate-add-year-suffix") == "true"

    def run(self, works: Sequence[Work]) -> list[list[Work]]:
        """Sets ``shown``, ``conditions`` and ``year_suffix`` of *works*; what still clashes."""
        for work in works:
            work.shown, work.conditions, work.year_suffix = {}, 0, ""
        by_cite = self._adds_given_names and self._rule == "by-cite"
        if self._adds_given_names and not by_cite:
            GivenNames(self._renderer, self._rule).expand(works)
        clashes = self.clashes(works)
        if self._adds_names or by_cite:
            expansion = Expansion(self._renderer, names=self._adds_names, given_names=by_cite)
            clashes = [rest for clash in clashes for rest in expansion.resolve(clash)]
            clashes = self.clashes([work for clash in clashes for work in clash])
        if self._renderer.shapes.disambiguate_tests:
            clashes = [rest for clash in clashes for rest in self._by_condition(clash)]
        if not self._adds_letters:
            return self._left(works, clashes)
        for clash in clashes:
            for number, work in enumerate(self._by_bibliography(clash)):
                work.year_suffix = letters(number)
        clashes = self.clashes([work for clash in clashes for work in clash])
        return self._left(works, clashes)

    def _left(self, works: Sequence[Work], clashes: list[list[Work]]) -> list[list[Work]]:
        """*clashes* that a reader meets, and the works that read the same where cited first."""
        found = [clash for clash in clashes if bare(self._renderer.cite(clash[0]))]
        if self._renderer.shapes.heeds_position:
            known = {id(work) for clash in found for work in clash}
            by_text: dict[str, list[Work]] = defaultdict(list)
            for work in works:
                if id(work) not in known:
                    by_text[self._renderer.cite(work, FIRST)].append(work)
            found += [same for text, same in by_text.items() if len(same) > 1 and bare(text)]
        return found

    def clashes(self, works: Iterable[Work]) -> list[list[Work]]:
        """The sets of *works* whose cites read the same."""
        by_text: dict[str, list[Work]] = defaultdict(list)
        for work in works:
            by_text[bare(self._renderer.cite(work, comparing=True))].append(work)
        return [same for same in by_text.values() if len(same) > 1]

    def _by_condition(self, clash: list[Work]) -> list[list[Work]]:
        """Makes one ``disambiguate`` condition after the other hold; the sets that still clash."""
        pending, done = [(clash, 0)], []
        while pending:
            alike, kept = pending.pop()
            for conditions in range(kept + 1, self._renderer.shapes.disambiguate_tests + 1):
                for work in alike:
                    work.conditions = conditions
                rest = self.clashes(alike)
                if not rest or len(rest[0]) < len(alike):
                    pending += [(same, conditions) for same in rest]
                    break
            else:
                if self._adds_letters:
                    for work in alike:
                        work.conditions = kept
                done.append(alike)
        return done

"""Names and given names added one by one to cites that clash, as far as that tells them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from citekit.csl.marks import bare
from citekit.csl.rendering.name import FULL, INITIALS
from citekit.csl.rendering.renderer import ANYWHERE, name_lists
from citekit.csl.works import Shown

if TYPE_CHECKING:
    from citekit.csl.rendering.renderer import Renderer
    from citekit.csl.works import Work


class _Step(NamedTuple):
    """One more thing to show: the name at *place* of a *variable*, or its given name."""

    variable: str
    place: int
    level: int


class Expansion:
    """Expands cites by *names* that *et al.* stands for and by *given_names*."""

    def __init__(self, renderer: Renderer, *, names: bool, given_names: bool) -> None:
        self._renderer = renderer
        self._names = names
        self._given_names = given_names

    def resolve(self, clash: list[Work]) -> list[list[Work]]:
        """Expands the cites of *clash*; the sets of them that still read the same."""
        steps = self._steps(clash)
        found: list[list[Work]] = []
        pending = [(clash, 0)]
        while pending:
            alike, at = pending.pop()
            parts: list[list[Work]] = []
            kept = {id(work): work.shown for work in alike}
            trial = dict(kept)
            while at < len(steps):
                step = steps[at]
                at += 1
                before = trial
                trial = {id(work): _with(trial[id(work)], step) for work in alike}
                parts = self._parts(alike, trial)
                if len(parts) > 1:
                    break
                if step.level:
                    trial = before
            if len(parts) <= 1:
                for work in alike:
                    work.shown = kept[id(work)]
                found.append(alike)
                continue
            for part in parts:
                if len(part) > 1:
                    pending.append((part, at))
        return found

    def _parts(self, works: list[Work], shown: dict[int, Mapping[str, Shown]]) -> list[list[Work]]:
        by_text: dict[str, list[Work]] = defaultdict(list)
        for work in works:
            work.shown = shown[id(work)]
            by_text[bare(self._renderer.cite(work, comparing=True))].append(work)
        return list(by_text.values())

    def _steps(self, clash: list[Work]) -> list[_Step]:
        """All that could be shown, from the first name on."""
        steps: dict[_Step, None] = {}
        for work in clash:
            steps.update(dict.fromkeys(self._steps_of(work)))
        order = {step.variable: at for at, step in reversed(list(enumerate(steps)))}
        return sorted(steps, key=lambda step: (order[step.variable], step.place, step.level))

    def _steps_of(self, work: Work) -> Iterator[_Step]:
        for names in name_lists(self._renderer.cite_plan(work)):
            total = len(work.people[names.variable])
            base = names.base_at(total, subsequent="subsequent" in ANYWHERE.positions)
            for index in range(total if self._names else base):
                if index >= base:
                    yield _Step(names.variable, index, 0)
                if self._given_names:
                    if names.form.has_initials and names.form.form == "short":
                        yield _Step(names.variable, index, INITIALS)
                    yield _Step(names.variable, index, FULL)


def _with(shown: Mapping[str, Shown], step: _Step) -> Mapping[str, Shown]:
    """*shown* and what *step* adds."""
    known = shown.get(step.variable, Shown())
    count = known.least
    levels = known.levels
    if step.level:
        levels += (0,) * (step.place + 1 - len(levels))
        levels = (*levels[: step.place], step.level, *levels[step.place + 1 :])
    else:
        count = max(count, step.place + 1)
    return {**shown, step.variable: Shown(count, levels)}

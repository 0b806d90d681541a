"""The first pass: works into marked strings, through a plan for each shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from citekit.csl.locators import has_own_label
from citekit.csl.marks import DISPLAY_BEGIN, END, JOINT
from citekit.csl.nodes import Names
from citekit.csl.numerals import is_numeric
from citekit.csl.rendering.choose import chosen
from citekit.csl.rendering.context import Context, Scope, Shape
from citekit.csl.rendering.elements import compile_children, compile_element
from citekit.csl.rendering.label import OWN_LABEL
from citekit.csl.rendering.name_list import NameList, Repeat
from citekit.csl.rendering.plan import Leaf, Part, dressed, ends_with_display, flat, joined
from citekit.csl.shapes import Shapes

if TYPE_CHECKING:
    from citekit.csl.locales import Locale
    from citekit.csl.nodes import Area, StyleNode
    from citekit.csl.works import Work
    from citekit.model import Reference

Plan = tuple["str | Leaf", ...]


class Setting(NamedTuple):
    """Where a cite stands: what its positions and its locator are."""

    positions: frozenset[str] = frozenset()
    locator: str = ""
    label: str = "page"
    first_note: str = ""


FIRST = Setting(frozenset({"first"}))
"""The first cite of a work."""
ANYWHERE = Setting(frozenset({"subsequent"}))
"""Where cites are compared: cited already, as the short form of a note is."""


class Renderer:
    """Renders cites and entries of one style in one locale; makes each plan once.

    Where *is_foreign* holds, the titles of a reference are marked as foreign.
    """

    def __init__(
        self,
        style: StyleNode,
        locale: Locale,
        abbreviations: Mapping[str, Mapping[str, str]] | None = None,
        is_foreign: Callable[[Reference], bool] | None = None,
    ) -> None:
        self.style = style
        self.locale = locale
        self.shapes = Shapes(style)
        self._abbreviations = abbreviations or {}
        self._is_foreign = is_foreign
        self._heeds_position = self.shapes.heeds_position
        self._plans: dict[tuple[Any, ...], Plan] = {}
        self._shapes: dict[tuple[Any, ...], Shape] = {}

    def cite(
        self,
        work: Work,
        setting: Setting = ANYWHERE,
        *,
        without_names: bool = False,
        at_start: bool = False,
        comparing: bool = False,
    ) -> str:
        """The marked text of *work* cited at *setting*; without affixes of the layout.

        *at_start* of a sentence, a term takes a capital (in notes: *Ibid.*); *comparing* works,
        what does not tell them apart is left out.
        """
        if comparing and work.first_note:
            setting = ANYWHERE._replace(first_note=work.first_note)
        is_plain = not (
            self._heeds_position
            or setting.locator
            or without_names
            or at_start
            or (comparing and self.shapes.cites_visits)
        )
        if not is_plain:
            plan = self.cite_plan(
                work, setting, without_names=without_names, at_start=at_start, comparing=comparing
            )
            return self._run(plan, work, setting)
        state = (work.number, work.year_suffix, work.shown, work.conditions)
        if work.cited[0] != state:
            work.cited = (state, self._run(self.cite_plan(work), work, ANYWHERE))
        return work.cited[1]

    def cite_plan(
        self,
        work: Work,
        setting: Setting = ANYWHERE,
        *,
        without_names: bool = False,
        at_start: bool = False,
        comparing: bool = False,
    ) -> Plan:
        """The plan that cites *work* at *setting*."""
        numeric = self.shapes.tests_locator_number and is_numeric(setting.locator)
        labelled = bool(setting.locator) and has_own_label(setting.locator)
        key = (
            work.shape,
            setting.positions,
            setting.label if setting.locator else "",
            numeric,
            labelled,
            bool(setting.first_note),
            work.conditions,
            bool(work.year_suffix),
            without_names,
            at_start,
            comparing and self.shapes.cites_visits,
        )
        plan = self._plans.get(key)
        if plan is None:
            area = self.style.citation
            shape = self._shape(work, setting, numeric=numeric)
            scope = self._scope(
                area, shape, without_names=without_names, at_start=at_start, comparing=comparing
            )
            part = compile_children(area.layout.children, scope)
            plan = self._plans[key] = flat(part)
        return plan

    def entry(self, work: Work, repeat: Repeat | None = None) -> str:
        """The marked text of the bibliography entry of *work*, affixes of the layout included."""
        return self._run(self.entry_plan(work), work, repeat=repeat)

    def entry_plan(self, work: Work) -> Plan:
        """The plan of the bibliography entry of *work*."""
        key = (work.shape, work.conditions, bool(work.year_suffix))
        plan = self._plans.get(key)
        if plan is None:
            area = self.style.bibliography
            assert area is not None  # noqa: S101  (asked for by whoever has looked)
            scope = self._scope(area, self._shape(work), in_bibliography=True, at_start=True)
            plan = self._plans[key] = flat(_entry(area, scope))
        return plan

    def sort_text(self, work: Work, area: Area, index: int) -> str:
        """What the macro or the names of the sort key at *index* print, to be compared."""
        # What tells works apart follows the order of the bibliography, and does not change it.
        in_bibliography = area is self.style.bibliography
        lettered = bool(work.year_suffix) and not in_bibliography
        key = (work.shape, in_bibliography, index, lettered)
        plan = self._plans.get(key)
        if plan is None:
            node = area.sort[index]
            scope = self._scope(
                area,
                self._shape(work, lettered=lettered),
                in_bibliography=in_bibliography,
                sorting=True,
                key_names=node.options,
            )
            if node.macro:
                part = compile_children(self.style.macros[node.macro].children, scope)
            else:
                part = compile_element(Names(variables=(node.variable,)), scope)
            plan = self._plans[key] = flat(part)
        return self._run(plan, work, shown=not in_bibliography)

    def _shape(
        self,
        work: Work,
        setting: Setting | None = None,
        *,
        numeric: bool = False,
        lettered: bool = True,
    ) -> Shape:
        shape = self._shapes.get(work.shape)
        if shape is None:
            shape = self._shapes[work.shape] = self.shapes.base(work.shape)
        present, facts = set(shape.present), set(shape.facts)
        if work.year_suffix and lettered:
            present.add("year-suffix")
        label = "page"
        if setting is not None:
            label = setting.label
            self._place(setting, present, facts, numeric=numeric)
        return Shape(
            shape.type,
            frozenset(present),
            frozenset(facts),
            shape.dates,
            label=label,
            conditions=work.conditions,
            totals=shape.totals,
        )

    @staticmethod
    def _place(
        setting: Setting, present: set[str], facts: set[tuple[str, str]], *, numeric: bool
    ) -> None:
        """Adds what *setting* makes *present* and true."""
        facts |= {("position", position) for position in setting.positions}
        if setting.locator:
            present.add("locator")
            if has_own_label(setting.locator):
                facts.add((OWN_LABEL, "locator"))
            if numeric:
                facts.add(("is-numeric", "locator"))
        if setting.first_note:
            present.add("first-reference-note-number")
            facts.add(("is-numeric", "first-reference-note-number"))

    def _scope(self, area: Area, shape: Shape, **options: Any) -> Scope:
        suffix = "year-suffix" in shape.present and not self.shapes.prints_year_suffix
        foreign = self._is_foreign is not None
        return Scope(
            self.style, self.locale, area, shape, year_suffix=suffix, foreign=foreign, **options
        )

    def _run(
        self,
        plan: Plan,
        work: Work,
        setting: Setting | None = None,
        repeat: Repeat | None = None,
        *,
        shown: bool = True,
    ) -> str:
        context = Context(work.reference, work.people, work.number)
        context.year_suffix = work.year_suffix
        context.abbreviations = self._abbreviations
        context.repeat = repeat
        if self._is_foreign is not None:
            if work.foreign is None:
                work.foreign = self._is_foreign(work.reference)
            context.foreign = work.foreign
        if shown:
            context.shown = work.shown
        if setting is not None:
            context.locator = setting.locator
            context.first_note = setting.first_note
            context.subsequent = "subsequent" in setting.positions
        return "".join([item if item.__class__ is str else item(context) for item in plan])  # type: ignore[operator]


def name_lists(plan: Plan) -> list[NameList]:
    """The lists of names that *plan* prints, in order."""
    return [item for item in plan if isinstance(item, NameList)]


def _entry(area: Area, scope: Scope) -> Part:
    layout = area.layout
    parts = [compile_element(child, scope) for child in chosen(layout.children, scope)]
    printed = [part for part in parts if part.items]
    if not printed:
        return Part()
    if not area.options.get("second-field-align"):
        whole = joined(printed, "")
        if not layout.suffix or not ends_with_display(whole):
            return dressed(whole, layout)
        *items, end = dressed(whole, msgspec.structs.replace(layout, suffix="")).items
        return whole._replace(items=(*items, JOINT + layout.suffix, end))
    first, rest = printed[0], joined(printed[1:], "")
    if not rest.items:
        return Part((DISPLAY_BEGIN["left-margin"], *first.items, END))
    before = msgspec.structs.replace(layout, suffix="")
    after = msgspec.structs.replace(layout, prefix="")
    margin = Part((DISPLAY_BEGIN["left-margin"], *dressed(first, before).items, END))
    inline = Part((DISPLAY_BEGIN["right-inline"], *dressed(rest, after).items, END))
    return joined([margin, inline], "")

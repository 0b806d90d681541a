"""Which references share a plan: their type, the variables they have, and what the style tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from citekit.csl.nodes import (
    Area,
    Branch,
    Choose,
    Date,
    Group,
    Label,
    NameOptions,
    Names,
    Number,
    Text,
)
from citekit.csl.numerals import is_numeric
from citekit.csl.rendering.context import Shape
from citekit.csl.rendering.date import kind
from citekit.csl.rendering.names import SAME
from citekit.csl.rendering.text import SHORT
from citekit.csl.rendering.values import ALIASES, reader
from citekit.model import ATTRIBUTES, DATE_VARIABLES

if TYPE_CHECKING:
    from citekit.csl.nodes import Element, StyleNode
    from citekit.model import Reference

ShapeKey: TypeAlias = "tuple[Any, ...]"

_DATES = frozenset(DATE_VARIABLES)
_IN_DOCUMENT = frozenset(
    {"locator", "citation-number", "first-reference-note-number", "year-suffix"}
)


class Shapes:
    """Reads what a style asks of a reference: equal keys have equal shapes."""

    def __init__(self, style: StyleNode) -> None:
        survey = _Survey(style)
        plain: list[str] = []
        self._derived: list[tuple[str, Callable[[Any], Any]]] = []
        dates: list[str] = []
        for variable in sorted(survey.variables - _IN_DOCUMENT):
            if variable in _DATES:
                dates.append(variable)
            elif variable in ALIASES or variable == "page-first":
                self._derived.append((variable, reader(variable)))
            elif variable in ATTRIBUTES:
                plain.append(variable)
        self._plain = tuple(plain)
        self._dates = tuple(dates)
        self._values = _getter(plain)
        self._date_values = _getter(dates)
        self._numeric = tuple(
            (variable, reader(variable)) for variable in sorted(survey.numeric - _IN_DOCUMENT)
        )
        self._uncertain = tuple(
            (variable, reader(variable)) for variable in sorted(survey.uncertain & _DATES)
        )
        self.tests_locator_number = "locator" in survey.numeric
        self.prints_first_note = "first-reference-note-number" in survey.variables
        self.heeds_position = survey.heeds_position or self.prints_first_note
        self.disambiguate_tests = survey.disambiguate_tests
        self.cites_visits = "accessed" in survey.variables
        self._counted = tuple((v, reader(v)) for v in sorted(survey.counted))
        self.prints_year_suffix = "year-suffix" in survey.variables
        self.prints_number = "citation-number" in survey.variables
        self._tests_same_names = survey.has_editor_and_translator

    def key(self, reference: Reference) -> ShapeKey:
        """What decides the shape of *reference*."""
        key: list[Any] = [reference.type]
        key += map(bool, self._values(reference))
        for date in self._date_values(reference):
            key.append(kind(date) if date is not None else "")
        for _, read in self._derived:
            key.append(bool(read(reference)))
        for _, read in self._numeric:
            value = read(reference)
            key.append(is_numeric(value) if isinstance(value, str) else False)
        for _, read in self._uncertain:
            value = read(reference)
            key.append(bool(value is not None and value.circa))
        for _, read in self._counted:
            key.append(len(read(reference) or ()))
        if self._tests_same_names:
            key.append(bool(reference.editor) and reference.editor == reference.translator)
        return tuple(key)

    def base(self, key: ShapeKey) -> Shape:
        """The shape that *key* stands for, wherever the reference is cited."""
        values = iter(key)
        type_ = next(values)
        present = {variable for variable in self._plain if next(values)}
        dates = {variable: found for variable in self._dates if (found := next(values))}
        present |= dates.keys()
        present |= {variable for variable, _ in self._derived if next(values)}
        present.add("citation-number")
        facts = {("is-numeric", variable) for variable, _ in self._numeric if next(values)}
        facts.add(("is-numeric", "citation-number"))
        facts |= {
            ("is-uncertain-date", variable) for variable, _ in self._uncertain if next(values)
        }
        totals = {variable: next(values) for variable, _ in self._counted}
        if self._tests_same_names and next(values):
            facts.add((SAME, "editor translator"))
        return Shape(type_, frozenset(present), frozenset(facts), dates, totals=totals)


def _getter(variables: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    attributes = [ATTRIBUTES[variable] for variable in variables]
    if not attributes:
        return lambda reference: ()
    if len(attributes) == 1:
        read = attrgetter(attributes[0])
        return lambda reference: (read(reference),)
    return attrgetter(*attributes)


class _Survey:
    """What a style asks for anywhere."""

    def __init__(self, style: StyleNode) -> None:
        self.variables: set[str] = set()
        self.numeric: set[str] = set()
        self.uncertain: set[str] = set()
        self.heeds_position = False
        self.disambiguate_tests = 0
        self.counted: set[str] = set()
        self.has_editor_and_translator = False
        for area in (style.citation, style.bibliography):
            if area is not None:
                self._area(area)
                self.heeds_position |= _has_subsequent(area.names)
        for macro in style.macros.values():
            for node in _walk(macro):
                self._node(node)

    def _area(self, area: Area) -> None:
        # Sorting by the letter is not printing it.
        self.variables.update({key.variable for key in area.sort} - {"", "year-suffix"})
        for node in _walk(area.layout):
            self._node(node)

    def _node(self, node: Element | Branch) -> None:
        if isinstance(node, Branch):
            for condition in node.conditions:
                self._condition(condition.kind, condition.value)
        elif isinstance(node, Names):
            self.variables.update(node.variables)
            if node.name is not None and _has_subsequent(node.name.options):
                self.heeds_position = True
            if node.name is not None and node.name.options.et_al_use_first == 0:
                self.counted.update(node.variables)
            self.has_editor_and_translator |= {"editor", "translator"} <= set(node.variables)
        elif isinstance(node, Text | Number | Label | Date) and node.variable:
            self.variables.add(node.variable)
            if node.variable in SHORT:
                self.variables.add(SHORT[node.variable])

    def _condition(self, kind_: str, value: str) -> None:
        if kind_ in {"variable", "is-numeric", "is-uncertain-date"}:
            self.variables.add(value)
        if kind_ == "is-numeric":
            self.numeric.add(value)
        elif kind_ == "is-uncertain-date":
            self.uncertain.add(value)
        elif kind_ == "position":
            self.heeds_position = True
        elif kind_ == "disambiguate":
            self.disambiguate_tests += 1


def _has_subsequent(options: NameOptions) -> bool:
    return options.et_al_subsequent_min is not None or (
        options.et_al_subsequent_use_first is not None
    )


def _walk(node: Element) -> Iterator[Element | Branch]:
    pending: list[Element | Branch] = [node]
    while pending:
        found = pending.pop()
        yield found
        if isinstance(found, Group | Branch):
            pending += found.children
        elif isinstance(found, Choose):
            pending += found.branches
        elif isinstance(found, Names):
            pending += found.substitute

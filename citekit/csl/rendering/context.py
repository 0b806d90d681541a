"""What rendering knows: of a shape while a plan is made, of one cite when the plan runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citekit.csl.nodes import NameOptions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citekit.csl.locales import Locale
    from citekit.csl.nodes import Area, StyleNode
    from citekit.csl.people import People
    from citekit.csl.rendering.name_list import Repeat
    from citekit.csl.works import Shown
    from citekit.model import Reference


class Shape:
    """What the references that share a plan have in common.

    ``type`` is CSL's; ``present`` the variables that have a value, derived ones (``page-first``,
    ``citation-number``, ``locator``) included; ``facts`` the further tests that hold, each a pair
    such as ``("is-numeric", "volume")`` or ``("position", "ibid")``; ``dates`` the kind of each
    date variable (see rendering.date.kind); ``label`` the locator's; ``conditions`` how many
    ``disambiguate`` conditions hold; ``totals`` how many names there are, where the style may show
    none of them.
    """

    __slots__ = ("conditions", "dates", "facts", "label", "present", "totals", "type")

    def __init__(
        self,
        type: str,
        present: frozenset[str],
        facts: frozenset[tuple[str, str]] = frozenset(),
        dates: Mapping[str, str] | None = None,
        *,
        label: str = "page",
        conditions: int = 0,
        totals: Mapping[str, int] | None = None,
    ) -> None:
        self.type = type
        self.present = present
        self.facts = facts
        self.dates = dates or {}
        self.label = label
        self.conditions = conditions
        self.totals = totals or {}


class Scope:
    """Where a plan is being made: the style, the locale, the area and the shape.

    ``printed`` grows with the variables printed, ``suppressed`` with those that a
    ``cs:substitute`` has printed, which are not printed again; ``year_suffix`` is true while the
    letter of the year (if the shape has one) has still to be printed after the first year. In
    ``sorting``, dates and numbers are printed to be compared, not read, and ``key_names`` holds
    the name options of the sort key. ``at_start`` holds where a sentence begins and nothing was
    printed yet: a term takes a capital. With ``without_names`` the first ``cs:names`` that would
    print something does not.
    """

    __slots__ = (
        "area",
        "at_start",
        "comparing",
        "conditions",
        "foreign",
        "in_bibliography",
        "key_names",
        "locale",
        "printed",
        "shape",
        "sorting",
        "style",
        "substituting",
        "suppressed",
        "without_names",
        "year_suffix",
    )

    def __init__(
        self,
        style: StyleNode,
        locale: Locale,
        area: Area,
        shape: Shape,
        *,
        in_bibliography: bool = False,
        sorting: bool = False,
        key_names: NameOptions = NameOptions(),  # noqa: B008  (immutable)
        year_suffix: bool = False,
        without_names: bool = False,
        at_start: bool = False,
        comparing: bool = False,
        foreign: bool = False,
    ) -> None:
        self.style = style
        self.locale = locale
        self.area = area
        self.shape = shape
        self.in_bibliography = in_bibliography
        self.sorting = sorting
        self.key_names = key_names
        self.year_suffix = year_suffix
        self.without_names = without_names
        self.at_start = at_start
        self.suppressed: set[str] = set()
        self.printed: list[str] = []
        self.substituting = 0
        self.conditions = shape.conditions
        self.comparing = comparing
        self.foreign = foreign and not (sorting or comparing)

    def note(self, *variables: str) -> None:
        """Takes down that *variables* were printed; in a substitute, they are not printed again."""
        self.printed += variables
        if self.substituting:
            self.suppressed.update(variables)

    def names(self, own: NameOptions) -> NameOptions:
        """The name options of a ``cs:name`` with its *own*: a sort key's come before them."""
        return self.key_names.over(own.over(self.area.names))

    def has(self, variable: str) -> bool:
        """Whether *variable* has a value that was not printed already by a substitute."""
        return variable in self.shape.present and variable not in self.suppressed

    def may_label(self, variable: str) -> bool:
        """Whether a label of *variable* may stand: beside its value in a substitute, too."""
        return self.has(variable) or (self.substituting > 0 and variable in self.printed)


class Context:
    """One cite, or one entry, while its plan runs: the reference and its place in the document.

    ``year_suffix`` is the letter; ``number`` the citation number; ``first_note`` the number of the
    note of the first citation; ``shown`` what disambiguation adds to the names of each variable;
    ``repeat`` what stands for names that the entry before has too; ``foreign`` whether the titles
    are in another language than the document's.
    """

    __slots__ = (
        "abbreviations",
        "first_note",
        "foreign",
        "language",
        "locator",
        "number",
        "people",
        "reference",
        "repeat",
        "shown",
        "subsequent",
        "year_suffix",
    )

    def __init__(self, reference: Reference, people: People, number: int = 0) -> None:
        self.reference = reference
        self.people = people
        self.number = number
        self.language = reference.language
        self.year_suffix = ""
        self.foreign = False
        self.locator = ""
        self.first_note = ""
        self.subsequent = False
        self.shown: Mapping[str, Shown] = {}
        self.repeat: Repeat | None = None
        self.abbreviations: Mapping[str, Mapping[str, str]] = {}

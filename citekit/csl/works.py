"""A reference as a processor knows it: its number, its letter, what tells it from others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from citekit.csl.people import People

if TYPE_CHECKING:
    from citekit.csl.shapes import ShapeKey
    from citekit.model import Reference


class Shown(NamedTuple):
    """What disambiguation shows of the names of a variable.

    ``least`` is how many are shown at least; ``levels`` how far the given name of each is expanded
    (0: as the style has it, 1: initials, 2: in full).
    """

    least: int = 0
    levels: tuple[int, ...] = ()


class Work:
    """A registered reference.

    ``shape`` decides its plans; ``number`` is its citation number (from 1), ``year_suffix`` its
    letter, ``shown`` what is shown of its names, ``conditions`` how many of the style's
    ``disambiguate`` conditions hold for it; ``first_note`` is the number of the note that cites it
    first, where the style prints that; ``foreign`` whether it is in another language than the
    document, None while that is not known; ``cited`` keeps its plain cite for as long as all
    that is the same.
    """

    __slots__ = (
        "cited",
        "conditions",
        "first_note",
        "foreign",
        "number",
        "people",
        "reference",
        "shape",
        "shown",
        "year_suffix",
    )

    def __init__(self, reference: Reference, shape: ShapeKey) -> None:
        self.reference = reference
        self.people = People(reference)
        self.shape = shape
        self.number = 0
        self.first_note = ""
        self.foreign: bool | None = None
        self.cited: tuple[object, str] = (None, "")
        self.year_suffix = ""
        self.shown: Mapping[str, Shown] = {}
        self.conditions = 0

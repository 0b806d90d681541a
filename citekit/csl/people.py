"""Names made ready for rendering: particles apart, markup as marks, what is plain known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citekit.csl.particles import parsed
from citekit.csl.rendering.values import reader
from citekit.csl.richtext import marked

if TYPE_CHECKING:
    from citekit.model import Name, Reference

_UNSPACED = (
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uac00", "\ud7af"),
    ("\uf900", "\ufaff"),
)
"""Scripts whose names have the family first, with no space or comma."""


def unspaced(text: str) -> bool:
    """Whether *text* is of a script that puts no spaces between words."""
    if text.isascii() or max(text) < _UNSPACED[0][0]:  # nearly all: no letter is looked at twice
        return False
    return any(first <= letter <= last for letter in text for first, last in _UNSPACED)


class Person:
    """A name whose parts are marked strings, "" where it has none.

    ``body`` is the whole name of a body, or of whoever has one name only. ``fixed`` says that the
    family name comes first in every form, ``plain`` that there are a family and perhaps a given
    name and nothing else to heed. ``name`` is the name as the reference has it.
    """

    __slots__ = (
        "body",
        "comma_suffix",
        "dropping",
        "family",
        "fixed",
        "given",
        "name",
        "particle",
        "plain",
        "suffix",
    )

    def __init__(self, name: Name) -> None:
        self.name = name
        literal = name.literal
        if literal is None:
            name = parsed(name)
        self.family = family = marked(name.family) if name.family else ""
        self.given = marked(name.given) if name.given else ""
        self.body = marked(literal) if literal is not None else "" if family else self.given
        self.dropping = marked(name.dropping_particle) if name.dropping_particle else ""
        self.particle = marked(name.non_dropping_particle) if name.non_dropping_particle else ""
        self.suffix = marked(name.suffix) if name.suffix else ""
        self.comma_suffix = bool(name.comma_suffix)
        self.fixed = bool(name.static_ordering) or unspaced(family)
        self.plain = not (
            self.body or self.dropping or self.particle or self.suffix or self.fixed
        ) and bool(family)


class People(dict[str, tuple[Person, ...]]):
    """Variable → the people it names, made ready when first asked for."""

    __slots__ = ("_reference",)

    def __init__(self, reference: Reference) -> None:
        super().__init__()
        self._reference = reference

    def __missing__(self, variable: str) -> tuple[Person, ...]:
        names = reader(variable)(self._reference) or ()
        people = self[variable] = tuple([Person(name) for name in names])
        return people

"""``citation-label``: the reference's own, else the trigraph, *Lef06*, *CroRan06*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citekit.csl.marks import END, SUFFIX_BEGIN
from citekit.csl.particles import parsed
from citekit.model import NAME_VARIABLES

if TYPE_CHECKING:
    from citekit.csl.rendering.context import Context, Scope
    from citekit.csl.rendering.plan import Leaf
    from citekit.model import Name, Reference

_LETTERS = ((1, 4), (2, 2), (3, 2))
"""How many letters each name gives, by how many names there are; from four names on, one."""


def citation_label(scope: Scope) -> Leaf:
    """The leaf of the label; the letter that tells two labels apart follows it."""
    with_letter = scope.year_suffix
    scope.year_suffix = False

    def leaf(context: Context) -> str:
        text = label_of(context.reference)
        return text + SUFFIX_BEGIN + context.year_suffix + END if with_letter else text

    return leaf


def label_of(reference: Reference) -> str:
    """The label of *reference*."""
    if reference.citation_label:
        return reference.citation_label
    names = _names(reference)
    letters = dict(_LETTERS).get(len(names), 1)
    people = "".join(_family(name)[:letters] for name in names[:4]) if names else ""
    if not people:
        people = "".join(word for word in (reference.title or "xxxx").split())[:4]
    year = reference.issued.year if reference.issued else None
    return people + (str(year)[-2:] if year is not None else "")


def _names(reference: Reference) -> tuple[Name, ...]:
    if reference.author:
        return reference.author
    for variable in NAME_VARIABLES:
        names = reference.get(variable)
        if names:
            return names  # type: ignore[return-value]
    return ()


def _family(name: Name) -> str:
    return (parsed(name).family or name.literal or name.given or "").replace(" ", "")

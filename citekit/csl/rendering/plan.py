"""What an element becomes for one shape of reference: a straight line of strings and leaves.

A plan is made once a shape (a type, and which variables are present), so that every condition,
suppressed group and substitute is decided in it; what remains for the next reference of the shape
is to put its values between constants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from citekit.csl.marks import DISPLAY_BEGIN, END, JOINT, OPENING, QUOTE_BEGIN
from citekit.text.patterns import pattern

if TYPE_CHECKING:
    from citekit.csl.nodes import Node
    from citekit.csl.rendering.context import Context

Leaf: TypeAlias = "Callable[[Context], str]"
"""Gives the marked text of one value of a reference; never empty."""


class Part(NamedTuple):
    """What an element prints: constants and leaves in order, nothing where ``items`` is empty.

    ``calls`` tells whether a variable was asked for, ``fills`` whether one asked for was there:
    what decides whether the group around is printed.
    """

    items: tuple[str | Leaf, ...] = ()
    calls: bool = False
    fills: bool = False


_APOSTROPHE = pattern(r"(?<=\w)'(?=\w)")
_DISPLAYS = frozenset(DISPLAY_BEGIN.values())

NOTHING = Part()
MISSING = Part(calls=True)
"""A variable was asked for, and is not there."""


def constant(text: str) -> Part:
    """Words of the style: no variable is called."""
    return Part((text,)) if text else NOTHING


def value(leaf: Leaf) -> Part:
    """A variable that is there."""
    return Part((leaf,), calls=True, fills=True)


def _typeset(affix: str) -> str:
    """*affix* with the apostrophe of *l'adresse* as print has it."""
    return _APOSTROPHE.sub("\u2019", affix) if "'" in affix else affix


def dressed(part: Part, node: Node) -> Part:
    """*part* in the forms, quotes and affixes of *node*; nothing stays nothing."""
    if not part.items:
        return part
    items = part.items
    begin, display = node.begin, ""
    if begin[:1] in _DISPLAYS:  # around the affixes, too
        display, begin = begin[0], begin[1:]
    if node.quotes:  # around the forms
        begin = QUOTE_BEGIN + begin
    if begin:
        items = (begin, *items, END * len(begin))
    if node.prefix:
        items = (_typeset(node.prefix) + JOINT, *items)
    if node.suffix:
        items = (*items, JOINT + _typeset(node.suffix))
    if display:
        items = (display, *items, END)
    return part._replace(items=items)


def counted(part: Part) -> Part:
    """A group or macro that is printed counts as a variable that is there."""
    return part._replace(calls=True, fills=True) if part.items else part


def joined(parts: Iterable[Part], delimiter: str) -> Part:
    """The printed ones of *parts* with *delimiter* between them."""
    items: list[str | Leaf] = []
    calls = fills = False
    between = JOINT + delimiter + JOINT if delimiter else JOINT
    for part in parts:
        calls |= part.calls
        fills |= part.fills
        if part.items:
            if items:
                items.append(between)
            items += part.items
    return Part(tuple(items), calls, fills)


def ends_with_display(part: Part) -> bool:
    """Whether the last thing that *part* prints has a ``display``."""
    if not part.items or part.items[-1] != END:
        return False
    depth = 0
    for item in reversed(part.items):
        for character in reversed(item) if isinstance(item, str) else ():
            if character == END:
                depth += 1
            elif character in OPENING:
                depth -= 1
                if not depth:
                    return character in _DISPLAYS
    return False


def flat(part: Part) -> tuple[str | Leaf, ...]:
    """Its items with neighbouring constants made one."""
    items: list[str | Leaf] = []
    for item in part.items:
        if isinstance(item, str) and items and isinstance(items[-1], str):
            items[-1] += item
        else:
            items.append(item)
    return tuple(items)

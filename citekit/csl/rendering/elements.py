"""Any rendering element into its part of a plan, and the children of one together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from citekit.csl.nodes import Date, Group, Number, Text
from citekit.csl.rendering.choose import chosen
from citekit.csl.rendering.plan import MISSING, Part, joined

if TYPE_CHECKING:
    from citekit.csl.nodes import Element
    from citekit.csl.rendering.context import Scope

COMPILERS: dict[type, Callable[[Any, Scope], Part]] = {}
"""The element's class → what compiles it; filled where the package is put together."""


def compile_element(node: Element, scope: Scope) -> Part:
    """What *node* prints for the shape of *scope*."""
    if scope.comparing and node.__class__ is Date and node.variable == "accessed":
        return MISSING  # the day of a visit tells no works apart
    at_start = scope.at_start
    part = COMPILERS[node.__class__](node, scope)
    if not part.items:
        scope.at_start = at_start  # whatever a group had that is not printed
    elif _begins(node):
        scope.at_start = False
    if part.fills and node.__class__ in _OF_A_VARIABLE and node.variable:
        scope.note(node.variable)
    return part


def _begins(node: Element) -> bool:
    """Whether a sentence has begun with *node*, unlike with a number or what stands around it."""
    if isinstance(node, Group) or (isinstance(node, Text) and node.macro):
        return False  # what stands in it has said so
    return getattr(node, "variable", "") != "citation-number"


_OF_A_VARIABLE = frozenset({Text, Number, Date})


def compile_children(children: Iterable[Element], scope: Scope, delimiter: str = "") -> Part:
    """What *children* print together, *delimiter* between those that print something."""
    return joined([compile_element(child, scope) for child in chosen(children, scope)], delimiter)

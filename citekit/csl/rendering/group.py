"""``cs:group``: its children with a delimiter, or nothing when all they ask for is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citekit.csl.rendering.elements import compile_children
from citekit.csl.rendering.plan import MISSING, Part, counted, dressed

if TYPE_CHECKING:
    from citekit.csl.nodes import Group
    from citekit.csl.rendering.context import Scope


def compile_group(node: Group, scope: Scope) -> Part:
    """The group's part; one that is printed counts as a variable for the group around it."""
    part = compile_children(node.children, scope, node.delimiter)
    if part.calls and not part.fills:
        return MISSING
    return counted(dressed(part, node))

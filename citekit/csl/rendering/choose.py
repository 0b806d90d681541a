"""``cs:choose``: the first branch whose conditions the shape fulfils."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citekit.csl.nodes import Choose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from citekit.csl.nodes import Branch, Condition, Element
    from citekit.csl.rendering.context import Scope


def _none(results: Iterable[bool]) -> bool:
    return not any(results)


_MATCHES: dict[str, Callable[[Iterable[bool]], bool]] = {"all": all, "any": any, "none": _none}


def chosen(children: Iterable[Element], scope: Scope) -> Iterator[Element]:
    """*children* with those of the branch taken in the place of each ``cs:choose``.

    So the delimiter of the group around stands between them too, and a ``cs:substitute`` takes the
    first of them that prints.
    """
    for child in children:
        if not isinstance(child, Choose):
            yield child
            continue
        for branch in child.branches:
            if _applies(branch, scope):
                yield from chosen(branch.children, scope)
                break


def _applies(branch: Branch, scope: Scope) -> bool:
    if not branch.conditions:
        return True
    return _MATCHES[branch.match](_holds(condition, scope) for condition in branch.conditions)


def _holds(condition: Condition, scope: Scope) -> bool:
    shape = scope.shape
    kind, value = condition.kind, condition.value
    if kind == "type":
        return shape.type in value.split()
    if kind == "variable":
        return value in shape.present
    if kind == "locator":
        return "locator" in shape.present and shape.label in value.split()
    if kind == "disambiguate":
        scope.conditions -= 1
        return scope.conditions >= 0
    return (kind, value) in shape.facts

"""Macros: each that is called exists, none calls itself, and together they stay within bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from citekit.csl.nodes import Branch, Choose, Element, Group, Names, StyleNode, Text
from citekit.csl.reading.tag import MAX_DEPTH
from citekit.errors import StyleError

_MAX_ELEMENTS = 10_000_000
"""How many elements a layout may have, those of its macros counted at each call.

The largest style of the CSL repository has a million and a half.
"""


class _Extent(NamedTuple):
    depth: int
    elements: int


def check_macros(style: StyleNode, source: str | None) -> None:
    """Raises StyleError, with the line of the call, for a macro that is missing or circular.

    Also where macros that call macros make a layout deeper or larger than can be rendered.
    """
    calls = {name: _calls(macro) for name, macro in style.macros.items()}
    areas = [area for area in (style.citation, style.bibliography) if area is not None]
    called = [call for found in calls.values() for call in found.items()]
    for area in areas:
        called += _calls(area.layout).items()
        called += [(key.macro, key.line) for key in area.sort if key.macro]
    for name, line in called:
        if name not in style.macros:
            raise StyleError("style-macro-missing", source=source, line=line, macro=name)
    extents: dict[str, _Extent] = {}
    for name in _called_first(calls, source):
        extents[name] = _extent(style.macros[name], extents, source)
    for area in areas:
        _extent(area.layout, extents, source)


def _called_first(calls: Mapping[str, Mapping[str, int]], source: str | None) -> list[str]:
    """All macros, each after those that it calls."""
    done: dict[str, None] = {}
    for name, first in calls.items():
        if name in done:
            continue
        path = {name: iter(first.items())}  # the macros that are being followed, in order
        while path:
            caller = next(reversed(path))
            called, line = next(path[caller], ("", 0))
            if not called:
                del path[caller]
                done[caller] = None
            elif called in path:
                raise StyleError("style-macro-circular", source=source, line=line, macro=called)
            elif called not in done:
                path[called] = iter(calls[called].items())
    return list(done)


def _extent(group: Group, macros: Mapping[str, _Extent], source: str | None) -> _Extent:
    depth = elements = 0
    for node, level in _walk(group):
        called = macros[node.macro] if isinstance(node, Text) and node.macro else _Extent(0, 0)
        depth = max(depth, level + called.depth)
        elements += 1 + called.elements
        if depth > MAX_DEPTH or elements > _MAX_ELEMENTS:
            line = getattr(node, "line", group.line)
            raise StyleError("style-too-complex", source=source, line=line)
    return _Extent(depth, elements)


def _calls(group: Group) -> dict[str, int]:
    """The macros called in *group*, each with the line of its first call."""
    calls: dict[str, int] = {}
    for node, _ in _walk(group):
        if isinstance(node, Text) and node.macro:
            calls.setdefault(node.macro, node.line)
    return calls


def _walk(group: Group) -> Iterator[tuple[Element | Branch, int]]:
    """All elements in *group*, in order, each with its level."""
    pending: list[tuple[Element | Branch, int]] = [(group, 1)]
    while pending:
        node, level = pending.pop()
        yield node, level
        inside: tuple[Element | Branch, ...] = ()
        if isinstance(node, Group | Branch):
            inside = node.children
        elif isinstance(node, Choose):
            inside = node.branches
        elif isinstance(node, Names):
            inside = node.substitute
        pending += [(child, level + 1) for child in reversed(inside)]

"""The locator after a key: ``k1 -l "p. 12" k2``, an order that click's parser does not keep."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

LOCATOR = ("-l", "--locator")


def take_locators(args: Sequence[str], valued: set[str]) -> tuple[list[str], dict[int, str]]:
    """*args* without the locators, and these by the number of the key they follow, from 0.

    *valued* are all options that take a value. A last ``-l`` without value stays, for click to
    refuse. Raises ValueError with the code of what is wrong.
    """
    rest: list[str] = []
    places: dict[int, str] = {}
    keys = 0
    queue = deque(args)
    while queue:
        arg = queue.popleft()
        if arg == "--":
            rest += [arg, *queue]
            break
        flags, name, value = _split(arg, valued)
        if name is None:
            keys += arg == "-" or not arg.startswith("-")
            rest.append(arg)
        elif name not in LOCATOR:
            rest.append(arg)
            if value is None and queue:
                rest.append(queue.popleft())
        elif value is None and not queue:
            rest.append(arg)
        else:
            if flags:
                rest.append(flags)
            if not keys:
                raise ValueError("locator-without-key")
            if keys - 1 in places:
                raise ValueError("locator-twice")
            places[keys - 1] = queue.popleft() if value is None else value
    return rest, places


def _split(arg: str, valued: set[str]) -> tuple[str, str | None, str | None]:
    """``-ql12`` → flags ``-q``, option ``-l``, value ``12``; None where it has no such part."""
    if arg.startswith("--"):
        name, equals, value = arg.partition("=")
        return "", name if name in valued else None, value if equals else None
    if arg.startswith("-"):
        for at, letter in enumerate(arg[1:], start=1):
            if f"-{letter}" in valued:
                return arg[:at] if at > 1 else "", f"-{letter}", arg[at + 1 :] or None
    return "", None, None

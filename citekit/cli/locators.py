"""Order on the command line: ``k1 -l "p. 12" k2 --then k1``, which click's parser does not keep."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

LOCATOR = ("-l", "--locator")
THEN = "--then"


class Order(NamedTuple):
    """What stands where: the other arguments, the places in the works, where citations begin.

    ``places`` has a place by the number of the key that it follows, from 0; ``starts`` the number
    of the key that each further citation begins with.
    """

    rest: list[str]
    places: dict[int, str]
    starts: list[int]


def take_order(args: Sequence[str], valued: set[str]) -> Order:
    """*args* without ``-l`` and ``--then``, and what these say.

    *valued* are all options that take a value. A last ``-l`` without value stays, for click to
    refuse. Raises ValueError with the code of what is wrong.
    """
    rest: list[str] = []
    places: dict[int, str] = {}
    starts: list[int] = []
    keys = 0
    queue = deque(args)
    while queue:
        arg = queue.popleft()
        if arg == "--":
            rest += [arg, *queue]
            keys += len(queue)
            break
        if arg == THEN:
            if keys == (starts[-1] if starts else 0):
                raise ValueError("then-without-key")
            starts.append(keys)
            continue
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
            if keys == (starts[-1] if starts else 0):
                raise ValueError("locator-without-key")
            if keys - 1 in places:
                raise ValueError("locator-twice")
            places[keys - 1] = queue.popleft() if value is None else value
    if starts and starts[-1] == keys:
        raise ValueError("then-without-key")
    return Order(rest, places, starts)


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

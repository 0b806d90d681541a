"""How work grows with its input: counted in operations, which no other program disturbs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

ROUNDS = 6


def operations(work: Callable[[], object]) -> int:
    """How many calls, of Python functions and of built-in ones, *work* makes."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def assert_linear(
    work: Callable[[str], object], make: Callable[[int], str], size: int = 1000
) -> None:
    """Twice the input takes about twice the operations."""
    work(make(10))  # what is loaded once is loaded now
    once = operations(lambda: work(make(size)))
    twice = operations(lambda: work(make(2 * size)))
    assert twice < 2.6 * once + 100


def assert_time_linear(
    work: Callable[[str], object], make: Callable[[int], str], size: int = 4000
) -> None:
    """Eight times the input takes far less than sixty-four times the processor time.

    For what runs inside a regular expression, whose steps cannot be counted. Whatever else the
    machine does only adds to a time: the smallest of several rounds counts, and more rounds are
    made while the smallest ones are too far apart.
    """
    small, large = make(size), make(8 * size)

    def seconds(text: str) -> float:
        start = time.process_time()
        work(text)
        return time.process_time() - start

    work(make(10))
    few = many = float("inf")
    for _ in range(ROUNDS):
        few, many = min(few, seconds(small)), min(many, seconds(large))
        if many < 30 * max(few, 0.03):
            return
    raise AssertionError(f"{few:.3f} s, and {many:.3f} s for eight times the input")

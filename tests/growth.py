"""How work grows with its input: counted in operations, which no other program disturbs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable


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

    For what runs inside a regular expression, whose steps cannot be counted.
    """

    def seconds(text: str) -> float:
        times = []
        for _ in range(2):  # the smaller one: whatever else runs only adds
            start = time.process_time()
            work(text)
            times.append(time.process_time() - start)
        return min(times)

    work(make(10))
    assert seconds(make(8 * size)) < 30 * max(seconds(make(size)), 0.03)

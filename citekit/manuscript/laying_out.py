"""An entry of a bibliography for a word processor: tabs after margins, lines where blocks begin."""

from __future__ import annotations

from collections.abc import Iterable

from citekit.csl.outputs.runs import Run

_LINES = {"block", "indent"}
"""What stands on a line of its own (CSL, display)."""


def laid_out(entry: Iterable[Run]) -> list[Run]:
    """*entry* with a tab after what is in the margin, and lines where blocks begin."""
    found: list[Run] = []
    before = ""
    for run in entry:
        text = run.text
        if before == "left-margin" and run.display != "left-margin":
            text = f"\t{text.lstrip()}"
        elif found and run.display != before and {run.display, before} & _LINES:
            text = f"\n{text}"
        found.append(run._replace(text=text))
        before = run.display
    return found

"""What citations and bibliographies are written in: one module a format, read when it is asked for.

Each module has an ``OUTPUT``. What it is given are marked strings whose pieces have been joined:
forms and displays, well nested, around data that the format escapes.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from citekit.csl.outputs.writer import Output
from citekit.errors import UsageError

OUTPUTS = ("text", "html", "markdown", "latex", "rtf", "typst", "runs")
"""The names of the output formats, each that of its module."""


def output(name: str) -> Output[Any]:
    """The output format called *name*, one of OUTPUTS; UsageError (``output-unknown``) otherwise.

    ``runs`` gives a line as a list of Run, every other format as a string.
    """
    if name not in OUTPUTS:
        raise UsageError("output-unknown", name=name, known=", ".join(OUTPUTS))
    found: Output[Any] = import_module(f"{__name__}.{name}").OUTPUT
    return found

"""`citekit formats`: the formats that citekit reads and writes."""

from __future__ import annotations

from citekit import api, formats
from citekit.cli import forms, inputs
from citekit.cli.framework import command
from citekit.cli.table import show
from citekit.cli.words import say


@command("formats")
def formats_command() -> None:
    """List the formats."""
    yes, no = say("yes"), "–"
    rows = [
        (each.name, each.title, " ".join(each.endings), yes, yes)
        for each in formats.FORMATS.values()
    ]
    rows.append((api.SOMMAIRE, say("format-sommaire"), " ".join(inputs.DOCUMENTS), yes, no))
    rows += [
        (name, say(f"format-{name}"), " ".join(endings), no, yes)
        for name, endings in forms.BIBLIOGRAPHIES.items()
    ]
    columns = ("format", "what", "endings", "read", "write")
    show([say(f"column-{name}") for name in columns], rows, flexible=1)

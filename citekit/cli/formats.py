"""`citekit formats`: the formats that citekit reads and writes."""

from __future__ import annotations

from citekit import api, formats
from citekit.cli import forms, inputs, streams
from citekit.cli.framework import command, option
from citekit.cli.table import show
from citekit.cli.words import say


@command("formats")
@option("--table", is_flag=True)
def formats_command(*, table: bool) -> None:
    """List the formats, or what each of them holds."""
    if table:
        from citekit.formats.holdings import holds_table

        streams.data(holds_table())
        return
    yes, no = say("yes"), "–"
    rows = [
        (each.name, each.title, " ".join(each.endings), yes, yes if each.is_written else no)
        for each in formats.FORMATS.values()
    ]
    rows.append((api.SOMMAIRE, say("format-sommaire"), " ".join(inputs.DOCUMENTS), yes, no))
    rows += [
        (name, say(f"format-{name}"), " ".join(endings), no, yes)
        for name, endings in forms.BIBLIOGRAPHIES.items()
    ]
    columns = ("format", "what", "endings", "read", "write")
    show([say(f"column-{name}") for name in columns], rows, flexible=1)

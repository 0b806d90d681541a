"""`citekit convert`: references from one format into others."""

from __future__ import annotations

import click

from citekit.cli import forms, inputs
from citekit.cli.framework import argument, command, option
from citekit.cli.keys import with_keys
from citekit.cli.options import ascii_only, input_format, outputs, program, reading
from citekit.cli.report import Report
from citekit.errors import UsageError


@command("convert")
@argument("paths", nargs=-1, required=True)
@input_format
@option("--keys", metavar="pattern")
@outputs
@ascii_only
@program
@reading
@click.pass_context
def convert_command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    source_format: str | None,
    to: str | None,
    outputs: tuple[str, ...],
    ascii_only: bool,
    program: str | None,
    keys: str | None,
    encoding: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Convert bibliography files."""
    targets = forms.targets(to, outputs, program, ascii_only=ascii_only)
    forms.refuse((each for each in targets if each.needs_style), "convert-form")
    if not targets:
        raise UsageError("convert-to-what")
    with Report(quiet=quiet, verbose=verbose, strict=strict) as report:
        library = inputs.read_libraries(paths, report, source_format, encoding)
        if library is not None and keys is not None:
            library = with_keys(library, keys)
            report.add(library.diagnostics)
        if library is not None:
            report.add(forms.losses(library.references, targets, program, each=verbose))
        if library is not None and report.lets_through():
            forms.deliver(library, targets, report)
    ctx.exit(report.exit_code)

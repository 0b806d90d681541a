"""`citekit convert`: references from one format into others."""

from __future__ import annotations

import click

from citekit.cli import forms, inputs
from citekit.cli.framework import argument, command
from citekit.cli.options import input_format, outputs, program, reading
from citekit.cli.report import Report
from citekit.errors import UsageError


@command("convert")
@argument("paths", nargs=-1, required=True)
@input_format
@outputs
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
    program: str | None,
    encoding: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Convert bibliography files."""
    targets = forms.targets(to, outputs, program)
    forms.refuse((each for each in targets if each.needs_style), "convert-form")
    if not targets:
        raise UsageError("convert-to-what")
    with Report(quiet=quiet, verbose=verbose, strict=strict) as report:
        library = inputs.read_libraries(paths, report, source_format, encoding)
        if library is not None:
            report.add(forms.losses(library.references, targets, program, each=verbose))
        if library is not None and report.lets_through():
            forms.deliver(library, targets, report)
    ctx.exit(report.exit_code)

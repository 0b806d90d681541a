"""`citekit cited`: the references that a manuscript cites, recovered from it."""

from __future__ import annotations

import click

from citekit import api
from citekit.cli import forms, inputs
from citekit.cli.framework import argument, command, option
from citekit.cli.options import ascii_only, input_format, outputs, program, reading
from citekit.cli.report import Report


@command("cited")
@argument("path")
@option("-b", "--bibliography", "paths", metavar="input", multiple=True)
@outputs
@ascii_only
@program
@input_format
@reading
@click.pass_context
def cited_command(
    ctx: click.Context,
    *,
    path: str,
    paths: tuple[str, ...],
    to: str | None,
    outputs: tuple[str, ...],
    ascii_only: bool,
    program: str | None,
    source_format: str | None,
    encoding: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Recover references from a manuscript."""
    from citekit import manuscript

    name = manuscript.format_of(path)
    targets = forms.targets(to, outputs, program, ascii_only=ascii_only) or [
        forms.Target(forms.STDOUT, "csljson")
    ]
    forms.refuse((each for each in targets if each.needs_style), "convert-form")
    with Report(notes=False, quiet=quiet, verbose=verbose, strict=strict) as report:
        references = None
        if paths:
            references = inputs.read_libraries(paths, report, source_format, encoding)
        library = api.cited(path, references or (), name)
        report.add(library.diagnostics)
        report.add(forms.losses(library.references, targets, program, each=verbose))
        if report.lets_through():
            forms.deliver(library, targets, report)
    report.summary(len(library.references))
    ctx.exit(report.exit_code)

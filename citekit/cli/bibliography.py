"""`citekit bibliography`: all references of some files, formatted in a style."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from citekit.cli import clipboard, forms, inputs
from citekit.cli.framework import argument, command
from citekit.cli.options import ascii_only, copy, engine, input_format, outputs, reading, style
from citekit.cli.report import Report, counted

if TYPE_CHECKING:
    from citekit.deliver.clipboard import Made


@command("bibliography")
@argument("paths", nargs=-1, required=True)
@style(required=True)
@outputs
@copy
@ascii_only
@engine
@input_format
@reading
@click.pass_context
def bibliography_command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    style: str,
    locale: str | None,
    typography: str,
    to: str | None,
    outputs: tuple[str, ...],
    copy: bool,
    ascii_only: bool,
    engine: str,
    source_format: str | None,
    encoding: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Format a bibliography."""
    targets = forms.targets(to, outputs, ascii_only=ascii_only) or [
        forms.Target(forms.STDOUT, "text")
    ]
    forms.refuse((each for each in targets if not each.needs_style), "bibliography-form")
    look = forms.load_look(style, locale, typography, engine)
    with Report(notes=False, quiet=quiet, verbose=verbose, strict=strict) as report:
        library = inputs.read_libraries(paths, report, source_format, encoding)
        if library is not None and report.lets_through():
            printed = forms.Target(forms.STDOUT, forms.by_name(to or "text"), ascii_only)

            def made(form: str) -> Made:
                found = forms.made(library, form, look, report)
                return forms.spelled(str(found), printed, report) if to else found

            if copy and library.references:
                what = counted("reference", len(library.references))
                is_copied = clipboard.put(made, to and printed.form, what, report)
                is_shown = is_copied or forms.STDOUT in outputs
                targets = (targets if outputs else []) + ([] if is_shown else [printed])
            forms.deliver(library, targets, report, look)
    ctx.exit(report.exit_code)

"""`citekit parse`: contents pages into a table, files, or a bibliography."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from citekit import api
from citekit.cli import forms, inputs
from citekit.cli.framework import argument, command, option
from citekit.cli.keys import unique_keys
from citekit.cli.options import ascii_only, outputs, program, reading, style
from citekit.cli.report import Report
from citekit.errors import UsageError
from citekit.text.typography import AUTO

if TYPE_CHECKING:
    from citekit.sommaire import Sommaire


@command("parse")
@argument("files", nargs=-1, required=True)
@outputs
@ascii_only
@program
@style(required=False)
@option("--infer-pages", is_flag=True)
@option("--keys", metavar="pattern")
@reading
@click.pass_context
def parse_command(
    ctx: click.Context,
    *,
    files: tuple[str, ...],
    to: str | None,
    outputs: tuple[str, ...],
    ascii_only: bool,
    program: str | None,
    style: str | None,
    locale: str | None,
    typography: str,
    infer_pages: bool,
    keys: str | None,
    encoding: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Parse contents pages."""
    if locale is not None and style is None:
        raise UsageError("locale-without-style")
    if typography != AUTO and style is None:
        raise UsageError("typography-without-style")
    targets = forms.targets(to, outputs, program, ascii_only=ascii_only)
    if style is None:
        forms.refuse((each for each in targets if each.needs_style), "style-needed")
    look = forms.load_look(style, locale, typography) if style is not None else None

    def read(name: str) -> Sommaire:
        return api.parse(name, infer_pages=infer_pages, keys=keys, encoding=encoding)

    with Report(quiet=quiet, verbose=verbose, strict=strict) as report:
        pages = unique_keys(inputs.read_all(files, inputs.DOCUMENTS, report, read))
        for _, page in pages:
            report.add(page.diagnostics)
        references = [reference for _, page in pages for reference in page.references]
        report.add(forms.losses(references, targets, program, each=verbose))
        if references and report.lets_through():
            if look is not None and not any(map(_is_shown, targets)):
                targets.append(forms.Target(forms.STDOUT, "text"))
            forms.deliver(references, targets, report, look)
            if not targets:
                from citekit.cli.table import show_sommaires

                show_sommaires([page for _, page in pages])
    report.summary(len(references))
    ctx.exit(report.exit_code)


def _is_shown(target: forms.Target) -> bool:
    """Whether it makes use of the style, or of standard output."""
    return target.needs_style or target.path == forms.STDOUT

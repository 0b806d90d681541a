"""`citekit merge`: several files of references into one, each work once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeGuard

import click

from citekit import api, formats
from citekit.cli import forms, inputs, streams
from citekit.cli.framework import argument, command, option
from citekit.cli.options import ascii_only, input_format, outputs, program, reading
from citekit.cli.report import Report, counted, printable, shortened
from citekit.cli.words import language, say
from citekit.errors import Diagnostic, UsageError

if TYPE_CHECKING:
    from citekit.merging import Merged


@command("merge")
@argument("paths", nargs=-1, required=True)
@input_format
@outputs
@ascii_only
@program
@option("--dry-run", is_flag=True)
@reading
@click.pass_context
def merge_command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    source_format: str | None,
    to: str | None,
    outputs: tuple[str, ...],
    ascii_only: bool,
    program: str | None,
    dry_run: bool,
    encoding: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Merge bibliography files."""
    if to is None and not outputs and not dry_run:
        to = _form_of(paths[0], source_format)
    targets = forms.targets(to, outputs, program, ascii_only=ascii_only)
    forms.refuse((each for each in targets if each.needs_style), "convert-form")
    with Report(quiet=quiet, verbose=verbose, strict=strict) as report:
        merged = _merge(paths, report, source_format, encoding)
        if merged is not None:
            report.add(_untold(merged, report) if dry_run else _told(merged, verbose=verbose))
            report.add(forms.losses(merged.references, targets, program, each=verbose))
        if merged is not None and dry_run:
            _show(merged, verbose=verbose)
        elif merged is not None and report.lets_through():
            forms.deliver(merged.library, targets, report)
    if merged is not None and not quiet:
        click.echo(_summary(merged), err=True)
    ctx.exit(report.exit_code)


def _form_of(path: str, source_format: str | None) -> str:
    """The form of the first input: what goes to standard output when nothing else is said."""
    form = formats.by_name(source_format) if _is_format(source_format) else formats.by_ending(path)
    if form is None or not form.is_written:
        raise UsageError("convert-to-what")
    return form.name


def _is_format(name: str | None) -> TypeGuard[str]:
    return name is not None and name != api.SOMMAIRE


def _merge(
    paths: Sequence[str], report: Report, source_format: str | None, encoding: str | None
) -> Merged | None:
    """What the inputs make together; None where none of them could be read."""
    found = inputs.read_each(paths, report, source_format, encoding)
    report.add(each for _, library in found for each in library.diagnostics)
    if not found:
        return None
    return api.merge(*(library for _, library in found), sources=[name for name, _ in found])


def _told(merged: Merged, *, verbose: bool) -> Iterable[Diagnostic]:
    from citekit.merging import in_short

    return merged.diagnostics if verbose else in_short(merged.diagnostics)


def _untold(merged: Merged, report: Report) -> list[Diagnostic]:
    """What the plan does not show; what it shows counts for the exit code all the same."""
    planned = {id(each) for group in merged.groups for each in group.diagnostics}
    report.severities.update(each.severity for group in merged.groups for each in group.diagnostics)
    return [each for each in merged.diagnostics if id(each) not in planned]


def _show(merged: Merged, *, verbose: bool) -> None:
    """The plan: each work made of several references, the evidence, the choices."""
    for group in merged.groups:
        key = group.reference.id
        title = shortened(group.reference.title or "", 76 - len(key))
        streams.line(f"{click.style(printable(key) or '?', bold=True)}  {title}")
        for each in group.diagnostics:
            code = f" [{each.code}]" if verbose else ""
            told = printable(each.message(language()))
            streams.line(f"  {say(f'severity-{each.severity}')}{told}{code}")


def _summary(merged: Merged) -> str:
    return say(
        "merge-summary",
        read=counted("reference", merged.read) or say("count-reference-none"),
        works=len(merged.references),
        merged=len(merged.groups),
    )

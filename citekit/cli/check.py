"""`citekit check`: what is missing, doubtful or contradictory, reference by reference."""

from __future__ import annotations

from collections import defaultdict

import click

from citekit import api
from citekit.cli import inputs
from citekit.cli.framework import argument, command
from citekit.cli.options import input_format, reading
from citekit.cli.report import Report, counted, printable, shortened
from citekit.cli.words import language, say
from citekit.errors import Diagnostic
from citekit.model import Library


@command("check")
@argument("paths", nargs=-1, required=True)
@input_format
@reading
@click.pass_context
def check_command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    source_format: str | None,
    encoding: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check references."""
    with Report(notes=False, quiet=quiet, verbose=verbose, strict=strict) as report:
        library = inputs.read_libraries(paths, report, source_format, encoding)
        findings = api.check(library) if library is not None else []
        if quiet:
            findings = [found for found in findings if found.severity != "note"]
        if library is not None and findings:
            _show(library, findings, verbose=verbose)
    if library is not None and not quiet:
        click.echo(_summary(library, findings), err=True)
    doubtful = any(found.severity != "note" for found in findings)
    ctx.exit(1 if doubtful else report.exit_code)


def _show(library: Library, findings: list[Diagnostic], *, verbose: bool) -> None:
    """The findings under their references, each hint once."""
    of: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for found in findings:
        of[found.reference or ""].append(found)
    advised: set[str] = set()
    for reference in library.references:
        group = of.pop(reference.id, [])
        if group:
            title = shortened(reference.title or "", 72 - len(reference.id))
            click.echo(f"{click.style(reference.id or '?', bold=True)}  {title}")
        for found in group:
            label = say(f"severity-{found.severity}")
            code = f" [{found.code}]" if verbose else ""
            click.echo(f"  {label}{printable(found.message(language()))}{code}")
            hint = found.hint(language())
            if hint and found.code not in advised:
                click.echo(f"    {printable(hint)}")
            advised.add(found.code)


def _summary(library: Library, findings: list[Diagnostic]) -> str:
    touched = len({found.reference for found in findings})
    return say(
        "check-summary",
        findings=counted("finding", len(findings)) or say("count-finding-none"),
        touched=touched,
        references=counted("reference", len(library.references)) or say("count-reference-none"),
    )

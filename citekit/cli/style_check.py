"""`citekit styles check`: what is wrong with styles, file by file and line by line."""

from __future__ import annotations

import click

from citekit import api
from citekit.cli import inputs
from citekit.cli.framework import argument, command, option
from citekit.cli.report import Report, counted, tell
from citekit.cli.words import language as own_language
from citekit.cli.words import say
from citekit.errors import Diagnostic, UsageError

ENDINGS = (".csl",)
"""What is taken out of a folder."""


@command("check", code="styles-check")
@argument("styles", nargs=-1, required=True)
@option("--language", metavar="language")
@option("-q", "--quiet", is_flag=True)
@option("-v", "--verbose", is_flag=True)
@click.pass_context
def check_command(
    ctx: click.Context,
    *,
    styles: tuple[str, ...],
    language: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check styles."""
    if language is not None:
        from citekit.csl.locales import locale_code

        locale_code(language)  # an unknown one is wrong usage, whatever the styles

    unknown: list[UsageError] = []

    def read(name: str) -> tuple[Diagnostic, ...] | None:
        try:
            return api.check_style(name, language)
        except UsageError as problem:  # an unknown name: the others are checked all the same
            unknown.append(problem)
            report.fail(problem)
            return None

    with Report(quiet=quiet, verbose=verbose) as report:
        read_ones = inputs.read_all(styles, ENDINGS, report, read)
        found = [several for _, several in read_ones if several is not None]
        once = {repr(one): one for several in found for one in several}
        findings = list(once.values())
        if quiet:
            findings = [one for one in findings if one.severity != "note"]
        _show(findings, verbose=verbose)
    if found:
        counts = counted("finding", len(findings)) or say("count-finding-none")
        report.say("check-summary", references=counted("style", len(found)), findings=counts)
    doubtful = any(one.severity != "note" for one in findings)
    wrong = unknown[0].exit_code if unknown else 0
    ctx.exit(wrong or (1 if doubtful else report.exit_code))


def _show(findings: list[Diagnostic], *, verbose: bool) -> None:
    """The findings, a line each; each hint once."""
    advised: set[str] = set()
    for found in findings:
        code = f" [{found.code}]" if verbose else ""
        hint = "" if found.code in advised else found.hint(own_language())
        advised.add(found.code)
        message = f"{found.message(own_language())}{code}"
        tell(found.place(), found.severity, message, hint, err=False)

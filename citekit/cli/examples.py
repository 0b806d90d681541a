"""`citekit styles examples`: styles by example, as one page to proofread."""

from __future__ import annotations

import click

from citekit.cli import forms, inputs
from citekit.cli.framework import argument, command, option
from citekit.cli.options import outputs, reading
from citekit.cli.report import Report
from citekit.errors import UsageError

PAGES = ("markdown", "html")
"""The forms of the page."""


@command("examples", code="styles-examples")
@argument("styles", nargs=-1)
@option("-b", "--bibliography", "paths", metavar="input", multiple=True)
@outputs
@option("--locale", metavar="locale")
@reading
@click.pass_context
def examples_command(
    ctx: click.Context,
    *,
    styles: tuple[str, ...],
    paths: tuple[str, ...],
    to: str | None,
    outputs: tuple[str, ...],
    locale: str | None,
    encoding: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Show styles by example."""
    from citekit.cli import examples_page
    from citekit.csl import Style
    from citekit.csl.examples import examples, own_styles, shipped

    targets = forms.targets(to, outputs) or [forms.Target(forms.STDOUT, "markdown")]
    for target in targets:
        if target.form not in PAGES:
            raise UsageError("examples-form", name=target.form, known=", ".join(PAGES))
    chosen = [Style.load(name) for name in styles or own_styles()]
    with Report(notes=False, quiet=quiet, verbose=verbose, strict=strict) as report:
        library = inputs.read_libraries(paths or (str(shipped()),), report, None, encoding)
        texts = []
        references = library.references if library is not None else ()
        for target in targets if references else ():
            shown = [
                examples(style, references, locale=locale, output=target.form) for style in chosen
            ]
            for each in shown:
                report.add(each.diagnostics)
            make = examples_page.html if target.form == "html" else examples_page.markdown
            texts.append((target, make(shown)))
        if report.lets_through():
            forms.put(texts, report)
    ctx.exit(report.exit_code)

"""`citekit cite`: one citation of some works of a bibliography."""

from __future__ import annotations

import click

from citekit import api
from citekit.cli import forms, inputs, streams
from citekit.cli.framework import Command, argument, option
from citekit.cli.locators import LOCATOR, take_locators
from citekit.cli.options import input_format, reading, style
from citekit.cli.report import Report
from citekit.cli.words import say
from citekit.csl import Citation, Cite, Processor, parse_locator
from citekit.errors import UsageError

_PLACES = "citekit.cite.places"


class CiteCommand(Command):
    """A command whose ``-l`` belongs to the key before it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the locators out of *args*, then parse the rest."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        valued = {name for each in options if not each.is_flag for name in each.opts}
        if not ctx.resilient_parsing:
            try:
                args, ctx.meta[_PLACES] = take_locators(args, valued)
            except ValueError as problem:
                ctx.fail(say(str(problem)))
        return super().parse_args(ctx, args)


@click.command("cite", cls=CiteCommand)
@argument("keys", nargs=-1, required=True)
@option("-b", "--bibliography", "paths", metavar="input", multiple=True, required=True)
@option(*LOCATOR, metavar="locator", expose_value=False)
@style(required=True)
@option("-t", "--to", metavar="form", default="text")
@input_format
@reading
@click.pass_context
def cite_command(
    ctx: click.Context,
    *,
    keys: tuple[str, ...],
    paths: tuple[str, ...],
    style: str,
    locale: str | None,
    to: str,
    source_format: str | None,
    encoding: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Cite works."""
    form = forms.by_name(to)
    if form not in forms.BIBLIOGRAPHIES:
        raise UsageError("cite-form", name=to, known=", ".join(forms.BIBLIOGRAPHIES))
    look = forms.load_style(style)
    places: dict[int, str] = ctx.meta[_PLACES]
    cites = [_cite(key, places.get(at)) for at, key in enumerate(keys)]
    with Report(notes=False, quiet=quiet, verbose=verbose, strict=strict) as report:
        library = inputs.read_libraries(paths, report, source_format, encoding)
        if library is not None and report.lets_through():
            api.find(library, *keys)
            processor = Processor(look, library.references, locale=locale, output=form)
            streams.data(processor.citations([Citation(tuple(cites))])[0])
            report.add(processor.diagnostics)
    ctx.exit(report.exit_code)


def _cite(key: str, place: str | None) -> Cite:
    if place is None:
        return Cite(key)
    label, locator = parse_locator(place)
    return Cite(key, locator=locator, label=label)

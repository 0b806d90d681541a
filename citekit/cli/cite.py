"""`citekit cite`: one citation of some works of a bibliography."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, get_args

import click

from citekit import api
from citekit.cli import clipboard, forms, inputs, streams
from citekit.cli.framework import Command, argument, option
from citekit.cli.locators import LOCATOR, THEN, Order, take_order
from citekit.cli.options import (
    ascii_only,
    bibliographies,
    copy,
    engine,
    input_format,
    reading,
    style,
)
from citekit.cli.report import Report, counted
from citekit.cli.words import say
from citekit.csl import Citation, Cite, parse_locator
from citekit.csl import engine as engine_named
from citekit.csl.cite import Mode
from citekit.errors import UsageError

if TYPE_CHECKING:
    from citekit.csl.outputs.runs import Run

_ORDER = "citekit.cite.order"


class CiteCommand(Command):
    """A command whose ``-l`` belongs to the key before it, and ``--then`` parts citations."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take out of *args* what depends on its place, then parse the rest."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        valued = {name for each in options if not each.is_flag for name in each.opts}
        if not ctx.resilient_parsing:
            try:
                order = ctx.meta[_ORDER] = take_order(args, valued)
            except ValueError as problem:
                ctx.fail(say(str(problem)))
            args = order.rest
        return super().parse_args(ctx, args)


@click.command("cite", cls=CiteCommand)
@argument("keys", nargs=-1, required=True)
@option("-b", "--bibliography", "paths", metavar="input", multiple=True, required=True)
@option(*LOCATOR, metavar="locator", expose_value=False)
@option(THEN, is_flag=True, expose_value=False)
@style(required=True)
@option("-t", "--to", metavar="form", shell_complete=bibliographies)
@copy
@ascii_only
@option("--mode", type=click.Choice(get_args(Mode)))
@option("--note", metavar="number", type=click.IntRange(min=1))
@engine
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
    typography: str,
    to: str | None,
    copy: bool,
    ascii_only: bool,
    mode: Mode | None,
    note: int | None,
    engine: str,
    source_format: str | None,
    encoding: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Cite works."""
    form = forms.by_name(to or "text")
    if form not in forms.BIBLIOGRAPHIES:
        raise UsageError("cite-form", name=to, known=", ".join(forms.BIBLIOGRAPHIES))
    target = forms.targets(form, (), ascii_only=ascii_only)[0]
    look = forms.load_look(style, locale, typography, engine)
    in_notes = look.style.node.class_ == "note"
    if in_notes and mode == "composite":
        raise UsageError("composite-in-notes", style=look.style.title)
    first_note = 1 if note is None and in_notes else note
    document = _citations(keys, ctx.meta[_ORDER], mode, first_note)
    with Report(notes=False, quiet=quiet, verbose=verbose, strict=strict) as report:
        library = inputs.read_libraries(paths, report, source_format, encoding)
        if library is not None and report.lets_through():
            api.find(library, *keys)
            format_with = engine_named(look.engine)

            def made(form: str) -> list[str]:
                processor = format_with(
                    look.style, library.references, look.locale, form, look.typography, tidy=True
                )
                texts = [_written(text) for text in processor.citations(document)]
                report.add(processor.diagnostics)
                return [forms.spelled(text, target, report) for text in texts]

            what = counted("citation", len(document))
            if not copy or not clipboard.put(made, to and form, what, report):
                for text in made(form):
                    streams.line(text)
    ctx.exit(report.exit_code)


def _written(citation: str | list[Run]) -> str:
    if isinstance(citation, str):
        return citation
    from citekit.csl.outputs.runs import as_json

    return as_json(citation)


def _citations(
    keys: tuple[str, ...], order: Order, mode: Mode | None, note: int | None
) -> list[Citation]:
    """One citation, and another for each ``--then``, in notes that count on from *note*."""
    bounds = [0, *order.starts, len(keys)]
    document = []
    for number, (start, end) in enumerate(pairwise(bounds)):
        cites = tuple(_cite(keys[at], order.places.get(at)) for at in range(start, end))
        document.append(Citation(cites, note=None if note is None else note + number, mode=mode))
    return document


def _cite(key: str, place: str | None) -> Cite:
    if place is None:
        return Cite(key)
    label, locator = parse_locator(place)
    return Cite(key, locator=locator, label=label)

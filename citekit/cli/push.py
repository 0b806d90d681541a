"""`citekit push`: references straight into Zotero."""

from __future__ import annotations

import click

from citekit import api
from citekit.cli import forms, inputs, streams
from citekit.cli.framework import argument, command, option
from citekit.cli.options import input_format, reading
from citekit.cli.report import Report, counted, printable
from citekit.cli.words import say
from citekit.deliver import TARGETS, Delivery
from citekit.model import Library


@command("push")
@argument("paths", nargs=-1, required=True)
@option("--to", type=click.Choice(TARGETS), default=TARGETS[0])
@option("--as", "form", metavar="format")
@option("--library", metavar="library")
@option("--collection", metavar="name")
@option("--again", is_flag=True)
@option("--dry-run", "rehearse", is_flag=True)
@option("--server", metavar="address")
@input_format
@reading
@click.pass_context
def push_command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    to: str,
    form: str | None,
    library: str | None,
    collection: str | None,
    again: bool,
    rehearse: bool,
    server: str | None,
    source_format: str | None,
    encoding: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Push references into Zotero."""
    with Report(quiet=quiet, verbose=verbose, strict=strict) as report:
        found = inputs.read_libraries(paths, report, source_format, encoding)
        if found is not None and form is not None:
            _tell_losses(found, form, report)
        if found is not None and found.references and report.lets_through():
            done = api.push(
                found,
                to,
                format=form,
                library=library,
                collection=collection,
                server=server,
                again=again,
                rehearse=rehearse,
            )
            report.add(done.diagnostics)
            if not quiet:
                _show(done, verbose=verbose)
    ctx.exit(report.exit_code)


def _tell_losses(library: Library, form: str, report: Report) -> None:
    """Say what a format other than the usual one does not bring to Zotero."""
    targets = forms.targets(form, (), "zotero")
    report.add(forms.losses(library.references, targets, "zotero", each=report.verbose))


def _show(done: Delivery, *, verbose: bool) -> None:
    """What went where, a line each; with *verbose*, the keys of the references and their items."""
    code = "push-would-add" if done.is_rehearsal else "push-added"
    for each, sent in ((code, done.added), ("push-known", done.known)):
        if sent:
            count = counted("reference", len(sent))
            streams.data(printable(say(each, place=done.place, references=count)))
        for one in sent if verbose else ():
            streams.data(printable(f"  {one.reference}  {one.item}".rstrip()))
    if done.children:
        streams.data(say("push-children", count=done.children))
    if done.failed:
        streams.data(say("push-failed", references=counted("reference", len(done.failed))))

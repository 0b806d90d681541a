"""`citekit styles`: which citation styles there are, what one is, which one a journal wants."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from citekit import styles
from citekit.cli import inputs
from citekit.cli.framework import Group, argument, command, option
from citekit.cli.options import input_format, reading
from citekit.cli.report import Report, printable
from citekit.cli.words import say
from citekit.errors import warning
from citekit.model import Reference
from citekit.styles import KINDS, StyleInfo
from citekit.text import issn


def _found(ctx: click.Context, found: Sequence[StyleInfo], limit: int, missing: str) -> None:
    """Print the styles, a line each, or say that there is none (exit 1, as grep)."""
    if not found:
        click.echo(missing, err=True)
        ctx.exit(1)
    shown = found[:limit] if limit else found
    from citekit.cli.table import show_styles

    show_styles(shown)
    if len(shown) < len(found):
        click.echo(say("styles-more", count=len(found) - len(shown)), err=True)


@command("search", code="styles-search")
@argument("words", nargs=-1)
@option("--field", metavar="field")
@option("--language", metavar="language")
@option("--kind", type=click.Choice(KINDS))
@option("-n", "--limit", metavar="number", type=click.IntRange(min=0), default=20)
@click.pass_context
def search_command(
    ctx: click.Context,
    *,
    words: tuple[str, ...],
    field: str | None,
    language: str | None,
    kind: str | None,
    limit: int,
) -> None:
    """Search styles."""
    found = styles.search(words, field=field, language=language, kind=kind)
    near = ", ".join(styles.near(" ".join(words))) if words and not found else ""
    missing = say("styles-none-near", near=near) if near else say("styles-none")
    _found(ctx, found, limit, missing)


@command("show", code="styles-show")
@argument("name")
@click.pass_context
def show_command(ctx: click.Context, *, name: str) -> None:
    """Show one style's facts."""
    style = styles.info(name)
    facts = {
        "name": style.name,
        "title": style.title,
        "parent": style.parent,
        "kind": style.kind,
        "language": style.language,
        "fields": ", ".join(style.fields),
        "issn": ", ".join(number for number in (style.issn, style.eissn) if number),
        "id": style.id,
        "file": style.path,
    }
    known = {say(f"style-{fact}"): value for fact, value in facts.items() if value}
    width = max(map(len, known))
    for label, value in known.items():
        click.echo(f"{label:<{width}}  {printable(value)}")


@command("for", code="styles-for")
@argument("journal", nargs=-1, required=True)
@input_format
@reading
@click.pass_context
def for_command(
    ctx: click.Context,
    *,
    journal: tuple[str, ...],
    source_format: str | None,
    encoding: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Find a journal's style, or those of the journals in files."""
    report = Report(notes=False, quiet=quiet, verbose=verbose, strict=strict)
    if source_format or _are_files(journal):
        with report:
            library = inputs.read_libraries(journal, report, source_format, encoding)
            done = library is not None and _of_references(library.references, report)
        ctx.exit(report.exit_code if done else 1)
    name = " ".join(" ".join(journal).split())
    answer = styles.journal(name)
    with report:
        if issn.looks_like_one(name):
            number = issn.number_of(name)
            if number is None:
                report.add([warning("issn-malformed", value=name)])
            elif not issn.checks(number):
                report.add([warning("issn-check-digit", value=number)])
            missing = say("styles-no-issn", number=number or name)
        else:
            missing = say("styles-no-journal", name=name)
    if answer.how == "near":
        report.say("styles-near-journal", name=name)
    elif answer.how == "abbreviation":
        report.say("styles-abbreviation", name=name)
    _found(ctx, answer.styles, 0, printable(missing))
    ctx.exit(report.exit_code)


def _are_files(names: Sequence[str]) -> bool:
    """Whether files are meant: one has an ending that is read, or all are there."""
    endings = inputs.libraries()
    return any(Path(name).suffix.lower() in endings for name in names) or all(
        name == "-" or Path(name).is_file() or ("/" in name and Path(name).is_dir())
        for name in names
    )


def _of_references(references: Sequence[Reference], report: Report) -> bool:
    """Show the journals with their styles, tell those without; whether one has a style."""
    journals = styles.for_references(references)
    if not journals:
        if references:
            report.say("styles-no-journals")
        return False
    rows = [
        (each.title, str(each.references), style.name, style.title, style.parent or "")
        for each in journals
        if each.found
        for style in each.styles
    ]
    if rows:
        from citekit.cli.table import show

        heads = ("journal", "references", "name", "title", "parent")
        show([say(f"style-{head}") for head in heads], rows, flexible=3)
    for each in journals:
        near = ", ".join(style.title for style in each.styles[:3])
        if not each.found and near:
            report.say("styles-journal-near", name=each.title, near=near)
        elif not each.found:
            report.say("styles-journal-none", name=each.title)
    return bool(rows)


styles_command = Group(
    name="styles",
    modules={
        **dict.fromkeys(("search", "show", "for"), __name__),
        "check": "citekit.cli.style_check",
        "examples": "citekit.cli.examples",
    },
)

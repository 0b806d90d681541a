"""`citekit styles`: which citation styles there are, what one is, which one a journal wants."""

from __future__ import annotations

from collections.abc import Sequence

import click

from citekit import styles
from citekit.cli.framework import Group, argument, command, option
from citekit.cli.report import printable
from citekit.cli.words import say
from citekit.styles import KINDS, StyleInfo
from citekit.text.characters import fold


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
@click.pass_context
def for_command(ctx: click.Context, *, journal: tuple[str, ...]) -> None:
    """Find a journal's style."""
    name = " ".join(journal)
    found = styles.for_journal(name)
    if found and not _is_issn(name) and fold(name) not in {_title(style) for style in found}:
        click.echo(say("styles-near-journal", name=name), err=True)
    _found(ctx, found, 0, say("styles-no-journal", name=name))


def _is_issn(name: str) -> bool:
    return any(char.isdigit() for char in name) and not any(char.isspace() for char in name)


def _title(style: StyleInfo) -> str:
    """The title as a person says it: without *(Français)* at its end."""
    return fold(style.title.partition(" (")[0])


styles_command = Group(
    name="styles",
    modules={
        **dict.fromkeys(("search", "show", "for"), __name__),
        "check": "citekit.cli.style_check",
    },
)

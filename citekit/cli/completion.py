"""`citekit completion`: the script that lets a shell complete commands, options and names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from citekit.cli import streams
from citekit.cli.framework import argument, command

SHELLS = ("bash", "zsh", "fish")


@command("completion")
@argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(ctx: click.Context, *, shell: str) -> None:
    """Print a completion script."""
    kind = get_completion_class(shell)
    if kind is not None:
        streams.data(kind(ctx.find_root().command, {}, "citekit", "_CITEKIT_COMPLETE").source())

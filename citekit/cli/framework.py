"""Commands, groups and options whose help comes from the catalogue, in the user's language.

click's own words (*Usage*, *Options*, errors) are said here and in `usage`, so that they are
French where the rest is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import click

from citekit.cli.words import knows, say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Function = Callable[..., None]

SETTINGS: dict[str, Any] = {
    "help_option_names": ["-h", "--help"],
    "max_content_width": 100,
    "allow_extra_args": True,  # refused below, in the user's language
}


class Argument(click.Argument):
    """An argument whose name in the usage line is translated."""

    def make_metavar(self, ctx: click.Context) -> str:
        """*FILE* or *FICHIER*, ``...`` where it repeats."""
        name = say(f"metavar-{self.name}")
        name = name if self.required else f"[{name}]"
        return f"{name}..." if self.nargs != 1 else name


class Option(click.Option):
    """An option whose help is the catalogue's ``option-COMMAND-NAME``, else ``option-NAME``."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option as help shows it."""
        self.explain(ctx)
        return super().get_help_record(ctx)

    def explain(self, ctx: click.Context) -> None:
        """Give it its help in the user's language."""
        own = f"option-{ctx.info_name}-{self.name}"
        self.help = say(own if knows(own) else f"option-{self.name}")

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """What help adds in brackets, translated."""
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = say("required")
        return extra

    def make_metavar(self, ctx: click.Context) -> str:
        """The translated name of its value."""
        return say(f"metavar-{self.metavar}") if self.metavar else super().make_metavar(ctx)


def _show_help(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


class Command(click.Command):
    """A command with help from the catalogue: ``help-NAME`` and its usage line."""

    def __init__(self, *args: Any, code: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"context_settings": SETTINGS, **kwargs})
        self.code = code or self.name
        self.help_option = Option(
            ["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, callback=_show_help
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and refuse arguments that the command has no use for."""
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as problem:
            problem.ctx = problem.ctx or ctx  # the parser leaves it out
            raise
        if rest and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            ctx.fail(say("usage-extra", names=" ".join(rest)))
        return rest

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The options that begin so, each with its help."""
        for param in self.get_params(ctx):
            if isinstance(param, Option):
                param.explain(ctx)
        return click.Command.shell_complete(self, ctx, incomplete)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """*Usage: citekit parse [OPTIONS] FILE...*"""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{say('usage')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does, and examples."""
        self.help = say(f"help-{self.code}")
        super().format_help_text(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options."""
        params = [param for param in self.get_params(ctx) if not isinstance(param, click.Argument)]
        records = [record for param in params if (record := param.get_help_record(ctx))]
        if records:
            with formatter.section(say("options")):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option ``--help``, ours: click's own looks for a translation at every call."""
        return self.help_option


class Group(Command, click.Group):
    """A group whose commands' modules are imported when one is called, not to list them.

    *modules* maps a command's name to the module that defines it as an object of the same name.
    """

    def __init__(self, *args: Any, modules: Mapping[str, str], **kwargs: Any) -> None:
        kwargs.setdefault("no_args_is_help", True)
        super().__init__(*args, **kwargs)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands' names, in the order in which one needs them."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        module = self.modules.get(cmd_name)
        if module is None:
            return None
        return cast(click.Command, getattr(import_module(module), f"{cmd_name}_command"))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands and options that begin so; no command is imported for it."""
        from click.shell_completion import CompletionItem

        names = [name for name in self.modules if name.startswith(incomplete)]
        found = [CompletionItem(name, help=self.short_help_of(ctx, name)) for name in names]
        return found + super().shell_complete(ctx, incomplete)

    def short_help_of(self, ctx: click.Context, name: str) -> str:
        """What the command *name* does, in a few words."""
        return say(f"short-{self.code}-{name}" if ctx.parent else f"short-{name}")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that *args* begin with; an unknown one is answered with the nearest."""
        if args[0] not in self.modules and not args[0].startswith("-"):
            raise click.exceptions.NoSuchCommand(args[0], possibilities=self.modules, ctx=ctx)
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The usage line's pieces, with the word for *command*."""
        return [self.options_metavar or "", say("metavar-command")]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options, then that of commands."""
        Command.format_options(self, ctx, formatter)
        with formatter.section(say("commands")):
            formatter.write_dl([(name, self.short_help_of(ctx, name)) for name in self.modules])


def command(name: str, code: str | None = None) -> Callable[[Function], Command]:
    """Decorator: a function into the command *name* with the help ``help-CODE``."""
    return click.command(name, cls=Command, code=code)


def option(*declarations: str, **attributes: Any) -> Callable[[Function], Function]:
    """Decorator: an option with help from the catalogue; ``metavar`` is a code too."""
    return click.option(*declarations, cls=Option, **attributes)


def argument(name: str, **attributes: Any) -> Callable[[Function], Function]:
    """Decorator: an argument with its name from the catalogue."""
    return click.argument(name, cls=Argument, **attributes)

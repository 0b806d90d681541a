"""The command `citekit`: its list of commands, and the last resort for every error."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeGuard

import click

from citekit.cli import streams, usage
from citekit.cli.framework import Group, Option
from citekit.cli.report import tell
from citekit.cli.words import language, say

if TYPE_CHECKING:
    from citekit.errors import CitekitError

COMMANDS = {
    name: f"citekit.cli.{name}"
    for name in (
        "parse convert merge bibliography cite manuscript cited check push styles formats".split()
    )
} | {"completion": "citekit.cli.completion"}

INTERRUPTED = 130
"""What a shell reports of a program stopped with Ctrl-C."""


class Root(Group):
    """The outermost group: it ends with an exit code and a sentence, never with a traceback."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run the command that *args* name, and exit."""
        streams.prepare()
        code: Any = 1
        try:
            code = super().main(
                args,
                prog_name or "citekit",
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )
            streams.flush()
        except click.exceptions.NoArgsIsHelpError as problem:
            click.echo(problem.format_message(), err=True)
            code = problem.exit_code
        except click.ClickException as problem:
            _tell_usage(problem)
            code = problem.exit_code
        except click.Abort:
            code = INTERRUPTED
        except BrokenPipeError:
            streams.silence()
        except OSError as problem:
            streams.silence()
            reason = problem.strerror or type(problem).__name__
            tell("", "error", say("error-system", reason=reason))
        except Exception as problem:
            code = _tell(problem)
        sys.exit(code if isinstance(code, int) else 0)


def _tell_usage(problem: click.ClickException) -> None:
    hint = usage.advice(problem) if isinstance(problem, click.UsageError) else ""
    tell("", "error", usage.sentence(problem), hint)


def _tell(problem: Exception) -> int:
    if os.environ.get("CITEKIT_DEBUG"):
        import traceback

        traceback.print_exc()
    if _is_ours(problem):
        diagnostic = problem.diagnostic
        place = diagnostic.place()
        tell(place, "error", diagnostic.message(language()), diagnostic.hint(language()))
        return problem.exit_code
    if isinstance(problem, MemoryError | RecursionError):
        tell("", "error", say("error-too-large"))
        return 1
    tell(
        "", "error", say("error-unexpected", kind=type(problem).__name__, reason=str(problem)[:200])
    )
    click.echo(f"    {say('error-how-to-report')}", err=True)
    return 1


def _is_ours(problem: Exception) -> TypeGuard[CitekitError]:
    # Imported already if one was raised: `citekit --help` must not wait for it.
    errors = sys.modules.get("citekit.errors")
    return errors is not None and isinstance(problem, errors.CitekitError)


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from citekit import __version__

        click.echo(f"citekit {__version__}")
        ctx.exit()


citekit_command = Root(
    name="citekit",
    modules=COMMANDS,
    params=[
        Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version
        )
    ],
)

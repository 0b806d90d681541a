"""Wrong usage as one sentence: what click found, in the user's language."""

from __future__ import annotations

import click

from citekit.cli.words import say


def sentence(problem: click.ClickException) -> str:
    """What is wrong with the call; click's own words for what is not translated here."""
    match problem:
        case click.NoSuchOption():
            return say("usage-no-option", name=problem.option_name) + _nearest(problem)
        case click.exceptions.NoSuchCommand():
            return say("usage-no-command", name=problem.command_name) + _nearest(problem)
        case click.MissingParameter() if problem.param is not None:
            return say(f"usage-missing-{problem.param.param_type_name}", name=_name(problem))
        case click.BadOptionUsage():
            code = "usage-flag-value" if _is_flag(problem) else "usage-option-value"
            return say(code, name=problem.option_name)
        case click.BadParameter() if problem.param is not None:
            return _bad_value(problem, problem.param)
        case _:
            return problem.format_message()


def advice(problem: click.UsageError) -> str:
    """Where the help is."""
    context = problem.ctx
    return say("usage-help", command=context.command_path) if context else ""


def _nearest(problem: click.NoSuchOption | click.exceptions.NoSuchCommand) -> str:
    near = problem.possibilities
    return say("usage-nearest", names=", ".join(near)) if near else ""


def _bad_value(problem: click.BadParameter, parameter: click.Parameter) -> str:
    if isinstance(parameter.type, click.Choice):
        known = ", ".join(map(str, parameter.type.choices))
        return say("usage-not-among", name=_name(problem), known=known)
    if isinstance(parameter.type, click.IntRange):
        return say("usage-no-number", name=_name(problem), least=parameter.type.min)
    return problem.format_message()


def _name(problem: click.BadParameter) -> str:
    parameter, context = problem.param, problem.ctx
    if isinstance(parameter, click.Option):
        return " / ".join(parameter.opts)
    if parameter is not None and context is not None:
        return parameter.make_metavar(context).rstrip(".")
    return str(problem.param_hint or "")


def _is_flag(problem: click.BadOptionUsage) -> bool:
    command = problem.ctx.command if problem.ctx else None
    options = (
        (param for param in command.params if isinstance(param, click.Option)) if command else ()
    )
    return any(problem.option_name in option.opts and option.is_flag for option in options)

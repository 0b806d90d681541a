"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from citekit.cli.framework import Function, option
from citekit.csl import ENGINES
from citekit.text.typography import TYPOGRAPHIES

PROGRAMS = ("zotero",)


def reading(function: Function) -> Function:
    """``--encoding``, ``--strict``, ``-q``, ``-v``: how inputs are read and talked about."""
    for each in (
        option("-v", "--verbose", is_flag=True),
        option("-q", "--quiet", is_flag=True),
        option("--strict", is_flag=True),
        option("--encoding", metavar="encoding"),
    ):
        function = each(function)
    return function


def input_format(function: Function) -> Function:
    """``-f``: the inputs' format, for those whose content does not say it."""
    each = option("-f", "--from", "source_format", metavar="format", shell_complete=_readable)
    return each(function)


def style(*, required: bool) -> Callable[[Function], Function]:
    """``--style``, ``--locale``, ``--typography``: how citations and bibliographies look."""

    def decorate(function: Function) -> Function:
        typography = option("--typography", type=click.Choice(TYPOGRAPHIES), default="auto")
        function = option("--locale", metavar="locale")(typography(function))
        chosen = option("-s", "--style", metavar="style", required=required, shell_complete=_styles)
        return chosen(function)

    return decorate


def engine(function: Function) -> Function:
    """``--engine``: what formats, citekit itself or what it is compared with."""
    chosen = option("--engine", type=click.Choice(ENGINES), default=next(iter(ENGINES)))
    return chosen(function)


def outputs(function: Function) -> Function:
    """``-t`` and ``-o``: in which form, and where to."""
    function = option("-o", "--output", "outputs", metavar="output", multiple=True)(function)
    return option("-t", "--to", metavar="form", shell_complete=_forms)(function)


def ascii_only(function: Function) -> Function:
    """``--ascii``: commands of LaTeX for what is not ASCII."""
    return option("--ascii", "ascii_only", is_flag=True)(function)


def copy(function: Function) -> Function:
    """``--copy``: onto the clipboard."""
    return option("--copy", "copy", is_flag=True)(function)


def program(function: Function) -> Function:
    """``--for``: the program that is to read the output."""
    return option("--for", "program", type=click.Choice(PROGRAMS))(function)


def bibliographies(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """The forms of citations and bibliographies that begin so, for a shell to complete."""
    from citekit.cli.forms import BIBLIOGRAPHIES

    return [name for name in BIBLIOGRAPHIES if name.startswith(incomplete)]


def _forms(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    from citekit.cli.forms import names

    return [name for name in names() if name.startswith(incomplete)]


def _readable(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    from citekit.api import SOMMAIRE
    from citekit.formats import FORMATS

    return [name for name in (*FORMATS, SOMMAIRE) if name.startswith(incomplete)]


def _styles(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[Any]:
    from citekit.styles import search

    return [each.name for each in search() if each.name.startswith(incomplete.lower())]

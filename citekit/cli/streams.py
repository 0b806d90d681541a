"""Standard output and error that take any text, and stay quiet when nobody reads them."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import click


def prepare() -> None:
    """Files and pipes get UTF-8 with plain line ends, whatever the system's code page is.

    A terminal, or an encoding asked for with PYTHONIOENCODING, shows a question mark for what it
    cannot show.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if stream.isatty() or os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(errors="replace")
        elif stream is sys.stdout:
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def data(text: str) -> None:
    """*text* on standard output, with one line end at its end."""
    if text:
        line(text.removesuffix("\n"))


def line(text: str) -> None:
    """*text*, even an empty one, as a line of standard output."""
    if sys.stdout is None:  # closed by the shell: >&-
        from citekit.errors import OutputError

        raise OutputError("stdout-closed")
    click.echo(text)


def flush() -> None:
    """Write what is left, so that a full disk is told and not found out by the interpreter."""
    if sys.stdout is not None:
        sys.stdout.flush()


def silence() -> None:
    """Throw away what is still to write: the reader of a pipe has gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(nowhere, stream.fileno())

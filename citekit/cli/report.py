"""Diagnostics on standard error, and the exit code they amount to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

import click

from citekit.cli.words import language, say

if TYPE_CHECKING:
    from citekit.errors import CitekitError, Diagnostic

SHOWN = 10
"""How often one code is told; further ones are counted, but errors, or with --verbose all."""

WRONG_USAGE = 2
"""The exit code of a call that asks for what there is not."""

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


class Report:
    """What is to say about the inputs of one call.

    Without *notes*, these are told with *verbose* only. *quiet* says errors only; *verbose* says
    everything, with the codes; *strict* makes a warning as bad as an error.
    """

    def __init__(
        self,
        *,
        notes: bool = True,
        quiet: bool = False,
        verbose: bool = False,
        strict: bool = False,
    ) -> None:
        self.notes = notes or verbose
        self.quiet = quiet
        self.verbose = verbose
        self.strict = strict
        self.severities: Counter[str] = Counter()
        self._diagnostics: list[Diagnostic] = []
        self._marks: set[str] = set()
        self._has_refused = False

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep the *diagnostics* for the end, each once."""
        for diagnostic in diagnostics:
            mark = repr(diagnostic)
            if mark in self._marks:
                continue
            self._marks.add(mark)
            self.severities[diagnostic.severity] += 1
            self._diagnostics.append(diagnostic)

    def fail(self, problem: CitekitError) -> None:
        """Keep the reason why an input was not read; the others are."""
        self.add([problem.diagnostic])

    def say(self, code: str, **facts: Any) -> None:
        """A line about the work done, unless quiet."""
        if not self.quiet:
            click.echo(printable(say(code, **facts)), err=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, problem: BaseException | None, _trace: object) -> None:
        """Say everything, each code only some times, each hint once; nothing for a wrong call."""
        if getattr(problem, "exit_code", 1) == WRONG_USAGE:
            return
        seen: Counter[str] = Counter()
        left_out = 0
        for diagnostic in self._diagnostics:
            if not self._is_told(diagnostic.severity):
                continue
            seen[diagnostic.code] += 1
            is_error = diagnostic.severity == "error"
            if seen[diagnostic.code] > SHOWN and not is_error and not self.verbose:
                left_out += 1
            else:
                self._tell(diagnostic, with_hint=seen[diagnostic.code] == 1)
        if left_out:
            self.say("report-left-out", count=left_out)
        if self._has_refused:
            self.say("strict-refused")

    def _is_told(self, severity: str) -> bool:
        if self.quiet:
            return severity == "error"
        return self.notes or severity != "note"

    def _tell(self, diagnostic: Diagnostic, *, with_hint: bool) -> None:
        place = diagnostic.place()
        if diagnostic.reference and diagnostic.line is None:
            place = f"{place}: {diagnostic.reference}" if place else diagnostic.reference
        message = diagnostic.message(language())
        if self.verbose:
            message += f" [{diagnostic.code}]"
        hint = diagnostic.hint(language()) if with_hint else ""
        tell(place, diagnostic.severity, message, hint)

    def lets_through(self) -> bool:
        """Whether there may be output: not with ``--strict`` after a doubt."""
        self._has_refused = self._is_doubtful
        return not self._has_refused

    @property
    def _is_doubtful(self) -> bool:
        return self.strict and bool(self.severities["warning"] or self.severities["error"])

    @property
    def exit_code(self) -> int:
        """1 after an error, or with ``--strict`` a warning; else 0."""
        return int(self._is_doubtful or self.severities["error"] > 0)

    def summary(self, references: int) -> None:
        """*8 references, 2 warnings, 1 note*, unless quiet, or where errors said why none."""
        if not references:
            return
        parts = [counted("reference", references)]
        parts += (counted(each, self.severities[each]) for each in ("error", "warning", "note"))
        if not self.quiet:
            click.echo(", ".join(part for part in parts if part), err=True)


def counted(noun: str, count: int) -> str:
    """*1 note*, *3 notes*; empty for none."""
    return say(f"count-{noun}-{'one' if count == 1 else 'many'}", count=count) if count else ""


def tell(place: str, severity: str, message: str, hint: str = "", *, err: bool = True) -> None:
    """One diagnostic: ``place: severity: message``, its hint on a line of its own.

    On standard error, or, where the diagnostics are what was asked for, on standard output.
    """
    label = click.style(say(f"severity-{severity}"), fg=_COLOURS[severity], bold=True)
    where = f"{printable(place)}: " if place else "citekit: "
    click.echo(f"{where}{label}{printable(message)}", err=err)
    if hint:
        click.echo(f"    {printable(hint)}", err=err)


def shortened(text: str, width: int) -> str:
    """*text* in at most *width* columns, printable, with an ellipsis where it was cut."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= width else f"{line[: max(width - 1, 0)].rstrip()}…"


def printable(text: str) -> str:
    """*text* without control characters, which a hostile document could send to the terminal."""
    return "".join(char if char.isprintable() or char in _SPACES else "\ufffd" for char in text)


_SPACES = frozenset("\u00a0\u202f\u2009")

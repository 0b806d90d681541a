"""`citekit manuscript`: citations and a bibliography into a manuscript."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citekit import files
from citekit.cli import inputs, streams
from citekit.cli.framework import argument, command, option
from citekit.cli.options import input_format, reading, style
from citekit.cli.report import Report, counted, tell
from citekit.cli.words import language, say
from citekit.errors import Diagnostic, OutputError, UsageError

if TYPE_CHECKING:
    from citekit.csl import Style
    from citekit.manuscript import Document, Marking
    from citekit.model import Reference

_BINARY = ("docx", "odt")


@command("manuscript")
@argument("path")
@option("-b", "--bibliography", "paths", metavar="input", multiple=True)
@style(required=False)
@option("-o", "--output", "outputs", metavar="output", multiple=True)
@option("--live", is_flag=True)
@option("--flat", is_flag=True)
@option("--restyle", is_flag=True)
@option("--check", is_flag=True)
@option("-t", "--to", "form", metavar="format")
@input_format
@reading
@click.pass_context
def manuscript_command(
    ctx: click.Context,
    *,
    path: str,
    paths: tuple[str, ...],
    style: str | None,
    locale: str | None,
    typography: str,
    outputs: tuple[str, ...],
    live: bool,
    flat: bool,
    restyle: bool,
    check: bool,
    form: str | None,
    source_format: str | None,
    encoding: str | None,
    strict: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Cite in a manuscript."""
    from citekit import manuscript
    from citekit.csl import Style

    if live and flat:
        raise UsageError("manuscript-live-and-flat")
    marking: Marking = "live" if live else "flat" if flat else "marked"
    name = form or manuscript.format_of(path)
    _refuse_outputs(path, name, outputs, to_stdout=not outputs and not check)
    with Report(notes=False, quiet=quiet, verbose=verbose, strict=strict) as report:
        document = manuscript.read(path, name, restyle=restyle)
        named = paths or _named(path, document)
        library = inputs.read_libraries(named, report, source_format, encoding) if named else None
        references = library.references if library is not None else ()
        wanted = style or document.settings.style
        chosen = Style.load(_beside(path, wanted) if not style else wanted) if wanted else None
        if check:
            findings = _findings(document, references, chosen)
            for found in findings:
                _show(found, path, verbose=verbose)
            if not quiet:
                count = counted("finding", len(findings)) or say("count-finding-none")
                click.echo(count, err=True)
            ctx.exit(1 if findings else report.exit_code)
        if chosen is None:
            raise UsageError("manuscript-style-missing")
        made = manuscript.typeset(
            document,
            references,
            chosen,
            marking=marking,
            locale=locale,
            typography=typography,
        )
        report.add(_at(each, path) for each in made.diagnostics)
        if report.lets_through():
            _put(made.data, outputs)
            if outputs:
                count = counted("citation", made.count) or say("count-citation-none")
                report.say("manuscript-written", names=", ".join(outputs), citations=count)
    ctx.exit(report.exit_code)


def _refuse_outputs(path: str, name: str, outputs: Sequence[str], *, to_stdout: bool) -> None:
    """UsageError for an output of another format, and for a terminal that would show a ZIP file."""
    from citekit import manuscript

    for output in outputs:
        if output != "-" and manuscript.format_of(output) != name:
            raise UsageError("manuscript-other-format", name=output, source=path)
    if name in _BINARY and (to_stdout or "-" in outputs) and sys.stdout and sys.stdout.isatty():
        raise UsageError("manuscript-to-terminal")


def _named(path: str, document: Document) -> list[str]:
    """The bibliographies that the manuscript itself names."""
    return [str(_beside(path, each)) for each in document.settings.bibliography]


def _beside(path: str, name: str) -> str | Path:
    """What the manuscript calls *name*: a file beside it, if there is one."""
    file = Path(path).parent / name if path != "-" else Path(name)
    return file if file.is_file() else name


def _findings(
    document: Document, references: Iterable[Reference], style: Style | None
) -> list[Diagnostic]:
    from citekit import manuscript
    from citekit.manuscript import checking

    found = list(references)
    known = manuscript.together(found, document)
    findings = [each for each in document.diagnostics if each.severity != "note"]
    findings += checking.check(document, known, style)
    return [*findings, *checking.uncited(document, found)]


def _show(found: Diagnostic, path: str, *, verbose: bool) -> None:
    """A finding, which is what was asked for: on standard output."""
    at = _at(found, path)
    code = f" [{found.code}]" if verbose else ""
    tell(
        at.place() or found.reference or "",
        found.severity,
        found.message(language()) + code,
        err=False,
    )


def _at(found: Diagnostic, path: str) -> Diagnostic:
    """*found* with the name of the manuscript, if it is in there."""
    import msgspec

    if found.source or (found.line is None and found.path is None):
        return found
    return msgspec.structs.replace(found, source=path)


def _put(data: bytes, outputs: Sequence[str]) -> None:
    """*data* into all files or none, then to standard output."""
    files.write_texts({Path(each): data for each in outputs if each != "-"})
    if "-" in outputs or not outputs:
        if sys.stdout is None:
            raise OutputError("stdout-closed")
        streams.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()

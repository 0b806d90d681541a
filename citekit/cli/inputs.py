"""Reading what a command is given: files, folders, standard input, with a bar while it lasts."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from citekit import api, formats
from citekit.cli.keys import unique_keys
from citekit.cli.report import Report
from citekit.cli.words import say
from citekit.errors import CitekitError, InputError, UsageError, warning
from citekit.model import Library

Found = TypeVar("Found")

DOCUMENTS = (".txt", ".html", ".htm", ".md")
"""What `parse` takes out of a folder."""


def libraries() -> tuple[str, ...]:
    """What the other commands take out of a folder: files of every format, and documents."""
    endings = (ending for each in formats.FORMATS.values() for ending in each.endings)
    return tuple(dict.fromkeys((*endings, *DOCUMENTS)))


def read_all(
    paths: Sequence[str],
    endings: Sequence[str],
    report: Report,
    read: Callable[[str], Found],
) -> list[tuple[str, Found]]:
    """What *read* makes of each path, folders looked into; one that fails is told and left out."""
    if sum(path == "-" for path in paths) > 1:
        raise UsageError("stdin-twice")
    if "-" in paths and sys.stdin is None:  # closed by the shell: <&-
        raise InputError("stdin-closed")
    found = []
    with _progress(list(_expand(paths, endings, report)), report) as names:
        for name in names:
            try:
                found.append((name, read(name)))
            except UsageError:
                raise
            except CitekitError as problem:
                report.fail(problem)
    return found


def read_each(
    paths: Sequence[str], report: Report, format: str | None, encoding: str | None
) -> list[tuple[str, Library]]:
    """The library of each input that could be read, with its name; an empty one is told."""

    def read(name: str) -> Library:
        return api.read(name, format, encoding=encoding)

    found = read_all(paths, libraries(), report, read)
    for name, library in found:
        if not library.references and not library.diagnostics:
            report.add([warning("library-empty", source=name)])
    return found


def read_libraries(
    paths: Sequence[str], report: Report, format: str | None, encoding: str | None
) -> Library | None:
    """One library of all inputs, with unique keys; None where none of them could be read."""
    found = unique_keys(read_each(paths, report, format, encoding))
    for _, library in found:
        report.add(library.diagnostics)
    if not found:
        return None
    parts = [library for _, library in found]
    return Library(
        references=tuple(reference for part in parts for reference in part.references),
        comments=tuple(comment for part in parts for comment in part.comments),
        strings={name: value for part in parts for name, value in part.strings.items()},
        preamble=tuple(each for part in parts for each in part.preamble),
    )


def _expand(paths: Iterable[str], endings: Sequence[str], report: Report) -> Iterator[str]:
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            yield path
            continue
        inside = sorted(_files(path, endings))
        if not inside:
            report.fail(InputError("folder-empty", name=path, endings=", ".join(endings)))
        yield from inside


def _files(folder: str, endings: Sequence[str]) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and Path(name).suffix.lower() in endings:
                yield str(Path(place) / name)


@contextmanager
def _progress(names: list[str], report: Report) -> Iterator[Iterable[str]]:
    """The *names* one by one, with a bar on standard error where that is a terminal."""
    if len(names) < 2 or report.quiet or not sys.stderr.isatty():
        yield names
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield bar.track(names, description=say("reading"))

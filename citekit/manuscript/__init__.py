"""Citations inside manuscripts: found, formatted in a style, put where they were typed.

One module (or package) a format, with ``read(data, *, restyle)`` that gives a
:class:`story.Document`; `story` composes what they found.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from citekit import files
from citekit.errors import CitekitError, InputError, UsageError
from citekit.manuscript.story import (
    Cluster,
    Composition,
    Document,
    Filled,
    Marking,
    Note,
    Settings,
    clusters,
    compose,
)

__all__ = [
    "FORMATS",
    "Cluster",
    "Composition",
    "Document",
    "Filled",
    "Marking",
    "Note",
    "Settings",
    "clusters",
    "compose",
    "format_of",
    "read",
]

FORMATS: dict[str, tuple[str, ...]] = {
    "markdown": (".md", ".markdown", ".qmd", ".rmd"),
    "latex": (".tex", ".ltx"),
    "docx": (".docx",),
    "odt": (".odt",),
    "typst": (".typ",),
    "html": (".html", ".htm", ".xhtml"),
}
"""A manuscript's format, the name of its module, and its file endings."""


def format_of(path: str | Path) -> str:
    """The format that the ending of *path* says; UsageError with the known endings otherwise."""
    ending = Path(path).suffix.lower()
    for name, endings in FORMATS.items():
        if ending in endings:
            return name
    known = ", ".join(ending for endings in FORMATS.values() for ending in endings)
    raise UsageError("manuscript-ending-unknown", name=str(path), endings=known)


def read(path: str | Path, format: str | None = None, *, restyle: bool = False) -> Document:
    """The manuscript in the file *path* (``-``: standard input), in *format* or by its ending.

    With *restyle*, the live citations of Zotero, Mendeley and others are in its story too; else
    they stay as they are. Raises InputError for a file that cannot be read or is damaged or locked
    with a password, UsageError for an unknown format or ending.
    """
    name = format or format_of(path)
    if name not in FORMATS:
        raise UsageError("manuscript-format-unknown", name=name, known=", ".join(FORMATS))
    data = files.read_bytes(path)
    module: Any = import_module(f"{__name__}.{name}")
    try:
        document: Document = module.read(data, restyle=restyle)
    except InputError as problem:
        raise _at(problem, path) from None
    return document


def _at(problem: CitekitError, path: str | Path) -> InputError:
    """*problem* with the name of the file."""
    line = problem.diagnostic.line
    return InputError(problem.code, source=str(path), line=line, **problem.parameters)

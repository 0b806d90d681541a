"""Citations inside manuscripts: found, formatted in a style, put where they were typed.

One module (or package) a format, with ``read(data, *, restyle)`` that gives a
:class:`story.Document`; `story` composes what they found.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from citekit import files
from citekit.csl import Style
from citekit.errors import CitekitError, Diagnostic, InputError, UsageError
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
from citekit.model import Library, Reference

__all__ = [
    "FORMATS",
    "Cluster",
    "Composed",
    "Composition",
    "Document",
    "Filled",
    "Marking",
    "Note",
    "Settings",
    "cited",
    "clusters",
    "compose",
    "format_of",
    "read",
    "typeset",
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


class Composed(msgspec.Struct, frozen=True, kw_only=True):
    """A manuscript with its citations in a style: ``data`` is the file.

    ``count`` is how many citations are in it, ``cited`` the keys in their order, ``composition``
    has the texts.
    """

    data: bytes
    count: int
    cited: tuple[str, ...]
    composition: Composition
    diagnostics: tuple[Diagnostic, ...]


def typeset(
    document: Document,
    references: Iterable[Reference],
    style: Style,
    *,
    marking: Marking = "marked",
    locale: str | None = None,
    typography: str = "auto",
) -> Composed:
    """*document* with its citations in *style*, made of *references* and of what it carries itself.

    Where both have a key, *references* count.
    """
    from citekit.manuscript import checking

    known = together(references, document)
    composition = compose(document, known, style, locale=locale, typography=typography)
    return Composed(
        data=document.write(composition, marking),
        count=sum(each is not None for each in composition.filled),
        cited=tuple(checking.cited_keys(document)),
        composition=composition,
        diagnostics=(
            *document.diagnostics,
            *checking.check(document, known, style),
            *composition.diagnostics,
        ),
    )


def cited(document: Document, references: Iterable[Reference] = ()) -> Library:
    """The references that *document* cites, in the order of their first citation.

    They are those of *references*, else those that it carries; an error for each key that neither
    has.
    """
    from citekit.manuscript import checking

    known = {reference.id: reference for reference in together(references, document)}
    keys = checking.cited_keys(document)
    return Library(
        references=tuple(known[key] for key in keys if key in known),
        diagnostics=(*document.diagnostics, *checking.check(document, known.values())),
    )


def together(references: Iterable[Reference], document: Document) -> list[Reference]:
    """*references*, and those that *document* carries under other keys."""
    found = list(references)
    keys = {reference.id for reference in found}
    return [*found, *(each for each in document.references if each.id not in keys)]


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
    except RecursionError:
        raise InputError("manuscript-too-deep", source=str(path)) from None
    return document


def _at(problem: CitekitError, path: str | Path) -> InputError:
    """*problem* with the name of the file."""
    line = problem.diagnostic.line
    return InputError(problem.code, source=str(path), line=line, **problem.parameters)

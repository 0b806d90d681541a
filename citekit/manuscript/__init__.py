"""Citations inside manuscripts: found, formatted in a style, put where they were typed.

One module (or package) a format, with ``read(data, *, restyle)`` that gives a
:class:`story.Document`; `story` composes what they found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from itertools import count
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
from citekit.text.characters import fold
from citekit.text.keys import letters

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

    references = list(references)
    tell_apart(references, document)
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

    references = list(references)
    tell_apart(references, document)
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


def tell_apart(references: Iterable[Reference], document: Document) -> None:
    """Gives works of *document* another key, where the one that was made for them is that of
    another work in *references*.
    """
    given = {reference.id: reference for reference in references}
    made = {key for cluster in clusters(document.story) for key in cluster.made_keys}
    taken = {*given, *(each.id for each in document.references)}
    renamed: dict[str, str] = {}
    found = []
    for reference in document.references:
        other = given.get(reference.id) if reference.id in made else None
        if other is not None and not _is_same(reference, other):
            key = next(key for n in count(1) if (key := reference.id + letters(n)) not in taken)
            taken.add(key)
            renamed[reference.id] = key
            found.append(reference.replace(id=key))
        else:
            found.append(reference)
    if renamed:
        document.references = tuple(found)
        document.story = tuple(
            Note(tuple(_renamed(each, renamed) for each in part.clusters), part.is_counted)
            if isinstance(part, Note)
            else _renamed(part, renamed)
            for part in document.story
        )


def _renamed(cluster: Cluster, keys: Mapping[str, str]) -> Cluster:
    cites = tuple(
        msgspec.structs.replace(cite, id=keys[cite.id])
        if cite.id in cluster.made_keys and cite.id in keys
        else cite
        for cite in cluster.citation.cites
    )
    citation = msgspec.structs.replace(cluster.citation, cites=cites)
    return msgspec.structs.replace(cluster, citation=citation)


def _is_same(one: Reference, other: Reference) -> bool:
    """Whether two references with one key are the same work: by DOI, else by title and year."""
    if one.doi and other.doi:
        return one.doi.lower() == other.doi.lower()
    years = [each.issued.year if each.issued else None for each in (one, other)]
    return fold(one.title or "") == fold(other.title or "") and years[0] == years[1]


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

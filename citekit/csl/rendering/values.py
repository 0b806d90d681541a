"""How a variable of a reference is read at run time."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from citekit.csl.pages import page_first
from citekit.model import ATTRIBUTES

if TYPE_CHECKING:
    from citekit.csl.rendering.context import Context

ALIASES = {
    "event": "event-title",
    "event-title": "event",
    "part-number": "part",
    "printing-number": "printing",
    "supplement-number": "supplement",
    "chapter": "chapter-number",
    "journalAbbreviation": "container-title-short",
    "shortTitle": "title-short",
}
"""A variable of older or newer styles → the one that stands in for it where it is empty."""


def reader(variable: str) -> Callable[[Any], Any]:
    """Reads *variable* from a reference: its own value, or its alias's; None for none."""
    attribute, other = ATTRIBUTES.get(variable), ATTRIBUTES.get(ALIASES.get(variable, ""))
    if variable == "page-first":
        return lambda reference: (
            reference.page_first or (page_first(reference.page) if reference.page else None)
        )
    if attribute is None and other is None:
        return lambda reference: None
    if attribute is None or other is None:
        return attrgetter(attribute or other or "")
    return lambda reference: getattr(reference, attribute) or getattr(reference, other)


def text_getter(variable: str) -> Callable[[Context], str]:
    """Reads the text of *variable* at run time, from the reference or from its citation."""
    in_document: dict[str, Callable[[Context], str]] = {
        "locator": lambda context: context.locator,
        "citation-number": lambda context: str(context.number),
        "first-reference-note-number": lambda context: context.first_note,
        "year-suffix": lambda context: context.year_suffix,
    }
    if variable in in_document:
        return in_document[variable]
    read = reader(variable)
    return lambda context: read(context.reference) or ""

"""A type that the other facts contradict."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.errors import Diagnostic, warning
from citekit.model import Reference
from citekit.text.characters import fold

WHOLES = frozenset({"book", "thesis", "report", "periodical", "collection"})
"""Types that stand alone: what they are part of is a collection, not a container."""


def container(reference: Reference) -> Iterator[Diagnostic]:
    """A book inside a book is a chapter, an article with an ISBN is one too."""
    if reference.type in WHOLES and reference.container_title:
        yield warning("type-has-container", reference=reference.id, type=reference.type)
    if reference.type == "article-journal" and reference.isbn and not reference.issn:
        yield warning("type-has-isbn", reference=reference.id, type=reference.type)


def title(reference: Reference) -> Iterator[Diagnostic]:
    """A piece and what it appeared in have different titles."""
    own, host = reference.title, reference.container_title
    if own and host and fold(own) == fold(host):
        yield warning("title-is-container", reference=reference.id)

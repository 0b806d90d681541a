"""Facts that every reference of its type should have.

The table follows the required fields of the biblatex manual, section 2.1.1, in CSL terms.
"""

from __future__ import annotations

from collections.abc import Iterator

from citekit.errors import Diagnostic, note, warning
from citekit.model import NAME_VARIABLES, Reference
from citekit.text.characters import fold

CONTAINED = frozenset(
    {
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "chapter",
        "entry-dictionary",
        "entry-encyclopedia",
        "paper-conference",
        "review",
        "review-book",
    }
)
"""Types that appear inside something else."""

PUBLISHED = frozenset({"book", "chapter", "report", "thesis", "entry-dictionary"})
"""Types whose publisher (university, institution) every style prints."""

ONLINE = frozenset({"webpage", "post", "post-weblog"})

ANONYMOUS = frozenset(
    {
        "bill",
        "collection",
        "dataset",
        "entry-dictionary",
        "entry-encyclopedia",
        "event",
        "hearing",
        "legal_case",
        "legislation",
        "periodical",
        "regulation",
        "standard",
        "treaty",
        "webpage",
    }
)
"""Types that often have no author, so that its absence says nothing."""

FRONT_MATTER = frozenset(
    {
        "actualites",
        "abstracts",
        "auteurs",
        "avant-propos",
        "bibliographie",
        "contents",
        "contributors",
        "editorial",
        "errata",
        "erratum",
        "foreword",
        "index",
        "introduction",
        "les auteurs",
        "liminaire",
        "livres recus",
        "preface",
        "presentation",
        "resumes",
        "resumes - abstracts",
        "sommaire",
        "summaries",
        "table des matieres",
    }
)
"""Titles (folded, without brackets) of pieces that a journal leaves unsigned."""


def key(reference: Reference) -> Iterator[Diagnostic]:
    """A reference without a key cannot be cited."""
    if not reference.id.strip():
        yield warning("missing-key", reference=reference.id, title=reference.title or "?")


def title(reference: Reference) -> Iterator[Diagnostic]:
    """Every work has a title, even one given in brackets."""
    if not (reference.title or "").strip() and reference.type != "personal_communication":
        yield warning("missing-title", reference=reference.id)


def people(reference: Reference) -> Iterator[Diagnostic]:
    """Somebody wrote it, unless its kind is often unsigned."""
    if any(reference.get(role) for role in NAME_VARIABLES) or reference.type in ANONYMOUS:
        return
    if fold(reference.title or "").strip("[]. ") in FRONT_MATTER:
        return
    yield warning("missing-author", reference=reference.id)


def date(reference: Reference) -> Iterator[Diagnostic]:
    """A work is of some time; *s. d.* is said as a literal date."""
    if reference.issued is None and reference.status is None:
        yield warning("missing-date", reference=reference.id)


def container(reference: Reference) -> Iterator[Diagnostic]:
    """An article needs its journal, a chapter its book."""
    if reference.type in CONTAINED and not reference.container_title:
        yield warning("missing-container", reference=reference.id, type=reference.type)


def publisher(reference: Reference) -> Iterator[Diagnostic]:
    """A book needs its publisher, a thesis its university."""
    if reference.type in PUBLISHED and not reference.publisher:
        yield note("missing-publisher", reference=reference.id, type=reference.type)


def address(reference: Reference) -> Iterator[Diagnostic]:
    """A page of the web needs its address."""
    if reference.type in ONLINE and not (reference.url or reference.doi):
        yield warning("missing-url", reference=reference.id)


def pages(reference: Reference) -> Iterator[Diagnostic]:
    """An article in print has pages; one online has an address instead."""
    if reference.type == "article-journal" and not (
        reference.page or reference.number or reference.doi or reference.url
    ):
        yield note("missing-pages", reference=reference.id)

"""The collections of a library in Zotero: one for each issue with several articles."""

from __future__ import annotations

from collections.abc import Sequence

from citekit.formats.ris_fields import PERIODICALS
from citekit.model import Reference


def collections(references: Sequence[Reference]) -> dict[str, list[int]]:
    """The names of the issues (*Politiques et management public, 24(4), 2006*) → their articles.

    An article is told by its place among the references.
    """
    found: dict[str, list[int]] = {}
    for number, reference in enumerate(references):
        if reference.type in PERIODICALS and reference.container_title:
            name = _name(reference)
            if name:
                found.setdefault(name, []).append(number)
    return {name: members for name, members in found.items() if len(members) > 1}


def _name(reference: Reference) -> str:
    """The name of the article's issue; empty where neither volume nor issue is known."""
    issue = f"({reference.issue})" if reference.issue and reference.volume else reference.issue
    number = f"{reference.volume or ''}{issue or ''}"
    year = reference.issued.year if reference.issued else None
    if not number:
        return ""
    parts = (reference.container_title, number, str(year) if year else None)
    return ", ".join(part for part in parts if part)

"""What merging gives: the library, the groups of references that became one, and what is told."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from citekit.errors import Diagnostic
from citekit.model import Library, Reference

Rule = Literal["identical", "doi", "identifier", "isbn", "place", "title"]
"""What two references were found to be the same work by."""

Severity = Literal["note", "warning"]


class Member(msgspec.Struct, frozen=True):
    """A reference as it was given: its citation key, and the name of its source if known."""

    key: str
    source: str | None = None

    def __str__(self) -> str:
        key = self.key or "–"
        return f"{key} ({self.source})" if self.source else key


class Match(msgspec.Struct, frozen=True):
    """Why *other* is the same work as *member*: the rule, and how alike the titles are (0–100)."""

    member: Member
    other: Member
    rule: Rule
    likeness: int | None = None


class Choice(msgspec.Struct, frozen=True):
    """A value that was not kept, beside the one that was.

    ``severity`` is *note* where the kept value says as much or more, *warning* where the two
    contradict each other.
    """

    variable: str
    kept: Any
    dropped: Any
    member: Member
    severity: Severity


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """References that are one work: their ``members`` in order, and the ``reference`` made of them.

    ``matches`` is the evidence, ``choices`` the values that were not kept; ``diagnostics`` tells
    both.
    """

    reference: Reference
    members: tuple[Member, ...]
    matches: tuple[Match, ...]
    choices: tuple[Choice, ...]
    diagnostics: tuple[Diagnostic, ...]


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """Several libraries as one: ``library``, the ``groups`` in it, and what is told of them.

    ``read`` is the number of references that went in.
    """

    library: Library
    groups: tuple[Group, ...]
    diagnostics: tuple[Diagnostic, ...]
    read: int

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references of the library, in the order of their first appearance."""
        return self.library.references

"""What is missing, doubtful or contradictory in references."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from citekit.checks.registry import LIBRARY_RULES, RULES
from citekit.errors import Diagnostic
from citekit.model import Reference

__all__ = ["LIBRARY_RULES", "RULES", "check"]


class Holder(Protocol):
    """What holds references: a Library, a Sommaire."""

    @property
    def references(self) -> tuple[Reference, ...]:
        """Its references."""


def check(references: Iterable[Reference] | Holder) -> list[Diagnostic]:
    """Findings about *references*: those on each, in their order, then those on several.

    A finding's ``reference`` is the citation key. Warnings are for mending; notes are for a look.
    """
    held = references if isinstance(references, Iterable) else references.references
    known = tuple(held)
    findings = [found for reference in known for rule in RULES for found in rule(reference)]
    findings += [found for library_rule in LIBRARY_RULES for found in library_rule(known)]
    return findings

"""What is missing, doubtful or contradictory in references."""

from __future__ import annotations

from collections.abc import Iterable

from citekit.check.registry import LIBRARY_RULES, RULES
from citekit.errors import Diagnostic
from citekit.model import Reference

__all__ = ["LIBRARY_RULES", "RULES", "check"]


def check(references: Iterable[Reference]) -> list[Diagnostic]:
    """Findings about *references*: those on each, in their order, then those on several.

    A finding's ``reference`` is the citation key. Warnings are for mending; notes are for a look.
    """
    known = tuple(references)
    findings = [found for reference in known for rule in RULES for found in rule(reference)]
    findings += [found for library_rule in LIBRARY_RULES for found in library_rule(known)]
    return findings

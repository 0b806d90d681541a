"""What is told of a merge: evidence, choices and doubts as diagnostics, values in a few words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from citekit.errors import Diagnostic, note, warning
from citekit.merging.judging import Doubtful
from citekit.merging.result import Choice, Match, Member
from citekit.model import Date, Name

VALUE = "merge-value"
CONFLICT = "merge-conflict"


def tell_match(match: Match, key: str) -> Diagnostic:
    """That two references are one work, and by what; ``key`` is the one they have now."""
    return note(
        f"merge-same-{match.rule}",
        reference=key,
        member=str(match.member),
        other=str(match.other),
        likeness=match.likeness,
    )


def tell_choice(choice: Choice, key: str) -> Diagnostic:
    """That a value was not kept: a warning where it contradicts the one that was."""
    facts = {
        "reference": key,
        "variable": choice.variable,
        "kept": shown(choice.kept),
        "dropped": shown(choice.dropped),
        "member": str(choice.member),
    }
    return warning(CONFLICT, **facts) if choice.severity == "warning" else note(VALUE, **facts)


def tell_doubt(verdict: Doubtful, one: Member, other: Member) -> Diagnostic:
    """That two references may be the same work, and what speaks against it."""
    return note(
        f"merge-possibly-{verdict.doubt}",
        reference=one.key,
        member=str(one),
        other=str(other),
        likeness=verdict.likeness,
    )


def in_short(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The *diagnostics* with one note for all values that were not kept but are said by others."""
    kept = []
    variables: Counter[str] = Counter()
    references = set()
    for each in diagnostics:
        if each.code == VALUE:
            variables[each.parameters["variable"]] += 1
            references.add(each.reference)
        else:
            kept.append(each)
    if variables:
        fields = ", ".join(f"{name} ({many})" for name, many in variables.most_common())
        kept.append(note("merge-values", count=len(references), fields=fields))
    return kept


def shown(value: Any) -> str:
    """A value of any variable, whole, in one line."""
    if isinstance(value, str):
        return value
    if isinstance(value, Date):
        return _date(value)
    if isinstance(value, tuple):
        return "; ".join(_name(each) if isinstance(each, Name) else str(each) for each in value)
    return json.dumps(value, ensure_ascii=False)


def _name(name: Name) -> str:
    return name.inverted()


def _date(date: Date) -> str:
    parts = [date.edtf(), date.literal, date.raw, str(date.season or "")]
    return next((part for part in parts if part), "")

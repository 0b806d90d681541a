"""A citation key for each work: of two different works with the same, the later gets a letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import count

from citekit.errors import Diagnostic, note
from citekit.merging.result import Member
from citekit.model import Reference
from citekit.text.keys import letters


def unique_keys(
    references: Sequence[Reference], members: Sequence[Member]
) -> tuple[list[Reference], list[Diagnostic]]:
    """The references with a key each, and a note for each new key; empty keys stay empty.

    *members* say where each comes from. A new key is one that no reference had.
    """
    given = {reference.id for reference in references}
    taken: set[str] = set()
    repeats: Counter[str] = Counter()
    unique: list[Reference] = []
    told: list[Diagnostic] = []
    for reference, member in zip(references, members, strict=True):
        key = reference.id
        if key and key in taken:
            new = _free(key, repeats, given)
            place = {"source": member.source} if member.source else {}
            told.append(note("merge-key-taken", reference=new, key=key, new=new, **place))
            unique.append(reference.replace(id=new))
        else:
            unique.append(reference)
        taken.add(key)
    return unique, told


def _free(key: str, repeats: Counter[str], given: set[str]) -> str:
    """*key* with the next letter that makes it new; it counts as given from now on."""
    for number in count(repeats[key] + 1):
        new = f"{key}{letters(number)}"
        if new not in given:
            repeats[key] = number
            given.add(new)
            break
    return new

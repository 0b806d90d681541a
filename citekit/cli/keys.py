"""Citation keys: those that several inputs share, where the later one gets a letter; new ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, product
from typing import TYPE_CHECKING, TypeVar

import msgspec

from citekit.errors import note
from citekit.model import Library
from citekit.text.keys import assign_keys

if TYPE_CHECKING:
    from citekit.sommaire import Sommaire

Found = TypeVar("Found", "Sommaire", Library)

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def unique_keys(found: Sequence[tuple[str, Found]]) -> list[tuple[str, Found]]:
    """The same inputs, by name, with keys that no two of them share, and a note for each change."""
    taken: set[str] = set()
    unique = []
    for name, each in found:
        own = {reference.id for reference in each.references if reference.id}
        new = {key: _free(key, taken | own) for key in sorted(own & taken)}
        taken |= own
        taken.update(new.values())
        unique.append((name, _renamed(each, new, name) if new else each))
    return unique


def with_keys(library: Library, pattern: str) -> Library:
    """*library* with keys by *pattern*; a note for each that changes, in place of the others."""
    changed = assign_keys(library.references, pattern)
    pairs = list(zip(library.references, changed, strict=True))
    notes = [
        note("key-changed", reference=new.id, key=old.id, new=new.id)
        for old, new in pairs
        if old.id != new.id
    ]
    return msgspec.structs.replace(
        library,
        references=tuple(new.replace(citation_key=None) for new in changed),
        diagnostics=tuple(notes),
    )


def _free(key: str, taken: set[str]) -> str:
    return next(new for suffix in _suffixes() if (new := key + suffix) not in taken)


def _suffixes() -> Iterator[str]:
    """a, b, … z, aa, ab, …"""
    letters: Iterable[tuple[str, ...]]
    letters = chain.from_iterable(product(LETTERS, repeat=size) for size in count(1))
    return map("".join, letters)


def _renamed(each: Found, new: dict[str, str], name: str) -> Found:
    references = (one.replace(id=new.get(one.id, one.id)) for one in each.references)
    diagnostics = [
        msgspec.structs.replace(one, reference=new[one.reference]) if one.reference in new else one
        for one in each.diagnostics
    ]
    diagnostics += (
        note("key-taken", source=name, reference=other, key=key, new=other)
        for key, other in new.items()
    )
    return msgspec.structs.replace(
        each, references=tuple(references), diagnostics=tuple(diagnostics)
    )

"""What formats share: a clean text, places in it, keys for the keyless, and when values are one."""

from __future__ import annotations

import gc
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from citekit.errors import Diagnostic, note, warning
from citekit.model import NAME_VARIABLES, Name, Reference
from citekit.model.name import join_particles
from citekit.text.characters import BOM
from citekit.text.patterns import pattern

_SURROGATES = pattern("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"
_STRETCH = 1 << 16
_NAMES = frozenset(NAME_VARIABLES)


def clean(text: str) -> str:
    """*text* in NFC, without BOM, and with U+FFFD for surrogates that no encoding can write."""
    if _is_latin(text):  # NFC, as Unicode says in its annex 15
        return text
    text = text.removeprefix(BOM)
    try:
        text.encode()  # four times as fast as looking for surrogates
    except UnicodeEncodeError:
        text = _SURROGATES.sub(REPLACEMENT, text)
    return unicodedata.normalize("NFC", text)


def _is_latin(text: str) -> bool:
    """Whether all characters are those of Latin-1; looked at in stretches, which need no memory."""
    try:
        for start in range(0, len(text), _STRETCH):
            text[start : start + _STRETCH].encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def uncollected() -> Iterator[None]:
    """Stops the garbage collector, which would go again and again through all that is made."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class Places:
    """Line and column of offsets in a text; the lines are counted on the first question."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []

    def of(self, offset: int) -> dict[str, int]:
        """``line`` and ``column`` of *offset*, from 1, as a diagnostic takes them."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self._text))]
        line = bisect_right(self._starts, offset)
        return {"line": line, "column": offset - self._starts[line - 1] + 1}


def keyed(references: Iterable[Reference]) -> tuple[tuple[Reference, ...], list[Diagnostic]]:
    """The references with a citation key each: those without one get one made, and a note.

    Keys that are there stay as they are; a key that stands twice is reported.
    """
    found = list(references)
    taken = {reference.id for reference in found}
    tried: Counter[str] = Counter()
    diagnostics: list[Diagnostic] = []
    seen: set[str] = set()
    for index, reference in enumerate(found):
        if not reference.id:
            from citekit.text.keys import citation_key, letters

            base = key = citation_key(reference)
            while key in taken:
                tried[base] += 1
                key = base + letters(tried[base])
            taken.add(key)
            found[index] = reference.replace(id=key)
            diagnostics.append(note("key-made", reference=key, key=key))
        elif reference.id in seen:
            diagnostics.append(warning("key-twice", reference=reference.id, key=reference.id))
        seen.add(found[index].id)
    return tuple(found), diagnostics


def same(variable: str, one: Any, other: Any) -> bool:
    """Whether two values are one; names are, whichever part of *de Certeau* is the particle."""
    if one is None or variable not in _NAMES:
        return bool(one == other)
    return [_joined(name) for name in one] == [_joined(name) for name in other]


def _joined(name: Name) -> tuple[Any, ...]:
    flags = (name.comma_suffix, name.static_ordering, name.parse_names)
    family = join_particles(name.dropping_particle, name.non_dropping_particle, name.family)
    return (family, name.given, name.suffix, name.literal, *flags)

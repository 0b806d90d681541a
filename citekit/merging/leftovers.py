"""What belongs to the files and to no reference: comments, preambles, a .bib file's strings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from citekit.errors import Diagnostic, warning
from citekit.model import Library, Reference


def join(
    references: Sequence[Reference], libraries: Sequence[Library], sources: Sequence[str | None]
) -> tuple[Library, list[Diagnostic]]:
    """A library of *references* with the rest of *libraries*, whose names are *sources*.

    A comment or a preamble that several files have stands once; of two strings with one name the
    first is kept, and a warning says so.
    """
    comments: list[str] = []
    preamble: list[str] = []
    strings: dict[str, str] = {}
    told = []
    for library, source in zip(libraries, sources, strict=True):
        _add(comments, library.comments)
        _add(preamble, library.preamble)
        for name, value in library.strings.items():
            kept = strings.setdefault(name, value)
            if kept != value:
                place = {"source": source} if source else {}
                told.append(warning("merge-string", name=name, kept=kept, dropped=value, **place))
    whole = Library(
        references=tuple(references),
        comments=tuple(comments),
        strings=strings,
        preamble=tuple(preamble),
    )
    return whole, told


def _add(known: list[str], new: Iterable[str]) -> None:
    """Add what is not there as often."""
    extra = Counter(new) - Counter(known)
    for each in new:
        if extra[each] > 0:
            extra[each] -= 1
            known.append(each)

"""The same key, the same work or the same pages twice: found by hashing, never by pairs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import pairwise

from citekit.errors import Diagnostic, note, warning
from citekit.model import Pages, Reference
from citekit.text.characters import fold

_NOT_WORD = re.compile(r"[\W_]+")


def keys(references: Sequence[Reference]) -> Iterator[Diagnostic]:
    """One key for two references: a citation would mean either."""
    for group in _groups((reference.id, reference) for reference in references if reference.id):
        yield warning("duplicate-key", reference=group[0].id, count=len(group))


def works(references: Sequence[Reference]) -> Iterator[Diagnostic]:
    """Same title, year and first author, whatever the case, the accents and the marks."""
    for group in _groups((_work(one), one) for one in references if one.title):
        for twin in group[1:]:
            yield warning("duplicate-work", reference=twin.id, other=group[0].id)


def identifiers(references: Sequence[Reference]) -> Iterator[Diagnostic]:
    """One DOI on works with different titles; on equal ones the rule on works has spoken."""
    for group in _groups((one.doi.strip().lower(), one) for one in references if one.doi):
        for twin in group[1:]:
            if _work(twin) != _work(group[0]):
                yield warning(
                    "duplicate-doi", reference=twin.id, other=group[0].id, doi=twin.doi or ""
                )


def pages(references: Sequence[Reference]) -> Iterator[Diagnostic]:
    """In one issue, an article begins after the one before has ended (or on its last page)."""
    for issue in _groups((_issue(one), one) for one in references if one.container_title):
        spans = sorted(
            ((span, one.id) for one in issue if (span := _span(one))), key=lambda pair: pair[0]
        )
        for ((start, end), before), ((first, last), after) in pairwise(spans):
            if first < end and (start, end) != (first, last):
                yield note(
                    "pages-overlap",
                    reference=after,
                    pages=f"{first}-{last}",
                    other=before,
                    others=f"{start}-{end}",
                )


def _groups(pairs: Iterable[tuple[Hashable, Reference]]) -> Iterator[list[Reference]]:
    found: defaultdict[Hashable, list[Reference]] = defaultdict(list)
    for key, reference in pairs:
        found[key].append(reference)
    return (group for group in found.values() if len(group) > 1)


def _work(reference: Reference) -> tuple[str, ...]:
    first = (reference.author or reference.editor or (None,))[0]
    year = str(reference.issued.year) if reference.issued else ""
    if first is None:  # every issue has its unsigned editorial
        return (_bare(reference.title), *_issue(reference), reference.page or "")
    return (_bare(reference.title), year, _bare(first.literal or first.family))


def _issue(reference: Reference) -> tuple[str, ...]:
    return (
        _bare(reference.container_title),
        reference.volume or "",
        reference.issue or "",
        str(reference.issued.year) if reference.issued else "",
    )


def _bare(text: str | None) -> str:
    return _NOT_WORD.sub(" ", fold(text or "")).strip()


def _span(reference: Reference) -> tuple[int, int] | None:
    pair = Pages.parse(reference.page or "")
    if pair is None or pair.last is None:
        return None
    if not (pair.first.isdecimal() and pair.last.isdecimal()):
        return None
    first, last = int(pair.first), int(pair.last)
    return (first, last) if first <= last else None

"""A style by example: each reference as it cites it first, again, later, and lists it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

import msgspec

from citekit import files
from citekit.csl.cite import Citation, Cite
from citekit.csl.locales import Locale
from citekit.csl.processor import Processor
from citekit.csl.style import Style
from citekit.errors import Diagnostic
from citekit.model import Reference

PLACE = "12"
"""The page that the repeated citations point to."""

_WITHOUT_PAGES = frozenset(
    """broadcast collection dataset event graphic interview motion_picture performance periodical
    personal_communication post post-weblog software song speech webpage""".split()
)


class Example(NamedTuple):
    """One reference as a style prints it, in the output format asked for; empty for nothing.

    ``type`` is the locale's word for the type of work. ``first`` is the first citation, ``again``
    one that follows it at once, to a page where such works have pages, ``later`` one after those
    of other works; ``entry`` is the bibliography's.
    """

    reference: Reference
    type: str
    first: str
    again: str
    later: str
    entry: str


class Examples(msgspec.Struct, frozen=True, kw_only=True):
    """The examples of one style, in the order of the references; ``locale`` is their language."""

    style: Style
    locale: str
    examples: tuple[Example, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def shipped() -> Path:
    """The file of references that citekit's own styles are shown on: invented, of many types."""
    return files.data_folder("styles") / "examples.json"


def own_styles() -> tuple[str, ...]:
    """The names of the styles that this project wrote."""
    return tuple(sorted(path.stem for path in files.data_folder("styles").glob("*.csl")))


def examples(
    style: Style | str | Path,
    references: Iterable[Reference],
    *,
    locale: str | None = None,
    output: str = "html",
    typography: str = "auto",
) -> Examples:
    """*references* as *style* prints them, each cited three times and listed.

    First each reference is cited twice in a row, then all of them once more; a style for notes
    has each citation in a note of its own. Raises UsageError for an unknown style, locale, output
    or typography; StyleError for a style that cannot be used.
    """
    works = tuple(references)
    processor = Processor(style, works, locale, output, typography, tidy=True)
    texts = iter(processor.citations(_citations(works, processor.style.node.class_ == "note")))
    pairs = [(next(texts), next(texts)) for _ in works]
    entries: dict[str, str] = {}
    diagnostics = processor.diagnostics
    if processor.style.has_bibliography:
        listed = processor.bibliography()
        entries = dict(zip(listed.ids, listed.entries, strict=True))
        diagnostics = listed.diagnostics
    terms = Locale.of(processor.style.node, processor.locale)
    return Examples(
        style=processor.style,
        locale=processor.locale,
        examples=tuple(
            Example(
                reference=work,
                type=terms.term(work.type) or work.type,
                first=first,
                again=again,
                later=next(texts),
                entry=entries.get(work.id, ""),
            )
            for work, (first, again) in zip(works, pairs, strict=True)
        ),
        diagnostics=diagnostics,
    )


def _citations(works: tuple[Reference, ...], in_notes: bool) -> Iterator[Citation]:
    numbers = count(1)

    def citation(work: Reference, place: str | None) -> Citation:
        return Citation((Cite(work.id, locator=place),), note=next(numbers) if in_notes else None)

    for work in works:
        yield citation(work, None)
        yield citation(work, None if work.type in _WITHOUT_PAGES else PLACE)
    for work in works:
        yield citation(work, None)

"""The works of a document: which there are, their numbers, and what tells them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from citekit.csl.disambiguation import Disambiguation
from citekit.csl.rendering.date import normalized
from citekit.csl.sorting import Sorter
from citekit.csl.works import Work
from citekit.model import ATTRIBUTES, DATE_VARIABLES, Reference

if TYPE_CHECKING:
    from citekit.csl.rendering.renderer import Renderer

_DATES = tuple(ATTRIBUTES[variable] for variable in DATE_VARIABLES)


class Registry:
    """Knows the works by key; numbers and disambiguates those of the document.

    With *cited_only* the others are not in the document: they have no number and no entry, and do
    not take part in disambiguation. Of *duplicates*, works whose key another has, only the first is
    cited; all have their entry.
    """

    def __init__(
        self, renderer: Renderer, references: Iterable[Reference], *, cited_only: bool = False
    ) -> None:
        self._renderer = renderer
        self._cited_only = cited_only
        self.works: dict[str, Work] = {}
        self.duplicates: list[Work] = []
        for reference in references:
            readable = _readable(reference)
            work = Work(readable, renderer.shapes.key(readable))
            if self.works.setdefault(reference.id, work) is not work:
                self.duplicates.append(work)
        bibliography = renderer.style.bibliography
        self._has_sort = bibliography is not None and bool(bibliography.sort)
        self._by_bibliography = Sorter(renderer, bibliography) if bibliography else None
        self._cited: object = None
        self._order: list[Work] = []
        self._sorted: list[Work] | None = None
        self.clashes: list[list[Work]] = []

    def register(self, cited: Iterable[tuple[str, int | None]]) -> None:
        """Makes ready for a document that cites these keys, in this order, in these notes."""
        notes: dict[str, int | None] = {}
        for key, note in cited:
            if key in self.works:
                notes.setdefault(key, note)
        heeds_notes = self._renderer.shapes.prints_first_note
        keys, state = list(notes), notes if heeds_notes else list(notes)
        if state == self._cited:
            return
        again = self._cited is not None and not self._cited_only and not heeds_notes
        self._cited, self._sorted = state, None
        if heeds_notes:
            for key, work in self.works.items():
                work.first_note = str(notes.get(key) or "")
        if not self._cited_only:
            keys = list(dict.fromkeys([*keys, *self.works]))
        self._order = [self.works[key] for key in keys]
        if not self._cited_only:
            self._order += self.duplicates
        for number, work in enumerate(self._order, 1):
            work.number = number
        if not self._cited_only and self._has_sort:
            # Ties are as in the library: a letter does not depend on what is cited first.
            self._order = [*self.works.values(), *self.duplicates]
        if self._renderer.shapes.prints_number:
            for number, work in enumerate(self.sorted(), 1):
                work.number = number
        if not again or self._renderer.shapes.prints_number:
            self.clashes = Disambiguation(self._renderer, self._arranged).run(self._order)

    def sorted(self) -> list[Work]:
        """The works of the document in the order of the bibliography."""
        if self._sorted is None:
            self._sorted = self._arranged(self._order)
        return self._sorted

    def _arranged(self, works: Sequence[Work]) -> list[Work]:
        if self._by_bibliography is None:
            return list(works)
        return self._by_bibliography.sorted(works, _itself)


def _itself(work: Work) -> Work:
    return work


def _readable(reference: Reference) -> Reference:
    """*reference* with its raw dates and the variables in its note made variables."""
    if reference.note:
        from citekit.csl.note_fields import with_note_fields

        reference = with_note_fields(reference)
    changes = {
        attribute: normalized(date)
        for attribute in _DATES
        if (date := getattr(reference, attribute)) is not None and (date.raw or date.season)
    }
    return reference.replace(**changes) if changes else reference

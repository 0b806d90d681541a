"""The citations put into a manuscript of a word processor, whichever it is: one pass.

A format says how a paragraph is changed and what a field, a mark and a note are made of.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from citekit.csl.outputs.runs import Run
from citekit.manuscript.fields import (
    NOTE_MARK,
    OWN_ITEM,
    OWN_NAME,
    OWN_NAMES,
    TEXT_MARK,
    ZOTERO_ITEM,
    Place,
    encode,
    name_of,
)
from citekit.manuscript.spots import Reading, Spot
from citekit.manuscript.story import Composition, Filled, Marking

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PUNCTUATION = ",.;:!?"
_BLANKS = " \u00a0\u202f"
_OPENING = f"{_BLANKS}\t\n([«“‘\u2019'"


class _Change(msgspec.Struct, eq=False):
    """A spot, what it becomes, and its number in the story."""

    spot: Spot
    filled: Filled
    number: int


class Writing(ABC):
    """One pass over the spots, paragraph by paragraph, each from its end."""

    def __init__(self, reading: Reading, composition: Composition, marking: Marking) -> None:
        self.composition = composition
        self.marking = marking
        self._spots = reading.spots
        self._ends = {(id(spot.paragraph), spot.end) for spot in reading.spots}

    @abstractmethod
    def touch(self, spot: Spot) -> None:
        """Tells the package that the part with *spot* is going to be changed."""

    @abstractmethod
    def words(self, runs: Iterable[Run], spot: Spot | None) -> list[Any]:
        """*runs* in the look of the place at *spot*; without one, in that of a new note."""

    @abstractmethod
    def enclosed(self, code: str, shown: list[Any], spot: Spot | None) -> list[Any]:
        """*shown* as a stored citation with that *code*."""

    @abstractmethod
    def new_note(self, content: list[Any], spot: Spot) -> Any:
        """A new footnote; what stands in the text for it, in the look of the place at *spot*."""

    @abstractmethod
    def drop_note(self, mark: Element) -> None:
        """Takes away the note that *mark* calls."""

    def fill(self) -> None:
        """Puts every citation in its place."""
        pairs = zip(self._spots, self.composition.filled, strict=True)
        changes = [
            _Change(spot, filled, number)
            for number, (spot, filled) in enumerate(pairs)
            if filled is not None
        ]
        for _, group in groupby(changes, key=_paragraph):
            for change in sorted(group, key=_change_start, reverse=True):
                self.touch(change.spot)
                self._change(change)

    def session(self) -> str:
        """Eight characters for Zotero's preferences, the same for the same document."""
        return name_of(self.composition.style.name, len(self._spots))[:8]

    def _change(self, change: _Change) -> None:
        spot, filled = change.spot, change.filled
        if spot.note is not None and spot.inside is not None and filled.makes_note:
            inside = spot.inside
            self.touch(inside)
            inside.paragraph.replace(inside.start, inside.end, self._cite(change, inside))
            if spot.names is not None:
                names = self._names(change, spot.names)
                spot.paragraph.replace(spot.names.start, spot.names.end, names)
        elif spot.note is not None:
            self._from_note(change, spot.note)
        elif filled.makes_note:
            self._into_note(change)
        else:
            between = self.words([Run(" ")], spot) if self._touches(spot) else []
            made = self._with_names(change, spot)
            spot.paragraph.replace(spot.start, spot.end, [*between, *made])

    def _into_note(self, change: _Change) -> None:
        """The citation into a new footnote; its mark clings to the word, or to the punctuation."""
        spot, paragraph = change.spot, change.spot.paragraph
        names = self._names(change, spot)
        start, end = spot.start, spot.end
        while not names and start and paragraph.text[start - 1] in _BLANKS:
            start -= 1
        after = end
        if self.composition.after_punctuation:
            while paragraph.text[after : after + 1] in tuple(_PUNCTUATION):
                after += 1
        place = Place(" " if names else paragraph.text[start : spot.start], after - end)
        mark = self.new_note(self._cite(change, None, place=place), spot)
        if after > end:
            paragraph.insert(after, [mark])
            paragraph.replace(start, end, names)
        else:
            paragraph.replace(start, end, [*names, mark])

    def _from_note(self, change: _Change, mark: Element) -> None:
        """The citation out of the note that was made for it, into the sentence."""
        spot, paragraph = change.spot, change.spot.paragraph
        self.drop_note(mark)
        if spot.names is not None:
            spot.paragraph.replace(spot.start, spot.end, [])
            names = spot.names
            paragraph.replace(names.start, names.end, self._with_names(change, names))
            return
        place = spot.place
        before = spot.start
        over = len(paragraph.text) if place is None else place.over
        while before and over and paragraph.text[before - 1] in _PUNCTUATION:
            before -= 1
            over -= 1
        if place is not None:
            gap = place.gap
        else:
            gap = " " if before and paragraph.text[before - 1] not in _OPENING else ""
        made = [*(self.words([Run(gap)], spot) if gap else ()), *self._cite(change, spot)]
        if 0 < before < spot.start:
            stops = replace(spot, start=before)
            made += self.words([Run(paragraph.text[before : spot.start])], stops)
        else:
            before = spot.start
        paragraph.replace(before, spot.end, made)

    def _names(self, change: _Change, spot: Spot) -> list[Any]:
        """The names in the sentence, which the next run finds."""
        names = self.words(change.filled.names or (), spot)
        if names and self.marking == "marked":
            return self.enclosed(f"{OWN_NAMES} {change.number}", names, spot)
        return names

    def _with_names(self, change: _Change, spot: Spot) -> list[Any]:
        """The citation, and before it the names in the sentence."""
        names = self.words(change.filled.names or (), spot)
        if names:
            names += self.words([Run(" ")], spot)
        if self.marking == "marked":
            return self._cite(change, spot, names)
        return [*names, *self._cite(change, spot)]  # Zotero would put its citation for both

    def _touches(self, spot: Spot) -> bool:
        """Whether another stored citation ends here: Zotero would make one of the two."""
        return self.marking != "flat" and (id(spot.paragraph), spot.start) in self._ends

    def _cite(
        self,
        change: _Change,
        spot: Spot | None,
        names: list[Any] | None = None,
        place: Place | None = None,
    ) -> list[Any]:
        """The citation with its code, or as mere text; *names* stand before it, in the same field.

        *place* is where it stood before a note was made for it.
        """
        filled = change.filled
        shown = [*(names or ()), *self.words(filled.cite or [Run("\u00a0")], spot)]
        if self.marking == "flat":
            return shown
        name = OWN_NAME + name_of(change.number, filled.citation.cites)
        code = encode(filled.citation, self.composition.references, number=filled.number, name=name)
        if self.marking == "live":
            head = ZOTERO_ITEM
        else:
            place = place or change.spot.place
            words = [
                OWN_ITEM,
                NOTE_MARK if filled.makes_note else "",
                place.spelled() if filled.makes_note and place is not None else "",
                TEXT_MARK if filled.is_textual else "",
            ]
            head = " ".join(filter(None, words))
        return self.enclosed(f"{head} {code}", shown, spot)


def _paragraph(change: _Change) -> int:
    return id(change.spot.paragraph)


def _change_start(change: _Change) -> int:
    return change.spot.start

"""The citations put into a manuscript of a word processor, whichever it is: one pass.

A format says how a paragraph is changed and what a field, a mark and a note are made of.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec

from citekit.csl.outputs.runs import Run
from citekit.manuscript.fields import NOTE_MARK, OWN_ITEM, OWN_NAME, ZOTERO_ITEM, encode, name_of
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
    def new_note(self, content: list[Any]) -> Any:
        """A new footnote; what stands in the text for it."""

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
        elif spot.note is not None:
            self._from_note(change, spot.note)
        elif filled.makes_note:
            self._into_note(change)
        else:
            names = self.words(filled.names or (), spot)
            gap = names or self._touches(spot)
            between = self.words([Run(" ")], spot) if gap else []
            cite = self._cite(change, spot)
            spot.paragraph.replace(spot.start, spot.end, [*names, *between, *cite])

    def _into_note(self, change: _Change) -> None:
        """The citation into a new footnote; its mark clings to the word, or to the punctuation."""
        spot, paragraph = change.spot, change.spot.paragraph
        names = self.words(change.filled.names or (), spot)
        mark = self.new_note(self._cite(change, None))
        start, end = spot.start, spot.end
        while not names and start and paragraph.text[start - 1] in _BLANKS:
            start -= 1
        after = end
        if self.composition.after_punctuation:
            while paragraph.text[after : after + 1] in tuple(_PUNCTUATION):
                after += 1
        if after > end:
            paragraph.insert(after, [mark])
            paragraph.replace(start, end, names)
        else:
            paragraph.replace(start, end, [*names, mark])

    def _from_note(self, change: _Change, mark: Element) -> None:
        """The citation out of the note that was made for it, into the sentence."""
        spot, paragraph = change.spot, change.spot.paragraph
        self.drop_note(mark)
        before = spot.start
        while before and paragraph.text[before - 1] in _PUNCTUATION:
            before -= 1
        place = Spot(spot.cluster, paragraph, max(before - 1, 0), spot.end) if before else None
        made = self._cite(change, place)
        if before and paragraph.text[before - 1] not in _OPENING:
            made = [*self.words([Run(" ")], place), *made]
        if 0 < before < spot.start:
            paragraph.replace(spot.start, spot.end, [])
            paragraph.insert(before, made)
        else:
            paragraph.replace(spot.start, spot.end, made)

    def _touches(self, spot: Spot) -> bool:
        """Whether another stored citation ends here: Zotero would make one of the two."""
        return self.marking != "flat" and (id(spot.paragraph), spot.start) in self._ends

    def _cite(self, change: _Change, spot: Spot | None) -> list[Any]:
        """The citation with its code, or as mere text."""
        filled = change.filled
        shown = self.words(filled.cite or [Run("\u00a0")], spot)
        if self.marking == "flat":
            return shown
        name = OWN_NAME + name_of(change.number, filled.citation.cites)
        code = encode(filled.citation, self.composition.references, number=filled.number, name=name)
        if self.marking == "live":
            head = ZOTERO_ITEM
        else:
            head = f"{OWN_ITEM} {NOTE_MARK}" if filled.makes_note else OWN_ITEM
        return self.enclosed(f"{head} {code}", shown, spot)


def _paragraph(change: _Change) -> int:
    return id(change.spot.paragraph)


def _change_start(change: _Change) -> int:
    return change.spot.start

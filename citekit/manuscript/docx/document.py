"""A DOCX manuscript: its citations put where they were typed, the bibliography where it belongs."""

from __future__ import annotations

from copy import deepcopy
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from citekit.errors import Diagnostic
from citekit.manuscript import preferences
from citekit.manuscript.docx import listing, properties
from citekit.manuscript.docx.reading import Reading, Spot, text_of
from citekit.manuscript.docx.runs import field_runs, text_run, text_runs
from citekit.manuscript.fields import (
    NOTE_MARK,
    OWN_ITEM,
    OWN_NAME,
    ZOTERO_ITEM,
    encode,
    name_of,
)
from citekit.manuscript.story import Composition, Filled, Marking, Settings, Story
from citekit.model import Reference

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PUNCTUATION = ",.;:!?"
_OPENING = " \u00a0\u202f\t\n([«“‘\u2019'"


class DocxDocument:
    """A manuscript of Word; see :class:`citekit.manuscript.story.Document`."""

    output = "runs"

    def __init__(self, data: bytes, *, restyle: bool) -> None:
        self._data = data
        self._restyle = restyle
        reading = self._reading = Reading(data, restyle=restyle)
        self.story: Story = reading.story
        self.settings: Settings = reading.settings
        self.references: tuple[Reference, ...] = reading.harvest.references
        self.diagnostics: tuple[Diagnostic, ...] = tuple(reading.diagnostics)

    def write(self, composition: Composition, marking: Marking) -> bytes:
        """The DOCX file with *composition* in it.

        ``marked`` citations are fields of citekit's own, ``live`` ones Zotero's, with its
        preferences; ``flat`` ones are text. All other parts, and all else in the parts that change,
        stay as they were.
        """
        reading = self._reading or Reading(self._data, restyle=self._restyle)
        self._reading = None  # type: ignore[assignment]
        _Writing(reading, composition, marking).run()
        return reading.package.save()


class _Change(msgspec.Struct, eq=False):
    """A spot, what it becomes, and its number in the story."""

    spot: Spot
    filled: Filled
    number: int


class _Writing:
    """One pass over the spots, paragraph by paragraph, each from its end."""

    def __init__(self, reading: Reading, composition: Composition, marking: Marking) -> None:
        self._reading = reading
        self._composition = composition
        self._marking = marking
        self._ends = {(id(spot.paragraph), spot.end) for spot in reading.spots}

    def run(self) -> None:
        pairs = zip(self._reading.spots, self._composition.filled, strict=True)
        changes = [
            _Change(spot, filled, number)
            for number, (spot, filled) in enumerate(pairs)
            if filled is not None
        ]
        for _, group in groupby(changes, key=_paragraph):
            for change in _backwards(list(group)):
                self._change(change)
        self._reading.notes.arrange()
        has_list = listing.put(self._reading, self._composition, self._marking)
        self._update_copies()
        if self._marking == "live":
            self._set_preferences(has_list)

    def _change(self, change: _Change) -> None:
        spot, filled = change.spot, change.filled
        self._reading.package.change(spot.part)
        look = deepcopy(self._look(spot))
        if spot.mark is not None and spot.inside is not None and filled.makes_note:
            inside = spot.inside
            self._reading.package.change(inside.part)
            inside.paragraph.replace(inside.start, inside.end, self._cite(change, look))
        elif spot.mark is not None:
            self._from_note(change, spot.mark)
        elif filled.makes_note:
            self._into_note(change, look)
        else:
            names = self._names(change, look)
            between = [text_run(" ", look)] if names else self._gap(spot, look)
            cite = self._cite(change, look)
            spot.paragraph.replace(spot.start, spot.end, [*names, *between, *cite])

    def _into_note(self, change: _Change, look: Element | None) -> None:
        """The citation into a new footnote; its mark clings to the word, or to the punctuation."""
        spot, paragraph = change.spot, change.spot.paragraph
        names = self._names(change, look)
        mark = self._reading.notes.make(self._cite(change, None))
        start, end = spot.start, spot.end
        while not names and start and paragraph.text[start - 1] in " \u00a0\u202f":
            if not paragraph.piece_at(start - 1).is_text:
                break
            start -= 1
        after = end
        if self._composition.after_punctuation:
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
        self._reading.notes.remove(mark)
        before = spot.start
        while before and paragraph.text[before - 1] in _PUNCTUATION:
            before -= 1
        look = deepcopy(paragraph.look_at(before - 1)) if before else None
        made = self._cite(change, look)
        if before and paragraph.text[before - 1] not in _OPENING:
            made.insert(0, text_run(" ", look))
        if 0 < before < spot.start:
            paragraph.replace(spot.start, spot.end, [])
            paragraph.insert(before, made)
        else:
            paragraph.replace(spot.start, spot.end, made)

    def _names(self, change: _Change, look: Element | None) -> list[Element]:
        return text_runs(change.filled.names, look) if change.filled.names else []

    def _gap(self, spot: Spot, look: Element | None) -> list[Element]:
        """A space where two fields would touch: Zotero makes one of them."""
        if not spot.start or self._marking == "flat":
            return []
        before = spot.paragraph.piece_at(spot.start - 1)
        touches = before.field is not None or (id(spot.paragraph), spot.start) in self._ends
        return [text_run(" ", look)] if touches else []

    def _look(self, spot: Spot) -> Element | None:
        where = spot.inside or spot
        return where.paragraph.look_at(where.start)

    def _cite(self, change: _Change, look: Element | None) -> list[Element]:
        """The citation as a field, or as text."""
        filled = change.filled
        shown = text_runs(filled.cite, look) or [text_run("\u00a0", look)]
        if self._marking == "flat":
            return shown
        name = OWN_NAME + name_of(change.number, filled.citation.cites)
        code = encode(
            filled.citation, self._composition.references, number=filled.number, name=name
        )
        if self._marking == "live":
            head = ZOTERO_ITEM
        else:
            head = f"{OWN_ITEM} {NOTE_MARK}" if filled.makes_note else OWN_ITEM
        capitals = self._reading.styles.has_capitals(change.spot.paragraph.element)
        return field_runs(f" ADDIN {head} {code} ", shown, look, uncapitalise=capitals)

    def _update_copies(self) -> None:
        """What a text box shows old readers is what it shows new ones."""
        for shown, old in self._reading.copies:
            if text_of(shown) != text_of(old):
                for each in list(old):
                    old.remove(each)
                for each in shown:
                    old.append(deepcopy(each))

    def _set_preferences(self, has_list: bool) -> None:
        composition = self._composition
        text = preferences.written(
            composition.style,
            composition.locale,
            session=name_of(composition.style.name, len(self._reading.spots))[:8],
            field_type="Field",
            has_bibliography=has_list,
        )
        properties.write(self._reading.package, preferences.pieces(text), preferences.PROPERTY)


def _paragraph(change: _Change) -> int:
    return id(change.spot.paragraph)


def _backwards(changes: list[_Change]) -> list[_Change]:
    return sorted(changes, key=lambda change: change.spot.start, reverse=True)

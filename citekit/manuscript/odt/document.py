"""An ODT manuscript: its citations put where they were typed, the bibliography where it belongs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from citekit.errors import Diagnostic
from citekit.manuscript import preferences
from citekit.manuscript.fields import (
    NOTE_MARK,
    OWN_ITEM,
    OWN_NAME,
    ZOTERO_ITEM,
    encode,
    name_of,
)
from citekit.manuscript.odt import listing, properties
from citekit.manuscript.odt.looks import printable
from citekit.manuscript.odt.names import NAMESPACES, q
from citekit.manuscript.odt.package import CONTENT
from citekit.manuscript.odt.paragraphs import NOTE
from citekit.manuscript.odt.reading import Reading, Spot
from citekit.manuscript.story import Composition, Filled, Marking, Settings, Story
from citekit.model import Reference

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    Items = list[str | Element]

_PUNCTUATION = ",.;:!?"
_BLANKS = " \u00a0\u202f"
_OPENING = " \u00a0\u202f\t\n([«“‘\u2019'"
_MAP = {"text": NAMESPACES["text"]}


class OdtDocument:
    """A manuscript of LibreOffice; see :class:`citekit.manuscript.story.Document`."""

    output = "runs"

    def __init__(self, data: bytes, *, restyle: bool) -> None:
        self._data = data
        self._restyle = restyle
        reading = Reading(data, restyle=restyle)
        self._reading: Reading | None = reading
        self.story: Story = reading.story
        self.settings: Settings = reading.settings
        self.references: tuple[Reference, ...] = reading.harvest.references
        self.diagnostics: tuple[Diagnostic, ...] = tuple(reading.diagnostics)

    def write(self, composition: Composition, marking: Marking) -> bytes:
        """The ODT file with *composition* in it.

        ``marked`` citations are reference marks of citekit's own, ``live`` ones Zotero's, with its
        preferences; ``flat`` ones are text. All other parts stay as they were.
        """
        reading = self._reading or Reading(self._data, restyle=self._restyle)
        self._reading = None
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
        self._notes_change = False

    def run(self) -> None:
        reading = self._reading
        pairs = zip(reading.spots, self._composition.filled, strict=True)
        changes = [
            _Change(spot, filled, number)
            for number, (spot, filled) in enumerate(pairs)
            if filled is not None
        ]
        if changes:
            reading.package.change(CONTENT)
        for _, group in groupby(changes, key=_paragraph):
            for change in sorted(group, key=_start, reverse=True):
                self._change(change)
        if self._notes_change:
            self._number_notes()
        has_list = listing.put(reading, self._composition, self._marking)
        if self._marking == "live":
            self._set_preferences(has_list)

    def _change(self, change: _Change) -> None:
        spot, filled = change.spot, change.filled
        if spot.note is not None and spot.inside is not None and filled.makes_note:
            inside = spot.inside
            inside.paragraph.replace(inside.start, inside.end, self._cite(change))
        elif spot.note is not None:
            self._from_note(change)
        elif filled.makes_note:
            self._into_note(change)
        else:
            names = self._names(change)
            between: Items = [" "] if names else self._gap(spot)
            spot.paragraph.replace(spot.start, spot.end, [*names, *between, *self._cite(change)])

    def _into_note(self, change: _Change) -> None:
        """The citation into a new footnote, which clings to the word, or to the punctuation."""
        spot, paragraph = change.spot, change.spot.paragraph
        self._notes_change = True
        names = self._names(change)
        note = self._note(self._cite(change))
        start, end = spot.start, spot.end
        while not names and start and paragraph.text[start - 1] in _BLANKS:
            start -= 1
        after = end
        if self._composition.after_punctuation:
            while paragraph.text[after : after + 1] in tuple(_PUNCTUATION):
                after += 1
        if after > end:
            paragraph.insert(after, [note])
            paragraph.replace(start, end, names)
        else:
            paragraph.replace(start, end, [*names, note])

    def _from_note(self, change: _Change) -> None:
        """The citation out of the note that was made for it, into the sentence."""
        spot, paragraph = change.spot, change.spot.paragraph
        self._notes_change = True
        before = spot.start
        while before and paragraph.text[before - 1] in _PUNCTUATION:
            before -= 1
        made = self._cite(change)
        if before and paragraph.text[before - 1] not in _OPENING:
            made.insert(0, " ")
        if 0 < before < spot.start:
            paragraph.replace(spot.start, spot.end, [])
            paragraph.insert(before, made)
        else:
            paragraph.replace(spot.start, spot.end, made)

    def _names(self, change: _Change) -> Items:
        return self._reading.looks.spans(change.filled.names or ())

    def _gap(self, spot: Spot) -> Items:
        """A space where two marks would touch."""
        touches = (id(spot.paragraph), spot.start) in self._ends and self._marking != "flat"
        return [" "] if touches else []

    def _cite(self, change: _Change) -> Items:
        """The citation between reference marks, or as text."""
        from lxml import etree

        filled = change.filled
        shown: Items = self._reading.looks.spans(filled.cite) or ["\u00a0"]
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
        mark = f"{head} {printable(code)} RND{name_of(change.number, code)[:10]}"
        ends = [
            etree.Element(q(tag), {q("text:name"): mark}, nsmap=_MAP)
            for tag in ("text:reference-mark-start", "text:reference-mark-end")
        ]
        return [ends[0], *shown, ends[1]]

    @staticmethod
    def _note(content: Items) -> Element:
        """A footnote that holds *content*; its number and id are set when all are there."""
        from lxml import etree

        note = etree.Element(NOTE, {q("text:note-class"): "footnote"}, nsmap=_MAP)
        etree.SubElement(note, q("text:note-citation"))
        body = etree.SubElement(note, q("text:note-body"))
        paragraph = etree.SubElement(body, q("text:p"), {q("text:style-name"): "Footnote"})
        last: Element | None = None
        for each in content:
            if not isinstance(each, str):
                paragraph.append(each)
                last = each
            elif last is None:
                paragraph.text = (paragraph.text or "") + each
            else:
                last.tail = (last.tail or "") + each
        return note

    def _number_notes(self) -> None:
        """Numbers the footnotes, but for those with a label of their own; new ones get an id."""
        taken = {str(note.get(q("text:id"))) for note in self._reading.body.iter(NOTE)}
        number = made = 0
        for note in self._reading.body.iter(NOTE):
            citation = note.find(q("text:note-citation"))
            if note.get(q("text:note-class")) != "footnote" or citation is None:
                continue
            if citation.get(q("text:label")) is None:
                number += 1
                citation.text = str(number)
            if note.get(q("text:id")) is None:
                made += 1
                while f"ftncite{made}" in taken:
                    made += 1
                note.set(q("text:id"), f"ftncite{made}")

    def _set_preferences(self, has_list: bool) -> None:
        composition = self._composition
        text = preferences.written(
            composition.style,
            composition.locale,
            session=name_of(composition.style.name, len(self._reading.spots))[:8],
            field_type="ReferenceMark",
            has_bibliography=has_list,
        )
        properties.write(self._reading.package, preferences.pieces(text), preferences.PROPERTY)


def _paragraph(change: _Change) -> int:
    return id(change.spot.paragraph)


def _start(change: _Change) -> int:
    return change.spot.start

"""An ODT manuscript: its citations put where they were typed, the bibliography where it belongs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from citekit.csl.outputs.runs import Run
from citekit.errors import Diagnostic
from citekit.manuscript import filling, preferences
from citekit.manuscript.fields import name_of
from citekit.manuscript.odt import listing, properties
from citekit.manuscript.odt.looks import printable
from citekit.manuscript.odt.names import NAMESPACES, q
from citekit.manuscript.odt.package import CONTENT
from citekit.manuscript.odt.paragraphs import NOTE, fill
from citekit.manuscript.odt.reading import Reading
from citekit.manuscript.spots import Spot
from citekit.manuscript.story import Composition, Marking, Settings, Story
from citekit.model import Reference

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    Items = list[str | Element]

NAMES = {"text": NAMESPACES["text"]}


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


class _Writing(filling.Writing):
    """What is LibreOffice's own of filling a manuscript."""

    def __init__(self, reading: Reading, composition: Composition, marking: Marking) -> None:
        super().__init__(reading, composition, marking)
        self._reading = reading
        self._notes_change = False

    def run(self) -> None:
        self.fill()
        if self._notes_change:
            self._number_notes()
        has_list = listing.put(self._reading, self.composition, self.marking)
        if self.marking == "live":
            text = preferences.written(
                self.composition.style,
                self.composition.locale,
                session=self.session(),
                field_type="ReferenceMark",
                has_bibliography=has_list,
            )
            pieces = preferences.pieces(text)
            properties.write(self._reading.package, pieces, preferences.PROPERTY)
        elif self._reading.leaves_zotero:
            properties.write(self._reading.package, {}, preferences.PROPERTY)

    def touch(self, spot: Spot) -> None:
        self._reading.package.change(CONTENT)

    def words(self, runs: Iterable[Run], spot: Spot | None) -> Items:
        return self._reading.looks.spans(runs)

    def enclosed(self, code: str, shown: Items, spot: Spot | None) -> Items:
        from lxml import etree

        name = f"{printable(code)} RND{name_of(code)[:10]}"
        ends = [
            etree.Element(q(tag), {q("text:name"): name}, nsmap=NAMES)
            for tag in ("text:reference-mark-start", "text:reference-mark-end")
        ]
        return [ends[0], *shown, ends[1]]

    def new_note(self, content: Items, spot: Spot) -> Element:
        """A footnote; its number and id are set when all are there."""
        from lxml import etree

        self._notes_change = True
        note = etree.Element(NOTE, {q("text:note-class"): "footnote"}, nsmap=NAMES)
        etree.SubElement(note, q("text:note-citation"))
        body = etree.SubElement(note, q("text:note-body"))
        fill(etree.SubElement(body, q("text:p"), {q("text:style-name"): "Footnote"}), content)
        return note

    def drop_note(self, mark: Element) -> None:
        """Nothing to do: the note is its mark."""
        self._notes_change = True

    def _number_notes(self) -> None:
        """Numbers the footnotes, but for those with a label of their own; new ones get an id."""
        notes = list(self._reading.root.iter(NOTE))
        taken = {str(note.get(q("text:id"))) for note in notes}
        number = made = 0
        for note in notes:
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

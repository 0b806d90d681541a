"""A DOCX manuscript: its citations put where they were typed, the bibliography where it belongs."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import TYPE_CHECKING

from citekit.csl.outputs.runs import Run
from citekit.errors import Diagnostic
from citekit.manuscript import filling, preferences
from citekit.manuscript.docx import listing, properties
from citekit.manuscript.docx.names import w
from citekit.manuscript.docx.reading import Reading, text_of
from citekit.manuscript.docx.runs import field_runs, text_runs
from citekit.manuscript.spots import Spot
from citekit.manuscript.story import Composition, Marking, Settings, Story
from citekit.model import Reference

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class DocxDocument:
    """A manuscript of Word; see :class:`citekit.manuscript.story.Document`."""

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
        """The DOCX file with *composition* in it.

        ``marked`` citations are fields of citekit's own, ``live`` ones Zotero's, with its
        preferences; ``flat`` ones are text. All other parts, and all else in the parts that change,
        stay as they were.
        """
        reading = self._reading or Reading(self._data, restyle=self._restyle)
        self._reading = None
        _Writing(reading, composition, marking).run()
        return reading.package.save()


class _Writing(filling.Writing):
    """What is Word's own of filling a manuscript."""

    def __init__(self, reading: Reading, composition: Composition, marking: Marking) -> None:
        super().__init__(reading, composition, marking)
        self._reading = reading

    def run(self) -> None:
        self.fill()
        self._reading.notes.arrange()
        has_list = listing.put(self._reading, self.composition, self.marking)
        self._update_copies()
        if self.marking == "live":
            text = preferences.written(
                self.composition.style,
                self.composition.locale,
                session=self.session(),
                field_type="Field",
                has_bibliography=has_list,
            )
            pieces = preferences.pieces(text)
            properties.write(self._reading.package, pieces, preferences.PROPERTY)
        elif self._reading.leaves_zotero:
            properties.write(self._reading.package, {}, preferences.PROPERTY)

    def touch(self, spot: Spot) -> None:
        self._reading.package.change(spot.paragraph.part)

    def words(self, runs: Iterable[Run], spot: Spot | None) -> list[Element]:
        return text_runs(runs, _look(spot))

    def enclosed(self, code: str, shown: list[Element], spot: Spot | None) -> list[Element]:
        capitals = spot is not None and self._reading.styles.has_capitals(spot.paragraph.element)
        return field_runs(f" ADDIN {code} ", shown, _look(spot), uncapitalise=capitals)

    def new_note(self, content: list[Element], spot: Spot) -> Element:
        mark = self._reading.notes.make(content)
        look = _look(spot)
        if look is not None:
            style = mark[0][0]
            mark.replace(mark[0], look)
            look.insert(0, style)
        return mark

    def drop_note(self, mark: Element) -> None:
        self._reading.notes.remove(mark)

    def _update_copies(self) -> None:
        """What a text box shows old readers is what it shows new ones."""
        for shown, old in self._reading.copies:
            if text_of(shown) != text_of(old):
                for each in list(old):
                    old.remove(each)
                for each in shown:
                    old.append(deepcopy(each))


def _look(spot: Spot | None) -> Element | None:
    """The run properties of the place at *spot*, without what is a note's mark's own."""
    if spot is None:
        return None
    look: Element | None = deepcopy(spot.paragraph.look_at(spot.start))
    if look is not None and spot.note is not None:
        for name in ("rStyle", "vertAlign", "position"):
            for each in look.findall(w(name)):
                look.remove(each)
    return look

"""What a DOCX manuscript cites: what was typed, what was made a field, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from citekit.errors import InputError
from citekit.manuscript import preferences, spots
from citekit.manuscript.docx import properties
from citekit.manuscript.docx.field_scan import Field, bookmarks, fields, split_runs
from citekit.manuscript.docx.foreign import Foreign
from citekit.manuscript.docx.names import MC, STRICT, w
from citekit.manuscript.docx.notes import KINDS, Notes
from citekit.manuscript.docx.package import Package
from citekit.manuscript.docx.paragraphs import Paragraph
from citekit.manuscript.docx.styles import Styles
from citekit.manuscript.fields import code_of
from citekit.manuscript.spots import NOTHING, Spot
from citekit.manuscript.story import Cluster

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_P = w("p")
_SKIPPED = {w("del"), w("moveFrom"), f"{{{MC}}}Fallback"}


class Reading(spots.Reading):
    """A DOCX file taken apart; ``copies`` are text boxes as new and old readers show them."""

    def __init__(self, data: bytes, *, restyle: bool) -> None:
        self.package = Package(data)
        values = properties.read(self.package)
        super().__init__(values, restyle=restyle)
        self.styles = Styles(self.package)
        self.notes = Notes(self.package, self.styles)
        self.copies: list[tuple[Element, Element]] = []
        self._foreign = Foreign(self.package, self.harvest)
        self._field_of: dict[Element, Field] = {}
        codes = preferences.bookmark_codes(values)
        for part in (self.package.main, *self.notes.parts.values()):
            root = self.package.tree(part)
            if isinstance(root.tag, str) and root.tag.startswith(f"{{{STRICT}}}"):
                raise InputError("manuscript-strict")
            split_runs(root)
            for field in [*fields(root), *bookmarks(root, codes)]:
                self._field_of |= dict.fromkeys(field.elements, field)
            self.copies += _copies(root)
        self.read()

    def body(self) -> Iterator[Paragraph]:
        """The paragraphs of the main part, those in tables and text boxes among them."""
        return self._paragraphs(self.package.tree(self.package.main), self.package.main)

    def is_footnote(self, mark: Element) -> bool:
        """Whether the note is of the part of footnotes."""
        return KINDS[mark.tag] == "footnotes"

    def inside(self, mark: Element) -> list[Paragraph]:
        """The paragraphs of a footnote or an endnote."""
        content = self.notes.of(mark)
        if content is None:
            return []
        return list(self._paragraphs(content, self.notes.parts[KINDS[mark.tag]]))

    def found(self, paragraph: Paragraph, place: dict[str, str]) -> tuple[list[Spot], str]:
        """The marks of notes and the fields of a paragraph."""
        spots = []
        for piece in paragraph.pieces:
            if piece.element.tag in KINDS:
                spots.append(Spot(NOTHING, paragraph, piece.start, piece.end, piece.element))
            elif piece.field is not None:
                cluster = self._cluster(piece.field, place)
                if cluster is not None:
                    spots.append(Spot(cluster, paragraph, piece.start, piece.end))
        return spots, paragraph.text

    def code_at(self, spot: Spot) -> str:
        """The code of the field at *spot*."""
        field = spot.paragraph.piece_at(spot.start).field
        return field.code if field is not None else ""

    def is_code(self, paragraph: Paragraph, position: int) -> bool:
        """Whether the paragraph, or the run at *position*, is in a style of code."""
        run = paragraph.piece_at(position).element.getparent()
        return self.styles.is_code(paragraph.element) or (
            run is not None and self.styles.is_code(run)
        )

    def _cluster(self, field: Field, place: dict[str, str]) -> Cluster | None:
        """The citation of a *field*; None for another field, or one that is to be left."""
        code = code_of(field.code)
        if (code is not None and code.is_list) or self._foreign.is_list(field):
            self.keep_list(field, field.code)
            return None
        is_foreign = code is None and self._foreign.is_citation(field)
        if code is None and not is_foreign:
            return None
        foreign = self._foreign.citation(field) if is_foreign and self.restyle else None
        text = "".join(text_of(each) for each in field.elements)
        return self.stored(field.code, text, place, foreign=foreign or is_foreign)

    def _paragraphs(self, root: Element, part: str) -> Iterator[Paragraph]:
        stack = [iter(root)]
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
                continue
            if element.tag == _P:
                yield Paragraph(element, self._field_of, part)
            if element.tag not in _SKIPPED and len(element):
                stack.append(iter(element))


def _copies(root: Element) -> Iterator[tuple[Element, Element]]:
    """The text boxes that show old readers the same as new ones."""
    for box in root.iter(f"{{{MC}}}AlternateContent"):
        shown, old = (
            next(side.iter(w("txbxContent")), None) if side is not None else None
            for side in (box.find(f"{{{MC}}}Choice"), box.find(f"{{{MC}}}Fallback"))
        )
        if shown is not None and old is not None and text_of(shown) == text_of(old):
            yield shown, old


def text_of(element: Element) -> str:
    """The text that is shown in *element*."""
    return "".join(each.text or "" for each in element.iter(w("t")))

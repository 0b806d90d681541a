"""What an ODT manuscript cites: what was typed, what was marked, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from citekit.manuscript import spots
from citekit.manuscript.fields import code_of
from citekit.manuscript.odt import foreign, properties
from citekit.manuscript.odt.looks import Looks
from citekit.manuscript.odt.names import q
from citekit.manuscript.odt.package import Package
from citekit.manuscript.odt.paragraphs import (
    MARK_END,
    MARK_START,
    NOTE,
    OWN_MARK,
    Paragraph,
    shown,
)
from citekit.manuscript.spots import NOTHING, OBJECT, Spot

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PARAGRAPHS = (q("text:p"), q("text:h"))
_SECTION, _NAME = q("text:section"), q("text:name")
_SKIPPED = {q("text:tracked-changes"), q("office:annotation"), NOTE}


class Reading(spots.Reading):
    """An ODT file taken apart."""

    def __init__(self, data: bytes, *, restyle: bool) -> None:
        self.package = Package(data)
        super().__init__(properties.read(self.package), restyle=restyle)
        self.root = self.package.body
        self.looks = Looks(self.package)
        self.read()

    def body(self) -> Iterator[Paragraph]:
        """The paragraphs and headings of the text, those in tables and frames among them."""
        return self._paragraphs(self.root)

    def is_footnote(self, mark: Element) -> bool:
        """Whether the class of the note is ``footnote``."""
        return mark.get(q("text:note-class")) != "endnote"

    def inside(self, mark: Element) -> list[Paragraph]:
        """The paragraphs of a footnote or an endnote."""
        content = mark.find(q("text:note-body"))
        return [] if content is None else list(self._paragraphs(content))

    def found(self, paragraph: Paragraph, place: dict[str, str]) -> tuple[list[Spot], str]:
        """The notes and the marks of a paragraph; its text with nothing to read inside marks."""
        spots = [
            Spot(NOTHING, paragraph, piece.start, piece.end, piece.element)
            for piece in paragraph.objects(NOTE)
        ]
        text = paragraph.text
        ends = {str(piece.element.get(_NAME)): piece.end for piece in paragraph.objects(MARK_END)}
        for piece in paragraph.objects(MARK_START):
            name = str(piece.element.get(_NAME))
            end = ends.get(name, 0)
            is_foreign = foreign.is_citation(name)
            if end <= piece.start or not (is_foreign or code_of(name)):
                continue
            citation = foreign.citation(name, self.harvest) if is_foreign and self.restyle else None
            inside = text[piece.end : end - 1].replace(OBJECT, "")
            cluster = self.stored(name, inside, place, foreign=citation or is_foreign)
            if cluster is not None:
                spots.append(Spot(cluster, paragraph, piece.start, end))
            text = text[: piece.start] + OBJECT * (end - piece.start) + text[end:]
        for piece in paragraph.objects(OWN_MARK):
            entry = foreign.entry(piece.element, self.harvest) if self.restyle else None
            cluster = self.stored("", shown(piece.element), place, foreign=entry or True)
            if cluster is not None:
                spots.append(Spot(cluster, paragraph, piece.start, piece.end))
        return spots, text

    def code_at(self, spot: Spot) -> str:
        """The name of the mark at *spot*."""
        element = spot.paragraph.piece_at(spot.start).element
        return str(element.get(_NAME, "")) if element.tag == MARK_START else ""

    def is_code(self, paragraph: Paragraph, position: int) -> bool:
        """Whether the paragraph, or a span around *position*, is in a style of code."""
        piece = paragraph.piece_at(position)
        element = piece.element if piece.kind == "text" else piece.element.getparent()
        while element is not None:
            if self.looks.is_code(element):
                return True
            if element is paragraph.element:
                break
            element = element.getparent()
        return False

    def _paragraphs(self, root: Element) -> Iterator[Paragraph]:
        stack = [iter(root)]
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
                continue
            if element.tag == _SECTION and self._is_list(element):
                continue
            if element.tag in _PARAGRAPHS:
                yield Paragraph(element)
            if element.tag not in _SKIPPED and isinstance(element.tag, str) and len(element):
                stack.append(iter(element))

    def _is_list(self, section: Element) -> bool:
        name = str(section.get(_NAME, ""))
        code = code_of(name)
        is_list = (code is not None and code.is_list) or foreign.is_list(name)
        if is_list:
            self.keep_list(section, name)
        return is_list

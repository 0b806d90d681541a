"""What an ODT manuscript cites: what was typed, what was marked, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from citekit.csl import Citation
from citekit.errors import Diagnostic, note, warning
from citekit.manuscript import preferences
from citekit.manuscript.fields import NOTE_MARK, OWN_NAME, Harvest, code_of, value_of
from citekit.manuscript.markers import find_markers
from citekit.manuscript.odt import foreign, properties
from citekit.manuscript.odt.looks import Looks
from citekit.manuscript.odt.names import q
from citekit.manuscript.odt.package import Package
from citekit.manuscript.odt.paragraphs import (
    MARK_END,
    MARK_START,
    NOTE,
    OBJECT,
    OWN_MARK,
    Paragraph,
    Piece,
    shown,
)
from citekit.manuscript.story import Cluster, Note, Settings, Story

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LIST_MARKERS = frozenset({"[bibliography]", "[bibliographie]"})
_PARAGRAPHS = (q("text:p"), q("text:h"))
_SECTION, _NAME = q("text:section"), q("text:name")
_SKIPPED = {q("text:tracked-changes"), q("office:annotation"), q("text:note")}


class Spot(msgspec.Struct, eq=False):
    """Where a cluster stands: characters of a paragraph, a marker, a mark, or a note.

    ``inside`` is where in the note the mark is, for a note that was made for its citation.
    """

    cluster: Cluster
    paragraph: Paragraph
    start: int
    end: int
    note: Element | None = None
    inside: Spot | None = None


class Reading:
    """An ODT file taken apart: ``spots`` in the order of the story, and the bibliography's place.

    ``listing`` is the section of a bibliography, ``list_marker`` the paragraph ``[bibliography]``;
    either may be None. With *restyle* the citations of other programs are in the story.
    """

    def __init__(self, data: bytes, *, restyle: bool) -> None:
        self.package = Package(data)
        self.body = self.package.body
        self.looks = Looks(self.package)
        self.harvest = Harvest()
        self.spots: list[Spot] = []
        self.listing: Element | None = None
        self.list_marker: Element | None = None
        self.diagnostics: list[Diagnostic] = []
        self._restyle = restyle
        self._left = 0
        self._sections: list[tuple[Element, bool]] = []
        self._has_own = False
        text = preferences.joined(properties.read(self.package))
        self._made_notes = preferences.in_notes(text)
        style, locale = preferences.style_of(text)
        self.settings = Settings(style=style, locale=locale)
        self.story: Story = tuple(self._story())
        taken = [
            section for section, is_own in self._sections if is_own or self._has_own or restyle
        ]
        self.listing = next(iter(taken), None)
        if self._left:
            self.diagnostics.append(note("manuscript-left", count=self._left))
        self.diagnostics += self.harvest.diagnostics

    def _story(self) -> Iterator[Cluster | Note]:
        count = 0
        for number, paragraph in enumerate(self._paragraphs(self.body), 1):
            if paragraph.text.strip().lower() in _LIST_MARKERS and self.list_marker is None:
                self.list_marker = paragraph.element
            for spot in self._spots(paragraph, {"path": f"¶{number}"}):
                if spot.note is None:
                    self.spots.append(spot)
                    yield spot.cluster
                    continue
                count += 1
                yield self._note(spot, spot.note, count)

    def _note(self, called: Spot, element: Element, number: int) -> Cluster | Note:
        """What a note holds: its clusters, or the one that it was made for."""
        content = element.find(q("text:note-body"))
        if content is None:
            return Note()
        paragraphs = list(self._paragraphs(content))
        found = [
            spot
            for paragraph in paragraphs
            for spot in self._spots(paragraph, {"path": f"note {number}"})
            if spot.note is None
        ]
        last = paragraphs[-1] if paragraphs else None
        for spot in found:
            after = spot.paragraph.text[spot.end :].replace(OBJECT, "").strip()
            is_last = spot.paragraph is last and not after
            spot.cluster = replace(spot.cluster, is_followed=not is_last)
        if len(found) == 1 and len(paragraphs) == 1 and self._was_made(found[0]):
            inside = found[0]
            self.spots.append(replace(called, cluster=inside.cluster, inside=inside))
            return inside.cluster
        self.spots += found
        return Note(tuple(spot.cluster for spot in found))

    def _was_made(self, spot: Spot) -> bool:
        """Whether a note holds a citation only, and was made for it."""
        mark = spot.paragraph.piece_at(spot.start).element
        if mark.tag != MARK_START:
            return False
        others = spot.paragraph.text[: spot.start] + spot.paragraph.text[spot.end :]
        head = str(mark.get(_NAME, "")).partition("{")[0]
        is_alone = not others.replace(OBJECT, "").strip()
        return is_alone and (
            NOTE_MARK in head.split() or (self._made_notes and "CITEKIT" not in head)
        )

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
        if (code is None or not code.is_list) and not foreign.is_list(name):
            return False
        self._sections.append((section, code is not None and code.program == "citekit"))
        return True

    def _spots(self, paragraph: Paragraph, place: dict[str, str]) -> list[Spot]:
        made, covered = self._made(paragraph, place)
        text = paragraph.text
        for start, end in covered:
            text = text[:start] + OBJECT * (end - start) + text[end:]
        return sorted([*made, *self._typed(paragraph, text, place)], key=_start)

    def _made(
        self, paragraph: Paragraph, place: dict[str, str]
    ) -> tuple[list[Spot], list[tuple[int, int]]]:
        """The notes and marks of a paragraph, and where marks stand, whoever's they are."""
        nothing = Cluster(citation=Citation(()), text="")
        spots = [
            Spot(nothing, paragraph, piece.start, piece.end, piece.element)
            for piece in paragraph.objects(NOTE)
        ]
        covered: list[tuple[int, int]] = []
        ends = {str(piece.element.get(_NAME)): piece.end for piece in paragraph.objects(MARK_END)}
        for piece in paragraph.objects(MARK_START):
            name = str(piece.element.get(_NAME))
            end = ends.get(name)
            if end is None or end <= piece.start:
                continue
            cluster = self._cluster(name, paragraph.text[piece.end : end - 1], place)
            if cluster is not None:
                spots.append(Spot(cluster, paragraph, piece.start, end))
            if cluster is not None or code_of(name) is not None or foreign.is_citation(name):
                covered.append((piece.start, end))
        for piece in paragraph.objects(OWN_MARK):
            cluster = self._libreoffice(piece, place)
            if cluster is not None:
                spots.append(Spot(cluster, paragraph, piece.start, piece.end))
        return spots, covered

    def _cluster(self, name: str, text: str, place: dict[str, str]) -> Cluster | None:
        """The citation of the mark called *name*; None for another, or one that is to be left."""
        code = code_of(name)
        citation: Citation | None = None
        if code is None:
            if not foreign.is_citation(name):
                return None
            citation = foreign.citation(name, self.harvest) if self._restyle else None
            self._left += citation is None
        else:
            value = value_of(name)
            is_own = code.program == "citekit" or str(
                (value or {}).get("citationID", "")
            ).startswith(OWN_NAME)
            if not is_own and not self._restyle:
                self._left += 1
                return None
            self._has_own |= is_own
            citation = self.harvest.citation(value) if value else None
            if citation is None:
                self.diagnostics.append(warning("manuscript-field-unread", **place))
        if citation is None:
            return None
        return Cluster(citation=citation, text=text.replace(OBJECT, ""), place=place)

    def _libreoffice(self, piece: Piece, place: dict[str, str]) -> Cluster | None:
        if not self._restyle:
            self._left += 1
            return None
        citation = foreign.entry(piece.element, self.harvest)
        return Cluster(citation=citation, text=shown(piece.element), place=place)

    def _typed(self, paragraph: Paragraph, text: str, place: dict[str, str]) -> Iterator[Spot]:
        if "@" not in text or self.looks.is_code(paragraph.element):
            return
        for marker in find_markers(text):
            source = text[marker.start : marker.end]
            if self._is_code(paragraph, marker.start):
                continue
            if OBJECT in source:
                told = source.replace(OBJECT, "…")
                self.diagnostics.append(warning("marker-holds-object", text=told, **place))
                continue
            cluster = Cluster(
                citation=marker.citation, text=source, place=place, certain=marker.bracketed
            )
            yield Spot(cluster, paragraph, marker.start, marker.end)

    def _is_code(self, paragraph: Paragraph, position: int) -> bool:
        piece = paragraph.piece_at(position)
        element: Element | None = piece.element
        if piece.kind != "text" and element is not None:
            element = element.getparent()
        while element is not None and element is not paragraph.element:
            if self.looks.is_code(element):
                return True
            element = element.getparent()
        return False


def _start(spot: Spot) -> int:
    return spot.start

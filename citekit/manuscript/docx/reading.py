"""What a DOCX manuscript cites: what was typed, what was made a field, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from citekit.csl import Citation
from citekit.errors import Diagnostic, InputError, note, warning
from citekit.manuscript import preferences
from citekit.manuscript.docx import properties
from citekit.manuscript.docx.foreign import Foreign
from citekit.manuscript.docx.names import MC, STRICT, w
from citekit.manuscript.docx.notes import KINDS, Notes
from citekit.manuscript.docx.package import Package
from citekit.manuscript.docx.scan import OBJECT, Field, Paragraph, bookmarks, fields, split_runs
from citekit.manuscript.docx.styles import Styles
from citekit.manuscript.fields import NOTE_MARK, OWN_NAME, Harvest, code_of, value_of
from citekit.manuscript.markers import find_markers
from citekit.manuscript.story import Cluster, Note, Settings, Story

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LIST_MARKERS = frozenset({"[bibliography]", "[bibliographie]"})
_P = w("p")
_SKIPPED = {w("del"), w("moveFrom"), f"{{{MC}}}Fallback"}


class Spot(msgspec.Struct, eq=False):
    """Where a cluster stands: characters of a paragraph, a marker, a field, or a note's mark.

    ``inside`` is where in the note the field is, for a note that was made for its citation.
    """

    cluster: Cluster
    part: str
    paragraph: Paragraph
    start: int
    end: int
    mark: Element | None = None
    inside: Spot | None = None


class Reading:
    """A DOCX file taken apart: ``spots`` in the order of the story, and the bibliography's place.

    ``listing`` is the field of a bibliography, ``list_marker`` the paragraph ``[bibliography]``;
    either may be None. With *restyle* the citations of other programs are in the story.
    """

    def __init__(self, data: bytes, *, restyle: bool) -> None:
        self.package = Package(data)
        self.styles = Styles(self.package)
        self.notes = Notes(self.package, self.styles)
        self.harvest = Harvest()
        self._foreign = Foreign(self.package, self.harvest)
        self.spots: list[Spot] = []
        self.listing: Field | None = None
        self.list_marker: Element | None = None
        self.copies: list[tuple[Element, Element]] = []
        self.diagnostics: list[Diagnostic] = []
        self._restyle = restyle
        self._left = 0
        self._lists: list[tuple[Field, bool]] = []
        self._has_own = False
        self._field_of: dict[Element, Field] = {}
        values = properties.read(self.package)
        text = preferences.joined(values)
        self._bookmarks = preferences.bookmark_codes(values)
        self._made_notes = preferences.in_notes(text)
        style, locale = preferences.style_of(text)
        self.settings = Settings(style=style, locale=locale)
        for part in (self.package.main, *self.notes.parts.values()):
            self._prepare(part)
        self.story: Story = tuple(self._story())
        taken = [field for field, is_taken in self._lists if is_taken or self._has_own]
        self.listing = next(iter(taken), None)
        if self._left:
            self.diagnostics.append(note("manuscript-left", count=self._left))
        self.diagnostics += self.harvest.diagnostics

    def _prepare(self, part: str) -> None:
        root = self.package.tree(part)
        if isinstance(root.tag, str) and root.tag.startswith(f"{{{STRICT}}}"):
            raise InputError("manuscript-strict")
        split_runs(root)
        for field in [*fields(root), *bookmarks(root, self._bookmarks)]:
            self._field_of |= dict.fromkeys(field.elements, field)
        for box in root.iter(f"{{{MC}}}AlternateContent"):
            shown, old = (
                next(side.iter(w("txbxContent")), None) if side is not None else None
                for side in (box.find(f"{{{MC}}}Choice"), box.find(f"{{{MC}}}Fallback"))
            )
            if shown is not None and old is not None and text_of(shown) == text_of(old):
                self.copies.append((shown, old))

    def _story(self) -> Iterator[Cluster | Note]:
        main = self.package.main
        count = 0
        for number, paragraph in enumerate(self._paragraphs(self.package.tree(main)), 1):
            if paragraph.text.strip().lower() in _LIST_MARKERS and self.list_marker is None:
                self.list_marker = paragraph.element
            for spot in self._spots(paragraph, main, {"path": f"¶{number}"}):
                if spot.mark is None:
                    self.spots.append(spot)
                    yield spot.cluster
                    continue
                count += 1
                yield self._note(spot, spot.mark, count)

    def _note(self, called: Spot, mark: Element, number: int) -> Cluster | Note:
        """What the note that *mark* calls holds: its clusters, or the one it was made for."""
        content = self.notes.of(mark)
        if content is None:
            return Note()
        part = self.notes.parts[KINDS[mark.tag]]
        found = [
            spot
            for paragraph in self._paragraphs(content)
            for spot in self._spots(paragraph, part, {"path": f"note {number}"})
            if spot.mark is None
        ]
        shown = text_of(content).rstrip()
        last = found[-1] if found else None
        for spot in found:
            after = spot.paragraph.text[spot.end :]
            is_last = spot is last and not after.strip() and shown.endswith(spot.cluster.text)
            spot.cluster = replace(spot.cluster, is_followed=not is_last)
        if len(found) == 1 and self._was_made(found[0], content):
            inside = found[0]
            self.spots.append(
                Spot(
                    inside.cluster,
                    called.part,
                    called.paragraph,
                    called.start,
                    called.end,
                    mark,
                    inside,
                )
            )
            return inside.cluster
        self.spots += found
        return Note(tuple(spot.cluster for spot in found))

    def _was_made(self, spot: Spot, content: Element) -> bool:
        """Whether a note holds a citation only, and was made for it."""
        field = spot.paragraph.piece_at(spot.start).field
        if field is None or spot.end - spot.start != 1:
            return False
        others = spot.paragraph.text[: spot.start] + spot.paragraph.text[spot.end :]
        if others.replace(OBJECT, "").strip() or len(list(content.iter(_P))) > 1:
            return False
        head = field.code.partition("{")[0]
        return NOTE_MARK in head.split() or (self._made_notes and "CITEKIT" not in head)

    def _paragraphs(self, root: Element) -> Iterator[Paragraph]:
        stack = [iter(root)]
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
                continue
            if element.tag == _P:
                yield Paragraph(element, self._field_of)
            if element.tag not in _SKIPPED and len(element):
                stack.append(iter(element))

    def _spots(self, paragraph: Paragraph, part: str, place: dict[str, str]) -> list[Spot]:
        found = [*self._made(paragraph, part, place), *self._typed(paragraph, part, place)]
        return sorted(found, key=_start)

    def _made(self, paragraph: Paragraph, part: str, place: dict[str, str]) -> Iterator[Spot]:
        for piece in paragraph.pieces:
            if piece.element.tag in KINDS:
                mark = Cluster(citation=_NOTHING, text="")
                yield Spot(mark, part, paragraph, piece.start, piece.end, piece.element)
            elif piece.field is not None:
                cluster = self._cluster(piece.field, place)
                if cluster is not None:
                    yield Spot(cluster, part, paragraph, piece.start, piece.end)

    def _cluster(self, field: Field, place: dict[str, str]) -> Cluster | None:
        """The citation of a *field*; None for another field, or one that is to be left."""
        code = code_of(field.code)
        value = value_of(field.code) if code is not None else None
        is_own = code is not None and (
            code.program == "citekit"
            or str((value or {}).get("citationID", "")).startswith(OWN_NAME)
        )
        if (code is not None and code.is_list) or self._foreign.is_list(field):
            self._lists.append((field, is_own or self._restyle))
            return None
        if code is None:
            citation = self._foreign.citation(field) if self._restyle else None
            self._left += citation is None and self._foreign.is_citation(field)
        elif is_own or self._restyle:
            self._has_own |= is_own
            citation = self.harvest.citation(value) if value else None
            if citation is None:
                self.diagnostics.append(warning("manuscript-field-unread", **place))
        else:
            citation = None
            self._left += 1
        if citation is None:
            return None
        shown = "".join(text_of(each) for each in field.elements)
        return Cluster(citation=citation, text=shown, place=place)

    def _typed(self, paragraph: Paragraph, part: str, place: dict[str, str]) -> Iterator[Spot]:
        if "@" not in paragraph.text or self.styles.is_code(paragraph.element):
            return
        for marker in find_markers(paragraph.text):
            text = paragraph.text[marker.start : marker.end]
            run = paragraph.piece_at(marker.start).element.getparent()
            if run is not None and self.styles.is_code(run):
                continue
            if OBJECT in text:
                self.diagnostics.append(
                    warning("marker-holds-object", text=text.replace(OBJECT, "…"), **place)
                )
                continue
            cluster = Cluster(
                citation=marker.citation, text=text, place=place, certain=marker.bracketed
            )
            yield Spot(cluster, part, paragraph, marker.start, marker.end)


def text_of(element: Element) -> str:
    """The text that is shown in *element*."""
    return "".join(each.text or "" for each in element.iter(w("t")))


def _start(spot: Spot) -> int:
    return spot.start


_NOTHING = Citation(())

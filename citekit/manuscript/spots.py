"""The citations in a manuscript of a word processor, whichever it is.

A format says what stands in a paragraph; here its citations are told apart, those that were typed,
those that a program stored, those that a note was made for.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
from msgspec.structs import replace

from citekit.csl import Citation
from citekit.errors import Diagnostic, note, warning
from citekit.manuscript import preferences
from citekit.manuscript.fields import (
    NOTE_MARK,
    OWN_NAME,
    TEXT_MARK,
    Harvest,
    Place,
    code_of,
    place_of,
    textual,
    value_of,
)
from citekit.manuscript.markers import find_markers
from citekit.manuscript.story import (
    Cluster,
    Note,
    Settings,
    Story,
)
from citekit.text.patterns import pattern

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

OBJECT = "\ufffc"
"""Stands in a paragraph's text for what is no text: a field, a picture, the mark of a note."""

_LIST_MARKERS = frozenset({"[bibliography]", "[bibliographie]"})


class Paragraph(Protocol):
    """A paragraph as text, which can be changed from its end on."""

    element: Element
    text: str

    def replace(self, start: int, end: int, items: Iterable[Any]) -> None:
        """Puts *items* in the place of the characters from *start* to *end*."""

    def insert(self, position: int, items: Iterable[Any]) -> None:
        """Puts *items* after the character before *position*."""


class Spot(msgspec.Struct, eq=False):
    """Where a cluster stands: characters of a paragraph, be they typed, a field or a note's mark.

    ``note`` is the element of the mark; ``inside`` is where in the note the citation is, for a note
    that was made for it, ``place`` where it stood before, if that is known, and ``names`` where in
    the sentence its names are.
    """

    cluster: Cluster
    paragraph: Any
    start: int
    end: int
    note: Element | None = None
    inside: Spot | None = None
    place: Place | None = None
    names: Spot | None = None


NOTHING = Cluster(citation=Citation(()), text="")
"""Stands for what a note holds until that is read."""

_NAMES = Cluster(citation=Citation(()), text="names")
"""Stands for names in the sentence, until the note after them is read."""

_BETWEEN = pattern(r"[,.;:!?]*")
"""What may stand between them and the mark of their note."""


class Reading(ABC):
    """A file taken apart: ``spots`` in the order of the story, and the bibliography's place.

    ``listing`` is what holds a bibliography, ``list_marker`` the paragraph ``[bibliography]``, or
    None. *values* are the document's properties. With *restyle* the citations of other
    programs are in the story.
    """

    def __init__(self, values: Mapping[str, str], *, restyle: bool) -> None:
        self.restyle = restyle
        self.harvest = Harvest()
        self.spots: list[Spot] = []
        self.list_marker: Element | None = None
        self.diagnostics: list[Diagnostic] = []
        self._left = 0
        self._lists: list[tuple[Any, bool]] = []
        self._has_own = False
        self._has_live = False
        text = preferences.joined(values)
        self._made_notes = preferences.in_notes(text)
        style, locale = preferences.style_of(text)
        self.settings = Settings(style=style, style_locale=locale)

    def read(self) -> None:
        """Finds everything; when the format is ready to be asked."""
        self.story: Story = tuple(self._story())
        if self._left:
            self.diagnostics.append(note("manuscript-left", count=self._left))
        self.diagnostics += self.harvest.diagnostics

    @property
    def listing(self) -> Any:
        """The bibliography that citekit made, or with ``restyle`` another program."""
        taken = (each for each, is_own in self._lists if is_own or self._has_own or self.restyle)
        return next(taken, None)

    @property
    def leaves_zotero(self) -> bool:
        """Whether no citation is Zotero's any more, once those of the story are not."""
        return self._has_live and not self._left

    @abstractmethod
    def body(self) -> Iterator[Paragraph]:
        """The paragraphs of the text, notes left out."""

    @abstractmethod
    def is_footnote(self, mark: Element) -> bool:
        """Whether *mark* calls a footnote, not an endnote."""

    @abstractmethod
    def inside(self, mark: Element) -> Sequence[Paragraph]:
        """The paragraphs of the note that *mark* calls."""

    @abstractmethod
    def found(self, paragraph: Any, place: dict[str, str]) -> tuple[list[Spot], str]:
        """The notes and the stored citations of a paragraph; its text without those."""

    @abstractmethod
    def code_at(self, spot: Spot) -> str:
        """The code that is stored with the citation at *spot*; empty for one that was typed."""

    @abstractmethod
    def is_code(self, paragraph: Any, position: int) -> bool:
        """Whether the character at *position* is in a style of code."""

    def keep_list(self, holder: Any, code: str) -> None:
        """Remembers what holds a bibliography with that *code*."""
        found = code_of(code)
        self._lists.append((holder, found is not None and found.program == "citekit"))

    def stored(
        self, code: str, text: str, place: dict[str, str], *, foreign: Citation | bool | None
    ) -> Cluster | None:
        """The citation with that *code*; None for what is none, or is to be left.

        *foreign* is what another program's reader makes of it: a citation, True for one that it
        does not read, None or False for something else.
        """
        known = code_of(code)
        citation: Citation | None = None
        if known is not None and known.is_names:
            return _NAMES
        if known is None:
            citation = foreign if isinstance(foreign, Citation) else None
            self._left += foreign is True
        else:
            value = value_of(code)
            name = str((value or {}).get("citationID", ""))
            is_own = known.program == "citekit" or name.startswith(OWN_NAME)
            if not is_own and not self.restyle:
                self._left += 1
                return None
            self._has_own |= is_own
            self._has_live |= known.program == "zotero"
            citation = self.harvest.citation(value) if value else None
            if citation is not None and TEXT_MARK in code.partition("{")[0].split():
                citation = textual(citation)
            if citation is None:
                self.diagnostics.append(warning("manuscript-field-unread", **place))
        if citation is None:
            return None
        made = self.harvest.made.intersection(cite.id for cite in citation.cites)
        return Cluster(citation=citation, text=text, place=place, made_keys=frozenset(made))

    def _story(self) -> Iterator[Cluster | Note]:
        count = 0
        for number, paragraph in enumerate(self.body(), 1):
            if paragraph.text.strip().lower() in _LIST_MARKERS and self.list_marker is None:
                self.list_marker = paragraph.element
            spots = self._spots(paragraph, {"path": f"¶{number}"})
            takes_notes = not spots or _takes_notes(paragraph.element)
            for spot in spots:
                if not takes_notes:
                    spot.cluster = replace(spot.cluster, takes_note=False)
                if spot.note is None:
                    self.spots.append(spot)
                    yield spot.cluster
                else:
                    count += 1
                    yield self._note(spot, spot.note, count)

    def _note(self, called: Spot, mark: Element, number: int) -> Cluster | Note:
        """What the note that *mark* calls holds: its clusters, or the one it was made for."""
        paragraphs = self.inside(mark)
        found = [
            spot
            for paragraph in paragraphs
            for spot in self._spots(paragraph, {"path": f"note {number}"})
            if spot.note is None
        ]
        for spot in found:
            after = spot.paragraph.text[spot.end :].replace(OBJECT, "").strip()
            if not after and spot.paragraph is not paragraphs[-1]:
                after = "\n"
            spot.cluster = replace(spot.cluster, followed_by=after[:1])
        if len(found) == len(paragraphs) == 1 and self._was_made(found[0]):
            inside = found[0]
            cluster = inside.cluster
            if called.names is not None:
                cluster = replace(cluster, citation=textual(cluster.citation))
            place = place_of(self.code_at(inside))
            self.spots.append(replace(called, cluster=cluster, inside=inside, place=place))
            return cluster
        self.spots += found
        return Note(tuple(spot.cluster for spot in found), self.is_footnote(mark))

    def _was_made(self, spot: Spot) -> bool:
        """Whether a note holds this citation only, and was made for it."""
        code = self.code_at(spot)
        others = spot.paragraph.text[: spot.start] + spot.paragraph.text[spot.end :]
        if not code or others.replace(OBJECT, "").strip():
            return False
        head = code.partition("{")[0]
        return NOTE_MARK in head.split() or (self._made_notes and "CITEKIT" not in head)

    def _spots(self, paragraph: Paragraph, place: dict[str, str]) -> list[Spot]:
        found, text = self.found(paragraph, place)
        spots: list[Spot] = []
        names: Spot | None = None
        for spot in sorted([*found, *self._typed(paragraph, text, place)], key=_start):
            if spot.cluster is _NAMES:
                names = spot
                continue
            if names is not None and spot.note is not None:
                between = paragraph.text[names.end : spot.start]
                spot.names = names if _BETWEEN.fullmatch(between) else None
            names = None
            spots.append(spot)
        return spots

    def _typed(self, paragraph: Paragraph, text: str, place: dict[str, str]) -> Iterator[Spot]:
        for marker in find_markers(text) if "@" in text else ():
            source = text[marker.start : marker.end]
            if self.is_code(paragraph, marker.start):
                continue
            if OBJECT in source:
                told = source.replace(OBJECT, "…")
                self.diagnostics.append(warning("marker-holds-object", text=told, **place))
                continue
            cluster = Cluster(
                citation=marker.citation, text=source, place=place, certain=marker.bracketed
            )
            yield Spot(cluster, paragraph, marker.start, marker.end)


def _takes_notes(element: Element) -> bool:
    """Whether a note may stand in that paragraph: not in text boxes and drawings."""
    return not any(
        str(each.tag).startswith(_DRAWING) or str(each.tag).endswith("}txbxContent")
        for each in element.iterancestors()
    )


_DRAWING = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"


def _start(spot: Spot) -> int:
    return spot.start

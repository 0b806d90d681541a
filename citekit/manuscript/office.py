"""What the manuscripts of word processors have in common: spots found, and one pass to fill them.

A format says what stands in a paragraph and how it is changed; here its citations are told apart,
those that were typed, those that a program stored, those that a note was made for.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
from msgspec.structs import replace

from citekit.csl import Citation
from citekit.csl.outputs.runs import Run
from citekit.errors import Diagnostic, note, warning
from citekit.manuscript import preferences
from citekit.manuscript.fields import (
    NOTE_MARK,
    OWN_ITEM,
    OWN_NAME,
    ZOTERO_ITEM,
    Harvest,
    code_of,
    encode,
    name_of,
    value_of,
)
from citekit.manuscript.markers import find_markers
from citekit.manuscript.story import (
    Cluster,
    Composition,
    Filled,
    Marking,
    Note,
    Settings,
    Story,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

OBJECT = "\ufffc"
"""Stands in a paragraph's text for what is no text: a field, a picture, the mark of a note."""

_LIST_MARKERS = frozenset({"[bibliography]", "[bibliographie]"})
_PUNCTUATION = ",.;:!?"
_BLANKS = " \u00a0\u202f"
_OPENING = f"{_BLANKS}\t\n([«“‘\u2019'"


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
    that was made for it.
    """

    cluster: Cluster
    paragraph: Any
    start: int
    end: int
    note: Element | None = None
    inside: Spot | None = None


NOTHING = Cluster(citation=Citation(()), text="")
"""Stands for what a note holds until that is read."""


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
        text = preferences.joined(values)
        self._made_notes = preferences.in_notes(text)
        style, locale = preferences.style_of(text)
        self.settings = Settings(style=style, locale=locale)

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
            citation = self.harvest.citation(value) if value else None
            if citation is None:
                self.diagnostics.append(warning("manuscript-field-unread", **place))
        return Cluster(citation=citation, text=text, place=place) if citation else None

    def _story(self) -> Iterator[Cluster | Note]:
        count = 0
        for number, paragraph in enumerate(self.body(), 1):
            if paragraph.text.strip().lower() in _LIST_MARKERS and self.list_marker is None:
                self.list_marker = paragraph.element
            for spot in self._spots(paragraph, {"path": f"¶{number}"}):
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
            is_last = spot.paragraph is paragraphs[-1] and not after
            spot.cluster = replace(spot.cluster, is_followed=not is_last)
        if len(found) == len(paragraphs) == 1 and self._was_made(found[0]):
            inside = found[0]
            self.spots.append(replace(called, cluster=inside.cluster, inside=inside))
            return inside.cluster
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
        return sorted([*found, *self._typed(paragraph, text, place)], key=_start)

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


def _start(spot: Spot) -> int:
    return spot.start


def _paragraph(change: _Change) -> int:
    return id(change.spot.paragraph)


def _change_start(change: _Change) -> int:
    return change.spot.start

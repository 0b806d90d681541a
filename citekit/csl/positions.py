"""First, subsequent, ibid, near-note: where each cite stands among those before it (CSL, Choose).

Cites in the text and cites in notes are two series: *ibid.* in a note never means the text above.
Where the numbers of the notes begin again, as in a new chapter, everything is first again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

NEAR_NOTE_DISTANCE = 5
"""How many notes back is near, where the style does not say."""

_WORDS = (
    frozenset({"first"}),
    frozenset({"subsequent"}),
    frozenset({"subsequent", "ibid"}),
    frozenset({"subsequent", "ibid", "ibid-with-locator"}),
)
_NEAR = tuple(words if "first" in words else words | {"near-note"} for words in _WORDS)
_FIRST, _SUBSEQUENT, _IBID, _IBID_WITH_LOCATOR = range(4)


class Place(NamedTuple):
    """One cite: the work, and where in it; ``position`` (0 to 3) and ``near_note`` are forced.

    Forced positions count as word processors do: 0 first, 1 subsequent, 2 ibid,
    3 ibid-with-locator.
    """

    work: str
    locator: str = ""
    label: str = "page"
    position: int | None = None
    near_note: bool | None = None


class PlacedCitation(NamedTuple):
    """Cites in the order in which they are printed; ``note`` is None in the text.

    A citation that only names authors (``counts`` is False) cites nothing: it is neither the first
    reference to a work nor in the way of an *ibid.*
    """

    cites: Sequence[Place]
    note: int | None = None
    counts: bool = True


class Position(NamedTuple):
    """What ``position`` tests for a cite, and its ``first-reference-note-number`` or ""."""

    words: frozenset[str] = _WORDS[_FIRST]
    first_note: str = ""

    @property
    def subsequent(self) -> bool:
        """Whether the work was cited before."""
        return "subsequent" in self.words


def positions(
    document: Iterable[PlacedCitation], near_note_distance: int = NEAR_NOTE_DISTANCE
) -> list[list[Position]]:
    """The position of each cite of each citation, in the order of the *document*."""
    in_text, in_notes = _Series(near_note_distance), _Series(near_note_distance)
    found = []
    for citation in document:
        if citation.counts:
            found.append((in_notes if citation.note else in_text).of(citation))
        else:
            found.append([_forced(place) or Position() for place in citation.cites])
    return found


class _Series:
    """The citations of the text, or those of the notes, from the first on."""

    def __init__(self, near_note_distance: int) -> None:
        self._distance = near_note_distance
        self._first_note: dict[str, int] = {}
        self._last_note: dict[str, int] = {}
        self._previous: Sequence[Place] = ()
        self._note = 0
        self._cites_in_note = 0

    def of(self, citation: PlacedCitation) -> list[Position]:
        """The positions in the next *citation*."""
        note = citation.note or 0
        if note < self._note:
            self._first_note.clear()
            self._last_note.clear()
            self._previous = ()
        before = self._before(note)
        found = []
        for place in citation.cites:
            found.append(_forced(place) or self._of(place, before, note))
            self._first_note.setdefault(place.work, note)
            self._last_note[place.work] = note
            before = place
        earlier = self._cites_in_note if note == self._note else 0
        self._cites_in_note = earlier + len(citation.cites)
        self._note = note
        self._previous = citation.cites
        return found

    def _before(self, note: int) -> Place | None:
        """What *ibid.* at the head of a citation in *note* would mean: one cite, or nothing.

        From one note to the next, the one before has to hold that cite alone.
        """
        if len(self._previous) != 1:
            return None
        is_next = note == self._note + 1 and self._cites_in_note == 1
        return self._previous[0] if note == self._note or is_next else None

    def _of(self, place: Place, before: Place | None, note: int) -> Position:
        last = self._last_note.get(place.work)
        if last is None:
            return Position()
        rank = _SUBSEQUENT
        if before is not None and before.work == place.work:
            if (place.locator, place.label) == (before.locator, before.label):
                rank = _IBID
            elif place.locator:
                rank = _IBID_WITH_LOCATOR
        first = self._first_note[place.work]
        words = (_NEAR if note - last <= self._distance else _WORDS)[rank]
        return Position(words, str(first) if first != note else "")


def _forced(place: Place) -> Position | None:
    if place.position is None:
        return None
    rank = min(max(place.position, _FIRST), _IBID_WITH_LOCATOR)
    return Position((_NEAR if place.near_note else _WORDS)[rank])

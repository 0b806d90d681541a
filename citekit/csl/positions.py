"""First, subsequent, ibid, near-note: where a cite stands among those before it (CSL, Choose)."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """One cite: which work, and where in it."""

    work: object
    locator: tuple[str, str] | None = None


class Positions:
    """Follows a document from its first citation on."""

    def __init__(self, near_note_distance: int) -> None:
        self._distance = near_note_distance
        self._last_note: dict[object, int] = {}
        self._previous: Place | None = None

    def of(self, citation: list[Place], note: int) -> list[frozenset[str]]:
        """The positions of the cites of the next citation, which stands in *note*."""
        found = []
        for place in citation:
            found.append(self._of(place, note))
            self._previous = place
            self._last_note[place.work] = note
        if len(citation) != 1:  # ibid after several works would not say which
            self._previous = None
        return found

    def _of(self, place: Place, note: int) -> frozenset[str]:
        last = self._last_note.get(place.work)
        if last is None:
            return frozenset({"first"})
        found = {"subsequent"}
        if note - last <= self._distance:
            found.add("near-note")
        before = self._previous
        if before is not None and before.work == place.work:
            if place.locator == before.locator:
                found.add("ibid")
            elif place.locator is not None:
                found |= {"ibid", "ibid-with-locator"}
        return frozenset(found)

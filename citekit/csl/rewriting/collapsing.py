"""``collapse`` and cite groups: cites of the same people or of following numbers made shorter."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from citekit.csl.marks import JOINT, SUFFIX_BEGIN, YEAR_BEGIN, bare, end_of, stretch, without

if TYPE_CHECKING:
    from citekit.csl.rewriting.pieces import Piece

_RANGE = "\u2013"
_FEWEST = 3
"""How many cites make a range."""


class Collapsing:
    """Collapses the cites of a citation as the options of a style's ``cs:citation`` ask.

    *shortened* renders a cite without its names. Where the style has a ``cs:sort`` (*regroups*)
    cites of the same people are brought together.
    """

    def __init__(
        self,
        options: dict[str, str],
        shortened: Callable[[Piece], str],
        *,
        layout_delimiter: str,
        is_note: bool,
        regroups: bool,
    ) -> None:
        self._how = options.get("collapse", "")
        self._shortened = shortened
        group = options.get("cite-group-delimiter")
        self._group = group or (layout_delimiter if is_note else ", ")
        self._suffix = options.get("year-suffix-delimiter", group or layout_delimiter)
        self._after = options.get("after-collapse-delimiter")
        self._regroups = regroups
        self._groups = group is not None or self._how.startswith("year")

    def __call__(self, pieces: list[Piece]) -> list[Piece]:
        """*pieces* with their texts and delimiters changed, some of them made one."""
        if len(pieces) < 2:
            return pieces
        if self._how == "citation-number":
            return self._numbers(pieces)
        if not self._groups:
            return pieces
        found: list[Piece] = []
        collapsed = True  # what follows the first cite follows a group
        for group in _regrouped(pieces) if self._regroups else _grouped(pieces):
            if collapsed and found and self._after is not None:
                group[0].delimiter = self._after
            is_one = len(group) == 1
            collapsed = not is_one or not found
            found += group if is_one else self._people(group)
        return found

    def _numbers(self, pieces: list[Piece]) -> list[Piece]:
        found: list[Piece] = []
        run: list[Piece] = []
        after = None

        def close() -> None:
            nonlocal after
            if not run:
                return
            if after is not None:
                run[0].delimiter = after
            after = self._after if run[-1].setting.locator else None
            if len(run) >= _FEWEST:
                run[0].text += JOINT + _RANGE + JOINT + run[-1].text
                found.append(run[0])
                after = self._after
            else:
                found.extend(run)
            run.clear()

        for piece in pieces:
            follows = (
                run
                and piece.is_bare
                and run[-1].is_bare
                and piece.number is not None
                and piece.number - 1 == run[-1].number
            )
            if not follows:
                close()
            run.append(piece)
        close()
        return found

    def _people(self, group: list[Piece]) -> list[Piece]:
        """Cites of the same people: the names once, where the style collapses them."""
        for before, piece in pairwise(group):
            piece.delimiter = self._group
            if before.setting.locator and self._after is not None:
                piece.delimiter = self._after
        if not self._how.startswith("year"):
            return group
        years = {id(piece): piece.year for piece in group}
        for piece in group[1:]:
            piece.text = self._shortened(piece)
        group = [piece for piece in group if bare(piece.text)]
        if self._how == "year":
            return group
        for before, piece in pairwise(group):
            if piece.work is before.work:
                piece.text = _without_year(piece.text)
        group = [piece for piece in group if bare(piece.text)]
        found: list[Piece] = []
        at = 0
        while at < len(group):
            end = at + 1
            while (
                end < len(group)
                and years[id(group[end])] == years[id(group[at])]
                and group[end].year_suffix
                and group[end - 1].is_bare
                and group[end].is_bare
            ):
                end += 1
            found += self._letters(group[at:end])
            at = end
        return found

    def _letters(self, same: list[Piece]) -> list[Piece]:
        """Cites of the same people and year: the year once."""
        for piece in same[1:]:
            piece.delimiter = self._suffix
            piece.text = _letter(piece)
        if self._how != "year-suffix-ranged":
            return same
        found = [same[0]]
        at = 0
        while at < len(same):
            end = at + 1
            while end < len(same) and _follows(same[end - 1].year_suffix, same[end].year_suffix):
                end += 1
            if end - at >= _FEWEST:
                first = same[at]
                first.text += JOINT + _RANGE + JOINT + _letter(same[end - 1])
                kept = [first]
            else:
                kept = same[at:end]
            found += kept if at else kept[1:]
            at = end
        return found


def _letter(piece: Piece) -> str:
    found = stretch(piece.text, SUFFIX_BEGIN)
    return piece.text[found[0] : found[1]] if found else piece.text


def _without_year(text: str) -> str:
    """*text* from what follows its year on: of a work that is cited again, the place is left."""
    if not text.startswith(YEAR_BEGIN):
        return text
    rest = text[end_of(text, 0) :]
    if rest.startswith(SUFFIX_BEGIN):
        rest = rest[end_of(rest, 0) :]
    _, _, place = rest.lstrip(JOINT).partition(JOINT)
    return place


def _people_of(piece: Piece) -> str:
    """What cites must share to stand together: the names; else all but the letter."""
    names = piece.names
    return names or (bare(without(piece.text, SUFFIX_BEGIN)) if piece.year_suffix else "")


def _follows(letter: str, other: str) -> bool:
    return len(letter) == len(other) == 1 and ord(other) - ord(letter) == 1


def _grouped(pieces: list[Piece]) -> list[list[Piece]]:
    """Cites of the same people that follow one another."""
    groups: list[list[Piece]] = []
    last = ""
    for piece in pieces:
        names = _people_of(piece)
        if groups and names and names == last:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        last = names
    return groups


def _regrouped(pieces: list[Piece]) -> list[list[Piece]]:
    """Cites of the same people together, where the first of them stands."""
    groups: dict[object, list[Piece]] = {}
    for at, piece in enumerate(pieces):
        names = _people_of(piece)
        groups.setdefault(names or at, []).append(piece)
    return list(groups.values())

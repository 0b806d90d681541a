"""Text that remembers where in the source document each of its characters stood."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from citekit.errors import Span
from citekit.text.characters import squeeze


class Piece(NamedTuple):
    """``length`` characters at ``at`` in the passage, from ``width`` characters at ``start``.

    ``width`` differs from ``length`` only where a character was spelled out (``&eacute;``).
    """

    at: int
    length: int
    start: int
    width: int


_at = itemgetter(0)


class Passage:
    """A stretch of text with its places in the source; characters in no piece were never there."""

    __slots__ = ("pieces", "text")

    def __init__(self, text: str, pieces: tuple[Piece, ...]) -> None:
        self.text = text
        self.pieces = pieces

    @classmethod
    def plain(cls, text: str, start: int) -> Passage:
        """*text* as it stands in the source at *start*."""
        return cls(text, (Piece(0, len(text), start, len(text)),))

    def __bool__(self) -> bool:
        return bool(self.text)

    def __repr__(self) -> str:
        return f"Passage({self.text!r}, {self.span()})"

    @property
    def value(self) -> str:
        """The text as a reference holds it: NFC, single spaces."""
        return squeeze(self.text)

    def span(self) -> Span | None:
        """From the first to the last source character; None where there is none."""
        if not self.pieces:
            return None
        last = self.pieces[-1]
        return Span(self.pieces[0].start, last.start + last.width)

    def slice(self, start: int, end: int | None = None) -> Passage:
        """The characters from *start* to *end*, as a passage."""
        text = self.text[start:end]
        stop = start + len(text)
        if not text:
            return Passage("", ())
        pieces = self.pieces
        first = max(bisect_right(pieces, start, key=_at) - 1, 0)
        kept = []
        for piece in pieces[first : bisect_right(pieces, stop - 1, key=_at)]:
            low, high = max(piece.at, start), min(piece.at + piece.length, stop)
            if low >= high:
                continue
            if piece.length == piece.width:
                at = piece.start + low - piece.at
                kept.append(Piece(low - start, high - low, at, high - low))
            else:
                kept.append(Piece(low - start, high - low, piece.start, piece.width))
        return Passage(text, tuple(kept))

    def strip(self, characters: str | None = None) -> Passage:
        """Without white space (or *characters*) at both ends."""
        text = self.text
        kept = text.strip(characters)
        if len(kept) == len(text):
            return self
        start = len(text) - len(text.lstrip(characters)) if kept else 0
        return self.slice(start, start + len(kept))

    def group(self, match: re.Match[str], name: str | int) -> Passage:
        """What a group of a *match* on this passage's text covers."""
        return self.slice(*match.span(name))


def join(passages: Iterable[Passage], separator: str = " ") -> Passage:
    """One passage from several, with *separator* (which is not in the source) between them."""
    texts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for passage in passages:
        if texts:
            at += len(separator)
        texts.append(passage.text)
        pieces += (piece._replace(at=piece.at + at) for piece in passage.pieces)
        at += len(passage.text)
    return Passage(separator.join(texts), tuple(pieces))

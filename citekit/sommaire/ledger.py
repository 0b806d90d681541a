"""The account of a document's characters: each belongs somewhere, or is reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from citekit.errors import Span
from citekit.sommaire.result import Coverage
from citekit.text.lines import Line
from citekit.text.passage import Passage, Piece

_OPEN, _MARKUP, _FIELD, _FURNITURE, _REPEAT, _REPORTED = range(6)
_BLANK = 0x80
_BLANK_MARKS = bytes(range(_BLANK, 256))
_OPEN_RUN = re.compile(rb"\x00(?:[\x00\x80-\xff]*\x00)?")
_RARE_BLANKS = [chr(code) for code in range(256, 0x3001) if chr(code).isspace()]
_TO_MASK = bytes(_BLANK if chr(code).isspace() else 0 for code in range(256))


class Ledger:
    """Who claimed which character of *text*; what no line holds is markup from the start."""

    def __init__(self, text: str, lines: Iterable[Line]) -> None:
        self._blanks = _blank_mask(text)
        self._marks = bytearray(bytes([_MARKUP])) * len(text)
        for line in lines:
            for piece in line.body.pieces:
                if not line.body.text[piece.at : piece.at + piece.length].isspace():
                    self._mark_piece(piece, _OPEN)  # an entity for a space is markup
            if line.marks:
                self._mark(line.marks, _FURNITURE)

    def field(self, passage: Passage) -> None:
        """*passage* became a value of a reference, a mention or an issue."""
        self._mark(passage, _FIELD)

    def furniture(self, passage: Passage) -> None:
        """*passage* is a label, a separator, a rule."""
        self._mark(passage, _FURNITURE)

    def repeat(self, passage: Passage) -> None:
        """*passage* says again what the page has said."""
        self._mark(passage, _REPEAT)

    def reported(self, span: Span | None) -> None:
        """A diagnostic quotes *span*; what somebody uses stays theirs."""
        if span:
            for at in range(span.start, span.end):
                if self._marks[at] == _OPEN:
                    self._marks[at] = _REPORTED

    def _mark(self, passage: Passage, mark: int) -> None:
        for piece in passage.pieces:
            self._mark_piece(piece, mark)

    def _mark_piece(self, piece: Piece, mark: int) -> None:
        self._marks[piece.start : piece.start + piece.width] = bytes([mark]) * piece.width

    def leftovers(self) -> Iterator[Span]:
        """The stretches that nobody claimed, across white space."""
        for match in _OPEN_RUN.finditer(self._without_blanks()):
            yield Span(*match.span())

    def coverage(self) -> Coverage:
        """The sums, once ``leftovers`` have been reported."""
        marks = self._without_blanks().translate(None, _BLANK_MARKS)
        return Coverage(
            total=len(marks),
            fields=marks.count(_FIELD),
            furniture=marks.count(_FURNITURE),
            markup=marks.count(_MARKUP),
            repeats=marks.count(_REPEAT),
            reported=marks.count(_REPORTED),
            lost=marks.count(_OPEN),
        )

    def _without_blanks(self) -> bytes:
        """The marks, those of white space with ``_BLANK`` added: three passes in C, no loop."""
        marks = int.from_bytes(self._marks, "big") | int.from_bytes(self._blanks, "big")
        return marks.to_bytes(len(self._marks), "big")


def _blank_mask(text: str) -> bytes:
    for blank in _RARE_BLANKS:
        if blank in text:
            text = text.replace(blank, " ")
    return text.encode("latin-1", "replace").translate(_TO_MASK)

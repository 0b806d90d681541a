"""The account of a document's characters: each belongs somewhere, or is reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from citekit.errors import Span
from citekit.sommaire.result import Coverage
from citekit.text.lines import Line
from citekit.text.passage import Passage

_OPEN, _MARKUP, _FIELD, _FURNITURE, _REPEAT, _REPORTED, _BLANK = range(7)
_BLANKS = re.compile(r"\s+")
_OPEN_RUN = re.compile(rb"\x00(?:[\x00\x06]*\x00)?")


class Ledger:
    """Who claimed which character of *text*; what no line holds is markup from the start."""

    def __init__(self, text: str, lines: Iterable[Line]) -> None:
        self._text = text
        self._marks = bytearray(bytes([_MARKUP])) * len(text)
        for line in lines:
            self._mark(line.body, _OPEN)
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
            end = piece.start + piece.width
            self._marks[piece.start : end] = bytes([mark]) * piece.width

    def leftovers(self) -> Iterator[Span]:
        """The stretches that nobody claimed, across white space."""
        for blank in _BLANKS.finditer(self._text):
            self._marks[blank.start() : blank.end()] = bytes([_BLANK]) * len(blank[0])
        for match in _OPEN_RUN.finditer(bytes(self._marks)):
            yield Span(*match.span())

    def coverage(self) -> Coverage:
        """The sums, once ``leftovers`` have been reported."""
        count = self._marks.count
        return Coverage(
            total=len(self._marks) - count(_BLANK),
            fields=count(_FIELD),
            furniture=count(_FURNITURE),
            markup=count(_MARKUP),
            repeats=count(_REPEAT),
            reported=count(_REPORTED),
            lost=count(_OPEN),
        )

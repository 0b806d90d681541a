"""A paragraph of Word as text that knows which run each character is of, and its changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from copy import deepcopy
from typing import TYPE_CHECKING, cast

import msgspec

from citekit.manuscript.docx.field_scan import Field, like
from citekit.manuscript.docx.names import SKIPPED, XML_SPACE, w
from citekit.manuscript.spots import OBJECT

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_P, _R, _T = w("p"), w("r"), w("t")
_CHARACTERS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_SILENT = {w("softHyphen"), w("lastRenderedPageBreak"), w("proofErr")}


class Piece(msgspec.Struct, eq=False):
    """Some characters of a paragraph: a ``w:t`` of a run, or what OBJECT stands for."""

    start: int
    end: int
    element: Element
    field: Field | None = None

    @property
    def is_text(self) -> bool:
        """Whether it is a ``w:t``, which can be cut."""
        return self.element.tag == _T


class Paragraph:
    """A paragraph of *part* as text: ``text``, and ``pieces`` that say what each character is.

    Fields are one character each, so that nothing inside them is taken for what was typed.
    """

    def __init__(self, element: Element, field_of: dict[Element, Field], part: str) -> None:
        self.element = element
        self.part = part
        self.pieces: list[Piece] = []
        self._texts: list[str] = []
        self._length = 0
        self._seen: set[int] = set()
        self._field_of = field_of
        self._walk(element)
        self.text = "".join(self._texts)
        self._starts = [piece.start for piece in self.pieces]

    def piece_at(self, position: int) -> Piece:
        """The piece that the character at *position* is of."""
        return self.pieces[max(bisect_right(self._starts, position) - 1, 0)]

    def _walk(self, element: Element) -> None:
        for child in element:
            tag = child.tag
            if child in self._field_of:
                self._field(child)
            elif tag == _R:
                self._run(child)
            elif tag not in SKIPPED and tag != _P and isinstance(tag, str) and len(child):
                self._walk(child)

    def _field(self, element: Element) -> None:
        field = self._field_of[element]
        is_begun_here = self.element in field.elements[0].iterancestors(_P)
        if id(field) not in self._seen and is_begun_here:
            self._seen.add(id(field))
            self._add(OBJECT, element, field)

    def _run(self, run: Element) -> None:
        for child in run:
            if child.tag == _T:
                if child.text:
                    self._add(child.text, child)
            elif child.tag in _CHARACTERS:
                self._add(_CHARACTERS[child.tag], child)
            elif child.tag not in SKIPPED and child.tag not in _SILENT:
                self._add(OBJECT, child)

    def _add(self, text: str, element: Element, field: Field | None = None) -> None:
        end = self._length + len(text)
        self.pieces.append(Piece(self._length, end, element, field))
        self._texts.append(text)
        self._length = end

    def look_at(self, position: int) -> Element | None:
        """The run properties of the character at *position*; None where it has none."""
        piece = self.piece_at(position)
        if piece.field is not None:
            return piece.field.look
        return _parent(piece.element).find(w("rPr"))

    def replace(self, start: int, end: int, elements: Iterable[Element]) -> None:
        """Puts *elements* in the place of the characters from *start* to *end* (not empty).

        Positions after *start* are not valid any more: a paragraph is changed from its end on.
        """
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        covered = self.pieces[first:last]
        if covered[0].start < start:
            covered[0] = self._split(covered[0], start)
        anchor = _run_from(covered[0])
        for element in elements:
            anchor.addprevious(element)
        for piece in covered:
            _take(piece, end)

    def insert(self, position: int, elements: Iterable[Element]) -> None:
        """Puts *elements* after the character before *position* (from 1), with the same proviso."""
        piece = self.piece_at(position - 1)
        if position < piece.end:
            anchor = _run_from(self._split(piece, position))
            for element in elements:
                anchor.addprevious(element)
            return
        last = piece.field.elements[-1] if piece.field is not None else _run_to(piece)
        for element in reversed(list(elements)):
            last.addnext(element)

    @staticmethod
    def _split(piece: Piece, position: int) -> Piece:
        """Cuts a ``w:t`` in two; the second part."""
        text = piece.element.text or ""
        tail = piece.element.makeelement(_T, {XML_SPACE: "preserve"})
        tail.text = text[position - piece.start :]
        piece.element.text = text[: position - piece.start]
        piece.element.set(XML_SPACE, "preserve")
        piece.element.addnext(tail)
        rest = Piece(position, piece.end, tail)
        piece.end = position
        return rest


def _run_from(piece: Piece) -> Element:
    """The element that begins with *piece*: a run is cut before it."""
    if piece.field is not None:
        return piece.field.elements[0]
    element = piece.element
    run = _parent(element)
    if all(each.tag == w("rPr") for each in element.itersiblings(preceding=True)):
        return run
    return _moved(run, [element, *element.itersiblings()])


def _run_to(piece: Piece) -> Element:
    """The run that ends with *piece*: it is cut after it."""
    element = piece.element
    run = _parent(element)
    after = list(element.itersiblings())
    if after:
        _moved(run, after)
    return run


def _moved(run: Element, children: list[Element]) -> Element:
    """A run like *run*, after it, that has its *children*."""
    fresh = like(run)
    look = run.find(w("rPr"))
    if look is not None:
        fresh.append(deepcopy(look))
    for each in children:
        fresh.append(each)
    run.addnext(fresh)
    return fresh


def _take(piece: Piece, end: int) -> None:
    """Takes *piece* out, as far as it stands before *end*."""
    if piece.field is not None:
        for each in piece.field.elements:
            _remove(each)
        return
    element = piece.element
    if piece.is_text and piece.end > end:
        element.text = (element.text or "")[end - piece.start :]
        element.set(XML_SPACE, "preserve")
        return
    run = _parent(element)
    _remove(element)
    if all(each.tag == w("rPr") for each in run):
        _remove(run)


def _parent(element: Element) -> Element:
    """The element around one that is in a document."""
    return cast("Element", element.getparent())


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)

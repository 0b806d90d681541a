"""A paragraph of OpenDocument as text that knows where each character stands, and its changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import msgspec

from citekit.manuscript.odt.names import q
from citekit.manuscript.spots import OBJECT

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    Item: TypeAlias = "str | Element"
"""What is put into a paragraph: words, or an element."""

NOTE = q("text:note")
MARK_START, MARK_END = q("text:reference-mark-start"), q("text:reference-mark-end")
OWN_MARK = q("text:bibliography-mark")
_PARAGRAPHS = (q("text:p"), q("text:h"))
_SPACES = q("text:s")
_CHARACTERS = {q("text:tab"): "\t", q("text:line-break"): "\n"}
_OBJECTS = {NOTE, MARK_START, MARK_END, OWN_MARK, q("draw:frame"), q("office:annotation")}
_COUNT = q("text:c")
_SPAN = q("text:span")


class Piece(msgspec.Struct, eq=False):
    """Some characters: the ``text`` or the ``tail`` of an element, or the ``element`` itself."""

    start: int
    end: int
    kind: Literal["text", "tail", "element"]
    element: Element


class Paragraph:
    """A ``text:p`` or ``text:h``: its ``text``, and ``pieces`` that say what each character is."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.pieces: list[Piece] = []
        self._texts: list[str] = []
        self._length = 0
        self._inside(element)
        self.text = "".join(self._texts)
        self._starts = [piece.start for piece in self.pieces]

    def piece_at(self, position: int) -> Piece:
        """The piece that the character at *position* is of."""
        return self.pieces[max(bisect_right(self._starts, position) - 1, 0)]

    def objects(self, tag: str) -> list[Piece]:
        """The pieces that are elements called *tag*."""
        return [each for each in self.pieces if each.kind == "element" and each.element.tag == tag]

    def _inside(self, element: Element) -> None:
        self._add(element.text, "text", element)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child)
            self._add(child.tail, "tail", child)

    def _child(self, child: Element) -> None:
        if child.tag in _OBJECTS:
            self._add(OBJECT, "element", child)
        elif child.tag == _SPACES:
            count = str(child.get(_COUNT, "1"))
            self._add(" " * min(int(count) if count.isdecimal() else 1, 1000), "element", child)
        elif child.tag in _CHARACTERS:
            self._add(_CHARACTERS[child.tag], "element", child)
        elif child.tag not in _PARAGRAPHS:
            self._inside(child)

    def _add(
        self, text: str | None, kind: Literal["text", "tail", "element"], element: Element
    ) -> None:
        if text:
            end = self._length + len(text)
            self.pieces.append(Piece(self._length, end, kind, element))
            self._texts.append(text)
            self._length = end

    def replace(self, start: int, end: int, items: Iterable[Item]) -> None:
        """Puts *items* in the place of the characters from *start* to *end* (not empty).

        Positions after *start* are not valid any more: a paragraph is changed from its end on.
        """
        first = max(bisect_right(self._starts, start) - 1, 0)
        covered = self.pieces[first : bisect_left(self._starts, end)]
        anchor, covered[0] = self._anchor(covered[0], start)
        around = [
            piece.element if piece.kind == "text" else _parent(piece.element) for piece in covered
        ]
        for piece in reversed(covered):
            _take(piece, end)
        _settle(anchor, items)
        for span in around:
            if (
                span.tag == _SPAN
                and not len(span)
                and not span.text
                and span.getparent() is not None
            ):
                remove(span)

    def insert(self, position: int, items: Iterable[Item]) -> None:
        """Puts *items* after the character before *position* (from 1), with the same proviso."""
        piece = self.piece_at(position - 1)
        if piece.kind == "element":
            anchor = piece.element.makeelement("anchor")
            piece.element.addnext(anchor)
            anchor.tail, piece.element.tail = piece.element.tail, None
        else:
            anchor, _ = self._anchor(piece, position)
        _settle(anchor, items)

    @staticmethod
    def _anchor(piece: Piece, position: int) -> tuple[Element, Piece]:
        """An element put before the character at *position*; the piece that begins there."""
        element = piece.element
        anchor = element.makeelement("anchor")
        if piece.kind == "element":
            element.addprevious(anchor)
            return anchor, piece
        offset = position - piece.start
        if piece.kind == "text":
            text = element.text or ""
            element.text, anchor.tail = text[:offset] or None, text[offset:]
            element.insert(0, anchor)
        else:
            text = element.tail or ""
            element.tail = None
            element.addnext(anchor)
            element.tail, anchor.tail = text[:offset], text[offset:]
        rest = Piece(position, piece.end, "tail", anchor)
        piece.end = position
        return anchor, rest


def _take(piece: Piece, end: int) -> None:
    """Takes the characters of *piece* out that stand before *end*."""
    element, count = piece.element, min(piece.end, end) - piece.start
    if piece.kind == "text":
        element.text = (element.text or "")[count:] or None
    elif piece.kind == "tail":
        element.tail = (element.tail or "")[count:] or None
    elif element.tag == _SPACES and piece.end > end:
        element.set(_COUNT, str(piece.end - end))
    else:
        remove(element)


def _settle(anchor: Element, items: Iterable[Item]) -> None:
    """*items* in the place of *anchor*."""
    for item in items:
        if isinstance(item, str):
            _say(anchor, item)
        else:
            anchor.addprevious(item)
    remove(anchor)


def _say(before: Element, text: str) -> None:
    """Adds *text* before an element."""
    previous = before.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent = _parent(before)
        parent.text = (parent.text or "") + text


def fill(element: Element, items: Iterable[Item]) -> None:
    """Puts *items* at the end of *element*."""
    for item in items:
        if not isinstance(item, str):
            element.append(item)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + item
        else:
            element.text = (element.text or "") + item


def remove(element: Element) -> None:
    """Takes *element* out; the text after it stays."""
    if element.tail:
        _say(element, element.tail)
        element.tail = None
    _parent(element).remove(element)


def _parent(element: Element) -> Element:
    return cast("Element", element.getparent())


def shown(element: Element) -> str:
    """The text of *element*, of all that is in it but notes' numbers."""
    number = q("text:note-citation")
    return "".join(
        each.text or "" if at == "start" else each.tail or "" for at, each in _walk(element, number)
    )


def _walk(element: Element, skipped: str) -> Iterable[tuple[str, Element]]:
    if element.tag != skipped:
        yield "start", element
        for child in element:
            yield from _walk(child, skipped)
            yield "end", child

"""The fields of a part, and its paragraphs as text that knows which run each character is of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, cast

import msgspec

from citekit.manuscript.docx.names import MC, XML_SPACE, w
from citekit.manuscript.office import OBJECT

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_P, _R, _T = w("p"), w("r"), w("t")
_FLD_CHAR, _INSTR, _FLD_SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
_SDT = w("sdt")
_CONTROLS = ("MENDELEY_CITATION", "MENDELEY_BIBLIOGRAPHY", "Citavi")
_SKIPPED = {w("del"), w("moveFrom"), w("pPr"), w("rPr"), f"{{{MC}}}Fallback"}
"""What is no text of the paragraph: deleted, moved away, properties, the copy for old readers."""
_CHARACTERS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_SILENT = {w("softHyphen"), w("lastRenderedPageBreak"), w("proofErr")}


class Field(msgspec.Struct, eq=False):
    """A field: its code, and the elements from its beginning to its end, in their order."""

    code: str
    elements: list[Element]
    paragraphs: list[Element]
    data: list[str] = []
    """What ``w:fldData`` holds in the field and in those inside it."""

    @property
    def look(self) -> Element | None:
        """The run properties that its beginning has: those of the place it was put in."""
        for each in self.elements:
            run = each if each.tag == _R else each.find(f".//{_R}")
            if run is not None:
                return run.find(w("rPr"))
        return None


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


def split_runs(root: Element) -> None:
    """Gives each mark of a field a run of its own, as Word does, so that a field can be cut out."""
    for mark in list(root.iter(_FLD_CHAR)):
        run = mark.getparent()
        if run is None or run.tag != _R:
            continue
        look = run.find(w("rPr"))
        parts = [each for each in run if each is not look]
        if len(parts) == 1:
            continue
        at = run
        for part in parts[1:]:
            fresh = _like(run)
            if look is not None:
                fresh.append(deepcopy(look))
            fresh.append(part)
            at.addnext(fresh)
            at = fresh


def fields(root: Element) -> list[Field]:
    """The outermost fields of a part, in their order; one that never ends is none."""
    found: list[Field] = []
    depth = 0
    in_code = [False]
    code: list[str] = []
    data: list[str] = []
    elements: list[Element] = []
    for run in _runs(root):
        if run.tag != _R:
            if depth:
                elements.append(run)
            else:
                found.append(Field(_own_code(run), [run], _around(run), _field_data(run)))
            continue
        mark = run.find(_FLD_CHAR)
        kind = mark.get(w("fldCharType")) if mark is not None else None
        if kind == "begin":
            if not depth:
                elements, code, data = [], [], []
            depth += 1
            in_code.append(True)
            data += _field_data(run)
        if depth:
            elements.append(run)
            if in_code[-1] and depth == 1:
                code += [each.text or "" for each in run.iter(_INSTR)]
        if kind == "separate" and depth:
            in_code[-1] = False
        elif kind == "end" and depth:
            depth -= 1
            in_code.pop()
            if not depth:
                around = dict.fromkeys(each for part in elements for each in _around(part))
                found.append(Field("".join(code), elements, list(around), data))
    return found


def bookmarks(root: Element, codes: Mapping[str, str]) -> list[Field]:
    """The bookmarks called as a key of *codes* is, as fields with that code.

    One that ends in another paragraph than it begins in is none.
    """
    found = []
    for start in root.iter(w("bookmarkStart")):
        code = codes.get(str(start.get(w("name"))))
        if code is None:
            continue
        elements = [start]
        for each in start.itersiblings():
            elements.append(each)
            if each.tag == w("bookmarkEnd") and each.get(w("id")) == start.get(w("id")):
                found.append(Field(code, elements, _around(start)))
                break
    return found


def _own_code(element: Element) -> str:
    """The code of a simple field; of a control, its tag and the code of the field inside."""
    if element.tag == _FLD_SIMPLE:
        return str(element.get(w("instr"), ""))
    codes = "".join(each.text or "" for each in element.iter(_INSTR))
    return f"{_tag(element)} {codes}"


def _tag(control: Element) -> str:
    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
    return str(tag.get(w("val"), "")) if tag is not None else ""


def _field_data(element: Element) -> list[str]:
    return [each.text or "" for each in element.iter(w("fldData"))]


def _is_citation_control(element: Element) -> bool:
    """Whether a ``w:sdt`` is a citation or a list of Word, Mendeley Cite or Citavi."""
    properties = element.find(w("sdtPr"))
    if properties is None:
        return False
    if properties.find(w("citation")) is not None or properties.find(w("bibliography")) is not None:
        return True
    return _tag(element).startswith(_CONTROLS)


def _runs(root: Element) -> Iterator[Element]:
    """The runs, simple fields and citation controls of a part in their order, none deleted."""
    stack = [iter(root)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == _SDT and _is_citation_control(element):
            yield element
        elif element.tag in (_R, _FLD_SIMPLE):
            yield element
            if element.tag == _R and len(element):
                stack.append(iter(element))  # a text box has paragraphs in a run
        elif element.tag not in _SKIPPED and len(element):
            stack.append(iter(element))


def _around(element: Element) -> list[Element]:
    found = next(element.iterancestors(_P), None)
    return [] if found is None else [found]


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
            elif tag not in _SKIPPED and tag != _P and isinstance(tag, str) and len(child):
                self._walk(child)

    def _field(self, element: Element) -> None:
        field = self._field_of[element]
        if id(field) not in self._seen:
            self._seen.add(id(field))
            self._add(OBJECT, element, field)

    def _run(self, run: Element) -> None:
        for child in run:
            if child.tag == _T:
                if child.text:
                    self._add(child.text, child)
            elif child.tag in _CHARACTERS:
                self._add(_CHARACTERS[child.tag], child)
            elif child.tag not in _SKIPPED and child.tag not in _SILENT:
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
    fresh = _like(run)
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


def _like(run: Element) -> Element:
    """A run with the attributes of *run*."""
    fresh = run.makeelement(_R)
    for name, value in run.items():
        fresh.set(name, value)
    return fresh

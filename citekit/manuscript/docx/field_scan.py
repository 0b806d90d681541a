"""The fields of a part of a DOCX file, Word's own and those of other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

import msgspec

from citekit.manuscript.docx.names import SKIPPED, w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_P, _R = w("p"), w("r")
_FLD_CHAR, _INSTR, _FLD_SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
_SDT = w("sdt")
_CONTROLS = ("MENDELEY_CITATION", "MENDELEY_BIBLIOGRAPHY", "Citavi")


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
            fresh = like(run)
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
        elif element.tag not in SKIPPED and len(element):
            stack.append(iter(element))


def _around(element: Element) -> list[Element]:
    found = next(element.iterancestors(_P), None)
    return [] if found is None else [found]


def like(run: Element) -> Element:
    """A run with the attributes of *run*."""
    fresh = run.makeelement(_R)
    for name, value in run.items():
        fresh.set(name, value)
    return fresh

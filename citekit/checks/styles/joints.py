"""Joints: marks that double or stand alone where affixes meet, found by printing specimens."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from citekit.checks.styles.sheet import WRITTEN, Printed, Sheet, line_of, local, render
from citekit.checks.styles.specimens import Specimen
from citekit.csl import Style
from citekit.csl.reading import read_style
from citekit.errors import CitekitError, Diagnostic, warning
from citekit.text.characters import NARROW_NBSP, NBSP
from citekit.text.patterns import pattern

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = f"[ {NBSP}{NARROW_NBSP}]"
_FAULT = pattern(
    rf"(?<!\.)\.\.(?!\.)|(?<!\.{_SPACE})\.{_SPACE}\.(?!{_SPACE}?\.)"
    rf"|,{_SPACE}?,|;{_SPACE}?;|:{_SPACE}*:|[,;:]{_SPACE}?\.(?!\.)"
    rf"|,{_SPACE}?[;:]|[;:]{_SPACE}?,|;{_SPACE}?:|:{_SPACE}?;"
    rf"|{_SPACE},|(?<!\.){_SPACE}\.(?![\w.])|[?!]\.(?!\.)"
    rf"|\({_SPACE}*\)|\[{_SPACE}*\]|«{_SPACE}*»|“{_SPACE}*”|\({_SPACE}*[,;:]|[,;:]{_SPACE}*\)"
    rf"|{_SPACE}{{2,}}|\A{_SPACE}*[.,;:]|[,;:]{_SPACE}*\Z"
)
"""Faults, but not what a style may print on purpose: an ellipsis, with or without spaces."""
_ADDRESS = pattern(r"https?://[\w./:-]*\w")
_AROUND = 24
_FIRST_MARK = 0xF0000
"""Private use, plane 15: one mark for every text of the style that is printed."""


class _Fault(NamedTuple):
    fault: str
    work: Specimen
    text: str
    at: int
    of_entry: bool


def doubled(sheet: Sheet) -> Iterator[Diagnostic]:
    """No two marks meet, no bracket is empty, no space doubles: once a pattern and type."""
    faults: dict[tuple[str, str], _Fault] = {}
    for printed in sheet.printed:
        for fault in _faults(printed):
            faults.setdefault((fault.fault, fault.work.reference.type), fault)
    if not faults:
        return
    lines = _lines(sheet, tuple(faults.values()))
    for (shown, type_), fault in faults.items():
        yield warning(
            "style-joint",
            line=lines.get((shown, type_)),
            marks=shown,
            type=type_,
            text=_excerpt(fault.text, fault.at, len(shown)),
        )


def _faults(printed: Printed) -> Iterator[_Fault]:
    for text, of_entry in ((printed.entry, True), (printed.cite, False)):
        plain = _ADDRESS.sub(lambda match: "\ufffc" * len(match[0]), text.strip("\n"))
        for match in _FAULT.finditer(plain):
            yield _Fault(match[0], printed.specimen, text.strip("\n"), match.start(), of_entry)


def _excerpt(text: str, at: int, length: int) -> str:
    """The place in *text*, with what stands around."""
    start, end = max(at - _AROUND, 0), min(at + length + _AROUND, len(text))
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _lines(sheet: Sheet, faults: tuple[_Fault, ...]) -> dict[tuple[str, str], int]:
    """The line of the element that prints the last mark of each fault, where it is found.

    The works are printed once more, by a copy of the style in which each text begins with a mark
    of its own: the last one before the place is that of the element.
    """
    from lxml import etree

    root = deepcopy(sheet.root)
    elements: list[_Element] = []
    for element in root.iter():
        if not isinstance(element.tag, str) or local(element) in ("info", "key"):
            continue
        for attribute in WRITTEN:
            text = element.get(attribute)
            if text:
                element.set(attribute, f"{chr(_FIRST_MARK + len(elements))}{text}")
                elements.append(element)
    works = {fault.work.reference.id: fault.work for fault in faults}
    style = sheet.style
    try:
        marked = Style(
            name=style.name,
            title=style.title,
            xml=style.xml,
            node=read_style(etree.tostring(root)),
            default_locale=style.default_locale,
        )
        again = render(marked, sheet.locale, tuple(works.values()))
    except CitekitError:
        return {}
    printed = {each.specimen.reference.id: each for each in again}
    found: dict[tuple[str, str], int] = {}
    for fault in faults:
        each = printed[fault.work.reference.id]
        number = _mark_at(each.entry if fault.of_entry else each.cite, fault)
        if number is not None and number < len(elements):
            found[fault.fault, fault.work.reference.type] = line_of(elements[number])
    return found


def _mark_at(text: str, fault: _Fault) -> int | None:
    """The number of the last mark before the end of *fault* in the marked *text*."""
    plain, marks = [], []
    last: int | None = None
    for char in text.strip("\n"):
        if ord(char) >= _FIRST_MARK:
            last = ord(char) - _FIRST_MARK
        else:
            plain.append(char)
            marks.append(last)
    end = fault.at + len(fault.fault)
    for around in (_AROUND // 2, 2, 0):  # a mark may keep apart what would have been one
        start = max(fault.at - around, 0)
        at = "".join(plain).find(fault.text[start:end])
        if at >= 0:
            return marks[at + end - start - 1]
    return None

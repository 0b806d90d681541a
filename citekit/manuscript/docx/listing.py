"""The bibliography of a DOCX manuscript: its paragraphs, in a field or as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from citekit.csl import Bibliography
from citekit.csl.outputs.runs import Run, from_json
from citekit.manuscript.docx.field_scan import Field
from citekit.manuscript.docx.names import w
from citekit.manuscript.docx.reading import Reading
from citekit.manuscript.docx.runs import field_end, field_opening, text_runs
from citekit.manuscript.fields import OWN_LIST, ZOTERO_LIST
from citekit.manuscript.laying_out import laid_out
from citekit.manuscript.story import Composition, Marking

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CODES = {
    "marked": f" ADDIN {OWN_LIST} {{}} ",
    "live": f' ADDIN {ZOTERO_LIST} {{"uncited":[],"omitted":[],"custom":[]}} CSL_BIBLIOGRAPHY ',
}
_INDENT = 720
"""Twentieths of a point that the second line of an entry hangs by."""
_LINE = 240
"""A line's height, in the same unit."""
_MARGIN = 500
"""The width of a number in the margin."""


def put(reading: Reading, composition: Composition, marking: Marking) -> bool:
    """Puts the bibliography where one was, at ``[bibliography]``, or at the end; whether there is.

    Where the style makes none, or nothing is cited, the place is kept: by the marker, or by an
    empty field of citekit's.
    """
    made = composition.bibliography
    entries = [from_json(entry) for entry in made.entries] if made is not None else []
    if not entries and reading.listing is None:
        return False
    package = reading.package
    body = package.change(package.main).find(w("body"))
    if body is None:
        return False
    if entries and made is not None:
        paragraphs = [_paragraph(reading, entry, made) for entry in entries]
        if marking != "flat":
            _enclose(paragraphs, _CODES[marking])
    elif marking == "marked":
        paragraphs = [_plain([])]
        _enclose(paragraphs, _CODES[marking])
    else:
        paragraphs = [_plain([Run("[bibliography]")])]
    if reading.listing is not None:
        _replace_field(reading.listing, paragraphs)
    elif reading.list_marker is not None:
        _put_before(reading.list_marker, paragraphs)
        _drop(reading.list_marker)
    else:
        last = body[-1] if len(body) else None
        at = len(body) - 1 if last is not None and last.tag == w("sectPr") else len(body)
        body[at:at] = paragraphs
    return bool(entries)


def _enclose(paragraphs: list[Element], code: str) -> None:
    """Makes one field of *paragraphs*: begun in the first, ended in the last."""
    first = paragraphs[0]
    at = 1 if first.find(w("pPr")) is not None else 0
    first[at:at] = field_opening(code)
    paragraphs[-1].append(field_end())


def _paragraph(reading: Reading, entry: list[Run], made: Bibliography) -> Element:
    """One entry, in the style that Word calls Bibliography.

    The layout that the citation style asks for is the paragraph's own, unless the document's
    style has one already.
    """
    from lxml import etree

    runs = laid_out(entry)
    paragraph = _plain(runs)
    properties = etree.Element(w("pPr"))
    style = reading.styles.needed("bibliography")
    etree.SubElement(properties, w("pStyle"), {w("val"): style})
    if not reading.styles.lays_out(style):
        tabbed = any("\t" in run.text for run in runs)
        if tabbed:
            tabs = etree.SubElement(properties, w("tabs"))
            etree.SubElement(tabs, w("tab"), {w("val"): "left", w("pos"): str(_MARGIN)})
        etree.SubElement(
            properties,
            w("spacing"),
            {
                w("after"): str(_LINE * made.entry_spacing),
                w("line"): str(_LINE * made.line_spacing),
                w("lineRule"): "auto",
            },
        )
        if tabbed or made.hanging_indent:
            width = str(_MARGIN if tabbed else _INDENT)
            etree.SubElement(properties, w("ind"), {w("left"): width, w("hanging"): width})
    paragraph.insert(0, properties)
    return paragraph


def _plain(runs: Iterable[Run]) -> Element:
    from lxml import etree

    paragraph = etree.Element(w("p"))
    for each in text_runs(runs, None):
        paragraph.append(each)
    return paragraph


def _replace_field(field: Field, paragraphs: list[Element]) -> None:
    """*paragraphs* in the place of a field, and of the paragraphs that only it is in."""
    if not field.paragraphs:
        _put_before(field.elements[0], paragraphs)
        _remove(field.elements[0])
        return
    _put_before(field.paragraphs[0], paragraphs)
    for each in field.elements:
        _remove(each)
    for paragraph in field.paragraphs:
        if not any(True for _ in paragraph.iter(w("r"))):
            _drop(paragraph)


def _put_before(place: Element, paragraphs: Iterable[Element]) -> None:
    for each in paragraphs:
        place.addprevious(each)


def _drop(paragraph: Element) -> None:
    """Takes a paragraph away, but for one that ends a section or that a cell must have."""
    parent = paragraph.getparent()
    is_needed = paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None or (
        parent is not None
        and parent.tag == w("tc")
        and not any(each is not paragraph for each in parent.findall(w("p")))
    )
    if is_needed:
        for each in [child for child in paragraph if child.tag != w("pPr")]:
            paragraph.remove(each)
    else:
        _remove(paragraph)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)

"""Runs of text with CSL's forms as WordprocessingML, in the look of the place they are put in."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import TYPE_CHECKING

from citekit.manuscript.docx.names import XML_SPACE, w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from citekit.csl.outputs.runs import Run

_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
).split()
"""The order in which run properties stand (ECMA-376, CT_RPr)."""

_RANK = {w(name): rank for rank, name in enumerate(_ORDER)}
_FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "italic": ("i", {}),
    "oblique": ("i", {}),
    "bold": ("b", {}),
    "small-caps": ("smallCaps", {}),
    "underline": ("u", {"val": "single"}),
    "sup": ("vertAlign", {"val": "superscript"}),
    "sub": ("vertAlign", {"val": "subscript"}),
}
"""CSL's form → the run property."""


def text_runs(runs: Iterable[Run], look: Element | None) -> list[Element]:
    """*runs* as ``w:r``, each with the properties *look* (a ``w:rPr``) and its forms."""
    return [text_run(run.text, look, sorted(run.forms)) for run in runs]


def text_run(text: str, look: Element | None, forms: Iterable[str] = ()) -> Element:
    """One ``w:r`` with *text*; a tab and a line's end are elements."""
    from lxml import etree

    run = etree.Element(w("r"))
    properties = with_forms(look, forms)
    if properties is not None:
        run.append(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, w("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                etree.SubElement(run, w("tab"))
            if piece:
                element = etree.SubElement(run, w("t"))
                element.text = printable(piece)
                element.set(XML_SPACE, "preserve")
    return run


def with_forms(look: Element | None, forms: Iterable[str]) -> Element | None:
    """A copy of *look* with run properties for the *forms*; None where there is nothing to say."""
    from lxml import etree

    properties = deepcopy(look) if look is not None else etree.Element(w("rPr"))
    for form in forms:
        if form in _FORMS:
            name, attributes = _FORMS[form]
            put(properties, name, attributes)
    return properties if len(properties) else None


def put(properties: Element, name: str, attributes: dict[str, str]) -> None:
    """Gives a ``w:rPr`` a property in its place, instead of the one of that name."""
    from lxml import etree

    for old in properties.findall(w(name)):
        properties.remove(old)
    element = etree.Element(w(name), {w(key): value for key, value in attributes.items()})
    rank = _RANK[w(name)]
    at = sum(1 for each in properties if _RANK.get(str(each.tag), len(_ORDER)) < rank)
    properties.insert(at, element)


def printable(text: str) -> str:
    """*text* without the characters that XML has no place for."""
    return "".join(char for char in text if char >= " " or char == "\t")


def field_runs(
    code: str, result: Iterable[Element], look: Element | None, *, uncapitalise: bool = False
) -> list[Element]:
    """A complex field: begin, the *code*, separate, the *result*, end (ECMA-376, 17.16).

    With *uncapitalise* the code is kept from a style in capitals, where Word for Mac changes it.
    """
    begin, separate, end = (_mark(kind, look) for kind in ("begin", "separate", "end"))
    return [begin, _code(code, look, uncapitalise), separate, *result, end]


def field_opening(code: str) -> list[Element]:
    """What stands before the result of a field that goes over several paragraphs."""
    return [_mark("begin", None), _code(code, None, False), _mark("separate", None)]


def field_end() -> Element:
    """What ends it."""
    return _mark("end", None)


def _code(code: str, look: Element | None, uncapitalise: bool) -> Element:
    from lxml import etree

    run = etree.Element(w("r"))
    properties = with_forms(look, ())
    if uncapitalise:
        properties = etree.Element(w("rPr")) if properties is None else properties
        put(properties, "caps", {"val": "0"})
    if properties is not None:
        run.append(properties)
    element = etree.SubElement(run, w("instrText"))
    element.set(XML_SPACE, "preserve")
    element.text = code
    return run


def _mark(kind: str, look: Element | None) -> Element:
    from lxml import etree

    run = etree.Element(w("r"))
    properties = with_forms(look, ())
    if properties is not None:
        run.append(properties)
    etree.SubElement(run, w("fldChar"), {w("fldCharType"): kind})
    return run

"""The bibliography of an ODT manuscript: its paragraphs, in a section or as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citekit.csl import Bibliography
from citekit.csl.outputs.runs import Run, from_json
from citekit.manuscript.fields import OWN_LIST, ZOTERO_LIST, name_of
from citekit.manuscript.laying_out import laid_out
from citekit.manuscript.odt.names import NAMESPACES, q
from citekit.manuscript.odt.package import CONTENT
from citekit.manuscript.odt.paragraphs import fill, remove
from citekit.manuscript.odt.reading import Reading
from citekit.manuscript.story import Composition, Marking

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_RND = f"RND{name_of('bibliography')[:10]}"
_NAMES = {
    "marked": f"{OWN_LIST} {{}} {_RND}",
    "live": f'{ZOTERO_LIST} {{"uncited":[],"omitted":[],"custom":[]}} CSL_BIBLIOGRAPHY {_RND}',
}
_MAP = {"text": NAMESPACES["text"]}


def put(reading: Reading, composition: Composition, marking: Marking) -> bool:
    """Puts the bibliography where one was, at ``[bibliography]``, or at the end; whether there is.

    Where the style makes none, or nothing is cited, the place is kept: by the marker, or by an
    empty section of citekit's.
    """
    from lxml import etree

    made = composition.bibliography
    entries = [from_json(entry) for entry in made.entries] if made is not None else []
    if not entries and reading.listing is None:
        return False
    reading.package.change(CONTENT)
    if entries and made is not None:
        paragraphs = [_paragraph(reading, entry, made) for entry in entries]
    else:
        paragraphs = [etree.Element(q("text:p"), nsmap=_MAP)]
        if marking != "marked":
            paragraphs[0].text = "[bibliography]"
    if marking != "flat" and (entries or marking == "marked"):
        section = etree.Element(q("text:section"), {q("text:name"): _NAMES[marking]}, nsmap=_MAP)
        section.extend(paragraphs)
        paragraphs = [section]
    place = reading.listing if reading.listing is not None else reading.list_marker
    if place is None:
        reading.root.extend(paragraphs)
        return bool(entries)
    for each in paragraphs:
        place.addprevious(each)
    remove(place)
    return bool(entries)


def _paragraph(reading: Reading, entry: list[Run], made: Bibliography) -> Element:
    from lxml import etree

    runs = laid_out(entry)
    style = reading.looks.list_style(made, tabbed=any("\t" in run.text for run in runs))
    paragraph = etree.Element(q("text:p"), {q("text:style-name"): style}, nsmap=_MAP)
    fill(paragraph, reading.looks.spans(runs))
    return paragraph

"""Citations of other programs in ODT files: JabRef's marks, LibreOffice's own.

Zotero's and Mendeley's are CSL's own JSON and need no reader here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citekit.csl import Citation, Cite
from citekit.manuscript.fields import Harvest
from citekit.text.patterns import pattern

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_JABREF = pattern(r"JABREF_(\S+?) CID_\d+")
_OLD_JABREF = pattern(r"\AJR_cite\d*_(\d)_(.+)\Z")
_IN_TEXT, _IN_TEXT_NUMBER = "IN_TEXT", "2"
_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "conference": "paper-conference",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "document",
    "mastersthesis": "thesis",
    "misc": "document",
    "phdthesis": "thesis",
    "proceedings": "book",
    "techreport": "report",
    "unpublished": "manuscript",
    "www": "webpage",
    "email": "personal_communication",
    "journal": "article-journal",
}
"""LibreOffice's types, which are BibTeX's → CSL's (OpenDocument 1.3, 19.788)."""

_TEXTS = {
    "title": "title",
    "journal": "container-title",
    "booktitle": "container-title",
    "publisher": "publisher",
    "address": "publisher-place",
    "volume": "volume",
    "number": "issue",
    "pages": "page",
    "edition": "edition",
    "series": "collection-title",
    "isbn": "ISBN",
    "url": "URL",
    "school": "publisher",
    "institution": "publisher",
}


def is_citation(name: str) -> bool:
    """Whether the mark called *name* is a citation of JabRef's."""
    return bool(_JABREF.search(name) or _OLD_JABREF.match(name))


def is_list(name: str) -> bool:
    """Whether the section called *name* is JabRef's bibliography."""
    return name in ("JR_bib", "JABREF_bib") or name.startswith("JABREF_bibliography")


def citation(name: str, harvest: Harvest) -> Citation:
    """JabRef's citation: keys, whose data are in JabRef's library only."""
    old = _OLD_JABREF.match(name)
    keys = old[2].split(",") if old else _JABREF.findall(name)
    cites = tuple(Cite(harvest.key([f"key of JabRef {key}"], None, key)) for key in keys)
    in_text = old[1] == _IN_TEXT_NUMBER if old else name.rstrip().endswith(_IN_TEXT)
    return Citation(cites, mode="composite" if in_text else None)


def entry(mark: Element, harvest: Harvest) -> Citation:
    """The citation that LibreOffice's own mark is; its attributes are the work's data."""
    values = {
        str(key).rpartition("}")[2]: str(value) for key, value in mark.items() if str(value).strip()
    }
    key = values.get("identifier", "")
    kind = values.get("bibliography-type") or values.get("bibiliographic-type") or ""
    item: dict[str, Any] = {"type": _TYPES.get(kind, "document")}
    for name, variable in _TEXTS.items():
        if name in values:
            item.setdefault(variable, values[name])
    for name in ("author", "editor"):
        people = [_person(each) for each in values.get(name, "").split(";") if each.strip()]
        if people:
            item[name] = people
    year = values.get("year", "")
    if year:
        item["issued"] = {"date-parts": [[int(year)]]} if year.isdecimal() else {"literal": year}
    return Citation((Cite(harvest.key([f"LibreOffice {key}"], item, key)),))


def _person(text: str) -> dict[str, str]:
    family, comma, given = text.strip().partition(",")
    if not comma:
        given, _, family = text.strip().rpartition(" ")
    return {
        part: value.strip()
        for part, value in (("family", family), ("given", given))
        if value.strip()
    }

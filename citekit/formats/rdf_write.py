"""Zotero RDF, written: an item, what it is part of, its people, notes, tags and attachments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from citekit.formats.rdf_collections import collections
from citekit.formats.rdf_graph import RDF
from citekit.formats.rdf_words import (
    BIB,
    CONTAINERS,
    DC,
    DCTERMS,
    FOAF,
    LINK,
    PRISM,
    RESOURCES,
    VCARD,
    Z,
)
from citekit.formats.zotero_fields import item_types
from citekit.formats.zotero_items import KEPT, to_item
from citekit.model import Library

if TYPE_CHECKING:
    from lxml.etree import _Element

_PREFIXES = {
    "rdf": RDF,
    "z": Z,
    "dcterms": DCTERMS,
    "bib": BIB,
    "foaf": FOAF,
    "link": LINK,
    "dc": DC,
    "prism": PRISM,
    "vcard": VCARD,
}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_IN_CONTAINER = {
    "container-title": f"{DC}title",
    "container-title-short": f"{DCTERMS}alternative",
    "volume": f"{PRISM}volume",
    "issue": f"{PRISM}number",
}
_IDENTIFIERS = ("ISSN", "ISBN", "DOI")
_OF_ITEM = {
    "title": f"{DC}title",
    "issued": f"{DC}date",
    "accessed": f"{DCTERMS}dateSubmitted",
    "page": f"{BIB}pages",
    "abstract": f"{DCTERMS}abstract",
    "archive_location": f"{DC}coverage",
    "edition": f"{PRISM}edition",
}
_SERIES = {
    "series": f"{DC}title",
    "seriesTitle": f"{DCTERMS}alternative",
    "seriesText": f"{DC}description",
    "seriesNumber": f"{DC}identifier",
}
_TYPES_OF_WORK = frozenset(
    """reportType letterType manuscriptType mapType thesisType websiteType presentationType
    postType""".split()
)
_ROLES_IN_BIB = frozenset({"author", "editor", "contributor"})


def write_rdf(library: Library) -> str:
    """The RDF/XML of *library*."""
    from lxml import etree

    root = etree.Element(f"{{{RDF}}}RDF", nsmap=_PREFIXES)
    named: dict[str, list[str]] = {}
    uris = []
    for number, reference in enumerate(library.references, 1):
        item = to_item(reference)
        uris.append(f"#item_{number}")
        _Writer(root, item, number).write()
        for name in _kept_collections(reference.custom):
            named.setdefault(name, []).append(uris[-1])
    for name, members in collections(library.references).items():
        known = named.setdefault(name, [])
        known += [uris[member] for member in members if uris[member] not in known]
    for number, (name, members_of) in enumerate(named.items(), 1):
        collection = _node(root, f"{Z}Collection", f"#collection_{number}")
        _literal(collection, f"{DC}title", name)
        for uri in members_of:
            _link(collection, f"{DCTERMS}hasPart", uri)
    etree.indent(root, "    ")
    text: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _kept_collections(custom: dict[str, Any] | None) -> list[str]:
    kept = (custom or {}).get(KEPT)
    names = kept.get("collections") if isinstance(kept, dict) else None
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


class _Writer:
    """One item on its way to resources."""

    def __init__(self, root: _Element, item: dict[str, Any], number: int) -> None:
        self.root = root
        self.item = item
        self.number = number
        self.kind = item_types()[item["itemType"]]
        name = RESOURCES.get(self.kind.name)
        self.node = _node(root, f"{BIB}{name}" if name else f"{RDF}Description", f"#item_{number}")
        self.container = self.node

    def write(self) -> None:
        """All that is said of the item, in the order of Zotero's own export."""
        _literal(self.node, f"{Z}itemType", self.kind.name)
        self.wholes()
        self.publisher()
        self.creators()
        for number, each in enumerate(self.item.get("notes", ()), 1):
            self.note(each["note"], f"#item_{self.number}_note_{number}")
        for number, each in enumerate(self.item.get("attachments", ()), 1):
            self.attachment(each, f"#item_{self.number}_attachment_{number}")
        for tag in self.item.get("tags", ()):
            _literal(self.node, f"{DC}subject", tag["tag"])
        for field, text in self.item.items():
            if isinstance(text, str) and field != "itemType":
                self.field(field, text)

    def wholes(self) -> None:
        """The rubric, what the item is part of, the series."""
        section = self.item.get("section")
        if section:
            part = _inside(self.node, f"{DCTERMS}isPartOf", f"{BIB}Part")
            _literal(part, f"{DC}title", section)
            self.container = part
        type_ = CONTAINERS.get(self.kind.name)
        has_container = bool(type_)
        if type_:
            self.container = _inside(self.container, f"{DCTERMS}isPartOf", type_)
        else:
            self.container = self.node
        if any(self.item.get(field) for field in _SERIES):
            around = self.container if has_container else self.node
            series = _inside(around, f"{DCTERMS}isPartOf", f"{BIB}Series")
            for field, predicate in _SERIES.items():
                if self.item.get(field):
                    _literal(series, predicate, self.item[field])

    def publisher(self) -> None:
        name = self.item.get(self.kind.fields.get("publisher", ""))
        place = self.item.get(self.kind.fields.get("publisher-place", ""))
        if not (name or place):
            return
        body = _inside(self.node, f"{DC}publisher", f"{FOAF}Organization")
        if place:
            address = _inside(body, f"{VCARD}adr", f"{VCARD}Address")
            _literal(address, f"{VCARD}locality", place)
        if name:
            _literal(body, f"{FOAF}name", name)

    def creators(self) -> None:
        by_role: dict[str, list[dict[str, str]]] = {}
        for creator in self.item.get("creators", ()):
            by_role.setdefault(creator["creatorType"], []).append(creator)
        for role, people in by_role.items():
            space = BIB if role in _ROLES_IN_BIB else Z
            sequence = _inside(self.node, f"{space}{role}s", f"{RDF}Seq")
            for each in people:
                person = _inside(sequence, f"{RDF}li", f"{FOAF}Person")
                _literal(person, f"{FOAF}surname", each.get("name") or each.get("lastName", ""))
                if each.get("firstName"):
                    _literal(person, f"{FOAF}givenName", each["firstName"])

    def note(self, html: str, uri: str) -> None:
        _link(self.node, f"{DCTERMS}isReferencedBy", uri)
        memo = _node(self.root, f"{BIB}Memo", uri)
        _literal(memo, f"{RDF}value", html)

    def attachment(self, facts: dict[str, str], uri: str) -> None:
        _link(self.node, f"{LINK}link", uri)
        node = _node(self.root, f"{Z}Attachment", uri)
        _literal(node, f"{Z}itemType", "attachment")
        if facts.get("url"):
            address = _inside(node, f"{DC}identifier", f"{DCTERMS}URI")
            _literal(address, f"{RDF}value", facts["url"])
            _literal(node, f"{Z}linkMode", "3")
        if facts.get("path"):
            _link(node, f"{RDF}resource", facts["path"])
        for name, predicate in (
            ("title", f"{DC}title"),
            ("mimeType", f"{LINK}type"),
            ("note", f"{DC}description"),
        ):
            if facts.get(name):
                _literal(node, predicate, facts[name])

    def field(self, field: str, text: str) -> None:
        """A field as Zotero spells it, or by its name in Zotero's own vocabulary."""
        variable = self.kind.variables.get(field, "")
        is_first = self.kind.fields.get(variable) == field
        if field in _SERIES or field == "section":
            return
        if variable in {"publisher", "publisher-place"} and is_first:
            return
        if field in _IDENTIFIERS:
            _literal(self.container, f"{DC}identifier", f"{field} {text}")
        elif field == "url":
            address = _inside(self.node, f"{DC}identifier", f"{DCTERMS}URI")
            _literal(address, f"{RDF}value", text)
        elif field == "extra":
            _literal(self.node, f"{DC}description", text)
        elif field == "rights":
            _literal(self.node, f"{DC}rights", text)
        elif field == "callNumber":
            number = _inside(self.node, f"{DC}subject", f"{DCTERMS}LCC")
            _literal(number, f"{RDF}value", text)
        elif field in {"conferenceName", "meetingName"}:
            meeting = _inside(self.node, f"{BIB}presentedAt", f"{BIB}Conference")
            _literal(meeting, f"{DC}title", text)
        elif field in {"artworkMedium", "interviewMedium"}:
            _literal(self.node, f"{DCTERMS}medium", text)
        elif field in _TYPES_OF_WORK:
            _literal(self.node, f"{DC}type", text)
        elif is_first and variable in _OF_ITEM:
            _literal(self.node, _OF_ITEM[variable], text)
        elif is_first and variable in _IN_CONTAINER and self._goes_in(variable):
            _literal(self.container, _IN_CONTAINER[variable], text)
        else:
            _literal(self.node, f"{Z}{field}", text)

    def _goes_in(self, variable: str) -> bool:
        """Whether the container has the fact: a title only where there is a container."""
        return variable != "container-title" or self.kind.name in CONTAINERS


def _tag(address: str) -> str:
    space = next(space for space in _PREFIXES.values() if address.startswith(space))
    return f"{{{space}}}{address.removeprefix(space)}"


def _node(parent: _Element, type_: str, uri: str) -> _Element:
    from lxml import etree

    return etree.SubElement(parent, _tag(type_), {f"{{{RDF}}}about": uri})


def _inside(parent: _Element, predicate: str, type_: str) -> _Element:
    """A resource without a name, as the object of *predicate*."""
    from lxml import etree

    return etree.SubElement(etree.SubElement(parent, _tag(predicate)), _tag(type_))


def _link(parent: _Element, predicate: str, uri: str) -> None:
    from lxml import etree

    etree.SubElement(parent, _tag(predicate), {f"{{{RDF}}}resource": _legal(uri)})


def _literal(parent: _Element, predicate: str, text: str) -> None:
    from lxml import etree

    etree.SubElement(parent, _tag(predicate)).text = _legal(text)


def _legal(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)

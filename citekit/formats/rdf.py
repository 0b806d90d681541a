"""Zotero RDF: what Zotero exports and imports with the least loss.

Beside fields it carries the rubric (``bib:Part``), the special issue's title, the citation key,
notes, tags whole, linked addresses, and a collection for each issue of which there are several
articles. Source: the statements that Zotero's RDF translators write and read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from citekit.errors import error, note
from citekit.formats.rdf_collections import collections
from citekit.formats.rdf_graph import RDF, Graph, Resource
from citekit.formats.rdf_words import (
    BIB,
    CONTAINERS,
    DC,
    DCTERMS,
    FOAF,
    LINK,
    PRISM,
    TYPES,
    VCARD,
    Z,
)
from citekit.formats.rdf_write import write_rdf
from citekit.formats.shared import keyed
from citekit.formats.xml import read_xml
from citekit.formats.zotero_fields import ItemType, item_types
from citekit.formats.zotero_items import KEPT, from_item
from citekit.model import ATTRIBUTES, Library, Reference
from citekit.model.decode import ALIASES

HOLDS: frozenset[str] = frozenset(ATTRIBUTES) - frozenset(ALIASES)
"""All variables: what Zotero has no field for is in *Extra*."""

UNREAD = "rdf"
"""The part of ``custom`` with statements that are no field of Zotero's."""


def read(text: str) -> Library:
    """The library in an RDF/XML file of Zotero's; statements unknown go to ``custom["rdf"]``.

    Never raises: malformed XML is read as far as it goes, with an error; notes on their own are
    the library's comments.
    """
    root, diagnostics = read_xml(text)
    if root is None:
        return Library(diagnostics=tuple(diagnostics))
    graph = Graph(root)
    diagnostics += graph.diagnostics
    reader = _Reader(graph)
    references = list(reader.references())
    if not references and not diagnostics and text.strip() and len(root):
        diagnostics.append(error("rdf-no-items", line=root.sourceline))
    with_keys, about_keys = keyed(reader.with_collections(references))
    comments = tuple(reader.comments())
    notes = [note("rdf-notes-alone", count=len(comments))] if comments else []
    return Library(
        references=with_keys,
        diagnostics=(*diagnostics, *notes, *about_keys),
        comments=comments,
    )


def write(library: Library) -> str:
    """The RDF/XML file of *library* for Zotero."""
    return write_rdf(library)


class _Reader:
    """Walks through the resources that are items."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.parts = {
            id(value)
            for resource in graph.resources.values()
            for predicate, values in resource.said.items()
            if predicate not in {f"{DC}relation", f"{DCTERMS}hasPart"}
            for value in values
            if isinstance(value, Resource)
        }
        self.uris: list[str] = []

    def references(self) -> Iterator[Reference]:
        """The reference of each item."""
        for resource in self.graph.resources.values():
            name = _item_type(resource)
            if name in {"", "note", "attachment"}:
                continue
            if id(resource) in self.parts and resource.text(f"{Z}itemType") is None:
                continue  # a journal, a book around a chapter
            self.uris.append(resource.uri)
            yield _Item(resource, name).reference()

    def comments(self) -> Iterator[str]:
        """Notes that belong to no item."""
        for resource in self.graph.resources.values():
            if f"{BIB}Memo" in resource.types and id(resource) not in self.parts:
                text = resource.text(f"{RDF}value")
                if text:
                    yield text

    def with_collections(self, references: list[Reference]) -> list[Reference]:
        """The references, with the names of collections that are not those of their issues."""
        made = collections(references)
        usual = {name: set(members) for name, members in made.items()}
        places = {uri: number for number, uri in enumerate(self.uris)}
        for resource in self.graph.resources.values():
            if f"{Z}Collection" not in resource.types:
                continue
            name = resource.text(f"{DC}title") or ""
            for part in resource.resources(f"{DCTERMS}hasPart"):
                number = places.get(part.uri)
                if number is None or number in usual.get(name, ()):
                    continue
                references[number] = _in_collection(references[number], name)
        return references


def _in_collection(reference: Reference, name: str) -> Reference:
    custom = dict(reference.custom or {})
    beyond = dict(custom.get(KEPT, {}))
    beyond["collections"] = [*beyond.get("collections", []), name]
    custom[KEPT] = beyond
    return reference.replace(custom=custom)


def _item_type(resource: Resource) -> str:
    """Zotero's name of the resource's type; empty where it is no item."""
    named = resource.text(f"{Z}itemType", f"{Z}type")
    if named is not None:
        return named
    containers = {type_ for part in _wholes(resource) for type_ in part.types}
    for type_ in resource.types:
        for (bib, container), name in TYPES.items():
            if type_ == bib and (not container or container in containers):
                return name
    return ""


def _wholes(resource: Resource) -> list[Resource]:
    """What the resource is part of, and what that is part of."""
    found: dict[int, Resource] = {}
    waiting = resource.resources(f"{DCTERMS}isPartOf")
    while waiting:
        part = waiting.pop(0)
        if id(part) not in found and part is not resource:
            found[id(part)] = part
            waiting += part.resources(f"{DCTERMS}isPartOf")
    return list(found.values())


class _Item:
    """One resource on its way to an item of Zotero's."""

    def __init__(self, resource: Resource, name: str) -> None:
        self.resource = resource
        self.name = name
        self.kind: ItemType = item_types().get(name, item_types()["document"])
        self.item: dict[str, Any] = {"itemType": self.kind.name}
        wholes = _wholes(resource)
        self.container = _of_type(wholes, CONTAINERS.get(name, ""))
        self.section = _of_type(wholes, f"{BIB}Part")
        self.series = _of_type(wholes, f"{BIB}Series")
        self.unread: dict[str, list[str]] = {}

    def reference(self) -> Reference:
        """The reference, with what was not understood in ``custom``."""
        for each in (self.section, self.container, self.series):
            if each is not None:
                self.part(each)
        self.own()
        reference = from_item(self.item)
        if self.name != self.kind.name:
            self.unread[f"{Z}itemType"] = [self.name]
        if self.unread:
            custom = {**(reference.custom or {}), UNREAD: self.unread}
            reference = reference.replace(custom=custom)
        return reference

    def put(self, variable: str, text: str | None, field: str = "") -> bool:
        """Put *text* in the type's field for *variable*, or in *field*; whether it is there."""
        name = self.kind.fields.get(variable, field)
        if not text or not name or self.item.get(name, text) != text:
            return not text
        self.item[name] = text
        return True

    def part(self, part: Resource) -> None:
        """Take what is said of the whole: a section, a journal, a series."""
        for predicate, values in part.said.items():
            for value in values:
                if isinstance(value, Resource):
                    continue
                if not self.statement(predicate, value, part):
                    self.unread.setdefault(predicate, []).append(value)

    def own(self) -> None:
        """Take what is said of the item itself."""
        for predicate, values in self.resource.said.items():
            for value in values:
                done = (
                    self.statement(predicate, value, self.resource)
                    if isinstance(value, str)
                    else self.nested(predicate, value)
                )
                if not done:
                    text = value if isinstance(value, str) else value.text(f"{RDF}value")
                    self.unread.setdefault(predicate, []).append(text or _uri(value))

    def statement(self, predicate: str, text: str, of: Resource) -> bool:
        """Put a literal in its field; False where it has none."""
        if predicate == f"{DC}identifier":
            return self.identifier(text, of)
        if predicate.startswith(Z):
            return self.own_field(predicate.removeprefix(Z), text)
        if of is self.section and predicate == f"{DC}title":
            return self.put("section", text, "section")
        if of is self.series:
            field = _SERIES.get(predicate)
            if field is not None:
                self.item.setdefault(field, text)
            return field is not None
        if of is self.container and predicate == f"{DC}title":
            return self.put("container-title", text)
        if predicate == f"{PRISM}number":
            return (
                self.put("issue", text) if "issue" in self.kind.fields else self.put("number", text)
            )
        if predicate == f"{PRISM}edition":
            is_version = "edition" not in self.kind.fields
            return self.put("version" if is_version else "edition", text, "edition")
        if predicate == f"{DC}subject":
            self.item.setdefault("tags", []).append({"tag": text})
            return True
        if predicate == f"{DC}description":
            return "extra" not in self.item and bool(self.item.setdefault("extra", text))
        if predicate == f"{DC}rights":
            return bool(self.item.setdefault("rights", text))
        if predicate == f"{DC}publisher":
            return self.put("publisher", text)
        variable = _VARIABLES.get(predicate)
        return variable is not None and self.put(variable, text)

    def own_field(self, field: str, text: str) -> bool:
        if field in {"itemType", "type"} and text == self.name:
            return True
        if field == "displayTitle":
            return True  # made of the title by Zotero
        return bool(text) and self.item.setdefault(field, text) == text

    def identifier(self, text: str, of: Resource) -> bool:
        scheme, _, number = text.partition(" ")
        if scheme.upper() in {"ISBN", "ISSN", "DOI"} and number:
            return self.put(scheme.upper(), number, scheme.upper())
        if of is self.series:
            return self.put("collection-number", text, "seriesNumber")
        return False

    def nested(self, predicate: str, value: Resource) -> bool:
        """Take a statement whose object is a resource."""
        name = predicate.removeprefix(BIB).removeprefix(Z)
        if predicate == f"{DCTERMS}isPartOf":
            return True
        if name.endswith("s") and (predicate.startswith((BIB, Z))) and _people(value):
            self.creators(name.removesuffix("s"), value)
            return True
        if predicate == f"{DC}publisher":
            self.put("publisher", value.text(f"{FOAF}name"), "publisher")
            for address in value.resources(f"{VCARD}adr"):
                self.put("publisher-place", address.text(f"{VCARD}locality"), "place")
            return True
        if predicate == f"{BIB}presentedAt":
            return self.put("event-title", value.text(f"{DC}title"), "conferenceName")
        if predicate == f"{DC}identifier" and f"{DCTERMS}URI" in value.types:
            return self.put("URL", value.text(f"{RDF}value"))
        if predicate == f"{DC}subject":
            text = value.text(f"{RDF}value") or ""
            if f"{Z}AutomaticTag" in value.types:
                self.item.setdefault("tags", []).append({"tag": text})
                return True
            return self.put("call-number", text, "callNumber")
        if predicate == f"{DCTERMS}isReferencedBy":
            html = value.text(f"{RDF}value") or ""
            self.item.setdefault("notes", []).append({"note": html})
            return True
        if predicate == f"{LINK}link":
            self.item.setdefault("attachments", []).append(_attachment(value))
            return True
        return False

    def creators(self, role: str, people: Resource) -> None:
        for person in _people(people):
            last = person.text(*(f"{FOAF}{name}" for name in _FAMILY)) or ""
            first = person.text(*(f"{FOAF}{name}" for name in _GIVEN)) or ""
            name = {"lastName": last, "firstName": first} if first else {"name": last}
            self.item.setdefault("creators", []).append({"creatorType": role, **name})


_FAMILY = ("familyName", "lastName", "surname", "family_name")
_GIVEN = ("givenName", "firstName", "givenname")
_SERIES = {
    f"{DC}title": "series",
    f"{DCTERMS}alternative": "seriesTitle",
    f"{DC}description": "seriesText",
}
_VARIABLES = {
    f"{DC}title": "title",
    f"{DCTERMS}alternative": "container-title-short",
    f"{PRISM}volume": "volume",
    f"{DC}date": "issued",
    f"{DCTERMS}issued": "issued",
    f"{DCTERMS}dateSubmitted": "accessed",
    f"{BIB}pages": "page",
    f"{DCTERMS}abstract": "abstract",
    f"{DC}language": "language",
    f"{DC}coverage": "archive_location",
    f"{DCTERMS}medium": "medium",
    f"{DC}type": "genre",
    f"{DC}source": "source",
}


def _of_type(resources: list[Resource], type_: str) -> Resource | None:
    return next((each for each in resources if type_ in each.types), None)


def _people(value: Resource) -> list[Resource]:
    members = list(value.members()) or [value]
    return [each for each in members if f"{FOAF}Person" in each.types]


def _uri(value: str | Resource) -> str:
    return value if isinstance(value, str) else value.uri


def _attachment(resource: Resource) -> dict[str, str]:
    """Title, address or path, and media type of what is attached."""
    address = next(
        (
            each.text(f"{RDF}value")
            for each in resource.resources(f"{DC}identifier")
            if f"{DCTERMS}URI" in each.types
        ),
        None,
    )
    facts = {
        "title": resource.text(f"{DC}title"),
        "url": address,
        "path": resource.text(f"{RDF}resource"),
        "mimeType": resource.text(f"{LINK}type"),
        "note": resource.text(f"{DC}description"),
    }
    return {name: fact for name, fact in facts.items() if fact}

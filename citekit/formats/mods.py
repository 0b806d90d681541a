"""MODS, the Library of Congress's XML that library catalogues and Zotero exchange.

What MODS has no element for stands as part of a CSL item in ``extension``, which the standard keeps
for such things; other programs pass over it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

from citekit.errors import Diagnostic, note, warning
from citekit.formats import csljson
from citekit.formats.csljson import value_of
from citekit.formats.mods_fields import GENRES, RESOURCES
from citekit.formats.mods_record import KEY_PATH, NAMESPACE, NAMESPACES, element_of, values_of
from citekit.formats.shared import same
from citekit.formats.xml import read_records
from citekit.formats.xml_paths import find, is_raw, put, rest
from citekit.formats.zotero_fields import written_as
from citekit.model import ATTRIBUTES, Library, Reference, decode_item

if TYPE_CHECKING:
    from lxml.etree import _Element

HOLDS = csljson.HOLDS
"""All variables: in elements of MODS, or in the ``extension``."""

RAW = "mods"
"""Where ``custom`` keeps elements that have no CSL variable: ``{"tableOfContents": ["…"]}``."""

_EXACT = "extension/csl-json"


def read(text: str) -> Library:
    """The references in *text*: a ``modsCollection`` or one ``mods``, of any version 3.

    Elements without a CSL variable are kept in ``custom.mods``, by their paths.
    """
    return read_records(text, "mods", {"modsCollection"}, "mods-no-records", _reference)


def write(library: Library) -> str:
    """The references as a ``modsCollection`` of version 3.8."""
    from lxml import etree

    collection = etree.Element(f"{NAMESPACE}modsCollection", nsmap=NAMESPACES)
    for reference in library.references:
        collection.append(_record(reference))
    etree.indent(collection, "  ")
    written: str = etree.tostring(collection, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _record(reference: Reference) -> _Element:
    custom = dict(reference.custom or {})
    raw = custom.pop(RAW) if is_raw(custom.get(RAW)) else {}
    record = element_of(reference)
    _, seen = values_of(record)
    exact: dict[str, Any] = {}
    if written_as(reference.type).csl[0] != reference.type:
        exact["type"] = reference.type
    if _key(record) != reference.id:
        exact["id"] = reference.id
    for variable, value in reference.items():
        if variable not in {"id", "type", "custom"} and not same(
            variable, seen.get(variable), value
        ):
            exact[variable] = msgspec.to_builtins(value)
    if custom:
        exact["custom"] = custom
    for path, texts in raw.items():
        for text in texts:
            put(record, path, text, NAMESPACE)
    if exact:
        put(record, _EXACT, json.dumps(exact, ensure_ascii=True, default=str), NAMESPACE)
    return record


def _key(record: _Element) -> str:
    return next((each.text or "" for each in find(record, KEY_PATH)), "")


def _reference(record: _Element) -> tuple[Reference, list[Diagnostic]]:
    line = record.sourceline
    kind, type_elements = _kind(record)
    read_elements, values = values_of(record, type_elements)
    key = _key(record) or record.get("ID") or ""
    custom: dict[str, Any] = {}
    diagnostics: list[Diagnostic] = []
    for element in find(record, _EXACT):
        item = _item(element.text or "")
        if item is None:
            diagnostics.append(warning("mods-bad-extension", line=element.sourceline))
            continue
        read_elements.append(element)
        kind, key = _exact(item, kind, key, values, custom)
    raw: dict[str, list[str]] = {}
    for path, text in rest(record, read_elements):
        raw.setdefault(path, []).append(text)
    if raw:
        custom[RAW] = raw
    if not values:
        diagnostics.append(note("mods-empty", line=line))
    reference = Reference(
        id=key,
        type=kind,  # type: ignore[arg-type]  # from the tables, or checked by decode_item
        custom=custom or None,
        **{ATTRIBUTES[variable]: value for variable, value in values.items()},
    )
    if key:
        diagnostics = [msgspec.structs.replace(each, reference=key) for each in diagnostics]
    return reference, diagnostics


def _kind(record: _Element) -> tuple[str, list[_Element]]:
    """The CSL type, and the elements that said it: a genre (Zotero's first), or a resource type."""
    genres = find(record, "genre")
    genres.sort(key=lambda element: element.get("authority") != "local")
    resources = find(record, "typeOfResource")
    for element in genres:
        word = (element.text or "").strip()
        kind = GENRES.get(word) or GENRES.get(word.lower())
        if kind is not None:
            is_exact = element.get("authority") == "local"
            return kind if is_exact else _within(record, kind), [element, *resources]
    for element in resources:
        kind = RESOURCES.get((element.text or "").strip().lower())
        if kind is not None:
            return _within(record, kind), resources
    return _within(record, "document"), []


def _within(record: _Element, kind: str) -> str:
    """The type in the light of what the work is part of: MARC's *book* with a host is a chapter."""
    if kind not in {"book", "document"}:
        return kind
    hosts = find(record, 'relatedItem[type="host"]')
    if not hosts:
        issuance = {(each.text or "").strip() for each in find(record, "originInfo/issuance")}
        return "book" if "monographic" in issuance else kind
    of_hosts = {
        GENRES.get((each.text or "").strip().lower())
        for host in hosts
        for each in find(host, "genre")
    }
    is_serial = find(record, 'relatedItem[type="host"]/identifier[type="issn"]')
    if of_hosts & {"article-journal", "periodical"} or (is_serial and "book" not in of_hosts):
        return "article-journal"
    return "chapter"


def _item(text: str) -> dict[str, Any] | None:
    try:
        item = value_of(text)
    except ValueError:
        return None
    return item if isinstance(item, dict) else None


def _exact(
    item: dict[str, Any], kind: str, key: str, values: dict[str, Any], custom: dict[str, Any]
) -> tuple[str, str]:
    """Put the exact values of the extension in place, and give the exact type and key.

    A value counts only where the elements, which people may have edited since, still say the same.
    """
    exact, _ = decode_item({"id": key, "type": kind, **item})
    if exact is None:
        return kind, key
    is_type_known = written_as(exact.type).csl[0] in (kind, written_as(kind).csl[0])
    _, seen = values_of(element_of(exact))
    for variable, value in exact.items():
        if variable == "custom":
            custom |= value
        elif variable not in {"id", "type"} and (
            variable not in values or same(variable, values[variable], seen.get(variable))
        ):
            values[variable] = value
    return (exact.type if is_type_known else kind), exact.id

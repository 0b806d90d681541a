"""CSL-YAML: the items of CSL-JSON as YAML, the way pandoc, Quarto and MyST take them.

Pandoc reads Markdown in their texts: what stands in ``<i>`` is written as ``*…*``, and characters
that Markdown would take for marks have a backslash.
"""

from __future__ import annotations

from typing import Any

import msgspec

from citekit.errors import Diagnostic, error
from citekit.formats import csljson
from citekit.formats.csl_markdown import from_markdown, to_markdown
from citekit.formats.shared import keyed
from citekit.formats.yaml_text import Entry, dump, load
from citekit.model import DATE_VARIABLES, TEXT_VARIABLES, Library, Reference, decode_item

HOLDS = csljson.HOLDS

WRAPPERS = ("references", "items")
"""Keys under which pandoc's metadata (``references``) and Zotero (``items``) have the list."""

_PLAIN = frozenset({"URL", "DOI", "ISBN", "ISSN", "PMID", "PMCID", "language", "citation-key"})
_MARKED = frozenset(TEXT_VARIABLES) - _PLAIN
_DATES = frozenset(DATE_VARIABLES)
_PARTS = ("year", "month", "day")
_ITEM = r"^ *- +(?=[\w'\"]+[ \t]*:)"


def read(text: str) -> Library:
    """The references in *text*: a list, a mapping with ``references``, or one item.

    Dates may be EDTF (``2006-12``), ``date-parts``, or ``year``, ``month``, ``day`` as older
    pandoc wrote them. Source: CSL 1.0.2, ``csl-data.json``; pandoc's manual.
    """
    documents, diagnostics = load(text, _ITEM)
    references: list[Reference] = []
    lists = [items for each in documents if (items := _items(each)) is not None]
    if documents and not lists and not diagnostics:
        diagnostics.append(error("csl-yaml-no-items", line=1))
    for item in (item for items in lists for item in items):
        reference, found = _reference(item)
        diagnostics += found
        if reference is not None:
            references.append(reference)
    with_keys, about_keys = keyed(references)
    return Library(references=with_keys, diagnostics=(*diagnostics, *about_keys))


def write(library: Library) -> str:
    """The references as pandoc's metadata: a list under ``references``."""
    return dump({"references": [_item(reference) for reference in library.references]})


def _items(document: Any) -> list[Any] | None:
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        for key in WRAPPERS:
            if isinstance(document.get(key), list):
                return list(document[key])
        return [document] if {"id", "type"} & document.keys() else None
    return None


def _reference(item: Any) -> tuple[Reference | None, list[Diagnostic]]:
    if isinstance(item, dict):
        line = item.line if isinstance(item, Entry) else 0
        plain = {key: _read_value(key, value) for key, value in item.items()}
    else:
        line, plain = 0, item
    reference, found = decode_item(plain)
    return reference, [msgspec.structs.replace(each, line=line or each.line) for each in found]


def _read_value(variable: str, value: Any) -> Any:
    if variable in _DATES:
        return _read_date(value)
    if variable in _MARKED and isinstance(value, str):
        return from_markdown(value)
    return value


def _read_date(value: Any) -> Any:
    """The date as CSL-JSON has it; ``year``, ``month``, ``day`` become ``date-parts``."""
    ends = value if isinstance(value, list) else [value]
    if not ends or not all(isinstance(end, dict) and "year" in end for end in ends):
        return value
    parts = []
    for end in ends:
        known = [end.get(part) for part in _PARTS]
        parts.append(known[: known.index(None)] if None in known else known)
    rest = {key: fact for key, fact in ends[0].items() if key not in _PARTS}
    return {"date-parts": parts, **rest}


def _item(reference: Reference) -> dict[str, Any]:
    item: dict[str, Any] = msgspec.to_builtins(reference)
    return {
        variable: to_markdown(value) if variable in _MARKED else value
        for variable, value in item.items()
    }

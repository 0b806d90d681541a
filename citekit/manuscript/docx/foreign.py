"""Citations of other programs in Word's documents: EndNote, Mendeley Cite, Citavi, Word itself.

Zotero's and Mendeley Desktop's are CSL's own JSON and need no reader here. What each stores is
described in fiduswriter/biblatex-csl-converter, CITATIONS_IN_DOCS.md.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from citekit.csl import Citation, Cite, parse_locator
from citekit.manuscript.docx import citavi, word
from citekit.manuscript.docx.field_scan import Field
from citekit.manuscript.docx.package import Package
from citekit.manuscript.fields import Harvest
from citekit.text.patterns import pattern

_ENDNOTE = pattern(r"ADDIN\s+EN\.CITE\b", 2)
_ENDNOTE_LIST = pattern(r"ADDIN\s+EN\.REFLIST\b", 2)
_MENDELEY = pattern(r"MENDELEY_CITATION_v\d+_([\w+/=-]+)")
_MENDELEY_LIST = pattern(r"MENDELEY_BIBLIOGRAPHY")
_CITAVI = pattern(r"ADDIN\s+Citavi\.?Placeholder\s*\{([^{}]+)\}", 2)
_CITAVI_LIST = pattern(r"Citavi\.?\s?Bibliography", 2)
_WORD = pattern(r"(?:^|\s)CITATION\s+\S", 2)
_WORD_LIST = pattern(r"(?:^|\s)BIBLIOGRAPHY\b", 2)
_RECORDS = pattern(r"<EndNote>.*</EndNote>", 16)
_SPACE = pattern(r"[^A-Za-z0-9+/=_-]+")


class Foreign:
    """Reads them; the works come into *harvest*, those of Word from the parts of *package*."""

    def __init__(self, package: Package, harvest: Harvest) -> None:
        self._harvest = harvest
        self._word = word.Sources(package)

    @staticmethod
    def is_list(field: Field) -> bool:
        """Whether *field* is the bibliography of such a program."""
        code = field.code
        return any(
            each.search(code) for each in (_ENDNOTE_LIST, _MENDELEY_LIST, _CITAVI_LIST, _WORD_LIST)
        )

    @staticmethod
    def is_citation(field: Field) -> bool:
        """Whether *field* is a citation of such a program."""
        return any(each.search(field.code) for each in (_ENDNOTE, _MENDELEY, _CITAVI, _WORD))

    def citation(self, field: Field) -> Citation | None:
        """The citation that *field* is; None where it is none, or cannot be read."""
        code = field.code
        cites: list[Cite] | None = None
        if _ENDNOTE.search(code):
            cites = self._endnote(field)
        elif match := _MENDELEY.search(code):
            value = decoded(match[1])
            return self._harvest.citation(value) if isinstance(value, Mapping) else None
        elif match := _CITAVI.search(code):
            cites = citavi.cites(decoded(match[1]), self._harvest)
        elif _WORD.search(code):
            cites = self._word.cites(code.split("CITATION", 1)[-1], self._harvest)
        return Citation(tuple(cites)) if cites else None

    def _endnote(self, field: Field) -> list[Cite]:
        """The cites of an EndNote field: XML in its code, or in base64 in its data."""
        match = _RECORDS.search(field.code)
        text = match[0] if match else ""
        for data in [] if text else field.data:
            match = _RECORDS.search(_unpacked(data).decode("utf-8", "replace"))
            text = match[0] if match else text
        return _endnote_cites(text, self._harvest) if text else []


def decoded(text: str) -> Any:
    """The JSON value that *text* is in base64, of either alphabet, with or without padding."""
    try:
        return json.loads(_unpacked(text))
    except (ValueError, RecursionError):
        return None


def _unpacked(text: str) -> bytes:
    bare = _SPACE.sub("", text).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4))
    except ValueError:
        return b""


def _endnote_cites(text: str, harvest: Harvest) -> list[Cite]:
    from lxml import etree

    from citekit.formats import endnote

    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(text.encode(), parser)
    cites = []
    for cite in [] if root is None else root.iter("Cite"):
        record = cite.find("record")
        if record is None:
            continue
        xml = etree.tostring(record, encoding="unicode", with_tail=False)
        found = endnote.read(f"<xml><records>{xml}</records></xml>").references
        if not found:
            continue
        number = record.findtext("rec-number") or cite.findtext("RecNum") or ""
        owner = next((str(key.get("db-id", "")) for key in record.iter("key")), "")
        item = json.loads(harvest_item(found[0]))
        label, locator = parse_locator(cite.findtext("Pages") or "")
        cites.append(
            Cite(
                harvest.key([f"endnote {owner} {number}"], item),
                locator=locator or None,
                label=label if locator else None,
                prefix=cite.findtext("Prefix") or None,
                suffix=cite.findtext("Suffix") or None,
                suppress_author=cite.get("ExcludeAuth") == "1",
            )
        )
    return cites


def harvest_item(reference: Any) -> bytes:
    """The CSL-JSON of a reference, without the key that its format made up."""
    import msgspec

    return msgspec.json.encode(reference.replace(citation_key=None))

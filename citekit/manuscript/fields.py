"""Citations as word processors store them: CSL's citation JSON, with each work's data inside.

What is written is valid against ``csl-citation.json`` (citation-style-language/schema) and is what
Zotero takes (integration.js): each item with an id and an address of its own, its data whole.
Zotero's, Mendeley's and older spellings are read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import quote, unquote

import msgspec

from citekit.csl import LABELS, Citation, Cite
from citekit.csl.cite import Mode
from citekit.errors import Diagnostic
from citekit.manuscript.markers import in_order
from citekit.model import Reference
from citekit.model.decode import decode_item
from citekit.text.keys import citation_key, letters
from citekit.text.patterns import pattern

SCHEMA = "https://resource.citationstyles.org/schema/latest/input/json/csl-citation.json"
OWN_URI = "urn:citekit:"
"""Before the key: the address of a work that no Zotero library is known to have."""

URIS = "zotero-uris"
"""Where ``custom`` keeps the addresses that a work has in Zotero libraries."""

_ZOTERO = "http://zotero.org/"
_NUMBERED = (
    "page book chapter column figure folio issue line note opus paragraph part section sub-verbo "
    "volume verse"
).split()
"""The labels that old documents have as numbers."""

_FREE_KEY = 12


def encode(
    citation: Citation,
    references: Mapping[str, Reference],
    *,
    number: int | None = None,
    name: str,
) -> str:
    """The JSON of *citation*, in one line; *number* is the note it stands in, *name* its own id.

    A key that no reference has is there without data, so that it is not lost.
    """
    return _json(
        {
            "citationID": name,
            "properties": {"noteIndex": number or 0},
            "citationItems": [_item(cite, citation.mode, references) for cite in citation.cites],
            "schema": SCHEMA,
        }
    )


def name_of(*facts: object) -> str:
    """A name for a citation or a document, of letters and digits, the same for the same *facts*."""
    return sha256(repr(facts).encode("utf-8", "replace")).hexdigest()[:_FREE_KEY]


def uris(reference: Reference) -> list[str]:
    """The addresses of a work: those in Zotero that are known, else one made of its key."""
    known = (reference.custom or {}).get(URIS)
    found = [each for each in known if isinstance(each, str)] if isinstance(known, list) else []
    if reference.id.startswith(_ZOTERO):
        found.insert(0, reference.id)
    return found or [own_uri(reference.id)]


def own_uri(key: str) -> str:
    """The address of the work with that key, where nobody else gave it one."""
    return OWN_URI + quote(key, safe=":/")


def _item(cite: Cite, mode: Mode | None, references: Mapping[str, Reference]) -> dict[str, Any]:
    item: dict[str, Any] = {"id": cite.id}
    reference = references.get(cite.id)
    item["uris"] = uris(reference) if reference else [own_uri(cite.id)]
    if reference is not None:
        item["itemData"] = _data(reference)
    if cite.locator:
        item["locator"] = cite.locator
        item["label"] = (cite.label or "page").replace(" ", "-")
    if cite.suppress_author or mode == "suppress-author":
        item["suppress-author"] = True
    if cite.author_only or mode == "author-only":
        item["author-only"] = True
    if cite.prefix:
        item["prefix"] = cite.prefix
    if cite.suffix:
        item["suffix"] = cite.suffix
    return item


def _data(reference: Reference) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.to_builtins(reference)
    custom = {key: value for key, value in data.pop("custom", {}).items() if key != URIS}
    return data | ({"custom": custom} if custom else {}) | {"citation-key": reference.id}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str, separators=(",", ":"))


def value_of(code: str) -> dict[str, Any] | None:
    """The JSON object in a field's code, from its first brace to its last; None without one."""
    start, end = code.find("{"), code.rfind("}")
    if start < 0 or end < start:
        return None
    try:
        value = json.loads(code[start : end + 1], strict=False)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


class Code(msgspec.Struct, frozen=True):
    """What the code of a field or the name of a mark says: whose it is, and which part it is.

    ``program`` is ``citekit``, ``zotero`` (Mendeley's, which have the same form, too) or one that
    only its reader knows; ``is_list`` is whether it is the bibliography, ``is_names`` whether it is
    names in a sentence whose citation is in a note.
    """

    program: str
    is_list: bool
    is_names: bool = False


NOTE_MARK = "NOTE"
"""In the code of a citation whose footnote was made for it."""

TEXT_MARK = "TEXT"
"""In the code of a citation whose names are part of the sentence, as those of ``@key``."""

_PLACE = pattern(r"\bGAP_(?P<gap>(?:[0-9A-F]+_)*)OVER_(?P<over>\d{1,3})\b")


class Place(msgspec.Struct, frozen=True):
    """Where a citation stood before a note was made for it: after which blanks (``gap``), and
    before how many marks of punctuation that the note's mark comes after (``over``).
    """

    gap: str
    over: int

    def spelled(self) -> str:
        """As it stands in the code of the note's citation."""
        return f"GAP_{''.join(f'{ord(char):X}_' for char in self.gap)}OVER_{self.over}"


def place_of(code: str) -> Place | None:
    """What the *code* of a note's citation says of its place; None where it says nothing."""
    match = _PLACE.search(code.partition("{")[0])
    if match is None:
        return None
    gap = "".join(chr(int(each, 16)) for each in match["gap"].split("_")[:8] if 0 < len(each) < 6)
    return Place(gap if not gap.strip() else " ", int(match["over"]))


OWN_NAME = "citekit"
"""What the id of a citation begins with that citekit made, in Zotero's form too."""

OWN_ITEM, OWN_LIST, OWN_NAMES = "CITEKIT_ITEM", "CITEKIT_BIBL", "CITEKIT_NAMES"
ZOTERO_ITEM, ZOTERO_LIST = "ZOTERO_ITEM CSL_CITATION", "ZOTERO_BIBL"
_CODES = (
    (OWN_ITEM, Code("citekit", False)),
    (OWN_LIST, Code("citekit", True)),
    (OWN_NAMES, Code("citekit", False, is_names=True)),
    (ZOTERO_LIST, Code("zotero", True)),
    ("ZOTERO_ITEM", Code("zotero", False)),
    ("CSL_BIBLIOGRAPHY", Code("zotero", True)),
    ("CSL_CITATION", Code("zotero", False)),
)


def code_of(text: str) -> Code | None:
    """Whose field has the code *text* (a mark that name); None for a field of another kind.

    Only what stands before the JSON counts, in any case: LibreOffice drops the space in front, and
    a style in capitals changes the letters.
    """
    head = text.partition("{")[0].upper()
    tail = text.rpartition("}")[2].upper()
    for word, code in _CODES:
        if word in head or (code.is_list and word in tail):
            return code
    return None


class Harvest:
    """The works that a document's citations carry, each once, under a key of its own.

    A work is known by its address (else its DOI, else its data): ids such as Mendeley's ``ITEM-1``
    mean another work in each citation. The key is the one that its data or citekit's address has,
    else one is made.
    """

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}
        self._works: dict[str, Reference] = {}
        self.made: set[str] = set()
        """The keys that were made."""
        self.diagnostics: list[Diagnostic] = []

    @property
    def references(self) -> tuple[Reference, ...]:
        """The works that came with their data, in the order in which they were met."""
        return tuple(self._works.values())

    def citation(self, value: Mapping[str, Any]) -> Citation | None:
        """The citation that the JSON *value* is; None where it cites nothing."""
        items = value.get("citationItems")
        cites = [
            self._cite(item) for item in (items if isinstance(items, list) else []) if _is_map(item)
        ]
        properties = value.get("properties")
        unsorted = _is_map(properties) and bool(properties.get("unsorted"))  # type: ignore[union-attr]
        return Citation(tuple(cites), unsorted=unsorted or in_order(cites)) if cites else None

    def key(self, identities: Iterable[str], data: Any, wanted: str = "") -> str:
        """The key of the work with these *identities*, whose CSL-JSON is *data* (or None)."""
        names = [each for each in identities if each]
        for name in names:
            if name in self._keys:
                return self._keys[name]
        reference = self._read(data)
        key = wanted or (citation_key(reference) if reference else (names or ["?"])[0])
        key = self._free(key)
        if key != wanted:
            self.made.add(key)
        self._keys |= dict.fromkeys(names, key)
        self._keys.setdefault(f"key {key}", key)
        if reference is not None:
            kept = [name for name in names if name.startswith(_ZOTERO)]
            custom = (reference.custom or {}) | ({URIS: kept} if kept else {})
            self._works[key] = reference.replace(id=key, custom=custom or None, citation_key=None)
        return key

    def _cite(self, item: Mapping[str, Any]) -> Cite:
        data = item.get("itemData")
        data = data if _is_map(data) else None
        found = item.get("uris", item.get("uri"))
        found = [found] if isinstance(found, str) else found
        addresses = [each for each in found or [] if isinstance(each, str)]
        identities = addresses
        if not identities and data and data.get("DOI"):
            identities = [f"doi {str(data['DOI']).lower()}"]
        elif not identities:
            identities = [f"data {_json(data)}" if data else f"id {item.get('id')}"]
        label = item.get("label", item.get("locatorType"))
        locator = _text(item.get("locator"))
        return Cite(
            self.key(identities, data, _key(addresses, data)),
            locator=locator or None,
            label=_label(label) if locator else None,
            prefix=_text(item.get("prefix")) or None,
            suffix=_text(item.get("suffix")) or None,
            suppress_author=bool(item.get("suppress-author", item.get("suppressAuthor"))),
            author_only=bool(item.get("author-only", item.get("authorOnly"))),
        )

    def _read(self, data: Any) -> Reference | None:
        if not data:
            return None
        reference, found = decode_item({"id": "?", "type": "document"} | dict(data))
        self.diagnostics += [each for each in found if each.severity == "error"]
        return reference

    def _free(self, key: str) -> str:
        free, number = key, 0
        while f"key {free}" in self._keys:
            number += 1
            free = key + letters(number)
        return free


def textual(citation: Citation) -> Citation:
    """*citation* with the names of its first work in the sentence."""
    first, *rest = citation.cites
    cites = (msgspec.structs.replace(first, suppress_author=False), *rest)
    return msgspec.structs.replace(citation, cites=cites, mode="composite")


def _is_map(value: object) -> bool:
    return isinstance(value, Mapping)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _key(addresses: list[str], data: Mapping[str, Any] | None) -> str:
    for name in ("citation-key", "citekey"):
        if data and isinstance(data.get(name), str) and data[name].strip():
            return str(data[name]).strip()
    own = next((each for each in addresses if each.startswith(OWN_URI)), "")
    return unquote(own.removeprefix(OWN_URI))


def _label(label: object) -> str:
    if isinstance(label, int) and 0 <= label < len(_NUMBERED):
        return _NUMBERED[label]
    name = _text(label).strip().replace(" ", "-") or "page"
    return name if name in LABELS else "page"

"""A reference as an item of Zotero, and back: the JSON of its translators and of its Web API.

What an item type has no field for stands in *Extra*, a line each, which Zotero moves to the right
field or counts as CSL's when it cites; what no line can spell exactly is there as part of a CSL
item. Nothing is lost: ``from_item(to_item(reference))`` is the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Any

import msgspec

from citekit.formats import plain_dates, zotero_extra
from citekit.formats.ris_lines import Line
from citekit.formats.ris_values import DATES, NAMES, read_keywords, read_name, spell_keywords
from citekit.formats.shared import same
from citekit.formats.zotero_fields import ItemType, item_types, written_as
from citekit.model import ATTRIBUTES, Name, Reference, decode_item
from citekit.model.name import join_particles

KEPT = "zotero"
"""The part of ``custom`` with what an item has beyond a reference: fields, lines of Extra, notes
as HTML, attachments, collections, creators and an item type that CSL has no word for.
"""

_APART = frozenset({"id", "type", "custom", "citation-key", "note", "keyword"})
_NO_FIELDS = frozenset(
    """itemType creators tags notes attachments extra citationKey key version itemID itemKey
    collections relations dateAdded dateModified seeAlso parentItem uri id""".split()
)


def to_item(reference: Reference) -> dict[str, Any]:
    """The item of *reference*, as ``/connector/saveItems`` and Zotero's translators have it.

    ``itemType`` and its fields by Zotero's names; ``creators`` (``firstName`` and ``lastName`` with
    the particles, or ``name``), ``tags``, ``notes``, ``attachments``, ``extra``, ``citationKey``.
    """
    custom = dict(reference.custom or {})
    beyond = _beyond(custom)
    kind = _item_type(reference.type, beyond)
    item = _fields(reference, kind)
    extra = [] if kind.csl[0] == reference.type else [f"type: {reference.type}"]
    exact: dict[str, Any] = {}
    seen = _values(item, kind)
    notes = _notes(reference.note, beyond)
    if reference.note is not None:
        item["notes"] = [{"note": html} for html in notes]
        seen["note"] = _text_of(notes)
    for variable, value in reference.items():
        if variable in {"id", "type", "custom", "citation-key"}:
            continue
        if same(variable, seen.get(variable), value):
            continue
        lines = zotero_extra.spell(reference.type, variable, value)
        if lines is not None and (variable not in seen or variable in DATES):
            extra += lines
        else:
            exact[variable] = msgspec.to_builtins(value)
    _keys(reference, item, exact)
    extra += zotero_extra.spell_facts(custom)
    if custom:
        exact["custom"] = custom
    extra += beyond.get("extra", [])
    if exact:
        extra.append(zotero_extra.spell_exact(exact))
    item |= {field: text for field, text in beyond.get("fields", {}).items() if field not in item}
    item.setdefault("creators", []).extend(beyond.get("creators", []))
    if beyond.get("attachments"):
        item["attachments"] = beyond["attachments"]
    if extra:
        item["extra"] = "\n".join(extra)
    return item


def from_item(item: Mapping[str, Any]) -> Reference:
    """The reference of an *item* as :func:`to_item` makes it; its key is empty without one.

    What has no CSL variable is in ``custom["zotero"]``. An item type that Zotero does not have is
    read as ``document``.
    """
    kind = item_types().get(str(item.get("itemType")), item_types()["document"])
    texts = str(item.get("extra") or "").splitlines()
    lines = [Line("M2", text.strip(), number) for number, text in enumerate(texts) if text.strip()]
    extra = zotero_extra.Extra(lines, kind.csl[0])
    values = _values(item, kind)
    notes = [each.get("note", "") for each in item.get("notes", ())]
    if notes:
        values["note"] = _text_of(notes)
    others = [*extra.others, *extra.broken]
    for variable, value in extra.values.items():
        if variable not in values or _says_more(variable, value, values[variable]):
            values[variable] = value
        elif not same(variable, values[variable], value):
            others += extra.lines[variable]
    custom: dict[str, Any] = dict(extra.custom)
    key = str(item.get("citationKey") or extra.key or "")
    key = _exact(extra, kind, key, values, custom)
    beyond = _unknown(item, kind)
    if kind is not written_as(extra.kind):
        beyond["itemType"] = kind.name
    if notes and _notes(values.get("note"), {}) != notes:
        beyond["notes"] = notes
    if others:
        beyond["extra"] = [line.value for line in sorted(others, key=lambda line: line.number)]
    if beyond:
        custom[KEPT] = beyond
    return Reference(
        id=key,
        type=extra.kind,  # type: ignore[arg-type]  # from the table, or checked against TYPES
        custom=custom or None,
        **{ATTRIBUTES[variable]: value for variable, value in values.items()},
    )


def _item_type(csl_type: str, beyond: Mapping[str, Any]) -> ItemType:
    kept = item_types().get(beyond.get("itemType", ""))
    return kept or written_as(csl_type)


def _beyond(custom: dict[str, Any]) -> dict[str, Any]:
    """What an item once had beyond a reference; it leaves *custom* where it has the right form."""
    found = custom.get(KEPT)
    shapes = {
        "itemType": str,
        "fields": dict[str, str],
        "extra": list[str],
        "notes": list[str],
        "creators": list[dict[str, str]],
        "attachments": list[dict[str, str]],
        "collections": list[str],
    }
    if not isinstance(found, dict) or not found.keys() <= shapes.keys():
        return {}
    try:
        for name, value in found.items():
            msgspec.convert(value, shapes[name])
    except msgspec.ValidationError:
        return {}
    del custom[KEPT]
    return found


def _fields(reference: Reference, kind: ItemType) -> dict[str, Any]:
    """The item with what its fields can say of the reference, be it only in part."""
    item: dict[str, Any] = {"itemType": kind.name}
    creators: list[dict[str, str]] = []
    for variable, value in reference.items():
        if variable in NAMES:
            role = kind.creators.get(variable)
            creators += [_creator(role, name) for name in value if role]
            continue
        field = kind.fields.get(variable)
        if field is None or variable in _APART:
            continue
        text = plain_dates.spell(value) if variable in DATES else value
        if isinstance(text, str) and text:
            item[field] = text
    if creators:
        item["creators"] = creators
    if reference.keyword is not None:
        item["tags"] = [{"tag": word} for word in spell_keywords(reference.keyword)]
    return item


def _values(item: Mapping[str, Any], kind: ItemType) -> dict[str, Any]:
    """The variables that the fields, creators and tags of *item* say."""
    values: dict[str, Any] = {}
    for field, variable in kind.variables.items():
        text = item.get(field)
        if isinstance(text, str) and text.strip() and variable not in values:
            values[variable] = plain_dates.read(text) if variable in DATES else text
    for creator in item.get("creators", ()):
        variable = kind.roles.get(creator.get("creatorType", ""), "")
        name = _name(creator)
        if variable and name is not None:
            values[variable] = (*values.get(variable, ()), name)
    words = [each.get("tag", "") if isinstance(each, dict) else str(each) for each in _tags(item)]
    if words:
        values["keyword"] = read_keywords(words)
    return values


def _tags(item: Mapping[str, Any]) -> list[Any]:
    return list(item.get("tags") or ())


def _keys(reference: Reference, item: dict[str, Any], exact: dict[str, Any]) -> None:
    """Put the citation key in its field, and what that does not say in *exact*."""
    shown = " ".join((reference.citation_key or reference.id).split())
    if shown:
        item["citationKey"] = shown
    if reference.id != shown:
        exact["id"] = reference.id
    if reference.citation_key is not None:
        exact["citation-key"] = reference.citation_key


def _exact(
    extra: zotero_extra.Extra,
    kind: ItemType,
    key: str,
    values: dict[str, Any],
    custom: dict[str, Any],
) -> str:
    """Put the exact values of Extra in place, and give the exact key.

    A value counts only where the fields, which people may have edited since, still say the same.
    """
    said = {name: value for name, value in extra.exact.items() if name != "type"}
    exact, _ = decode_item({"id": key, **said, "type": extra.kind})
    if exact is None:
        return key
    seen = _values(_fields(exact, kind), kind)
    if exact.note is not None:
        seen["note"] = _text_of(_notes(exact.note, {}))
    for variable, value in exact.items():
        if variable == "custom":
            custom |= value
        elif variable == "citation-key" or (
            variable not in {"id", "type"}
            and (variable not in values or same(variable, values[variable], seen.get(variable)))
        ):
            values[variable] = value
    return exact.id


def _unknown(item: Mapping[str, Any], kind: ItemType) -> dict[str, Any]:
    """Fields, creators and attachments without a variable."""
    found: dict[str, Any] = {}
    taken = {*kind.variables, *_NO_FIELDS}
    fields = {
        field: text
        for field, text in item.items()
        if field not in taken and isinstance(text, str) and text
    }
    if fields:
        found["fields"] = fields
    creators = [
        creator
        for creator in item.get("creators", ())
        if creator.get("creatorType", "") not in kind.roles and _name(creator) is not None
    ]
    if creators:
        found["creators"] = creators
    if item.get("attachments"):
        found["attachments"] = list(item["attachments"])
    return found


def _creator(role: str | None, name: Name) -> dict[str, str]:
    if name.literal is not None or not name.given:
        return {"creatorType": role or "", "name": name.display()}
    family = join_particles(name.dropping_particle, name.non_dropping_particle, name.family)
    given = ", ".join(part for part in (name.given, name.suffix) if part)
    return {"creatorType": role or "", "firstName": given, "lastName": family}


def _name(creator: Mapping[str, Any]) -> Name | None:
    """The name of a creator, its particles divided as French sorts them."""
    whole = creator.get("name")
    last, first = str(creator.get("lastName") or ""), str(creator.get("firstName") or "")
    if whole or not first:
        body = str(whole or last).strip()
        return Name(literal=body) if body else None
    given, _, suffix = (part.strip() for part in first.partition(","))
    return read_name(f"{last}, {given}, {suffix}" if suffix else f"{last}, {given}")


def _says_more(variable: str, value: Any, field: Any) -> bool:
    """Whether a date of Extra is the field's date and more: a range, a season, circa."""
    if variable not in DATES or not value.date_parts or not field.date_parts:
        return False
    known = field.date_parts[0]
    return bool(value.date_parts[0][: len(known)] == known)


def _notes(text: str | None, beyond: Mapping[str, Any]) -> list[str]:
    """The notes as HTML: those that were read where they still say *text*, or one of paragraphs."""
    kept: list[str] = beyond.get("notes", [])
    if text is None or (kept and _text_of(kept) == text):
        return kept
    return ["".join(f"<p>{escape(line, quote=False)}</p>" for line in text.split("\n"))]


def _text_of(notes: list[str]) -> str:
    return "\n\n".join("\n".join(_paragraphs(html)) for html in notes)


def _paragraphs(html: str) -> Iterator[str]:
    body = _OUTSIDE.sub("", html)
    for part in _BREAK.split(body):
        yield unescape(_MARKUP.sub("", part))


_OUTSIDE = re.compile(r"^\s*(?:<div[^>]*>)?\s*<p[^>]*>|</p>\s*(?:</div>)?\s*$", re.IGNORECASE)
_BREAK = re.compile(r"</p>\s*<p[^>]*>|<br[^>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")

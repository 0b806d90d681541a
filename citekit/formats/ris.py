"""RIS: the tagged lines that Zotero, EndNote, Mendeley and the databases exchange."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from citekit.errors import Diagnostic, error, note, warning
from citekit.formats import ris_tags
from citekit.formats.ris_fields import (
    KNOWN_TAGS,
    PERIODICALS,
    READ_AS,
    WRITTEN_AS,
    type_of,
)
from citekit.formats.ris_lines import TAG_NAME, Line, Record, pieces, records
from citekit.formats.ris_plain import Plans
from citekit.formats.ris_tags import RAW
from citekit.formats.ris_values import DATES, is_paragraphs, one_line
from citekit.formats.shared import clean, keyed, same, uncollected
from citekit.model import ATTRIBUTES, Library, Reference, decode_item
from citekit.model.decode import ALIASES

HOLDS: frozenset[str] = frozenset(ATTRIBUTES) - frozenset(ALIASES)
"""All variables: by tags, by ``M2`` lines, or exactly in the ``csl-json`` line.

Of a name's particles only the place is held: *de Certeau, Michel*.
"""


def read(text: str) -> Library:
    """The references in *text*, from ``TY`` to ``ER``.

    Tags with no CSL variable are kept in ``custom.ris``, what stands between the records in
    ``comments``. A record without ``ER`` ends where the next begins. Sources: the RIS
    specification; Zotero's map of fields.
    """
    with uncollected():
        return _library(clean(text))


def _library(text: str) -> Library:
    references: list[Reference] = []
    diagnostics: list[Diagnostic] = []
    comments: list[str] = []
    loose: list[int] = []
    plans = Plans()
    for number, piece in pieces(text):
        plain = plans.read(piece)
        if plain is not None:
            references.append(plain)
            continue
        for part in records(piece, number):
            if isinstance(part, Record):
                reference, found = _reference(part)
                references.append(reference)
                diagnostics += found
                loose += (line.number for line in part.lines if line.loose)
            else:
                comments.append(part.text)
                first = one_line(part.text)[:60]
                diagnostics.append(note("ris-between-records", line=part.number, text=first))
    if loose:
        diagnostics.append(note("ris-loose-tags", line=loose[0], count=len(loose)))
    if not references and comments:
        diagnostics.append(error("ris-no-records"))
    with_keys, about_keys = keyed(references)
    return Library(
        references=with_keys,
        diagnostics=(*diagnostics, *about_keys),
        comments=tuple(comments),
    )


def write(library: Library) -> str:
    """The references as RIS in Zotero's dialect, one blank line between records.

    A special issue's title is ``M2  - Series Title: …``, which Zotero reads as such.
    """
    written = [
        "".join(f"{tag}  - {text}\n" for tag, text in _lines(reference))
        for reference in library.references
    ]
    return "\n".join(written)


def _reference(record: Record) -> tuple[Reference, list[Diagnostic]]:
    from citekit.formats import zotero_extra  # plain records need none of it

    by_tag: dict[str, list[Line]] = {}
    for line in record.lines:
        if line.value:
            by_tag.setdefault(line.tag, []).append(line)
    diagnostics = _shape(record)
    kept: list[Line] = []
    codes = by_tag.pop("TY", [])
    kind = type_of(codes[0].value) if codes else "document"
    if kind is None:
        kind = "document"
        kept += codes
        diagnostics.append(warning("ris-unknown-type", line=record.number, type=codes[0].value))
    extra = zotero_extra.Extra(by_tag.pop("M2", []), kind)
    kind = extra.kind
    identifiers = by_tag.pop("ID", [])
    kept += identifiers[1:]
    values = _tagged(kind, by_tag, kept, diagnostics)
    for line in (line for lines in by_tag.values() for line in lines):
        kept.append(line)
        if line.tag not in KNOWN_TAGS:
            diagnostics.append(note("ris-unknown-tag", line=line.number, tag=line.tag))
    for variable, value in extra.values.items():
        if variable not in values or _says_more(variable, value, values[variable]):
            values[variable] = value
        elif not same(variable, values[variable], value):
            kept += extra.lines[variable]
    key = one_line(identifiers[0].value) if identifiers else extra.key or ""
    if extra.key not in (None, key):
        values["citation-key"] = extra.key
    custom: dict[str, Any] = dict(extra.custom)
    if extra.exact:
        key = _exact(extra.exact, kind, key, values, custom)
    for line in extra.broken:
        diagnostics.append(warning("ris-bad-json", line=line.number))
    for line in sorted((*kept, *extra.others, *extra.broken), key=lambda line: line.number):
        custom.setdefault(RAW, {}).setdefault(line.tag, []).append(line.value)
    reference = Reference(
        id=key,
        type=kind,  # type: ignore[arg-type]  # from the table, or checked against TYPES
        custom=custom or None,
        **{ATTRIBUTES[variable]: value for variable, value in values.items()},
    )
    if key:
        diagnostics = [msgspec.structs.replace(each, reference=key) for each in diagnostics]
    return reference, diagnostics


def _shape(record: Record) -> list[Diagnostic]:
    found = []
    if not record.opened:
        found.append(warning("ris-no-type", line=record.number))
    if not record.closed:
        found.append(warning("ris-no-end", line=record.number))
    return found


def _tagged(
    kind: str, by_tag: dict[str, list[Line]], kept: list[Line], diagnostics: list[Diagnostic]
) -> dict[str, Any]:
    """The variables that tags say; their lines leave *by_tag*, and second values go to *kept*."""
    values: dict[str, Any] = {}
    for variable, lines in ris_tags.assigned(kind, by_tag).items():
        found = ris_tags.read(variable, lines)
        if found.value is not None:
            values[variable] = found.value
        kept += found.others
        if found.code:
            diagnostics.append(
                warning(found.code, line=lines[0].number, text=one_line(lines[0].value)[:40])
            )
    return values


def _says_more(variable: str, value: Any, tagged: Any) -> bool:
    """Whether an ``M2`` date is the tag's date and more: a range, circa."""
    if variable not in DATES or not value.date_parts or not tagged.date_parts:
        return False
    known = tagged.date_parts[0]
    return bool(value.date_parts[0][: len(known)] == known)


def _exact(
    item: dict[str, Any], kind: str, key: str, values: dict[str, Any], custom: dict[str, Any]
) -> str:
    """Put the exact values of a ``csl-json`` line in place, and give the exact key.

    A value counts only where the tags, which people may have edited since, still say the same.
    """
    exact, _ = decode_item({"id": key, **item, "type": kind})
    if exact is None:
        return key
    for variable, value in exact.items():
        if variable == "custom":
            custom |= {name: fact for name, fact in value.items() if name != RAW}
        elif variable not in {"id", "type"}:
            seen = _seen(variable, ris_tags.spell(kind, variable, value))
            if variable not in values or same(variable, values[variable], seen):
                values[variable] = value
    return exact.id if one_line(exact.id) == key else key


def _seen(variable: str, tagged: list[tuple[str, str]]) -> Any:
    """What a reader will make of the tags and texts of *variable*."""
    lines = [Line(tag, text, 0) for tag, text in tagged]
    return ris_tags.read(variable, lines).value if lines else None


def _lines(reference: Reference) -> Iterator[tuple[str, str]]:
    """The tags and texts of one record."""
    from citekit.formats import zotero_extra

    kind = reference.type
    code = WRITTEN_AS[kind]
    custom = dict(reference.custom or {})
    raw: dict[str, list[str]] = custom.pop(RAW) if _is_raw(custom.get(RAW)) else {}
    exact: dict[str, Any] = {}
    # Zotero takes one series title: of T3 beside Series Title, it would keep either.
    has_issue_title = kind in PERIODICALS and reference.volume_title is not None
    extra = [] if READ_AS[code] == kind else [f"type: {kind}"]
    yield "TY", raw["TY"][0] if kind == "document" and raw.get("TY") else code
    key = one_line(reference.id)
    if key:
        yield "ID", key
    if key != reference.id:
        exact["id"] = reference.id
    for variable, value in reference.items():
        if variable in {"id", "type", "custom", "citation-key"}:
            continue
        is_second_series = variable == "collection-title" and has_issue_title
        tagged = [] if is_second_series else ris_tags.spell(kind, variable, value)
        yield from tagged
        if same(variable, _seen(variable, tagged), value):
            continue
        texts = zotero_extra.spell(kind, variable, value)
        if texts is not None and (not tagged or variable in DATES):
            extra += texts
        else:
            exact[variable] = msgspec.to_builtins(value)
    citation_key = reference.citation_key or key
    if citation_key:
        extra.append(f"Citation Key: {one_line(citation_key)}")
    if (
        reference.citation_key not in (None, one_line(citation_key))
        or reference.citation_key == key
    ):
        exact["citation-key"] = reference.citation_key
    extra += zotero_extra.spell_facts(custom)
    if custom:
        exact["custom"] = custom
    if exact:
        extra.append(zotero_extra.spell_exact(exact))
    for text in extra:
        yield "M2", text
    for tag, texts_kept in raw.items():
        for text in texts_kept:
            if tag not in {"TY", "ER"} and one_line(text):
                yield tag, text if is_paragraphs(text) else one_line(text)
    yield "ER", ""


def _is_raw(value: object) -> bool:
    """Whether *value* has the form of ``custom.ris``."""
    return isinstance(value, dict) and all(
        isinstance(tag, str)
        and TAG_NAME.fullmatch(tag)
        and isinstance(texts, list)
        and all(isinstance(text, str) for text in texts)
        for tag, texts in value.items()
    )

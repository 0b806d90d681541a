"""CSL-JSON for Zotero: the spelling that its importer takes whole.

One type that it does not know hides the whole file from it; an EDTF date and particles apart from
the family name are dropped, and so are CSL's younger variables. So the types are the old ones,
dates have ``date-parts`` and ``raw``, particles stand in the family name, and ``note``, which
fills Zotero's *Extra*, has a line for each fact that would be dropped: Zotero moves it from there.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from citekit.formats import csljson, plain_dates, zotero_extra
from citekit.formats.ris_fields import PERIODICALS
from citekit.formats.ris_lines import Line
from citekit.formats.ris_values import DATES, NAMES, read_name
from citekit.formats.shared import same
from citekit.model import ATTRIBUTES, Date, Library, Name, Reference, decode_item
from citekit.model.decode import ALIASES
from citekit.model.name import join_particles

HOLDS: frozenset[str] = frozenset(ATTRIBUTES) - frozenset(ALIASES)
"""All variables: those that Zotero's importer drops stand in ``note``."""

TYPES: dict[str, str] = {
    "classic": "book",
    "collection": "book",
    "document": "article",
    "event": "speech",
    "hearing": "bill",
    "performance": "speech",
    "periodical": "book",
    "regulation": "legislation",
    "review": "article-journal",
    "review-book": "article-journal",
    "software": "book",
    "standard": "report",
}
"""CSL types that its importer does not know, or makes a *document* of, and what is written."""

_TAKEN = frozenset(
    """id type title title-short author editor translator collection-editor container-author
    contributor reviewed-author interviewer recipient composer director container-title
    container-title-short collection-title collection-number volume issue issued page section
    publisher publisher-place event-title event-place edition number number-of-pages
    number-of-volumes chapter-number genre medium scale version references archive archive_location
    call-number source abstract language accessed DOI ISBN ISSN PMID PMCID URL citation-key keyword
    annote""".split()
)
"""What it imports, and what it passes over but other readers of the file take."""


def read(text: str) -> Library:
    """The library in *text*, any CSL-JSON; the lines of ``note`` go back to their variables."""
    library = csljson.read(text)
    return msgspec.structs.replace(library, references=tuple(map(_unpacked, library.references)))


def write(library: Library) -> str:
    """The references as an array that Zotero imports."""
    items = [_item(reference) for reference in library.references]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(reference: Reference) -> dict[str, Any]:
    kind = TYPES.get(reference.type, reference.type)
    item: dict[str, Any] = {"id": reference.id, "type": kind}
    lines = [] if kind == reference.type else [f"type: {reference.type}"]
    exact: dict[str, Any] = {}
    custom = dict(reference.custom or {})
    for variable, value in reference.items():
        if variable in {"id", "type", "custom", "note", "citation-key"}:
            continue
        is_issue = variable == "volume-title" and reference.type in PERIODICALS
        name = "collection-title" if is_issue else variable
        takes = name in _TAKEN and (
            is_issue or variable != "collection-title" or reference.type not in PERIODICALS
        )
        spelled = _spelled(variable, value)
        if takes and spelled is not None:
            item[name] = spelled
            if same(variable, _read(variable, spelled), value):
                continue
        texts = zotero_extra.spell(reference.type, variable, value)
        if texts is not None and (name not in item or variable in DATES):
            lines += texts
        else:
            exact[variable] = msgspec.to_builtins(value)
    item["citation-key"] = reference.citation_key or reference.id
    if reference.citation_key is not None:
        exact["citation-key"] = reference.citation_key
    lines += zotero_extra.spell_facts(custom)
    if custom:
        exact["custom"] = custom
    note = reference.note
    if note is not None and not _is_plain(note):
        exact["note"] = note
        note = None
    if exact:
        lines.append(zotero_extra.spell_exact(exact))
    if lines or note is not None:
        item["note"] = "\n".join([*([note] if note is not None else []), *lines])
    return item


def _spelled(variable: str, value: Any) -> Any:
    """A value as the importer takes it; None where it takes nothing of it."""
    if variable in NAMES:
        return [_name(name) for name in value]
    if variable in DATES:
        return _date(value)
    return value if isinstance(value, str) else None


def _name(name: Name) -> dict[str, str]:
    if name.literal is not None:
        return {"literal": name.literal}
    family = join_particles(name.dropping_particle, name.non_dropping_particle, name.family)
    given = ", ".join(part for part in (name.given, name.suffix) if part)
    return {"family": family, **({"given": given} if given else {})}


def _date(date: Date) -> dict[str, Any] | None:
    """One plain date, with its ISO spelling; words where there are no numbers."""
    parts = plain_dates.parts_of(date)
    if parts is None:
        return {"literal": date.literal} if date.literal else None
    return {"date-parts": [list(parts)], "raw": plain_dates.spell(date)}


def _read(variable: str, spelled: Any) -> Any:
    """What :func:`_unpacked` makes of a value that was written."""
    if variable in NAMES:
        return tuple(_person(name) for name in spelled)
    if variable in DATES:
        parts = tuple(tuple(part) for part in spelled.get("date-parts", ()))
        return Date(date_parts=parts, literal=spelled.get("literal"))
    return spelled


def _person(name: dict[str, str]) -> Name:
    if "literal" in name:
        return Name(literal=name["literal"])
    given, _, suffix = (part.strip() for part in name.get("given", "").partition(","))
    family = name.get("family", "")
    if not given:
        return Name(family=family or None)
    return read_name(", ".join([family, given, *([suffix] if suffix else [])])) or Name()


def _is_plain(note: str) -> bool:
    """Whether no line of *note* would be taken for a fact."""
    lines = note.split("\n")
    extra = zotero_extra.Extra([Line("", line, 0) for line in lines], "document")
    return len(extra.others) == len(lines) and all(line == line.strip() and line for line in lines)


def _unpacked(reference: Reference) -> Reference:
    """The reference with the facts of its ``note`` where they belong."""
    lines = [Line("", line, at) for at, line in enumerate((reference.note or "").split("\n"))]
    kept = [line for line in lines if line.value.strip()]
    extra = zotero_extra.Extra(kept, reference.type)
    values = {
        variable: _tidied(variable, value)
        for variable, value in reference.items()
        if variable not in {"id", "type", "note", "custom"}
    }
    if extra.kind in PERIODICALS and "volume-title" not in values and "collection-title" in values:
        values["volume-title"] = values.pop("collection-title")
    others = [*extra.others, *extra.broken]
    for variable, value in extra.values.items():
        if variable not in values or _says_more(variable, value, values[variable]):
            values[variable] = value
        elif not same(variable, values[variable], value):
            others += extra.lines[variable]
    custom: dict[str, Any] = {**(reference.custom or {}), **extra.custom}
    if values.get("citation-key") == reference.id:
        del values["citation-key"]
    if others:
        values["note"] = "\n".join(
            line.value for line in sorted(others, key=lambda one: one.number)
        )
    said = {name: value for name, value in extra.exact.items() if name not in {"id", "type"}}
    exact, _ = decode_item({"id": reference.id, **said, "type": extra.kind})
    for variable, value in exact.items() if exact is not None else ():
        if variable == "custom":
            custom |= value
        elif variable in {"note", "citation-key"}:
            values[variable] = value
        elif variable not in {"id", "type"}:
            spelled = _spelled(variable, value)
            seen = _read(variable, spelled) if spelled is not None else None
            if variable not in values or same(variable, values[variable], seen):
                values[variable] = value
    return Reference(
        id=reference.id,
        type=extra.kind,  # type: ignore[arg-type]  # one of TYPES
        custom=custom or None,
        **{ATTRIBUTES[variable]: value for variable, value in values.items()},
    )


def _tidied(variable: str, value: Any) -> Any:
    """A name with its particles apart, a date without the spelling that is for Zotero alone."""
    if variable in NAMES:
        return tuple(
            _person(msgspec.to_builtins(name))
            if name.dropping_particle is None and name.non_dropping_particle is None
            else name
            for name in value
        )
    if variable in DATES and value.date_parts and value.raw is not None:
        return msgspec.structs.replace(value, raw=None)
    return value


def _says_more(variable: str, value: Any, known: Any) -> bool:
    """Whether a date of ``note`` is the date and more: a range, a season, circa."""
    if variable not in DATES or not value.date_parts or not known.date_parts:
        return False
    parts = known.date_parts[0]
    return bool(value.date_parts[0][: len(parts)] == parts)

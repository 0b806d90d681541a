"""Writing .bib files in either flavour."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from citekit.formats.bib_codec import FLAVOURS, Flavour, gives_back, reads_as_double, spell
from citekit.formats.bib_fields import (
    BOOKS,
    DATE_FIELDS,
    PARTS,
    SUBTITLES,
    SUBTYPES,
    THESES,
    TYPE_KEYS,
    TYPE_ROWS,
    ZOTERO_TYPES,
    Kind,
    entry_types,
    reading,
    writing,
)
from citekit.formats.bib_languages import code_of
from citekit.formats.bib_read import CUSTOM_TYPE, EXTENSION
from citekit.formats.bib_split import split
from citekit.formats.bib_values import MONTHS, Macros, is_field_name, is_safe, legal_key
from citekit.model import Library, Reference
from citekit.text.characters import fold

Fields = dict[str, str]

_TYPES = {row.csl: row for row in TYPE_ROWS}


def write_bib(library: Library, flavour: Flavour) -> str:
    """The .bib file of *library*: comments, preamble, abbreviations, then the entries.

    Two references never share a key: a later one takes a number. What no field can say is in the
    field ``x-csl``, as CSL-JSON.
    """
    blocks = [_comment(comment) for comment in library.comments]
    blocks += [f"@preamble{{{_expression(value)}}}" for value in library.preamble]
    blocks += _strings(library.strings)
    taken: dict[str, int] = {}
    months = MONTHS if _MONTH_NAMES.isdisjoint(map(str.lower, library.strings)) else ()
    blocks += [_Entry(reference, flavour, taken).text(months) for reference in library.references]
    return "\n\n".join(block for block in blocks if block) + "\n" if blocks else ""


def _comment(comment: str) -> str:
    """A comment that comes back as itself; one that would not is put in ``@comment``."""
    found = split(comment)
    whole = found.comments or [other.text for other in found.others]
    if whole == [comment] and not (found.entries or found.strings or found.preamble):
        return comment
    safe = comment.translate({ord("{"): "(", ord("}"): ")", ord("@"): " at ", ord("\\"): "/"})
    return f"@comment{{{' '.join(safe.split())}}}"


def _strings(strings: Mapping[str, str]) -> list[str]:
    return [
        f"@string{{{name} = {_expression(value)}}}"
        for name, value in strings.items()
        if is_field_name(name.lower())
    ]


def _expression(value: str) -> str:
    """A value as written in the file it came from, if it still reads so; else in braces."""
    macros = Macros(len(value))
    text, strays = macros.resolve(value)
    ends = value[:1] + value[-1:]
    if not strays and not macros.unknown and is_safe(text) and ends in {"{}", '""'}:
        return value
    return f"{{{text}}}" if is_safe(text) else "{}"


class _Entry:
    """One reference on its way to an entry."""

    def __init__(self, reference: Reference, flavour: Flavour, taken: dict[str, int]) -> None:
        self.reference = reference
        self.flavour = flavour
        self.key = _unique(legal_key(reference.id), taken)
        self.custom: dict[str, Any] = dict(reference.custom or {})
        self.extension: dict[str, Any] = {}
        self.fields: Fields = {}

    def text(self, months: tuple[str, ...] = MONTHS) -> str:
        """The entry, without a line end; *months* are the abbreviations that it may use."""
        reference = self.reference
        if self.key != reference.id and reference.id:
            self.extension["id"] = reference.id
        kind = self.entry_type()
        self.variables()
        self.and_others()
        self.volume_title()
        self.raw_fields()
        if self.custom:
            self.extension["custom"] = self.custom
        if self.extension:
            self.fields[EXTENSION] = _json(self.extension)
        lines = [f"@{kind}{{{self.key}"]
        for name, value in self.fields.items():
            if name == "month" and value in MONTHS:
                lines.append(f"  month = {value if months else MONTHS.index(value) + 1}")
            else:
                lines.append(f"  {name} = {{{value}}}")
        return ",\n".join(lines) + "\n}"

    def entry_type(self) -> str:
        """The entry type; ``x-type`` or ``entrysubtype`` where it says less than CSL's type."""
        csl_type = self.reference.type
        row = _TYPES[csl_type]
        kind = row.bibtex if self.flavour.for_zotero else row.biblatex
        if csl_type == "thesis" and self.flavour.for_zotero:
            kind = _thesis(self.reference.genre)
        kept = self.kept_type()
        if kept is not None:
            kind = kept
        if entry_types().get(kind, "document") != csl_type:
            subtype = next((name for name, csl in SUBTYPES.items() if csl == csl_type), None)
            if subtype and not self.flavour.for_zotero:
                self.fields["entrysubtype"] = subtype
            else:
                self.fields["x-type"] = csl_type
        return kind

    def kept_type(self) -> str | None:
        """The entry type that the reference was read from, if this flavour's readers know it."""
        for name in (self.flavour.name, *FLAVOURS):
            kept = self.custom.get(name)
            kind = kept.get(CUSTOM_TYPE) if isinstance(kept, dict) else None
            if not isinstance(kind, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", kind):
                continue
            if entry_types().get(kind, "document") != self.reference.type:
                continue
            if not self.flavour.for_zotero or kind in ZOTERO_TYPES:
                rest = {field: text for field, text in (kept or {}).items() if field != CUSTOM_TYPE}
                self.custom[name] = rest
                return kind
        return None

    def variables(self) -> None:
        reference, flavour = self.reference, self.flavour
        for variable in writing(flavour.name, reference.type):
            value = reference.get(variable)
            if value is None or value == "":
                continue
            if variable == "genre" and self.genre(str(value)):
                continue
            fields = spell(variable, value, reference.type, flavour)
            if not gives_back(variable, value, reference.type, flavour, fields):
                self.extend(variable)
            if reads_as_double(fields, self.fields, reference.type):
                self.extend(variable)
            self.fields |= fields
        if reference.categories is not None:
            self.extend("categories")

    def genre(self, genre: str) -> bool:
        """Whether the entry type, or a key of biblatex's, already says the genre."""
        if self.flavour.for_zotero:
            return self.reference.type == "thesis" and genre in THESES.values()
        key = next((key for key, words in TYPE_KEYS.items() if words == genre), None)
        if key is not None:
            self.fields["type"] = key
        return key is not None

    def extend(self, variable: str) -> None:
        self.extension[variable] = self.reference.to_csl()[variable]

    def and_others(self) -> None:
        """``and others`` for LaTeX; Zotero would take it for a person."""
        others = self.custom.get("and_others")
        if self.flavour.for_zotero or not isinstance(others, list):
            return
        names = writing(self.flavour.name, self.reference.type)
        told = [word for word in others if isinstance(word, str) and word in names]
        fields = [names[variable].field for variable in told]
        if told == others and all(name in self.fields for name in fields):
            del self.custom["and_others"]
            for name in fields:
                self.fields[name] += " and others"

    def volume_title(self) -> None:
        """For biblatex a volume of a work has the title, the work the ``maintitle``."""
        volume = self.fields.get("x-volume-title")
        kind = self.reference.type
        name = "title" if kind in BOOKS else "booktitle" if kind in PARTS else None
        if self.flavour.for_zotero or volume is None or name not in self.fields:
            return
        del self.fields["x-volume-title"]
        self.fields = {
            new: text
            for old, value in self.fields.items()
            for new, text in (
                (("maintitle", value), (name, volume)) if old == name else ((old, value),)
            )
        }

    def raw_fields(self) -> None:
        """The fields that were read without being understood, if they can be written again."""
        for flavour in dict.fromkeys((self.flavour.name, *FLAVOURS)):
            kept = self.custom.get(flavour)
            if not isinstance(kept, dict):
                continue
            rest = {}
            for name, value in kept.items():
                if self.stays_raw(name, value):
                    self.fields[name] = value
                else:
                    rest[name] = value
            if rest:
                self.custom[flavour] = rest
            else:
                del self.custom[flavour]

    def stays_raw(self, name: str, value: object) -> bool:
        """Whether a reader would again leave the field alone, and so keep it raw."""
        if not (isinstance(value, str) and is_field_name(name) and is_safe(value)):
            return False
        if name in self.fields or name in _NEVER_RAW or value in SUBTYPES:
            return False
        if name in _TITLE_OF:
            return _TITLE_OF[name] not in self.fields
        known = reading(self.reference.type)
        if name not in known:
            return True
        variable, kind, rank = known[name]
        chosen = writing(self.flavour.name, self.reference.type)[variable].field
        if chosen not in self.fields or known[chosen].rank >= rank:
            return False
        other = self.fields[chosen]
        return value != other and (kind is not Kind.LANGUAGE or code_of(value) != code_of(other))


_MONTH_NAMES = frozenset(MONTHS)
_NEVER_RAW = frozenset(
    {*DATE_FIELDS, EXTENSION, "x-type", "maintitle", "location"}
    | {"crossref", "xdata"}  # what the entry took from there is written in it
)
_TITLE_OF = {subtitle: title for title, subtitle in SUBTITLES.items()}


def _thesis(genre: str | None) -> str:
    """BibTeX's styles know two kinds of thesis; only one without a genre is none of them."""
    if not genre:
        return "thesis"
    words = fold(genre)
    master = "master" in words or "maitrise" in words or "memoire" in words
    return "mastersthesis" if master else "phdthesis"


def _unique(key: str, taken: dict[str, int]) -> str:
    """*key*, or with the first number that makes it new: BibTeX compares keys without case."""
    candidate = key
    while candidate.casefold() in taken:
        taken[key.casefold()] += 1
        candidate = f"{key}-{taken[key.casefold()]}"
    taken[candidate.casefold()] = 1
    return candidate


def _json(value: Mapping[str, Any]) -> str:
    """JSON whose strings have no brace, so that BibTeX counts the braces right."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _STRING.sub(_without_braces, text)


_STRING = re.compile(r"\"(?:[^\"\\]++|\\.)*+\"")


def _without_braces(match: re.Match[str]) -> str:
    return match[0].replace("{", "\\u007b").replace("}", "\\u007d").replace("@", "\\u0040")

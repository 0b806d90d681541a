"""Reading .bib files: both flavours' fields, whichever flavour is asked for."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from citekit.errors import Diagnostic, note, warning
from citekit.formats.bib_codec import FLAVOURS, read_value, spell
from citekit.formats.bib_dates import read_issued
from citekit.formats.bib_fields import (
    DATE_FIELDS,
    IN_BOOK,
    SUBTITLES,
    SUBTYPES,
    THESES,
    TYPE_KEYS,
    ZOTERO_DOUBLES,
    Kind,
    default_entry_types,
    entry_types,
    reading,
)
from citekit.formats.bib_inherit import inherit
from citekit.formats.bib_languages import code_of
from citekit.formats.bib_names import read_names
from citekit.formats.bib_split import BibFile, RawEntry, split
from citekit.formats.bib_values import Macros, legal_key
from citekit.formats.shared import clean, keyed
from citekit.model import ATTRIBUTES, TYPES, Library, Reference, decode_item

Fields = dict[str, str]

EXTENSION = "x-csl"
"""The field of citekit's own that holds, as JSON, what the syntax of .bib files cannot say."""

CUSTOM_TYPE = "entrytype"
"""Beside the fields kept in ``custom``: the entry type, where CSL's type does not say it."""


def read_bib(text: str, flavour: str) -> Library:
    """The library in *text*; fields without a CSL variable go to ``custom[flavour]``, raw.

    Never raises: what cannot be read is in the diagnostics. ``and others`` becomes
    ``custom["and_others"]``, the list of variables whose names are not complete.
    """
    text = clean(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    file = split(text)
    reader = _Reader(file, len(text), flavour)
    references, missing_keys = keyed(reader.read(entry) for entry in file.entries)
    diagnostics = [*file.diagnostics, *reader.diagnostics, *reader.summaries(), *missing_keys]
    diagnostics.sort(key=lambda found: found.line or 0)
    return Library(
        references=references,
        diagnostics=tuple(diagnostics),
        comments=(*file.comments, *(other.text for other in file.others)),
        strings={name: value for name, value, _ in file.strings},
        preamble=tuple(file.preamble),
    )


DEEPEST = 100
"""Lists and objects inside one another in the extension; deeper ones are nobody's work."""


def _depth(text: str) -> int:
    depth = deepest = 0
    for char in re.findall(r"[\[\]{}]", text):
        depth += 1 if char in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


class _Reader:
    """Entries to references, with what the entries of a file share."""

    def __init__(self, file: BibFile, size: int, flavour: str) -> None:
        self.file = file
        self.flavour = flavour
        self.macros = Macros(size)
        self.diagnostics: list[Diagnostic] = []
        self.kept: Counter[str] = Counter()
        self.commands: dict[str, int] = {}
        self.strings: dict[str, int] = {}
        self.first_line: dict[str, int] = {}
        self.hosts: dict[str, RawEntry] | None = None
        for _ in range(2):  # an abbreviation may stand after its use
            for name, value, _line in file.strings:
                self.macros.define(name, value)
        self.macros.unknown.clear()

    def read(self, entry: RawEntry) -> Reference:
        """The reference that an entry describes."""
        return _Entry(self, entry).reference()

    def resolved(self, entry: RawEntry, *, report: bool = True) -> Fields:
        """The fields of an entry as text without delimiters."""
        fields: Fields = {}
        strays: Fields = {}
        resolve = self.macros.resolve
        for name, value in entry.fields.items():
            fields[name], more = resolve(value)
            if more:
                strays |= more
        for name, value in strays.items():
            fields.setdefault(name, resolve(value)[0])
        if not report:
            self.macros.unknown.clear()
            return fields
        if strays:
            self.report(warning, "bib-comma-missing", entry, fields=", ".join(strays))
        for name in self.macros.unknown:
            self.strings.setdefault(name, entry.line)
        self.macros.unknown.clear()
        return fields

    def host(self, key: str) -> tuple[str, Fields] | None:
        """The type and the fields of the entry with that key."""
        if self.hosts is None:
            self.hosts = {}
            for entry in (*self.file.entries, *self.file.others):
                self.hosts.setdefault(entry.key, entry)
        found = self.hosts.get(key)
        return (found.type, self.resolved(found, report=False)) if found else None

    def report(self, severity: Any, code: str, entry: RawEntry, **facts: Any) -> None:
        """Add a diagnostic about an entry."""
        self.diagnostics.append(severity(code, line=entry.line, reference=entry.key, **facts))

    def summaries(self) -> list[Diagnostic]:
        """What would be said of many entries, said once, where it is met first."""
        found = [
            note("bib-field-kept", line=self.first_line[name], field=name, count=count)
            for name, count in self.kept.items()
        ]
        found += [
            note("bib-command-kept", line=line, command=command)
            for command, line in self.commands.items()
        ]
        return found + [
            warning("bib-string-unknown", line=line, name=name)
            for name, line in self.strings.items()
        ]


_JOINED = frozenset({"maintitle", *SUBTITLES.values()})
_STOPPED = re.compile(r"[.?!:]\}?$")


class _Entry:
    """One entry on its way to a reference."""

    def __init__(self, reader: _Reader, entry: RawEntry) -> None:
        self.reader = reader
        self.entry = entry
        self.fields = reader.resolved(entry)
        self.custom: dict[str, Any] = {}
        self.values: dict[str, Any] = {}
        self.unknown: set[str] = set()

    def reference(self) -> Reference:
        fields, entry = self.fields, self.entry
        if "crossref" in fields or "xdata" in fields:
            self.inherit()
        csl_type = self.type()
        raw = {CUSTOM_TYPE: entry.type} if self.says_more(csl_type) else {}
        extension = self.extension()
        if not _JOINED.isdisjoint(fields):
            self.join_titles(csl_type)
        self.drop_doubles(csl_type)
        self.dates()
        self.language()
        self.thesis(csl_type)
        raw |= self.table(csl_type)
        self.extend(extension, csl_type, raw)
        if raw:
            kept = self.custom.get(self.reader.flavour)
            self.custom[self.reader.flavour] = (kept if isinstance(kept, dict) else {}) | raw
            for name in raw:
                if name != CUSTOM_TYPE:
                    self.reader.kept[name] += 1
                    self.reader.first_line.setdefault(name, entry.line)
        for command in self.unknown:
            self.reader.commands.setdefault(command, entry.line)
        identifier = self.values.pop("id", entry.key)
        attributes = {ATTRIBUTES[name]: value for name, value in self.values.items()}
        return Reference(
            id=identifier,
            type=csl_type,  # type: ignore[arg-type]  # type() gives one of TYPES
            **attributes,
            custom=self.custom or None,
        )

    def inherit(self) -> None:
        def may_take(size: int) -> bool:
            return self.reader.macros.spend(size)

        missing = inherit(self.entry.type, self.fields, self.reader.host, may_take)
        for key in missing:
            self.reader.report(warning, "bib-crossref-missing", self.entry, key=key)

    def type(self) -> str:
        """The CSL type; an entry type that nobody knows is a document."""
        own = self.fields.pop("x-type", "").strip()
        if own in TYPES:
            return own
        kind = self.entry.type
        subtype = self.fields.get("entrysubtype")
        if kind == "article" and subtype in SUBTYPES:
            del self.fields["entrysubtype"]
            return SUBTYPES[subtype]
        found = entry_types().get(kind)
        if found is None:
            self.reader.report(warning, "bib-type-unknown", self.entry, type=kind)
            return "document"
        return found

    def says_more(self, csl_type: str) -> bool:
        """Whether the entry type tells more than the CSL type does."""
        return self.entry.type not in default_entry_types(csl_type) | THESES.keys()

    def extension(self) -> dict[str, Any]:
        """What citekit wrote as JSON; anything else in that field stays a field."""
        text = self.fields.get(EXTENSION)
        if text is None:
            return {}
        try:
            found = json.loads(text) if _depth(text) <= DEEPEST else None
        except ValueError:
            found = None
        if not isinstance(found, dict):
            self.reader.report(warning, "bib-extension-broken", self.entry, field=EXTENSION)
            return {}
        del self.fields[EXTENSION]
        return found

    def join_titles(self, csl_type: str) -> None:
        """Subtitles join their titles; of a work in volumes, ``title`` names the volume."""
        fields = self.fields
        french = code_of(fields.get("langid") or fields.get("language") or "").startswith("fr")
        for name, subname in SUBTITLES.items():
            if subname in fields and name in fields:
                title = fields[name]
                mark = " " if _STOPPED.search(title) else " : " if french else ": "
                fields[name] = f"{title}{mark}{fields.pop(subname)}"
        if "maintitle" in fields:
            volume = "booktitle" if csl_type in IN_BOOK else "title"
            if volume in fields:
                fields.setdefault("x-volume-title", fields[volume])
            fields[volume] = fields.pop("maintitle")

    def drop_doubles(self, csl_type: str) -> None:
        fields = self.fields
        if csl_type == "paper-conference" and "address" in fields and "location" in fields:
            # With an address, Zotero's location is where the conference was held.
            fields.setdefault("venue", fields["location"])
        for name, (double, types) in ZOTERO_DOUBLES.items():
            if name in fields and fields.get(double) == fields[name] and csl_type in types:
                del fields[double]

    def dates(self) -> None:
        fields = self.fields
        if "year" not in fields and "date" not in fields:
            return
        date, used = read_issued(fields)
        if date is not None:
            self.values["issued"] = date
            if date.literal is not None and "date" in used:
                self.reader.report(note, "bib-date-in-words", self.entry, date=date.literal)
        for name in used:
            fields.pop(name, None)

    def language(self) -> None:
        """``langid`` says the language; a ``language`` that agrees adds nothing."""
        fields = self.fields
        told = fields.get("langid", "").strip()
        if told and code_of(fields.get("language", "").strip()) == code_of(told):
            del fields["language"]

    def thesis(self, csl_type: str) -> None:
        kind = self.fields.get("type")
        if kind is None and csl_type == "thesis" and self.entry.type in THESES:
            self.values["genre"] = THESES[self.entry.type]
        elif kind in TYPE_KEYS:
            self.values["genre"] = TYPE_KEYS[kind]
            del self.fields["type"]

    def table(self, csl_type: str) -> Fields:
        """Set the variables that fields give; the fields that are left."""
        known = reading(csl_type)
        raw: Fields = {}
        ranks: dict[str, int] = {}
        chosen: dict[str, str] = {}
        for name, value in self.fields.items():
            found = known.get(name)
            if found is None or name in _EXTRA_DATE_FIELDS:
                raw[name] = value
                continue
            variable, kind, rank = found
            if variable in self.values and variable not in ranks:
                raw[name] = value
                continue
            if variable in ranks:
                if value == self.fields[chosen[variable]]:
                    continue
                if rank > ranks[variable]:
                    raw[name] = value
                    continue
                raw[chosen[variable]] = self.fields[chosen[variable]]
            result = self.value(variable, kind, value)
            if result is None:
                if value.strip():
                    raw[name] = value
                continue
            self.values[variable] = result
            ranks[variable], chosen[variable] = rank, name
        return raw

    def value(self, variable: str, kind: Kind, value: str) -> Any:
        if kind is not Kind.NAMES:
            return read_value(kind, value, self.unknown)
        names, others = read_names(value)
        if others:
            self.custom.setdefault("and_others", []).append(variable)
            self.reader.report(note, "bib-and-others", self.entry, variable=variable)
        return names or None

    def extend(self, extension: dict[str, Any], csl_type: str, raw: Fields) -> None:
        """Take from the extension what the fields beside it still say."""
        if not extension:
            return
        item = {"id": self.entry.key, "type": csl_type, **extension}
        decoded, _ = decode_item(item)
        if decoded is None:
            return
        custom = decoded.custom or {}
        self.custom = {**custom, **self.custom}
        key = extension.get("id")
        if isinstance(key, str) and key and self.entry.key.startswith(legal_key(key)):
            self.values["id"] = key
        for variable in extension.keys() & ATTRIBUTES.keys() - {"id", "type", "custom"}:
            value = decoded.get(variable)
            spelled = self.as_spelled(variable, value, csl_type)
            if spelled is not None:
                self.values[variable] = value
                for name in spelled:
                    raw.pop(name, None)

    def as_spelled(self, variable: str, value: Any, csl_type: str) -> Fields | None:
        """The fields that spell *value*, if they are still as citekit spells it; else None.

        Where somebody has edited them, they say more than the extension.
        """
        if value is None:
            return None
        fields = self.reader.resolved(self.entry, report=False)
        for flavour in FLAVOURS.values():
            spelled = spell(variable, value, csl_type, flavour)
            if all(_same(fields.get(name), text) for name, text in spelled.items()):
                return spelled if spelled or variable not in self.values else None
        return None


_EXTRA_DATE_FIELDS = frozenset(DATE_FIELDS)
_OTHERS = " and others"


def _same(found: str | None, spelled: str) -> bool:
    return found is not None and found.removesuffix(_OTHERS) == spelled

"""Hayagriva, read: entries with their parents into references; what has no variable is kept."""

from __future__ import annotations

import re
from typing import Any

from citekit.errors import Diagnostic, error, warning
from citekit.formats import hayagriva_values as values
from citekit.formats.hayagriva_fields import (
    CHAPTERED,
    EVENTS,
    FIELDS,
    FORMS,
    MAIN_KEYS,
    ORIGINAL,
    OTHER_ENTRIES,
    OTHER_PAIRS,
    PARENTS,
    ROLES,
    SERIAL,
    SERIES,
    Field,
)
from citekit.formats.shared import clean, keyed
from citekit.formats.yaml_text import Entry, load
from citekit.model import ATTRIBUTES, Library, Reference
from citekit.text.latex_symbols import NO_CASE

RAW = "hayagriva"
"""Where ``custom`` keeps what has no CSL variable: ``{"time-range": "00:57-06:21"}``."""

_TOP_KEY = r"^(?![ \t#\-\]}%.])[^\n]*?:(?=[ \t\n]|\Z)"
_COMMENT = re.compile(r"^#[ \t]*(\S.*)$", re.MULTILINE)
_OLD_KEYS = {"doi": "doi", "isbn": "isbn", "issn": "issn"}
_VARIABLES = {role: variable for variable, role in ROLES.items()}

_PAIRS: dict[tuple[str, str], str] = {}
for _kind, _form in FORMS.items():
    _PAIRS.setdefault((_form.entry, _form.parent), _kind)
    if not _form.always:
        _PAIRS.setdefault((_form.entry, ""), _kind)
_PAIRS |= {pair: kind for pair, kind in OTHER_PAIRS.items() if pair not in _PAIRS}
_ENTRIES = {entry for entry, _ in _PAIRS} | OTHER_ENTRIES.keys()


def kind_of(entry: str, parent: str) -> str:
    """The CSL type of an *entry* whose container is a *parent*; ``""`` where it has none."""
    found = _PAIRS.get((entry, parent))
    if found is None and parent == "blog":
        found = "post-weblog"
    return found or _PAIRS.get((entry, "")) or OTHER_ENTRIES.get(entry, "document")


def read(text: str) -> Library:
    """The references in *text*, one for each key at the top.

    Fields and parents without a CSL variable are kept in ``custom.hayagriva``, lines that are
    comments in ``comments``. Broken YAML costs an error with its line, and the entry that it
    stands in. Never raises. Source: *The Hayagriva YAML File Format*; where Typst reads more
    than that says, Typst.
    """
    text = clean(text)
    documents, diagnostics = load(text, _TOP_KEY)
    references: list[Reference] = []
    comments = list(_COMMENT.findall(text))
    for document in documents:
        if not isinstance(document, Entry):
            if document is not None:
                diagnostics.append(error("hayagriva-no-entries", line=1))
            continue
        for key, value in (*document.earlier, *document.items()):
            line = document.lines[key]
            if isinstance(value, Entry):
                entry = _Reading(key, Block.of(value), value.line)
                references.append(entry.read())
                diagnostics += entry.diagnostics
            else:
                comments.append(f"{key}: {_plain(_texts(value))}")
                diagnostics.append(error("hayagriva-no-entry", line=line, key=key[:60]))
    with_keys, about_keys = keyed(references)
    return Library(
        references=with_keys, diagnostics=(*diagnostics, *about_keys), comments=tuple(comments)
    )


class Block(dict[str, Any]):
    """A mapping of texts, lists and blocks, to take facts out of; ``lines`` has those of keys."""

    lines: dict[str, int]

    @classmethod
    def of(cls, entry: Entry) -> Block:
        """A copy of *entry*, which an alias may have in other places too."""
        block = cls({key: _texts(value) for key, value in entry.items()})
        block.lines = entry.lines
        return block


def _texts(value: Any) -> Any:
    """*value* with every number and truth as the text that it was."""
    if isinstance(value, Entry):
        return Block.of(value)
    if isinstance(value, list):
        return [_texts(each) for each in value]
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


class _Reading:
    """One entry on its way to a reference; what says a fact leaves its blocks."""

    def __init__(self, key: str, entry: Block, line: int) -> None:
        self.key = key
        self.line = line
        self.entry = entry
        self.values: dict[str, Any] = {}
        self.diagnostics: list[Diagnostic] = []
        self.aliases: dict[str, Any] = {}

    def read(self) -> Reference:
        type_ = self._type(self.entry, "misc")
        places = self._places(type_)
        parent = places.get("container")
        parent_type = self._type(parent, PARENTS.get(type_, "misc")) if parent is not None else ""
        kind = kind_of(type_, parent_type)
        for place, block in places.items():
            _modernize(block)
            if place in {"series", "event", "original"}:
                self._forget_type(block, place, kind)
        self._numbers(kind, places)
        for variable, field in FIELDS.items():
            if variable not in self.values and field.place != "chapter":
                for block in self._blocks(field, places):
                    self._take(variable, field, block)
        if "publisher-place" not in self.values:
            for place in ("entry", "container"):
                self._take("publisher-place", Field(place, "location"), places.get(place))
        self._affiliated(places)
        self._keep_types(kind, type_, parent_type, parent)
        custom = _plain(self.entry)
        if self.aliases:
            custom["alias"] = self.aliases
        return Reference(
            id=self.key,
            type=kind,  # type: ignore[arg-type]  # from the table
            custom={RAW: custom} if custom else None,
            **{ATTRIBUTES[variable]: value for variable, value in self.values.items()},
        )

    def _type(self, block: Block, default: str) -> str:
        """The type of an entry in small letters, which leaves it if it is one."""
        said = block.get("type")
        name = said.strip().lower() if isinstance(said, str) else ""
        if name in _ENTRIES:
            del block["type"]
            return name
        if name:
            line = block.lines.get("type", self.line)
            self.diagnostics.append(
                warning("hayagriva-unknown-type", line=line, type=name[:60], reference=self.key)
            )
        return default

    def _places(self, type_: str) -> dict[str, Block]:
        """The entry and its parents by what they are to it; further ones stay where they are."""
        places = {"entry": self.entry}
        first = "series" if type_ in SERIAL else "container"
        for block in _parents(self.entry):
            said = str(block.get("type") or PARENTS.get(type_, "misc")).strip().lower()
            place = "event" if said in EVENTS else ORIGINAL if said == ORIGINAL else first
            places.setdefault(place, block)
        if "container" in places:
            for block in _parents(places["container"])[:1]:
                places.setdefault("series", block)
        return places

    def _forget_type(self, block: Block, place: str, kind: str) -> None:
        """The type of a parent is kept only where citekit would write another."""
        usual = {"series": SERIES, "event": FORMS[kind].event, "original": ORIGINAL}[place]
        if str(block.get("type", "")).strip().lower() == usual:
            del block["type"]

    def _blocks(self, field: Field, places: dict[str, Block]) -> list[Block]:
        """Where the field may stand, the nearest first; identifiers also with the container."""
        wanted = {"host": ("entry", "container"), "entry": ("entry", "container")}
        shared = field.path.startswith("serial-number.") or field.path in {"date", "language"}
        names = wanted.get(field.place, (field.place,))
        if field.place == "entry" and not shared:
            names = ("entry",)
        return [places[name] for name in names if name in places]

    def _numbers(self, kind: str, places: dict[str, Block]) -> None:
        """The volume: that of the container first; the entry's may be the number of a chapter."""
        container = places.get("container")
        field = FIELDS["volume"]
        self._take("volume", field, container)
        if container is not None and kind in CHAPTERED:
            self._take("chapter-number", FIELDS["chapter-number"], self.entry)
        else:
            self._take("volume", field, self.entry)

    def _take(self, variable: str, field: Field, block: Block | None) -> None:
        """Give *variable* the value of the field, which then leaves *block*."""
        key, _, inner = field.path.partition(".")
        if block is None or key not in block or variable in self.values:
            return
        value = block[key]
        line = block.lines.get(key, self.line)
        if not inner:
            found = self._value(field.kind, value, line)
            if found is not None:
                del block[key]
        elif isinstance(value, Block):
            whole = value if inner == "value" and "verbatim" in value else value.get(inner)
            found = self._value(field.kind, _verbatim(whole), line)
            if found is not None:
                del value[inner]
                if whole is value:
                    del value["verbatim"]
            if not value:
                del block[key]
        elif MAIN_KEYS.get(key) == inner or (key, inner) == ("serial-number", "serial"):
            found = self._value(field.kind, value, line)
            if found is not None:
                del block[key]
        else:
            return
        if found is not None:
            self.values[variable] = found

    def _value(self, kind: str, value: Any, line: int) -> Any:
        """What *value* says as a value of that *kind*; None where it says nothing of the kind."""
        if kind == "names":
            people = [values.read_person(each) for each in _listed(value)]
            for each, person in zip(_listed(value), people, strict=True):
                if isinstance(each, Block) and "alias" in each and person is not None:
                    self.aliases[person.inverted()] = each["alias"]
            return tuple(filter(None, people)) if people and None not in people else None
        if kind == "text":
            return _text(value)
        if not isinstance(value, str) or not value:
            return None
        if kind == "date":
            date, is_right = values.read_date(value)
            if not is_right:
                self.diagnostics.append(
                    warning("hayagriva-bad-date", line=line, text=value[:40], reference=self.key)
                )
            return date
        return value

    def _affiliated(self, places: dict[str, Block]) -> None:
        """The persons with roles, of the entry and of its container; other roles stay."""
        for block in (places[name] for name in ("entry", "container") if name in places):
            others = []
            for each in _listed(block.get("affiliated")):
                role = each.get("role") if isinstance(each, Block) else None
                variable = _VARIABLES.get(role.lower()) if isinstance(role, str) else None
                names = self._value("names", each.get("names"), 0) if variable else None
                if variable and names:
                    self.values[variable] = (*self.values.get(variable, ()), *names)
                else:
                    others.append(each)
            block.pop("affiliated", None)
            if others:
                block["affiliated"] = others

    def _keep_types(self, kind: str, type_: str, parent_type: str, parent: Block | None) -> None:
        """Keep the types of entry and parent where citekit would write others."""
        form = FORMS[kind]
        if type_ != form.entry:
            self.entry.setdefault("type", type_)
        if parent is not None and parent_type != form.parent:
            parent.setdefault("type", parent_type)


def _parents(block: Block) -> list[Block]:
    return [each for each in _listed(block.get("parent")) if isinstance(each, Block)]


def _listed(value: Any) -> list[Any]:
    """A list as it is, anything else alone in one."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list) else [value]


def _modernize(block: Block) -> None:
    """Put the identifiers of old files, ``doi: …``, where they stand now."""
    for old, new in _OLD_KEYS.items():
        if isinstance(block.get(old), str):
            numbers = block.get("serial-number")
            if not isinstance(numbers, Block):
                serial, numbers = numbers, Block()
                numbers.lines = block.lines
                if isinstance(serial, str) and serial:
                    numbers["serial"] = serial
                block["serial-number"] = numbers
            if new not in numbers:
                numbers[new] = block.pop(old)
    publisher = block.get("publisher")
    if isinstance(publisher, Block) and "value" in publisher and "name" not in publisher:
        block["publisher"] = Block({"name": publisher})
    title = block.get("title")
    if isinstance(title, Block) and "shorthand" in title and "short" not in title:
        title["short"] = title.pop("shorthand")


def _text(value: Any) -> str | None:
    """The text of a string, or of ``{value: …, verbatim: true}``, whose capitals are protected."""
    if isinstance(value, str):
        return values.read_text(value) or None
    if isinstance(value, Block) and isinstance(value.get("value"), str):
        is_verbatim = value.get("verbatim") == "true"
        if value.keys() <= {"value", "verbatim"}:
            return f"{NO_CASE[0]}{value['value']}{NO_CASE[1]}" if is_verbatim else value["value"]
    return None


def _verbatim(value: Any) -> Any:
    """Of a block only what makes a text; the short form beside it is a variable of its own."""
    if not isinstance(value, Block):
        return value
    return Block({key: value[key] for key in ("value", "verbatim") if key in value})


def _plain(value: Any) -> Any:
    """What is left, as plain dictionaries and lists, without what is empty."""
    if isinstance(value, Block):
        pairs = ((key, _plain(each)) for key, each in value.items())
        return {key: each for key, each in pairs if each not in ("", [], {})}
    if isinstance(value, list):
        found = [_plain(each) for each in value]
        return [each for each in found if each not in ("", [], {})]
    return value

"""CSL-JSON: arrays, single items, wrapped items and one item a line, read with recovery."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from citekit.errors import Diagnostic, error, warning
from citekit.formats.shared import REPLACEMENT, Places, clean, keyed
from citekit.model import ATTRIBUTES, Library, Reference, decode_item
from citekit.model.decode import ALIASES
from citekit.text.patterns import pattern

HOLDS: frozenset[str] = frozenset(ATTRIBUTES) - frozenset(ALIASES)
"""All variables; only a deprecated spelling (``event``) comes back under its new name."""

WRAPPERS = ("items", "references")
"""Keys under which citeproc and Zotero (``items``) and pandoc (``references``) put the array."""

DEEPEST = 50
"""How deep the values of ``custom`` may nest; no file of references goes beyond four."""


def read(text: str) -> Library:
    """The references in *text*: an array, an item, ``{"items": […]}``, or one item a line.

    Everything that can be understood is read: an item that is no valid JSON costs one error with
    its line and column, and the items before and after it are there. Items without an id get
    one. Source: CSL 1.0.2, ``csl-data.json``.
    """
    reader = _Reader(clean(text))
    references: list[Reference] = []
    diagnostics: list[Diagnostic] = []
    for path, item in reader.items():
        reference, found = decode_item(item, path)
        diagnostics += found
        if reference is None:
            continue
        if reference.custom is not None and _too_deep(reference.custom):
            diagnostics.append(error("json-too-deep", path=path, limit=DEEPEST))
            continue
        references.append(reference)
    with_keys, about_keys = keyed(references)
    return Library(
        references=with_keys, diagnostics=(*reader.diagnostics, *diagnostics, *about_keys)
    )


def write(library: Library) -> str:
    """The references as an indented array, valid against ``csl-data.json``."""
    items = [msgspec.to_builtins(reference) for reference in library.references]
    compact = json.dumps(items, ensure_ascii=False, default=str)
    return msgspec.json.format(compact, indent=1) + "\n"


def value_of(text: str) -> Any:
    """The one JSON value that *text* is; ValueError where it is none, or nests too deep."""
    try:
        value = json.loads(text, parse_constant=str, parse_int=_integer, parse_float=_decimal)
    except RecursionError:
        raise ValueError(text[:20]) from None
    if _too_deep(value):
        raise ValueError(text[:20])
    return _scrubbed(value)


_SPACE = pattern(r"[ \t\r\n]*")
_COMMAS = pattern(r",(?:[ \t\r\n]*,)*")
_ITEM_START = pattern(r'\{\s*"')
_LONE_SURROGATE = pattern(r"\\u[dD][89a-fA-F]")
_SURROGATE = pattern("[\ud800-\udfff]")
_MARKS = frozenset({"id", "type", "title"})
_NOTHING = object()
_PATIENCE = 16


class _Reader:
    """Walks through the items of a text from value to value, and on past broken ones.

    To find where reading can go on after a broken item, every ``{"`` behind its start is tried
    until an object with an id, a type or a title decodes. A failed attempt costs what it read;
    when all failures together cost more than ``_PATIENCE`` times the text, the rest is given up,
    so that the time stays linear in the length of the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.diagnostics: list[Diagnostic] = []
        self._places = Places(text)
        self._patience = _PATIENCE * len(text) + 1000
        self._broken: set[int] = set()
        self._doubled: list[str] = []
        self._scrub = bool(_LONE_SURROGATE.search(text))
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_constant=str,
            parse_int=_integer,
            parse_float=_decimal,
        )

    def items(self) -> Iterator[tuple[str, Any]]:
        """The path and the value of each item."""
        text, end = self.text, len(self.text)
        inside = after_value = after_comma = False
        count = 0
        position = 0
        while (position := self._skip_space(position)) < end:
            char = text[position]
            if char == "[" and not inside:
                inside, after_value, after_comma = True, False, False
                position += 1
            elif char == "]" and inside:
                if after_comma:
                    self._warn("json-comma-extra", position)
                inside = after_value = after_comma = False
                position += 1
            elif commas := _COMMAS.match(text, position):
                second = commas[0].find(",", 1 if after_value else 0)
                if second >= 0:
                    self._warn("json-comma-extra", position + second)
                after_value, after_comma = False, True
                position = commas.end()
            elif char in "]}" and self._broken:
                position += 1  # closes what the broken item left open
            else:
                if inside and after_value:
                    self._warn("json-comma-missing", position)
                value, position = self._value(position)
                after_value, after_comma = value is not _NOTHING, False
                if value is not _NOTHING:
                    for path, item in self._unwrapped(value, count):
                        count += 1
                        yield path, item
        if inside:
            self._warn("json-unclosed", end)

    def _unwrapped(self, value: Any, count: int) -> Iterator[tuple[str, Any]]:
        if isinstance(value, dict) and "type" not in value:
            for key in WRAPPERS:
                if isinstance(value.get(key), list):
                    for index, item in enumerate(value[key]):
                        yield f"$.{key}[{index}]", item
                    return
        yield f"$[{count}]", value

    def _value(self, position: int) -> tuple[Any, int]:
        """The value that begins at *position* and its end; recovery where there is none."""
        try:
            value, end = self._decode(position)
        except json.JSONDecodeError as problem:
            if problem.pos not in self._broken:
                self._broken.add(problem.pos)
                self.diagnostics.append(error("json-broken", **self._places.of(problem.pos)))
            self._patience -= _cost(problem, position)
            return _NOTHING, self._next_item(position + 1)
        except RecursionError:
            self._broken.add(position)
            place = self._places.of(position)
            self.diagnostics.append(error("json-too-deep", limit=DEEPEST, **place))
            self._patience -= len(self.text) - position
            return _NOTHING, self._next_item(position + 1)
        for key in self._doubled:
            self._warn("json-key-twice", position, key=key)
        return value, end

    def _next_item(self, position: int) -> int:
        """Where the next thing that reads as an item begins; the end of the text if nowhere."""
        while self._patience > 0 and (match := _ITEM_START.search(self.text, position)):
            start = match.start()
            try:
                value, end = self._decode(start)
            except json.JSONDecodeError as problem:
                self._patience -= _cost(problem, start)
                position = start + 1
            except RecursionError:
                self._patience -= len(self.text) - start
                position = start + 1
            else:
                self._patience -= end - start
                if isinstance(value, dict) and not _MARKS.isdisjoint(value):
                    return start
                position = end
        if self._patience <= 0:
            self.diagnostics.append(error("json-given-up", **self._places.of(position)))
        return len(self.text)

    def _decode(self, position: int) -> tuple[Any, int]:
        self._doubled.clear()
        value, end = self._decoder.raw_decode(self.text, position)
        if self._scrub and not _too_deep(value):
            value = _scrubbed(value)
        return value, end

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        built = dict(pairs)
        if len(built) < len(pairs):
            times = Counter(key for key, _ in pairs)
            self._doubled += [key for key, count in times.items() if count > 1]
        return built

    def _skip_space(self, position: int) -> int:
        match = _SPACE.match(self.text, position)
        return match.end() if match else position

    def _warn(self, code: str, position: int, **facts: str) -> None:
        self.diagnostics.append(warning(code, **self._places.of(position), **facts))


def _cost(problem: json.JSONDecodeError, start: int) -> int:
    """What a failed attempt read; JSONDecodeError itself counts the lines from the beginning."""
    return problem.pos - start + problem.pos // 64 + 1


def _integer(digits: str) -> int | str:
    """A number, or its digits where no 64 bits hold it (Python refuses 4,300 digits and more)."""
    return int(digits) if len(digits) < 19 else digits


def _decimal(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


def _too_deep(value: Any) -> bool:
    """Whether objects and arrays nest deeper in *value* than ``DEEPEST``."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def _scrubbed(value: Any) -> Any:
    """*value* with U+FFFD for escaped surrogates that stand alone: no encoding can write them."""
    if isinstance(value, str):
        return _SURROGATE.sub(REPLACEMENT, value)
    if isinstance(value, list):
        return [_scrubbed(inner) for inner in value]
    if isinstance(value, dict):
        return {_SURROGATE.sub(REPLACEMENT, key): _scrubbed(inner) for key, inner in value.items()}
    return value

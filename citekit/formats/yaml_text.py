"""YAML as the readers of CSL-YAML and Hayagriva get it: safe, with lines, as whole as can be.

A scalar is what it says: *no*, *1.10*, *2006-12-01* and *007* stay text, only whole numbers,
``true``, ``false``, ``null`` and decimals that come back as they are spelled are values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from citekit.errors import Diagnostic, error, warning
from citekit.formats.shared import clean

DEEPEST = 50
"""How deep lists and mappings may nest; no file of references goes beyond ten."""

_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,17})", re.ASCII)
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,15})\.\d{1,15}", re.ASCII)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?s:.*?)^(?=(?:---|\.\.\.)[ \t]*$)", re.MULTILINE)

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SafeDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Entry(dict[str, Any]):
    """A mapping of the document, with the line that it begins on, and those of its keys.

    Of a key that stands several times the last value counts; ``earlier`` has the others.
    """

    line: int = 0

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}
        self.earlier: list[tuple[str, Any]] = []


def load(text: str, piece: str) -> tuple[list[Any], list[Diagnostic]]:
    """The documents in *text* (mappings are :class:`Entry`), and what is wrong with them.

    A text that is no valid YAML costs an error, ``yaml-broken``, with its place; it is then read
    piece by piece, each beginning where *piece* (a pattern) matches at the beginning of a line, so
    that only the broken ones are missing. Anchors are followed; what grows beyond the text, or
    nests deeper than ``DEEPEST``, is refused.
    """
    text = _FORBIDDEN.sub("\ufffd", clean(text).replace("\r\n", "\n").replace("\r", "\n"))
    front = _FRONT_MATTER.match(text)
    if front:  # a manuscript with its references before the text
        text = front[0]
    try:
        return _documents(text, 0)
    except _BrokenError as problem:
        first = problem
    found: list[Any] = []
    diagnostics = []
    for line, part in _pieces(text, piece):
        try:
            documents, about = _documents(part, line)
        except _BrokenError as problem:
            diagnostics.append(problem.diagnostic)
        else:
            found += documents
            diagnostics += about
    return found, diagnostics or [first.diagnostic]


def dump(value: Any) -> str:
    """*value* as YAML, block style, Unicode, no folded lines; text that looks like a number quoted.

    What :func:`load` makes of it is *value* again.
    """
    return str(
        yaml.dump(
            value,
            Dumper=_Dumper,
            allow_unicode=True,
            default_flow_style=False,
            sort_keys=False,
            width=2**31 - 1,
        )
    )


class _Dumper(_SafeDumper):  # type: ignore[misc]  # one of two classes
    """Writes no aliases, and in quotes what YAML 1.2 takes for a number, though 1.1 does not."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True

    def text(self, value: str) -> Any:
        style = "'" if _NUMBER.fullmatch(value) else None
        return self.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_NUMBER = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?|0[box]\w+", re.ASCII)
_Dumper.add_representer(str, _Dumper.text)


class _BrokenError(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def _pieces(text: str, piece: str) -> Iterator[tuple[int, str]]:
    """The line (from 0) and the text of what begins where *piece* matches."""
    starts = [match.start() for match in re.finditer(piece, text, re.MULTILINE)]
    line = text.count("\n", 0, starts[0]) if starts else 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=False):
        yield line, text[start:end]
        line += text.count("\n", start, end)


def _documents(text: str, line: int) -> tuple[list[Any], list[Diagnostic]]:
    builder = _Builder(line, budget=10 * len(text) + 1000)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as problem:
        is_cut = "end of stream" in str(problem.problem)
        mark = (is_cut and problem.context_mark) or problem.problem_mark or problem.context_mark
        reason = str(problem.problem or problem.context or "")
        place = {"line": line + mark.line + 1, "column": mark.column + 1} if mark else {}
        raise _BrokenError(error("yaml-broken", reason=reason, **place)) from None
    except yaml.YAMLError as problem:
        reason = str(problem).split("\n", 1)[0]
        raise _BrokenError(error("yaml-broken", line=line + 1, reason=reason)) from None
    return builder.documents, builder.diagnostics


class _Builder:
    """Makes values of the parser's events with a stack of its own: no depth can exhaust Python's.

    ``budget`` is how many values there may be, those that aliases repeat included.
    """

    def __init__(self, line: int, budget: int) -> None:
        self.documents: list[Any] = []
        self.diagnostics: list[Diagnostic] = []
        self._line = line
        self._budget = budget
        self._open: list[tuple[Any, str | None, int]] = []
        self._keys: list[Any] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._count = 0

    def take(self, event: Any) -> None:
        """Build on with one event."""
        line = self._line + event.start_mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event.value) if event.implicit[0] else event.value
            if event.anchor:
                self._anchors[event.anchor] = (value, 1)
            self._put(value, 1, line)
        elif isinstance(event, yaml.AliasEvent):
            value, size = self._anchors.get(event.anchor or "", (None, 0))
            if not size:
                raise _BrokenError(error("yaml-alias", line=line, name=event.anchor))
            self._put(value, size, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(self._open) >= DEEPEST:
                raise _BrokenError(error("yaml-too-deep", line=line, limit=DEEPEST))
            new: Any = []
            if isinstance(event, yaml.MappingStartEvent):
                new = Entry()
                new.line = line
            self._open.append((new, event.anchor, self._count))
            self._keys.append(_NO_KEY)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            value, anchor, before = self._open.pop()
            self._keys.pop()
            if anchor:
                self._anchors[anchor] = (value, self._count - before + 1)
            self._put(value, 1, line)

    def _put(self, value: Any, size: int, line: int) -> None:
        self._count += size
        if self._count > self._budget:
            raise _BrokenError(error("yaml-too-large", line=line))
        if not self._open:
            self.documents.append(value)
            return
        outer = self._open[-1][0]
        if isinstance(outer, list):
            outer.append(value)
        elif self._keys[-1] is _NO_KEY:
            self._keys[-1] = value if isinstance(value, str) else _word(value)
        else:
            key = self._keys[-1]
            if key in outer:
                self.diagnostics.append(warning("json-key-twice", line=line, key=key))
                outer.earlier.append((key, outer[key]))
            outer[key] = value
            outer.lines[key] = line
            self._keys[-1] = _NO_KEY


_NO_KEY = object()


def _scalar(text: str) -> Any:
    word = text.lower()
    if word in _WORDS and (text in (word, word.capitalize(), word.upper())):
        return _WORDS[word]
    if _INTEGER.fullmatch(text) and text != "-0":
        return int(text)
    if _DECIMAL.fullmatch(text) and repr(float(text)) == text:
        return float(text)
    return text


def _word(value: Any) -> str:
    """A key that YAML takes for a number, a truth or nothing, as the word that it is."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)[:100]

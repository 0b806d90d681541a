"""A .bib file into entries, abbreviations, preambles and comments; what is broken, as diagnostics.

bibtexparser's Splitter finds the blocks, but for those that a pattern can tell. Nothing in them is
interpreted here.
"""

from __future__ import annotations

import logging
import re
from itertools import pairwise
from typing import Any

import msgspec

from citekit.errors import Diagnostic, error, warning
from citekit.formats.shared import uncollected

_FIELD_FIRST = r"(@(?!string|preamble|comment)[a-z]++[ \t]*+[{(])(\s*+[a-z][\w-]*+\s*+=)"
_MAYBE_NO_KEY = re.compile(_FIELD_FIRST, re.IGNORECASE)
_NO_KEY = re.compile(rf"(\n[ \t]*+){_FIELD_FIRST}", re.IGNORECASE)

NOT_A_WORK = frozenset({"xdata", "set", "control"})
"""Blocks with the syntax of an entry that describe no work: data to inherit, sets of entries."""


class RawEntry(msgspec.Struct):
    """An entry as written: its ``type`` and field names in lower case, values with delimiters."""

    type: str
    key: str
    line: int
    fields: dict[str, str]
    text: str


class BibFile(msgspec.Struct):
    """The blocks of a file, in order; ``strings`` are abbreviations (name, value as written)."""

    entries: list[RawEntry] = []
    others: list[RawEntry] = []
    strings: list[tuple[str, str, int]] = []
    preamble: list[str] = []
    comments: list[str] = []
    diagnostics: list[Diagnostic] = []


_BLOCK = re.compile(r"^[^\S\n]*(@\w*[ \t]*[{(])", re.MULTILINE)
"""Where a block begins: at the beginning of a line one does, whatever is open before it."""

_TEXT = r"(?:[^{}\\@]|\\[^{}@])*+"
_GROUP = rf"\{{{_TEXT}(?:\{{{_TEXT}(?:\{{{_TEXT}\}}{_TEXT})*+\}}{_TEXT})*+\}}"
_PLAIN_HEAD = re.compile(r"@(\w++)[ \t]*+\{\s*+([^\s,=\"{}()@\\%]++)\s*+,", re.ASCII)
_PLAIN_FIELD = re.compile(
    rf"\s*+([A-Za-z][\w:.+/-]*+)\s*+=\s*+({_GROUP}|\d++|[A-Za-z]\w*+|\"[^\"{{}}\\@]*+\")\s*+(,|\}})",
    re.ASCII,
)
_PLAIN_END = re.compile(r"\s*+\}")
_NO_ENTRY = frozenset({"comment", "preamble", "string"})
_NEXT = "@comment{}"
"""Stands for the block after a piece: what is open in the piece is given up where one begins."""


def split(text: str) -> BibFile:
    """The blocks of *text*; never raises. Blocks that are broken become diagnostics.

    A comment is a paragraph between the entries, or a whole ``@comment{…}``. An entry that is as
    plain as most (a key, each value in one pair of braces or quotes, or a word) is read here, which
    takes a tenth of the time; every other block is the Splitter's.
    """
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # its warnings are our diagnostics
    file = BibFile()
    if _MAYBE_NO_KEY.search(text):
        # An entry that begins with a field, as some exporters write it, gets an empty key.
        text = _NO_KEY.sub(r"\1\2,\3", f"\n{text}")[1:]
    starts = [match.start(1) for match in _BLOCK.finditer(text)]
    rest = 0  # where what is not yet read begins
    rest_line, line, counted = 1, 1, 0
    for start, end in pairwise([*starts, len(text)]):
        entry = _plain(text, start, end)
        if entry is None:
            continue
        line += text.count("\n", counted, start)
        counted = start
        if rest < start:
            _split(file, text[rest:start], rest_line, is_last=False)
        entry.line = line
        (file.others if entry.type in NOT_A_WORK else file.entries).append(entry)
        line += text.count("\n", counted, end)
        counted = end
        rest, rest_line = end, line
    if rest < len(text):
        _split(file, text[rest:], rest_line, is_last=True)
    return file


def _plain(text: str, start: int, end: int) -> RawEntry | None:
    """The entry that is all there is from *start* to *end*; None where it is not plain."""
    head = _PLAIN_HEAD.match(text, start, end)
    if head is None:
        return None
    kind = head[1].lower()
    if kind in _NO_ENTRY:
        return None
    fields: dict[str, str] = {}
    position = head.end()
    while True:
        field = _PLAIN_FIELD.match(text, position, end)
        if field is None:
            close = _PLAIN_END.match(text, position, end)
            if close is None:
                return None
            position = close.end()
            break
        name, value, mark = field.groups()
        name = name.lower()
        if name in fields:
            return None
        fields[name] = value
        position = field.end()
        if mark == "}":
            break
    if text[position:end].strip():
        return None
    return RawEntry(kind, head[2], 0, fields, text[start:position])


def _split(file: BibFile, text: str, first: int, *, is_last: bool) -> None:
    """The blocks of *text*, which begins on line *first*, into *file*.

    Where it is not the last of the file, another block follows it.
    """
    from bibtexparser import model
    from bibtexparser.splitter import Splitter

    after_failure = False
    with uncollected():
        blocks = Splitter(text if is_last else text + _NEXT).split().blocks
        for failed in blocks:
            if isinstance(failed, model.ParsingFailedBlock) and failed.error is not None:
                failed.error.__traceback__ = None
    for found in blocks if is_last else blocks[:-1]:
        block: Any = found
        line = (block.start_line or 0) + first
        if isinstance(block, model.DuplicateBlockKeyBlock):
            block = block.ignore_error_block
        if isinstance(block, model.DuplicateFieldKeyBlock):
            block = block.ignore_error_block
        if isinstance(block, model.Entry):
            _keep_entry(file, block, line, first)
        elif isinstance(block, model.ParsingFailedBlock):
            raw = (block.raw or "").removesuffix(_NEXT[:-2])
            file.diagnostics.append(
                _failure(raw, str(getattr(block.error, "abort_reason", "")), line)
            )
        elif isinstance(block, model.String):
            file.strings.append((block.key, block.value, line))
        elif isinstance(block, model.Preamble):
            file.preamble.append(block.value.strip())
        elif isinstance(block, model.ExplicitComment):
            file.comments.append(block.raw or "")
        elif after_failure:
            # What the Splitter could not place belongs to the entry it gave up.
            last = file.diagnostics[-1]
            raw = f"{last.parameters['raw']}{block.raw}"
            file.diagnostics[-1] = msgspec.structs.replace(
                last, parameters={**last.parameters, "raw": raw}
            )
        else:
            file.comments += _paragraphs(block.raw)
        after_failure = isinstance(block, model.ParsingFailedBlock)


def _keep_entry(file: BibFile, block: Any, line: int, first_line: int) -> None:
    kind: str = block.entry_type
    fields: dict[str, str] = {}
    repeats = 0
    for field in block.fields:
        name = field.key
        if not name.islower():
            name = name.lower()
        if name.startswith("%"):  # biber's comment to the end of a line, before a field
            name = name.rpartition("\n")[2].strip() or name
        value = field.value
        if name in fields:
            if fields[name] == value:
                continue
            file.diagnostics.append(
                warning(
                    "bib-field-twice",
                    line=field.start_line + first_line,
                    reference=block.key,
                    field=name,
                )
            )
            first = name
            while name in fields:
                repeats += 1
                name = f"{first}_{repeats + 1}"
        fields[name] = value
    entry = RawEntry(kind, block.key, line, fields, block.raw)
    (file.others if kind in NOT_A_WORK else file.entries).append(entry)


_BLANK_LINES = re.compile(r"\n(?:[ \t\f\v]*+\n)++")
_HEAD = re.compile(r"@\w*[ \t]*[{(]\s*+([^\s,=\"{}()]++)\s*+,")


def _paragraphs(comment: str) -> list[str]:
    return [part.strip() for part in _BLANK_LINES.split(comment) if part.strip()]


def _failure(raw: str, reason: str, line: int) -> Diagnostic:
    code = "bib-entry-unclosed" if "looking for" in reason or "end of file" in reason else None
    head = _HEAD.match(raw)
    name = head[1] if head else raw.split("\n", 1)[0][:40]
    return error(code or "bib-entry-broken", line=line, name=name, raw=raw)

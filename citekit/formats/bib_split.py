"""A .bib file into entries, abbreviations, preambles and comments; what is broken, as diagnostics.

bibtexparser's Splitter finds the blocks; nothing in them is interpreted here.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import msgspec

from citekit.errors import Diagnostic, error, warning

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


def split(text: str) -> BibFile:
    """The blocks of *text*; never raises. Blocks that are broken become diagnostics.

    A comment is a paragraph between the entries, or a whole ``@comment{…}``.
    """
    from bibtexparser import model
    from bibtexparser.splitter import Splitter

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # its warnings are our diagnostics
    file = BibFile()
    after_failure = False
    if _MAYBE_NO_KEY.search(text):
        # An entry that begins with a field, as some exporters write it, gets an empty key.
        text = _NO_KEY.sub(r"\1\2,\3", f"\n{text}")[1:]
    for found in Splitter(text).split().blocks:
        block: Any = found
        line = (block.start_line or 0) + 1
        if isinstance(block, model.DuplicateBlockKeyBlock):
            block = block.ignore_error_block
        if isinstance(block, model.DuplicateFieldKeyBlock):
            block = block.ignore_error_block
        if isinstance(block, model.Entry):
            _keep_entry(file, block, line)
        elif isinstance(block, model.ParsingFailedBlock):
            file.diagnostics.append(
                _failure(block.raw or "", str(getattr(block.error, "abort_reason", "")), line)
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
    return file


def _keep_entry(file: BibFile, block: Any, line: int) -> None:
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
                    line=field.start_line + 1,
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

"""RIS as lines: tags with values, continued lines, records, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from citekit.formats.ris_fields import KNOWN_TAGS


class Line(NamedTuple):
    """A tag and its value; the lines of a continued value are joined by line ends.

    ``loose`` is a tag that is not spelled as the specification asks.
    """

    tag: str
    value: str
    number: int
    loose: bool = False


class Record(NamedTuple):
    """The lines between ``TY`` and ``ER``; ``opened`` or ``closed`` is False where one lacks."""

    lines: list[Line]
    number: int
    opened: bool = True
    closed: bool = True


class Stray(NamedTuple):
    """Lines outside of any record, or behind a ``TY``, as one text."""

    text: str
    number: int


TYPE = "TY  - "
"""How a record begins that is spelled as the specification has it."""

_ALONE = frozenset({"", "TY", "ER"})
"""What no further line continues: the ends of a record, and the beginning of the text."""
TAG_NAME = re.compile(r"[A-Z][A-Z0-9]")
_TAG = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*)|)", re.DOTALL)
_LOOSE_TAG = re.compile(r"[ \t]{0,8}([A-Z][A-Z0-9])[ \t]{0,8}-(?:[ \t](.*)|)", re.DOTALL)
_SMALL_TAG = re.compile(r"([a-z][a-z0-9])  -(?:[ \t](.*)|)", re.DOTALL)
_GLUED_TAG = re.compile(r"([A-Z][A-Z0-9])  -(.*)", re.DOTALL)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """The pieces of *text* from each ``TY`` to the next, and the number of the first line of each.

    Nothing in a piece depends on another one.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    number, start, end = 1, 0, 0
    while end < len(text):
        end = text.find("\n" + TYPE, start)
        end = end if end >= 0 else len(text)
        piece = text[start:end]
        yield number, piece
        number += piece.count("\n") + 1
        start = end + 1


def records(text: str, start: int = 1) -> Iterator[Record | Stray]:
    """The records of *text* in order, and what stands between them; *start* is the number of its
    first line.

    Besides ``TI  - x`` a tag may be spelled ``TI - x``, ``ti  - x``, ``TI  -x`` or ``  TI  - x``
    when it is a known one: continued text has dashes too.
    """
    lines: list[Line] = []

    def record(closed: bool) -> Record:
        return Record(lines, lines[0].number, lines[0].tag == "TY", closed)

    for block in _blocks(text.split("\n"), start):
        if isinstance(block, Stray):
            yield block
        elif block.tag == "TY":
            if lines:
                yield record(closed=False)
            lines = [block]
        elif block.tag != "ER":
            lines.append(block)
        elif lines:
            yield record(closed=True)
            lines = []
        else:
            yield Stray("ER  -", block.number)
    if lines:
        yield record(closed=False)


def _blocks(texts: Iterable[str], start: int) -> Iterator[Line | Stray]:
    """Each tag with the lines that continue it; TY and ER continue nowhere."""
    tag, value, first, is_loose = "", "", start, False
    behind: list[str] = []
    for number, line in enumerate(texts, start):
        strict = _TAG.fullmatch(line)
        match = strict or _loose(line)
        if match is None:
            behind.append(line)
            continue
        if tag:
            yield Line(tag, _joined(value, behind, tag), first, is_loose)
        if behind:
            yield from _stray(behind, tag, first)
            behind = []
        tag, value, first, is_loose = match[1].upper(), match[2] or "", number, strict is None
    if tag:
        yield Line(tag, _joined(value, behind, tag), first, is_loose)
    yield from _stray(behind, tag, first)


def _joined(value: str, behind: list[str], tag: str) -> str:
    """The lines of a value without the spaces around them; blank lines only between others."""
    if not behind or tag in _ALONE:
        return value.strip()
    return "\n".join(piece.strip() for piece in (value, *behind)).strip("\n")


def _stray(behind: list[str], tag: str, first: int) -> Iterator[Stray]:
    """The lines *behind* behind the *tag* of line *first*, where that one continues nowhere."""
    if tag not in _ALONE:
        return
    start = first + 1 if tag else first
    blank = next((index for index, piece in enumerate(behind) if piece.strip()), None)
    if blank is not None:
        yield Stray("\n".join(behind).strip(), start + blank)


def _loose(line: str) -> re.Match[str] | None:
    for pattern in (_LOOSE_TAG, _SMALL_TAG, _GLUED_TAG):
        match = pattern.fullmatch(line)
        if match is not None and match[1].upper() in KNOWN_TAGS:
            return match
    return None


def is_tag(line: str) -> bool:
    """Whether *line* would be read as a tag, so that it cannot continue a value."""
    return bool(_TAG.fullmatch(line) or _loose(line))

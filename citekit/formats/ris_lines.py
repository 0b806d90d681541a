"""RIS as lines: tags with values, continued lines, records, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


TAG_NAME = re.compile(r"[A-Z][A-Z0-9]")
_ENDS = re.compile(r"\r\n?|\n")
_TAG = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*)|)", re.DOTALL)
_LOOSE_TAG = re.compile(r"[ \t]{0,8}([A-Z][A-Z0-9])[ \t]{0,8}-(?:[ \t](.*)|)", re.DOTALL)
_SMALL_TAG = re.compile(r"([a-z][a-z0-9])  -(?:[ \t](.*)|)", re.DOTALL)
_GLUED_TAG = re.compile(r"([A-Z][A-Z0-9])  -(.*)", re.DOTALL)


def records(text: str) -> Iterator[Record | Stray]:
    """The records of *text* in order, and what stands between them.

    Besides ``TI  - x`` a tag may be spelled ``TI - x``, ``ti  - x``, ``TI  -x`` or ``  TI  - x``
    when it is a known one: continued text has dashes too.
    """
    lines: list[Line] = []

    def record(closed: bool) -> Record:
        return Record(lines, lines[0].number, lines[0].tag == "TY", closed)

    for block in _blocks(text):
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


def _blocks(text: str) -> Iterator[Line | Stray]:
    """Each tag with the lines that continue it; TY and ER continue nowhere."""
    head: Line | None = None
    pieces: list[str] = []
    start = 1
    for number, line in enumerate(_ENDS.split(text), 1):
        strict = _TAG.fullmatch(line)
        match = strict or _loose(line)
        if match is None:
            pieces.append(line)
            continue
        yield from _block(head, pieces, start)
        head = Line(match[1].upper(), match[2] or "", number, loose=strict is None)
        pieces, start = [], number + 1
    yield from _block(head, pieces, start)


def _block(head: Line | None, pieces: list[str], start: int) -> Iterator[Line | Stray]:
    if head is not None and head.tag not in {"TY", "ER"}:
        yield head._replace(value=_joined([head.value, *pieces]))
        return
    if head is not None:
        yield head._replace(value=head.value.strip())
    if any(map(str.strip, pieces)):
        blank = next(index for index, piece in enumerate(pieces) if piece.strip())
        yield Stray("\n".join(pieces).strip(), start + blank)


def _loose(line: str) -> re.Match[str] | None:
    for pattern in (_LOOSE_TAG, _SMALL_TAG, _GLUED_TAG):
        match = pattern.fullmatch(line)
        if match is not None and match[1].upper() in KNOWN_TAGS:
            return match
    return None


def is_tag(line: str) -> bool:
    """Whether *line* would be read as a tag, so that it cannot continue a value."""
    return bool(_TAG.fullmatch(line) or _loose(line))


def _joined(pieces: list[str]) -> str:
    """The lines of a value without the spaces around them; blank lines only between others."""
    if len(pieces) == 1:
        return pieces[0].strip()
    return "\n".join(piece.strip() for piece in pieces).strip("\n")

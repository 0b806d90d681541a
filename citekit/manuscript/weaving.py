"""Citations woven into a text: what every format of plain text does alike.

What a run puts into the text stands between marks that hold what it replaced. The next run takes
the replaced text back first, so that it gives what a first run would; the marks are the format's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from citekit import files
from citekit.csl import Bibliography
from citekit.errors import Diagnostic, UsageError
from citekit.formats.shared import Places
from citekit.manuscript.story import (
    Cluster,
    Composition,
    Filled,
    Marking,
    Note,
    Settings,
    Story,
)
from citekit.model import Reference
from citekit.text.patterns import pattern

BLANKS = " \u00a0\u202f\t"
PUNCTUATION = ",.;:!?"
_BARE_NEWLINE = pattern(r"(?<!\r)\n")
_NEAR = 100
"""How many characters before a citation tell whether it begins a line."""
_BEGINNING = pattern(
    r"[\s>]*(?:(?:[-*+:]|=+|#+|(?:\d{1,9}|[A-Za-z#])[.)]|\(\w{1,9}\)|\[\^[^\]]*\]:)\s+)?|.*\|\s*"
)
"""What has no word that a note's mark could cling to: a list's mark, a heading's, a cell's."""
BOM = b"\xef\xbb\xbf"


class Region(NamedTuple):
    """What an earlier run put into a text: from where to where, and what it replaced."""

    start: int
    end: int
    source: str


class Spot(NamedTuple):
    """Where a citation stands in the text.

    ``is_note`` is whether it makes a footnote in any style, as ``\\footcite`` does; ``is_bare``
    whether it has no parentheses around it, as ``\\citeyear``.
    """

    start: int
    end: int
    cluster: Cluster
    is_note: bool = False
    is_bare: bool = False


class NoteSpot(NamedTuple):
    """Where the mark of a footnote stands that the manuscript has, and the citations in it.

    ``end`` is where the text of the note ends, wherever that stands.
    """

    start: int
    spots: Sequence[Spot] = ()
    end: int = 0


class Found(NamedTuple):
    """What a format finds in a text: citations and notes, where the bibliography is to stand.

    ``dropped`` is what the result has no use for: commands that another program would have read.
    ``references`` are those that the text has itself.
    """

    parts: Sequence[Spot | NoteSpot]
    listing: tuple[int, int]
    settings: Settings = Settings()
    dropped: Sequence[tuple[int, int]] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    references: tuple[Reference, ...] = ()


class Syntax(Protocol):
    """What is a format's own."""

    name: str
    output: str
    gap: int
    """How many ends of lines stand between the text and a bibliography at its end."""

    def regions(self, text: str) -> Iterator[Region]:
        """What an earlier run put into *text*, in order; no two overlap."""

    def find(self, text: str) -> Found:
        """The citations in *text*; places are not filled in yet."""

    def mark(self, source: str, made: str, *, is_block: bool) -> str:
        """*made* between the marks of the format, with the *source* that it replaces.

        ``is_block`` is whether it is the bibliography, not a part of a sentence.
        """

    def within(self, text: str) -> str:
        """*text* as it is written where it begins no line."""

    def note(self, text: str) -> str:
        """A footnote."""

    def joined(self, made: str, before: str, after: str) -> str:
        """*made* as it is written right between the characters *before* and *after*."""

    def listing(self, bibliography: Bibliography, source: str) -> str:
        """The bibliography, in the place of *source* (empty at the end of the text)."""

    def finish(self, text: str, marking: Marking) -> str:
        """The whole text, once everything is in it: with what it needs at its head, say."""


class TextDocument:
    """A manuscript of plain text in the format *syntax*."""

    def __init__(self, data: bytes, syntax: Syntax) -> None:
        decoded = files.decode(data)
        self._bom = BOM if data.startswith(BOM) else b""
        self._syntax = syntax
        self.output = syntax.output
        self._text, origin = _taken_back(decoded.text, list(syntax.regions(decoded.text)))
        found = _outside(syntax.find(self._text))
        places = Places(decoded.text)
        self._spots: list[Spot] = []
        story: list[Cluster | Note] = []
        for part in found.parts:
            spots = part.spots if isinstance(part, NoteSpot) else [part]
            end = part.end if isinstance(part, NoteSpot) else 0
            self._spots += spots
            inside = tuple(
                replace(
                    spot.cluster,
                    place=places.of(origin(spot.start)),
                    followed_by=self._text[spot.end : end].strip()[:1],
                )
                for spot in spots
            )
            story += [Note(inside)] if isinstance(part, NoteSpot) else inside
        self.story: Story = tuple(story)
        self.settings = found.settings
        self.references = found.references
        self.diagnostics = (*decoded.diagnostics, *found.diagnostics)
        self._listing = found.listing
        self._dropped = found.dropped

    def write(self, composition: Composition, marking: Marking) -> bytes:
        """The text with *composition* in it, in UTF-8; ``live`` is refused (UsageError)."""
        if marking == "live":
            raise UsageError("manuscript-live-not-for", name=self._syntax.name)
        edits = [
            self._joined(*self._edit(spot, filled, composition))
            for spot, filled in zip(self._spots, composition.filled, strict=True)
            if filled is not None
        ]
        block: tuple[int, int, str] | None = None
        made = composition.bibliography
        if made is not None and made.entries:
            start, end = self._listing
            source = self._text[start:end]
            block = (start, end, self._syntax.listing(made, source))
            edits.append(block)
        edits += [(start, end, "") for start, end in self._dropped] if edits else []
        edits.sort()
        pieces: list[str] = []
        position = 0
        for start, end, new in edits:
            if start < position:
                continue
            source = self._text[start:end]
            pieces.append(self._text[position:start])
            is_block = (start, end, new) == block
            if is_block and start == len(self._text):
                # The last line may be a comment, the fence of code, or a block that goes on.
                ends = len(self._text) - len(self._text.rstrip("\n"))
                pieces.append("\n" * (self._syntax.gap - ends))
            flat = marking == "flat"
            pieces.append(new if flat else self._syntax.mark(source, new, is_block=is_block))
            position = end
        pieces.append(self._text[position:])
        text = self._syntax.finish("".join(pieces), marking) if edits else self._text
        if not _BARE_NEWLINE.search(self._text) and "\r\n" in self._text:
            text = _BARE_NEWLINE.sub("\r\n", text)
        return self._bom + text.encode("utf-8")

    def _joined(self, start: int, end: int, new: str) -> tuple[int, int, str]:
        before, after = self._text[max(start - 1, 0) : start], self._text[end : end + 2]
        return start, end, self._syntax.joined(new, before, after)

    def _edit(self, spot: Spot, filled: Filled, composition: Composition) -> tuple[int, int, str]:
        """What replaces what; a note's mark clings to the word, or to the punctuation after it."""
        start, end = spot.start, spot.end
        line = self._text[max(start - _NEAR, 0) : start].rpartition("\n")[2]
        begins = _BEGINNING.fullmatch(line) is not None
        is_within = bool(filled.names) or spot.is_bare or not begins
        cite = self._syntax.within(filled.cite) if is_within else filled.cite
        if spot.is_bare:
            cite = _without_parentheses(cite)
        names = f"{filled.names} " if filled.names else ""
        if spot.is_note:
            return start, end, self._syntax.note(f"{names}{cite}")
        if not filled.makes_note:
            return start, end, f"{names}{cite}"
        note = self._syntax.note(cite)
        while not filled.names and not begins and start and self._text[start - 1] in BLANKS:
            start -= 1
        if composition.after_punctuation:
            while self._text[end : end + 1] in tuple(PUNCTUATION):
                end += 1
        return start, end, f"{filled.names or ''}{self._text[spot.end : end]}{note}"


def _without_parentheses(cite: str) -> str:
    """*cite* without the one pair of parentheses or brackets around all of it."""
    pair = _PAIRS.get(cite[:1])
    if pair is None or partners(cite, pair).get(0) != len(cite) - 1:
        return cite
    return cite[1:-1]


_PAIRS = {"(": "()", "[": "[]"}


class Origin:
    """Where an offset of a text that was changed stands in the text that it was made of."""

    def __init__(self) -> None:
        self._starts = [0]
        self._shifts = [0]

    def add(self, start: int, shift: int) -> None:
        """From *start* of the changed text on, the other one is *shift* ahead."""
        self._starts.append(start)
        self._shifts.append(shift)

    def __call__(self, offset: int) -> int:
        """Where *offset* stands in the other text."""
        return offset + self._shifts[bisect_right(self._starts, offset) - 1]


def _outside(found: Found) -> Found:
    """*found* without the citations in an old bibliography, which is replaced."""
    start, end = found.listing
    parts = [part for part in found.parts if not start <= part.start < end]
    return found._replace(parts=parts)


def _taken_back(text: str, regions: Iterable[Region]) -> tuple[str, Origin]:
    """*text* as it was before an earlier run, and where its characters come from."""
    origin = Origin()
    pieces: list[str] = []
    position = length = 0
    for region in regions:
        if region.start < position:
            continue
        piece = text[position : region.start]
        pieces += [piece, region.source]
        length += len(piece)
        origin.add(length, region.start - length)
        length += len(region.source)
        position = region.end
        origin.add(length, position - length)
    return "".join([*pieces, text[position:]]), origin


def delimited(
    text: str, opening: re.Pattern[str], closing: Callable[[re.Match[str]], re.Pattern[str] | None]
) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """What begins with *opening* and ends with the *closing* that it asks for: the two matches.

    Where it asks for None the opening is all. What has no end is none; as each end that is missing
    is looked for once, the time grows as the text does.
    """
    missing: set[re.Pattern[str]] = set()
    position = 0
    while match := opening.search(text, position):
        position = match.end()
        wanted = closing(match)
        end = match if wanted is None else None
        if wanted is not None and wanted not in missing:
            end = wanted.search(text, position)
            if end is None:
                missing.add(wanted)
        if end is not None:
            yield match, end
            position = end.end()


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """*text* with blanks in the place of *spans*: offsets and lines stay."""
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if end <= position:
            continue
        begin = max(start, position)
        pieces.append(text[position:begin])
        pieces.append("".join(char if char in "\r\n" else "\x00" for char in text[begin:end]))
        position = end
    return "".join([*pieces, text[position:]])


def partners(text: str, pair: str) -> dict[int, int]:
    """Where each bracket of that *pair* is closed, by where it opens; ``\\`` hides one."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(rf"\\.|[{re.escape(pair)}]", text, re.DOTALL):
        if match[0] == pair[0]:
            opened.append(match.start())
        elif match[0] == pair[1] and opened:
            found[opened.pop()] = match.start()
    return found

"""The lines of a contents page as issues, rubrics and entries."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from citekit.errors import Diagnostic, note
from citekit.sommaire.entry import PAGES, split_entry
from citekit.sommaire.header import HeadReader
from citekit.sommaire.ledger import Ledger
from citekit.sommaire.result import Issue
from citekit.text.characters import fold
from citekit.text.lines import Line
from citekit.text.passage import Passage, join

MAX_RUBRIC = 300  # characters
MIN_PROSE = 60  # a line of that length with a full stop is a sentence, not a rubric
MAX_DEPTH = 8  # nested rubrics; more is no contents page
_LINE_RANK = 7  # below the six headings of HTML
_SECOND_LINE_RANK = 8  # a heading directly under another one
_BULLET_RANK = 9  # plus the indentation
_RUBRIQUE = re.compile(r"rubrique\s*:?\s*(?=[\"\u00ab\u201c\w])", re.IGNORECASE)
_QUOTES = '"\u00ab\u00bb\u201c\u201d \u00a0\u202f'
_GLUED_BULLET = re.compile(r"(?<=[.)\]])\s?-\s+(?=[^\W\d_a-z])|(?<=[)\]]\.)-\s+")
_GLUED_RUBRIC = re.compile(rf"{PAGES.pattern}(?P<rubric>[A-Z\u00c0-\u00de\u0152][^.]{{2,118}})$")
_SENTENCE_END = tuple(".!?…;:")


class Rubric(msgspec.Struct, eq=False):
    """A heading over entries, how deep it stands, and whether an entry followed it."""

    rank: int
    title: Passage
    is_empty: bool = True


class Entry(msgspec.Struct):
    """An item of the list: its own line, the lines below that belong to it, the rubrics over it."""

    body: Passage
    rubrics: tuple[Rubric, ...]
    indent: int
    more: list[Passage] = []


class IssueBlock(msgspec.Struct):
    """An issue and its entries, in the order of the page."""

    issue: Issue
    entries: list[Entry] = []


class Structure(NamedTuple):
    """The issues of a document, and what was said about lines that are no part of one."""

    blocks: list[IssueBlock]
    diagnostics: list[Diagnostic]


def read_structure(lines: list[Line], ledger: Ledger) -> Structure:
    """Issues with their entries; page text around them is reported."""
    builder = _Builder(ledger)
    start = _first_head(lines)
    builder.skip(lines[:start])
    for index in range(start, len(lines)):
        following = lines[index + 1] if index + 1 < len(lines) else None
        builder.take(lines[index], following)
    return builder.done()


def _first_head(lines: list[Line]) -> int:
    """Where the contents begin: at a head if there is one, else with the first line."""
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if HeadReader.opens(line, following):
            return index
    return 0


class _Builder:
    """Takes the lines one by one."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.blocks: list[IssueBlock] = []
        self.diagnostics: list[Diagnostic] = []
        self._start_issue()

    def _start_issue(self) -> None:
        self.head = HeadReader(self.ledger.field, self.ledger.furniture)
        self.in_head = True
        self.entries: list[Entry] = []
        self.rubrics: list[Rubric] = []
        self.previous: Line | None = None

    def _end_issue(self) -> None:
        self._pop_rubrics(0)
        self.diagnostics += self.head.diagnostics
        if self.entries or not self.head.is_empty:
            self.blocks.append(IssueBlock(self.head.done(), self.entries))

    def done(self) -> Structure:
        self._end_issue()
        return Structure(self.blocks, self.diagnostics)

    def skip(self, lines: list[Line]) -> None:
        """Report what stands before the head: menus, names of sites."""
        text = join(line.body for line in lines)
        if text:
            self.diagnostics.append(note("page-text-skipped", text=text.value, span=text.span()))
            for line in lines:
                self.ledger.reported(line.body.span())

    def take(self, line: Line, following: Line | None) -> None:
        if self.entries and self.head.starts_again(line):
            self._end_issue()
            self._start_issue()
        if self.in_head and self.head.take(line):
            return
        self.in_head = False
        if line.bullet:
            self._bullet(line, following)
        else:
            self._bare(line)
        self.previous = line

    def _bullet(self, line: Line, following: Line | None) -> None:
        is_parent = following is not None and following.bullet and following.indent > line.indent
        if is_parent and not PAGES.search(line.body.text):
            self._rubric(line.body, _BULLET_RANK + line.indent)
            return
        self._pop_rubrics(_BULLET_RANK + line.indent)
        tail = line.body.text[-200:]
        glued = _GLUED_RUBRIC.search(tail) if following and following.bullet else None
        if glued:
            cut = len(line.body.text) - len(tail) + glued.start("rubric")
            self._entry(line.body.slice(0, cut), line.indent)
            self._rubric(line.body.slice(cut), _LINE_RANK)
        else:
            self._entry(line.body, line.indent)

    def _entry(self, body: Passage, indent: int) -> None:
        for rubric in self.rubrics:
            rubric.is_empty = False
        self.entries.append(Entry(body, tuple(self.rubrics), indent))

    def _bare(self, line: Line) -> None:
        body = line.body
        is_under_rubric = bool(self.rubrics) and self.rubrics[-1].is_empty
        entry = self.entries[-1] if self.entries and not is_under_rubric else None
        title = self.head.facts.get("title")
        if title and fold(body.text) == fold(title):
            self._pop_rubrics(0)
            self.ledger.repeat(body)
        elif line.heading:
            self._rubric(body, line.heading)
        elif _RUBRIQUE.match(body.text):
            self._rubric(body, _LINE_RANK)
        elif entry and (line.indent > entry.indent or self._goes_on(line)):
            entry.more.append(body)
        elif glued := _GLUED_BULLET.search(body.text[:MAX_RUBRIC]):
            self._glued(body, glued, line.indent)
        elif split_entry(body).people and PAGES.search(body.text):
            self._entry(body, line.indent)
        elif len(body.text) <= MAX_RUBRIC and not self._is_prose(body):
            self._rubric(body, _LINE_RANK)
        elif entry:
            entry.more.append(body)

    def _glued(self, body: Passage, glued: re.Match[str], indent: int) -> None:
        """``(Notes bibliographiques).- Title - People p. 5``: a rubric and its first entry."""
        tail = body.slice(glued.end())
        if not PAGES.search(tail.text):
            self._rubric(body, _LINE_RANK)
            return
        self.ledger.furniture(body.slice(0, glued.end()))
        self._rubric(body.slice(0, glued.start()).strip(". "), _LINE_RANK)
        self._entry(tail, indent)

    def _goes_on(self, line: Line) -> bool:
        """Whether a line at the margin continues the entry above: it was broken in the middle."""
        previous, text = self.previous, line.body.text
        if previous is None:
            return False
        if text[0].islower() or text[0] in ",;:.)?!»":
            return True
        last = previous.body.text
        if not PAGES.search(last) and not PAGES.search(self.entries[-1].body.text):
            return bool(PAGES.search(text))
        is_cut = len(last) >= 60 and not last.endswith(_SENTENCE_END)
        return is_cut and not PAGES.search(last[-20:]) and len(text) > 40

    @staticmethod
    def _is_prose(body: Passage) -> bool:
        return len(body.text) > MIN_PROSE and body.text.endswith((".", "!", "…"))

    def _rubric(self, body: Passage, rank: int) -> None:
        above = self.rubrics[-1] if self.rubrics else None
        if above and above.is_empty and above.rank == rank == _LINE_RANK:
            rank = _SECOND_LINE_RANK
        self._pop_rubrics(rank)
        label = _RUBRIQUE.match(body.text)
        title = body
        if label:
            title = body.slice(label.end()).strip(_QUOTES)
            self.ledger.furniture(body)
        self.ledger.field(title)
        if len(self.rubrics) < MAX_DEPTH:
            self.rubrics.append(Rubric(rank, title))
        else:
            self._report_empty(title)

    def _pop_rubrics(self, rank: int) -> None:
        """End the rubrics at *rank* and deeper; report those that no entry followed."""
        while self.rubrics and self.rubrics[-1].rank >= rank:
            rubric = self.rubrics.pop()
            if rubric.is_empty:
                self._report_empty(rubric.title)

    def _report_empty(self, title: Passage) -> None:
        self.diagnostics.append(note("rubric-empty", text=title.value, span=title.span()))

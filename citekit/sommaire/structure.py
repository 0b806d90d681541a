"""The lines of a contents page as issues, rubrics and entries."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from citekit.errors import Diagnostic, note
from citekit.sommaire.abstracts import ABSTRACT_LABEL
from citekit.sommaire.entry import PAGES, split_entry
from citekit.sommaire.header import HeadReader
from citekit.sommaire.ledger import Ledger
from citekit.sommaire.result import Issue
from citekit.text.characters import fold, shortened
from citekit.text.lines import Line
from citekit.text.passage import Passage, join

MAX_RUBRIC = 300  # characters
MAX_FLAT_RUBRIC = 120
MAX_ENTRY = 2000  # of an entry without its abstract
MAX_BROKEN = 8  # lines of such an entry
MIN_PROSE = 60  # a line of that length with a full stop is a sentence, not a rubric
MAX_DEPTH = 8  # nested rubrics; more is no contents page
_LINE_RANK = 7  # below the six headings of HTML
_SECOND_LINE_RANK = 8  # a heading directly under another one
_BULLET_RANK = 9  # plus the indentation
_RUBRIQUE = re.compile(r"rubrique\b\s*:?\s*(?=[\"\u00ab\u201c\w])", re.IGNORECASE)
_QUOTED = re.compile(r"[\"\u00ab\u201c]\s*(?P<inner>.*\S)\s*[\"\u00bb\u201d]", re.DOTALL)
_DASH = re.compile(r"\s[-\u2013\u2014](?:\s|$)")
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
    has_pages: bool
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


def _is_flat_rubric(body: Passage, next_item: Line) -> bool:
    """Whether an item of words only heads those with pages below it: its indentation was lost."""
    is_short = len(body.text) <= MAX_FLAT_RUBRIC and not _DASH.search(body.text)
    return is_short and bool(PAGES.search(next_item.body.text))


def _unquoted(passage: Passage) -> Passage:
    """*passage* without the pair of quotation marks around the whole of it."""
    passage = passage.strip()
    match = _QUOTED.fullmatch(passage.text)
    return passage.group(match, "inner") if match else passage


def _bare_title(text: str) -> str:
    return fold(text).replace("\u2013", "-").replace("\u2014", "-").strip(" :.")


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
        self.in_abstract = False
        self.is_over = False

    def _end_issue(self) -> None:
        self.is_over = bool(self.entries)
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
            self.diagnostics.append(
                note("page-text-skipped", text=shortened(text.value), span=text.span())
            )
            for line in lines:
                self.ledger.reported(line.body.span())

    def take(self, line: Line, following: Line | None) -> None:
        if self.entries and self.head.starts_again(line, following):
            self._end_issue()
            self._start_issue()
        if self.in_head and self.head.take(line):
            return
        if not any(map(str.isalnum, line.body.text)):
            self.ledger.furniture(line.body)
            return
        self.in_head = False
        if line.bullet:
            self._bullet(line, following)
        else:
            self._bare(line)
        self.previous = line

    def _bullet(self, line: Line, following: Line | None) -> None:
        self.in_abstract = False
        body = line.body
        has_pages = bool(PAGES.search(body.text))
        next_item = following if following and following.bullet else None
        if not has_pages and next_item and next_item.indent > line.indent:
            self._rubric(body, _BULLET_RANK + line.indent)
        elif not has_pages and self._is_point_of_abstract(line):
            self.entries[-1].more.append(body)
        elif not has_pages and next_item and _is_flat_rubric(body, next_item):
            self._rubric(body, _LINE_RANK)
        else:
            self._pop_rubrics(_BULLET_RANK + line.indent)
            self._item(line, next_item)

    def _item(self, line: Line, next_item: Line | None) -> None:
        """An entry, perhaps with the next rubric glued to its pages: ``p. 5Le dossier``."""
        tail = line.body.text[-200:]
        glued = _GLUED_RUBRIC.search(tail) if next_item else None
        if glued:
            cut = len(line.body.text) - len(tail) + glued.start("rubric")
            self._entry(line.body.slice(0, cut), line.indent)
            self._rubric(line.body.slice(cut), _LINE_RANK)
        else:
            self._entry(line.body, line.indent)

    def _is_point_of_abstract(self, line: Line) -> bool:
        """Whether a bullet without pages is an item of the list in an abstract above it."""
        entry, text = self._open_entry(), line.body.text
        if entry is None or not entry.has_pages or _DASH.search(text):
            return False
        above = self.previous.body.text if self.previous else ""
        return text[0].islower() or line.indent > entry.indent or above.endswith(":")

    def _open_entry(self) -> Entry | None:
        """The entry that a line may belong to: the last one, unless a rubric followed it."""
        is_under_rubric = bool(self.rubrics) and self.rubrics[-1].is_empty
        return self.entries[-1] if self.entries and not is_under_rubric else None

    def _entry(self, body: Passage, indent: int) -> None:
        for rubric in self.rubrics:
            rubric.is_empty = False
        has_pages = bool(PAGES.search(body.text))
        self.entries.append(Entry(body, tuple(self.rubrics), indent, has_pages))

    def _bare(self, line: Line) -> None:
        body = line.body
        entry = self._open_entry()
        if line.heading:
            self._rubric(body, line.heading)
        elif _RUBRIQUE.match(body.text) or self._is_issue_title(body):
            self._rubric(body, _LINE_RANK)
        elif entry and self._completes(entry, body):
            pass
        elif entry and (line.indent > entry.indent or self._goes_on(entry, line)):
            entry.more.append(body)
        elif glued := _GLUED_BULLET.search(body.text[:MAX_RUBRIC]):
            self._glued(body, glued, line.indent)
        elif split_entry(body).people and PAGES.search(body.text):
            self._entry(body, line.indent)
        elif len(body.text) <= MAX_RUBRIC and not (entry and self._is_prose(body)):
            self._rubric(body, _LINE_RANK)
        elif entry:
            entry.more.append(body)

    def _completes(self, entry: Entry, body: Passage) -> bool:
        """Join *body* to an entry broken over lines, if it has the pages that end it."""
        if entry.has_pages or len(entry.more) >= MAX_BROKEN or not PAGES.search(body.text):
            return False
        lines = [entry.body, *entry.more, body]
        if sum(len(line.text) for line in lines) > MAX_ENTRY:
            return False
        joined = join(lines)
        split = split_entry(joined)
        if not split.pages or not (split.people or split.has_dash):
            return False
        entry.body, entry.more, entry.has_pages = joined, [], True
        return True

    def _glued(self, body: Passage, glued: re.Match[str], indent: int) -> None:
        """``(Notes bibliographiques).- Title - People p. 5``: a rubric and its first entry."""
        tail = body.slice(glued.end())
        if not PAGES.search(tail.text):
            self._rubric(body, _LINE_RANK)
            return
        self.ledger.furniture(body.slice(0, glued.end()))
        self._rubric(body.slice(0, glued.start()).strip(". "), _LINE_RANK)
        self._entry(tail, indent)

    def _goes_on(self, entry: Entry, line: Line) -> bool:
        """Whether a line at the margin continues the entry above: it was broken in the middle."""
        previous, text = self.previous, line.body.text
        if previous is None:
            return False
        if entry.has_pages and (self.in_abstract or ABSTRACT_LABEL.fullmatch(text)):
            self.in_abstract = True
            return True
        if text[0].islower() or text[0] in ",;:.)?!»":
            return True
        last = previous.body.text
        is_cut = len(last) >= MIN_PROSE and not last.endswith(_SENTENCE_END)
        return is_cut and not PAGES.search(last[-20:]) and len(text) > 40

    @staticmethod
    def _is_prose(body: Passage) -> bool:
        if len(body.text) > MIN_PROSE:
            return body.text.endswith((".", "!", "…"))
        return body.text.endswith(".") and body.text.count(" ") >= 3

    def _is_issue_title(self, body: Passage) -> bool:
        title = self.head.facts.get("title")
        return bool(title) and _bare_title(body.text) == _bare_title(title or "")

    def _rubric(self, body: Passage, rank: int) -> None:
        self.in_abstract = False
        above = self.rubrics[-1] if self.rubrics else None
        if above and above.is_empty and above.rank == rank == _LINE_RANK:
            rank = _SECOND_LINE_RANK
        label = _RUBRIQUE.match(body.text)
        title = _unquoted(body.slice(label.end())) if label else body
        if self._is_issue_title(title):  # it heads the issue, not a part of it
            self._pop_rubrics(min(rank, _LINE_RANK))
            self.ledger.repeat(body)
            return
        self._pop_rubrics(rank)
        if label:
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
        code = "page-text-skipped" if self.is_over else "rubric-empty"
        self.diagnostics.append(note(code, text=title.value, span=title.span()))

"""Tables that fit a terminal of 80 columns and stay plain in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from citekit.cli import streams
from citekit.cli.report import printable
from citekit.cli.words import say
from citekit.model import Date, Reference

if TYPE_CHECKING:
    from citekit.sommaire import Issue, Sommaire
    from citekit.styles import StyleInfo

WIDE = 10_000
"""Columns of a pipe: enough for any line."""


def show(columns: Sequence[str], rows: Sequence[Sequence[str]], *, flexible: int) -> None:
    """A table of short texts; column number *flexible* is wrapped in a terminal, none in a pipe."""
    screen = _console(wide=True)
    filled = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for at in filled:
        table.add_column(Text(columns[at]), no_wrap=at != flexible)
    for row in rows:
        table.add_row(*(Text(printable(row[at])) for at in filled))
    _print(screen, table)


def _console(*, wide: bool = False) -> Console:
    """Standard output; in a pipe without colours, 80 columns wide or unlimited."""
    screen = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if wide and not screen.is_terminal:
        screen.width = WIDE
    return screen


def _print(screen: Console, *what: RenderableType) -> None:
    """Print, in a pipe without the spaces that fill lines up."""
    if screen.is_terminal:
        screen.print(*what, sep="\n")
        return
    with screen.capture() as captured:
        screen.print(*what, sep="\n")
    for line in captured.get().splitlines():
        streams.line(line.rstrip())


def show_sommaires(pages: Iterable[Sommaire]) -> None:
    """Every issue with its references, rubric by rubric."""
    screen = _console()
    for at, page in enumerate(page for page in pages if page.references):
        if at:
            _print(screen, "")
        for issue in page.issues:
            _show_issue(screen, issue)
        _show_references(screen, page.references)


def _show_issue(screen: Console, issue: Issue) -> None:
    numbers = (
        say("issue-volume", number=issue.volume) if issue.volume else "",
        say("issue-number", number=issue.number) if issue.number else "",
        in_words(issue.issued) if issue.issued else "",
    )
    head = ", ".join(printable(part) for part in (issue.journal, *numbers) if part)
    if head:
        _print(screen, Text(head, style="bold"))
    if issue.title:
        _print(screen, Text(printable(issue.title), style="italic"))
    _print(screen, "")


def _show_references(screen: Console, references: Sequence[Reference]) -> None:
    rows = [_cells(reference) for reference in references]
    key, people, pages = (
        min(max(len(line) for row in rows for line in row[column].splitlines() or [""]), most)
        for column, most in ((0, 30), (1, 22), (3, 12))
    )
    _print(screen, _table(key, people, pages, [], with_head=True))
    rubrics = groupby(zip(references, rows, strict=True), key=lambda pair: pair[0].section)
    for at, (rubric, group) in enumerate(rubrics):
        if rubric:
            _print(screen, "", Text(printable(rubric), style="bold"))
        elif at:
            _print(screen, "")
        _print(screen, _table(key, people, pages, [row for _, row in group]))


def _cells(reference: Reference) -> tuple[str, str, str, str]:
    people = reference.author or reference.editor or reference.interviewer or ()
    names = "\n".join(printable(name.display()) for name in people)
    title, pages = printable(reference.title or ""), printable(reference.page or "")
    return printable(reference.id), names, title, pages


def _table(
    key: int,
    people: int,
    pages: int,
    rows: Sequence[Sequence[str]],
    *,
    with_head: bool = False,
) -> Table:
    """Columns as wide as given; the title has the rest of the line."""
    table = Table(
        box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True, show_header=with_head
    )
    table.add_column(say("column-key"), style="cyan", width=key, overflow="fold")
    table.add_column(say("column-authors"), width=max(people, 7))
    table.add_column(say("column-title"), ratio=1)
    table.add_column(say("column-pages"), width=max(pages, 5), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def show_styles(found: Sequence[StyleInfo]) -> None:
    """Styles, one a line: name, title, kind, language, and what a dependent one stands for."""
    names = ("style", "title", "kind", "language", "parent")
    rows = [
        (each.name, each.title, each.kind or "", each.language or "", each.parent or "")
        for each in found
    ]
    show([say(f"column-{name}") for name in names], rows, flexible=1)


def in_words(date: Date) -> str:
    """*décembre 2006*, *March–June 2006*, *autumn 2018*; the EDTF spelling where no words fit."""
    if not date.date_parts:
        return date.literal or date.raw or ""
    months = say("months").split()
    seasons = say("seasons").split()
    words = []
    for parts in date.date_parts:
        season = date.season if len(parts) == 1 and isinstance(date.season, int) else None
        number = 20 + season if season else (parts[1] if len(parts) > 1 else 0)
        if 21 <= number <= 24:
            word = seasons[number - 21]
        else:
            word = months[number - 1] if 1 <= number <= 12 else ""
        day = str(parts[2]) if len(parts) > 2 else ""
        words.append([part for part in (day, word) if part] + [str(parts[0])])
    if len(words) == 2 and words[0][-1] == words[1][-1]:
        words[0].pop()
    return "–".join(" ".join(each) for each in words if each)

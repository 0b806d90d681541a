"""Tables that fit a terminal of 80 columns and stay plain in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
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

_KEY_WIDTH = 22


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
    streams.data("\n".join(line.rstrip() for line in captured.get().splitlines()))


def show_sommaires(pages: Iterable[Sommaire]) -> None:
    """Every issue with its references."""
    screen = _console()
    for at, page in enumerate(pages):
        if at:
            _print(screen, "")
        for issue in page.issues:
            _show_issue(screen, issue)
        if page.references:
            _print(screen, _table(page.references))


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


def _table(references: Sequence[Reference]) -> Table:
    has_sections = any(reference.section for reference in references)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), expand=True)
    table.add_column(say("column-key"), style="cyan", max_width=_KEY_WIDTH, overflow="fold")
    table.add_column(say("column-authors"), ratio=4)
    table.add_column(say("column-title"), ratio=8)
    table.add_column(say("column-pages"), no_wrap=True)
    if has_sections:
        table.add_column(say("column-rubric"), ratio=4)
    for reference in references:
        people = reference.author or reference.editor or reference.interviewer or ()
        cells = [
            reference.id,
            ", ".join(name.display() for name in people),
            reference.title or "",
            reference.page or "",
            *([reference.section or ""] if has_sections else []),
        ]
        table.add_row(*(Text(printable(cell)) for cell in cells))
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

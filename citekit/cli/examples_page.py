"""Styles by example as one page, Markdown or HTML: a table a style, to be proofread at a glance."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from citekit.cli.words import language, say

if TYPE_CHECKING:
    from citekit.csl.examples import Example, Examples

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 1rem/1.45 Georgia, "Times New Roman", serif; margin: 2rem auto; max-width: 80rem;
  padding: 0 1rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: thin solid #999; padding: .35rem .5rem; text-align: left; vertical-align: top; }}
thead th {{ background: #eee; }}
tbody th {{ font-weight: normal; width: 12%; }}
code {{ font-size: .8rem; color: #444; }}
td.entry {{ width: 42%; overflow-wrap: anywhere; }}
.csl-left-margin, .csl-right-inline {{ display: inline; }}
@media print {{ body {{ font-size: 9pt; margin: 0; }} tr {{ break-inside: avoid; }}
  h2 {{ break-before: page; }} }}
</style>
</head>
<body>
<h1>{title}</h1>
{intro}
<ul>
{contents}
</ul>
{body}
</body>
</html>
"""


class _Column(NamedTuple):
    """A column of the table: its head, and what stands under it."""

    head: str
    of: Callable[[Example], str]


def html(shown: Sequence[Examples]) -> str:
    """The page as HTML, on its own: no file or site is asked for anything."""
    parts = []
    contents = []
    for number, each in enumerate(shown, 1):
        name = f"{escape(each.style.title)} <code>{escape(each.style.name)}</code>"
        contents.append(f'<li><a href="#style-{number}">{name}</a></li>')
        columns = _columns(each)
        heads = "".join(f'<th scope="col">{column.head}</th>' for column in columns)
        rows = "\n".join(_html_row(example, columns) for example in each.examples)
        parts.append(
            f'<section lang="{escape(each.locale)}">\n<h2 id="style-{number}">{name}</h2>\n'
            f'<table>\n<thead lang="{language()}"><tr><th scope="col">{say("examples-work")}</th>'
            f"{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</section>"
        )
    return _PAGE.format(
        language=language(),
        title=say("examples-title"),
        intro="\n".join(f"<p>{escape(text)}</p>" for text in _intro(shown)),
        contents="\n".join(contents),
        body="\n".join(parts),
    )


def _html_row(example: Example, columns: Sequence[_Column]) -> str:
    cells = []
    for column in columns:
        text = _one_line(column.of(example)) or f"<em>{say('examples-nothing')}</em>"
        is_entry = column.head == say("examples-entry")
        cells.append(f'<td class="entry">{text}</td>' if is_entry else f"<td>{text}</td>")
    head = f"{escape(example.type)}<br><code>{escape(example.reference.id)}</code>"
    return f'<tr><th scope="row">{head}</th>{"".join(cells)}</tr>'


def markdown(shown: Sequence[Examples]) -> str:
    """The page as Markdown with tables, as GitHub and pandoc read them."""
    parts = [f"# {say('examples-title')}", *_intro(shown)]
    for each in shown:
        columns = _columns(each)
        heads = [say("examples-work"), *(column.head for column in columns)]
        rows = [heads, ["---"] * len(heads)]
        for example in each.examples:
            cells = (column.of(example) for column in columns)
            texts = [_cell(cell) or f"*{say('examples-nothing')}*" for cell in cells]
            rows.append([f"{_cell(example.type)} `{_cell(example.reference.id)}`", *texts])
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        parts += [f"## {each.style.title} (`{each.style.name}`)", table]
    return "\n\n".join(parts) + "\n"


def _intro(shown: Sequence[Examples]) -> list[str]:
    count = max((len(each.examples) for each in shown), default=0)
    return [say("examples-intro", count=count), say("examples-reading")]


def _columns(shown: Examples) -> list[_Column]:
    """First, again, later where that is not as at first, and the entry where there are any."""
    columns = [
        _Column(say("examples-first"), lambda example: example.first),
        _Column(say("examples-again"), lambda example: example.again),
    ]
    if any(example.later != example.first for example in shown.examples):
        columns.append(_Column(say("examples-later"), lambda example: example.later))
    if shown.style.has_bibliography:
        columns.append(_Column(say("examples-entry"), lambda example: example.entry))
    return columns


_BLANKS = re.compile(r"[ \t\r\n]+")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _cell(text: str) -> str:
    """*text* on one line, its bars escaped: a bar would end the cell."""
    return _BAR.sub(r"\1\\|", _one_line(text))

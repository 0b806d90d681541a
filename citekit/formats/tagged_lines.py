"""Tagged formats as lines: values with the lines that continue them, records, what is in no record.

For formats whose records have no end mark, only an opening tag and blank lines between them. RIS,
which has both, is read by :mod:`citekit.formats.ris_lines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.formats.ris_lines import Line, Stray

_ENDS = re.compile(r"\r\n?|\n")


def records(
    text: str, tag: re.Pattern[str], opens: str, long: frozenset[str] = frozenset()
) -> Iterator[list[Line] | Stray]:
    """The records of *text*, and what stands before the first.

    *tag* matches a whole line and has two groups, the tag and its value; a line that it does not
    match continues the value before. A record begins with the tag *opens*, or behind a blank line
    with any tag: but not behind a value of a *long* tag, which may end in blank lines, where the
    record has *opens* and not yet the tag that comes.
    """
    record: list[Line] = []
    tags: set[str] = set()
    for line, is_apart in _lines(text, tag):
        if isinstance(line, Stray):
            yield line
            continue
        if is_apart:
            may_end_blank = bool(record) and record[-1].tag in long and opens in tags
            begins = not may_end_blank or line.tag == opens or line.tag in tags
        else:
            begins = line.tag == opens and len(tags) > 1 and opens in tags
        if record and begins:
            yield record
            record, tags = [], set()
        record.append(line)
        tags.add(line.tag)
    if record:
        yield record


def _lines(text: str, tag: re.Pattern[str]) -> Iterator[tuple[Line | Stray, bool]]:
    """Each tag with the lines that continue it, and whether a blank line stands before it."""
    name, first = "", 1
    pieces: list[str] = []
    is_apart, was_blank = True, False
    for number, line in enumerate(_ENDS.split(text), 1):
        match = tag.fullmatch(line)
        if match is None:
            was_blank = not line.strip()
            pieces.append(line.strip())
            continue
        yield from _said(name, pieces, first, is_apart)
        name, first, pieces = match[1], number, [(match[2] or "").strip()]
        is_apart, was_blank = was_blank, False
    yield from _said(name, pieces, first, is_apart)


def _said(
    name: str, pieces: list[str], first: int, is_apart: bool
) -> Iterator[tuple[Line | Stray, bool]]:
    value = "\n".join(pieces)
    if name:
        yield Line(name, value.strip("\n"), first), is_apart
    elif value.strip("\n"):
        blank = len(value) - len(value.lstrip("\n"))
        yield Stray(value.strip("\n"), first + blank), is_apart

"""Markdown that CommonMark and pandoc read alike; what has no sign of its own is an HTML tag."""

from __future__ import annotations

import re

from citekit.csl.marks import FORMS
from citekit.csl.outputs.displays import LINE_BREAK, flowed
from citekit.csl.outputs.html import TAGS
from citekit.csl.outputs.runs import Run, runs
from citekit.csl.outputs.text import paragraphs
from citekit.csl.outputs.writer import URL, Output, on_one_line

_STARS = {"italic": "*", "oblique": "*", "bold": "**"}
_SPECIAL = re.compile(r"[\\`*_\[\]<>~^$|@]|&(?=#?\w+;)|#(?=\w)|!(?=\[)")
_AT_LINE_START = re.compile(
    rf"(?P<blank>{LINE_BREAK}[ \t]*)(?:"
    r"(?P<sign>[-+=](?=[-+=\s]|$)|\#(?=[\s#]|$)|:(?=[\s:~]|$)|%)"
    r"|(?P<number>\(?(?:\d{1,9}|[ivxlcdm]+|[a-z]|(?:[IVXLCDM]+|[A-Z])(?=\)|\.\s\s)|[IVXLCDM]{2,})"
    r"|\#)(?P<after>[.)])(?=\s|$))"
)
"""What begins a heading, a rule, a list (in letters too) or a block of pandoc's."""


def _line(marked: str) -> str:
    return _written(runs(on_one_line(marked), displays=False))


def _entry(marked: str) -> str:
    return _written(runs(flowed(on_one_line(marked)).lstrip(" \t"), displays=False))


def _written(line: list[Run]) -> str:
    pieces: list[str] = []
    at_start = True
    for index, run in enumerate(line):
        text = run.text
        stripped = text.strip()
        if not run.forms or not stripped:
            pieces.append(_escaped(text, at_start=at_start))
            at_start = (at_start and not stripped) or text.endswith(LINE_BREAK)
            continue
        at_start = text.endswith(LINE_BREAK)
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        before = lead or (pieces[-1] if pieces else " ")
        after = tail or (line[index + 1].text if index + 1 < len(line) else " ")
        inner = _escaped(stripped)
        for form in reversed(FORMS):
            if form not in run.forms:
                continue
            star = _STARS.get(form)
            if star and _can_be_starred(before[-1], inner, after[0]):
                inner = f"{star}{inner}{star}"
            else:
                begin, end = TAGS[form]
                inner = f"{begin}{inner}{end}"
        pieces += [piece for piece in (lead, inner, tail) if piece]
    return "".join(pieces).replace(LINE_BREAK, "\\\n")


def _can_be_starred(before: str, inner: str, after: str) -> bool:
    """CommonMark's flanking rule, on the safe side: else a tag is written."""
    text = inner.strip("*")
    if before == "*" or after == "*" or not text:
        return False
    opens = text[0].isalnum() or not before.isalnum()
    closes = text[-1].isalnum() or not after.isalnum()
    return opens and closes


def _escaped(text: str, *, at_start: bool = False) -> str:
    if at_start:
        return _escaped(LINE_BREAK + text)[1:]
    pieces = URL.split(text)
    for index, piece in enumerate(pieces):
        if index % 2:
            pieces[index] = f"<{piece}>"
        else:
            escaped = _SPECIAL.sub(r"\\\g<0>", piece)
            pieces[index] = _AT_LINE_START.sub(_escaped_start, escaped)
    return "".join(pieces)


def _escaped_start(match: re.Match[str]) -> str:
    if match["sign"]:
        return f"{match['blank']}\\{match['sign']}"
    return f"{match['blank']}{match['number']}\\{match['after']}"


OUTPUT = Output(_line, _entry, paragraphs)

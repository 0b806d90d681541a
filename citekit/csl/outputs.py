"""Runs into an output format: plain text, HTML, Markdown; each escapes its data."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from citekit.csl.marks import FORMS, Run
from citekit.errors import UsageError

Entry = tuple[Sequence[Run], Sequence[Run]]
"""A bibliography entry: its first field where the style sets that apart (else empty), the rest."""


class Output(NamedTuple):
    """A format: how runs are written, how an entry is, and how the entries make a whole."""

    line: Callable[[Sequence[Run]], str]
    entry: Callable[[Entry], str]
    document: Callable[[Sequence[str]], str]


def output(name: str) -> Output:
    """The output format called *name*: ``text``, ``html``, ``markdown``; UsageError otherwise."""
    try:
        return OUTPUTS[name]
    except KeyError:
        raise UsageError("output-unknown", name=name, known=", ".join(OUTPUTS)) from None


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


_HTML_TAGS = {
    "italic": ("<i>", "</i>"),
    "bold": ("<b>", "</b>"),
    "small-caps": ('<span style="font-variant:small-caps;">', "</span>"),
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
    "underline": ('<span style="text-decoration:underline;">', "</span>"),
}


def _html(runs: Sequence[Run]) -> str:
    pieces: list[str] = []
    opened: list[str] = []
    for run in [*runs, Run("")]:
        while not run.forms.issuperset(opened):
            pieces.append(_HTML_TAGS[opened.pop()][1])
        for form in FORMS:
            if form in run.forms and form not in opened:
                opened.append(form)
                pieces.append(_HTML_TAGS[form][0])
        pieces.append(escape(run.text, quote=False))
    return "".join(pieces)


_STARS = {"italic": "*", "bold": "**"}
_URL = re.compile(r"(https?://[^\s<>]*[^\s<>.,;:!?)\]])")
_SPECIAL = re.compile(r"[\\`*_\[\]<>~^$|@]|&(?=#?\w+;)|#(?=\w)|^(?:[-+#=](?=\s|[-+#=]|$))|!(?=\[)")
_LIST_NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def _markdown(runs: Sequence[Run]) -> str:
    pieces: list[str] = []
    for index, run in enumerate(runs):
        text = run.text
        stripped = text.strip()
        if not run.forms or not stripped:
            pieces.append(_escaped(text, at_start=not pieces))
            continue
        lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        before = lead or (pieces[-1] if pieces else " ")
        after = tail or (runs[index + 1].text if index + 1 < len(runs) else " ")
        inner = _escaped(stripped, at_start=False)
        for form in reversed(FORMS):
            if form not in run.forms:
                continue
            star = _STARS.get(form)
            if star and _can_be_starred(before[-1:], stripped, after[:1]):
                inner = f"{star}{inner}{star}"
            else:
                begin, end = _HTML_TAGS[form]
                inner = f"{begin}{inner}{end}"
        pieces += [lead, inner, tail]
    return "".join(pieces)


def _can_be_starred(before: str, text: str, after: str) -> bool:
    """CommonMark's flanking rule, on the safe side: else a tag is written."""
    if before == "*" or (after and after == "*"):
        return False
    opens = text[0].isalnum() or not before.isalnum()
    closes = text[-1].isalnum() or not after.isalnum()
    return opens and closes


def _escaped(text: str, *, at_start: bool) -> str:
    pieces = _URL.split(text)
    for index, piece in enumerate(pieces):
        if index % 2:
            pieces[index] = f"<{piece}>"
            continue
        escaped = _SPECIAL.sub(r"\\\g<0>", piece)
        if at_start and index == 0:
            escaped = _LIST_NUMBER.sub(r"\1\\\2", escaped)
        pieces[index] = escaped
    return "".join(pieces)


def _text_entry(entry: Entry) -> str:
    return _spaced(_text(entry[0]), _text(entry[1]))


def _html_entry(entry: Entry) -> str:
    if not entry[0]:
        return f'<div class="csl-entry">{_html(entry[1])}</div>'
    first = f'<div class="csl-left-margin">{_html(entry[0])}</div>'
    rest = f'<div class="csl-right-inline">{_html(entry[1])}</div>'
    return f'<div class="csl-entry">{first}{rest}</div>'


def _markdown_entry(entry: Entry) -> str:
    first = list(entry[0])
    if _stand_apart(_text(first), _text(entry[1])):
        first.append(Run(" "))
    return _markdown([*first, *entry[1]])


def _spaced(first: str, rest: str) -> str:
    return f"{first}{' ' if _stand_apart(first, rest) else ''}{rest}"


def _stand_apart(first: str, rest: str) -> bool:
    """Whether a space belongs between the first field of an entry and the rest."""
    return bool(first and rest) and not first[-1].isspace() and rest[0] not in " ,.;:\t\n"


def _paragraphs(entries: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in "\n\n".join(entries).split("\n")) if entries else ""


def _html_document(entries: Sequence[str]) -> str:
    body = "".join(f"  {entry}\n" for entry in entries)
    return f'<div class="csl-bib-body">\n{body}</div>\n'


OUTPUTS: dict[str, Output] = {
    "text": Output(_text, _text_entry, _paragraphs),
    "html": Output(_html, _html_entry, _html_document),
    "markdown": Output(_markdown, _markdown_entry, _paragraphs),
}

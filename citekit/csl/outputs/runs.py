"""Runs: stretches of text with the forms each has, for word processors; as JSON for a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import msgspec

from citekit.csl.marks import BEGIN, DISPLAY_BEGIN, END, FORMS
from citekit.csl.outputs.writer import MARK, UNDOES, Output


class Run(NamedTuple):
    """Text in one form: ``forms`` are CSL's (``italic``, ``small-caps``), those in effect.

    ``display`` is the one that the stretch has in a bibliography: ``left-margin``, ``block``.
    """

    text: str
    forms: frozenset[str] = frozenset()
    display: str = ""


_FORM_OF = {mark: form for form, mark in BEGIN.items()}
_FORM_NAMES = frozenset(FORMS)
_DISPLAY_OF = {mark: display for display, mark in DISPLAY_BEGIN.items()}
_REPLACES = UNDOES | {
    "italic": ("oblique",),
    "oblique": ("italic",),
    "bold": ("light",),
    "light": ("bold",),
    "sup": ("sub",),
    "sub": ("sup",),
}
"""Form → those around it that end where it begins."""


def runs(marked: str, *, displays: bool = True) -> list[Run]:
    """*marked* as runs, neighbours of one form (and display) joined; none is empty.

    A form that undoes another is no form of a run: the other is missing from it.
    """
    return [
        form._replace(text="".join(piece for _, piece in pieces))
        for form, pieces in groupby(_pieces(marked, displays), key=itemgetter(0))
    ]


def _pieces(marked: str, displays: bool) -> Iterator[tuple[Run, str]]:
    """Each piece of text, and a run without text that says what it is in."""
    now = Run("")
    around: list[Run] = []
    for index, piece in enumerate(MARK.split(marked)):
        if index % 2 == 0:
            if piece:
                yield now, piece
        elif piece == END:
            now = around.pop() if around else now
        else:
            around.append(now)
            if displays or piece not in _DISPLAY_OF:
                now = _begun(now, piece)


def _begun(around: Run, mark: str) -> Run:
    if display := _DISPLAY_OF.get(mark):
        return around._replace(display=display)
    form = _FORM_OF.get(mark, "")
    if not form:
        return around
    forms = around.forms.difference(_REPLACES.get(form, ()))
    return around._replace(forms=forms if form in UNDOES else forms | {form})


def as_json(runs: Iterable[Run]) -> str:
    """A JSON array of objects: ``text``, each form ``true``, and ``display`` where there is one."""
    return msgspec.json.encode([_as_object(run) for run in runs]).decode()


def from_json(text: str) -> list[Run]:
    """The runs that :func:`as_json` wrote."""
    return [
        Run(each["text"], frozenset(each.keys() & _FORM_NAMES), each.get("display", ""))
        for each in msgspec.json.decode(text)
    ]


def _entry(marked: str) -> str:
    return as_json(runs(marked))


def _as_object(run: Run) -> dict[str, str | bool]:
    made: dict[str, str | bool] = {"text": run.text}
    made |= {form: True for form in FORMS if form in run.forms}
    return made | ({"display": run.display} if run.display else {})


def _document(entries: Sequence[str], **layout: object) -> str:
    """An array of entries, one a line."""
    return "[\n{}\n]\n".format(",\n".join(entries)) if entries else "[]\n"


OUTPUT = Output(runs, _entry, _document)

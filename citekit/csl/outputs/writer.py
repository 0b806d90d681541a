"""A marked string into a format whose markup nests: a table of tags, one pass over the marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from citekit.csl.marks import ANY, BEGIN, DISPLAY_BEGIN, END
from citekit.text.patterns import pattern

T = TypeVar("T")
Tags: TypeAlias = Mapping[str, tuple[str, str]]
"""Mark → what is written where it begins, and where it ends."""


class Document(Protocol):
    """Makes a whole of entries."""

    def __call__(
        self,
        entries: Sequence[str],
        *,
        hanging_indent: bool = False,
        second_field_align: str | None = None,
        line_spacing: int = 1,
        entry_spacing: int = 1,
    ) -> str:
        """*entries*, as ``Output.entry`` wrote them, as a whole.

        The keywords are CSL's options of ``cs:bibliography``, for formats that lay out a page.
        """


class Output(NamedTuple, Generic[T]):
    """A format: how a citation (or a part of one), an entry and a bibliography are written."""

    line: Callable[[str], T]
    entry: Callable[[str], str]
    document: Document


UNDOES = {
    "font-style-normal": ("italic", "oblique"),
    "font-weight-normal": ("bold", "light"),
    "font-variant-normal": ("small-caps",),
    "baseline": ("sup", "sub"),
}
"""Form → the forms that it undoes."""

_UNDOES = {BEGIN[form]: [BEGIN[undone] for undone in forms] for form, forms in UNDOES.items()}
_NORMAL_OF = {mark: normal for normal, undone in _UNDOES.items() for mark in (normal, *undone)}
MARK = pattern(f"([{ANY}])")
"""A mark, for splitting."""

URL = pattern(rf"(https?://[^\s<>{ANY}]*[^\s<>{ANY}.,;:!?)\]])")
"""A web address in running text, for splitting."""

_NEW_LINES = pattern("[\n\r\v\f\x1c-\x1e\x85\u2029]+")
_MARKS = (*BEGIN.values(), *DISPLAY_BEGIN.values(), END)
_NOTHING = ("", "")


def tags(table: Mapping[str, tuple[str, str]]) -> Tags:
    """*table* of forms and displays, by their marks."""
    marks = BEGIN | DISPLAY_BEGIN
    return {marks[name]: begin_and_end for name, begin_and_end in table.items()}


def on_one_line(text: str) -> str:
    """*text* with a space where its data or its style breaks a line."""
    return _NEW_LINES.sub(" ", text)


def unmarked(text: str) -> str:
    """*text* without forms and displays."""
    for mark in _MARKS:
        if mark in text:
            text = text.replace(mark, "")
    return text


def written(text: str, tags: Tags) -> str:
    """*text*, already escaped, with *tags* for its marks; a mark that has none is left out.

    The result is well nested in any case: an END without a beginning is left out, and what was
    never ended ends with the text.
    """
    if END not in text:
        return unmarked(text)
    pieces = MARK.split(text)
    if not _UNDOES.keys().isdisjoint(pieces):
        pieces = MARK.split(_undoing(pieces))
    endings: list[str] = []
    for index in range(1, len(pieces), 2):
        mark = pieces[index]
        if mark == END:
            pieces[index] = endings.pop() if endings else ""
        else:
            pieces[index], end = tags.get(mark, _NOTHING)
            endings.append(end)
    pieces += reversed(endings)
    return "".join(pieces)


def _undoing(pieces: list[str]) -> str:
    """*pieces* without the forms that are to undo another and have none around them."""
    kept: list[str] = []
    begun: list[str] = []
    around: dict[str, list[str]] = {normal: [] for normal in _UNDOES}
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            kept.append(piece)
        elif piece != END:
            normal = _NORMAL_OF.get(piece)
            idle = piece == normal and around[normal][-1:] in ([], [normal])
            begun.append("" if idle else piece)
            kept.append(begun[-1])
            if normal and not idle:
                around[normal].append(piece)
        elif begun and (ended := begun.pop()):
            kept.append(END)
            if normal := _NORMAL_OF.get(ended):
                around[normal].pop()
    return "".join(kept)

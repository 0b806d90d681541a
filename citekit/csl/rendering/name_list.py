"""The names of one variable: how many are shown, what stands between them, *et al.*"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from citekit.csl.marks import JOINT, bare
from citekit.csl.people import unspaced
from citekit.csl.rendering.name import NameForm
from citekit.csl.rendering.plan import constant, dressed

if TYPE_CHECKING:
    from citekit.csl.nodes import EtAl, NameOptions
    from citekit.csl.nodes import Name as NameNode
    from citekit.csl.people import Person
    from citekit.csl.rendering.context import Context, Scope

_DASHES = frozenset({"-", "\u2013", "\u2014"})
_ELLIPSIS = "\u2026"
_ALWAYS = 10**6
_CONTEXTUAL_LAST = 3


class Repeat(NamedTuple):
    """What stands for names that the entry before begins with (``subsequent-author-substitute``).

    ``size`` is how many of the names of ``list`` it replaces, each of them.
    """

    text: str
    size: int
    list: NameList


class NameList:
    """The leaf of one list: its text for the reference of a context."""

    __slots__ = (
        "and_word",
        "delimiter",
        "et_al",
        "et_al_delimiter",
        "form",
        "last_delimiter",
        "maximum",
        "maximum_again",
        "shown_again",
        "shown_first",
        "use_last",
        "variable",
    )

    def __init__(
        self, variable: str, name: NameNode, et_al: EtAl, options: NameOptions, scope: Scope
    ) -> None:
        self.variable = variable
        self.form = NameForm(name, options, scope)
        delimiter = options.delimiter
        self.delimiter = ", " if delimiter is None or scope.sorting else _jointed(delimiter)
        self.and_word = "" if scope.sorting else _and(options.and_, scope)
        self.last_delimiter = options.delimiter_precedes_last or "contextual"
        self.et_al_delimiter = options.delimiter_precedes_et_al or "contextual"
        words = "" if scope.sorting else scope.locale.term(et_al.term) or ""
        self.et_al = "".join(map(str, dressed(constant(words), et_al).items))
        minimum = options.et_al_min
        self.maximum = minimum - 1 if minimum else _ALWAYS
        first = options.et_al_use_first
        if first is None:
            self.maximum = _ALWAYS
        self.shown_first = first if first is not None else 1
        minimum = options.et_al_subsequent_min or minimum
        self.maximum_again = minimum - 1 if minimum else _ALWAYS
        again = options.et_al_subsequent_use_first
        self.shown_again = again if again is not None else self.shown_first
        self.use_last = bool(options.et_al_use_last)

    def base_at(self, total: int, *, subsequent: bool) -> int:
        """How many of *total* names are shown where nothing else is asked for."""
        if subsequent:
            return self.shown_again if total > self.maximum_again else total
        return self.shown_first if total > self.maximum else total

    def count(self, context: Context) -> int:
        """How many names are shown."""
        total = len(context.people[self.variable])
        return min(self.base_at(total, subsequent=context.subsequent), total)

    def __call__(self, context: Context) -> str:
        """The marked text of the names of *context*."""
        names = context.people[self.variable]
        total = len(names)
        count = min(self.base_at(total, subsequent=context.subsequent), total)
        levels: tuple[int, ...] = ()
        if context.shown:
            shown = context.shown.get(self.variable)
            if shown is not None:
                count = max(count, min(shown.least, total))
                levels = shown.levels
        texts = self.form.texts(names[:count], levels)
        repeat = context.repeat
        if repeat is not None and repeat.list is self:
            texts[: repeat.size] = [repeat.text] * min(repeat.size, count)
        if count < total:
            return self._cut(texts, names, levels)
        return self._whole(texts, names)

    def _whole(self, texts: list[str], names: tuple[Person, ...]) -> str:
        count = len(texts)
        if count == 1:
            return texts[0]
        if not self.and_word:
            return self.delimiter.join(texts)
        rule = self.last_delimiter
        if (
            rule == "always"
            or (rule == "contextual" and count >= _CONTEXTUAL_LAST)
            or (rule == "after-inverted-name" and self.form.inverts(names[count - 2], count - 2))
        ):
            between = self.delimiter
        else:
            between = " "
        if self.and_word[-1].isspace() or self.and_word in _DASHES:  # it needs no spaces
            between = after = ""
        else:
            after = " "
            if not between[-1].isspace():
                between += " "
        return f"{self.delimiter.join(texts[:-1])}{between}{self.and_word}{after}{texts[-1]}"

    def _cut(self, texts: list[str], names: tuple[Person, ...], levels: tuple[int, ...]) -> str:
        count = len(texts)
        listed = self.delimiter.join(texts)
        if self.use_last and count + 1 < len(names):
            last = self.form.text(names[-1], count, levels[-1] if levels else 0)
            return f"{listed}{self.delimiter}{_ELLIPSIS} {last}"
        if not self.et_al or not count:
            return listed
        rule = self.et_al_delimiter
        if (
            rule == "always"
            or (rule == "contextual" and count > 1)
            or (rule == "after-inverted-name" and self.form.inverts(names[count - 1], count - 1))
        ):
            return listed + self.delimiter + self.et_al
        between = "" if unspaced(bare(self.et_al)[:1]) else " "
        return f"{listed}{between}{self.et_al}"


def _jointed(delimiter: str) -> str:
    return JOINT + delimiter + JOINT if delimiter[:1] in ".:;!?" else delimiter


def _and(and_: str | None, scope: Scope) -> str:
    if and_ == "text":
        return scope.locale.term("and") or ""
    return "&" if and_ == "symbol" else ""

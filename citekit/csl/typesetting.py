"""The typography of a joined string: its text set by text.typography, its forms kept."""

from __future__ import annotations

from operator import add

from citekit.csl.marks import BEGIN, END
from citekit.csl.outputs.writer import MARK
from citekit.model import Reference
from citekit.text.language import language_of
from citekit.text.patterns import pattern
from citekit.text.typography import Passage, Profile, is_french, typeset_passages

_FOREIGN = BEGIN["foreign"]
_TOUCHED = pattern(r"[:;!?«»'’\d]")
"""Without one of these, it makes no difference in which language a title is."""


class Typesetter:
    """Sets joined strings as *profile* says."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile

    def __call__(self, joined: str) -> str:
        """*joined* with its typography set, and without the marks of foreign text."""
        parts = MARK.split(joined)
        passages = [Passage(parts[0])]
        marks: list[str] = []
        begun: list[str] = []
        for mark, text in zip(parts[1::2], parts[2::2], strict=True):
            ended = begun.pop() if mark == END and begun else ""
            if mark != END:
                begun.append(mark)
            marks.append("" if _FOREIGN in (mark, ended) else mark)
            passages.append(Passage(text, foreign=_FOREIGN in begun))
        first, *texts = typeset_passages(passages, self._profile)
        return first + "".join(map(add, marks, texts))


def is_foreign(reference: Reference) -> bool:
    """Whether the titles of *reference* are not French: by its language, else by their words."""
    if reference.language:
        return not is_french(reference.language)
    title = reference.title or ""
    return bool(_TOUCHED.search(title)) and language_of(title, "fr") != "fr"

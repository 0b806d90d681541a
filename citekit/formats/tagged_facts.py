"""The lines of one tagged record on their way to a reference: what says a fact, and what is kept.

For formats that are only read; each keeps in ``custom`` what has no CSL variable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from citekit.errors import Diagnostic, note
from citekit.formats.ris_lines import Line
from citekit.model import ATTRIBUTES, Reference


class Facts:
    """The values found so far, the lines not yet looked at by tag, and those to be kept."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.by_tag: dict[str, list[Line]] = {}
        for line in lines:
            self.by_tag.setdefault(line.tag, []).append(line)
        self.values: dict[str, Any] = {}
        self.kept: list[Line] = []
        self.diagnostics: list[Diagnostic] = []

    def take(self, *tags: str) -> list[Line]:
        """The lines of *tags* that have a value, which are then dealt with."""
        return [line for tag in tags for line in self.by_tag.pop(tag, ()) if line.value]

    def give(self, variable: str, lines: Iterable[Line], read: Callable[[str], Any] = str) -> None:
        """Give *variable* the first value that can be *read*; lines that say another are kept."""
        for line in lines:
            value = read(line.value)
            if not value or self.values.setdefault(variable, value) != value:
                self.kept.append(line)

    def reference(
        self, kind: str, key: str, raw: str, known: frozenset[str], unknown: str
    ) -> Reference:
        """The reference; lines that nobody took are kept with the others in ``custom[raw]``.

        Tags that are not *known* are told with a note of code *unknown*.
        """
        for line in self.take(*self.by_tag):
            self.kept.append(line)
            if line.tag not in known:
                self.diagnostics.append(note(unknown, line=line.number, tag=line.tag))
        custom: dict[str, list[str]] = {}
        for line in sorted(self.kept, key=lambda line: line.number):
            custom.setdefault(line.tag, []).append(line.value)
        return Reference(
            id=key,
            type=kind,  # type: ignore[arg-type]  # from the table of the format
            custom={raw: custom} if custom else None,
            **{ATTRIBUTES[variable]: value for variable, value in self.values.items()},
        )

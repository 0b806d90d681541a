"""Plain text: no forms; an entry is a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from citekit.csl.outputs.displays import LINE_BREAK, flowed, has_displays
from citekit.csl.outputs.writer import Output, unmarked


def _entry(marked: str) -> str:
    if has_displays(marked):
        marked = flowed(marked).replace(LINE_BREAK, "\n")
    return unmarked(marked)


def paragraphs(entries: Sequence[str], **layout: object) -> str:
    """*entries* with an empty line between them."""
    return "\n\n".join(entries) + "\n" if entries else ""


OUTPUT = Output(unmarked, _entry, paragraphs)

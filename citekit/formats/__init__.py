"""The registry of interchange formats: which there are, which one a file is in, read and write.

A format is one module of this package with ``read(text) -> Library``,
``write(library) -> str`` and ``HOLDS`` (the CSL variables that survive a write and a read), and
one line of :data:`FORMATS`. The modules are imported when they are first used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

import msgspec

from citekit.errors import InputError, UsageError, note
from citekit.model import Library

PROBE = 100_000
"""How many characters of a text are looked at to know its format."""


class Module(Protocol):
    """What the module of a format offers."""

    HOLDS: frozenset[str]

    def read(self, text: str) -> Library:
        """The library that *text* spells; never raises on any text."""

    def write(self, library: Library) -> str:
        """The text of *library*."""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """An interchange format: its names, its file endings, and how to know its text.

    ``detect`` tells from the beginning of a text whether it is in this format.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    detect: Callable[[str], bool]

    @property
    def module(self) -> Module:
        """The module that reads and writes the format, imported on first use."""
        return cast(Module, import_module(f"{__name__}.{self.name}"))


def _sniffer(pattern: str, unless: str | None = None) -> Callable[[str], bool]:
    def detect(text: str) -> bool:
        probe = text[:PROBE]
        if not re.search(pattern, probe, re.MULTILINE):
            return False
        return not (unless and re.search(unless, probe, re.MULTILINE | re.IGNORECASE))

    return detect


_JSON = r"\A[\ufeff\s]*(?:\[\s*(?:\{|\])|\{\s*[\"}])"
_BIB_ENTRY = r"^[\ufeff \t]*@[A-Za-z]+[ \t]*[{(]"
_BIBLATEX_FIELD = r"^[ \t,]*(?:date|journaltitle|langid|location|issuetitle|eventtitle)[ \t]*="
_RIS = r"^[\ufeff \t]*TY {0,2}-(?:[ \t]|\w|$)"

FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format(
            name="csljson",
            title="CSL-JSON",
            endings=(".json", ".csljson", ".jsonl", ".ndjson"),
            aliases=("json", "csl-json", "csl", "citeproc"),
            detect=_sniffer(_JSON),
        ),
        Format(
            name="bibtex",
            title="BibTeX, as Zotero reads it",
            endings=(".bib", ".bibtex"),
            aliases=("bib",),
            detect=_sniffer(_BIB_ENTRY, unless=_BIBLATEX_FIELD),
        ),
        Format(
            name="biblatex",
            title="BibLaTeX, for LaTeX with biber",
            endings=(".biblatex",),
            aliases=("biber",),
            detect=_sniffer(rf"{_BIB_ENTRY}(?s:.)*?(?i:{_BIBLATEX_FIELD})"),
        ),
        Format(
            name="ris",
            title="RIS",
            endings=(".ris",),
            aliases=("endnote", "refman"),
            detect=_sniffer(_RIS),
        ),
    )
}
"""Every format by its name, in the order in which lists show them."""


def by_name(name: str) -> Format:
    """The format of that name, alias or ending (``bibtex``, ``json``, ``.ris``).

    Raises UsageError ``format-unknown`` with the nearest names.
    """
    wanted = name.strip().lower().removeprefix(".")
    known: dict[str, Format] = {}
    for each in FORMATS.values():
        endings = (ending.removeprefix(".") for ending in each.endings)
        known |= dict.fromkeys((each.name, *each.aliases, *endings), each)
    if wanted in known:
        return known[wanted]
    from difflib import get_close_matches

    near = dict.fromkeys(known[word].name for word in get_close_matches(wanted, known, n=3))
    raise UsageError("format-unknown", name=name, nearest=", ".join(near or FORMATS))


def by_ending(path: str | Path) -> Format | None:
    """The format that the ending of *path* says, or None."""
    ending = Path(path).suffix.lower()
    return next((each for each in FORMATS.values() if ending in each.endings), None)


def detect(text: str) -> Format | None:
    """The format that *text* is in, judged by its beginning, or None."""
    return next((each for each in FORMATS.values() if each.detect(text)), None)


def read(text: str, format: str | None = None, name: str | None = None) -> Library:
    """The library in *text*, in the format named, or that its content or file *name* says.

    What the content says wins over the ending, with a note. Diagnostics bear *name* as their
    source. Raises UsageError for an unknown format and InputError ``format-undetected`` where
    nothing says what the text is.
    """
    notes = []
    if format is not None:
        chosen = by_name(format)
    else:
        named = by_ending(name) if name is not None else None
        found = named if named is not None and named.detect(text) else detect(text)
        if found is None and named is None:
            raise InputError("format-undetected", **({"source": name} if name else {}))
        chosen = cast(Format, found or named)
        if named not in (None, chosen) and not _same_syntax(named, chosen):
            notes = [note("format-not-as-named", title=chosen.title)]
    library = chosen.module.read(text)
    found_problems = (*notes, *library.diagnostics)
    if name is not None:
        found_problems = tuple(
            msgspec.structs.replace(each, source=each.source or name) for each in found_problems
        )
    return msgspec.structs.replace(library, diagnostics=found_problems)


def _same_syntax(one: Format | None, other: Format) -> bool:
    return one is not None and {one.name, other.name} == {"bibtex", "biblatex"}


def write(library: Library, format: str) -> str:
    """The text of *library* in the format named; UsageError if there is none of that name."""
    return by_name(format).module.write(library)

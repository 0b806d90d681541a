"""The registry of interchange formats: which there are, which one a file is in, read and write.

A format is one module of this package with ``read(text) -> Library``, ``write(library) -> str``
where it is written, and ``HOLDS`` (the CSL variables that survive a write and a read) or, where
that depends on more than the variable, ``kept(reference) -> Reference``; and one line of
:data:`FORMATS`. The modules are imported when they are first used.
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
    """What the module of a format offers; see :mod:`citekit.formats.holdings` for what it holds."""

    def read(self, text: str) -> Library:
        """The library that *text* spells; never raises on any text."""

    def write(self, library: Library) -> str:
        """The text of *library*."""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """An interchange format: its names, its file endings, and how to know its text.

    ``endings`` may have several dots (``.mods.xml``) and may be another format's too: a file is
    read as what its content says, and written as the first format of the list. ``detect`` tells
    from a text whether it is in this format. ``for_zotero`` is the format to write instead where
    Zotero is to read it; empty where Zotero reads neither.
    """

    name: str
    title: str
    endings: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    detect: Callable[[str], bool]
    is_written: bool = True
    for_zotero: str = ""

    @property
    def module(self) -> Module:
        """The module that reads and writes the format, imported on first use."""
        return cast(Module, import_module(f"{__name__}.{self.name.replace('-', '_')}"))


def _sniffer(
    pattern: str, *, also: str | None = None, unless: str | None = None
) -> Callable[[str], bool]:
    def detect(text: str) -> bool:
        probe = text[:PROBE]
        if not re.search(pattern, probe, re.MULTILINE):
            return False
        if also and not re.search(also, probe, re.MULTILINE | re.IGNORECASE):
            return False
        return not (unless and re.search(unless, probe, re.MULTILINE | re.IGNORECASE))

    return detect


def _never(_text: str) -> bool:
    return False


def _has_coins(text: str) -> bool:
    return (
        "Z3988" in text
        and re.search(r"""class\s*=\s*["']?[^"'>]{0,200}\bZ3988\b""", text) is not None
    )


_JSON = r"\A[\ufeff\s]*(?:\[\s*(?:\{|\])|\{\s*[\"}])"
_BIB_ENTRY = r"^[\ufeff \t]*@[A-Za-z]+[ \t]*[{(]"
_BIBLATEX_FIELD = r"^[ \t,]*(?:date|journaltitle|langid|location|issuetitle|eventtitle)[ \t]*="
_RIS = r"^[\ufeff \t]*TY {0,2}-(?:[ \t]|\w|$)"
_XML = r"\A[\ufeff\s]*+(?:<\?xml[^>]*>)?(?:\s|<!--(?s:.)*?-->|<!DOCTYPE[^>\[]*>)*+"
_REFER = r"^\ufeff?%0 [A-Z][a-z]|\A[\ufeff\s]*+%[A-Z] [^\n]*\n%[A-Z0-9] "
_HAYAGRIVA = (
    r"^(?!references[ \t]*:)[^\s#{\[-][^\n#]*:[ \t]*(?:#[^\n]*)?\r?\n"
    r"(?:[ \t][^\n]*\n|\r?\n)*?[ \t]+type:[ \t]*[\"']?\w"
)
_RDF = _XML + r"<(?:[\w.-]+:)?RDF\b"
_MODS = _XML + r"<(?:[\w.-]+:)?mods(?:Collection)?\b"
_ENDNOTE = _XML + r"<(?:xml\s*>\s*<records|records|record)\b"
_CSL_YAML = (
    r"\A\ufeff?(?:#.*\n|---[ \t]*\n|[ \t]*\n)*+"
    r"(?:(?:[\w-]+:.*\n|[ \t].*\n|\n)*?(?:references|items):[ \t]*(?:\n[ \t]*-|\[)"
    r"|[ \t]*-[ \t]+(?:id|type|title|author|issued|DOI):)"
)

FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format(
            name="csljson",
            title="CSL-JSON",
            endings=(".json", ".csljson", ".jsonl", ".ndjson"),
            aliases=("json", "csl-json", "csl", "citeproc"),
            detect=_sniffer(_JSON),
            for_zotero="csljson-zotero",
        ),
        Format(
            name="csljson-zotero",
            title="CSL-JSON, as Zotero reads it",
            detect=_never,
            for_zotero="csljson-zotero",
        ),
        Format(
            name="csl-yaml",
            title="CSL-YAML, for pandoc and Quarto",
            endings=(".yaml", ".yml"),
            aliases=("yaml", "cslyaml"),
            detect=_sniffer(_CSL_YAML),
        ),
        Format(
            name="bibtex",
            title="BibTeX, as Zotero reads it",
            endings=(".bib", ".bibtex"),
            aliases=("bib",),
            detect=_sniffer(_BIB_ENTRY, unless=_BIBLATEX_FIELD),
            for_zotero="bibtex",
        ),
        Format(
            name="biblatex",
            title="BibLaTeX, for LaTeX with biber",
            endings=(".biblatex",),
            aliases=("biber",),
            detect=_sniffer(_BIB_ENTRY, also=_BIBLATEX_FIELD),
            for_zotero="bibtex",
        ),
        Format(
            name="ris",
            title="RIS",
            endings=(".ris",),
            aliases=("refman",),
            detect=_sniffer(_RIS),
            for_zotero="ris",
        ),
        Format(
            name="rdf",
            title="Zotero RDF",
            endings=(".rdf",),
            aliases=("zotero", "zotero-rdf"),
            detect=_sniffer(_RDF),
            for_zotero="rdf",
        ),
        Format(
            name="mods",
            title="MODS",
            endings=(".mods.xml", ".mods", ".xml"),
            detect=_sniffer(_MODS),
            for_zotero="mods",
        ),
        Format(
            name="endnote",
            title="EndNote XML",
            endings=(".endnote.xml", ".xml"),
            aliases=("endnote-xml",),
            detect=_sniffer(_ENDNOTE),
            for_zotero="endnote",
        ),
        Format(
            name="coins",
            title="COinS in a web page",
            aliases=("z3988",),
            detect=_has_coins,
            for_zotero="coins",
        ),
        Format(
            name="nbib",
            title="NBIB (PubMed, MEDLINE)",
            endings=(".nbib",),
            aliases=("medline", "pubmed"),
            detect=_sniffer(r"^\ufeff?PMID ?- ?\d"),
            is_written=False,
        ),
        Format(
            name="refer",
            title="EndNote refer",
            endings=(".enw",),
            aliases=("enw",),
            detect=_sniffer(_REFER),
            is_written=False,
        ),
        Format(
            name="hayagriva",
            title="Hayagriva YAML, for Typst",
            endings=(".yml", ".yaml"),
            aliases=("yml",),
            detect=_sniffer(_HAYAGRIVA),
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
    for each in reversed(FORMATS.values()):  # of two with an ending, the first has it
        known |= {ending.removeprefix("."): each for ending in each.endings}
    for each in FORMATS.values():
        known |= dict.fromkeys((each.name, *each.aliases), each)
    if wanted in known:
        return known[wanted]
    from difflib import get_close_matches

    near = dict.fromkeys(known[word].name for word in get_close_matches(wanted, known, n=3))
    raise UsageError("format-unknown", name=name, nearest=", ".join(near or FORMATS))


def by_ending(path: str | Path) -> Format | None:
    """The format that the ending of *path* says, or None."""
    return next(iter(_by_ending(path)), None)


def written() -> dict[str, Format]:
    """The formats that are written, by name."""
    return {name: each for name, each in FORMATS.items() if each.is_written}


def written_endings() -> tuple[str, ...]:
    """The endings of what can be written, each once."""
    endings = (ending for each in written().values() for ending in each.endings)
    return tuple(dict.fromkeys(endings))


def _by_ending(path: str | Path) -> list[Format]:
    """The formats with the ending of *path*: the longest that it has, most usual format first."""
    name = Path(path).name.lower()
    found: dict[str, list[tuple[int, Format]]] = {}
    for each in FORMATS.values():
        for place, ending in enumerate(each.endings):
            if name.endswith(ending) and name != ending:
                found.setdefault(ending, []).append((place, each))
    if not found:
        return []
    return [each for _, each in sorted(found[max(found, key=len)], key=lambda item: item[0])]


def detect(text: str) -> Format | None:
    """The format that *text* is in, judged by its beginning, or None."""
    return next((each for each in FORMATS.values() if each.detect(text)), None)


def told(text: str, name: str | None = None) -> Format | None:
    """The format of *text*: what its content says, else the ending of *name*, else None."""
    named = _by_ending(name) if name is not None else []
    found = next((each for each in named if each.detect(text)), None) or detect(text)
    return found or next(iter(named), None)


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
        named = _by_ending(name) if name is not None else []
        found = told(text, name)
        if found is None:
            place = {"source": name} if name else {}
            raise InputError("format-undetected", formats=", ".join(FORMATS), **place)
        chosen = found
        if named and chosen not in named and not _same_syntax(named[0], chosen):
            notes = [note("format-not-as-named", title=chosen.title)]
    library = chosen.module.read(text)
    found_problems = (*notes, *library.diagnostics)
    if name is not None:
        found_problems = tuple(
            msgspec.structs.replace(each, source=each.source or name) for each in found_problems
        )
    return msgspec.structs.replace(library, diagnostics=found_problems)


def _same_syntax(one: Format, other: Format) -> bool:
    return {one.name, other.name} == {"bibtex", "biblatex"}


def write(library: Library, format: str) -> str:
    """The text of *library* in the format named.

    Raises UsageError where there is none of that name, or it is only read.
    """
    chosen = by_name(format)
    if not chosen.is_written:
        raise UsageError("format-only-read", name=chosen.name, written=", ".join(written()))
    return chosen.module.write(library)

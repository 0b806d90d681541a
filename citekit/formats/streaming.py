"""Large files in pieces: cut where entries begin, each piece handed to the format's reader.

What an entry needs from elsewhere in a .bib file (abbreviations, the entries it inherits from) is
put before its piece. Formats without a place to cut are read whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from citekit.errors import Diagnostic, warning
from citekit.formats import Format
from citekit.formats.csljson import WRAPPERS
from citekit.model import Library, Reference

PIECE = 1 << 20
"""About how many characters a piece has."""

_BEGINS: dict[str, str] = {
    "bibtex": r"[ \t]*@[A-Za-z]+[ \t]*[{(]",
    "biblatex": r"[ \t]*@[A-Za-z]+[ \t]*[{(]",
    "ris": r"[ \t]*TY {0,2}-",
    "nbib": r"PMID ?-",
    "refer": r"%0 ",
}
"""Format → how a line begins that begins an entry."""

_INHERITS = re.compile(r"\b(?:crossref|xdata|xref)\s*=\s*[{\"]([^}\"]+)", re.IGNORECASE)
_ENTRY_KEY = re.compile(r"[ \t]*@[A-Za-z]+[ \t]*[{(]\s*([^\s,{}()]+)\s*,")
_TOKEN = re.compile(r'"(?:[^"\\]++|\\(?s:.))*+"|[{}]|"')
_WRAPPER = re.compile(r'[\s\ufeff]*\{\s*"(?:' + "|".join(WRAPPERS) + r')"\s*:\s*\[')
_BETWEEN = " \t\r\n,[]\ufeff"

_LONGEST = 16 * PIECE
"""The longest string of a JSON file that is cut."""

Chunks = Callable[[], Iterable[str]]
"""Opens the text anew and gives it in chunks, as large as you please."""


class _Piece(NamedTuple):
    """A stretch of whole entries; how many lines stand before it in the file."""

    text: str
    lines_before: int


def is_streamed(format: Format) -> bool:
    """Whether files of *format* are read piece by piece."""
    return format.name in _BEGINS or format.name == "csljson"


def stream(chunks: Chunks, format: Format) -> Iterator[Library]:
    """The references of a text, a library a piece, with diagnostics at the file's own lines.

    Keys are unique or reported over the whole text, as :func:`citekit.formats.read` does it.
    """
    if format.name == "csljson":
        libraries = _plain(_json_pieces(chunks()), format)
    elif format.name in ("bibtex", "biblatex"):
        libraries = _bib(chunks, format)
    else:
        libraries = _plain(_pieces(chunks(), _BEGINS[format.name]), format)
    seen: set[str] = set()
    for library in libraries:
        yield _with_keys(library, seen)


def _plain(pieces: Iterable[_Piece], format: Format) -> Iterator[Library]:
    for piece in pieces:
        library = format.module.read(piece.text)
        yield _moved(library, library.references, piece.lines_before)


def _moved(library: Library, references: Iterable[Reference], lines: int) -> Library:
    """*library* with other references, its diagnostics so many *lines* further down."""
    diagnostics = [
        msgspec.structs.replace(each, line=each.line + lines) if each.line else each
        for each in library.diagnostics
        if each.line is None or each.line + lines > 0
    ]
    return Library(references=tuple(references), diagnostics=tuple(diagnostics))


def _with_keys(library: Library, seen: set[str]) -> Library:
    """*library* with made keys that no piece before has; given ones that one has are reported."""
    made = {each.reference for each in library.diagnostics if each.code == "key-made"}
    if seen.isdisjoint(each.id for each in library.references):
        seen.update(each.id for each in library.references)
        return library
    references: list[Reference] = []
    diagnostics: list[Diagnostic] = list(library.diagnostics)
    for reference in library.references:
        key = reference.id
        if key in seen and key in made:
            number = 2
            while f"{key}-{number}" in seen:
                number += 1
            key = f"{key}-{number}"
        elif key in seen:
            diagnostics.append(warning("key-twice", reference=key, key=key))
        seen.add(key)
        references.append(reference if key == reference.id else reference.replace(id=key))
    return Library(references=tuple(references), diagnostics=tuple(diagnostics))


# Lines ------------------------------------------------------------------------------------------


def _lines(chunks: Iterable[str]) -> Iterator[str]:
    """The lines of a text given in chunks, their ends as ``\\n``."""
    rest = ""
    for chunk in chunks:
        text = rest + chunk
        held = text.endswith("\r")  # perhaps the first half of a line's end
        lines = (text[:-1] if held else text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        rest = lines.pop() + ("\r" if held else "")
        for line in lines:
            yield f"{line}\n"
    if rest:
        yield rest.replace("\r", "\n")


def _pieces(chunks: Iterable[str], begin: str) -> Iterator[_Piece]:
    begins = re.compile(begin).match
    lines: list[str] = []
    size = before = 0
    for line in _lines(chunks):
        if size >= PIECE and begins(line):
            yield _Piece("".join(lines), before)
            before += len(lines)
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    yield _Piece("".join(lines), before)


def _json_pieces(chunks: Iterable[str]) -> Iterator[_Piece]:
    """Whole objects of an array, or of objects one after the other, without what is around them."""
    text = ""
    position = depth = before = cut = 0
    is_first = True
    for chunk in chunks:
        text += chunk
        if is_first:
            wrapper = _WRAPPER.match(text)
            position = wrapper.end() if wrapper else 0
            before = text.count("\n", 0, position)
            text, position = text[position:], 0
            is_first = False
        if len(text) - position > _LONGEST:
            continue  # a quote that nobody closed: what follows is one piece
        for match in _TOKEN.finditer(text, position):
            mark = match[0]
            if mark == '"':  # a string that goes on in the next chunk
                position = match.start()
                break
            position = match.end()
            if mark == "{":
                depth += 1
            elif mark == "}":
                depth = max(depth - 1, 0)
                cut = position if depth == 0 else cut
        if cut >= PIECE:
            yield from _trimmed(text[:cut], before)
            before += text.count("\n", 0, cut)
            text, position, cut = text[cut:], position - cut, 0
    yield from _trimmed(text, before, is_last=True)


def _trimmed(text: str, before: int, is_last: bool = False) -> Iterator[_Piece]:
    inner = text.lstrip(_BETWEEN)
    lines = text.count("\n", 0, len(text) - len(inner))
    if is_last:
        stripped = inner.rstrip(_BETWEEN)
        inner = stripped if _is_balanced(stripped) else stripped.removesuffix("}")
    if inner:
        yield _Piece(inner, before + lines)


def _is_balanced(text: str) -> bool:
    tokens = [match[0] for match in _TOKEN.finditer(text)]
    return tokens.count("{") == tokens.count("}")


# .bib files -------------------------------------------------------------------------------------


def _bib(chunks: Chunks, format: Format) -> Iterator[Library]:
    begin = _BEGINS[format.name]
    parents = _parents(chunks, begin)
    strings: dict[str, str] = {}
    for piece in _pieces(chunks(), begin):
        inherited = _inherited(piece.text, parents)
        prefix = [
            f"@string{{{name} = {' '.join(value.split())}}}\n" for name, value in strings.items()
        ]
        prefix += inherited
        before = "".join(prefix)
        library = format.module.read(before + piece.text)
        count = sum(not text.lstrip().lower().startswith("@xdata") for text in inherited)
        strings |= library.strings
        lines = piece.lines_before - before.count("\n")
        moved = _moved(library, library.references[count:], lines)
        yield _without(moved, piece.lines_before) if before else moved


def _string(name: str, value: str) -> str:
    return f"@string{{{name} = {' '.join(value.split())}}}\n"


def _without(library: Library, lines_before: int) -> Library:
    """*library* without what was said of the text put before the piece."""
    kept = [each for each in library.diagnostics if each.line is None or each.line > lines_before]
    return msgspec.structs.replace(library, diagnostics=tuple(kept))


def _parents(chunks: Chunks, begin: str) -> dict[str, str]:
    """The text of each entry that another inherits from, by its key."""
    wanted = {key for line in _lines(chunks()) for key in _keys_in(line)}
    if not wanted:
        return {}
    begins = re.compile(begin).match
    found: dict[str, list[str]] = {}
    entry: list[str] | None = None
    for line in _lines(chunks()):
        if begins(line):
            match = _ENTRY_KEY.match(line)
            key = match[1] if match else None
            entry = found.setdefault(key, []) if key in wanted and key not in found else None
        if entry is not None:
            entry.append(line)
    return {key: "".join(lines).rstrip() + "\n" for key, lines in found.items()}


def _inherited(text: str, parents: dict[str, str]) -> list[str]:
    """The entries that those of *text* inherit from, and theirs, where *text* has them not."""
    if not parents:
        return []
    here = {match[1] for match in map(_ENTRY_KEY.match, text.splitlines()) if match}
    found: dict[str, str] = {}
    waiting = list(_keys_in(text))
    while waiting:
        key = waiting.pop()
        if key in parents and key not in found and key not in here:
            found[key] = parents[key]
            waiting += _keys_in(parents[key])
    return list(found.values())


def _keys_in(text: str) -> Iterator[str]:
    for match in _INHERITS.finditer(text):
        yield from (key.strip() for key in match[1].split(","))

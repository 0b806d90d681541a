"""The index of all styles, built from their headers and kept in the user's cache folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from citekit import files
from citekit.styles.header import StyleInfo, parse_header, read_header
from citekit.styles.names import folders

_FORMAT = 1
"""Raised when StyleInfo changes."""


class _Index(msgspec.Struct, frozen=True, array_like=True):
    key: str
    styles: tuple[StyleInfo, ...]


@cache
def index() -> tuple[StyleInfo, ...]:
    """All styles, this project's first; a name that two folders have stands for the first.

    Read from the cache (a JSON file); where there is none, or it is of other files, or cannot
    be read, built anew in a few seconds and written there if that is possible.
    """
    key, folder = _key(), files.cache_folder()
    place = folder / "styles.json" if folder else None
    if place is not None:
        try:
            stored = msgspec.json.decode(place.read_bytes(), type=_Index)
        except (OSError, msgspec.MsgspecError, UnicodeError):
            pass
        else:
            if stored.key == key:
                return stored.styles
    built = build()
    if place is not None:
        files.store(place, msgspec.json.encode(_Index(key, built)))
    return built


def build() -> tuple[StyleInfo, ...]:
    """The index from the files themselves."""
    styles: dict[str, StyleInfo] = {}
    for folder in folders():
        for path in sorted(folder.glob("*.csl")):
            if path.stem in styles:
                continue
            head = read_header(path)
            style = parse_header(head, path.stem, str(path)) if head else None
            if style is not None:
                styles[path.stem] = style
    return tuple(_inheriting(style, styles) for style in styles.values())


def _inheriting(style: StyleInfo, styles: dict[str, StyleInfo]) -> StyleInfo:
    """A dependent style speaks its parent's language unless it says otherwise."""
    parent = styles.get(style.parent or "")
    if parent is None:
        return style
    return msgspec.structs.replace(
        style, language=style.language or parent.language, kind=style.kind or parent.kind
    )


def _key() -> str:
    """Other files, or files changed, make another key."""
    marks: list[object] = [_FORMAT]
    own, *repository = folders()
    marks += [(str(folder), _changed(folder)) for folder in repository]
    marks += [(str(path), _changed(path)) for path in sorted(own.glob("*.csl"))]
    return repr(marks)


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0

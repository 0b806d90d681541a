"""Styles and locales that were read before, kept in the user's cache folder by their content.

A file of the cache is MessagePack after its checksum: the mark of the modules that read the XML,
the XML, the node. Its name is a checksum of the first two, and it is used where both are the same,
so that neither an edited style nor a new reader finds an old node. (With digests the XML could be
left out; but loading OpenSSL for them takes longer than reading a style.)
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import msgspec

from citekit import files
from citekit.csl.nodes import LocaleNode, StyleNode

Node = TypeVar("Node", StyleNode, LocaleNode)

_MAX_FILES = 256
"""The most that is kept; beyond, the older half goes."""
_SUM = 4
"""The length of a checksum."""


@lru_cache(maxsize=32)
def style(xml: bytes, source: str | None = None) -> StyleNode:
    """The style in *xml*, read now or before; StyleError where it cannot be used."""

    def read() -> StyleNode:
        from citekit.csl.reading import read_style

        return read_style(xml, source)

    return _known(xml, StyleNode, read)


@lru_cache(maxsize=8)
def locale(xml: bytes, source: str | None = None) -> LocaleNode:
    """The locale file in *xml*, read now or before; StyleError where it is none."""

    def read() -> LocaleNode:
        from citekit.csl.reading import read_locale

        return read_locale(xml, source)

    return _known(xml, LocaleNode, read)


def _known(xml: bytes, kind: type[Node], read: Callable[[], Node]) -> Node:
    folder = files.cache_folder()
    if folder is None:
        return read()
    mark = _readers()
    place = folder / "csl" / f"{_sum(mark + xml).hex()}-{len(xml)}.msgpack"
    stored = _stored(place, (mark, xml), kind)
    if stored is not None:
        return stored
    node = read()
    content = msgspec.msgpack.encode((mark, xml, node))
    if files.store(place, _sum(content) + content):
        _prune(place.parent)
    return node


def _stored(place: Path, source: tuple[bytes, bytes], kind: type[Node]) -> Node | None:
    """The node of *source* at *place*; None where there is none, or not as it was put there."""
    try:
        data = place.read_bytes()
        if data[:_SUM] == _sum(data[_SUM:]):
            *found, node = msgspec.msgpack.decode(data[_SUM:], type=tuple[bytes, bytes, kind])  # type: ignore[valid-type]
            return node if tuple(found) == source else None
    except (OSError, ValueError, RecursionError):
        pass
    return None


def _sum(content: bytes) -> bytes:
    return crc32(content).to_bytes(_SUM, "big")


@cache
def _readers() -> bytes:
    """The mark of the modules that make nodes of XML."""
    here = os.path.dirname(__file__)
    folder = os.path.join(here, "reading")
    names = sorted(name for name in os.listdir(folder) if name.endswith(".py"))
    paths = [os.path.join(folder, name) for name in names]
    paths += (os.path.join(here, name) for name in ("nodes.py", "marks.py"))
    return _sum(b"\0".join(Path(path).read_bytes() for path in paths))


def _prune(folder: Path) -> None:
    try:
        kept = list(folder.glob("*.msgpack"))
        if len(kept) > _MAX_FILES:
            kept.sort(key=lambda place: place.stat().st_mtime)
            for place in kept[: len(kept) // 2]:
                place.unlink(missing_ok=True)
    except OSError:  # another process is at it
        pass

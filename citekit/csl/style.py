"""A CSL style that has been read and found usable."""

from __future__ import annotations

from pathlib import Path

import msgspec

from citekit import styles
from citekit.csl import cache
from citekit.csl.nodes import StyleNode


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """A style's name, title and rules; ``default_locale`` is what it is written for.

    ``xml`` are its rules as written, ``node`` as they were read.
    """

    name: str
    title: str
    xml: bytes
    node: StyleNode
    default_locale: str | None = None

    @property
    def has_bibliography(self) -> bool:
        """Whether the style makes bibliographies; some only cite."""
        return self.node.bibliography is not None

    @classmethod
    def load(cls, source: str | bytes | Path) -> Style:
        """The style that *source* means: a name, id, title or path (see styles.find), or XML.

        Raises UsageError for an unknown name; StyleError, with the line and what to do, for XML
        that is malformed or no style, a missing parent, and what reading.read_style refuses.
        """
        if isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith("<"):
            source = _as_bytes(source)
        file = styles.read(source) if isinstance(source, bytes) else styles.find(source)
        node = cache.style(file.xml, str(file.path) if file.path else file.name or None)
        return cls(
            name=file.name,
            title=file.title,
            xml=file.xml,
            node=node,
            default_locale=file.default_locale or node.default_locale or None,
        )

    def __repr__(self) -> str:
        return f"Style(name={self.name!r}, title={self.title!r})"


def _as_bytes(xml: str) -> bytes:
    """UTF-8, whatever encoding the text declares."""
    text = xml.lstrip("\ufeff \t\r\n")
    if text.startswith("<?xml") and "?>" in text:
        text = text.partition("?>")[2]
    return text.encode("utf-8", errors="replace")

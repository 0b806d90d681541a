"""A CSL style that has been read and found usable."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec

from citekit import styles
from citekit.errors import StyleError

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://purl.org/net/xbiblio/csl"


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """A style's name, title and rules; ``default_locale`` is what it is written for."""

    name: str
    title: str
    xml: bytes
    default_locale: str | None = None
    has_bibliography: bool = True

    @classmethod
    def load(cls, source: str | bytes | Path) -> Style:
        """The style that *source* means: a name, id, title or path (see styles.find), or XML.

        Raises UsageError for an unknown name; StyleError, with the line and what to do, for XML
        that is malformed or no style, a missing parent, a missing macro, or one that calls itself.
        """
        if isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith("<"):
            source = _as_bytes(source)
        file = styles.read(source) if isinstance(source, bytes) else styles.find(source)
        root = parse(file.xml, str(file.path) if file.path else file.name or None)
        return cls(
            name=file.name,
            title=file.title,
            xml=file.xml,
            default_locale=file.default_locale or root.get("default-locale"),
            has_bibliography=root.find(f"{{{NAMESPACE}}}bibliography") is not None,
        )


def _as_bytes(xml: str) -> bytes:
    """UTF-8, whatever encoding the text declares."""
    text = xml.lstrip("\ufeff \t\r\n")
    if text.startswith("<?xml") and "?>" in text:
        text = text.partition("?>")[2]
    return text.encode("utf-8", errors="replace")


def parse(xml: bytes, source: str | None) -> _Element:
    """The root element of a style that has what rendering needs; StyleError otherwise."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as problem:
        line, column = problem.position
        reason = (problem.msg or "").rpartition(", line ")[0] or problem.msg
        raise StyleError(
            "style-malformed", source=source, line=line, column=column, reason=reason
        ) from None
    if root.tag != f"{{{NAMESPACE}}}style":
        raise StyleError("style-not-csl", source=source, line=root.sourceline)
    if root.find(f"{{{NAMESPACE}}}citation/{{{NAMESPACE}}}layout") is None:
        raise StyleError("style-no-citation", source=source, line=root.sourceline)
    _check_macros(root, source)
    return root


def _check_macros(root: _Element, source: str | None) -> None:
    """Every macro that is called exists, and none calls itself through others."""
    macros = {macro.get("name"): macro for macro in root.iterfind(f"{{{NAMESPACE}}}macro")}
    calls: dict[str | None, dict[str, int]] = {name: {} for name in macros}
    for element in root.iter(f"{{{NAMESPACE}}}text", f"{{{NAMESPACE}}}key"):
        called = element.get("macro")
        if called is None:
            continue
        if called not in macros:
            raise StyleError(
                "style-macro-missing", source=source, line=element.sourceline, macro=called
            )
        caller = next(element.iterancestors(f"{{{NAMESPACE}}}macro"), None)
        if caller is not None:
            calls[caller.get("name")].setdefault(called, cast(int, element.sourceline))
    done: set[str | None] = set()
    for name in macros:
        path: list[str | None] = [name]
        pending = [iter(calls[name].items())] if name not in done else []
        while pending:
            called, line = next(pending[-1], (None, None))
            if called is None:
                pending.pop()
                done.add(path.pop())
            elif called in path:
                raise StyleError("style-macro-circular", source=source, line=line, macro=called)
            elif called not in done:
                path.append(called)
                pending.append(iter(calls[called].items()))

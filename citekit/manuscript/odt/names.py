"""Names of OpenDocument (OASIS, version 1.3)."""

from __future__ import annotations

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = {
    "office": f"{_URN}office:1.0",
    "text": f"{_URN}text:1.0",
    "style": f"{_URN}style:1.0",
    "fo": f"{_URN}xsl-fo-compatible:1.0",
    "meta": f"{_URN}meta:1.0",
    "manifest": f"{_URN}manifest:1.0",
    "draw": f"{_URN}drawing:1.0",
}


def q(name: str) -> str:
    """The qualified name of ``text:p`` and the like."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"

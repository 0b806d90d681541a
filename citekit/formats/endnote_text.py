"""Styled text of EndNote's XML: rich text of CSL as ``style`` elements, and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from citekit.formats.xml_paths import local, writable

if TYPE_CHECKING:
    from lxml.etree import _Element

_FACES = {"i": "italic", "b": "bold", "sup": "superscript", "sub": "subscript"}
_TAGS = {face: tag for tag, face in _FACES.items()}
_STYLED = re.compile(r"<(i|b|sup|sub)>([^<>]+)</\1>")


def put_text(element: _Element, text: str) -> None:
    """Give *element* the text in ``style`` elements, as EndNote writes it."""
    end = 0
    for match in _STYLED.finditer(text):
        _style(element, text[end : match.start()], "normal")
        _style(element, match[2], _FACES[match[1]])
        end = match.end()
    _style(element, text[end:], "normal")


def text_of(element: _Element) -> str:
    """The text of *element*, styled or plain; italic, bold, raised and lowered words in tags."""
    parts = [element.text or ""] if (element.text or "").strip() else []
    for child in element:
        text = "".join(map(str, child.itertext()))
        if local(child) == "style":
            faces = (child.get("face") or "").split()
            for tag in (_TAGS[face] for face in reversed(faces) if face in _TAGS):
                text = f"<{tag}>{text}</{tag}>" if text.strip() else text
        parts.append(text)
        if (child.tail or "").strip():
            parts.append(child.tail or "")
    return "".join(parts)


def _style(element: _Element, text: str, face: str) -> None:
    from lxml import etree

    if text:
        style = etree.SubElement(element, "style", face=face, font="default", size="100%")
        style.text = writable(text)

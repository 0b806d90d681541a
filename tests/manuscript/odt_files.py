"""ODT files for tests: parts written by hand, as LibreOffice writes them, and read again."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office",
        "text": "text",
        "style": "style",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
        "manifest": "manifest",
    }.items()
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def t(name: str) -> str:
    return f"{{{TEXT}}}{name}"


def p(*inside: str, style: str = "Standard") -> str:
    """A paragraph; what is no element is plain text."""
    words = "".join(each if each.startswith("<") else escape(each) for each in inside)
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def span(text: str, style: str = "T1") -> str:
    return f'<text:span text:style-name="{style}">{escape(text)}</text:span>'


def mark(name: str, shown: str) -> str:
    """A reference mark."""
    quoted = quoteattr(name)
    return (
        f"<text:reference-mark-start text:name={quoted}/>{escape(shown)}"
        f"<text:reference-mark-end text:name={quoted}/>"
    )


def note(inside: str, number: int = 1) -> str:
    return (
        f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}'
        f"</text:note-citation><text:note-body>{p(inside, style='Footnote')}</text:note-body>"
        "</text:note>"
    )


def odt(body: str, *, properties: dict[str, str] | None = None, manifest: str = "") -> bytes:
    """A whole file."""
    values = "".join(
        f'<meta:user-defined meta:name="{name}">{escape(value)}</meta:user-defined>'
        for name, value in (properties or {}).items()
    )
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "Pictures/a.png": "no picture",
        "meta.xml": f"<office:document-meta {NAMESPACES}><office:meta>{values}</office:meta>"
        "</office:document-meta>",
        "styles.xml": f"<office:document-styles {NAMESPACES}><office:styles>"
        '<style:style style:name="Standard" style:family="paragraph"/>'
        '<style:style style:name="Preformatted_20_Text" style:family="paragraph"/>'
        '<style:style style:name="Source_20_Text" style:family="text"/>'
        "</office:styles></office:document-styles>",
        "content.xml": f'<office:document-content {NAMESPACES} office:version="1.3">'
        "<office:automatic-styles>"
        '<style:style style:name="T1" style:family="text"><style:text-properties '
        'fo:font-weight="bold"/></style:style>'
        '<style:style style:name="P9" style:family="paragraph" '
        'style:parent-style-name="Preformatted_20_Text"/>'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
    }
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in (("/", parts["mimetype"]), *((name, "text/xml") for name in parts))
        if name != "mimetype"
    )
    parts["META-INF/manifest.xml"] = (
        f"<manifest:manifest {NAMESPACES}>{listed}{manifest}</manifest:manifest>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(name, HEAD + text if text.startswith("<") else text, stored)
    return buffer.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def tree(data: bytes) -> etree._Element:
    return etree.fromstring(parts(data)["content.xml"])


def texts(data: bytes) -> list[str]:
    """What each paragraph shows, a note as ``¹``; the paragraphs of notes are left out."""
    return [
        _shown(each)
        for each in tree(data).iter(t("p"), t("h"))
        if next(each.iterancestors(t("note-body"), t("tracked-changes")), None) is None
    ]


def notes(data: bytes) -> list[str]:
    """The text of each note, in its order."""
    return ["".join(map(_shown, note.iter(t("p")))) for note in tree(data).iter(t("note"))]


def _shown(element: etree._Element) -> str:
    text = element.text or ""
    for child in element:
        if child.tag == t("note"):
            text += "¹"
        elif child.tag == t("s"):
            text += " " * int(child.get(t("c"), "1"))
        elif child.tag == t("tab"):
            text += "\t"
        elif child.tag != t("p"):
            text += _shown(child)
        text += child.tail or ""
    return text


def names(data: bytes) -> list[str]:
    """The names of the marks, and of the sections."""
    found = tree(data).iter(t("reference-mark-start"), t("section"))
    return [str(each.get(t("name"))) for each in found]


def values(data: bytes) -> list[dict[str, Any]]:
    """The JSON in the name of each citation's mark."""
    return [
        json.loads(match[0])
        for name in names(data)
        if "ITEM" in name and (match := re.search(r"\{.*\}", name))
    ]

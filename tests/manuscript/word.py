"""DOCX files for tests: parts written by hand, as Word writes them, and read again."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Code"><w:name w:val="Source Code"/></w:style>
<w:style w:type="paragraph" w:styleId="Mien"><w:name w:val="Mien"/><w:basedOn w:val="Code"/>
</w:style>
<w:style w:type="character" w:styleId="CodeCar"><w:name w:val="Verbatim Char"/></w:style>
"""


def t(text: str, properties: str = "") -> str:
    """A run."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, style: str = "") -> str:
    """A paragraph; what is no run of its own is plain text."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(run if run.startswith('<') else t(run) for run in runs)}</w:p>"


def field(code: str, result: str) -> str:
    """A complex field as Word writes it, in five runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{t(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def zotero(items: list[dict[str, object]], shown: str = "(x)", **more: object) -> str:
    """A citation as Zotero stores it."""
    value = {"citationID": "a1B2c3D4", "properties": {"noteIndex": 0}, "citationItems": items}
    return field(f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(value | more)} ", shown)


def note(number: int, content: str) -> str:
    """A footnote, for *footnotes* of :func:`docx`."""
    return (
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>{t(" ")}{content}</w:p>'
        "</w:footnote>"
    )


def mark(number: int) -> str:
    """The mark that calls it."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def docx(
    body: str,
    *,
    footnotes: str = "",
    properties: dict[str, str] | None = None,
    parts: dict[str, str] | None = None,
) -> bytes:
    """A whole file."""
    override = '<Override PartName="/word/{}.xml" ContentType="' + MAIN + '.{}+xml"/>'
    types = override.format("document", "document.main") + override.format("styles", "styles")
    relation = '<Relationship Id="{0}" Type="' + R + '/{0}" Target="{0}.xml"/>'
    relations = relation.format("styles")
    made = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}"
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
        "word/styles.xml": f"<w:styles {NAMESPACES}>{STYLES}</w:styles>",
        "word/media/image1.png": "\x00 no picture",
    }
    if footnotes:
        types += override.format("footnotes", "footnotes")
        relations += relation.format("footnotes")
        made["word/footnotes.xml"] = f"<w:footnotes {NAMESPACES}>{footnotes}</w:footnotes>"
    root = f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    if properties:
        types += (
            '<Override PartName="/docProps/custom.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
        )
        root += (
            f'<Relationship Id="rId2" Type="{R}/custom-properties" Target="docProps/custom.xml"/>'
        )
        made["docProps/custom.xml"] = (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
            'docPropsVTypes">'
            + "".join(
                f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" '
                f'name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
                for number, (name, value) in enumerate(properties.items(), 2)
            )
            + "</Properties>"
        )
    made["[Content_Types].xml"] = (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f"{types}</Types>"
    )
    made["_rels/.rels"] = f'<Relationships xmlns="{PACKAGE}/relationships">{root}</Relationships>'
    made["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
    )
    made |= parts or {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in made.items():
            file.writestr(name, HEAD + text if text.startswith("<") else text)
    return buffer.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def tree(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(data)[part])


def texts(data: bytes, part: str = "word/document.xml") -> list[str]:
    """What each paragraph shows: deleted text and the codes of fields left out."""
    found = []
    for paragraph in tree(data, part).iter(f"{{{W}}}p"):
        shown = [
            each.text or "" if each.tag == f"{{{W}}}t" else "\t"
            for each in paragraph.iter(f"{{{W}}}t", f"{{{W}}}tab")
            if next(each.iterancestors(f"{{{W}}}p")) is paragraph
            and not any(True for _ in each.iterancestors(f"{{{W}}}tabs"))
        ]
        found.append("".join(shown))
    return found


def notes(data: bytes) -> list[str]:
    """The text of each footnote, in the order in which the text calls them."""
    root = tree(data, "word/footnotes.xml")
    by_id = {each.get(f"{{{W}}}id"): each for each in root}
    called = tree(data).iter(f"{{{W}}}footnoteReference")
    found = [by_id[each.get(f"{{{W}}}id")] for each in called]
    return ["".join(each.text or "" for each in one.iter(f"{{{W}}}t")).strip() for one in found]


def codes(data: bytes) -> list[str]:
    """The codes of the fields in the text and in the notes."""
    found = []
    for part in ("word/document.xml", "word/footnotes.xml"):
        if part in parts(data):
            found += [each.text or "" for each in tree(data, part).iter(f"{{{W}}}instrText")]
    return found


def values(data: bytes) -> list[dict[str, Any]]:
    """The JSON in each citation's code."""
    return [
        json.loads(match[0])
        for code in codes(data)
        if "ITEM" in code and (match := re.search(r"\{.*\}", code))
    ]

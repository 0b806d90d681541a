"""The styles of a document: which are code, which are in capitals; those that are needed, made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from citekit.manuscript.docx.names import W, w
from citekit.manuscript.docx.package import Package, relation_type
from citekit.text.patterns import pattern

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CODE = pattern(r"code|verbatim|preformatted|listing|source text|macro|plain text", 2)
"""In the name of a style whose text is not to be touched (2: re.IGNORECASE)."""

_STYLES = f'<w:styles xmlns:w="{W}"/>'
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
_NEEDED = {
    "bibliography": """<w:style w:type="paragraph" w:styleId="Bibliography">
      <w:name w:val="Bibliography"/>{based}<w:uiPriority w:val="37"/><w:unhideWhenUsed/>
    </w:style>""",
    "footnote text": """<w:style w:type="paragraph" w:styleId="FootnoteText">
      <w:name w:val="footnote text"/>{based}<w:uiPriority w:val="99"/><w:unhideWhenUsed/>
      <w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
      <w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>
    </w:style>""",
    "footnote reference": """<w:style w:type="character" w:styleId="FootnoteReference">
      <w:name w:val="footnote reference"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>
      <w:rPr><w:vertAlign w:val="superscript"/></w:rPr>
    </w:style>""",
}
"""A style by Word's own name for it, which no translation changes → how it is made."""


class Styles:
    """Looks the styles of *package* up, and adds those that citations need."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = package.part("styles")
        self._by_id: dict[str, Element] = {}
        self._by_name: dict[str, str] = {}
        root = package.tree(self._part) if self._part else None
        for style in [] if root is None else root.findall(w("style")):
            identity = str(style.get(w("styleId"), ""))
            self._by_id[identity] = style
            self._by_name.setdefault(_name(style).lower(), identity)
        self._code: dict[str, bool] = {}

    def is_code(self, element: Element) -> bool:
        """Whether a paragraph or a run is in a style of code, or of one that is based on it."""
        for path in (f"{w('pPr')}/{w('pStyle')}", f"{w('rPr')}/{w('rStyle')}"):
            mark = element.find(path)
            if mark is not None and self._is_code(str(mark.get(w("val"), ""))):
                return True
        return False

    def has_capitals(self, paragraph: Element) -> bool:
        """Whether the style of a paragraph prints capitals only."""
        mark = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        identity = str(mark.get(w("val"), "")) if mark is not None else ""
        return any(
            style.find(f"{w('rPr')}/{w('caps')}") is not None for style in self._up(identity)
        )

    def lays_out(self, identity: str) -> bool:
        """Whether a style says itself how its paragraphs are indented and spaced."""
        return any(
            style.find(f"{w('pPr')}/{w(name)}") is not None
            for style in [self._by_id[identity]]
            for name in ("ind", "spacing")
        )

    def needed(self, name: str) -> str:
        """The id of the style that Word calls *name* (one of ``_NEEDED``), made where missing."""
        if name in self._by_name:
            return self._by_name[name]
        from lxml import etree

        if self._part is None:
            self._part = "word/styles.xml"
            self._package.add(
                self._part,
                _STYLES,
                content_type=_CONTENT,
                relation=relation_type("styles"),
                source=self._package.main,
            )
        root = self._package.change(self._part)
        normal = self._by_name.get("normal")
        based = f'<w:basedOn w:val="{normal}"/>' if normal and '"' not in normal else ""
        wrapped = f'<w:x xmlns:w="{W}">{_NEEDED[name].format(based=based)}</w:x>'
        style = etree.fromstring(" ".join(wrapped.split()).replace("> <", "><"))[0]
        identity = str(style.get(w("styleId")))
        while identity in self._by_id:
            identity += "1"
        style.set(w("styleId"), identity)
        root.append(style)
        self._by_id[identity] = style
        self._by_name[name] = identity
        return identity

    def _is_code(self, identity: str) -> bool:
        if identity not in self._code:
            self._code[identity] = any(
                _CODE.search(f"{_name(style)} {style.get(w('styleId'), '')}")
                for style in self._up(identity)
            )
        return self._code[identity]

    def _up(self, identity: str) -> Iterator[Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while identity in self._by_id and identity not in seen:
            seen.add(identity)
            style = self._by_id[identity]
            yield style
            based = style.find(w("basedOn"))
            identity = str(based.get(w("val"), "")) if based is not None else ""


def _name(style: Element) -> str:
    name = style.find(w("name"))
    return str(name.get(w("val"), "")) if name is not None else ""

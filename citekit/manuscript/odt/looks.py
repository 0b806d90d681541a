"""Styles of OpenDocument: which are code, and the automatic ones that citations need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from citekit.manuscript.odt.names import NAMESPACES, q
from citekit.manuscript.odt.package import CONTENT, STYLES, Package
from citekit.text.patterns import pattern

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from citekit.csl.bibliography import Bibliography
    from citekit.csl.outputs.runs import Run

_CODE = pattern(r"code|verbatim|preformatted|listing|source text|macro|teletype", 2)
"""In the name of a style whose text is not to be touched (2: re.IGNORECASE)."""

LIST_STYLE = "Bibliography_20_1"
_PROPERTIES = {
    "italic": {"fo:font-style": "italic"},
    "oblique": {"fo:font-style": "oblique"},
    "bold": {"fo:font-weight": "bold"},
    "small-caps": {"fo:font-variant": "small-caps"},
    "sup": {"style:text-position": "super 58%"},
    "sub": {"style:text-position": "sub 58%"},
    "underline": {
        "style:text-underline-style": "solid",
        "style:text-underline-width": "auto",
        "style:text-underline-color": "font-color",
    },
}
"""CSL's form → the properties of text."""

_INDENT, _MARGIN, _LINE = 1.27, 0.9, 0.42
"""Centimetres: what second lines hang by, the width of a number, the height of a line."""


class Looks:
    """Looks the styles of *package* up, and makes automatic ones."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles: dict[str, Element] = {}
        for part in (STYLES, CONTENT):
            if part in package:
                for style in package.tree(part).iter(q("style:style")):
                    self._styles[str(style.get(q("style:name"), ""))] = style
        self._code: dict[str, bool] = {}

    def is_code(self, element: Element) -> bool:
        """Whether the style of a paragraph or a span is one of code, or based on one."""
        name = str(element.get(q("text:style-name"), ""))
        if name not in self._code:
            self._code[name] = any(_CODE.search(each) for each in self._up(name))
        return self._code[name]

    def span(self, run: Run) -> str | Element:
        """*run* as text or as a span in an automatic style; tabs and lines are elements."""
        from lxml import etree

        forms = sorted(run.forms & _PROPERTIES.keys())
        element = etree.Element(q("text:span"), nsmap={"text": NAMESPACES["text"]})
        if forms:
            element.set(q("text:style-name"), self._text_style(forms))
        _spell(element, run.text)
        return element if forms or len(element) else element.text or ""

    def spans(self, runs: Iterable[Run]) -> list[str | Element]:
        """*runs*, each as :meth:`span` has it."""
        return [self.span(run) for run in runs]

    def list_style(self, made: Bibliography, *, tabbed: bool) -> str:
        """The style of the bibliography's paragraphs, with the layout that *made* asks for.

        That is LibreOffice's own, Bibliography 1, where the document has one with a layout.
        """
        own = self._styles.get(LIST_STYLE)
        if own is not None and own.find(q("style:paragraph-properties")) is not None:
            return LIST_STYLE
        width = _MARGIN if tabbed else _INDENT if made.hanging_indent else 0.0
        values = {
            "fo:margin-left": f"{width}cm",
            "fo:text-indent": f"-{width}cm" if width else "0cm",
            "fo:margin-bottom": f"{_LINE * made.entry_spacing:g}cm",
            "fo:line-height": f"{100 * made.line_spacing}%",
        }
        name = "citekit_list_" + "_".join(
            "".join(char for char in value if char.isalnum()) for value in values.values()
        )
        return self._made(name, "paragraph", "style:paragraph-properties", values, LIST_STYLE)

    def _text_style(self, forms: list[str]) -> str:
        values = {key: value for form in forms for key, value in _PROPERTIES[form].items()}
        name = "citekit_" + "_".join(forms).replace("-", "")
        return self._made(name, "text", "style:text-properties", values)

    def _made(
        self, name: str, family: str, kind: str, values: dict[str, str], parent: str = ""
    ) -> str:
        if name in self._styles:
            return name
        from lxml import etree

        root = self._package.change(CONTENT)
        place = root.find(q("office:automatic-styles"))
        if place is None:
            place = etree.Element(q("office:automatic-styles"))
            body = root.find(q("office:body"))
            if body is not None:
                body.addprevious(place)
        style = etree.SubElement(
            place, q("style:style"), {q("style:name"): name, q("style:family"): family}
        )
        if parent:
            style.set(q("style:parent-style-name"), parent)
        etree.SubElement(style, q(kind), {q(key): value for key, value in values.items()})
        self._styles[name] = style
        return name

    def _up(self, name: str) -> Iterator[str]:
        """The names of a style and of those that it is based on."""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            style = self._styles.get(name)
            shown = style.get(q("style:display-name"), "") if style is not None else ""
            yield f"{name.replace('_20_', ' ').replace('_', ' ')} {shown}"
            name = str(style.get(q("style:parent-style-name"), "")) if style is not None else ""


def _spell(element: Element, text: str) -> None:
    """Puts *text* into an empty element, as OpenDocument spells tabs, lines and several spaces."""
    from lxml import etree

    last: Element | None = None
    for piece in _PIECES.split(printable(text)):
        tag = _TAGS.get(piece[:1]) if piece else None
        if tag is not None or piece.startswith("  "):
            if tag is not None:
                last = etree.SubElement(element, q(tag))
            else:
                last = etree.SubElement(element, q("text:s"), {q("text:c"): str(len(piece))})
        elif last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece


_PIECES = pattern(r"(\t|\n| {2,})")
_TAGS = {"\t": "text:tab", "\n": "text:line-break"}


def printable(text: str) -> str:
    """*text* without the characters that XML has no place for."""
    return "".join(char for char in text if char >= " " or char in "\t\n")

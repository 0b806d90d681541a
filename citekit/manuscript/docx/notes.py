"""Footnotes and endnotes: those of a document, and footnotes that are made and taken away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from citekit.manuscript.docx.names import W, w
from citekit.manuscript.docx.package import Package, relation_type
from citekit.manuscript.docx.runs import text_run
from citekit.manuscript.docx.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for kind, number in (("separator", -1), ("continuationSeparator", 0))
)
_PART = f'<w:footnotes xmlns:w="{W}">{_SEPARATORS}</w:footnotes>'
KINDS = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
"""The element that stands where a note's mark is → the part that has the note."""


class Notes:
    """The notes of *package*, by the mark in the text that calls them."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._package = package
        self._styles = styles
        self.parts = {kind: name for kind in KINDS.values() if (name := package.part(kind))}
        self._notes: dict[tuple[str, str], Element] = {}
        for kind, part in self.parts.items():
            for note in package.tree(part):
                if isinstance(note.tag, str):
                    self._notes[kind, str(note.get(w("id")))] = note
        used = [int(number) for kind, number in self._notes if number.lstrip("-").isdecimal()]
        self._last = max([0, *used])

    def of(self, mark: Element) -> Element | None:
        """The note that *mark*, a reference in the text, calls."""
        return self._notes.get((KINDS[mark.tag], str(mark.get(w("id")))))

    def make(self, content: Iterable[Element]) -> Element:
        """A new footnote that holds *content*; the run with its mark, to be put into the text."""
        from lxml import etree

        if "footnotes" not in self.parts:
            self.parts["footnotes"] = "word/footnotes.xml"
            self._package.add(
                "word/footnotes.xml",
                _PART,
                content_type=_CONTENT,
                relation=relation_type("footnotes"),
                source=self._package.main,
            )
        root = self._package.change(self.parts["footnotes"])
        self._last += 1
        note = etree.SubElement(root, w("footnote"), {w("id"): str(self._last)})
        paragraph = etree.SubElement(note, w("p"))
        properties = etree.SubElement(paragraph, w("pPr"))
        style = self._styles.needed("footnote text")
        etree.SubElement(properties, w("pStyle"), {w("val"): style})
        paragraph.append(self._mark("footnoteRef"))
        paragraph.append(text_run(" ", None))
        for each in content:
            paragraph.append(each)
        self._notes["footnotes", str(self._last)] = note
        run = self._mark("footnoteReference")
        run[-1].set(w("id"), str(self._last))
        return run

    def remove(self, mark: Element) -> None:
        """Takes away the note that *mark* calls; the mark is for who changes the text."""
        note = self._notes.pop((KINDS[mark.tag], str(mark.get(w("id")))), None)
        if note is not None:
            self._package.change(self.parts[KINDS[mark.tag]]).remove(note)

    def arrange(self) -> None:
        """Puts the footnotes in the order of their marks, and numbers them so.

        LibreOffice takes them by their place, whatever number the mark has.
        """
        part = self.parts.get("footnotes")
        if part is None:
            return
        marks = list(self._package.tree(self._package.main).iter(w("footnoteReference")))
        root = self._package.tree(part)
        by_number = {str(each.get(w("id"))): each for each in root}
        called = [by_number.pop(str(mark.get(w("id"))), None) for mark in marks]
        kept = list(by_number.values())
        ordered = [*kept, *(each for each in called if each is not None)]
        if ordered == list(root):
            return
        self._package.change(part)[:] = ordered
        self._package.change(self._package.main)
        numbers = (str(each.get(w("id"))) for each in kept)
        number = max([0, *(int(each) for each in numbers if each.isdecimal())])
        for mark, note in zip(marks, called, strict=True):
            if note is not None:
                number += 1
                mark.set(w("id"), str(number))
                note.set(w("id"), str(number))

    def _mark(self, name: str) -> Element:
        from lxml import etree

        run = etree.Element(w("r"))
        properties = etree.SubElement(run, w("rPr"))
        etree.SubElement(
            properties, w("rStyle"), {w("val"): self._styles.needed("footnote reference")}
        )
        etree.SubElement(run, w(name))
        return run

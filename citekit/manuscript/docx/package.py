"""A DOCX file as parts: what is not changed is written as it was, byte for byte."""

from __future__ import annotations

from io import BytesIO
from posixpath import dirname, join, normpath, relpath
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from citekit.errors import InputError
from citekit.manuscript.docx.names import RELATIONS, TYPES, R

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST = 1 << 30
"""Bytes that a file may unpack to."""

_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_TYPES, _ROOT_RELATIONS = "[Content_Types].xml", "_rels/.rels"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


class Package:
    """The parts of a DOCX file, read as XML when asked for.

    Raises InputError for what is no such file: damaged, locked with a password, an old .doc, a file
    of macros, one that unpacks to more than ``LARGEST``.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise InputError("manuscript-locked" if _LOCKED in data else "manuscript-old-word")
        try:
            with ZipFile(BytesIO(data)) as file:
                self._infos = file.infolist()
                if sum(info.file_size for info in self._infos) > LARGEST:
                    raise InputError("manuscript-too-large")
                if any(info.flag_bits & 1 for info in self._infos):
                    raise InputError("manuscript-locked")
                self._data = {info.filename: file.read(info) for info in self._infos}
        except (BadZipFile, EOFError, NotImplementedError, ValueError, OSError) as problem:
            raise InputError("manuscript-damaged", reason=str(problem)) from None
        except Exception as problem:  # zlib.error, and what else a damaged archive brings about
            if isinstance(problem, InputError):
                raise
            raise InputError("manuscript-damaged", reason=str(problem)) from None
        self._trees: dict[str, Element] = {}
        self._changed: set[str] = set()
        self._added: dict[str, bytes] = {}
        if _TYPES not in self._data:
            raise InputError("manuscript-damaged", reason=_TYPES)
        if any(name.endswith("vbaProject.bin") for name in self._data):
            raise InputError("manuscript-macros")
        self.main = self.related(_ROOT_RELATIONS, "officeDocument") or "word/document.xml"
        if self.main not in self._data:
            raise InputError("manuscript-damaged", reason=self.main)

    def __contains__(self, name: str) -> bool:
        return name in self._data or name in self._added

    def names(self) -> list[str]:
        """The names of all parts."""
        return [*self._data, *self._added]

    def raw(self, name: str) -> bytes:
        """The bytes of a part, as read."""
        return self._data.get(name, b"")

    def tree(self, name: str) -> Element:
        """The root of a part; InputError for one that is no XML, or has entities of its own."""
        if name not in self._trees:
            from lxml import etree

            data = self._added.get(name) or self._data[name]
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                raise InputError("manuscript-damaged", reason=f"{name}: DOCTYPE")
            parser = etree.XMLParser(
                resolve_entities=False, no_network=True, huge_tree=True, remove_blank_text=False
            )
            try:
                self._trees[name] = etree.fromstring(data, parser)
            except etree.XMLSyntaxError as problem:
                raise InputError("manuscript-damaged", reason=f"{name}: {problem}") from None
        return self._trees[name]

    def change(self, name: str) -> Element:
        """The root of a part that is going to be changed."""
        self._changed.add(name)
        return self.tree(name)

    def add(self, name: str, xml: str, *, content_type: str, relation: str, source: str) -> None:
        """A new part, known to the package and to the part *source* (``""``: the package)."""
        from lxml import etree

        self._added[name] = xml.encode("utf-8")
        types = self.change(_TYPES)
        etree.SubElement(
            types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=content_type
        )
        place = relations_of(source) if source else _ROOT_RELATIONS
        if place not in self:
            self._added[place] = f'<Relationships xmlns="{RELATIONS}"/>'.encode()
        relations = self.change(place)
        taken = {each.get("Id") for each in relations}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        etree.SubElement(
            relations,
            f"{{{RELATIONS}}}Relationship",
            Id=f"rId{number}",
            Type=relation,
            Target=relpath(name, dirname(source)) if source else name,
        )

    def related(self, relations: str, kind: str) -> str | None:
        """The part that *relations* (a part) has under a relationship of that *kind*."""
        if relations not in self:
            return None
        for each in self.tree(relations):
            if str(each.get("Type", "")).endswith(f"/{kind}"):
                target = str(each.get("Target", ""))
                if target.startswith("/"):
                    return target[1:]
                return normpath(join(dirname(dirname(relations)), target))
        return None

    def part(self, kind: str) -> str | None:
        """The part of the document of that *kind*: ``footnotes``, ``styles``; None without one."""
        name = self.related(relations_of(self.main), kind)
        return name if name is not None and name in self else None

    def save(self) -> bytes:
        """The file: parts in their order, those that were changed as XML anew, new ones last."""
        from lxml import etree

        made = BytesIO()
        with ZipFile(made, "w", ZIP_DEFLATED) as file:
            for info in self._infos:
                data = self._data[info.filename]
                if info.filename in self._changed:
                    data = _serialised(etree, self._trees[info.filename])
                copy = ZipInfo(info.filename, info.date_time)
                copy.compress_type = info.compress_type
                copy.external_attr = info.external_attr
                file.writestr(copy, data)
            for name, data in self._added.items():
                tree = self._trees.get(name)
                copy = ZipInfo(name, _FIXED_DATE)
                copy.compress_type = ZIP_DEFLATED
                file.writestr(copy, data if tree is None else _serialised(etree, tree))
        return made.getvalue()


def relation_type(kind: str) -> str:
    """The relationship's type of that *kind*."""
    return f"{R}/{kind}"


def relations_of(part: str) -> str:
    """Where the relationships of a part are."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def _serialised(etree: Any, tree: Element) -> bytes:
    data: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data

"""An ODT file as parts: odfdo's container keeps what is not changed, lxml changes the rest."""

from __future__ import annotations

from contextlib import redirect_stderr
from io import BytesIO, StringIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from citekit.errors import InputError
from citekit.manuscript.odt.names import q

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST = 1 << 30
"""Bytes that a file may unpack to."""

CONTENT, STYLES, META = "content.xml", "styles.xml", "meta.xml"
_MANIFEST = "META-INF/manifest.xml"
_EMPTY_META = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3">'
    "<office:meta/></office:document-meta>"
)


class Package:
    """The parts of an ODT file, read as XML when asked for.

    Raises InputError for what is no such file: damaged, locked with a password, one that unpacks to
    more than ``LARGEST``.
    """

    def __init__(self, data: bytes) -> None:
        try:
            with ZipFile(BytesIO(data)) as file:
                infos = file.infolist()
                if sum(info.file_size for info in infos) > LARGEST:
                    raise InputError("manuscript-too-large")
                names = {info.filename for info in infos}
                if file.testzip() is not None:
                    raise InputError("manuscript-damaged", reason=str(file.testzip()))
                manifest = file.read(_MANIFEST) if _MANIFEST in names else b""
        except InputError:
            raise
        except (BadZipFile, EOFError, NotImplementedError, ValueError, OSError) as problem:
            raise InputError("manuscript-damaged", reason=str(problem)) from None
        except Exception as problem:  # zlib.error, and what else a damaged archive brings about
            raise InputError("manuscript-damaged", reason=str(problem)) from None
        if b"encryption-data" in manifest:
            raise InputError("manuscript-locked")
        if CONTENT not in names:
            raise InputError("manuscript-damaged", reason=CONTENT)
        self._names = names
        self._trees: dict[str, Element] = {}
        self._changed: set[str] = set()
        self._data = data

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def tree(self, name: str) -> Element:
        """The root of a part; InputError for one that is no XML, or has entities of its own."""
        if name not in self._trees:
            from lxml import etree

            if name == META and name not in self._names:
                self._trees[name] = etree.fromstring(_EMPTY_META)
                return self._trees[name]
            with ZipFile(BytesIO(self._data)) as file:
                data = file.read(name)
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                raise InputError("manuscript-damaged", reason=f"{name}: DOCTYPE")
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            try:
                self._trees[name] = etree.fromstring(data, parser)
            except etree.XMLSyntaxError as problem:
                raise InputError("manuscript-damaged", reason=f"{name}: {problem}") from None
        return self._trees[name]

    def change(self, name: str) -> Element:
        """The root of a part that is going to be changed."""
        self._changed.add(name)
        return self.tree(name)

    @property
    def body(self) -> Element:
        """What holds the text; InputError for a spreadsheet or a drawing."""
        found = self.tree(CONTENT).find(f"{q('office:body')}/{q('office:text')}")
        if found is None:
            raise InputError("manuscript-damaged", reason="office:text")
        return found

    def save(self) -> bytes:
        """The file, with the parts that were changed as XML anew."""
        from lxml import etree
        from odfdo.container import Container

        if not self._changed:
            return self._data
        container = Container()
        container.open(BytesIO(self._data))
        for name in sorted(self._changed):
            tree = self._trees[name]
            container.set_part(name, etree.tostring(tree, xml_declaration=True, encoding="UTF-8"))
        made = BytesIO()
        with redirect_stderr(StringIO()):  # it warns of parts that a file may well be without
            container.save(made)
        return made.getvalue()

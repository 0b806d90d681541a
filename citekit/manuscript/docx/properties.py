"""The custom properties of a package, where Zotero keeps its preferences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from citekit.manuscript.docx.names import CUSTOM, VT
from citekit.manuscript.docx.package import Package, relation_type

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PART = f'<Properties xmlns="{CUSTOM}" xmlns:vt="{VT}"/>'
_CONTENT = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_KIND = "custom-properties"


def read(package: Package) -> dict[str, str]:
    """The custom properties that are text, by name."""
    part = package.related("_rels/.rels", _KIND)
    if part is None or part not in package:
        return {}
    return {
        str(each.get("name")): "".join(map(str, each.itertext())) for each in package.tree(part)
    }


def write(package: Package, values: Mapping[str, str], prefix: str) -> None:
    """Puts *values* in the place of the properties whose names begin with *prefix*."""
    from lxml import etree

    part = package.related("_rels/.rels", _KIND)
    if part is None or part not in package:
        part = "docProps/custom.xml"
        package.add(part, _PART, content_type=_CONTENT, relation=relation_type(_KIND), source="")
    root = package.change(part)
    for each in list(root):
        if str(each.get("name", "")).startswith(prefix):
            root.remove(each)
    number = max([1, *(_pid(each) for each in root)])
    for name, value in values.items():
        number += 1
        made = etree.SubElement(
            root, f"{{{CUSTOM}}}property", fmtid=_FORMAT, pid=str(number), name=name
        )
        etree.SubElement(made, f"{{{VT}}}lpwstr").text = value


def _pid(element: Element) -> int:
    pid = str(element.get("pid", ""))
    return int(pid) if pid.isdecimal() else 1

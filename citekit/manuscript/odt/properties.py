"""The user-defined properties of an ODT file, where Zotero keeps its preferences."""

from __future__ import annotations

from collections.abc import Mapping

from citekit.manuscript.odt.names import q
from citekit.manuscript.odt.package import META, Package

_PROPERTY, _NAME = q("meta:user-defined"), q("meta:name")


def read(package: Package) -> dict[str, str]:
    """The user-defined properties, by name."""
    if META not in package:
        return {}
    found = package.tree(META).iter(_PROPERTY)
    return {str(each.get(_NAME)): each.text or "" for each in found}


def write(package: Package, values: Mapping[str, str], prefix: str) -> None:
    """Puts *values* in the place of the properties whose names begin with *prefix*."""
    from lxml import etree

    root = package.change(META)
    place = root.find(q("office:meta"))
    if place is None:
        place = etree.SubElement(root, q("office:meta"))
    for each in list(place.iter(_PROPERTY)):
        if str(each.get(_NAME, "")).startswith(prefix):
            place.remove(each)
    for name, value in values.items():
        made = etree.SubElement(place, _PROPERTY, {_NAME: name, q("meta:value-type"): "string"})
        made.text = value

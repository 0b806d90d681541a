"""XML into nodes: a style or a locale is read once, and refused here if it cannot be used."""

from __future__ import annotations

from citekit.csl.nodes import Group, LocaleNode, StyleNode
from citekit.csl.reading.areas import read_area
from citekit.csl.reading.elements import read_children
from citekit.csl.reading.macros import check_macros
from citekit.csl.reading.names import read_options
from citekit.csl.reading.tag import Tag, read_root
from citekit.csl.reading.terms import read_locale_tag

__all__ = ["read_locale", "read_style"]

_GLOBAL = {
    "page-range-format": (
        "expanded",
        "minimal",
        "minimal-two",
        "chicago",
        "chicago-15",
        "chicago-16",
    ),
    "demote-non-dropping-particle": ("never", "sort-only", "display-and-sort"),
}
_CHILDREN = ("info", "locale", "macro", "citation", "bibliography")


def read_style(xml: bytes, source: str | None = None) -> StyleNode:
    """The independent style in *xml*; *source* is its file's name, for messages.

    Raises StyleError with the line and what to do for XML that is malformed or no style, has no
    citation with a layout, an unknown element, an attribute with a value CSL does not have or
    without one that it needs, and macros that are missing or call themselves. Variables, types,
    terms and attributes that are unknown are no error: newer versions of CSL have more of them.
    """
    root = read_root(xml, source)
    if root.name != "style":
        raise root.refusal("style-not-csl")
    areas: dict[str, Tag] = {}
    macros: dict[str, Group] = {}
    locales: list[LocaleNode] = []
    title = ""
    for child in root.children(*_CHILDREN):
        if child.name == "macro":
            content = Group(line=child.line, children=read_children(child))
            macros[child.required("name")] = content
        elif child.name == "locale":
            locales.append(read_locale_tag(child))
        elif child.name == "info":
            title = " ".join(child.text_of("title").split())
        else:
            areas.setdefault(child.name, child)
    if "citation" not in areas or areas["citation"].child("layout") is None:
        raise root.refusal("style-no-citation")
    names = read_options(root, names="names-", name="name-")
    bibliography = areas.get("bibliography")
    style = StyleNode(
        title=title,
        class_=root.choice("class", ("in-text", "note"), "in-text"),
        default_locale=root.get("default-locale").strip(),
        citation=read_area(areas["citation"], names),
        bibliography=read_area(bibliography, names) if bibliography is not None else None,
        macros=macros,
        locales=tuple(locales),
        options=root.options(_GLOBAL, flags=("initialize-with-hyphen",)),
    )
    check_macros(style, source)
    return style


def read_locale(xml: bytes, source: str | None = None) -> LocaleNode:
    """The locale file in *xml*; StyleError where it is none."""
    root = read_root(xml, source)
    if root.name != "locale":
        raise root.refusal("locale-not-csl")
    return read_locale_tag(root)

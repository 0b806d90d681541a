"""An XML element as its reader sees it: its attributes typed, or refused with their line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import unescape
from typing import TYPE_CHECKING, cast

from citekit.errors import StyleError

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://purl.org/net/xbiblio/csl"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FLAGS = {"true": True, "1": True, "false": False, "0": False}
MAX_DEPTH = 150
"""How deep elements may stand in one another; the deepest style of the CSL repository has 70."""
_LATER = frozenset({"intext", "features", "institution"})
"""Elements of CSL 1.1 and of CSL-M: passed over where CSL 1.0 has no place for them."""


def read_root(xml: bytes, source: str | None) -> Tag:
    """The root element of *xml*; StyleError where it is malformed or not in CSL's namespace."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as problem:
        line, column = problem.position
        reason = (problem.msg or "").rpartition(", line ")[0] or problem.msg
        raise StyleError(
            "style-malformed", source=source, line=line, column=column, reason=reason
        ) from None
    if not str(root.tag).startswith(f"{{{NAMESPACE}}}"):
        raise StyleError("style-not-csl", source=source, line=root.sourceline)
    return Tag(root, source)


class Tag:
    """One element of CSL: ``name`` without its namespace, ``line``, and typed attributes."""

    __slots__ = ("_attributes", "_depth", "_element", "_source", "line", "name")

    def __init__(self, element: _Element, source: str | None, depth: int = 0) -> None:
        self._depth = depth
        self._element = element
        self._attributes = element.attrib
        self._source = source
        self.name = str(element.tag).rpartition("}")[2]
        self.line = cast(int, element.sourceline) or 0

    def children(self, *known: str) -> Iterator[Tag]:
        """Its elements of CSL; StyleError for one whose name is not *known*, or too deep."""
        if self._depth > MAX_DEPTH:
            raise self.refusal("style-too-complex")
        for child in self._element:
            tag = child.tag
            if not isinstance(tag, str) or not tag.startswith(f"{{{NAMESPACE}}}"):
                continue  # an entity, or another vocabulary's element
            found = Tag(child, self._source, self._depth + 1)
            if found.name in known:
                yield found
            elif found.name not in _LATER:
                allowed = ", ".join(known)
                raise found.refusal("style-element-unknown", parent=self.name, allowed=allowed)

    def child(self, name: str) -> Tag | None:
        """Its first element called *name*."""
        child = self._element.find(f"{{{NAMESPACE}}}{name}")
        return None if child is None else Tag(child, self._source)

    def text_of(self, name: str) -> str:
        """The text of its first element called *name*; empty without one."""
        child = self._element.find(f"{{{NAMESPACE}}}{name}")
        return "" if child is None else "".join(map(str, child.itertext()))

    @property
    def text(self) -> str:
        """Its text: spaces around it count, unless it is set on lines of its own."""
        text = "".join(map(str, self._element.itertext()))
        return text.strip(" \t\r\n") if "\n" in text else text

    @property
    def language(self) -> str:
        """Its ``xml:lang``."""
        return str(self._attributes.get(_LANGUAGE, "")).strip()

    @property
    def attributes(self) -> Mapping[str, str]:
        """All its attributes in no namespace, as written."""
        return {
            str(name): str(value)
            for name, value in self._attributes.items()
            if not str(name).startswith("{")
        }

    def has(self, attribute: str) -> bool:
        """Whether it has *attribute*, even an empty one."""
        return attribute in self._attributes

    def get(self, attribute: str, default: str = "") -> str:
        """The attribute as written; a character that was escaped twice is that character."""
        value = str(self._attributes.get(attribute, default))
        return unescape(value) if "&#" in value else value

    def optional(self, attribute: str) -> str | None:
        """The attribute as written; None without it."""
        return self.get(attribute) if attribute in self._attributes else None

    def required(self, *attributes: str) -> str:
        """The first of *attributes* that it has; StyleError without, and for an empty one."""
        for attribute in attributes:
            value = self._attributes.get(attribute)
            if value is not None:
                if not str(value).strip():
                    raise self.refusal("style-attribute-empty", attribute=attribute)
                return str(value).strip()
        raise self.refusal("style-attribute-missing", attributes=", ".join(attributes))

    def choice(self, attribute: str, allowed: tuple[str, ...], default: str = "") -> str:
        """The attribute, one of *allowed*; *default* without it."""
        value = self._attributes.get(attribute)
        if value is None:
            return default
        if value not in allowed:
            raise self._bad(attribute, str(value), ", ".join(allowed))
        return str(value)

    def words(self, attribute: str, allowed: tuple[str, ...]) -> list[str]:
        """The words of the attribute, each one of *allowed*."""
        words = self.get(attribute).split()
        for word in words:
            if word not in allowed:
                raise self._bad(attribute, word, ", ".join(allowed))
        return words

    def flag(self, attribute: str) -> bool | None:
        """The attribute as true or false; None without it."""
        value = self._attributes.get(attribute)
        if value is None:
            return None
        if value not in _FLAGS:
            raise self._bad(attribute, str(value), "true, false")
        return _FLAGS[str(value)]

    def count(self, attribute: str) -> int | None:
        """The attribute as a number, zero at least; None without it."""
        value = self._attributes.get(attribute)
        if value is None:
            return None
        digits = str(value).strip()
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
            raise self._bad(attribute, str(value), "0, 1, 2…")
        return int(digits)

    def options(
        self,
        choices: Mapping[str, tuple[str, ...]],
        flags: tuple[str, ...] = (),
        counts: tuple[str, ...] = (),
        texts: tuple[str, ...] = (),
    ) -> dict[str, str]:
        """The attributes named that it has, as written, each found to be what it must be."""
        found = {name: self.choice(name, allowed) for name, allowed in choices.items()}
        for name in flags:
            found[name] = {True: "true", False: "false", None: ""}[self.flag(name)]
        for name in counts:
            number = self.count(name)
            found[name] = "" if number is None else str(number)
        for name in texts:
            found[name] = self.get(name)
        return {name: value for name, value in found.items() if self.has(name)}

    def refusal(self, code: str, **facts: str) -> StyleError:
        """What is wrong with this element."""
        return StyleError(code, source=self._source, line=self.line, element=self.name, **facts)

    def _bad(self, attribute: str, value: str, allowed: str) -> StyleError:
        return self.refusal("style-bad-value", attribute=attribute, value=value, allowed=allowed)

"""Where a fact stands in an XML record: paths that a table has once, for reading and writing.

``relatedItem[type="host"]/titleInfo/title`` is the element at the end; ``part/@order`` is none.
A step says the attributes that an element must have; ``[-type]`` that it must lack one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_STEP = re.compile(r'(?:\A|/)([\w.:-]+)((?:\[(?:-[\w:-]+|[\w:-]+="[^"]*")\])*)')
_CONDITION = re.compile(r'\[(?:-([\w:-]+)|([\w:-]+)="([^"]*)")\]')
_PREFIXES = {
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xlink": "http://www.w3.org/1999/xlink",
}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


_PATH = re.compile(
    r"""[A-Za-z][\w.-]*(?:\[(?:(?:xml|xlink):)?[A-Za-z][\w-]*="[^"<]*"\])*"""
    r"""(?:/[A-Za-z][\w.-]*(?:\[(?:(?:xml|xlink):)?[A-Za-z][\w-]*="[^"<]*"\])*)*""",
    re.ASCII,
)


class Step(NamedTuple):
    """An element on the way: its name, the attributes that it has, those that it lacks."""

    name: str
    attributes: dict[str, str]
    without: tuple[str, ...]

    def fits(self, element: _Element) -> bool:
        """Whether *element*, of whatever namespace, is one of this step."""
        return (
            local(element) == self.name
            and all(element.get(name) == value for name, value in self.attributes.items())
            and all(element.get(name) is None for name in self.without)
        )


@cache
def steps(path: str) -> tuple[Step, ...]:
    """The steps of *path*."""
    found = []
    for match in _STEP.finditer(path):
        attributes = {}
        without = []
        for absent, name, value in _CONDITION.findall(match[2]):
            if absent:
                without.append(absent)
            else:
                attributes[_full(name)] = value.replace("&quot;", '"').replace("&amp;", "&")
        found.append(Step(match[1], attributes, tuple(without)))
    return tuple(found)


def is_path(text: str) -> bool:
    """Whether *text* is a path, and names nothing that XML could not."""
    return bool(_PATH.fullmatch(text))


def is_raw(value: object) -> bool:
    """Whether *value* has the form of what :func:`rest` found: texts by path."""
    return isinstance(value, dict) and all(
        isinstance(path, str)
        and is_path(path)
        and isinstance(texts, list)
        and all(isinstance(text, str) and text.strip() == text != "" for text in texts)
        for path, texts in value.items()
    )


def local(element: _Element) -> str:
    """The name of *element* without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def find(root: _Element, path: str) -> list[_Element]:
    """The elements under *root* that *path* leads to, in the order of the document."""
    found = [root]
    for step in steps(path):
        found = [child for element in found for child in element if step.fits(child)]
    return found


def put(root: _Element, path: str, text: str, namespace: str = "") -> _Element:
    """A new element at the end of *path* with *text*; the way there is what is there already."""
    from lxml import etree

    *way, last = steps(path)
    element = root
    for step in way:
        known = [child for child in element if _is(child, step)]
        element = (
            known[-1]
            if known
            else etree.SubElement(element, f"{namespace}{step.name}", step.attributes)
        )
    leaf = etree.SubElement(element, f"{namespace}{last.name}", last.attributes)
    leaf.text = writable(text)
    return leaf


def writable(text: str) -> str:
    """*text* with U+FFFD for what XML cannot write."""
    return text if text.isprintable() else _FORBIDDEN.sub("\ufffd", text)


def rest(root: _Element, read: Iterable[_Element]) -> Iterator[tuple[str, str]]:
    """The path and the text of each element under *root* that nobody read, and that says something.

    :func:`put` makes the same of it again.
    """
    known = set(read)
    waiting = [(root, "")]
    while waiting:
        element, path = waiting.pop()
        children = [child for child in element if isinstance(child.tag, str)]
        for child in reversed(children):
            waiting.append((child, f"{path}/{_step_of(child)}"))
        if path and not children and element not in known:
            text = (element.text or "").strip()
            if text:
                yield path.removeprefix("/"), text


def _is(element: _Element, step: Step) -> bool:
    return local(element) == step.name and _attributes(element) == step.attributes


def _attributes(element: _Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _step_of(element: _Element) -> str:
    conditions = "".join(
        f'[{_short(name)}="{_quoted(value)}"]' for name, value in _attributes(element).items()
    )
    return f"{local(element)}{conditions}"


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;")


def _full(name: str) -> str:
    prefix, colon, rest_of_name = name.partition(":")
    return f"{{{_PREFIXES[prefix]}}}{rest_of_name}" if colon and prefix in _PREFIXES else name


def _short(name: str) -> str:
    for prefix, uri in _PREFIXES.items():
        if name.startswith(f"{{{uri}}}"):
            return f"{prefix}:{name.rpartition('}')[2]}"
    return name.rpartition("}")[2]

"""RDF/XML as resources: each with its type, its place in the file and what is said of it.

Only what programs for references write: typed nodes, nested or referred to, literals, containers.
Source: W3C, RDF 1.1 XML Syntax, sections 2 and 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from citekit.errors import Diagnostic, warning

if TYPE_CHECKING:
    from lxml.etree import _Element

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DEEPEST = 40
"""How deep resources may stand in one another; a program's file has no more than five."""


class Resource:
    """One resource: ``said`` maps a predicate to literals and resources, in their order."""

    def __init__(self, uri: str, line: int) -> None:
        self.uri = uri
        self.line = line
        self.types: list[str] = []
        self.said: dict[str, list[str | Resource]] = {}

    def say(self, predicate: str, value: str | Resource) -> None:
        """Add a statement."""
        self.said.setdefault(predicate, []).append(value)

    def texts(self, predicate: str) -> list[str]:
        """The literals of *predicate*; of a resource without statements, its address."""
        return [
            value if isinstance(value, str) else value.uri
            for value in self.said.get(predicate, ())
            if isinstance(value, str) or not (value.said or value.types)
        ]

    def text(self, *predicates: str) -> str | None:
        """The first literal of the first predicate that has one."""
        found = (text for predicate in predicates for text in self.texts(predicate))
        return next((text for text in found if text.strip()), None)

    def resources(self, predicate: str) -> list[Resource]:
        """The resources of *predicate*."""
        return [value for value in self.said.get(predicate, ()) if isinstance(value, Resource)]

    def members(self) -> Iterator[Resource]:
        """What a container (``rdf:Seq``) contains, in its order."""
        for predicate, values in self.said.items():
            if predicate == f"{RDF}li" or predicate.startswith(f"{RDF}_"):
                yield from (value for value in values if isinstance(value, Resource))


class Graph:
    """The resources of a document, in their order."""

    def __init__(self, root: _Element) -> None:
        self.resources: dict[str, Resource] = {}
        self.diagnostics: list[Diagnostic] = []
        self._anonymous = 0
        is_whole = root.tag == f"{{{RDF}}}RDF"
        for element in root if is_whole else [root]:
            self._node(element, 0)

    def _resource(self, uri: str | None, line: int) -> Resource:
        if uri is None:
            self._anonymous += 1
            uri = f"_:{self._anonymous}"
        return self.resources.setdefault(uri, Resource(uri, line))

    def _node(self, element: _Element, depth: int) -> Resource | None:
        line = _line(element)
        if depth > DEEPEST:
            self.diagnostics.append(warning("rdf-too-deep", line=line, limit=DEEPEST))
            return None
        uri = None
        literals = []
        for name, value in element.attrib.items():
            predicate = _name(str(name))
            if predicate == f"{RDF}about":
                uri = str(value)
            elif predicate == f"{RDF}ID":
                uri = "#" + str(value)
            elif predicate == f"{RDF}nodeID":
                uri = "_:" + str(value)
            elif not str(name).startswith("{http://www.w3.org/XML/"):
                literals.append((predicate, str(value)))
        found = self._resource(uri, line)
        found.line = line
        if _name(str(element.tag)) != f"{RDF}Description":
            found.types.append(_name(str(element.tag)))
        for predicate, text in literals:
            found.say(predicate, text)
        for child in element:
            self._property(found, child, depth)
        return found

    def _property(self, subject: Resource, element: _Element, depth: int) -> None:
        predicate = _name(str(element.tag))
        target = element.get(f"{{{RDF}}}resource") or element.get(f"{{{RDF}}}nodeID")
        if target is not None:
            by_id = element.get(f"{{{RDF}}}resource") is None
            value = self._resource(f"_:{target}" if by_id else target, _line(element))
            if predicate == f"{RDF}type":
                subject.types.append(str(target))
            else:
                subject.say(predicate, value)
        elif element.get(f"{{{RDF}}}parseType") == "Resource":
            inner = self._resource(None, _line(element))
            subject.say(predicate, inner)
            for child in element:
                self._property(inner, child, depth + 1)
        elif len(element):
            for child in element:
                node = self._node(child, depth + 1)
                if node is not None:
                    subject.say(predicate, node)
        else:
            subject.say(predicate, element.text or "")


def _line(element: _Element) -> int:
    return cast(int, element.sourceline) or 0


def _name(tag: str) -> str:
    """The address that ``{namespace}name`` is."""
    return tag.removeprefix("{").replace("}", "", 1)

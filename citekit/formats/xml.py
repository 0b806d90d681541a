"""XML as the readers of RDF, MODS and EndNote get it: safe, and as whole as the file allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from citekit.errors import Diagnostic, error
from citekit.formats.shared import Places, clean, keyed
from citekit.formats.xml_paths import local
from citekit.model import Library, Reference

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!(?:ENTITY|DOCTYPE[^>\[]*\[)|<!DOCTYPE[^>\[]*\b(?:SYSTEM|PUBLIC)\b")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_xml(text: str) -> tuple[_Element | None, list[Diagnostic]]:
    """The root element of *text*, and what is wrong with it; None where nothing can be read.

    A document that declares entities, or asks for another file, is refused: ``xml-entities``.
    One that is malformed or cut is read as far as it goes, ``xml-malformed`` says from where on it
    is doubtful. Elements have their line in ``sourceline``.
    """
    from lxml import etree

    text = clean(text)
    if not text.strip():
        return None, []
    prolog = text[: start.start()] if (start := re.search(r"<(?![?!])", text)) else text
    entity = _ENTITY.search(prolog)
    if entity:
        return None, [error("xml-entities", **Places(text).of(entity.start()))]
    body = _DECLARATION.sub(_same_lines, _FORBIDDEN.sub("\ufffd", text))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=True,
        huge_tree=True,
    )
    try:
        root = etree.fromstring(body.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    problem = next(iter(parser.error_log), None)
    if problem is None:
        return root, []
    reason = problem.message.strip()
    return root, [error("xml-malformed", line=problem.line, column=problem.column, reason=reason)]


def read_records(
    text: str,
    name: str,
    wrappers: Collection[str],
    code: str,
    read: Callable[[_Element], tuple[Reference, list[Diagnostic]]],
) -> Library:
    """The library in *text*, of what *read* makes of each element called *name*.

    A document without one has an error of that *code*, unless its root is one of the *wrappers*.
    """
    root, diagnostics = read_xml(text)
    records = [] if root is None else [each for each in root.iter() if local(each) == name]
    if root is not None and not records and local(root) not in wrappers:
        diagnostics.append(error(code, line=1))
    references = []
    for record in records:
        reference, found = read(record)
        references.append(reference)
        diagnostics += found
    with_keys, about_keys = keyed(references)
    return Library(references=with_keys, diagnostics=(*diagnostics, *about_keys))


def _same_lines(match: re.Match[str]) -> str:
    """Nothing in the place of the declaration, whose encoding is not that of the text any more."""
    return "\n" * match[0].count("\n")

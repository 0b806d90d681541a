"""The RELAX NG schema of CSL 1.0.2, as it comes with citeproc-py's data."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from citekit.checks.styles.sheet import NAMESPACE, Sheet, line_of, local
from citekit.checks.styles.terms import is_known
from citekit.errors import Diagnostic, error

if TYPE_CHECKING:
    from lxml.etree import RelaxNG, _Element, _LogEntry

_CONSEQUENCES = ("RELAXNG_ERR_CONTENTVALID", "RELAXNG_ERR_INTERSEQ", "RELAXNG_ERR_EXTRACONTENT")
"""What the validator says of the elements around one that is wrong."""
_TRIES = 40
"""How often a style is validated again, at most: it takes a hundredth of a second."""
_REQUIRED = {"title": "-", "id": "-", "updated": "2000-01-01T00:00:00+00:00"}
_SURE = {"names": "author", "date": "issued", "number": "volume", "label": "page"}
"""Element → a variable that it may have; the others have a title."""
_VALUES = {"term": "and", "type": "book"}


def valid(sheet: Sheet) -> Iterator[Diagnostic]:
    """A style is valid CSL 1.0.2.

    The validator stops at the first fault, and does not say which attribute it is: each is
    mended in a copy until the next fault shows. A term that is unknown is for another rule.
    """
    schema = _schema()
    if schema is None:
        return
    copy = _completed(sheet.root)
    tries = _TRIES
    while tries > 0 and not schema.validate(copy):
        fault = _fault(schema)
        for element, attribute, value in _mendings(copy, fault.line):
            before = element.get(attribute)
            _set(element, attribute, value)
            tries -= 1
            if schema.validate(copy) or _fault(schema).line > fault.line:
                if attribute != "term" or is_known(sheet, str(before)):
                    yield error(
                        "style-attribute-invalid",
                        line=fault.line,
                        element=local(element),
                        attribute=attribute,
                        value=before,
                    )
                break
            _set(element, attribute, before)
        else:
            reason = " ".join((fault.message or "").split())
            yield error("style-invalid", line=fault.line, reason=reason)
            return


def _fault(schema: RelaxNG) -> _LogEntry:
    """The first fault that *schema* found, rather than what follows from it."""
    faults = list(schema.error_log)
    return next((one for one in faults if one.type_name not in _CONSEQUENCES), faults[0])


def _mendings(root: _Element, line: int) -> Iterator[tuple[_Element, str, str | None]]:
    """What could be changed on *line*: an attribute left out, or given a sure value."""
    for element in root.iter(NAMESPACE + "*"):
        if line_of(element) != line:
            continue
        for name in map(str, element.attrib):
            yield element, name, None
            if name == "variable":
                yield element, name, _SURE.get(local(element), "title")
            elif name in _VALUES:
                yield element, name, _VALUES[name]


def _set(element: _Element, attribute: str, value: str | None) -> None:
    if value is not None:
        element.set(attribute, value)
    elif attribute in element.attrib:
        del element.attrib[attribute]


def _completed(root: _Element) -> _Element:
    """A copy with what the header lacks: other rules report it, here it would hide the rest."""
    from lxml import etree

    copy = deepcopy(root)
    info = copy.find(f"{NAMESPACE}info")
    if info is not None:
        for name, text in _REQUIRED.items():
            if info.find(NAMESPACE + name) is None:
                etree.SubElement(info, NAMESPACE + name).text = text
    return copy


@cache
def _schema() -> RelaxNG | None:
    """The schema; None in an installation without its file."""
    from lxml import etree

    spec = find_spec("citeproc")
    places = spec.submodule_search_locations if spec else None
    path = Path(next(iter(places or ["."])), "data", "schema", "schemas", "styles", "csl.rng")
    return etree.RelaxNG(etree.parse(str(path))) if path.is_file() else None

"""The RELAX NG schema of CSL 1.0.2, as it comes with citeproc-py's data."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from importlib.util import find_spec
from itertools import islice
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
_WIDEST = 5
_BOUND = frozenset(
    "variable macro term value name form date-parts class version type is-numeric is-uncertain-date"
    " locator position disambiguate rel href license field citation-format".split()
)
"""Attributes that an element may need."""


def valid(sheet: Sheet) -> Iterator[Diagnostic]:
    """A style is valid CSL 1.0.2.

    The validator stops at the first fault, and does not say which attribute it is: each is
    mended in a copy until the next fault shows. A term that is unknown is for another rule.
    """
    schema = _schema()
    if schema is None:
        return
    seen: set[tuple[int, str]] = set()
    for copy in _copies(_completed(sheet.root)):
        for finding in _faults(schema, sheet, copy):
            mark = (finding.line or 0, str(finding.parameters))
            if mark not in seen:
                seen.add(mark)
                yield finding


def _faults(schema: RelaxNG, sheet: Sheet, copy: _Element) -> Iterator[Diagnostic]:
    tries = _TRIES
    while tries > 0 and not schema.validate(copy):
        fault = _fault(schema)
        for element, attribute, value in islice(_mendings(copy, fault.line), tries):
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
            stranger = _stranger(schema, copy, fault.line)
            line = fault.line if stranger is None else line_of(stranger)
            reason = " ".join((fault.message or "").split())
            if stranger is not None:
                reason = f"<{local(stranger)}>"
            yield error("style-invalid", line=line, reason=reason)
            return


def _copies(root: _Element) -> Iterator[_Element]:
    """Copies that share out the attributes that are free to be there or not.

    The validator takes twice as long for each more of them on one element: seconds for a name
    with thirteen, and no end for twenty.
    """
    free = {
        element: [name for name in sorted(map(str, element.attrib)) if name not in _BOUND]
        for element in root.iter(NAMESPACE + "*")
    }
    most = max(map(len, free.values()))
    if most <= _WIDEST:
        yield root
        return
    kept = {element: dict(element.attrib) for element, names in free.items() if names}
    for start in range(0, most, _WIDEST):
        for element, attributes in kept.items():
            names = free[element]
            others = {*names} - {*names[start : start + _WIDEST]}
            for name, value in attributes.items():
                _set(element, str(name), None if name in others else str(value))
        yield deepcopy(root)


def _stranger(schema: RelaxNG, root: _Element, line: int) -> _Element | None:
    """The element without which the one on *line* would be valid; None where it is not one."""
    parents = [element for element in root.iter(NAMESPACE + "*") if line_of(element) == line]
    pairs = ((parent, child) for parent in parents for child in parent)
    for parent, child in islice(pairs, _TRIES):
        at = parent.index(child)
        parent.remove(child)
        if schema.validate(root) or _fault(schema).line > line:
            return child
        parent.insert(at, child)
    return None


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

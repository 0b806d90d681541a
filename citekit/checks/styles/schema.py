"""The RELAX NG schema of CSL 1.0.2, as it comes with citeproc-py's data."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from citekit.checks.styles.sheet import NAMESPACE, Sheet
from citekit.errors import Diagnostic, error

if TYPE_CHECKING:
    from lxml.etree import RelaxNG, _Element

_CONSEQUENCES = ("RELAXNG_ERR_CONTENTVALID", "RELAXNG_ERR_INTERSEQ", "RELAXNG_ERR_EXTRACONTENT")
"""What the validator says of the elements around one that is wrong."""
_MOST = 10
_REQUIRED = {"title": "-", "id": "-", "updated": "2000-01-01T00:00:00+00:00"}


def valid(sheet: Sheet) -> Iterator[Diagnostic]:
    """A style is valid CSL 1.0.2: the first fault of each line that has one, ten at most."""
    schema = _schema()
    if schema is None or schema.validate(_completed(sheet.root)):
        return
    faults = [fault for fault in schema.error_log if fault.type_name not in _CONSEQUENCES]
    lines: set[int] = set()
    for fault in faults or list(schema.error_log)[:1]:
        if fault.line not in lines and len(lines) < _MOST:
            lines.add(fault.line)
            reason = " ".join((fault.message or "").split())
            yield error("style-invalid", line=fault.line, reason=reason)


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

"""Macros: one that is missing or circular is refused when the style is read; here the idle."""

from __future__ import annotations

from collections.abc import Iterator

from citekit.checks.styles.sheet import NAMESPACE, Sheet, line_of
from citekit.errors import Diagnostic, warning


def unused(sheet: Sheet) -> Iterator[Diagnostic]:
    """Every macro is called by a layout or a sort key, itself or through other macros."""
    macros = {str(macro.get("name")): macro for macro in sheet.elements("macro")}
    pending = list(sheet.elements("citation", "bibliography"))
    reached: set[str] = set()
    while pending:
        for element in pending.pop().iter(NAMESPACE + "*"):
            name = str(element.get("macro") or "")
            if name in macros and name not in reached:
                reached.add(name)
                pending.append(macros[name])
    for name, macro in macros.items():
        if name not in reached:
            yield warning("style-macro-unused", line=line_of(macro), macro=name)

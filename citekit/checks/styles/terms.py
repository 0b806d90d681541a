"""Terms: known to CSL or to the style."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from citekit.checks.styles.sheet import Sheet, line_of
from citekit.csl.locales import file_terms
from citekit.csl.reading.elements import term_name
from citekit.errors import Diagnostic, warning

if TYPE_CHECKING:
    from lxml.etree import _Element


def known(sheet: Sheet) -> Iterator[Diagnostic]:
    """A term that is printed is in CSL's locale files or in the style's own."""
    for element, name in _called(sheet):
        if not is_known(sheet, name):
            yield warning("style-term-unknown", line=line_of(element), term=name)


def is_known(sheet: Sheet, term: str) -> bool:
    """Whether there is a term of that name, in any version of CSL 1.0 or in the style."""
    name = term_name(term)
    return name in file_terms("en-US") or name in _own(sheet)


def _called(sheet: Sheet) -> Iterator[tuple[_Element, str]]:
    """The terms that the style prints, each with its element."""
    for element in sheet.elements("text", "et-al"):
        term = str(element.get("term") or "")
        if term:
            yield element, term_name(term)


def _own(sheet: Sheet) -> set[str]:
    """The terms that the style defines."""
    return {term.name for locale in sheet.style.node.locales for term in locale.terms}

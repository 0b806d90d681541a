"""The header: what those need who look for a style, pass it on or mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.checks.styles.sheet import Sheet, line_of
from citekit.errors import Diagnostic, note, warning
from citekit.text.characters import fold

_FRENCH = re.compile(r"\b(?:francais|francaise|french)\b")


def title(sheet: Sheet) -> Iterator[Diagnostic]:
    """A style has a title."""
    if not _has(sheet, "title"):
        yield warning("style-no-title", line=sheet.line_of_info())


def identifier(sheet: Sheet) -> Iterator[Diagnostic]:
    """A style has an id, by which a document remembers it."""
    if not _has(sheet, "id"):
        yield warning("style-no-id", line=sheet.line_of_info())


def updated(sheet: Sheet) -> Iterator[Diagnostic]:
    """A style says when it was changed: the newer of two is known by it."""
    if not _has(sheet, "updated"):
        yield warning("style-no-updated", line=sheet.line_of_info())


def rights(sheet: Sheet) -> Iterator[Diagnostic]:
    """A style says under which licence it may be passed on."""
    if not _has(sheet, "rights"):
        yield warning("style-no-rights", line=sheet.line_of_info())


def kind(sheet: Sheet) -> Iterator[Diagnostic]:
    """A style's category says whether it cites by author and date, number, label or note."""
    if not any(category.get("citation-format") for category in sheet.info("category")):
        yield warning("style-no-format", line=sheet.line_of_info())


def language(sheet: Sheet) -> Iterator[Diagnostic]:
    """A style whose title says French has a French default locale."""
    spoken = (sheet.default_locale or "").partition("-")[0].lower()
    titles = [fold("".join(map(str, found.itertext()))) for found in sheet.info("title")]
    if any(_FRENCH.search(said) for said in titles) and spoken != "fr":
        if spoken:
            yield note("style-locale-other", line=line_of(sheet.root), locale=sheet.default_locale)
        else:
            yield warning("style-no-locale", line=line_of(sheet.root))


def _has(sheet: Sheet, name: str) -> bool:
    found = list(sheet.info(name))
    return any(
        "".join(map(str, element.itertext())).strip() or element.get("license") for element in found
    )

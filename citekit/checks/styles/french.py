"""French in what a style prints itself: affixes, values and its own terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citekit.checks.styles.sheet import Sheet, Written
from citekit.errors import Diagnostic, note, warning
from citekit.text.characters import NARROW_NBSP, NBSP
from citekit.text.patterns import pattern

_SPACES = f" {NBSP}{NARROW_NBSP}"
_PAGES = pattern(r"(?<![\w.])pp\.")
_ENGLISH = pattern(
    r"\b(?:and|from|by|with|of|the|edited|translated|retrieved|accessed|available|published"
    r"|unpublished|forthcoming|online|thesis|editors?|see|cited)\b"
    r"|\bn\.\s?d\.|\b(?:eds?|nos?|trans)\.",
    re.IGNORECASE,
)
_IN = pattern(r"\bIn\b(?!\s*:)")
_ORDINAL = pattern(r"(?:\d|\A)(?:i?[èe]mes?|ièmes?|th|nd|rd)\b")
_NO_SPACE = pattern(rf"(?:[^\s({_SPACES}\[!?.:;]|\A)(?P<sign>[:;!?])(?=[\s{_SPACES}»]|\Z)")
_IDENTIFIER = pattern(r"\b(?:doi|arxiv|urn|hal|pmid|pmcid|https?):", re.IGNORECASE)
_WIDTH = pattern(r"(?: (?P<sign>[:;!?»])|(?P<open>«) )")
_STRAIGHT = pattern(r"\"|(?<!\w)'")

_BEFORE = {"CA": ":"}
"""Region → the signs that have a space before them; elsewhere all four."""


def pages(sheet: Sheet) -> Iterator[Diagnostic]:
    """French has *p.* for one page and for several."""
    for written in _french(sheet):
        if _PAGES.search(written.text):
            yield warning("style-french-pages", line=written.line, text=_shown(written))


def words(sheet: Sheet) -> Iterator[Diagnostic]:
    """No English words. *In* is one unless it is Latin: in italics, or before a colon."""
    for written in _french(sheet):
        found = _ENGLISH.search(written.text)
        if found is None and not _is_italic(written) and not _has_colon(written):
            found = _IN.search(written.text)
        if found is not None:
            yield warning(
                "style-french-word", line=written.line, word=found[0], text=_shown(written)
            )


def ampersand(sheet: Sheet) -> Iterator[Diagnostic]:
    """Most French norms write *et*; some APA adaptations keep *&*."""
    if not sheet.is_french:
        return
    for written in sheet.written:
        if "&" in written.text:
            yield note("style-french-ampersand", line=written.line, text=_shown(written))
    for element in sheet.elements():
        if element.get("and") == "symbol":
            place = Written(element, "and", "&")
            yield note("style-french-ampersand", line=place.line, text=_shown(place))


def ordinals(sheet: Sheet) -> Iterator[Diagnostic]:
    """1er, 1re, 2e: never *2ème*, nor English endings."""
    for written in _french(sheet):
        term = str(written.element.get("name") or "") if written.attribute == "term" else ""
        if written.attribute in ("suffix", "term") and (
            written.attribute == "suffix" or term.startswith("ordinal")
        ):
            found = _ORDINAL.match(written.text.strip())
        else:
            found = _ORDINAL.search(written.text) if written.text[:1].isdigit() else None
        if found is not None:
            yield warning("style-french-ordinal", line=written.line, text=_shown(written))


def spaces(sheet: Sheet) -> Iterator[Diagnostic]:
    """A space stands before ``: ; ! ?``; in Canada, before the colon only."""
    signs = _BEFORE.get(sheet.locale.partition("-")[2], ":;!?")
    for written in _french(sheet):
        bare = _IDENTIFIER.sub("", written.text)
        found = [match["sign"] for match in _NO_SPACE.finditer(bare) if match["sign"] in signs]
        if found and not _follows_space(written, bare):
            yield warning(
                "style-french-space", line=written.line, sign=found[0], text=_shown(written)
            )


def widths(sheet: Sheet) -> Iterator[Diagnostic]:
    """The space at a sign does not break: told once a sign, at the first place."""
    seen: dict[str, Written] = {}
    for written in _french(sheet):
        for match in _WIDTH.finditer(written.text):
            seen.setdefault(match["sign"] or match["open"], written)
    for sign, written in seen.items():
        yield note("style-french-width", line=written.line, sign=sign, text=_shown(written))


def quotes(sheet: Sheet) -> Iterator[Diagnostic]:
    """Quotation marks are « » and “ ”."""
    for written in _french(sheet):
        if _STRAIGHT.search(written.text):
            yield warning("style-french-quotes", line=written.line, text=_shown(written))


def _french(sheet: Sheet) -> tuple[Written, ...]:
    return sheet.written if sheet.is_french else ()


def _shown(written: Written) -> str:
    """*suffix="pp. "*, as the style has it."""
    if written.attribute == "term":
        named = written.element.get("name")
        parent = written.element.getparent()
        name = named or (parent.get("name") if parent is not None else "")
        return f"term {name}: {written.text.strip()}"
    return f'{written.attribute}="{written.text}"'


def _is_italic(written: Written) -> bool:
    """Whether the element, or one around it, is in italics."""
    if written.attribute == "delimiter":
        return False
    around = [written.element, *written.element.iterancestors()]
    inner = around[1:] if written.attribute in ("prefix", "suffix") else around
    return any(element.get("font-style") == "italic" for element in inner)


def _has_colon(written: Written) -> bool:
    """Whether a colon follows, in the element's own suffix or the delimiter of its group."""
    parent = written.element.getparent()
    after = [str(written.element.get("suffix") or "")]
    if parent is not None:
        after.append(str(parent.get("delimiter") or ""))
    return written.attribute == "value" and any(text.strip().startswith(":") for text in after)


def _follows_space(written: Written, text: str) -> bool:
    """Whether the sign that begins a suffix stands after a value that ends in a space."""
    value = str(written.element.get("value") or "")
    return written.attribute == "suffix" and text[:1] in ":;!?" and value[-1:] in set(_SPACES)

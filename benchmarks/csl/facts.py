"""What a style asks for, as far as it explains where citeproc-js prints something else."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from citekit.csl import Style
from citekit.csl.locales import Locale, locale_code
from citekit.csl.locators import LABELS

_CSL = "{http://purl.org/net/xbiblio/csl}"
_LABELLED = (
    *LABELS,
    "chapter-number",
    "collection-number",
    "edition",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "in",
)
_NOTHING = r"(?!)"


class Facts(NamedTuple):
    """One style, to judge its differences by. The patterns match whole words."""

    labels: re.Pattern[str] = re.compile(_NOTHING)
    """The words of labels, and *in*."""
    stand_ins: re.Pattern[str] = re.compile(_NOTHING)
    """The words that stand where a work has no names."""
    spares_letters: bool = False
    """A condition, or the number of a note, tells cites apart before a letter would."""
    groups: bool = False
    """Cites of the same people stand together."""
    shortens_urls: bool = False
    """``form="short"`` on a URL."""


def facts(path: Path) -> Facts:
    """What the style at *path* asks for."""
    style = Style.load(path)
    locale = Locale.of(style.node, locale_code(None, style.default_locale))
    root = ET.fromstring(style.xml)
    citation = root.find(f"{_CSL}citation")
    options = {} if citation is None else citation.attrib
    tests = {test.get("disambiguate") for test in root.iter() if test.get("disambiguate")}
    variables = {node.get("variable") for node in root.iter()}
    return Facts(
        labels=_words(_labels(locale)),
        stand_ins=_words(_stand_ins(root, locale)),
        spares_letters="true" in tests or "first-reference-note-number" in variables,
        groups="cite-group-delimiter" in options or options.get("collapse", "")[:4] == "year",
        shortens_urls=any(
            node.get("variable") == "URL" and node.get("form") == "short" for node in root.iter()
        ),
    )


def _labels(locale: Locale) -> Iterator[str]:
    for term in _LABELLED:
        for form in ("long", "short", "symbol"):
            for plural in (False, True):
                yield locale.term(term, form, plural) or ""


def _stand_ins(root: ET.Element, locale: Locale) -> Iterator[str]:
    macros = {macro.get("name"): macro for macro in root.iter(f"{_CSL}macro")}
    for substitute in root.iter(f"{_CSL}substitute"):
        for child in substitute:
            macro = macros.get(child.get("macro"))
            for text in (child if macro is None else macro).iter(f"{_CSL}text"):
                yield text.get("value") or ""
                if text.get("term"):
                    yield locale.term(text.get("term") or "", text.get("form") or "long") or ""


def _words(found: Iterator[str]) -> re.Pattern[str]:
    words = {re.escape(word.strip().rstrip(".")) for word in found} - {""}
    if not words:
        return re.compile(_NOTHING)
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)\.?", re.IGNORECASE)

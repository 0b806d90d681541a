"""Characters by name, spaces made even, and words folded for comparison."""

from __future__ import annotations

import unicodedata

from citekit.text.patterns import pattern

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"
SOFT_HYPHEN = "\u00ad"
ZERO_WIDTH_SPACE = "\u200b"
NON_BREAKING_HYPHEN = "\u2011"
EN_DASH = "\u2013"
EM_DASH = "\u2014"
APOSTROPHE = "\u2019"
BOM = "\ufeff"

_ZERO_WIDTH = pattern("[\u200b\u2060\ufeff\u00ad]+")
_COMBINING = pattern("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_LIGATURES = str.maketrans(
    {
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ı": "i",
        "ŉ": "n",
        APOSTROPHE: "'",
        "\u2010": "-",
        NON_BREAKING_HYPHEN: "-",
    }
)
_LIGATURE = pattern(f"[{''.join(map(chr, _LIGATURES))}]")


def squeeze(text: str) -> str:
    """NFC, every run of white space one plain space, none at the ends, no zero-width marks."""
    if text.isascii():
        return " ".join(text.split())
    if _ZERO_WIDTH.search(text):
        text = _ZERO_WIDTH.sub("", text)
    return " ".join(unicodedata.normalize("NFC", text).split())


def shortened(text: str, limit: int = 200) -> str:
    """*text* for quoting: at most *limit* characters, an ellipsis where it was cut."""
    return text if len(text) <= limit else f"{text[:limit].rstrip()}…"


def unaccented(text: str) -> str:
    """ASCII where Latin letters allow it: *Œuvre d'été* → *OEuvre d'ete*."""
    if text.isascii():
        return text
    if _LIGATURE.search(text):
        text = text.translate(_LIGATURES)
    decomposed = unicodedata.normalize("NFKD", text)
    return _COMBINING.sub("", decomposed)


def fold(text: str) -> str:
    """What is left for comparing: no case, no accents, one space: *Éditorial* → *editorial*."""
    return " ".join(unaccented(text).casefold().split())

"""The place in a work, as people write it: ``p. 12`` → page, 12."""

from __future__ import annotations

import re
from functools import cache

from citekit.text.patterns import pattern

ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "act": ("acte", "act"),
    "appendix": ("appendice", "appendix", "annexe", "annex", "append", "app", "ann"),
    "article-locator": ("article", "art"),
    "book": ("livre", "book", "liv", "bk"),
    "canon": ("canon", "can"),
    "chapter": ("chapitre", "chapter", "chap", "ch"),
    "column": ("colonne", "column", "col"),
    "elocation": ("emplacement", "location", "empl", "loc"),
    "equation": ("équation", "equation", "éq", "eq"),
    "figure": ("figure", "fig"),
    "folio": ("folio", "fol", "fo", "ff", "f"),
    "issue": ("numéro", "numero", "issue", "nos", "no", "nᵒ", "n°", "nº"),
    "line": ("ligne", "line", "ll", "l"),
    "note": ("note", "nn", "n"),
    "opus": ("opus", "op"),
    "page": ("page", "pp", "pg", "p"),
    "paragraph": ("paragraphe", "paragraph", "parag", "para", "par", "¶¶", "¶"),
    "part": ("partie", "part", "pt"),
    "rule": ("règle", "regle", "rule", "règ", "r"),
    "scene": ("scène", "scene", "sc"),
    "section": ("section", "sect", "sec", "§§", "§"),
    "sub-verbo": ("sub verbo", "sub voce", "s. v", "s.v", "sv", "vbo"),
    "supplement": ("supplément", "supplement", "suppl", "supp"),
    "table": ("tableau", "table", "tabl", "tab"),
    "timestamp": ("horodatage", "timestamp"),
    "title-locator": ("titre", "title", "tit"),
    "verse": ("verset", "verse", "vers", "vv", "v"),
    "version": ("version",),
    "volume": ("volume", "tome", "vol", "t"),
}
"""CSL 1.0.2 locator label → its French and English words, without plural and final stop."""

LABELS: tuple[str, ...] = tuple(ABBREVIATIONS)
"""Every CSL 1.0.2 locator label."""

_BY_WORD = {word: label for label, words in ABBREVIATIONS.items() for word in words}
_LABEL = "(?P<word>{})(?P<plural>e?s|x)?(?P<stop>\\.?)(?P<space>[\\s:]*)(?=\\S)"
_NUMBER = pattern(r"\d|(?:[ivxlcdm]+|[A-Z])\b")
_TIME = pattern(r"\d{1,2}(?::\d\d){1,2}(?:\s*[-\u2013]\s*\d{1,2}(?::\d\d){1,2})?")


_OWN_LABEL = pattern(r"(?:art|bk|ch|col|fig|fol|l|n|no|op|p|pp|para|pt|r|sec|sv|vrs|vol)\.\s")


def has_own_label(locator: str | None) -> bool:
    """Whether *locator* says itself what it is: ``vol. 1, fol. 186``."""
    return bool(locator and _OWN_LABEL.match(locator))


@cache
def _label() -> re.Pattern[str]:
    words = map(re.escape, sorted(_BY_WORD, key=len, reverse=True))
    return re.compile(_LABEL.format("|".join(words)), re.IGNORECASE)


def parse_locator(text: str) -> tuple[str, str]:
    """The CSL label and the value: ``p. 12`` → ``("page", "12")``, ``§ 4`` → ``("section", "4")``.

    French and English words and abbreviations, singular and plural, with or without a stop.
    What begins with no label is a page; ``1:02:33`` is a time.
    """
    bare = " ".join(text.split())
    match = _label().match(bare)
    if match:
        value = bare[match.end() :]
        word, plural = match["word"].lower(), match["plural"]
        is_marked = bool(match["stop"]) or not word[-1].isalpha()
        is_word = bool(match["space"]) and len(word) > 3
        is_number = bool(_NUMBER.match(value)) and bool(match["space"] or not plural)
        if is_marked or is_word or is_number:
            return _BY_WORD[word], value
    return ("timestamp" if _TIME.fullmatch(bare) else "page"), bare


_WORD = r"\(?[^\W_]{0,4}\d(?:[\w.:/*\u2019']*\w)?\)?|\(?[ivxlcdm]+\)?(?![\w\u2019'])"
_WORDS = f"(?:{_WORD})(?:\\s*[-\u2013\u2014]{{1,3}}\\s*(?:{_WORD}))?"
_PLACES = pattern(
    rf"(?:{_WORDS})(?:(?:\s*[,&]\s*|\s+(?:et|and|ou|or)\s+)(?:{_WORDS}))*+",
    re.IGNORECASE,
)
_BRACED = pattern(r"\s*+(?:,\s*+)?\{(?P<inside>[^{}]*)\}")
_LEAD = pattern(r"\s*,?\s*")


def split_locator(text: str) -> tuple[str, str, str]:
    """The label, the value and the rest of what stands after a key: ``, p. 12 et passim``.

    A place is what braces say, else numbers (arabic, or roman after a label), with the ranges,
    commas and ``et`` between them; the value is empty where *text* begins with none. As pandoc
    reads it (User's Guide, Citation syntax).

    >>> split_locator(", p. 12-15, passim")
    ('page', '12-15', ', passim')
    """
    braced = _BRACED.match(text)
    if braced:
        return (*parse_locator(braced["inside"]), text[braced.end() :])
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    label = _label().match(text, start)
    if label and (places := _PLACES.match(text, label.end())) and _is_apart(label, places[0]):
        name, value = parse_locator(text[start : places.end()])
        if value != text[start : places.end()]:
            return name, value, text[places.end() :]
    places = _PLACES.match(text, start)
    if places and any(char.isdigit() for char in places[0]):
        return (*parse_locator(places[0]), text[places.end() :])
    return "page", "", text


def _is_apart(label: re.Match[str], places: str) -> bool:
    """Whether a *label* ends where it ends: ``p12`` has one, ``pl`` is no page of the number l."""
    return bool(label["stop"] or label["space"] or not label["word"][-1].isalpha()) or any(
        char.isdigit() for char in places.split(maxsplit=1)[0]
    )

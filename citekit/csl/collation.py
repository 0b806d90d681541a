"""Sort keys of text: the order of words in a language, as a dictionary has them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from citekit.text.patterns import pattern

_LATER = "\uffff"
"""After a letter: sorts behind everything that begins with this letter."""

_SPECIAL = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ł": "l",
    "ı": "i" + _LATER,
    "ŋ": "n" + _LATER,
    "þ": "z" + _LATER,
    "ё": "е",
    "ґ": "г" + _LATER,
    "є": "е" + _LATER,
    "і": "и" + _LATER,
    "ї": "и" + _LATER * 2,
    "ў": "у" + _LATER,
}
"""Letters that Unicode does not decompose, or not as they are sorted → their place everywhere."""

_NORDIC = "z<æ=ä<ø=ö<å=aa"
_SOUTH_SLAVIC = "c<č<ć d<dž<đ l<lj n<nj s<š z<ž"
_ALPHABETS = {
    "cs": "c<č h<ch r<ř s<š z<ž",
    "da": _NORDIC,
    "es": "n<ñ",
    "et": "s<š<z<ž w<õ<ä<ö<ü",
    "fi": "z<å<ä=æ<ö=ø",
    "hr": _SOUTH_SLAVIC,
    "hu": "c<cs d<dz<dzs g<gy l<ly n<ny o<ö=ő s<sz t<ty u<ü=ű z<zs",
    "is": "a<á d<ð e<é i<í o<ó u<ú y<ý z<þ<æ<ö=ø<å",
    "lt": "c<č i=y s<š z<ž",
    "lv": "c<č g<ģ k<ķ l<ļ n<ņ s<š z<ž",
    "nb": _NORDIC,
    "nn": _NORDIC,
    "no": _NORDIC,
    "pl": "a<ą c<ć e<ę l<ł n<ń o<ó s<ś z<ź<ż",
    "ro": "a<ă<â i<î s<ș=ş t<ț=ţ",
    "sk": "a<ä c<č h<ch o<ô s<š z<ž",
    "sl": "c<č<ć d<đ s<š z<ž",
    "sq": "c<ç d<dh e<ë g<gj l<ll n<nj r<rr s<sh t<th x<xh z<zh",
    "sr": _SOUTH_SLAVIC,
    "sv": "z<å<ä=æ<ö=ø",
    "tr": "c<ç g<ğ h<ı o<ö s<ş u<ü",
    "vi": "a<ă<â d<đ e<ê o<ô<ơ u<ư",
}
"""Language → what its alphabet has of its own: a letter or digraph after (<) or as (=) another."""


def key(text: str, language: str = "") -> str:
    """A string that sorts as *text* does among words of *language* (``fr-FR``).

    Compared are letters without accents (``œ`` as *oe*; ``å`` after ``z`` in Danish), then accents;
    case is no difference. Spaces come before everything, punctuation is not seen, numbers are
    compared by value. Letters of other scripts follow the Latin ones. This is what ECMAScript's
    ``Intl.Collator`` gives with ``numeric`` and ``ignorePunctuation``.
    """
    text = text.lower()
    base, accents, digraphs = _tables(language[:2].lower())
    if text.isascii() and digraphs is None:
        primary, secondary = text.translate(base), ""
    else:
        text = unicodedata.normalize("NFC", text)
        secondary = text.translate(accents).rstrip(" ")
        if digraphs:
            text = digraphs.sub(lambda match: chr(_PRIVATE[match[0]]), text)
        primary = text.translate(base)
    primary = primary.lstrip(" ")  # what stands inside an opening quotation mark
    if _NUMBER.search(primary):
        primary = _NUMBER.sub(_number, primary)
    return f"{primary}\0{secondary}" if secondary else primary


_NUMBER = pattern(r"\d+", re.ASCII)


def _number(match: re.Match[str]) -> str:
    digits = match[0].lstrip("0") or "0"
    return chr(ord("0") + min(len(digits), 48)) + digits


_RULE = pattern(r"[<=]?[^<= ]+")
_DIGRAPHS = sorted(
    {rule[1:] for rules in _ALPHABETS.values() for rule in _RULE.findall(rules) if len(rule) > 2}
)
_PRIVATE = {digraph: 0xE000 + index for index, digraph in enumerate(_DIGRAPHS)}
"""A digraph stands as one character of the private use area while it is looked up."""


class _Base(dict[int, str]):
    """Character → its place in the alphabet of a language, found when first asked for."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _place(chr(code))
        return found


class _Accents(dict[int, str]):
    """Character → its accents, or a space."""

    def __missing__(self, code: int) -> str:
        marks = unicodedata.normalize("NFD", chr(code))[1:]
        found = self[code] = marks or ("" if _place(chr(code)) == "" else " ")
        return found


def _place(character: str) -> str:
    special = _SPECIAL.get(character)
    if special is not None:
        return special
    kind = unicodedata.category(character)[0]
    if kind in "PMC" and not character.isspace():
        return ""
    if kind == "Z" or character.isspace():
        return " "
    if kind == "S":
        return "!" + character
    if "\u0400" <= character <= "\u052f":
        return character
    letters = unicodedata.normalize("NFKD", character).lower()
    return "".join(letter for letter in letters if not unicodedata.combining(letter)) or character


@cache
def _tables(language: str) -> tuple[_Base, _Accents, re.Pattern[str] | None]:
    base = _Base()
    digraphs: list[str] = []
    place = ""
    for rule in _RULE.findall(_ALPHABETS.get(language, "")):
        relation, letter = rule[0], rule[1:]
        if not letter:
            place = rule
            continue
        if relation == "<":
            place += _LATER
        if letter in _PRIVATE:
            digraphs.append(letter)
        base[_PRIVATE.get(letter) or ord(letter)] = place
    digraphs.sort(key=len, reverse=True)
    return base, _Accents(), re.compile("|".join(digraphs)) if digraphs else None

"""Values folded for comparison: titles and the numbers in them, identifiers, volumes, names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from citekit.model import Name, Pages
from citekit.text.characters import fold

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,30}>")
_NOT_WORD = re.compile(r"[\W_]+")
_SUBTITLE = re.compile(r"\s*[:;]\s+|\s[\u2013\u2014-]\s|(?<=\w{4}[.?!])\s+|(?<=\w{4}\s[?!])\s+")
_SHORTEST_MAIN = 10

GENERIC = frozenset(
    """introduction|introduction generale|general introduction|editorial|editor s note|preface
    avant propos|foreword|conclusion|conclusions|compte rendu|comptes rendus|book review
    book reviews|review|reviews|recension|recensions|notes de lecture|note de lecture|presentation
    presentation du dossier|sommaire|contents|chronique|chroniques|bibliographie|bibliography
    in memoriam|erratum|errata|corrigendum|correction|obituary|necrologie|letter to the editor
    lettre a la redaction|news|notes|note|abstracts|resumes|index|liminaire|varia|postface
    afterword|discussion|debat|entretien|interview|poems|poemes|works|oeuvres|oeuvres completes
    complete works|selected works|actes du colloque|proceedings|rapport annuel|annual report
    """.replace("\n", "|")
    .replace("    ", "")
    .strip("|")
    .split("|")
)
"""Titles, folded, that every journal and many an author have more than once."""

_NUMBERS: dict[str, int] = {
    word: number
    for number, words in {
        1: "premier premiere first one",
        2: "second seconde deuxieme two deux",
        3: "troisieme third three trois",
        4: "quatrieme fourth four quatre",
        5: "cinquieme fifth five cinq",
        6: "sixieme sixth six",
        7: "septieme seventh seven sept",
        8: "huitieme eighth eight huit",
        9: "neuvieme ninth nine neuf",
        10: "dixieme tenth ten dix",
    }.items()
    for word in words.split()
}
_PARTS = frozenset(
    "tome t volume vol part partie livre book chapitre chapter no numero number acte act".split()
)
_ROMAN = re.compile(r"(xc|xl|lx{0,3}|x{0,3})(ix|iv|v?i{0,3})(?:e|eme|er|ere|th|st|nd|rd)?")
_TENS = {"l": 50, "lx": 60, "lxx": 70, "lxxx": 80, "xl": 40, "xc": 90}
_NOT_ROMAN = frozenset("l le ler li lie lier vie".split())
_ROMAN_VALUE = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_DIGITS = re.compile(r"\d{1,18}")  # more are no number


class Title(NamedTuple):
    """A title folded: all of it, the part before the subtitle, the subtitle, its numbers."""

    full: str
    main: str
    subtitle: str
    numbers: frozenset[int]

    @property
    def is_generic(self) -> bool:
        """Whether many works are called so."""
        return self.full in GENERIC or self.main in GENERIC


def bare(text: str | None) -> str:
    """*text* without case, accents and punctuation: *L'État, c'est…* → *l etat c est*."""
    return _NOT_WORD.sub(" ", fold(text)).strip() if text else ""


def unmarked(text: str) -> str:
    """*text* without tags: *<i>Homo</i>* → *Homo*."""
    return _MARKUP.sub("", text) if "<" in text else text


@lru_cache(maxsize=4096)
def title(text: str) -> Title:
    """The title *text*, folded; see :class:`Title`."""
    plain = unmarked(text)
    full, numbers = _counted(bare(plain).split())
    parts = _SUBTITLE.split(plain, maxsplit=1)
    main, _ = _counted(bare(parts[0]).split())
    subtitle, _ = _counted(bare(parts[1]).split() if len(parts) > 1 else [])
    if not subtitle or len(main) < _SHORTEST_MAIN:
        main, subtitle = full, ""
    return Title(full, main, subtitle, numbers)


def _counted(found: list[str]) -> tuple[str, frozenset[int]]:
    """The words with numbers as figures (*deuxième*, *II*, *2e* → *2*), and the numbers."""
    numbers: set[int] = set()
    spelt = []
    for at, word in enumerate(found):
        after_part = at + 1 == len(found) or (at > 0 and found[at - 1] in _PARTS)
        values = _values(word, after_part)
        numbers.update(values)
        spelt.append(" ".join(map(str, values)) if values else word)
    return " ".join(spelt), frozenset(numbers)


def _values(word: str, after_part: bool) -> list[int]:
    if word in _NUMBERS:
        return [_NUMBERS[word]]
    if word[0].isdigit():
        return [int(digits) for digits in _DIGITS.findall(word)]
    if word[0] in "ivxl" and word not in _NOT_ROMAN and (len(word) > 1 or after_part):
        value = roman(word)
        return [value] if value else []
    return []


def roman(word: str) -> int:
    """The value of a roman numeral up to 99, an ordinal's ending aside; else 0.

    *L* and *LI* alone are an article and a name before they are 50 and 51.
    """
    match = _ROMAN.fullmatch(word)
    if match is None or word in _NOT_ROMAN:
        return 0
    return _TENS.get(match[1], 10 * len(match[1])) + _ROMAN_VALUE.get(match[2], 0)


_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9})*/\S+")


def doi(text: str | None) -> str:
    """A DOI in small letters without address or label; empty for what is none (ISO 26324)."""
    if text and "%" in text:
        text = unquote(text)
    match = _DOI.search(text.lower()) if text else None
    return match[0].rstrip(".,;") if match else ""


_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/(.+)", re.IGNORECASE)


def doi_of_address(url: str | None) -> str:
    """The DOI that the address *url* resolves; empty for a publisher's own address."""
    match = _DOI_ADDRESS.fullmatch(url.strip()) if url else None
    return doi(match[1]) if match else ""


_ISBN = re.compile(r"97[89](?:[ -]?\d){10}(?!\d)|(?<!\d)\d(?:[ -]?\d){8}[ -]?[\dXx](?!\d)")


def isbns(text: str | None) -> frozenset[str]:
    """The ISBNs in *text*, each with thirteen digits (ISO 2108)."""
    found = []
    for number in _ISBN.findall(text.replace("\u2010", "-").replace("\u2011", "-") if text else ""):
        digits = re.sub(r"[ -]", "", number)
        found.append(digits if len(digits) == 13 else _isbn13(digits))
    return frozenset(found)


def _isbn13(digits: str) -> str:
    head = f"978{digits[:9]}"
    total = sum(int(digit) * (1, 3)[at % 2] for at, digit in enumerate(head))
    return f"{head}{-total % 10}"


_ISSN = re.compile(r"(?<!\d)(\d{4})[-\u2010-\u2013 ]?(\d{3}[\dXx])(?![\dXx])")


@lru_cache(maxsize=4096)
def issns(text: str | None) -> frozenset[str]:
    """The ISSNs in *text* as ``0152-7401``."""
    if not text:
        return frozenset()
    return frozenset(f"{one}-{two}".upper() for one, two in _ISSN.findall(text))


_LABEL = re.compile(r"^(?:volume|vol|tome|t|numero|number|num|no|n|issue|nr|edition|ed)\b ?")


@lru_cache(maxsize=4096)
def numbers(text: str | None) -> frozenset[str]:
    """What a volume or issue is, spelling aside: *vol. XXIV* and *24* alike; *3-4* is two."""
    plain = _LABEL.sub("", bare(text))
    if not plain:
        return frozenset()
    words = plain.split()
    values = [_number(word) for word in words]
    if all(values):
        return frozenset(values)
    return frozenset((plain,))


def _number(word: str) -> str:
    if word.isdecimal():
        return word.lstrip("0") or "0"
    value = roman(word)
    return str(value) if value else ""


def edition(text: str | None) -> frozenset[int]:
    """The number of an edition: *2e éd. revue*, *Second edition* → 2; none for words alone."""
    for word in bare(text).split():
        if word in _NUMBERS:
            return frozenset((_NUMBERS[word],))
        if digits := _DIGITS.match(word):
            return frozenset((int(digits[0]),))
    return frozenset()


_PAGE_END = re.compile(r"\s*(?:-{1,3}|[\u2010-\u2015\u2212,;]).*", re.DOTALL)


def first_page(text: str | None) -> str:
    """The first page in *text*, folded; empty where there is none."""
    if not text:
        return ""
    pages = Pages.parse(text)
    return fold(pages.first) if pages else fold(_PAGE_END.sub("", text))[:20]


def family(name: Name) -> frozenset[str]:
    """Spellings of the family name, folded and closed up, with its particles and without.

    A body, or a name that was not divided, has its whole and its last word.
    """
    if name.literal is not None or not name.family:
        words = bare(name.literal or name.given).split()
        return frozenset(("".join(words), words[-1])) if words else frozenset()
    core = bare(name.family).replace(" ", "")
    particles = bare(f"{name.dropping_particle or ''} {name.non_dropping_particle or ''}")
    stays = bare(name.non_dropping_particle or "")
    found = (core, f"{particles}{core}".replace(" ", ""), f"{stays}{core}".replace(" ", ""))
    return frozenset(spelling for spelling in found if spelling)


def initial(name: Name) -> str:
    """The first letter of the given name, folded; empty where there is none."""
    given = bare(name.given) if name.family else ""
    return given[:1]

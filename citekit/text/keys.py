"""Citation keys: *lefebvre2006action*, made of author, year and title, or by a chosen pattern."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import NamedTuple

from citekit.errors import UsageError
from citekit.model import Name, Reference
from citekit.text.characters import unaccented

DEFAULT = "{author}{year}{word}"

_SKIPPED = {
    "fr": "le la les un une des du de au aux a en dans sur sous pour par avec sans vers chez entre "
    "contre depuis pendant selon malgre parmi envers hors outre des apres avant et ou ni mais donc "
    "or car que si quand comme lorsque puisque quoique",
    "en": "the a an of in on at by for with from to into onto upon about over under between among "
    "through during before after against without within toward towards across beyond via and or "
    "but nor so yet if as than that because although while when",
    "es": "el la los las lo un una unos unas de del al a en por para con sin sobre entre desde "
    "hasta hacia segun contra y e o u ni pero que si como cuando",
    "de": "der die das den dem des ein eine einen einem einer eines in im an am auf aus bei mit "
    "nach von vom vor zu zum zur uber unter durch fur gegen ohne um zwischen und oder aber wenn "
    "als dass",
    "it": "il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai agli "
    "alle da dal dalla dai in nel nella nei nelle con su sul sulla per tra fra e ed o ma che se",
    "pt": "o a os as um uma de do da dos das em no na nos nas por pelo pela para com sem sobre "
    "entre ate desde e ou mas nem que se como",
}
"""Articles, prepositions and conjunctions by language, folded."""

_BY_LANGUAGE = {code: frozenset(words.split()) for code, words in _SKIPPED.items()}
_USUAL = _BY_LANGUAGE["fr"] | _BY_LANGUAGE["en"]
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,30}>")
_ELISION = re.compile(
    r"(?<![a-z])(?:[ldnsjcmt]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|nell|all|dall|sull)'(?=\w)"
)
_HYPHENS = re.compile(r"[-\u2010-\u2015]+")


class _Alphabet(NamedTuple):
    """What keys are spelled with: how a text is folded, what is left out of it."""

    fold: Callable[[str], str]
    not_letters: re.Pattern[str]
    not_letters_or_hyphen: re.Pattern[str]
    not_letters_or_digits: re.Pattern[str]


_ASCII = _Alphabet(
    unaccented,
    re.compile(r"[^A-Za-z]+"),
    re.compile(r"[^a-z-]+"),
    re.compile(r"[^A-Za-z0-9]+"),
)
_UNICODE = _Alphabet(
    partial(unicodedata.normalize, "NFC"),
    re.compile(r"[\W\d_]+"),
    re.compile(r"(?:(?!-)[\W\d_])+"),
    re.compile(r"[\W_]+"),
)
UNICODE_PREFIX = "unicode:"
MAX_TITLE = 500
MAX_WORD = 40
MAX_WORDS = 30


def citation_key(reference: Reference, pattern: str | None = None) -> str:
    """The key of one reference: ``lefebvre2006action``, ASCII letters and digits.

    The first author's family name with the particles that stay, the year, the first word of the
    title that is no article, preposition, conjunction or elision, up to a hyphen. A body counts
    with its first two such words. Without author the first two words of the title and the year
    (``avantpropos1998``), without date ``nd``. *pattern* as in :func:`assign_keys`.
    """
    return _taken_apart(DEFAULT if pattern is None else pattern).key(reference)


def assign_keys(references: Iterable[Reference], pattern: str | None = None) -> list[Reference]:
    """The references in order, each with its key as ``id``: the same input gives the same keys.

    Where two keys are equal, the first stays and the next take ``a``, ``b``, … ``z``, ``aa``.
    *pattern* is text with fields in braces, ``{author}{year}{word}`` by default: author, authors
    (all of them), year, word, title (all words that count), journal, volume, issue, page (the
    first). ``{Author}`` has a capital, ``{AUTHOR}`` capitals only, ``{author:3}`` its first three
    letters, ``{year:2}`` the last two digits. Keys are ASCII; of a pattern that begins with
    ``unicode:`` (alone: the usual one) they keep their letters, *lefèvre2006été*. UsageError for
    anything else.
    """
    reading = _taken_apart(DEFAULT if pattern is None else pattern)
    taken: set[str] = set()
    repeats: dict[str, int] = {}
    found = []
    for reference in references:
        base = reading.key(reference)
        key = base
        while key in taken:
            repeats[base] = repeats.get(base, 0) + 1
            key = base + letters(repeats[base])
        taken.add(key)
        found.append(reference.replace(id=key))
    return found


def letters(number: int) -> str:
    """The suffix of that number: 1 → a, 26 → z, 27 → aa."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _words(
    text: str, language: str | None, alphabet: _Alphabet, wanted: int = MAX_WORDS
) -> list[str]:
    """The first words that count, in small letters, hyphens kept: *client-centrisme*."""
    skipped = _BY_LANGUAGE.get((language or "")[:2].lower(), _USUAL)
    found: list[str] = []
    passed_over = ""
    text = text[:MAX_TITLE]
    for printed in (_MARKUP.sub("", text) if "<" in text else text).split():
        word = _key_word(printed, alphabet)
        if unaccented(word) in skipped:
            passed_over = passed_over or word
        elif word:
            found.append(word)
            if len(found) == wanted:
                break
    return found or ([passed_over] if passed_over else [])


@lru_cache(1 << 13)
def _key_word(printed: str, alphabet: _Alphabet) -> str:
    """The word as keys spell it, without an elided article; empty where it has no letter."""
    word = _HYPHENS.sub("-", alphabet.fold(printed).lower().replace("\u2019", "'"))
    return alphabet.not_letters_or_hyphen.sub("", _ELISION.sub("", word)).strip("-")


def _first_two(text: str, language: str | None, alphabet: _Alphabet) -> str:
    words = _words(text, language, alphabet, 2)
    return "".join([part for word in words for part in word.split("-") if part][:2])


def _name(name: Name, language: str | None, alphabet: _Alphabet) -> str:
    if name.literal is not None:
        return _first_two(name.literal, language, alphabet)
    family = f"{name.non_dropping_particle or ''}{name.family or name.given or ''}"
    return alphabet.not_letters.sub("", alphabet.fold(family)).lower()


def _author(reference: Reference, alphabet: _Alphabet) -> str:
    if reference.author:
        author = _name(reference.author[0], reference.language, alphabet)
        return author or "anon"
    return _first_two(reference.title or "", reference.language, alphabet) or "anon"


def _authors(reference: Reference, alphabet: _Alphabet) -> str:
    people = (reference.author or ())[:20]
    names = "".join(_name(name, reference.language, alphabet) for name in people)
    return names or _author(reference, alphabet)


def _year(reference: Reference, _alphabet: _Alphabet) -> str:
    year = reference.issued.year if reference.issued else None
    return "nd" if year is None else str(abs(year))


def _word(reference: Reference, alphabet: _Alphabet) -> str:
    words = _words(reference.title or "", reference.language, alphabet, 1)
    return words[0].split("-")[0][:MAX_WORD] if words else ""


def _title(reference: Reference, alphabet: _Alphabet) -> str:
    words = _words(reference.title or "", reference.language, alphabet)
    return "".join(words).replace("-", "")


def _journal(reference: Reference, alphabet: _Alphabet) -> str:
    words = _words(reference.container_title or "", reference.language, alphabet)
    return "".join(words).replace("-", "")


def _plain(value: str | None, alphabet: _Alphabet) -> str:
    return alphabet.not_letters_or_digits.sub("", alphabet.fold(value or "")).lower()


_FIRST_PAGE = re.compile(r"[^\s\-\u2010-\u2015,]+")


def _page(reference: Reference, alphabet: _Alphabet) -> str:
    first = _FIRST_PAGE.search(reference.page or "")
    return _plain(first[0], alphabet) if first else ""


FIELDS: dict[str, Callable[[Reference, _Alphabet], str]] = {
    "author": _author,
    "authors": _authors,
    "year": _year,
    "word": _word,
    "title": _title,
    "journal": _journal,
    "volume": lambda reference, alphabet: _plain(reference.volume, alphabet),
    "issue": lambda reference, alphabet: _plain(reference.issue, alphabet),
    "page": _page,
}
"""What a pattern can name."""

_PART = re.compile(
    r"\{(?P<field>[A-Za-z]+)(?::(?P<length>\d{1,3}))?\}|(?P<text>[A-Za-z0-9_.:+/-]+)"
)


class _Pattern:
    """A pattern taken apart, for all keys."""

    def __init__(self, pattern: str) -> None:
        self.alphabet = _ASCII
        if pattern.startswith(UNICODE_PREFIX):
            self.alphabet = _UNICODE
            pattern = pattern.removeprefix(UNICODE_PREFIX) or DEFAULT
        self.parts: list[tuple[str, str, int]] = []  # field or "", its spelling or text, length
        position = 0
        while position < len(pattern):
            match = _PART.match(pattern, position)
            field = match["field"] if match else None
            if match is None or (field and not _is_field(field)):
                raise UsageError("keys-pattern-bad", pattern=pattern, fields=", ".join(FIELDS))
            length = int(match["length"]) if match["length"] else 0
            self.parts.append((field.lower() if field else "", field or match["text"], length))
            position = match.end()
        self.fields = {field for field, _, _ in self.parts if field}
        if not self.fields:
            raise UsageError("keys-pattern-bad", pattern=pattern, fields=", ".join(FIELDS))

    def key(self, reference: Reference) -> str:
        # The title's words stand for the author who is missing: not twice.
        twice = not reference.author and self.fields & {"author", "authors"}
        pieces = []
        for field, spelling, length in self.parts:
            if not field:
                pieces.append(spelling)
            elif field != "word" or not twice:
                pieces.append(
                    _spelled(FIELDS[field](reference, self.alphabet), field, spelling, length)
                )
        key = "".join(pieces)
        return key if any(char.isalnum() for char in key) else "ref"


@lru_cache(8)
def _taken_apart(pattern: str) -> _Pattern:
    return _Pattern(pattern)


def _is_field(spelling: str) -> bool:
    name = spelling.lower()
    return name in FIELDS and spelling in {name, name.capitalize(), name.upper()}


def _spelled(value: str, field: str, spelling: str, length: int) -> str:
    if length:
        value = value[-length:] if field == "year" else value[:length]
    if spelling == field:
        return value
    return value.capitalize() if spelling[1:].islower() else value.upper()

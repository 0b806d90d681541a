"""Citation keys: ASCII, stable, readable – ``lefebvre2006action``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from citekit.errors import UsageError
from citekit.model import Name, Pages, Reference
from citekit.text.characters import unaccented

DEFAULT_PATTERN = "{author}{year}{word}"

_STOP_WORDS = frozenset(
    # French
    "a au aux avec ce ces cet cette chez comme contre d dans de des du elle en entre est et il ils "
    "je jusqu l la le les leur leurs lors ma mais mes n ne ni nos notre nous on ou ou par pas pour "
    "qu que quel quelle quelles quels qui s sa sans se ses si son sous sur ta tes ton un une vers "
    "vos votre vous y "
    # English
    "an and are as at but by for from how in into is it its of on or the their these this those to "
    "what when where who why with "
    # Spanish, Italian, Portuguese, German
    "al con das dem den der des die di do dos e ein eine einer el em gli i im in la las lo los na "
    "nas no nos o os para per por se sobre su sus und uno una uns von y zu zum zur".split()
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_WORD = re.compile(r"[A-Za-z0-9]+")
_FIELD = re.compile(r"\{(?P<name>[A-Za-z]+)(?::(?P<length>[1-9]\d?))?\}")
_NO_DATE = "nd"
_NOTHING = "ref"
_MAX_TITLE = 300  # characters that are looked at


def citation_key(reference: Reference, pattern: str | None = None) -> str:
    """The key of one *reference*: author's family name, year, first significant title word.

    Articles, prepositions and conjunctions do not count, a word ends at its hyphen. A work without
    author has the first two words of its title; a body its first two; no date is ``nd``.
    """
    return _compiled(pattern or DEFAULT_PATTERN)(reference)


def assign_keys(references: Iterable[Reference], pattern: str | None = None) -> list[Reference]:
    """*references* with keys that differ: the first of a kind keeps its key, the next get a, b…

    A *pattern* is text with fields in braces: ``{author}`` (the first author's family name, or the
    first two words of the title), ``{authors}`` (up to three), ``{year}``, ``{word}``, ``{title}``
    (up to four words), ``{journal}`` (its words' first letters), ``{volume}``, ``{issue}``,
    ``{page}``; ``{Author}`` has a capital, ``{author:4}`` four letters at most. Raises UsageError
    (``keys-pattern-bad``) for anything else in braces.
    """
    make = _compiled(pattern or DEFAULT_PATTERN)
    taken: set[str] = set()
    counts: dict[str, int] = {}
    keyed = []
    for reference in references:
        base = key = make(reference)
        while key in taken:
            counts[base] = counts.get(base, 0) + 1
            key = base + _letters(counts[base])
        taken.add(key)
        keyed.append(reference.replace(id=key))
    return keyed


def _letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


class _Part(NamedTuple):
    """Fixed text, or a field with its spelling."""

    text: str = ""
    field: Callable[[Reference], str] | None = None
    is_capital: bool = False
    length: int | None = None

    def of(self, reference: Reference) -> str:
        if self.field is None:
            return self.text
        value = self.field(reference)[: self.length]
        return value[:1].upper() + value[1:] if self.is_capital else value


def _compiled(pattern: str) -> Callable[[Reference], str]:
    parts = list(_parts(pattern))

    def make(reference: Reference) -> str:
        return "".join(part.of(reference) for part in parts) or _NOTHING

    return make


def _parts(pattern: str) -> Iterator[_Part]:
    at = 0
    has_field = False
    for match in _FIELD.finditer(pattern):
        yield _Part(_fixed(pattern[at : match.start()], pattern))
        field = _FIELDS.get(match["name"].lower())
        if field is None:
            raise _bad(pattern)
        has_field = True
        length = int(match["length"]) if match["length"] else None
        yield _Part(field=field, is_capital=match["name"][0].isupper(), length=length)
        at = match.end()
    yield _Part(_fixed(pattern[at:], pattern))
    if not has_field:
        raise _bad(pattern)


def _fixed(text: str, pattern: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9_:.+/-]*", text):
        return text
    raise _bad(pattern)


def _bad(pattern: str) -> UsageError:
    fields = " ".join(f"{{{name}}}" for name in _FIELDS)
    return UsageError("keys-pattern-bad", pattern=pattern, fields=fields)


def _words(text: str | None) -> Iterator[str]:
    """The words of *text* in ASCII and lower case, hyphens and elisions apart."""
    plain = unaccented(_TAG.sub(" ", (text or "")[:_MAX_TITLE]))
    return (match[0].lower() for match in _WORD.finditer(plain))


def _significant(text: str | None, count: int) -> list[str]:
    words = list(_words(text))
    return ([w for w in words if w not in _STOP_WORDS and not w.isdecimal()] or words)[:count]


def _name(name: Name) -> str:
    """*La Serre* → laserre; of a body the first two words."""
    if name.literal is not None:
        return "".join(_significant(name.literal, 2))
    family = f"{name.non_dropping_particle or ''}{name.family or name.given or ''}"
    return "".join(_words(family))


def _author(reference: Reference) -> str:
    if reference.author:
        return _name(reference.author[0])
    return "".join(_significant(reference.title, 2))


def _authors(reference: Reference) -> str:
    if not reference.author:
        return _author(reference)
    return "".join(_name(name) for name in reference.author[:3])


def _year(reference: Reference) -> str:
    year = reference.issued.year if reference.issued else None
    return _NO_DATE if year is None else str(abs(year))


def _word(reference: Reference) -> str:
    """The first word of the title; nothing where the title stands for the author already."""
    if not reference.author:
        return ""
    return "".join(_significant(reference.title, 1))


def _page(reference: Reference) -> str:
    pages = Pages.parse(reference.page or "")
    return "".join(_words(pages.first)) if pages else ""


_FIELDS: dict[str, Callable[[Reference], str]] = {
    "author": _author,
    "authors": _authors,
    "year": _year,
    "word": _word,
    "title": lambda reference: "".join(_significant(reference.title, 4)),
    "journal": lambda reference: "".join(w[0] for w in _words(reference.container_title)),
    "volume": lambda reference: "".join(_words(reference.volume)),
    "issue": lambda reference: "".join(_words(reference.issue)),
    "page": _page,
}

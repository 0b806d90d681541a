"""Of two values of a variable, the one to keep: what it is, and what is not in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from citekit.merging import words
from citekit.merging.result import Severity
from citekit.model import Date, Pages


class Drop(NamedTuple):
    """A value not kept: the first one or, with ``is_new``, the second."""

    value: Any
    is_new: bool
    severity: Severity


class Pick(NamedTuple):
    """The value to keep, and what is dropped for it."""

    value: Any
    drops: tuple[Drop, ...] = ()


Picker = Callable[[Any, Any], Pick]
"""Two different values of one variable, the first with precedence."""


def first(kept: Any, new: Any) -> Pick:
    """They contradict each other: the first."""
    return Pick(kept, (Drop(new, True, "warning"),))


def better(kept: Any, new: Any, *, is_new: bool) -> Pick:
    """One says all that the other says."""
    if is_new:
        return Pick(new, (Drop(kept, False, "note"),))
    return Pick(kept, (Drop(new, True, "note"),))


_BROKEN = re.compile("\u00c3[\u0080-\u00bf]|\u00e2\u20ac|\ufffd")
"""UTF-8 read as Windows-1252, and what could not be read at all."""


def is_broken(text: str) -> bool:
    """Whether characters of *text* were lost between two encodings: *Ã©tat*."""
    return bool(_BROKEN.search(text))


def spelling(text: str) -> tuple[bool, bool, int, bool]:
    """How well a text is spelt, to compare: whole characters, not all capitals, accents, capitals.

    *Étatisme* before *ETATISME*, *Etatisme* and *étatisme*.
    """
    letters = [char for char in text if char.isalpha()]
    accents = sum(1 for char in letters if not char.isascii() and _is_latin(char))
    shouts = len(letters) > 3 and text.upper() == text and text.lower() != text
    return (not is_broken(text), not shouts, accents, text.lower() != text)


def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN")


def text(kept: str, new: str) -> Pick:
    """The better spelling of the same words; the longer where one begins with the other."""
    left, right = (words.bare(words.unmarked(each)) for each in (kept, new))
    if left == right:
        return better(kept, new, is_new=spelling(new) > spelling(kept))
    if is_broken(kept) != is_broken(new):
        return better(kept, new, is_new=is_broken(kept))
    if right.startswith(f"{left} "):
        return better(kept, new, is_new=True)
    if left.startswith(f"{right} "):
        return better(kept, new, is_new=False)
    return first(kept, new)


def publisher(kept: str, new: str) -> Pick:
    """As :func:`text`, and *Éditions Gallimard* says more than *Gallimard*."""
    left, right = f" {words.bare(kept)} ", f" {words.bare(new)} "
    if left.strip() and left != right and left in right:
        return better(kept, new, is_new=True)
    if right.strip() and left != right and right in left:
        return better(kept, new, is_new=False)
    return text(kept, new)


def container(kept: str, new: str) -> Pick:
    """As :func:`text`, and the whole title of a journal before its abbreviation."""
    from citekit.merging.likeness import abbreviates

    left, right = words.bare(kept), words.bare(new)
    if left != right and abbreviates(left, right):
        return better(kept, new, is_new=True)
    if left != right and abbreviates(right, left):
        return better(kept, new, is_new=False)
    return text(kept, new)


def longest(kept: str, new: str) -> Pick:
    """The longer text."""
    return better(kept, new, is_new=len(new) > len(kept))


def number(kept: str, new: str) -> Pick:
    """The first spelling of the same number."""
    if words.numbers(kept) and words.numbers(kept) == words.numbers(new):
        return better(kept, new, is_new=False)
    return first(kept, new)


def page(kept: str, new: str) -> Pick:
    """A full range before a first page; *361-80* is *361-380*."""
    left, right = _pages(kept), _pages(new)
    if left is None or right is None:
        return text(kept, new) if left == right else better(kept, new, is_new=left is None)
    if left == right:
        return better(kept, new, is_new=len(new) > len(kept) and right.last is not None)
    if left.first == right.first and (left.last is None or right.last is None):
        return better(kept, new, is_new=left.last is None)
    return first(kept, new)


def _pages(value: str) -> Pages | None:
    pages = Pages.parse(value)
    if pages is None or pages.last is None:
        return pages
    short = len(pages.first) - len(pages.last)
    if short > 0 and pages.first.isdecimal() and pages.last.isdecimal():
        return Pages(pages.first, pages.first[:short] + pages.last)
    return pages


def doi(kept: str, new: str) -> Pick:
    """The bare DOI before its address."""
    left, right = words.doi(kept), words.doi(new)
    if left and left == right:
        return better(kept, new, is_new=len(new) < len(kept))
    return better(kept, new, is_new=True) if right and not left else first(kept, new)


def url(kept: str, new: str) -> Pick:
    """The address of a DOI, which lasts, else the first; the secure one of two equal but for that.

    Both may be right.
    """
    lasting = [bool(words.doi_of_address(each)) for each in (kept, new)]
    is_secure = new == kept.replace("http:", "https:", 1)
    return better(kept, new, is_new=is_secure or lasting == [False, True])


def language(kept: str, new: str) -> Pick:
    """*fr-FR* before *fr*."""
    left, right = (value.lower().replace("_", "-") for value in (kept, new))
    if left == right or left.startswith(f"{right}-"):
        return better(kept, new, is_new=False)
    return better(kept, new, is_new=True) if right.startswith(f"{left}-") else first(kept, new)


def kind(kept: str, new: str) -> Pick:
    """Any type before ``document``."""
    if "document" in (kept, new):
        return better(kept, new, is_new=kept == "document")
    return first(kept, new)


_BETWEEN = " ; "
"""Between two remarks."""


def remark(kept: str, new: str) -> Pick:
    """The remarks of both, one after the other, each once."""
    had, come = kept.split(_BETWEEN), new.split(_BETWEEN)
    return Pick(_BETWEEN.join([*had, *(each for each in come if each not in had)]))


def isbn(kept: str, new: str) -> Pick:
    """All numbers; of two spellings of the same the one with thirteen digits."""
    return _identifiers(kept, new, words.isbns)


def issn(kept: str, new: str) -> Pick:
    """All numbers, print and online."""
    return _identifiers(kept, new, words.issns)


def _identifiers(kept: str, new: str, read: Callable[[str], frozenset[str]]) -> Pick:
    left, right = read(kept), read(new)
    if not left or not right:
        return first(kept, new) if left == right else better(kept, new, is_new=not left)
    if left == right:
        return better(kept, new, is_new=len(new) > len(kept))
    if left >= right or right >= left:
        return better(kept, new, is_new=not left >= right)
    return (
        Pick(f"{kept}, {', '.join(sorted(right - left))}", (Drop(new, True, "note"),))
        if (left & right)
        else Pick(f"{kept}, {new}")
    )


_TAGS = re.compile(r"\s*[,;]\s*")


def keywords(kept: str, new: str) -> Pick:
    """The keywords of both, each once."""
    value, doubles = _united(_TAGS.split(kept), _TAGS.split(new))
    if len(value) == len(_TAGS.split(kept)):
        return Pick(kept, doubles)
    return Pick(f"{kept}, {', '.join(value[len(_TAGS.split(kept)) :])}", doubles)


def categories(kept: tuple[str, ...], new: tuple[str, ...]) -> Pick:
    """The categories of both, each once."""
    value, doubles = _united(kept, new)
    return Pick(tuple(value), doubles)


def _united(kept: Iterable[str], new: Iterable[str]) -> tuple[list[str], tuple[Drop, ...]]:
    value = list(kept)
    spelt = {words.bare(tag) or tag for tag in value}
    exact = set(value)
    doubles = []
    for tag in new:
        if tag and (words.bare(tag) or tag) not in spelt:
            value.append(tag)
            spelt.add(words.bare(tag) or tag)
            exact.add(tag)
        elif tag and tag not in exact:
            doubles.append(Drop(tag, True, "note"))
    return value, tuple(doubles)


def custom(kept: dict[str, Any], new: dict[str, Any]) -> Pick:
    """The facts of both; lists and tables joined, the first where two contradict each other."""
    value = dict(kept)
    drops: list[Drop] = []
    for key, fact in new.items():
        old = value.get(key)
        if key not in value:
            value[key] = fact
        elif isinstance(old, dict) and isinstance(fact, dict):
            picked = custom(old, fact)
            value[key] = picked.value
            drops += (each._replace(value={key: each.value}) for each in picked.drops)
        elif isinstance(old, list) and isinstance(fact, list):
            value[key] = [*old, *(each for each in fact if each not in old)]
        elif old != fact:
            drops.append(Drop({key: fact}, True, "warning"))
    return Pick(value, tuple(drops))


def date(kept: Date, new: Date) -> Pick:
    """The more precise of two dates that agree; a date in numbers before one in words."""
    left, right = kept.date_parts, new.date_parts
    if not left or not right:
        return better(kept, new, is_new=bool(right)) if left != right else first(kept, new)
    short = min(len(left[0]), len(right[0]))
    if left[0][:short] != right[0][:short] or (len(left) > 1 and len(right) > 1 and left != right):
        return first(kept, new)
    return better(kept, new, is_new=_precision(new) > _precision(kept))


def _precision(date: Date) -> tuple[int, bool, int, bool]:
    return (len(date.date_parts[0]), bool(date.season), len(date.date_parts), not date.circa)


def last_date(kept: Date, new: Date) -> Pick:
    """The later of two visits."""
    return better(kept, new, is_new=new.date_parts > kept.date_parts)

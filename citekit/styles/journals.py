"""The styles of journals: by ISSN, title, abbreviation; else those of nearly the same title."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from citekit.model import Reference
from citekit.styles.header import StyleInfo
from citekit.styles.index import index
from citekit.text import issn
from citekit.text.characters import fold

How = Literal["issn", "title", "abbreviation", "near", "none"]


class JournalStyles(msgspec.Struct, frozen=True, kw_only=True):
    """A journal and what styles there are for it.

    ``how`` says by what they were found: ``issn``, ``title``, ``abbreviation``; the ``styles`` of
    a ``near`` title are other journals', and ``none`` has none. ``references`` counts those that
    are of the journal.
    """

    title: str
    issns: tuple[str, ...] = ()
    references: int = 0
    styles: tuple[StyleInfo, ...] = ()
    how: How = "none"

    @property
    def found(self) -> bool:
        """Whether the styles are the journal's own."""
        return self.how not in {"near", "none"}


ARTICLES = frozenset(
    "article article-journal article-magazine article-newspaper review review-book".split()
)
"""CSL types whose ``container-title`` is a journal's."""


def for_journal(title_or_issn: str) -> list[StyleInfo]:
    """The styles of a journal: those with its ISSN or its title, else the nearest titles, if any.

    Case, accents, punctuation, articles, ``&``, *et*, *and*, a subtitle and brackets at either end
    do not count; words may be shortened (*Rev. fr. adm. publ.*). :func:`journal` says how they
    were found.
    """
    return list(journal(title_or_issn).styles)


def for_references(references: Iterable[Reference]) -> list[JournalStyles]:
    """The journals of the *references*, each once, in their order, with the styles of each.

    Articles and reviews are looked at, the ISSN first. Titles that differ in what does not count,
    or have an ISSN in common, are one journal.
    """
    journals: list[_Journal] = []
    known: dict[str, _Journal] = {}
    for reference in references:
        title = reference.container_title or reference.container_title_short or ""
        if reference.type not in ARTICLES or not title.strip():
            continue
        numbers = _numbers(reference.issn or "")
        marks = [_key(title), *numbers]
        at = next((known[mark] for mark in marks if mark in known), None)
        if at is None:
            at = _Journal(Counter(), {})
            journals.append(at)
        at.titles[" ".join(title.split())] += 1
        at.numbers.update(dict.fromkeys(numbers))
        for mark in marks:
            known.setdefault(mark, at)
    return [each.answer() for each in journals]


def journal(title_or_issn: str, issns: Iterable[str] = ()) -> JournalStyles:
    """The styles of one journal and how they were found; an ISSN of *issns* before the title."""
    title = " ".join(title_or_issn.split())
    own = issn.number_of(title)
    numbers = tuple(dict.fromkeys([*issns, own] if own else issns))
    how, styles = _found(title, numbers, is_number=issn.looks_like_one(title))
    return JournalStyles(title=title, issns=numbers, references=0, styles=tuple(styles), how=how)


class _Journal(NamedTuple):
    titles: Counter[str]
    numbers: dict[str, None]

    def answer(self) -> JournalStyles:
        """Under its commonest spelling."""
        found = journal(self.titles.most_common(1)[0][0], self.numbers)
        return msgspec.structs.replace(found, references=self.titles.total())


def _numbers(text: str) -> list[str]:
    parts = re.split(r"[,;\s]+", text)
    return [number for part in parts if (number := issn.number_of(part))]


def _found(title: str, numbers: Iterable[str], *, is_number: bool) -> tuple[How, list[StyleInfo]]:
    catalogue = _catalogue()
    for number in numbers:
        if number in catalogue.issns:
            return "issn", catalogue.issns[number]
    if is_number:
        return "none", []
    for titles in (catalogue.titles, catalogue.shorter):
        for key in _keys(title):
            if key in titles:
                return "title", titles[key]
    words = _key(title[:_LONGEST]).split()
    if meant := list(_abbreviated(words)):
        few = len(meant) <= _FEW
        return ("abbreviation" if few else "near"), _styles(meant[:_SHOWN])
    bare = _key(_without_brackets(title))
    begun = _heads().get(bare, [])
    nearest = _styles([*begun, *_nearest(bare[:_LONGEST])])[:_SHOWN]
    return ("near", nearest) if nearest else ("none", [])


_LONGEST = 300
"""Letters of a title that are compared with others when none is the same."""

_FEW = 3
"""An abbreviation that could be of more journals than that says nothing."""

_SHOWN = 5

_LEAST = 0.7
"""How alike a near title is at least: difflib's ratio of the letters."""


# Titles as keys

_DROPPED = frozenset(
    "the a an of and in for le la les l un une de des du d et der die das und el los las il lo"
    " y e i o os as do da dos das".split()
)
"""Articles and what joins words; a letter at the end is a section's: *Physica D*."""

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u201b\u02bc\u2032`\u00b4", "'"))
_SUBTITLE = re.compile(r"\s:\s|:\s|\.\s|\s[-\u2013\u2014]\s")
_SECTION = re.compile(
    r"(?:section|series|serie|part|partie|teil|reihe|abteilung|serija)\b|\w{1,2}\W*$"
)
_BRACKETS = re.compile(r"^\s*\([^()]*\)\s*(?=\S)|(?<=\S)\s*\([^()]*\)\s*$")


def _key(title: str) -> str:
    """A title as two libraries would agree on it: no articles, no joining words, no marks."""
    folded = fold(title.replace("&amp;", "&").translate(_APOSTROPHES))
    if "'" in folded:
        folded = _POSSESSIVE.sub("", folded)
    words = _MARKS.sub(" ", folded).split()
    kept = [word for word in words if word not in _DROPPED]
    if words and len(words[-1]) == 1 and words[-1] in _DROPPED:
        kept.append(words[-1])
    return " ".join(kept or words)


_MARKS = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"(?<=\w)'(?=s\b)")
"""*Women's* and *Womens* are one word."""


def _keys(title: str) -> Iterator[str]:
    """Under which keys a journal may stand: as it is, without brackets, without a subtitle."""
    yield _key(title)
    bare = _without_brackets(title)
    yield _key(bare)
    ends = list(_SUBTITLE.finditer(bare))
    for end in reversed(ends):
        if not _SECTION.match(fold(bare[end.end() :])):
            yield _key(bare[: end.start()])


def _without_brackets(title: str) -> str:
    """Without *(Paris)*, *(Français)* at either end."""
    return _BRACKETS.sub("", title) if "(" in title else title


# What there is


class _Catalogue(NamedTuple):
    issns: dict[str, list[StyleInfo]]
    titles: dict[str, list[StyleInfo]]
    """By the whole title."""
    shorter: dict[str, list[StyleInfo]]
    """By the title without brackets, and by the short title."""


@cache
def _catalogue() -> _Catalogue:
    """All styles by what they are found by; made once."""
    found = _Catalogue({}, {}, {})
    for style in index():
        for stated in {style.issn, style.eissn} - {None}:
            if number := issn.number_of(stated or ""):
                found.issns.setdefault(number, []).append(style)
        key = _key(style.title)
        found.titles.setdefault(key, []).append(style)
        others = {_key(_without_brackets(style.title))} if "(" in style.title else set()
        if style.short_title:
            others.add(_key(style.short_title))
        for other in others - {key, ""}:
            found.shorter.setdefault(other, []).append(style)
    return found


def _all_keys() -> Iterable[str]:
    catalogue = _catalogue()
    return dict.fromkeys((*catalogue.titles, *catalogue.shorter)).keys() - {""}


@cache
def _heads() -> dict[str, list[str]]:
    """Keys of titles by the title without its subtitle."""
    heads: dict[str, list[str]] = {}
    for style in index():
        if _SUBTITLE.search(style.title):
            whole, bare, *begun = _keys(style.title)
            for head in {*begun} - {whole, bare}:
                heads.setdefault(head, []).append(whole)
    return heads


@cache
def _initials() -> dict[str, list[str]]:
    """Keys of titles by the first letters of their words."""
    found: dict[str, list[str]] = {}
    for key in sorted(_all_keys()):
        found.setdefault("".join(word[0] for word in key.split()), []).append(key)
    return found


def _styles(keys: Iterable[str]) -> list[StyleInfo]:
    """The styles under the *keys*, each once."""
    catalogue = _catalogue()
    found: dict[str, StyleInfo] = {}
    for key in keys:
        for style in catalogue.titles.get(key) or catalogue.shorter.get(key, []):
            found[style.name] = style
    return list(found.values())


def _abbreviated(words: list[str]) -> Iterator[str]:
    """The keys whose words begin as *words* do, one by one; a shortened one lacks two letters."""
    if len(words) < 2:
        return
    for key in _initials().get("".join(word[0] for word in words), []):
        pairs = zip(key.split(), words, strict=True)
        if all(
            full == word or (full.startswith(word) and len(full) >= len(word) + 2)
            for full, word in pairs
        ):
            yield key


@cache
def _grams() -> tuple[list[tuple[str, int]], dict[str, list[int]]]:
    """The keys with their numbers of three-letter pieces, and by piece which keys have it."""
    keys: list[tuple[str, int]] = []
    having: defaultdict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(sorted(_all_keys())):
        pieces = _pieces(key)
        keys.append((key, len(pieces)))
        for piece in pieces:
            having[piece].append(at)
    return keys, having


def _pieces(key: str) -> set[str]:
    padded = f" {key} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def _nearest(wanted: str) -> list[str]:
    """The keys most like *wanted*: those that share most pieces, then by all their letters."""
    from difflib import SequenceMatcher

    if not wanted:
        return []
    keys, having = _grams()
    pieces = _pieces(wanted)
    shared: Counter[int] = Counter()
    for piece in pieces:
        shared.update(having.get(piece, ()))
    rough = sorted(
        (-2 * count / (len(pieces) + keys[at][1]), keys[at][0]) for at, count in shared.items()
    )
    matcher = SequenceMatcher(None, "", wanted, autojunk=False)
    scored = []
    for likeness, key in rough[:30]:
        if likeness > -0.3:
            break
        matcher.set_seq1(key)
        if matcher.quick_ratio() >= _LEAST and (ratio := matcher.ratio()) >= _LEAST:
            scored.append((-ratio, key))
    return [key for _, key in sorted(scored)[:_SHOWN]]

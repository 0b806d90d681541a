"""Which references are worth comparing: those that share a key, found in dictionaries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citekit.merging.traits import Traits

LARGE = 24
"""References under one key that are all compared with one another; in more, with their neighbours
by title."""
NEIGHBOURS = 8
_LETTERS = 14


def keys(traits: Traits) -> Iterator[str]:
    """What a reference is found by: identifiers, place, people and year, pieces of the title."""
    for doi in traits.dois:
        yield f"d{doi}"
    yield from traits.identifiers
    if "book" in traits.kinds or not traits.kinds:
        for isbn in traits.isbns:
            yield f"i{isbn}"
    for page in traits.pages:
        for place in (*traits.issns, *traits.containers):
            for volume in traits.volumes:
                yield f"v{place}|{volume}|{page}"
            for year in traits.years:
                yield f"y{place}|{year}|{page}"
        for volume in traits.volumes:
            for family in traits.families:
                yield f"p{family}|{volume}|{page}"
    for year in traits.years:
        for family in traits.families:
            yield f"a{family}|{year}"
            yield f"a{family}|{year + 1}"
    for title in traits.titles:
        closed = title.main.replace(" ", "")
        yield f"t{closed}"
        if title.subtitle:
            yield f"t{title.full.replace(' ', '')}"
        for year in traits.years:
            yield f"b{closed[:_LETTERS]}|{year}"
            yield f"e{closed[-_LETTERS:]}|{year}"


def pairs(works: Sequence[Traits], changed: set[int] | None = None) -> Iterator[tuple[int, int]]:
    """Numbers of the works to compare, each pair once, the smaller first.

    With *changed*, only pairs with one of these. The number of pairs grows with that of the works.
    """
    first: dict[int, int] = {}  # by hash: two keys with one hash cost a comparison
    several: dict[int, list[int]] = {}
    for number, traits in enumerate(works):
        for key in map(hash, keys(traits)):
            before = first.setdefault(key, number)
            if before != number:
                block = several.setdefault(key, [before])
                if block[-1] != number:
                    block.append(number)
    first.clear()
    seen: set[int] = set()
    for block in several.values():
        for pair in _within(block, works):
            mark = pair[0] * len(works) + pair[1]
            if mark not in seen and (changed is None or not changed.isdisjoint(pair)):
                seen.add(mark)
                yield pair


def _within(block: list[int], works: Sequence[Traits]) -> Iterator[tuple[int, int]]:
    reach = len(block)
    if reach > LARGE:
        reach = NEIGHBOURS
        block = sorted(block, key=lambda number: _order(works[number]))
    for at, one in enumerate(block):
        for other in block[at + 1 : at + 1 + reach]:
            yield (one, other) if one < other else (other, one)


def _order(traits: Traits) -> tuple[str, ...]:
    return (min((title.full for title in traits.titles), default=""), *sorted(traits.pages))

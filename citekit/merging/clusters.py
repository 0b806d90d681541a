"""References that are one work, by union-find; a group never holds two that exclude each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b
from itertools import combinations, groupby
from typing import Literal, NamedTuple

import msgspec

from citekit.merging.blocking import pairs
from citekit.merging.conflicts import Conflict, conflict
from citekit.merging.judging import STRENGTH, Doubtful, Same, judge
from citekit.merging.traits import Traits, traits, union
from citekit.model import Reference

TIE = 3
"""Per cent by which titles may differ in likeness and still be as like."""
MOST_PARTNERS = 8


class Link(NamedTuple):
    """Two references, by number, that are the same work."""

    one: int
    other: int
    verdict: Same


class Doubt(NamedTuple):
    """Two references, by number, that look alike and are not taken for one work."""

    one: int
    other: int
    verdict: Doubtful


class Clusters(NamedTuple):
    """Groups of numbers, in the order of their first; what links them, and what is doubtful."""

    groups: list[list[int]]
    links: list[Link]
    doubts: list[Doubt]


def cluster(references: Sequence[Reference]) -> Clusters:
    """The groups among *references*.

    Equal ones first, then the surest pairs; the order of the references changes nothing. What a
    group knows together is compared anew, until nothing more is found.
    """
    return _Finder(references).find()


class _Finder:
    def __init__(self, references: Sequence[Reference]) -> None:
        self.parent = list(range(len(references)))
        self.members: dict[int, list[int]] = {number: [number] for number in self.parent}
        self.links: list[Link] = []
        self.unsettled: list[Link] = []
        self.doubts: dict[tuple[int, int], Doubt] = {}
        self.marks = [_mark(reference) for reference in references]
        self.traits: dict[int, Traits] = {}
        self._collapse(references)
        for number in self.members:
            self.traits[number] = traits(references[number])

    def find(self) -> Clusters:
        changed: set[int] | None = None
        while changed is None or changed:
            changed = self._round(changed)
        doubts: dict[tuple[int, int], Doubt] = {}
        for (one, other), doubt in self.doubts.items():
            roots = (self._root(one), self._root(other))
            if roots[0] != roots[1]:
                doubts.setdefault((min(roots), max(roots)), doubt)
        groups = sorted(sorted(members) for members in self.members.values())
        return Clusters(groups, self.links, sorted(doubts.values(), key=lambda each: each[:2]))

    def _collapse(self, references: Sequence[Reference]) -> None:
        """Equal references are one; the key may differ where there is a title."""
        first: dict[tuple[bytes, str], int] = {}
        for number, reference in enumerate(references):
            key = "" if reference.title else reference.id
            before = first.setdefault((self.marks[number], key), number)
            if before != number:
                self._unite(before, number, Same("identical", 100 if reference.title else None))

    def _round(self, changed: set[int] | None) -> set[int]:
        """Unite what is the same; the roots of the groups that grew."""
        numbers = list(self.members)
        works = [self.traits[number] for number in numbers]
        among = None if changed is None else {at for at, n in enumerate(numbers) if n in changed}
        found = []
        for left, right in pairs(works, among):
            verdict = judge(works[left], works[right])
            if isinstance(verdict, Same):
                found.append(Link(numbers[left], numbers[right], verdict))
            elif verdict is not None:
                pair = (numbers[left], numbers[right])
                self.doubts.setdefault(pair, Doubt(*pair, verdict))
        found += self.unsettled
        self.unsettled = []
        grown: set[int] = set()
        found.sort(key=self._order)
        for _, links in groupby(found, key=lambda link: link.verdict.rule):
            self._settle(list(links), grown)
        return grown

    def _settle(self, links: list[Link], grown: set[int]) -> None:
        """Unite what *links* of one rule say, where nothing speaks against it."""
        rivals = self._rivals(links)
        for link in links:
            one, other, verdict = link
            roots = (self._root(one), self._root(other))
            if roots[0] == roots[1]:
                continue
            against: Conflict | Literal["rivals"] | None
            against = conflict(self.traits[roots[0]], self.traits[roots[1]])
            if against is None and link in rivals:
                against = "rivals"
                self.unsettled.append(link)
            if against is not None:
                doubt = Doubt(one, other, Doubtful(against, verdict.likeness or 0))
                self.doubts.setdefault((one, other), doubt)
                continue
            grown.difference_update(roots)
            grown.add(self._unite(one, other, verdict))

    def _rivals(self, links: list[Link]) -> set[Link]:
        """The links of a work that is as like to one as to another, which exclude each other."""
        partners: defaultdict[int, dict[int, list[Link]]] = defaultdict(lambda: defaultdict(list))
        for link in links:
            one, other = self._root(link.one), self._root(link.other)
            if one != other:
                partners[one][other].append(link)
                partners[other][one].append(link)
        rivals: set[Link] = set()
        for known in partners.values():
            for left, right in combinations(list(known)[:MOST_PARTNERS], 2):
                if conflict(self.traits[left], self.traits[right]) is not None:
                    best = [max(_likeness(link) for link in known[at]) for at in (left, right)]
                    if abs(best[0] - best[1]) <= TIE:
                        rivals.update(known[left], known[right])
        return rivals

    def _order(self, link: Link) -> tuple[int, int, list[bytes]]:
        """The surest first; among equals by content, whatever the order of the references."""
        strength = STRENGTH[link.verdict.rule]
        marks = sorted((self.marks[link.one], self.marks[link.other]))
        return (-strength, -(link.verdict.likeness or 0), marks)

    def _unite(self, one: int, other: int, verdict: Same) -> int:
        self.links.append(Link(min(one, other), max(one, other), verdict))
        kept, gone = sorted((self._root(one), self._root(other)))
        large, small = self.members[kept], self.members.pop(gone)
        if len(small) > len(large):
            large, small = small, large
        large += small
        self.members[kept] = large
        self.parent[gone] = kept
        if gone in self.traits:
            self.traits[kept] = union(self.traits[kept], self.traits.pop(gone))
        return kept

    def _root(self, number: int) -> int:
        while self.parent[number] != number:
            self.parent[number] = self.parent[self.parent[number]]
            number = self.parent[number]
        return number


def _likeness(link: Link) -> int:
    return link.verdict.likeness or 0


_ENCODER = msgspec.json.Encoder(order="deterministic")


def _mark(reference: Reference) -> bytes:
    """A digest of everything but the key."""
    return blake2b(_ENCODER.encode(reference.replace(id="")), digest_size=16).digest()


def links_of(found: Clusters) -> dict[int, list[Link]]:
    """The links by the first number of their group."""
    first = {number: group[0] for group in found.groups for number in group}
    by_group: defaultdict[int, list[Link]] = defaultdict(list)
    for link in found.links:
        by_group[first[link.one]].append(link)
    return by_group

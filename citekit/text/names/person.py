"""The words of one person's name into family, given and particles, with the doubt that remains."""

from __future__ import annotations

from typing import Literal, NamedTuple

from citekit.model import Name
from citekit.text.characters import fold
from citekit.text.names.capitals import ordinary_case
from citekit.text.names.vocabulary import EAST_ASIAN
from citekit.text.names.words import (
    ALSO_FAMILY,
    CAPITALS,
    ELIDED,
    ENGLISH,
    FEMALE,
    GIVEN,
    INITIAL,
    MALE,
    PARTICLE,
    PREFIX,
    SUFFIX,
    facts,
)
from citekit.text.particles import particles_of

Order = Literal["given-first", "family-first"]

_PORTUGUESE = frozenset(("da", "do", "dos", "das"))
_JOINING = frozenset(("y", "e", "i"))
_CONGOLESE = frozenset(("ya", "wa"))
_DOUBLING = frozenset(("jean", "marie", "josé", "maria", "jose"))


class Split(NamedTuple):
    """A name as split; ``alternative`` is another reading, ``doubtful`` how near it comes.

    ``order`` is the order the words stand in, ``firm`` whether the words themselves show it.
    """

    name: Name
    order: Order = "given-first"
    firm: bool = False
    alternative: Name | None = None
    doubtful: bool = False


def split_person(words: list[str], prior: Order | None = None) -> Split:
    """Split the *words* of one name; *prior* is the order of its neighbours, where known."""
    known = [facts(word) for word in words]
    suffix, count = None, len(words)
    if count > 1 and known[-1] & SUFFIX and not (known[-1] & CAPITALS and count < 3):
        suffix = words[-1]
        words, known, count = words[:-1], known[:-1], count - 1
    shouted = [bool(fact & CAPITALS) for fact in known]
    if any(shouted):
        by_capitals = _by_capitals(words, known, shouted)
        words = [ordinary_case_of(word) for word in words]
        known = [facts(word) for word in words]
        split = by_capitals(words) if by_capitals else None
    else:
        split = None
    if split is None:
        split = _split(words, known, prior)
    if suffix:
        name = _with_suffix(split.name, suffix)
        return split._replace(name=name)
    return split


def inverted(family: list[str], given: list[str], suffix: str | None = None) -> Split:
    """The split of *family*, *given* where a comma or parentheses already part them."""
    given_words = list(given)
    leading: list[str] = []
    if len(given_words) > 1 or not family:
        # Certeau, Michel de: the particle stands after the given name in an index.
        while given_words and facts(given_words[-1]) & PARTICLE:
            leading.insert(0, given_words.pop())
    name = _named([ordinary_case_of(word) for word in [*leading, *family]], given_words)
    return Split(_with_suffix(name, suffix) if suffix else name, "family-first", firm=True)


def ordinary_case_of(word: str) -> str:
    """*word* in ordinary case if it is in capitals and no initial."""
    return ordinary_case(word) if facts(word) & CAPITALS else word


def _with_suffix(name: Name, suffix: str) -> Name:
    return Name(
        family=name.family,
        given=name.given,
        dropping_particle=name.dropping_particle,
        non_dropping_particle=name.non_dropping_particle,
        suffix=suffix,
    )


def _named(family: list[str], given: list[str]) -> Name:
    given_text = " ".join(ordinary_case_of(word) for word in given)
    return particles_of(" ".join(family), given_text or None)


class _Range(NamedTuple):
    """Where the family name stands among the words."""

    start: int
    end: int

    def __call__(self, words: list[str]) -> Split:
        given = words[: self.start] + words[self.end :]
        family = words[self.start : self.end]
        if self.start == 0 and len(given) > 1 and facts(given[-1]) & PARTICLE:
            return inverted(family, given)
        order: Order = "family-first" if self.start == 0 else "given-first"
        return Split(_named(family, given), order, firm=bool(given))


def _by_capitals(words: list[str], known: list[int], shouted: list[bool]) -> _Range | None:
    """The family name where capitals mark it; None where all words are in capitals."""
    plain = [not shout and not fact & PARTICLE for shout, fact in zip(shouted, known, strict=True)]
    if not any(plain):
        return None
    start = shouted.index(True)
    end = len(shouted) - shouted[::-1].index(True)
    while start > 0 and known[start - 1] & PARTICLE:
        start -= 1
    return _Range(start, end)


def _split(words: list[str], known: list[int], prior: Order | None) -> Split:
    count = len(words)
    if count == 1:
        return Split(_named(words, []))
    last = count - 1
    if known[0] & PARTICLE:
        return _after_particle(words, known)
    if known[last] & (PARTICLE | ELIDED) == PARTICLE and count > 2:  # Panafieu Françoise de
        trailing = _trailing_given(known[:last])
        cut = max(last - max(trailing, 1), 1)
        return Split(
            _named([words[last], *words[:cut]], words[cut:last]), "family-first", firm=True
        )
    if known[0] & INITIAL:
        if known[last] & INITIAL and not any(not fact & INITIAL for fact in known):
            return Split(_named(words[last:], words[:last]))
        return _given_first(words, known, firm=True)
    if known[last] & INITIAL:
        return _before_initial(words, known)
    return _by_given_names(words, known, prior)


def _after_particle(words: list[str], known: list[int]) -> Split:
    """A name that opens with a particle is in index order: *de Certeau Michel*."""
    trailing = _trailing_given(known)
    opening = 0
    while opening < len(words) - 1 and known[opening] & (PARTICLE | ELIDED) == PARTICLE:
        opening += 1
    body = len(words) - opening
    given = min(trailing, body - 1)
    if given == 0:
        return Split(_named(words, []), "family-first")
    cut = len(words) - given
    return Split(_named(words[:cut], words[cut:]), "family-first", firm=True)


def _before_initial(words: list[str], known: list[int]) -> Split:
    """A name that ends with an initial: *Reed M.T.*, *Klein Herbert S.*, seldom *Marie C.*"""
    last = len(words) - 1
    start = last
    while start > 0 and known[start - 1] & (GIVEN | INITIAL):
        start -= 1
    if start == 0 and not known[0] & ALSO_FAMILY:
        alternative = _named(words[:1], words[1:])
        return Split(_named(words[last:], words[:last]), alternative=alternative, doubtful=True)
    cut = max(start, 1)
    return Split(_named(words[:cut], words[cut:]), "family-first", firm=True)


def _by_given_names(words: list[str], known: list[int], prior: Order | None) -> Split:
    """The order by what is known of the first and the last word."""
    first, last = known[0], known[-1]
    inner = any(fact & (PARTICLE | PREFIX) for fact in known[1:])
    if first & GIVEN and not last & GIVEN:
        return _given_first(words, known, firm=True)
    if not first & GIVEN and last & GIVEN and not inner:
        if first & PREFIX or _is_double(words[0]) or not last & ALSO_FAMILY:  # Gruet Yves
            split = _family_first(words, known, firm=True)
            if prior != "given-first" or first & PREFIX:
                return split
            return _doubting(split, _given_first(words, known), True)
        if prior == "family-first":
            return _family_first(words, known)
        # Aaju Peter: an unknown given name before a family name that is a given name too.
        split = _given_first(words, known)
        return _doubting(split, _family_first(words, known), prior is None)
    if first & GIVEN and last & GIVEN:
        if prior == "family-first" and (first & ALSO_FAMILY or not last & ALSO_FAMILY):
            return _family_first(words, known)
        split = _given_first(words, known)
        if prior is None and first & ALSO_FAMILY and not last & ALSO_FAMILY and len(words) == 2:
            return _doubting(split, _family_first(words, known), False)  # Martin Hervé
        return split
    if prior == "family-first" and not inner:
        return _family_first(words, known)
    if prior is None and fold(words[0]) in EAST_ASIAN and fold(words[-1]) not in EAST_ASIAN:
        split = Split(_named(words[:1], words[1:]), "family-first")  # Gao Xingjian
        return _doubting(split, _given_first(words, known), True)
    split = _given_first(words, known)
    if prior is None and not inner:
        return _doubting(split, _family_first(words, known), True)
    return split


def _is_double(word: str) -> bool:
    """Two unknown words of some length with a hyphen are family names: *Hoffmann-Martinot*."""
    halves = word.split("-")
    return len(halves) > 1 and all(len(half) > 3 for half in halves)


def _doubting(split: Split, other: Split, doubtful: bool) -> Split:
    if split.alternative is not None and not doubtful:
        return split
    return split._replace(alternative=other.name, doubtful=doubtful or split.doubtful)


def _trailing_given(known: list[int]) -> int:
    count = 0
    for fact in reversed(known[1:]):
        if not fact & (GIVEN | INITIAL):
            break
        count += 1
    return count


def _family_first(words: list[str], known: list[int], firm: bool = False) -> Split:
    trailing = _trailing_given(known)
    cut = len(words) - trailing if trailing else 1
    if not trailing:
        while cut < len(words) - 1 and known[cut - 1] & PREFIX:
            cut += 1
    name = _named(words[:cut], words[cut:])
    return Split(name, "family-first", firm)


def _given_first(words: list[str], known: list[int], firm: bool = False) -> Split:
    """Given names to the left: as many words as are known to be, at least one."""
    last = len(words) - 1
    cut = 1
    while cut < last and known[cut] & (GIVEN | INITIAL) and not known[cut] & PREFIX:
        cut += 1
    # Herbert S. Klein: whatever stands before an initial is given.
    for position in range(last - 1, cut - 1, -1):
        if known[position] & INITIAL and not _opens_family(known, cut, position):
            cut = position + 1
            break
    split = Split(_named(words[cut:], words[:cut]), "given-first", firm)
    if cut < last:
        return _long_family(words, known, cut, split)
    if cut > 1:
        return _long_given(words, known, cut, split)
    return split


def _opens_family(known: list[int], start: int, end: int) -> bool:
    return any(fact & (PARTICLE | PREFIX) for fact in known[start:end])


def _long_family(words: list[str], known: list[int], cut: int, split: Split) -> Split:
    """Two words or more remain: particles, two family names, or an unknown given name."""
    last = len(words) - 1
    particle = next((i for i in range(cut, last + 1) if known[i] & PARTICLE), None)
    if particle is not None and words[particle] in _CONGOLESE:  # Nyunda ya Rubango
        whole = Name(family=" ".join(words))
        return split._replace(alternative=whole, doubtful=True)
    if particle is not None and words[particle] in _JOINING:  # José Ortega y Gasset
        return split
    if particle is not None:
        after = last - particle
        lusophone = words[particle] in _PORTUGUESE or (
            # Maria de Fátima Marinho
            words[particle] == "de" and fold(words[0]) == "maria" and known[particle + 1] & GIVEN
        )
        if lusophone and after > 1 and not known[particle + 1] & PARTICLE:
            name = _named(words[last:], words[:last])  # Adélia da Silva Mathias
            return split._replace(name=name, alternative=split.name, doubtful=True)
        if particle > cut:  # François Colonna d'Istria
            other = _named(words[particle:], words[:particle])
            return split._replace(alternative=other, doubtful=True)
        return split
    if known[cut] & PREFIX:
        return split
    shorter = _named(words[last:], words[:last])
    if known[0] & ENGLISH and last - cut == 1:  # Percy Bysshe Shelley
        return split._replace(name=shorter, alternative=split.name)
    prefix = next((i for i in range(cut + 1, last) if known[i] & PREFIX), None)
    if prefix is not None:  # Jean Dupont Le Goff
        other = _named(words[prefix:], words[:prefix])
        return split._replace(alternative=other, doubtful=True)
    return split._replace(alternative=shorter, doubtful=not known[0] & GIVEN or last - cut > 1)


def _long_given(words: list[str], known: list[int], cut: int, split: Split) -> Split:
    """Two given names or more, of which the last may open the family name instead."""
    inner = known[cut - 1]
    if not inner & ALSO_FAMILY or inner & INITIAL or known[0] & INITIAL:
        return split
    if words[0].casefold() in _DOUBLING and cut == 2 and inner & GIVEN:
        return split
    other = _named(words[cut - 1 :], words[: cut - 1])
    if known[0] & GIVEN == FEMALE and inner & GIVEN == MALE:  # Anne Martin Fugier
        return split._replace(name=other, alternative=split.name, doubtful=True)
    return split._replace(alternative=other)

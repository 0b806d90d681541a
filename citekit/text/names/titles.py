"""Titles, degrees, orders and honours around a person's name: *Mme*, *abbé*, *Ph. D.*, *o.p.*"""

from __future__ import annotations

from citekit.errors import Span
from citekit.text.characters import fold
from citekit.text.names.vocabulary import PLAIN_TITLES
from citekit.text.names.words import (
    DEGREE,
    GIVEN,
    INITIAL,
    TITLE,
    Word,
    facts,
)


def without_titles(words: list[Word]) -> tuple[list[Word], list[Span]]:
    """The words of the name, and the places of titles and degrees around them."""
    kept = list(words)
    dropped: list[Span] = []

    def drop(first: int, last: int) -> None:
        dropped.append(Span(kept[first].start, kept[last - 1].end))
        del kept[first:last]

    while _leading_title(kept):
        drop(0, _leading_title(kept))
    while len(kept) > 0 and (width := _trailing_degree(kept)):
        drop(len(kept) - width, len(kept))
    position = len(kept) - 1
    while position > 0 and len(kept) > 1:
        word = kept[position].text
        last = position == len(kept) - 1
        bare = fold(word).rstrip(".")
        if bare in PLAIN_TITLES or (last and len(kept) == 2 and bare in _AFTER_FAMILY):
            drop(position, position + 1)
        position -= 1
    return kept, sorted(dropped)


_AFTER_FAMILY = frozenset(("pere", "frere", "soeur", "mere", "chanoine"))
"""What an index puts after a family name: *Raimond Père*; others are family names (*Cardinal*)."""
_TITLES_OF_ONE = frozenset(
    "mme mmes mlle mlles mm monsieur madame mademoiselle messieurs mesdames dr drs docteur "
    "docteure prof pr professeur professeure professor abbe mgr monseigneur mr mrs ms miss pere "
    "frere soeur mere sir rp r.p rev reverend".split()
)
"""Titles that a lone family name takes: *Mme Dupont*; others need a full name after them."""


def _leading_title(words: list[Word]) -> int:
    """How many words of title open the name: *Mme*, *M.* before a full name, *l'honorable*."""
    if not words:
        return 0
    word = words[0].text
    bare = fold(word).rstrip(".")
    if len(words) > 2 and bare in {"le", "la", "l"} and word[0].islower():
        return 2 if facts(words[1].text) & TITLE else 0
    if bare.startswith("l'") and bare[2:] in {"honorable", "abbe"}:
        return 1
    if word == "M.":
        full = len(words) > 2 and facts(words[1].text) & (GIVEN | TITLE)
        return 1 if full else 0
    if bare in _TITLES_OF_ONE and (len(words) > 1 or bare in PLAIN_TITLES):
        return 1
    fact = facts(word)
    full = len(words) > 2 and facts(words[1].text) & (GIVEN | INITIAL | TITLE)
    return 1 if fact & TITLE and not fact & GIVEN and full else 0


def _trailing_degree(words: list[Word]) -> int:
    """How many words of degrees end the name: *Ph. D.*, *o.p.*, *M.A.* after a full name."""
    count = len(words)
    for width in (3, 2):
        if count > width or (count == width and "." in words[0].text):
            joined = "".join(word.text for word in words[-width:])
            dotted = all("." in word.text or len(word.text) < 3 for word in words[-width:])
            if dotted and facts(joined) & DEGREE and (count - width != 1 or "Ph" in joined):
                return width
    last = words[-1].text
    fact = facts(last)
    if not fact & DEGREE:
        return 0
    if last[0].islower():
        return 1
    names = sum(1 for word in words[:-1] if not facts(word.text) & INITIAL)
    plain = fold(last).replace(".", "") in {"phd", "md"}
    return 1 if names > 1 or count == 1 or (plain and names) else 0

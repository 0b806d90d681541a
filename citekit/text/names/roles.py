"""Printed role words: *traduit par*, *sous la direction de*, *(dir.)* → CSL name variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_OF = r"(?:de|du|des|d['’]|of)"
_BY = r"(?:par|by)"
_WITH = r"(?:avec|with)"
_GAP = r"(?:[ ,][^,;.]{1,60}?)?"

BEFORE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        rf"propos (?:recueillis|rapportés|tenus)? ?et traduits{_GAP} {_BY}",
        ("interviewer", "translator"),
    ),
    (
        r"(?:propos|paroles|entretiens?|entrevues?|interviews?|discussion)(?: (?:ont été|a été))?"
        rf" (?:recueilli|réalisé|mené|conduit|effectué|préparé)(?:e|s|es)?{_GAP} {_BY}",
        ("interviewer",),
    ),
    (rf"(?:interviewée?s?|interviewed|interview|entretien|entrevue) {_BY}", ("interviewer",)),
    (
        rf"(?:entretiens?|entrevues?|interviews?|conversations?|dialogues?|rencontre) {_WITH}",
        ("author",),
    ),
    (rf"interview {_OF}", ("author",)),
    (rf"tradui(?:te?s?|re){_GAP} {_BY}", ("translator",)),
    (rf"trad(?:\.|uctions?)?{_GAP} {_BY}", ("translator",)),
    (rf"traductions? (?:{_OF}|:)", ("translator",)),
    (r"trad\.(?: d['’])?", ("translator",)),
    (rf"translat(?:ed|ions?){_GAP} by", ("translator",)),
    (
        r"(?:sous|ss) la (?:co-?)?(?:dir(?:ection|\.)?|responsabilité|coordination)(?: \w+)?"
        rf" ?{_OF}",
        ("editor",),
    ),
    (rf"under the (?:direction|supervision|editorship) {_OF}", ("editor",)),
    (
        r"(?:(?:numéro|dossier|ouvrage|cahier|volume) )?(?:co-?)?(?:dirigé|coordonné|édité)"
        rf"(?:e|s|es)?{_GAP} {_BY}",
        ("editor",),
    ),
    (
        r"(?:textes? )?(?:établi|édité|réuni|rassemblé|recueilli)(?:e|s|es)?"
        rf"(?: et \w+)?{_GAP} {_BY}",
        ("editor",),
    ),
    (r"(?:co)?ordination(?: \w+)? ?:", ("editor",)),
    (rf"coordination(?: scientifique)? {_OF}", ("editor",)),
    (rf"(?:éd|ed|dir|coord)\. {_BY}", ("editor",)),
    (rf"(?:edited|guest-edited|coordinated|directed){_GAP} {_BY}", ("editor",)),
    (rf"(?:compilé(?:e|s|es)?|compiled|comp\.){_GAP} {_BY}", ("compiler",)),
    (rf"compilation {_OF}", ("compiler",)),
    (rf"(?:illustré(?:e|s|es)?|illustrated){_GAP} {_BY}", ("illustrator",)),
    (rf"(?:illustrations?|dessins) {_OF}", ("illustrator",)),
    (
        rf"(?:avec|en) (?:la )?(?:collaboration|participation|contribution) (?:{_WITH}|{_OF})",
        ("contributor",),
    ),
    (rf"avec le concours {_OF}", ("contributor",)),
    (
        r"(?:with|in) (?:the )?(?:collaboration|participation|assistance) (?:with|of)",
        ("contributor",),
    ),
    (rf"(?:présenté|préfacé|postfacé|annoté|commenté)(?:e|s|es)?{_GAP} {_BY}", ("contributor",)),
    (rf"(?:préface|postface|avant-propos|foreword|afterword) (?:{_OF}|{_BY})", ("contributor",)),
    (rf"textes? {_OF}", ("author",)),
    (_BY, ("author",)),
)
"""What stands before the people, and the CSL variables they then belong to."""

AFTER: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"dirs?\.?|direction|direct(?:eur|rice)s?|dir\. (?:sc|publ)\.", ("editor",)),
    (r"[ée]ds?\.?|édit\.?|éditeurs?|éditrices?|editors?", ("editor",)),
    (r"coords?\.?|coord(?:onn|in)at(?:eur|rice)s?|coordination|co-?dirs?\.?", ("editor",)),
    (r"trads?\.?|traduct(?:eur|rice)s?|traduction|translators?|transl\.?|tr\.", ("translator",)),
    (r"comps?\.?|compilat(?:eur|rice)s?|compilers?", ("compiler",)),
    (r"ills?\.?|illustrat(?:eur|rice|or)s?|illus\.", ("illustrator",)),
    (r"intervieweu(?:r|se)s?|interviewers?", ("interviewer",)),
    (r"collab\.?|préf\.?|préface|postface", ("contributor",)),
    (r"aut\.|auteure?s?|authors?", ("author",)),
)
"""What stands after them."""

_ONE = frozenset(("translator", "illustrator", "contributor", "interviewer", "author"))


class Role(NamedTuple):
    """A role word in a text: the variables it gives, and whether it follows its people.

    ``reaches_back`` tells a role of all the people before it (*dir.*) from one of the nearest.
    """

    start: int
    end: int
    variables: tuple[str, ...]
    after: bool
    reaches_back: bool = False


_AFTER_WORD = "(?:" + "|".join(row[0] for row in AFTER) + ")"
_JOIN = r"(?:\s*[,&/]\s*|\s+et\s+|\s+and\s+)"
_BARE = r"(?:dirs?|éds?|eds|coords?|trads?|comps?)\b\.?"
_ENDS_PIECE = re.compile(r"(?:^|[(\[,;.:–—-]|\b(?:et|and))\s*$")
_HINT = re.compile(
    r"\b(?:par|by|avec|with|of|d['’]|dirs?|[ée]ds?|trad|textes?|comp|coord)\b|[(\[]|ation|\b(?:sous|ss)\b",
    re.IGNORECASE,
)


@cache
def _before() -> re.Pattern[str]:
    rows = "|".join(f"(?P<b{number}>{row[0]})" for number, row in enumerate(BEFORE))
    return re.compile(rf"\b(?:{rows})(?:(?<=['’:])\s*|(?=\s))", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    words = rf"{_AFTER_WORD}(?:{_JOIN}{_AFTER_WORD})?"
    return re.compile(
        rf"[(\[]\s*(?P<inside>{words})\s*[)\]]|(?:,\s*|(?<=\s))(?P<bare>{_BARE})(?=\s*(?:$|[,;)]))",
        re.IGNORECASE,
    )


@cache
def _each_after() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(row[0], re.IGNORECASE), row[1]) for row in AFTER)


def roles_in(text: str) -> Iterator[Role]:
    """The role words of *text*, in order; they may overlap."""
    if not _HINT.search(text):
        return iter(())
    return iter(sorted([*_roles_before(text), *_roles_after(text)]))


def _roles_before(text: str) -> Iterator[Role]:
    for match in _before().finditer(text):
        if _ENDS_PIECE.search(text, max(match.start() - 12, 0), match.start()):
            number = int((match.lastgroup or "b0")[1:])
            yield Role(match.start(), match.end(), BEFORE[number][1], after=False)


def _roles_after(text: str) -> Iterator[Role]:
    for match in _after().finditer(text):
        words = match["inside"] or match["bare"]
        variables: list[str] = []
        for word in re.split(_JOIN, words):
            variables += [v for v in _variables(word) if v not in variables]
        collective = not _ONE.issuperset(variables) or words.rstrip(".").endswith("s")
        yield Role(match.start(), match.end(), tuple(variables), True, collective)


def _variables(word: str) -> tuple[str, ...]:
    return next((row[1] for row in _each_after() if row[0].fullmatch(word)), ())

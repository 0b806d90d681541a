"""One name: its parts in their order, particles where they belong, initials."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from citekit.csl import textcase
from citekit.csl.marks import END, JOINT, bare
from citekit.csl.people import unspaced
from citekit.csl.rendering.initials import Initials
from citekit.text.characters import NBSP
from citekit.text.patterns import pattern

if TYPE_CHECKING:
    from citekit.csl.nodes import Name as NameNode
    from citekit.csl.nodes import NameOptions, NamePart
    from citekit.csl.people import Person
    from citekit.csl.rendering.context import Scope

_BOUND_PARTICLES = frozenset({"cs", "fr", "ru"})
"""Languages that do not part a particle from its name at the end of a line."""
_BLANKS = pattern("  +")
INITIALS, FULL = 1, 2
"""What disambiguation makes of a given name that the form leaves out or shortens."""


class _Dress(NamedTuple):
    """How a ``cs:name-part`` dresses its part: each word in its forms, affixes around them all."""

    before: str = ""
    after: str = ""
    begin: str = ""
    case: str = ""

    def word(self, text: str, language: str) -> str:
        """*text* in the case and forms of the part."""
        if not text:
            return text
        if self.case:
            text = textcase.apply(self.case, text, language)
        return self.begin + text + END * len(self.begin) if self.begin else text

    def around(self, text: str) -> str:
        """*text* between the affixes of the part."""
        return self.before + text + self.after if text else text


class NameForm:
    """Writes names in the form that a ``cs:name`` asks for."""

    __slots__ = (
        "_abbreviations",
        "_affixes",
        "_begin",
        "_demotes",
        "_end",
        "_family",
        "_gap",
        "_given",
        "_given_gap",
        "_initials",
        "_is_plain",
        "_language",
        "_separator",
        "form",
        "inverted",
        "sorting",
    )

    def __init__(self, node: NameNode, options: NameOptions, scope: Scope) -> None:
        self.form = options.form or "long"
        self.inverted = {"first": 1, "all": 10**6}.get(options.name_as_sort_order or "", 0)
        self.sorting = scope.sorting
        if scope.sorting:
            self.inverted = 10**6
        separator = options.sort_separator if options.sort_separator is not None else ", "
        self._separator = _BLANKS.sub(" ", separator)
        self._initials: Initials | None = None
        self._abbreviations: Initials | None = None
        if options.initialize_with is not None:
            self._initials = Initials(
                options.initialize_with,
                shortened=options.initialize is not False,
                hyphen=scope.style.options.get("initialize-with-hyphen") != "false",
            )
            self._abbreviations = Initials(options.initialize_with, shortened=False, hyphen=True)
        demote = scope.style.options.get("demote-non-dropping-particle", "display-and-sort")
        ends_bound = (options.initialize_with or "").endswith(NBSP)
        self._given_gap = NBSP if ends_bound and not scope.sorting else " "
        self._demotes = demote == "display-and-sort" or (demote == "sort-only" and scope.sorting)
        parts = {part.name: part for part in node.parts}
        self._family = _dress(parts.get("family"))
        self._given = _dress(parts.get("given"))
        self._is_plain = self._family == _PLAIN and self._given == _PLAIN
        self._language = scope.locale.language
        self._gap = NBSP if self._language in _BOUND_PARTICLES and not scope.sorting else " "
        self._begin, self._end = node.begin, END * len(node.begin)
        self._affixes = (
            node.prefix and JOINT + node.prefix + JOINT,
            node.suffix and JOINT + node.suffix + JOINT,
        )

    @property
    def has_initials(self) -> bool:
        """Whether given names are made initials."""
        return self._initials is not None

    @property
    def shortens(self) -> bool:
        """Whether a given name in full is made initials, too."""
        return self._initials is not None and self._initials.shortens

    def inverts(self, person: Person, index: int) -> bool:
        """Whether *person*, at *index* of a list, is turned to have the family name first."""
        return index < self.inverted and not person.body and bool(person.given)

    def texts(self, people: tuple[Person, ...], levels: tuple[int, ...] = ()) -> list[str]:
        """The names of the beginning of a list; *levels* tell which given names are expanded."""
        if levels:
            levels += (0,) * (len(people) - len(levels))
            texts = [self.text(person, index, levels[index]) for index, person in enumerate(people)]
        else:
            texts = [self.text(person, index) for index, person in enumerate(people)]
        if self._begin:
            texts = [self._begin + text + self._end for text in texts]
        if any(self._affixes):  # of people, not of bodies
            before, after = self._affixes
            return [
                text if person.body else before + text + after
                for text, person in zip(texts, people, strict=True)
            ]
        return texts

    def text(self, person: Person, index: int, level: int = 0) -> str:
        """The name at *index* of a list, its given name expanded to *level* (INITIALS, FULL)."""
        form = self.form
        inverted = index < self.inverted
        if form == "short" and level:
            form = "long"
        given = "" if form == "short" else person.given
        if given and self._initials is not None and level < FULL and not person.fixed:
            given = self._initials(given)
        if person.plain and self._is_plain:
            if not given:
                return person.family
            if inverted:
                return f"{person.family}{self._separator}{given}"
            return given + self._given_gap + person.family
        if person.body:
            if self.sorting and self._language == "fr":  # under the first word that counts
                return _FRENCH_ARTICLE.sub("", person.body)
            return self._family.around(self._family.word(person.body, self._language))
        parts = _Parts(
            given=self._given.word(given, self._language),
            dropping=self._given.word(person.dropping, self._language),
            particle=self._family.word(person.particle, self._language),
            family=self._family.word(person.family, self._language),
            suffix=self._abbreviations(person.suffix) if self._abbreviations else person.suffix,
        )
        if person.fixed:
            between = "" if not given or unspaced(person.family) else " "
            return self._family.around(parts.family) + between + self._given.around(parts.given)
        if form == "short":
            last = _spaced(parts.particle, parts.family, self._gap)
            if inverted and self._demotes and parts.particle:
                return self._family.around(parts.family) + JOINT + self._separator + parts.particle
            return self._family.around(last)
        return self._inverted(parts) if inverted else self._straight(parts, person)

    def _straight(self, parts: _Parts, person: Person) -> str:
        last = _spaced(_spaced(parts.dropping, parts.particle), parts.family, self._gap)
        if parts.suffix:
            last += (", " if person.comma_suffix else " ") + parts.suffix
        return _spaced(self._given.around(parts.given), self._family.around(last), self._given_gap)

    def _inverted(self, parts: _Parts) -> str:
        first, rest = parts.family, _spaced(parts.given, parts.dropping)
        if self._demotes:
            rest = _spaced(rest, parts.particle)
        elif self.sorting:  # d' Alembert before de Alembert
            first = f"{parts.particle} {first}" if parts.particle else first
        else:
            first = _spaced(parts.particle, first, self._gap)
        pieces = [self._family.around(first), self._given.around(rest), parts.suffix]
        return (JOINT + self._separator + JOINT).join([piece for piece in pieces if piece])


class _Parts(NamedTuple):
    """The parts of a name, each in its forms."""

    given: str
    dropping: str
    particle: str
    family: str
    suffix: str


def _spaced(first: str, second: str, gap: str = " ") -> str:
    if not first or not second:
        return first or second
    last = bare(first)[-1:]
    if last in "\u2019'-" or last.isspace():
        return first + second
    return first + gap + second


def _dress(part: NamePart | None) -> _Dress:
    if part is None:
        return _PLAIN
    before = part.prefix + JOINT if part.prefix else ""
    after = JOINT + part.suffix if part.suffix else ""
    return _Dress(before, after, part.begin, part.text_case)


_PLAIN = _Dress()
_FRENCH_ARTICLE = pattern(r"\A(?:l[ea]s?\s+|l['\u2019]\s*)(?=\w)", re.IGNORECASE)
"""What the name of a body may begin with and is not sorted by."""

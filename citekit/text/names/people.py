"""A printed list of people → names by role: separators, bodies, shared surnames, titles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from citekit.errors import Diagnostic, Span, note, warning
from citekit.model import Name
from citekit.text.characters import squeeze
from citekit.text.names.person import Order, Split, inverted, split_person
from citekit.text.names.roles import Role, roles_in
from citekit.text.names.segments import Kind, Segment, segments_of
from citekit.text.names.words import ALSO_FAMILY, CAPITALS, GIVEN, INITIAL, facts

MAX_LIST = 100_000


class People(msgspec.Struct, frozen=True, kw_only=True):
    """The people of a piece of text.

    ``roles`` gives the names by CSL variable; ``spans`` the variable, the index and the place of
    each; ``furniture`` the places of separators, role words and what was dropped.
    """

    roles: dict[str, tuple[Name, ...]] = {}
    spans: tuple[tuple[str, int, Span], ...] = ()
    furniture: tuple[Span, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_people(text: str, order: Order | None = None) -> People:
    """The names in *text* by CSL variable, ``author`` where no role is printed.

    *text* is a list as journals print it: separated by commas, semicolons, *et*, *&*; given or
    family name first; with roles (*traduit par*, *(dir.)*), titles and bodies. *order* is the
    order usual in the document, for names that do not show theirs. Spans count from the start of
    *text*. Nothing raises; what is no name stays whole as a ``literal``, with a warning.
    """
    reader = _Reader(text, order)
    reader.read()
    return reader.people()


def read_person(text: str, order: Order | None = None) -> tuple[Name, tuple[Diagnostic, ...]]:
    """One name, and what is doubtful or dropped: *Michel de Certeau*, *Martin, Paul*, a body.

    Where *text* holds several people, the whole is a literal.
    """
    people = read_people(text, order)
    names = [name for group in people.roles.values() for name in group]
    if len(names) == 1:
        return names[0], people.diagnostics
    whole = squeeze(text)
    return Name(literal=whole), (
        warning("name-unreadable", span=Span(0, len(text)), name=_short(whole)),
    )


def order_of(texts: Iterable[str]) -> Order | None:
    """The order usual in a document's lists of people, by the names that show it; None if mixed."""
    votes: dict[Order, int] = {"given-first": 0, "family-first": 0}
    for text in texts:
        for segment in segments_of(text, 0, len(text))[0]:
            if segment.kind is Kind.FULL and not segment.family:
                split = split_person(segment.texts)
                votes[split.order] += split.firm
    return _majority(votes)


def _majority(votes: dict[Order, int]) -> Order | None:
    given, family = votes["given-first"], votes["family-first"]
    if given > 2 * family:
        return "given-first"
    if family > 2 * given:
        return "family-first"
    return None


class _Person(NamedTuple):
    split: Split | None  # None: a body or prose, whole
    name: Name
    start: int
    end: int
    segment: Segment


class _Reader:
    """Reads one text; holds what read_people returns while it grows."""

    def __init__(self, text: str, order: Order | None) -> None:
        self.text = text
        self.order = order
        self.roles: dict[str, list[Name]] = {}
        self.spans: list[tuple[str, int, Span]] = []
        self.furniture: list[Span] = []
        self.diagnostics: list[Diagnostic] = []

    def people(self) -> People:
        return People(
            roles={variable: tuple(names) for variable, names in self.roles.items()},
            spans=tuple(self.spans),
            furniture=tuple(sorted(self.furniture)),
            diagnostics=tuple(self.diagnostics),
        )

    def read(self) -> None:
        """Chunks between role words, each a list of people."""
        if len(self.text) > MAX_LIST:
            whole = Segment(Kind.PROSE, "", 0, len(self.text))
            self.assign([self.whole(whole)], ("author",))
            return
        variables: tuple[str, ...] = ("author",)
        position = 0
        waiting: list[_Person] = []
        for role in roles_in(self.text):
            if role.start < position:
                continue
            waiting += self.chunk(position, role.start)
            self.furniture.append(Span(role.start, role.end))
            position = role.end
            if role.after:
                waiting = self.assign_back(waiting, variables, role)
            else:
                self.assign(waiting, variables)
                waiting, variables = [], role.variables
        waiting += self.chunk(position, len(self.text))
        self.assign(waiting, variables)

    def assign_back(
        self, people: list[_Person], variables: tuple[str, ...], role: Role
    ) -> list[_Person]:
        """Give the people before a role word that role: all of them, or the last."""
        reach = len(people) if role.reaches_back else 1
        cut = max(len(people) - reach, 0)
        self.assign(people[:cut], variables)
        self.assign(people[cut:], role.variables)
        return []

    def assign(self, people: list[_Person], variables: tuple[str, ...]) -> None:
        for person in people:
            for variable in variables:
                names = self.roles.setdefault(variable, [])
                self.spans.append((variable, len(names), Span(person.start, person.end)))
                names.append(person.name)

    def chunk(self, start: int, end: int) -> list[_Person]:
        """The people of a stretch without role words."""
        segments, separators = segments_of(self.text, start, end)
        self.furniture += separators
        order = self.order or _order_within(segments)
        people: list[_Person] = []
        index = 0
        while index < len(segments):
            segment = segments[index]
            following = segments[index + 1] if index + 1 < len(segments) else None
            used = 1
            if following and _is_inverted(segment, following, segments):
                people.append(self.inverted(segment, following))
                used = 2
            elif segment.kind is Kind.DEGREE:
                self.furniture.append(Span(segment.start, segment.end))
                self.drop(segment.titles)
            elif segment.kind is Kind.OTHERS:
                self.others(segment)
            elif segment.kind is Kind.SUFFIX and people and people[-1].split:
                people[-1] = self.with_suffix(people[-1], segment)
            elif segment.kind in {Kind.BODY, Kind.PROSE}:
                if not (people and self.is_aside(segment, people[-1])):
                    people.append(self.whole(segment))
            else:
                shared = self.sharing(segment, people, segments[index + 1 : index + 5])
                people.append(shared or self.person(segment, order))
            index += used
        return people

    def inverted(self, family: Segment, given: Segment) -> _Person:
        split = inverted(family.texts, given.texts)
        self.drop((*family.titles, *given.titles))
        self.drop_asides((*family.asides, *given.asides))
        return _Person(split, split.name, family.start, given.end, family)

    def person(self, segment: Segment, order: Order | None) -> _Person:
        """A person whose words stand between two separators."""
        if segment.family:
            split = inverted(list(segment.family), list(segment.given))
        elif _is_acronym(segment):
            return self.literal(segment)
        else:
            split = split_person(segment.texts, order)
        self.drop(segment.titles)
        self.drop_asides(segment.asides)
        self.doubt(split, Span(segment.start, segment.end))
        return _Person(split, split.name, segment.start, segment.end, segment)

    def doubt(self, split: Split, span: Span) -> None:
        if split.alternative is None:
            return
        make = warning if split.doubtful else note
        code = "name-doubtful" if split.doubtful else "name-assumed"
        chosen, other = split.name.inverted(), split.alternative.inverted()
        self.diagnostics.append(make(code, span=span, name=chosen, alternative=other))

    def sharing(
        self, segment: Segment, people: list[_Person], following: list[Segment]
    ) -> _Person | None:
        """A person whose family name is printed with a neighbour's, or None."""
        if segment.kind is not Kind.GIVEN or len(segment.words) > 2 or _is_indexed(segment):
            return None
        owner: Name | None = None
        if people and segment.separator in {"and", ","}:
            last = people[-1].split
            if last and last.order == "family-first" and last.name.given:
                owner = last.name  # Trottet Chantal et Christian
        if owner is None and len(segment.words) == 1:
            owner = _next_family(following)  # Philbert & Michel Ulrich
        if owner is None:
            return None
        given = " ".join(segment.texts)
        name = msgspec.structs.replace(owner, given=given, suffix=None)
        span = Span(segment.start, segment.end)
        self.drop(segment.titles)
        self.drop_asides(segment.asides)
        self.diagnostics.append(note("name-shared-family", span=span, name=name.inverted()))
        order: Order = "family-first" if people and people[-1].name is owner else "given-first"
        return _Person(Split(name, order, True), name, segment.start, segment.end, segment)

    def whole(self, segment: Segment) -> _Person:
        """A body, or words that are no name, kept whole."""
        person = self.literal(segment)
        if segment.kind is Kind.PROSE:
            span = Span(segment.start, segment.end)
            self.diagnostics.append(
                warning("name-unreadable", span=span, name=_short(person.name.literal or ""))
            )
        return person

    def literal(self, segment: Segment) -> _Person:
        words = squeeze(self.text[segment.start : segment.end])
        return _Person(None, Name(literal=words), segment.start, segment.end, segment)

    def is_aside(self, segment: Segment, previous: _Person) -> bool:
        """Whether a piece says what the person before it does: *Jean Dupont, avocat*."""
        words = self.text[segment.start : segment.end]
        if segment.kind is not Kind.PROSE or segment.separator != "," or not previous.split:
            return False
        if len(words) > 200 or not words[0].islower():
            return False
        self.drop_asides((Span(segment.start, segment.end),))
        return True

    def with_suffix(self, person: _Person, segment: Segment) -> _Person:
        name = msgspec.structs.replace(person.name, suffix=segment.texts[0])
        split = person.split._replace(name=name) if person.split else None
        return person._replace(name=name, split=split, end=segment.end)

    def others(self, segment: Segment) -> None:
        span = Span(segment.start, segment.end)
        self.furniture.append(span)
        self.diagnostics.append(warning("name-others", span=span, words=span.of(self.text)))

    def drop(self, titles: Iterable[Span]) -> None:
        for span in titles:
            self.furniture.append(span)
            self.diagnostics.append(note("name-title-dropped", span=span, title=span.of(self.text)))

    def drop_asides(self, asides: Iterable[Span]) -> None:
        for span in asides:
            self.furniture.append(span)
            words = _short(squeeze(span.of(self.text)))
            self.diagnostics.append(note("name-aside-dropped", span=span, words=words))


def _order_within(segments: list[Segment]) -> Order | None:
    votes: dict[Order, int] = {"given-first": 0, "family-first": 0}
    if len(segments) > 1:
        for segment in segments:
            if segment.kind is Kind.FULL and not segment.family:
                split = split_person(segment.texts)
                votes[split.order] += split.firm
    return _majority(votes)


def _is_indexed(segment: Segment) -> bool:
    """Whether a name ends with its initials, as an index prints it: *Martin A.* lacks nothing."""
    known = [facts(word.text) for word in segment.words]
    return len(known) > 1 and bool(known[-1] & INITIAL) and not known[0] & INITIAL


def _others_are_given_first(segment: Segment, following: Segment, segments: list[Segment]) -> bool:
    """Whether the neighbours show that a comma stands between people, not inside a name."""
    near = [s for s in segments[:8] if s is not segment and s is not following]
    splits = [split_person(s.texts) for s in near if s.kind is Kind.FULL and not s.family]
    return any(split.firm and split.order == "given-first" for split in splits)


def _is_inverted(segment: Segment, following: Segment, segments: list[Segment]) -> bool:
    """Whether a comma parts the family name *segment* from the given name *following*."""
    if following.separator != "," or segment.family or following.family:
        return False
    if _is_indexed(segment):
        return False
    if following.kind is Kind.GIVEN:
        if segment.kind in {Kind.SINGLE, Kind.GIVEN}:
            return True
        known = [facts(word.text) for word in segment.words]
        if segment.kind is not Kind.FULL:
            return False
        first, last = known[0], known[-1]
        if first & ALSO_FAMILY and not first & CAPITALS:
            return not _others_are_given_first(segment, following, segments)
        return bool(not (first | last) & GIVEN or first & CAPITALS)
    family = segment.kind is Kind.SINGLE or (
        segment.kind is Kind.GIVEN and facts(segment.words[0].text) & ALSO_FAMILY
    )
    if not family or len(segments) > 4:
        return False
    if sum(piece.kind not in {Kind.SUFFIX, Kind.DEGREE} for piece in segments) != 2:
        return False
    # Kouassi, Adjoua and King, Martin Luther: one comma, and no full name on either side.
    if following.kind is Kind.SINGLE:
        return len(following.words) == 1
    known = [facts(word.text) for word in following.words]
    return following.kind is Kind.FULL and all(fact & (GIVEN | INITIAL) for fact in known)


def _next_family(following: list[Segment]) -> Name | None:
    """The family name that a later full name shares with given names before it."""
    for number, segment in enumerate(following):
        if segment.separator not in {"and", ","}:
            return None
        full = segment.kind is Kind.FULL or len(segment.words) > 1
        if full and not segment.family and segment.separator == "and":
            split = split_person(segment.texts)
            known = facts(segment.words[0].text) & GIVEN
            return split.name if split.order == "given-first" and known else None
        if segment.kind is not Kind.GIVEN or number == 3:
            return None
    return None


def _is_acronym(segment: Segment) -> bool:
    """One short word in capitals is a body's initials: *CNRS*."""
    if len(segment.words) != 1:
        return False
    word = segment.words[0].text
    return len(word) < 6 and bool(facts(word) & CAPITALS) and not facts(word) & GIVEN


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"

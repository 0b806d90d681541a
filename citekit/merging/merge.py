"""The whole way: references of several libraries, groups, one reference a group, unique keys."""

from __future__ import annotations

from collections.abc import Sequence

from citekit.merging.choosing import combine
from citekit.merging.clusters import cluster, links_of
from citekit.merging.keys import unique_keys
from citekit.merging.leftovers import join
from citekit.merging.result import Choice, Group, Match, Member, Merged
from citekit.merging.telling import tell_choice, tell_doubt, tell_match
from citekit.model import Library, Reference


def merge(libraries: Sequence[Library], sources: Sequence[str] = ()) -> Merged:
    """One library of all *libraries*, each work once, in the order of first appearance.

    *sources* are the libraries' names, for what is told. The diagnostics of the libraries are not
    among those of the result.
    """
    names = [sources[at] if at < len(sources) else None for at in range(len(libraries))]
    references: list[Reference] = []
    members: list[Member] = []
    for library, source in zip(libraries, names, strict=True):
        references += library.references
        members += (Member(each.id, source) for each in library.references)
    found = cluster(references)
    links = links_of(found)
    combined: list[Reference] = []
    choices: list[tuple[Choice, ...]] = []
    for numbers in found.groups:
        one, dropped = combine(
            [references[number] for number in numbers], [members[number] for number in numbers]
        )
        combined.append(one)
        choices.append(dropped)
    unique, renamed = unique_keys(combined, [members[numbers[0]] for numbers in found.groups])
    groups = []
    for numbers, reference, dropped in zip(found.groups, unique, choices, strict=True):
        if len(numbers) > 1:
            matches = tuple(
                Match(members[one], members[other], verdict.rule, verdict.likeness)
                for one, other, verdict in links[numbers[0]]
            )
            of = tuple(members[number] for number in numbers)
            groups.append(_group(reference, of, matches, dropped))
    doubts = (
        tell_doubt(each.verdict, members[each.one], members[each.other]) for each in found.doubts
    )
    library, contradictions = join(unique, libraries, names)
    told = (*(each for group in groups for each in group.diagnostics), *renamed, *doubts)
    return Merged(
        library=library,
        groups=tuple(groups),
        diagnostics=(*told, *contradictions),
        read=len(references),
    )


def _group(
    reference: Reference,
    members: tuple[Member, ...],
    matches: tuple[Match, ...],
    choices: tuple[Choice, ...],
) -> Group:
    key = reference.id
    evidence = (tell_match(match, key) for match in matches)
    chosen = (tell_choice(choice, key) for choice in choices)
    return Group(
        reference=reference,
        members=members,
        matches=matches,
        choices=choices,
        diagnostics=(*evidence, *chosen),
    )

"""What holds of every merge: nothing new the second time, no order in it, nothing lost unsaid."""

from __future__ import annotations

import re
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import references

from citekit import Date, Merged, Name, Reference, merge
from citekit.merging.telling import shown

POORER = ("author", "doi", "page", "volume", "issued", "abstract", "keyword", "custom", "issn")
OTHERWISE = {
    "author": st.sampled_from([(Name(family="Crozet", given=given),) for given in ("P.", "Paul")]),
    "page": st.sampled_from(["17", "17-36", "17-38"]),
    "issue": st.sampled_from(["3", "4"]),
    "issued": st.sampled_from([Date.of(2006), Date.of(2006, 12), Date.of(2007)]),
    "abstract": st.sampled_from(["Court.", "Un résumé plus long.", "Another abstract, longer."]),
    "keyword": st.sampled_from(["ville, client", "Client, habitant", "usager"]),
    "note": st.sampled_from(["Lu", "Lupin", "À citer. ; Lu"]),
    "custom": st.sampled_from([{"shelf": "A 1"}, {"shelf": "B 2"}, {"tags": ["a"], "rating": 5}]),
    "publisher": st.sampled_from(["Gallimard", "Éditions Gallimard", "Plon"]),
    "url": st.sampled_from(["https://example.org/a", "https://example.org/b"]),
}
"""Fields in which sources differ about one work, and what they say there."""


@st.composite
def libraries(draw: st.DrawFn) -> list[list[Reference]]:
    """Two or three libraries that have works in common, each poorer or otherwise in some field.

    Some works bear a DOI in all of them, so that they are found whatever else differs.
    """
    works = draw(st.lists(references(), min_size=1, max_size=3))
    others = draw(st.lists(references(), min_size=1, max_size=2))
    sure = {number for number in range(len(works)) if draw(st.booleans())}
    for number in sure:
        said = {name: draw(values) for name, values in OTHERWISE.items()}
        works[number] = works[number].replace(
            doi=f"10.1000/sure{number}", pmid=None, pmcid=None, **said
        )
    several = [works]
    for _ in range(draw(st.integers(1, 2))):
        library = []
        for number, work in enumerate(works):
            if number in sure:
                fields = draw(st.sets(st.sampled_from(sorted(OTHERWISE)), min_size=1, max_size=4))
                changes = {name: draw(OTHERWISE[name]) for name in sorted(fields)}
            else:
                changes = dict.fromkeys(draw(st.sets(st.sampled_from(POORER), max_size=3)))
                other = draw(st.sampled_from(others))
                for variable in draw(st.sets(st.sampled_from(POORER), max_size=2)):
                    changes[variable] = getattr(other, variable)
            library.append(work.replace(id=f"{work.id}{number}", **changes))
        several.append(draw(st.permutations(library)))
    return several


@given(libraries())
def test_merging_again_changes_nothing(several: list[list[Reference]]) -> None:
    once = merge(*several)
    again = merge(once.library)
    assert again.references == once.references
    assert again.groups == ()


@given(libraries())
def test_a_library_with_itself_is_itself(several: list[list[Reference]]) -> None:
    library = merge(*several).library
    merged = merge(library, library)
    assert merged.library == library
    assert {match.rule for group in merged.groups for match in group.matches} == {"identical"}
    assert [choice for group in merged.groups for choice in group.choices] == []


@given(libraries())
def test_the_order_of_the_libraries_changes_no_group(several: list[list[Reference]]) -> None:
    works = [
        [work.replace(id=f"{at}-{number}") for number, work in enumerate(library)]
        for at, library in enumerate(several)
    ]

    def groups(merged: Merged) -> set[frozenset[str]]:
        return {frozenset(member.key for member in group.members) for group in merged.groups}

    found = {frozenset(groups(merge(*order))) for order in permutations(works)}
    assert len(found) == 1


@given(libraries())
def test_every_fact_is_in_its_work_or_told(several: list[list[Reference]]) -> None:
    """In the reference that its work became, or told of that work: elsewhere does not count."""
    works = [
        [work.replace(id=f"{at}-{number}") for number, work in enumerate(library)]
        for at, library in enumerate(several)
    ]
    merged = merge(*works)
    became = {reference.id: reference for reference in merged.references}
    told: dict[str, set[tuple[str, str]]] = {}
    for group in merged.groups:
        values = {
            (choice.variable, shown(fact))
            for choice in group.choices
            for fact in facts(choice.variable, choice.dropped)
        }
        said = [str(each.parameters.get("dropped")) for each in group.diagnostics]
        assert all(shown(choice.dropped) in said for choice in group.choices)
        for member in group.members:
            became[member.key] = group.reference
            told[member.key] = values
    for work in (work for library in works for work in library):
        for variable, value in work.items():
            if variable == "id":
                continue
            kept = facts(variable, became[work.id].get(variable))
            for fact in facts(variable, value):
                is_told = (variable, shown(fact)) in told.get(work.id, ())
                assert fact in kept or is_told, (variable, fact)


@given(libraries())
def test_every_key_is_in_the_result_or_told(several: list[list[Reference]]) -> None:
    merged = merge(*several)
    known = {reference.id for reference in merged.references}
    for each in merged.diagnostics:
        known.update(str(each.parameters.get(name)) for name in ("member", "other", "key"))
    assert {work.id for library in several for work in library} - {""} <= known


def facts(variable: str, value: object) -> list[object]:
    """A value of a variable, or its parts where it is made of several."""
    if value is None:
        return []
    if variable == "custom":
        return [{name: fact} for name, fact in leaves(value)]
    if variable in ("keyword", "ISSN", "ISBN"):
        return list(re.split(r"\s*[,;]\s*", str(value)))
    if variable == "categories":
        return list(value) if isinstance(value, tuple) else [value]
    if variable in ("note", "annote"):
        return str(value).split(" ; ")
    return [value]


def leaves(value: dict) -> list[tuple[str, object]]:
    """The facts of a table, those of tables and lists in it one by one."""
    found = []
    for name, fact in value.items():
        if isinstance(fact, dict):
            found += leaves(fact)
        elif isinstance(fact, list):
            found += [(name, one) for one in fact]
        else:
            found.append((name, fact))
    return found


def test_a_sample_of_it() -> None:
    """The strategy makes what the tests are about: works found again, with values to choose."""
    found = []

    @settings(max_examples=40)
    @given(libraries())
    def look(several: list[list[Reference]]) -> None:
        found.append(merge(*several).groups)

    look()
    assert sum(1 for groups in found if groups) > len(found) / 4
    chosen = {choice.variable for groups in found for each in groups for choice in each.choices}
    assert len(chosen) >= 5

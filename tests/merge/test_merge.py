"""Merging libraries: groups without chains, fields chosen, keys, order, what belongs to files."""

from __future__ import annotations

import pytest
from growth import operations

from citekit import Date, Library, Name, Reference, merge
from citekit.errors import StrictError

TITLE = "Le public dans les contrats de ville"
CROZET = (Name(family="Crozet", given="Paul"),)


def article(key, **facts):
    return Reference(
        **{
            "id": key,
            "type": "article-journal",
            "title": TITLE,
            "author": CROZET,
            "issued": Date.of(2006),
            **facts,
        }
    )


def merged_pair(one, other):
    merged = merge([one], [other])
    assert len(merged.references) == 1
    return merged.references[0], merged


def dropped(merged):
    return [
        (choice.variable, choice.dropped, choice.severity)
        for group in merged.groups
        for choice in group.choices
    ]


PICKED = [
    # variable, the first's, the second's, kept, not kept, how it is told
    ("page", ("17", "17-36"), "17-36", "17", "note"),
    ("page", ("361-80", "361-380"), "361-380", "361-80", "note"),
    ("page", ("17-36", "17-38"), "17-36", "17-38", "warning"),
    ("issued", (Date.of(2006), Date.of(2006, 12)), Date.of(2006, 12), Date.of(2006), "note"),
    ("issued", (Date.of(2006, 12), Date.of(2006, 3)), Date.of(2006, 12), Date.of(2006, 3),
     "warning"),
    ("title", (TITLE.upper(), TITLE), TITLE, TITLE.upper(), "note"),
    ("title", ("L'Etat et ses usages", "L'État et ses usages"), "L'État et ses usages",
     "L'Etat et ses usages", "note"),
    ("title", (TITLE, f"{TITLE} : habitant ou client ?"), f"{TITLE} : habitant ou client ?", TITLE,
     "note"),
    ("title", (TITLE, TITLE.replace("public", "pubic")), TITLE, TITLE.replace("public", "pubic"),
     "warning"),
    ("title", ("L'Ã©tat des choses", "L'etat des choses"), "L'etat des choses",
     "L'Ã©tat des choses", "note"),
    ("title", ('La <span class="nocase">France</span> en 1900', "La France en 1900"),
     'La <span class="nocase">France</span> en 1900', "La France en 1900", "note"),
    ("publisher", ("Gallimard", "Éditions Gallimard"), "Éditions Gallimard", "Gallimard", "note"),
    ("abstract", ("Court.", "Un résumé plus long."), "Un résumé plus long.", "Court.", "note"),
    ("language", ("fr", "fr-FR"), "fr-FR", "fr", "note"),
    ("volume", ("24", "XXIV"), "24", "XXIV", "note"),
    ("issue", ("3-4", "4"), "3-4", "4", "warning"),
    ("container_title", ("Pol. manag. publ.", "Politiques et management public"),
     "Politiques et management public", "Pol. manag. publ.", "note"),
    ("url", ("http://example.org/a", "https://example.org/a"), "https://example.org/a",
     "http://example.org/a", "note"),
    ("url", ("https://example.org/a", "https://doi.org/10.1000/1"), "https://doi.org/10.1000/1",
     "https://example.org/a", "note"),
    ("accessed", (Date.of(2020, 1, 5), Date.of(2024, 2, 1)), Date.of(2024, 2, 1),
     Date.of(2020, 1, 5), "note"),
    ("type", ("document", "article-journal"), "article-journal", "document", "note"),
    ("type", ("article-journal", "article-magazine"), "article-journal", "article-magazine",
     "warning"),
    ("author", ((Name(family="Crozet", given="P."),), CROZET), CROZET,
     (Name(family="Crozet", given="P."),), "note"),
    ("author", (CROZET, (*CROZET, Name(family="Rangeon", given="F."))),
     (*CROZET, Name(family="Rangeon", given="F.")), CROZET, "note"),
]  # fmt: skip


@pytest.mark.parametrize(("variable", "values", "kept", "lost", "severity"), PICKED)
def test_the_better_value_is_kept_and_the_other_told(variable, values, kept, lost, severity):
    first, second = values
    shared = {"doi": "10.1000/1"}
    reference, merged = merged_pair(
        article("a", **shared | {variable: first}), article("b", **shared | {variable: second})
    )
    assert getattr(reference, variable) == kept
    name = "URL" if variable == "url" else variable.replace("_", "-")
    assert dropped(merged) == [(name, lost, severity)]
    told = [each for each in merged.diagnostics if each.code in ("merge-value", "merge-conflict")]
    assert [each.severity for each in told] == [severity]
    assert all(str(lost) in str(each) for each in told if isinstance(lost, str))


UNITED = [
    ("keyword", "ville, client", "client, habitant", "ville, client, habitant"),
    ("categories", ("a", "b"), ("b", "c"), ("a", "b", "c")),
    ("issn", "0758-1726", "2119-4831", "0758-1726, 2119-4831"),
    ("note", "Lu.", "À citer.", "Lu. ; À citer."),
    ("note", "Lu", "Lupin", "Lu ; Lupin"),
    ("note", "Lu. ; À citer.", "À citer.", "Lu. ; À citer."),
    ("custom", {"access": "libre"}, {"rating": 5}, {"access": "libre", "rating": 5}),
    ("custom", {"tags": ["a"]}, {"tags": ["a", "b"]}, {"tags": ["a", "b"]}),
    ("volume", None, "24", "24"),
]


@pytest.mark.parametrize(("variable", "first", "second", "both"), UNITED)
def test_what_can_stand_together_is_united(variable, first, second, both):
    reference, merged = merged_pair(
        article("a", **{variable: first}), article("b", **{variable: second})
    )
    assert getattr(reference, variable) == both
    assert dropped(merged) == []


def test_names_are_chosen_person_by_person():
    one = (Name(family="Crozet", given="P."), Name(family="Rangeon", given="François"))
    other = (Name(family="Crozet", given="Paul"), Name(family="Rangeon", given="F."))
    reference, merged = merged_pair(article("a", author=one), article("b", author=other))
    assert reference.author == (other[0], one[1])
    assert dropped(merged) == [("author", one, "note"), ("author", other, "note")]


def test_a_contradiction_in_custom_names_its_fact():
    _, merged = merged_pair(
        article("a", custom={"shelf": "A 1"}), article("b", custom={"shelf": "B 2"})
    )
    assert dropped(merged) == [("custom", {"shelf": "B 2"}, "warning")]


def test_no_chain_through_what_both_contradict():
    """The one without a volume is as like to either of the two others: it joins neither."""
    facts = {"container_title": "Esprit", "page": "17", "issue": "2"}
    works = [
        article("a", volume="24", **facts),
        article("b", **facts),
        article("c", volume="25", **facts),
    ]
    merged = merge(works)
    assert merged.references == tuple(works)
    assert [(each.code, each.parameters["other"]) for each in merged.diagnostics] == [
        ("merge-possibly-rivals", "b"),
        ("merge-possibly-volume", "c"),
        ("merge-possibly-rivals", "c"),
    ]


def test_the_surer_of_two_that_exclude_each_other():
    """By its DOI it is the first; that it is like the second says nothing more."""
    works = [
        article("a", volume="24", doi="10.1000/1"),
        article("b", doi="10.1000/1"),
        article("c", volume="25"),
    ]
    merged = merge(works)
    assert [each.id for each in merged.references] == ["a", "c"]


def test_a_title_without_subtitle_is_like_two_works():
    def book(key, title, **facts):
        author = (Name(family="Nora", given="Pierre"),)
        return Reference(
            id=key, type="book", title=title, author=author, issued=Date.of(1984), **facts
        )

    works = [
        book("a", "Les lieux de mémoire : La République"),
        book("b", "Les lieux de mémoire"),
        book("c", "Les lieux de mémoire : La Nation"),
    ]
    assert merge(works).references == tuple(works)
    assert len(merge(works[:2]).references) == 1


def test_what_a_group_knows_together_finds_a_third():
    """By DOI to the second, by place from there to the third: no two facts in one reference."""
    place = {"container_title": "Esprit", "volume": "24", "page": "17"}
    one = article("a", doi="10.1000/1", author=None, issued=None)
    two = article("b", doi="10.1000/1", author=None, **place)
    three = article("c", author=None, **place)
    merged = merge([three], [one], [two])
    assert [each.id for each in merged.references] == ["c"]
    assert merged.references[0].doi == "10.1000/1"


def test_the_order_is_that_of_first_appearance():
    first = [article("z", title="Zones urbaines sensibles"), article("a")]
    second = [article("b"), article("m", title="Musées et publics en région")]
    merged = merge(first, second)
    assert [each.id for each in merged.references] == ["z", "a", "m"]


def test_the_first_key_is_kept_and_the_others_are_told():
    merged = merge([article("a")], [article("b", volume="24")], sources=["mine.bib", "other.ris"])
    assert [each.id for each in merged.references] == ["a"]
    assert str(merged.diagnostics[0]) == (
        "b (other.ris) is the same work as a (mine.bib): "
        "same first author and year, titles alike at 100 %"
    )


def test_one_key_for_two_works():
    """Both stay; the new key is one that nobody has."""
    works = [
        article("a"),
        article("aa", title="Zones urbaines sensibles"),
        article("a", title="Musées et publics en région"),
        article("a", title="Une enquête sur les préfectures"),
    ]
    merged = merge(works[:2], works[2:], sources=["x.bib", "y.bib"])
    assert [each.id for each in merged.references] == ["a", "aa", "ab", "ac"]
    told = [each for each in merged.diagnostics if each.code == "merge-key-taken"]
    assert [(each.source, each.parameters["new"]) for each in told] == [
        ("y.bib", "ab"),
        ("y.bib", "ac"),
    ]


def test_a_doi_known_by_its_address_is_not_forgotten():
    """Whatever address came first, what is merged still excludes another DOI."""
    works = [
        article("a", url="https://example.org/a"),
        article("b", url="https://doi.org/10.1000/1"),
    ]
    once = merge(works)
    assert [each.url for each in once.references] == ["https://doi.org/10.1000/1"]
    again = merge(once.library, [article("c", doi="10.1000/2")])
    assert [each.id for each in again.references] == ["a", "c"]


def test_a_key_that_is_empty_is_filled():
    assert merge([article("")], [article("b")]).references[0].id == "b"


def test_what_belongs_to_the_files():
    one = Library(
        references=(article("a"),),
        comments=("x", "x"),
        strings={"pmp": "Politiques"},
        preamble=("p",),
    )
    other = Library(
        references=(article("b"),), comments=("x", "y"), strings={"pmp": "Autre", "jds": "J."}
    )
    merged = merge(one, other, sources=["one.bib", "other.bib"])
    assert merged.library.comments == ("x", "x", "y")
    assert merged.library.preamble == ("p",)
    assert merged.library.strings == {"pmp": "Politiques", "jds": "J."}
    assert str(merged.diagnostics[-1]) == (
        "other.bib: the string “pmp” is Politiques here and Autre there; the first is kept"
    )


def test_strict_raises_where_values_contradict():
    same = {"doi": "10.1000/1"}
    with pytest.raises(StrictError, match="17-38"):
        merge(
            [article("a", page="17-36", **same)], [article("b", page="17-38", **same)], strict=True
        )
    merge([article("a", page="17", **same)], [article("b", page="17-36", **same)], strict=True)


def test_nothing_and_one():
    assert merge().references == ()
    assert merge([]).diagnostics == ()
    assert merge([article("a")]).references == (article("a"),)


def distinct(number):
    """A work unlike the others, all of one author and year."""
    words = ("ville", "public", "musée", "client", "école", "réforme", "usager", "région", "État")
    title = " ".join(words[number // 9**power % 9] for power in range(5))
    return article(f"k{number}", title=f"{title} {number}", page=str(number))


def copies(number):
    """A work that differs from its copies in a field that says nothing."""
    return article(f"k{number}", abstract=f"Résumé {number}")


@pytest.mark.parametrize("make", [distinct, copies, lambda number: article("k")])
def test_twice_the_references_take_about_twice_the_work(make):
    merge([make(1), make(2)])
    once = operations(lambda: merge([make(number) for number in range(300)]))
    twice = operations(lambda: merge([make(number) for number in range(600)]))
    assert twice < 2.6 * once

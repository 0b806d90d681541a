"""styles/citekit-apa-fr.csl: what it prints, and that it is valid CSL 1.0.2."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from citekit.csl import Citation, Cite, Processor, Style
from citekit.model import Date, Name, Reference, decode_item

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "data/csl/apa-fr.toml").read_text(encoding="utf-8")
)["case"]
NBSP = "\u00a0"


@pytest.fixture(scope="module")
def style() -> Style:
    return Style.load("citekit-apa-fr")


def reference(facts: dict[str, object]) -> Reference:
    decoded, _ = decode_item({"id": "x", **facts})
    assert decoded is not None
    return decoded


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])
def test_entry_and_cite(style: Style, case: dict) -> None:
    work = reference(case["reference"])
    processor = Processor(style, [work], output="html")
    assert processor.bibliography().entries == (f'<div class="csl-entry">{case["entry"]}</div>',)
    assert Processor(style, [work], output="text").citations([Citation([Cite("x")])]) == [
        case["cite"]
    ]
    assert processor.diagnostics == ()


def people(count: int) -> tuple[Name, ...]:
    return tuple(
        Name(family=f"Nom{letter}", given="Anne") for letter in "ABCDEFGHIJKLMNOPQRSTU"[:count]
    )


def test_twenty_authors_are_all_named(style: Style) -> None:
    work = Reference(id="x", type="book", title="T", author=people(20), issued=Date.of(2020))
    (entry,) = Processor(style, [work], output="text").bibliography().entries
    every = ", ".join(f"Nom{letter}, A." for letter in "ABCDEFGHIJKLMNOPQRS")
    assert entry == f"{every} et NomT, A. (2020). T."


def test_of_twenty_one_authors_nineteen_and_the_last(style: Style) -> None:
    work = Reference(id="x", type="book", title="T", author=people(21), issued=Date.of(2020))
    (entry,) = Processor(style, [work], output="text").bibliography().entries
    nineteen = ", ".join(f"Nom{letter}, A." for letter in "ABCDEFGHIJKLMNOPQRS")
    assert entry == f"{nineteen}, … NomU, A. (2020). T."


def book(key: str, family: str, year: int, title: str, given: str = "Rémi") -> Reference:
    author = (Name(family=family, given=given),)
    return Reference(id=key, type="book", title=title, author=author, issued=Date.of(year))


def test_a_page(style: Style) -> None:
    processor = Processor(style, [book("a", "Lefebvre", 2006, "T")], output="text")
    citation = Citation([Cite("a", "12", "page")])
    assert processor.citations([citation]) == [f"(Lefebvre, 2006, p.{NBSP}12)"]


def test_two_works_in_one_citation_are_in_order_of_names(style: Style) -> None:
    processor = Processor(
        style, [book("a", "Lefebvre", 2006, "T"), book("b", "Élias", 1939, "U")], output="text"
    )
    citation = Citation([Cite("a"), Cite("b")])
    assert processor.citations([citation]) == ["(Élias, 1939 ; Lefebvre, 2006)"]


def test_two_works_of_a_year_take_letters_in_the_order_of_the_list(style: Style) -> None:
    works = [book("a", "Lefebvre", 2006, "Zones"), book("b", "Lefebvre", 2006, "Étude")]
    processor = Processor(style, works, output="text")
    assert processor.citations([Citation([Cite("a")]), Citation([Cite("b")])]) == [
        "(Lefebvre, 2006b)",
        "(Lefebvre, 2006a)",
    ]
    assert processor.bibliography().entries == (
        "Lefebvre, R. (2006a). Étude.",
        "Lefebvre, R. (2006b). Zones.",
    )


def test_two_undated_works_take_letters_after_a_hyphen(style: Style) -> None:
    works = [
        Reference(id=key, type="book", title=title, author=(Name(family="Roy", given="Luc"),))
        for key, title in (("a", "Un"), ("b", "Deux"))
    ]
    texts = Processor(style, works, output="text").citations(
        [Citation([Cite("a")]), Citation([Cite("b")])]
    )
    assert texts == [f"(Roy, s.{NBSP}d.-b)", f"(Roy, s.{NBSP}d.-a)"]


def test_the_author_can_be_left_out_or_stand_alone(style: Style) -> None:
    processor = Processor(style, [book("a", "Lefebvre", 2006, "T")], output="text")
    without, alone = Cite("a", "12", suppress_author=True), Cite("a", author_only=True)
    assert processor.citations([Citation([without]), Citation([alone])]) == [
        f"(2006, p.{NBSP}12)",
        "Lefebvre",
    ]


def test_words_around_a_cite(style: Style) -> None:
    processor = Processor(style, [book("a", "Lefebvre", 2006, "T")], output="text")
    citation = Citation([Cite("a", prefix="voir", suffix=", entre autres")])
    assert processor.citations([citation]) == ["(voir Lefebvre, 2006, entre autres)"]


def test_the_list_is_in_french_dictionary_order(style: Style) -> None:
    families = ["Zola", "Étienne", "Le Galès", "Ebert", "Œuvrard", "Obin"]
    works = [book(family, family, 2000, "T") for family in families]
    works.append(
        Reference(
            id="Certeau",
            type="book",
            title="T",
            author=(Name(family="Certeau", given="Michel", dropping_particle="de"),),
        )
    )
    works.append(
        Reference(
            id="Thou",
            type="book",
            title="T",
            author=(Name(family="Thou", given="Jacques", non_dropping_particle="de"),),
        )
    )
    expected = ("Certeau", "Ebert", "Étienne", "Le Galès", "Obin", "Œuvrard", "Thou", "Zola")
    assert Processor(style, works, output="text").bibliography().ids == expected


def test_bodies_are_under_their_first_significant_word(style: Style) -> None:
    bodies = {
        "L’Office national": "Office",
        "La Ligue de l’enseignement": "Ligue",
        "Les Amis du Louvre": "Amis",
        "le Musée de l’Homme": "Musée",
        "Laboratoire de Roche": "Laboratoire",
    }
    works = [
        Reference(id=key, type="report", title="T", author=(Name(literal=body),))
        for body, key in bodies.items()
    ]
    works.append(book("Nil", "Nil", 2000, "T"))
    found = Processor(style, works, output="text").bibliography()
    assert found.ids == ("Amis", "Laboratoire", "Ligue", "Musée", "Nil", "Office")
    assert found.entries[0].startswith("Les Amis du Louvre. ")


def test_works_of_a_year_stand_in_the_order_of_their_letters_in_a_citation(style: Style) -> None:
    works = [book(key, "Roy", 2006, title) for key, title in zip("xyz", "CAB", strict=True)]
    processor = Processor(style, works, output="text")
    (text,) = processor.citations([Citation([Cite("x"), Cite("y"), Cite("z")])])
    assert text == "(Roy, 2006a, 2006b, 2006c)"


def test_years_in_order_and_undated_works_first(style: Style) -> None:
    undated = Reference(id="nd", type="book", title="T", author=(Name(family="Roy", given="Rémi"),))
    works = [book("new", "Roy", 2010, "T"), book("old", "Roy", 1999, "T"), undated]
    assert Processor(style, works, output="text").bibliography().ids == ("nd", "old", "new")


def test_layout(style: Style) -> None:
    found = Processor(style, [book("a", "Roy", 2010, "T")], output="text").bibliography()
    assert found.hanging_indent
    assert found.entry_spacing == 0
    assert found.second_field_align is None


def test_valid_csl(root: Path) -> None:
    from citeproc import SCHEMA_PATH
    from lxml import etree

    schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
    for path in (root / "styles").glob("*.csl"):
        assert schema.validate(etree.parse(path)), schema.error_log


@pytest.mark.parametrize("kind", ["legislation", "bill", "legal_case", "treaty", "regulation"])
def test_legal_works_have_their_title_and_year(style: Style, kind: str) -> None:
    work = Reference(id="x", type=kind, title="Loi 101", issued=Date.of(1977))
    processor = Processor(style, [work], output="text")
    assert processor.bibliography().entries == ("Loi 101 (1977).",)
    assert processor.citations([Citation([Cite("x")])]) == ["(Loi 101, 1977)"]

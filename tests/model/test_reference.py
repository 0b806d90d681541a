"""The reference: exactly CSL's types and variables, immutable, spelled as CSL in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citekit.model import (
    ATTRIBUTES,
    DATE_VARIABLES,
    NAME_VARIABLES,
    TEXT_VARIABLES,
    TYPES,
    Date,
    Name,
    Pages,
    Reference,
)


def test_types_and_variables_are_those_of_the_schema(shared: Path) -> None:
    schema = json.loads((shared / "design" / "csl-data.json").read_text(encoding="utf-8"))
    properties = schema["items"]["properties"]
    assert frozenset(properties["type"]["enum"]) == TYPES
    old_spellings = {"journalAbbreviation", "shortTitle"}
    assert ATTRIBUTES.keys() == properties.keys() - old_spellings
    names = {key for key, rule in properties.items() if rule.get("items", {}).get("$ref")}
    dates = {key for key, rule in properties.items() if "date-variable" in rule.get("$ref", "")}
    assert set(NAME_VARIABLES) == names
    assert set(DATE_VARIABLES) == dates
    rest = {"id", "type", "categories", "custom"}
    assert set(TEXT_VARIABLES) == ATTRIBUTES.keys() - names - dates - rest


def test_a_reference_in_json_has_csls_spelling() -> None:
    reference = Reference(
        id="k",
        type="article-journal",
        container_title="Politix",
        doi="10.1/x",
        archive_location="B 12",
        author=(Name(family="Certeau", dropping_particle="de"),),
        issued=Date(date_parts=((2006,),), circa=True),
    )
    assert reference.to_csl() == {
        "id": "k",
        "type": "article-journal",
        "author": [{"family": "Certeau", "dropping-particle": "de"}],
        "container-title": "Politix",
        "issued": {"date-parts": [[2006]], "circa": True},
        "archive_location": "B 12",
        "DOI": "10.1/x",
    }
    assert reference.get("container-title") == "Politix"
    assert [variable for variable, _ in reference.items()][:2] == ["id", "type"]


def test_a_reference_does_not_change() -> None:
    reference = Reference(id="k", type="book")
    with pytest.raises(AttributeError):
        reference.title = "x"  # type: ignore[misc]
    assert reference.replace(title="x").title == "x"
    assert reference.title is None
    with pytest.raises(KeyError):
        reference.get("container_title")


@pytest.mark.parametrize(
    ("name", "display", "inverted"),
    [
        (Name(family="Crozet", given="Paul"), "Paul Crozet", "Crozet, Paul"),
        (
            Name(family="Certeau", given="Michel", dropping_particle="de"),
            "Michel de Certeau",
            "de Certeau, Michel",
        ),
        (
            Name(family="Alembert", given="Jean", non_dropping_particle="d'"),
            "Jean d'Alembert",
            "d'Alembert, Jean",
        ),
        (
            Name(family="Hakim", given="Tawfiq", non_dropping_particle="al-"),
            "Tawfiq al-Hakim",
            "al-Hakim, Tawfiq",
        ),
        (Name(family="King", given="M. L.", suffix="Jr."), "M. L. King, Jr.", "King, Jr., M. L."),
        (Name(literal="Insee"), "Insee", "Insee"),
    ],
)
def test_names_are_shown(name: Name, display: str, inverted: str) -> None:
    assert name.display() == display
    assert name.inverted() == inverted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17", "17"),
        ("p. 17", "17"),
        ("pp. 361–380", "361-380"),
        ("p. 361—380", "361-380"),
        ("133c à 144c", "133c-144c"),
        ("05-12", "5-12"),
        ("V", "V"),
        ("i-iv", "i-iv"),
        ("B 1-B 32", "B 1-B 32"),
        ("1--16", "1-16"),
    ],
)
def test_pages(text: str, expected: str) -> None:
    assert str(Pages.parse(text)) == expected


@pytest.mark.parametrize("text", ["", "501 p. 85 $", "1-2-3", "Avant-propos", "17, 19"])
def test_what_is_no_page(text: str) -> None:
    assert Pages.parse(text) is None


def test_the_first_page_as_a_number() -> None:
    pages = [Pages.parse(text) for text in ("361-380", "i-iv", "B 32")]
    assert [page and page.first_number() for page in pages] == [361, None, None]

"""CSL-JSON items into references: a bad value costs one diagnostic with its path, and is kept."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import references

from citekit.model import Date, Name, Reference, decode_item, decode_items


def decoded(**facts: Any) -> tuple[Reference, list[tuple[str, str | None]]]:
    reference, diagnostics = decode_item({"id": "k", "type": "book", **facts})
    assert reference is not None
    return reference, [(found.code, found.path) for found in diagnostics]


@pytest.mark.parametrize("item", [None, 1, "a", [], True, 1.5])
def test_what_is_no_object_is_no_item(item: object) -> None:
    reference, (found,) = decode_item(item, "$[3]")
    assert reference is None
    assert (found.code, found.severity, found.path) == ("json-not-an-item", "error", "$[3]")


def test_one_bad_item_costs_one_diagnostic() -> None:
    items = [{"id": "a", "type": "book"}, "x", {"id": "b", "type": "book", "issued": []}]
    found, diagnostics = decode_items(items)
    assert [reference.id for reference in found] == ["a", "b"]
    assert [(each.code, each.path) for each in diagnostics] == [
        ("json-not-an-item", "$[1]"),
        ("json-bad-value", "$[2].issued"),
    ]
    assert found[1].custom == {"issued": []}


@pytest.mark.parametrize(
    ("key", "variable"),
    [
        ("shortTitle", "title_short"),
        ("journalAbbreviation", "container_title_short"),
        ("event", "event_title"),
        ("doi", "doi"),
        ("part-number", "part"),
    ],
)
def test_other_spellings_of_a_variable(key: str, variable: str) -> None:
    reference, found = decoded(**{key: "x"})
    assert getattr(reference, variable) == "x"
    assert found == []


def test_two_spellings_with_two_values() -> None:
    reference, found = decoded(**{"shortTitle": "a", "title-short": "b"})
    assert (reference.title_short, reference.custom) == ("b", {"shortTitle": "a"})
    assert found == [("json-second-spelling", "$.shortTitle")]
    assert decoded(**{"shortTitle": "a", "title-short": "a"})[1] == []


def test_numbers_become_text() -> None:
    reference, found = decoded(volume=24, issue=4.5, title=2006)
    assert (reference.volume, reference.issue, reference.title) == ("24", "4.5", "2006")
    assert decode_item({"id": 7, "type": "book"})[0] == Reference(id="7", type="book")
    assert found == []


def test_text_becomes_nfc() -> None:
    assert decoded(title="e\u0301te\u0301")[0].title == "été"


@pytest.mark.parametrize("value", [None, ""])
def test_empty_values_are_absent(value: object) -> None:
    assert decoded(title=value, author=value, issued=value) == (Reference(id="k", type="book"), [])


def test_unknown_keys_are_kept() -> None:
    reference, found = decoded(**{"collection-key": ["X"], "custom": {"a": 1}})
    assert reference.custom == {"a": 1, "collection-key": ["X"]}
    assert found == [("json-unknown-variable", "$.collection-key")]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", ["x"]),
        ("title", True),
        ("author", 7),
        ("author", [{"foo": "x"}]),
        ("author", [[]]),
        ("issued", []),
        ("issued", {}),
        ("issued", True),
        ("issued", {"date-parts": [[1], [2], [3]]}),
        ("issued", {"date-parts": [[2006, 12, 1, 5]]}),
        ("issued", {"date-parts": [["soon"]]}),
        ("issued", {"date-parts": "2006"}),
        ("issued", {"literal": []}),
        ("categories", "x"),
        ("custom", "x"),
    ],
)
def test_a_value_that_does_not_fit_is_kept(key: str, value: object) -> None:
    reference, found = decoded(**{key: value})
    assert reference.custom == {key: value}
    assert found == [("json-bad-value", f"$.{key}")]


@pytest.mark.parametrize("kind", [None, "", "journal", 7, [], {}])
def test_an_unknown_type_is_a_document(kind: object) -> None:
    reference, (found,) = decode_item({"id": "k", "type": kind})
    assert reference is not None
    assert reference.type == "document"
    assert (reference.custom or {}).get("type") == (kind or None if kind in (None, "") else kind)
    assert (found.code, found.path) == ("json-unknown-type", "$.type")


@pytest.mark.parametrize("identifier", [None, "", [], {}, True])
def test_an_item_without_id(identifier: object) -> None:
    reference, (found,) = decode_item({"id": identifier, "type": "book"})
    assert reference is not None
    assert reference.id == ""
    assert found.code == "json-no-id"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ([{"family": "Certeau", "given": "Michel", "dropping-particle": "de"}],
         (Name(family="Certeau", given="Michel", dropping_particle="de"),)),
        ([{"literal": "Insee"}], (Name(literal="Insee"),)),
        ({"family": "Crozet"}, (Name(family="Crozet"),)),
        (["Insee"], (Name(literal="Insee"),)),
        ([{"family": "X", "comma-suffix": 1, "static-ordering": "false", "suffix": "Jr."}],
         (Name(family="X", comma_suffix=True, suffix="Jr."),)),
    ],
)  # fmt: skip
def test_names(value: object, expected: tuple[Name, ...]) -> None:
    assert decoded(author=value) == (Reference(id="k", type="book", author=expected), [])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"date-parts": [[2006, 12]]}, Date.of(2006, 12)),
        ({"date-parts": [["2006", "12"]]}, Date.of(2006, 12)),
        ({"date-parts": [2006, 12]}, Date.of(2006, 12)),
        ({"date-parts": [[2006, 0, 0]]}, Date.of(2006)),
        ({"date-parts": [[2006, 3], [2006, 6]]}, Date.span((2006, 3), (2006, 6))),
        ({"date-parts": [[2006, None]]}, Date.of(2006)),
        ({"date-parts": [[2006], [None]]}, Date.of(2006)),
        ({"date-parts": [[1987], [0]]}, Date.from_edtf("1987/..")),
        ({"date-parts": [[1987, 3], [0, 0]]}, Date.from_edtf("1987-03/..")),
        ({"date-parts": [[0], [1987]]}, Date.from_edtf("../1987")),
        ({"date-parts": [[2018]], "season": "3"}, Date(date_parts=((2018,),), season=3)),
        ({"date-parts": [[2018]], "season": "Michaelmas"},
         Date(date_parts=((2018,),), season="Michaelmas")),
        ({"date-parts": [[1580]], "circa": 1}, Date(date_parts=((1580,),), circa=True)),
        ({"literal": "s. d."}, Date(literal="s. d.")),
        ({"raw": "2006-12"}, Date(date_parts=((2006, 12),), raw="2006-12")),
        ({"raw": "Dec 2006"}, Date(raw="Dec 2006")),
        ("2006-12", Date.of(2006, 12)),
        (2006, Date.of(2006)),
        ("décembre 2006", Date(literal="décembre 2006")),
    ],
)  # fmt: skip
def test_dates(value: object, expected: Date) -> None:
    assert decoded(issued=value) == (Reference(id="k", type="book", issued=expected), [])


def test_an_unknown_part_of_a_name_or_date_is_kept_whole() -> None:
    value = [{"family": "X", "orcid": "0"}]
    reference, found = decoded(author=value)
    assert reference.author == (Name(family="X"),)
    assert reference.custom == {"author": value}
    assert found == [("json-unknown-part", "$.author")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
KEYS = st.sampled_from(["id", "type", "title", "author", "issued", "custom", "categories", "x"])


@given(st.dictionaries(KEYS, JSON))
def test_decoding_never_raises_and_loses_nothing(item: dict[str, Any]) -> None:
    reference, diagnostics = decode_item(item)
    assert reference is not None
    if item.get("x") not in (None, ""):
        assert any(found.path == "$.x" for found in diagnostics)
        assert "x" in (reference.custom or {})


@given(references())
def test_a_reference_survives_its_own_json(reference: Reference) -> None:
    assert decode_item(reference.to_csl()) == (reference, [])

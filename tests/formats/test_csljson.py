"""CSL-JSON: every shape it is met in, recovery from broken text, and output that is valid."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import libraries

from citekit.formats import csljson
from citekit.model import Date, Library, Name, Reference


def ids(text: str) -> list[str]:
    return [reference.id for reference in csljson.read(text).references]


def codes(text: str) -> list[str]:
    return [found.code for found in csljson.read(text).diagnostics]


A, B, C = (f'{{"id": "{key}", "type": "book", "title": "T"}}' for key in "abc")


@pytest.mark.parametrize(
    "text",
    [
        f"[{A}, {B}]",
        f"\ufeff[{A},\r\n{B}]\r\n",
        f'{{"items": [{A}, {B}]}}',
        f'{{"version": 1, "items": [{A}, {B}]}}',
        f'{{"references": [{A}, {B}]}}',
        f"{A}\n{B}\n",
        f"[{A}]\n[{B}]",
    ],
)
def test_shapes(text: str) -> None:
    assert ids(text) == ["a", "b"]
    assert codes(text) == []


def test_one_item_is_a_library_of_one() -> None:
    assert ids(A) == ["a"]


@pytest.mark.parametrize("text", ["", " \n", "[]", '{"items": []}'])
def test_nothing(text: str) -> None:
    assert csljson.read(text) == Library()


@pytest.mark.parametrize(
    ("text", "found", "code", "line", "column"),
    [
        (f'[{A},\n{{"id": "b",, "type": "book"}},\n{C}]', ["a", "c"], "json-broken", 2, 12),
        (f'[{A},\n{{"id": "b" "type": "book"}},\n{C}]', ["a", "c"], "json-broken", 2, 12),
        (f'[{A},\n{{"id": b}},\n{C}]', ["a", "c"], "json-broken", 2, 8),
        (f"[{A},\nhello,\n{C}]", ["a", "c"], "json-broken", 2, 1),
        (f'{{"items": [{A},\n{{"id": b}},\n{C}]}}', ["a", "c"], "json-broken", 2, 8),
        (f'{A}\n{{"id": b}}\n{C}\n', ["a", "c"], "json-broken", 2, 8),
        (f'[{A},\n{{"id": "b", "author": [{{"family": "X"}}, "title": "T"}},\n{C}]',
         ["a", "c"], "json-broken", 2, 48),
        (f"[{A}\n{B}, {C}]", ["a", "b", "c"], "json-comma-missing", 2, 1),
        (f"[{A}, {B}, {C},\n]", ["a", "b", "c"], "json-comma-extra", 2, 1),
        (f"[{A},, {B}, {C}]", ["a", "b", "c"], "json-comma-extra", 1, 44),
        (f"[{A}, {B}, {C}", ["a", "b", "c"], "json-unclosed", 1, 129),
    ],
)  # fmt: skip
def test_what_is_broken_costs_one_diagnostic_with_its_place(
    text: str, found: list[str], code: str, line: int, column: int
) -> None:
    library = csljson.read(text)
    assert [reference.id for reference in library.references] == found
    assert [(each.code, each.line, each.column) for each in library.diagnostics] == [
        (code, line, column)
    ]


def test_a_broken_item_has_a_hint() -> None:
    (found,) = csljson.read('{"id": b}').diagnostics
    assert found.severity == "error"
    assert "comma" in found.hint("en")
    assert "virgule" in found.hint("fr")


def test_an_open_quote_hides_at_most_its_neighbour() -> None:
    text = f'[{A},{{"id": "x", "type": "book", "title": "open}},{B},{C}]'
    assert ids(text) == ["a", "b", "c"]


def test_a_cut_file_keeps_what_is_whole() -> None:
    text = f"[{A},\n{B},\n{C}]"
    assert ids(text[: text.index('"c"') + 2]) == ["a", "b"]
    assert codes(text[: text.index('"c"') + 2]) == ["json-broken", "json-unclosed"]


def test_a_key_that_stands_twice() -> None:
    library = csljson.read('[{"id": "a", "type": "book", "title": "1", "title": "2"}]')
    assert library.references[0].title == "2"
    assert [(each.code, each.parameters["key"]) for each in library.diagnostics] == [
        ("json-key-twice", "title")
    ]


def test_items_without_id_get_one_each() -> None:
    item = '{"type": "book", "title": "Le client", "author": [{"family": "Crozet"}]}'
    library = csljson.read(f"[{item}, {item}]")
    keys = [reference.id for reference in library.references]
    assert len(set(keys)) == 2
    assert all(key.startswith("crozet") for key in keys)
    assert [each.code for each in library.diagnostics].count("key-made") == 2


def test_an_id_that_stands_twice_is_reported_and_kept() -> None:
    library = csljson.read(f"[{A}, {A}]")
    assert [reference.id for reference in library.references] == ["a", "a"]
    assert [each.code for each in library.diagnostics] == ["key-twice"]


def test_numbers_beyond_64_bits_and_beyond_floats_are_kept_as_their_digits() -> None:
    text = '{"id": 12345678901234567890, "type": "book", "custom": {"x": 1e999, "y": NaN}}'
    (reference,) = csljson.read(text).references
    assert reference.id == "12345678901234567890"
    assert reference.custom == {"x": "1e999", "y": "NaN"}
    json.loads(csljson.write(csljson.read(text)), parse_constant=pytest.fail)


def test_a_lone_surrogate_can_be_written() -> None:
    library = csljson.read('{"id": "a", "type": "book", "title": "x\\ud800y \\ud83d\\ude00"}')
    assert library.references[0].title == "x\ufffdy \U0001f600"
    csljson.write(library).encode("utf-8")


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"id":[', '[{"id":"a","custom":'])
def test_deep_nesting_is_refused_not_fallen_into(opening: str) -> None:
    library = csljson.read(opening * 100_000)
    assert library.references == ()
    assert library.diagnostics[0].severity == "error"


def test_custom_may_nest_but_not_without_end() -> None:
    def nested(depth: int) -> str:
        return '{"id": "a", "type": "book", "custom": ' + '{"x": ' * depth + "1" + "}" * depth + "}"

    assert ids(nested(20)) == ["a"]
    assert codes(nested(200)) == ["json-too-deep"]


@given(st.text(st.characters(codec=None)) | st.text('[]{},:"\\ \nidtype01'))
def test_reading_never_raises(text: str) -> None:
    library = csljson.read(text)
    csljson.write(library).encode("utf-8")


@given(libraries(), st.data())
def test_reading_a_damaged_file_never_raises(library: Library, data: st.DataObject) -> None:
    text = csljson.write(library)
    cut = data.draw(st.integers(0, len(text)))
    rest = data.draw(st.integers(cut, len(text)))
    csljson.read(
        text[:cut] + data.draw(st.sampled_from(["", '"', "}", "]", "{", "\\"])) + text[rest:]
    )


@given(libraries())
@settings(deadline=None)
def test_output_is_valid_against_the_schema(csl_schema: Any, library: Library) -> None:
    csl_schema.validate(json.loads(csljson.write(library)))


@pytest.fixture(scope="session")
def csl_schema(shared: Path) -> Any:
    schema = json.loads((shared / "design" / "csl-data.json").read_text(encoding="utf-8"))
    return jsonschema.Draft7Validator(schema)


def test_output_to_the_letter() -> None:
    reference = Reference(
        id="lefebvre2006action",
        type="article-journal",
        title="L'œuvre",
        author=(Name(family="Lefebvre", given="Rémi"),),
        issued=Date.of(2006, 12),
        doi="10.1/x",
    )
    assert csljson.write(Library(references=(reference,))) == (
        '[\n {\n  "id": "lefebvre2006action",\n  "type": "article-journal",\n'
        '  "title": "L\'œuvre",\n  "author": [\n   {\n    "family": "Lefebvre",\n'
        '    "given": "Rémi"\n   }\n  ],\n  "issued": {\n   "date-parts": [\n    [\n'
        '     2006,\n     12\n    ]\n   ]\n  },\n  "DOI": "10.1/x"\n }\n]\n'
    )


@pytest.mark.parametrize(
    "unit",
    ['{"', '{"id":', '{"id":"a","type":"book"},', '{"id":"a",,},', "[", "]", '{"a":["', "{}", '"'],
)
def test_time_grows_with_the_text_only(unit: str) -> None:
    assert_linear(csljson.read, lambda count: unit * count)

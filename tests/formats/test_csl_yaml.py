"""CSL-YAML: what pandoc, Quarto and people write in it, and YAML that is broken or hostile."""

from __future__ import annotations

import pytest
from growth import assert_linear

from citekit.formats import by_ending, read, write
from citekit.formats.csl_markdown import from_markdown, to_markdown
from citekit.formats.yaml_text import load
from citekit.model import Date, Library, Name, Reference

PANDOC = """\
---
title: Mon manuscrit
references:
- id: lefebvre2006
  type: article-journal
  title: "L'usager *client* ?"
  author:
  - family: Lefebvre
    given: Rémi
  - literal: Cour des comptes
  issued: 2006-12
  volume: 1.10
  issue: 007
  publisher: no
- id: foucault1975
  type: book
  title: Surveiller et punir [sic]{.nocase}
  issued:
  - year: 1975
    month: 2
  - year: 1976
...
Le texte du manuscrit: il suit {sans être du YAML}.
"""


def test_references_in_a_manuscript() -> None:
    library = read(PANDOC)
    assert library.diagnostics == ()
    assert library.references == (
        Reference(
            id="lefebvre2006",
            type="article-journal",
            title="L'usager <i>client</i> ?",
            author=(Name(family="Lefebvre", given="Rémi"), Name(literal="Cour des comptes")),
            issued=Date.of(2006, 12),
            volume="1.10",
            issue="007",
            publisher="no",
        ),
        Reference(
            id="foucault1975",
            type="book",
            title='Surveiller et punir <span class="nocase">sic</span>',
            issued=Date(date_parts=((1975, 2), (1976,))),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "- id: a\n  type: book\n  title: T\n",
        "references:\n  - {id: a, type: book, title: T}\n",
        '{"references": [{"id": "a", "type": "book", "title": "T"}]}',
        "\ufeffid: a\r\ntype: book\r\ntitle: T\r\n",
        "items:\n- &x\n  id: a\n  type: book\n  title: T\n",
    ],
)
def test_forms_of_the_list(text: str) -> None:
    assert read(text, "csl-yaml").references == (Reference(id="a", type="book", title="T"),)


@pytest.mark.parametrize(
    ("rich", "markdown"),
    [
        ("<i>Homo</i> sapiens", "*Homo* sapiens"),
        ("le <b>gras</b>", "le **gras**"),
        ("XIX<sup>e</sup> siècle, H<sub>2</sub>O", "XIX^e^ siècle, H~2~O"),
        ('<span class="nocase">PARIS</span>', "[PARIS]{.nocase}"),
        ("a_b * c [d] 5 $", r"a\_b \* c \[d\] 5 \$"),
        ("1. Avant-propos", r"1\. Avant-propos"),
        ("# C", r"\# C"),
        ("<i>un <b>deux</b></i>", "<i>un **deux**</i>"),
        ("x < y", "x < y"),
        ("<j>", r"\<j>"),
    ],
)
def test_rich_text_is_markdown(rich: str, markdown: str) -> None:
    assert to_markdown(rich) == markdown
    assert from_markdown(markdown) == rich


def test_what_is_written() -> None:
    reference = Reference(id="a", type="book", title="<i>Œuvre</i> : 2", issued=Date.of(2006, 1))
    assert write(Library(references=(reference,)), "csl-yaml") == (
        "references:\n"
        "- id: a\n"
        "  type: book\n"
        "  title: '*Œuvre* : 2'\n"
        "  issued:\n"
        "    date-parts:\n"
        "    - - 2006\n"
        "      - 1\n"
    )


def test_endings() -> None:
    named = by_ending("refs.yaml")
    assert named is not None
    assert named.name == "csl-yaml"


def codes(text: str) -> list[tuple[str, int | None]]:
    return [(each.code, each.line) for each in read(text, "csl-yaml").diagnostics]


def test_a_broken_item_costs_itself() -> None:
    text = (
        "- id: a\n  type: book\n- id: b\n  title: 'open\n- id: c\n  type: book\n  title: x: y: z\n"
    )
    library = read(text + "- id: d\n  type: book\n", "csl-yaml")
    assert [each.id for each in library.references] == ["a", "d"]
    assert [(each.code, each.line) for each in library.diagnostics] == [
        ("yaml-broken", 4),
        ("yaml-broken", 7),
    ]


def test_a_truncated_file() -> None:
    library = read("references:\n- id: a\n  type: book\n- id: b\n  type: 'boo", "csl-yaml")
    assert [each.id for each in library.references] == ["a"]
    assert [each.code for each in library.diagnostics] == ["yaml-broken"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("# rien\n", []),
        ("un texte", [("csl-yaml-no-items", 1)]),
        ("- id: a\n  type: book\n  title: *x\n", [("yaml-alias", 3)]),
        ("- id: a\n  type: book\n  type: map\n", [("json-key-twice", 3)]),
        ("- id: a\n  title:\n  type: livre\n", [("json-unknown-type", 1)]),
        ("- id: a\n  type: book\n  issued: [1, [2]]\n", [("json-bad-value", 1)]),
        ("- 12\n", [("json-not-an-item", None)]),
        ("- id: a\n\ttype: book\n", [("yaml-broken", 2)]),
    ],
)
def test_bad_input(text: str, expected: list[tuple[str, int | None]]) -> None:
    assert codes(text) == expected


def test_control_characters_become_replacement_characters() -> None:
    library = read("- id: a\n  type: book\n  title: a\x00b\x0bc\n", "csl-yaml")
    assert library.references[0].title == "a\ufffdb\ufffdc"


def test_depth_is_bounded() -> None:
    for text in ("[" * 10_000, "- id: a\n  x: " + "[" * 10_000 + "]" * 10_000 + "\n"):
        assert {code for code, _ in codes(text)} <= {"yaml-too-deep", "yaml-broken"}
        assert codes(text)


def test_aliases_that_explode_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert "yaml-too-large" in [code for code, _ in codes("\n".join(lines))]


def test_scalars_are_what_they_say() -> None:
    documents, found = load("[no, 1.10, 1.5, 007, 7, 2006-12-01, null, true, '7', 1e3, -0]", "-")
    assert found == []
    expected = ["no", "1.10", 1.5, "007", 7, "2006-12-01", None, True, "7", "1e3", "-0"]
    assert documents == [expected]


def test_a_long_field() -> None:
    title = "mot " * 2_500_000
    library = read(f"- id: a\n  type: book\n  title: {title}\n", "csl-yaml")
    assert library.references[0].title == title.strip()


def test_time_grows_with_the_input() -> None:
    def broken(size: int) -> str:
        return "- id: a\n  type: book\n  title: 'x\n" * size

    def marks(size: int) -> str:
        return "- id: a\n  type: book\n  title: '" + "*a [b _c ^d ~e " * size + "'\n"

    for make in (broken, marks):
        assert_linear(lambda text: read(text, "csl-yaml"), make, 200)

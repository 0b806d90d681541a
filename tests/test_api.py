"""The façade: a path is no text, formats by name, ending or content, and what strict refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import citekit
from citekit.errors import (
    InputError,
    OutputError,
    StrictError,
    UnknownReferenceError,
    UsageError,
)


@pytest.fixture(scope="module")
def seed(root: Path) -> Path:
    return root / "seeds" / "politiques-et-management-public-2006.txt"


@pytest.fixture(scope="module")
def expected(seed: Path) -> list[dict[str, object]]:
    return json.loads(seed.with_suffix(".expected.json").read_text(encoding="utf-8"))


def test_parse_gives_the_expected_references(seed, expected):
    assert [each.to_csl() for each in citekit.parse(seed).references] == expected


def test_parses_the_same_text(seed, expected):
    text = seed.read_text(encoding="utf-8")
    assert [each.to_csl() for each in citekit.parses(text).references] == expected


def test_a_path_is_not_a_document():
    with pytest.raises(InputError, match="there is no file"):
        citekit.parse("Revue | X |")


def test_diagnostics_bear_their_source(seed):
    sommaire = citekit.parse(seed)
    assert sommaire.diagnostics
    assert {each.source for each in sommaire.diagnostics} == {str(seed)}
    assert all(each.line for each in sommaire.diagnostics)


def test_strict_raises_with_everything_that_was_found(seed):
    with pytest.raises(StrictError) as caught:
        citekit.parse(seed, strict=True)
    assert any(each.severity == "warning" for each in caught.value.diagnostics)


@pytest.mark.parametrize("name", ["refs.bib", "refs.ris", "refs.json", "refs.biblatex"])
def test_write_and_read_back(name, seed, tmp_path, expected):
    citekit.write(citekit.parse(seed), tmp_path / name)
    library = citekit.read(tmp_path / name)
    assert [each.title for each in library.references] == [item["title"] for item in expected]
    assert not [each for each in library.diagnostics if each.severity == "error"]


def test_write_takes_a_format_whatever_the_ending(seed, tmp_path):
    citekit.write(citekit.parse(seed), tmp_path / "refs.dat", "ris")
    assert (tmp_path / "refs.dat").read_text(encoding="utf-8").startswith("TY  - JOUR")
    assert len(citekit.read(tmp_path / "refs.dat").references) == 8


def test_write_to_an_unknown_ending_names_the_known_ones(seed, tmp_path):
    with pytest.raises(UsageError, match=r"\.ris"):
        citekit.write(citekit.parse(seed), tmp_path / "refs.docx")


def test_write_that_fails_leaves_nothing(seed, tmp_path):
    with pytest.raises(OutputError):
        citekit.write(citekit.parse(seed), tmp_path / "none" / "refs.bib")
    assert list(tmp_path.iterdir()) == []


def test_write_accepts_references_a_library_and_a_sommaire(seed):
    sommaire = citekit.parse(seed)
    library = citekit.Library(references=sommaire.references)
    texts = {citekit.writes(each, "ris") for each in (sommaire, library, sommaire.references)}
    assert len(texts) == 1
    assert citekit.writes(iter(sommaire.references), "ris") in texts


def test_reads_by_content():
    assert citekit.reads('[{"id": "a", "type": "book"}]').references[0].id == "a"
    assert citekit.reads("@book{a, title = {T}}").references[0].title == "T"
    assert citekit.reads("TY  - BOOK\nTI  - T\nER  - \n").references[0].title == "T"


def test_reads_a_contents_page(seed):
    text = seed.read_text(encoding="utf-8")
    assert len(citekit.reads(text).references) == 8
    assert len(citekit.reads(text, "sommaire").references) == 8


def test_reads_nothing_that_is_in_no_format():
    with pytest.raises(InputError):
        citekit.reads("Ceci n'est ni un sommaire ni une bibliographie.")


def test_unknown_format_names_the_nearest():
    with pytest.raises(UsageError, match="bibtex"):
        citekit.reads("", "bibtx")


def test_cite_by_key_and_by_cite(seed):
    sommaire = citekit.parse(seed)
    style = "citekit-apa-fr"
    plain = citekit.cite(sommaire, "michel2006gestion", style=style)
    assert plain == "(Michel, 2006)"
    place = citekit.cite(
        sommaire, "michel2006gestion", style=style, locators={"michel2006gestion": "p. 92"}
    )
    same = citekit.cite(
        sommaire, citekit.Cite("michel2006gestion", locator="92", label="page"), style=style
    )
    assert place == same
    assert place.replace("\u00a0", " ") == "(Michel, 2006, p. 92)"


def test_cite_an_unknown_key_names_the_nearest(seed):
    with pytest.raises(UnknownReferenceError, match="michel2006gestion"):
        citekit.cite(citekit.parse(seed), "michel2006gestio", style="apa")


def test_a_locator_for_an_unknown_key_is_refused(seed):
    with pytest.raises(UnknownReferenceError):
        citekit.cite(
            citekit.parse(seed), "michel2006gestion", style="apa", locators={"michel": "p. 92"}
        )


def test_bibliography_in_three_outputs(seed):
    sommaire = citekit.parse(seed)
    text, html, markdown = (
        citekit.bibliography(sommaire, "citekit-apa-fr", output=output)
        for output in ("text", "html", "markdown")
    )
    assert len(text.entries) == len(html.entries) == len(markdown.entries) == 8
    assert "<i>Politiques et management public</i>" in html.entries[0]
    assert "*Politiques et management public*" in markdown.entries[0]
    assert "<" not in text.entries[0]


@pytest.mark.parametrize(
    "wrong",
    [{"style": "appa"}, {"locale": "zz-ZZ"}, {"output": "docx"}],
    ids=lambda w: next(iter(w)),
)
def test_unknown_style_locale_or_output(seed, wrong):
    with pytest.raises(UsageError):
        citekit.bibliography(citekit.parse(seed), **{"style": "citekit-apa-fr"} | wrong)


def test_find(seed):
    found = citekit.find(citekit.parse(seed), "simon2006mediation", "lefebvre2006action")
    assert [each.page for each in found] == ["135", "1"]


def test_check_takes_what_holds_references(seed):
    sommaire = citekit.parse(seed)
    found = citekit.check(sommaire)
    assert found == citekit.check(sommaire.references)
    assert {each.reference for each in found} == {"michel2006gestion"}  # its slips

"""`cite` and `bibliography`: modes, notes, citations that follow one another, forms, engines."""

import json

import pytest

from citekit.cli.forms import BIBLIOGRAPHIES
from citekit.csl.outputs import OUTPUTS
from citekit.text.characters import NARROW_NBSP

APA = "citekit-apa-fr"
NOTES = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>Notes</title><id>notes</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout suffix="."><choose>
<if position="ibid"><group delimiter=", "><text value="Ibid"/>
<text variable="locator" prefix="p. "/></group></if>
<else-if position="subsequent"><group delimiter=", "><names variable="author">
<name form="short"/></names><group><text value="n. "/>
<text variable="first-reference-note-number"/></group></group></else-if>
<else><group delimiter=", "><names variable="author"><name/></names>
<text variable="title" font-style="italic"/></group></else></choose></layout></citation></style>"""


@pytest.fixture
def notes(tmp_path):
    """A style that cites in notes."""
    path = tmp_path / "notes.csl"
    path.write_text(NOTES, encoding="utf-8")
    return path


def plain(text):
    """Spaces of every kind as one."""
    return " ".join(text.split())


@pytest.mark.parametrize("engine", ["citekit", "citeproc-py"])
@pytest.mark.parametrize(
    ("typography", "space"),
    [("auto", NARROW_NBSP), ("fr-FR", NARROW_NBSP), ("fr-CA", ""), ("none", " ")],
)
def test_typography(run, library, engine, typography, space):
    found = run(
        "cite", "crozet2006public", "michel2006gestion", "-b", library, "-s", APA,
        "--typography", typography, "--engine", engine,
    )  # fmt: skip
    assert found.stdout == f"(Crozet et Rangeon, 2006{space}; Michel, 2006)\n"


def test_typography_follows_the_locale(run, library):
    found = run("bibliography", library, "-s", APA, "--locale", "fr-CA")
    assert "citoyen ou client? " in found.stdout
    assert run("parse", library, "--typography", "fr-CA").exit_code == 2


@pytest.mark.parametrize(
    ("mode", "printed"),
    [
        ("composite", "Michel (2006, p. 92)"),
        ("author-only", "Michel"),
        ("suppress-author", "(2006, p. 92)"),
    ],
)
@pytest.mark.parametrize("engine", ["citekit", "citeproc-py"])
def test_a_part_of_the_citation_may_stand_in_the_sentence(run, library, mode, printed, engine):
    args = ["michel2006gestion", "-l", "p. 92", "--mode", mode, "--engine", engine]
    result = run("cite", *args, "-b", library, "-s", APA)
    assert result.exit_code == 0
    assert plain(result.stdout) == printed


def test_citations_of_one_document_know_of_one_another(run, library, notes):
    keys = "michel2006gestion --then michel2006gestion -l 92 --then crozet2006public --then"
    result = run("cite", *keys.split(), "michel2006gestion", "-b", library, "-s", notes)
    assert [plain(line) for line in result.stdout.splitlines()] == [
        "Hélène Michel, La gestion de la relation au citoyen.",
        "Ibid, p. 92.",
        "Paul Crozet, François Rangeon, "
        "Le public dans les contrats de ville : habitant, citoyen ou client ?",
        "Michel, n. 1.",
    ]


def test_notes_count_on_from_the_number_given(run, library, notes):
    keys = ["michel2006gestion", "--then", "crozet2006public", "--then", "michel2006gestion"]
    result = run("cite", *keys, "--note", "7", "-b", library, "-s", notes)
    assert result.stdout.splitlines()[2] == "Michel, n. 7."


def test_a_style_that_cites_in_notes_has_no_running_text(run, library, notes):
    result = run("cite", "michel2006gestion", "--mode", "composite", "-b", library, "-s", notes)
    assert result.exit_code == 2
    assert "“Notes” cites in notes" in result.stderr
    assert "--mode author-only" in result.stderr


@pytest.mark.parametrize(
    ("form", "title"),
    [
        ("html", "<i>La gestion de la relation au citoyen</i>"),
        ("markdown", "*La gestion de la relation au citoyen*"),
        ("latex", r"\textit{La gestion de la relation au citoyen}"),
        ("rtf", r"{\i La gestion de la relation au citoyen}"),
        ("typst", "#emph[La gestion de la relation au citoyen]"),
    ],
)
def test_a_citation_in_every_form(run, library, notes, form, title):
    result = run("cite", "michel2006gestion", "-t", form, "-b", library, "-s", notes)
    assert result.exit_code == 0
    assert title in result.stdout


def test_runs_are_json(run, library, notes):
    result = run("cite", "michel2006gestion", "-t", "runs", "-b", library, "-s", notes)
    runs = json.loads(result.stdout)
    assert "".join(each["text"] for each in runs).startswith("Hélène Michel, La gestion")
    assert [each["text"] for each in runs if each.get("italic")] == [
        "La gestion de la relation au citoyen"
    ]


@pytest.mark.parametrize(
    ("ending", "sign"), [("tex", "\\"), ("rtf", r"{\rtf1"), ("typ", "#"), ("html", "<!DOCTYPE")]
)
def test_the_ending_of_a_bibliography_says_the_form(run, library, tmp_path, ending, sign):
    target = tmp_path / f"refs.{ending}"
    result = run("bibliography", library, "-s", APA, "-o", target)
    assert result.exit_code == 0
    text = target.read_text(encoding="utf-8")
    assert sign in text
    assert "Crozet" in text


def test_every_output_of_the_engine_is_a_form():
    assert set(BIBLIOGRAPHIES) == set(OUTPUTS)


def test_a_form_that_is_nearly_right(run, library):
    result = run("cite", "michel2006gestion", "-t", "latx", "-b", library, "-s", APA)
    assert result.exit_code == 2
    assert "latex" in result.stderr


def test_a_citation_is_no_library(run, library):
    result = run("cite", "michel2006gestion", "-t", "ris", "-b", library, "-s", APA, lang="fr")
    assert result.exit_code == 2
    assert "text, html, markdown, latex, rtf, typst, runs" in result.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--mode", "narrative"], "composite, author-only, suppress-author"),
        (["--note", "0"], "--note must be a whole number from 1"),
        (["--note", "x"], "--note must be a whole number from 1"),
        (["--engine", "biber"], "--engine must be one of: citekit, citeproc-py"),
        (["--then"], "--then stands between the keys of two citations"),
    ],
)
def test_wrong_usage_is_one_sentence(run, library, args, said):
    result = run("cite", "michel2006gestion", *args, "-b", library, "-s", APA)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("engine", ["citekit", "citeproc-py"])
def test_either_engine_makes_a_bibliography(run, library, engine):
    result = run("bibliography", library, "-s", APA, "--engine", engine)
    assert result.exit_code == 0
    first, _, second = plain(result.stdout).partition(" Michel, H. (2006")
    assert first.startswith("Crozet, P. et Rangeon, F. (2006")
    assert "91-112" in second or "91–112" in second

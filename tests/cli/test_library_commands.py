"""`convert`, `bibliography`, `cite` and `check` on files of references and on contents pages."""

import json

import pytest

from citekit import api

STYLE = "citekit-apa-fr"


def plain(text):
    """Spaces of every kind as one."""
    return " ".join(text.split())


def test_convert_to_files_and_back(run, library, tmp_path):
    ris, bib = tmp_path / "refs.ris", tmp_path / "refs.bib"
    result = run("convert", library, "-o", ris, "-o", bib)
    assert result.exit_code == 0
    assert result.stdout == ""
    for path in (ris, bib):
        assert [one.title for one in api.read(path).references] == [
            one.title for one in api.read(library).references
        ]


def test_convert_on_standard_streams(run, library):
    result = run("convert", "-", "-t", "ris", input=library.read_bytes())
    assert result.exit_code == 0
    assert result.stdout.count("ER  -") == 2
    assert result.stderr == ""


def test_convert_reads_what_the_content_says(run, library, tmp_path):
    wrong = tmp_path / "refs.ris"
    wrong.write_bytes(library.read_bytes())
    result = run("convert", wrong, "-t", "bibtex")
    assert result.exit_code == 0
    assert "@article{crozet2006public," in result.stdout


def test_from_forces_the_format(run, library):
    result = run("convert", library, "-f", "ris", "-t", "bibtex")
    assert result.exit_code != 0 or "@article" not in result.stdout


def test_convert_reads_a_contents_page(run, seed):
    assert run("convert", seed, "-t", "ris").stdout.count("TY  - JOUR") == 8


def test_two_libraries_with_the_same_keys(run, library):
    result = run("convert", library, library, "-t", "csljson")
    keys = [item["id"] for item in json.loads(result.stdout)]
    assert keys == [
        "crozet2006public",
        "michel2006gestion",
        "crozet2006publica",
        "michel2006gestiona",
    ]
    assert "crozet2006publica" in result.stderr


def test_bibliography_of_a_library(run, library):
    result = run("bibliography", library, "--style", STYLE)
    assert result.exit_code == 0
    assert "Crozet, P. et Rangeon, F. (2006)." in plain(result.stdout)
    assert result.stdout.index("Crozet") < result.stdout.index("Michel")


def test_bibliography_of_a_contents_page(run, seed):
    result = run("bibliography", seed, "--style", STYLE)
    assert result.exit_code == 0
    assert "Tsanga Tabi, M. (2006" in plain(result.stdout)


def test_bibliography_as_html_escapes_titles(run, library, tmp_path):
    items = json.loads(library.read_text(encoding="utf-8"))
    items[0]["title"] = "Le <script>alert(1)</script> public & la ville"
    library.write_text(json.dumps(items), encoding="utf-8")
    target = tmp_path / "refs.html"
    assert run("bibliography", library, "-s", STYLE, "-o", target).exit_code == 0
    page = target.read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&#38; la ville" in page


def test_locale_changes_the_words_of_the_style(run, library):
    english = run("bibliography", library, "-s", "apa", "--locale", "en-US").stdout
    french = run("bibliography", library, "-s", "apa", "--locale", "fr-FR").stdout
    assert "December" in english or "Décembre" not in english
    assert english != french


def test_cite_one_work(run, library):
    result = run("cite", "michel2006gestion", "-b", library, "-s", STYLE)
    assert result.exit_code == 0
    assert plain(result.stdout) == "(Michel, 2006)"


def test_cite_several_with_a_locator_on_the_first(run, library):
    result = run(
        "cite", "crozet2006public", "-l", "p. 20", "michel2006gestion", "-b", library, "-s", STYLE
    )
    assert plain(result.stdout) == "(Crozet et Rangeon, 2006, p. 20 ; Michel, 2006)"


def test_cite_from_a_contents_page(run, seed):
    result = run("cite", "tsangatabi2006client", "-b", seed, "-s", STYLE)
    assert plain(result.stdout) == "(Tsanga Tabi, 2006)"


def test_notes_of_reading_are_told_where_references_are_made_only(run, seed):
    notes = run("parse", seed).stderr.count(": note: ")
    assert notes
    assert run("cite", "michel2006gestion", "-b", seed, "-s", STYLE).stderr.count(": note: ") == 0
    verbose = run("cite", "michel2006gestion", "-b", seed, "-s", STYLE, "-v")
    assert verbose.stderr.count(": note: ") == notes


def test_an_unknown_key_is_answered_with_the_nearest(run, library):
    result = run("cite", "crozet2006ville", "-b", library, "-s", STYLE, lang="fr")
    assert result.exit_code == 1
    assert "crozet2006public" in result.stderr
    assert result.stdout == ""


def test_check_finds_nothing_in_a_complete_library(run, library):
    result = run("check", library)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "2 references, nothing to mend" in result.stderr


def test_check_groups_findings_and_exits_1(run, library):
    items = json.loads(library.read_text(encoding="utf-8"))
    items[0] |= {"page": "36-17", "ISSN": "0758-1725"}
    del items[1]["author"]
    library.write_text(json.dumps(items), encoding="utf-8")
    result = run("check", library)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("crozet2006public  Le public dans")
    assert lines[1] == "  warning: the pages 36-17 go backwards"
    assert any(line.startswith("michel2006gestion") for line in lines[2:])
    assert "3 findings" in result.stderr


def test_check_in_french(run, library):
    items = json.loads(library.read_text(encoding="utf-8"))
    items[0]["page"] = "36-17"
    library.write_text(json.dumps(items), encoding="utf-8")
    result = run("check", library, lang="fr")
    assert "avertissement : les pages 36-17 vont à rebours" in result.stdout
    assert "1 constat" in result.stderr


@pytest.mark.parametrize("command", ["convert", "bibliography"])
def test_strict_refuses_a_doubtful_library(command, run, library):
    items = json.loads(library.read_text(encoding="utf-8"))
    items[0]["issued"] = {"date-parts": "December"}
    library.write_text(json.dumps(items), encoding="utf-8")
    extra = ["-t", "ris"] if command == "convert" else ["--style", STYLE]
    assert run(command, library, *extra).exit_code == 0
    result = run(command, library, *extra, "--strict")
    assert result.exit_code == 1
    assert result.stdout == ""


def test_a_file_without_references_is_told(run, tmp_path):
    path = tmp_path / "refs.ris"
    path.write_text("TY  - BOOK\nTI  - Un livre\nER  - \n", encoding="utf-8")
    result = run("convert", path, "-f", "bibtex", "-t", "ris")
    assert result.exit_code == 0
    assert "no references were found" in result.stderr

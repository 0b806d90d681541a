"""`styles`, `formats` and `completion`."""

import re

import pytest


def test_formats_lists_what_is_read_and_written(run):
    result = run("formats")
    assert result.exit_code == 0
    rows = {line.split()[0]: line for line in result.stdout.splitlines()[1:]}
    assert {"csljson", "bibtex", "biblatex", "ris", "sommaire", "text", "html", "markdown"} <= set(
        rows
    )
    assert ".bib" in rows["bibtex"]
    assert rows["sommaire"].split()[-2:] == ["yes", "–"]
    assert rows["html"].split()[-2:] == ["–", "yes"]


def test_search_finds_apa(run):
    result = run("styles", "search", "apa", "-n", "0")
    names = [line.split()[0] for line in result.stdout.splitlines()[1:]]
    assert result.exit_code == 0
    assert "apa" in names
    assert "citekit-apa-fr" in names


def test_search_is_limited_and_says_so(run):
    result = run("styles", "search", "-n", "3")
    assert "-n 0" in result.stderr


def test_search_by_kind_and_language(run):
    result = run("styles", "search", "--kind", "note", "--language", "fr", "-n", "0")
    assert result.exit_code == 0
    rows = result.stdout.splitlines()[1:]
    assert len(rows) > 50
    assert all(re.search(r" note +fr\b", row) for row in rows)


def test_search_without_a_hit_exits_1_with_the_nearest(run):
    result = run("styles", "search", "chicagoo")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "chicago" in result.stderr


def test_show(run):
    result = run("styles", "show", "apa")
    assert result.exit_code == 0
    assert "author-date" in result.stdout
    assert "http://www.zotero.org/styles/apa" in result.stdout


def test_show_unknown_is_usage(run):
    result = run("styles", "show", "appa")
    assert result.exit_code == 2
    assert "apa" in result.stderr


def test_for_a_journal(run):
    result = run("styles", "for", "Nature")
    assert result.exit_code == 0
    assert "nature" in result.stdout


def test_for_a_journal_by_its_issn(run):
    result = run("styles", "for", "0035-2969")
    assert result.stdout.splitlines()[1].startswith("revue-francaise-de-sociologie ")
    assert result.stderr == ""


def test_for_a_journal_that_is_not_there_says_that_these_are_only_near(run):
    result = run("styles", "for", "Annals", "of", "Phisics")
    assert result.exit_code == 0
    assert "exactly" in result.stderr
    assert "annals-of-physics" in result.stdout


def test_for_a_shortened_title_says_so(run):
    result = run("styles", "for", "Rev. fr. adm. publ.", lang="fr")
    assert "abréviation" in result.stderr
    assert result.stdout.splitlines()[1].startswith("revue-francaise-d-administration-publique ")


def test_for_a_journal_without_a_style(run):
    result = run("styles", "for", "Politiques et management public", lang="fr")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "« Politiques et management public »" in result.stderr
    assert "--language fr" in result.stderr


def test_for_an_issn_with_a_wrong_check_digit(run):
    result = run("styles", "for", "ISSN 0152-7402")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "check digit of ISSN 0152-7402" in result.stderr


def test_for_a_number_that_is_no_issn(run):
    result = run("styles", "for", "0152-740")
    assert result.exit_code == 1
    assert "eight digits" in result.stderr


TWO = """
@article{a, title={A}, journaltitle={Annals of Physics}, date={2001}}
@article{b, title={B}, journaltitle={The annals of physics}, date={2002}}
@article{c, title={C}, journaltitle={Xqzwv kjhgf}, date={2003}}
"""


@pytest.mark.parametrize("as_file", [True, False])
def test_for_the_journals_of_a_file(as_file, run, tmp_path):
    file = tmp_path / "refs.bib"
    file.write_text(TWO, encoding="utf-8")
    result = run("styles", "for", file) if as_file else run("styles", "for", "-", input=TWO)
    assert result.exit_code == 0
    (row,) = result.stdout.splitlines()[1:]
    assert [cell.strip() for cell in re.split(r" {2,}", row)] == [
        "Annals of Physics",
        "2",
        "annals-of-physics",
        "Annals of Physics",
        "elsevier-with-titles",
    ]
    assert "Xqzwv kjhgf" in result.stderr


def test_for_a_file_whose_journals_have_no_style(run, library):
    result = run("styles", "for", library)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("Politiques et management public") == 1


def test_for_a_mistyped_file_is_never_a_title(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("styles", "for", "nature.bib")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is no file “nature.bib”" in result.stderr


def test_for_an_unknown_journal(run):
    result = run("styles", "for", "Zzyzx Qwerty")
    assert result.exit_code == 1
    assert "Zzyzx Qwerty" in result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell, run):
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_CITEKIT_COMPLETE" in result.stdout

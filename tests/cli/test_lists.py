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
    result = run("styles", "for", "Politiques", "et", "management", "public")
    assert "exactly" in result.stderr


def test_for_an_unknown_journal(run):
    result = run("styles", "for", "Zzyzx Qwerty")
    assert result.exit_code == 1
    assert "Zzyzx Qwerty" in result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell, run):
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_CITEKIT_COMPLETE" in result.stdout

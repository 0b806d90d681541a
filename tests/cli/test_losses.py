"""`convert` and `parse` say what a format cannot hold, and what Zotero passes over."""

from __future__ import annotations

import json

import pytest

REFERENCE = {
    "id": "a",
    "type": "book",
    "title": "Surveiller et punir",
    "author": [{"family": "Foucault", "given": "Michel"}],
    "issued": {"date-parts": [[1975]]},
    "categories": ["histoire"],
    "keyword": "prison",
    "language": "fr",
}


@pytest.fixture
def refs(tmp_path):
    path = tmp_path / "refs.json"
    others = [{**REFERENCE, "id": key, "title": f"Tome {key}"} for key in "bc"]
    path.write_text(json.dumps([REFERENCE, *others]), encoding="utf-8")
    return path


def test_one_sentence_says_what_is_lost(run, refs):
    result = run("convert", refs, "-t", "coins")
    assert result.exit_code == 0
    assert result.stdout.count("Z3988") == 3
    assert result.stderr.count("COinS in a web page cannot hold, in 3 references:") == 1
    assert "categories (3)" in result.stderr


def test_verbose_says_it_of_each(run, refs):
    stderr = run("convert", refs, "-t", "coins", "-v").stderr
    assert [key for key in "abc" if f"{key}: warning: COinS" in stderr] == ["a", "b", "c"]


def test_strict_refuses_and_writes_nothing(run, refs, tmp_path):
    out = tmp_path / "refs.coins.html"
    result = run("convert", refs, "-t", "coins", "-o", out, "--strict")
    assert result.exit_code == 1
    assert not out.exists()


@pytest.mark.parametrize("form", ["csljson", "bibtex", "biblatex", "ris", "rdf"])
def test_what_holds_everything_is_silent(run, refs, form):
    result = run("convert", refs, "-t", form, "--strict")
    assert (result.exit_code, result.stderr) == (0, "")


def test_for_zotero_takes_its_flavour(run, refs):
    result = run("convert", refs, "-t", "csljson", "--for", "zotero")
    assert result.exit_code == 0
    assert json.loads(result.stdout)[0]["issued"]["raw"] == "1975"
    assert "Zotero does not import" in result.stderr
    assert "keyword (3)" in result.stderr
    assert "@book{a" in run("convert", refs, "-t", "biblatex", "--for", "zotero").stdout


def test_the_table_of_what_is_held(run):
    result = run("formats", "--table")
    assert result.exit_code == 0
    header, rule, *rows = result.stdout.splitlines()
    assert header.startswith("| variables | `csljson` |")
    assert all(row.count("|") == rule.count("|") for row in rows)

"""`merge`: several files into one, what is told on standard error, what the plan shows."""

from __future__ import annotations

import json

import pytest

from citekit import api

MINE = """\
@article{crozet,
  author = {Crozet, P. and Rangeon, F.},
  title = {LE PUBLIC DANS LES CONTRATS DE VILLE},
  journal = {Politiques et management public},
  volume = {24}, number = {4}, pages = {17}, year = {2006}
}
@book{punir,
  author = {Foucault, Michel}, title = {Surveiller et punir}, publisher = {Gallimard}, year = {1975}
}
"""
THEIRS = """\
TY  - JOUR
ID  - public2006
AU  - Crozet, Paul
AU  - Rangeon, François
TI  - Le public dans les contrats de ville : habitant, citoyen ou client ?
T2  - Politiques et management public
VL  - 24
IS  - 4
SP  - 17
EP  - 36
PY  - 2006/12
ER  -
TY  - BOOK
ID  - punir
AU  - Foucault, Michel
TI  - Surveiller et punir
PB  - Gallimard
PY  - 1993
ER  -
"""


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.bib"
    path.write_text(MINE, encoding="utf-8")
    return path


@pytest.fixture
def theirs(tmp_path):
    path = tmp_path / "theirs.ris"
    path.write_text(THEIRS, encoding="utf-8")
    return path


def test_the_best_of_both_goes_to_standard_output(run, mine, theirs):
    result = run("merge", mine, theirs, "-t", "csljson")
    assert result.exit_code == 0
    article, book, other = json.loads(result.stdout)
    assert article["id"] == "crozet"
    assert article["title"].startswith("Le public dans les contrats de ville : habitant")
    assert article["author"][0] == {"family": "Crozet", "given": "Paul"}
    assert article["page"] == "17-36"
    assert article["issued"] == {"date-parts": [[2006, 12]]}
    assert (book["id"], other["id"]) == ("punir", "punira")


def test_without_a_format_that_of_the_first_file(run, mine, theirs):
    assert run("merge", mine, theirs).stdout.startswith("@article{crozet,")
    assert run("merge", theirs, mine).stdout.startswith("TY  - JOUR")


def test_without_a_format_and_an_ending_it_asks(run, mine):
    result = run("merge", "-", input=mine.read_bytes())
    assert result.exit_code == 2
    assert "-t FORMAT or -o FILE" in result.stderr
    assert run("merge", "-", "-t", "ris", input=mine.read_bytes()).exit_code == 0


def test_what_is_told(run, mine, theirs):
    stderr = run("merge", mine, theirs).stderr
    assert (
        f"crozet: note: public2006 ({theirs}) is the same work as crozet ({mine}): "
        "same journal or book, volume or issue, and first page\n"
    ) in stderr
    assert "are possibly the same, but not surely of the same year" in stderr
    assert "note: another work has the key “punir” already; this one gets “punira”" in stderr
    assert "in 1 reference: title (1), author (1), issued (1), page (1)" in stderr
    assert stderr.endswith("4 references read, 3 works, 1 of them from several references\n")


def test_verbose_tells_each_value(run, mine, theirs):
    stderr = run("merge", mine, theirs, "-v").stderr
    told = [line for line in stderr.splitlines() if line.endswith("[merge-value]")]
    assert len(told) == 4
    assert f"crozet: note: page: “17-36” is kept, “17” of crozet ({mine}) is not" in stderr
    assert "[merge-values]" not in stderr


def test_quiet_says_nothing(run, mine, theirs):
    assert run("merge", mine, theirs, "-q").stderr == ""


def test_in_french(run, mine, theirs):
    stderr = run("merge", mine, theirs, lang="fr").stderr
    assert "est le même document que crozet" in stderr
    assert "4 références lues, 3 documents, dont 1 de plusieurs références" in stderr


def test_to_files(run, mine, theirs, tmp_path):
    bib, ris = tmp_path / "all.bib", tmp_path / "all.ris"
    result = run("merge", mine, theirs, "-o", bib, "-o", ris)
    assert (result.exit_code, result.stdout) == (0, "")
    assert len(api.read(bib).references) == len(api.read(ris).references) == 3
    again = run("merge", bib, ris, "-t", "csljson")
    assert len(json.loads(again.stdout)) == 3


def test_a_file_into_itself(run, mine, theirs):
    assert run("merge", mine, theirs, "-o", mine).exit_code == 0
    assert len(api.read(mine).references) == 3


def test_dry_run_shows_the_plan_and_writes_nothing(run, mine, theirs, tmp_path):
    out = tmp_path / "all.bib"
    result = run("merge", "--dry-run", mine, theirs, "-o", out)
    assert result.exit_code == 0
    assert not out.exists()
    assert result.stdout.splitlines() == [
        "crozet  Le public dans les contrats de ville : habitant, citoyen ou client ?",
        f"  note: public2006 ({theirs}) is the same work as crozet ({mine}): "
        "same journal or book, volume or issue, and first page",
        "  note: title: “Le public dans les contrats de ville : habitant, citoyen ou client ?” is "
        f"kept, “LE PUBLIC DANS LES CONTRATS DE VILLE” of crozet ({mine}) is not",
        "  note: author: “Crozet, Paul; Rangeon, François” is kept, "
        f"“Crozet, P.; Rangeon, F.” of crozet ({mine}) is not",
        f"  note: issued: “2006-12” is kept, “2006” of crozet ({mine}) is not",
        f"  note: page: “17-36” is kept, “17” of crozet ({mine}) is not",
    ]
    assert "possibly the same" in result.stderr
    assert "is the same work" not in result.stderr


def test_a_contradiction_is_a_warning(run, mine, tmp_path):
    other = tmp_path / "other.bib"
    other.write_text(MINE.replace("pages = {17}", "pages = {17--39}"), encoding="utf-8")
    third = tmp_path / "third.bib"
    third.write_text(MINE.replace("pages = {17}", "pages = {17--36}"), encoding="utf-8")
    out = tmp_path / "all.bib"
    result = run("merge", mine, other, third, "-o", out)
    assert result.exit_code == 0
    assert f"crozet: warning: page: “17-39” is kept, and crozet ({third}) says “17-36”" in (
        result.stderr
    )
    out.unlink()
    refused = run("merge", mine, other, third, "-o", out, "--strict")
    assert refused.exit_code == 1
    assert not out.exists()
    assert run("merge", mine, other, third, "--dry-run", "--strict").exit_code == 1
    assert run("merge", mine, other, third, "--dry-run").exit_code == 0


def test_a_loss_is_told_as_convert_does(run, library, tmp_path):
    items = json.loads(library.read_text(encoding="utf-8"))
    items[0]["categories"] = ["ville"]
    library.write_text(json.dumps(items), encoding="utf-8")
    out = tmp_path / "all.html"
    result = run("merge", library, "-t", "coins", "-o", out)
    assert "COinS in a web page cannot hold, in 1 reference: categories (1)" in result.stderr
    assert run("merge", library, "-t", "coins", "--strict").exit_code == 1


def test_a_file_that_cannot_be_read_costs_only_itself(run, mine, tmp_path):
    result = run("merge", mine, tmp_path / "no.bib", "-t", "csljson")
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) == 2
    assert "no.bib" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "FILE"),
        (["x.bib", "-t", "html"], "citekit bibliography"),
        (["x.bib", "-t", "rsi"], "ris"),
    ],
)
def test_wrong_usage(run, arguments, sentence):
    result = run("merge", *arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_an_unknown_input_format(run, mine):
    result = run("merge", mine, "-f", "nothing", "-t", "ris")
    assert result.exit_code == 2
    assert "nothing" in result.stderr

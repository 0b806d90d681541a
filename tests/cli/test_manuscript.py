"""`citekit manuscript` and `citekit cited`: exit codes, places, what is written and what is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from word import docx, p, t, texts, zotero

Run = Callable[..., Result]

BIB = """@book{doe2001, author = {Doe, Anna}, title = {Rivers of Stone}, publisher = {Gallimard},
  address = {Paris}, year = 2001}
@book{roe1999, author = {Roe, Anna}, title = {Harbours}, publisher = {Gallimard}, year = 1999}
"""
ENTRY = "Doe, A. (2001). Rivers of Stone. Gallimard."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with ``refs.bib`` and ``in.docx``, where the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "refs.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "in.docx").write_bytes(docx(p("See [@doe2001, p. 3].") + p("[bibliography]")))
    return tmp_path


def test_a_file_into_a_file(run: Run, here: Path) -> None:
    before = (here / "in.docx").read_bytes()
    done = run("manuscript", "in.docx", "-b", "refs.bib", "--style", "apa", "-o", "out.docx")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "written: out.docx (1 citation)\n"
    assert texts((here / "out.docx").read_bytes()) == ["See (Doe, 2001, p. 3).", ENTRY]
    assert (here / "in.docx").read_bytes() == before


def test_without_o_it_goes_to_standard_output(run: Run, here: Path) -> None:
    done = run("manuscript", "in.docx", "-b", "refs.bib", "--style", "apa")
    assert done.exit_code == 0
    assert texts(done.stdout_bytes)[0] == "See (Doe, 2001, p. 3)."


def test_standard_input_needs_the_format(run: Run, here: Path) -> None:
    data = (here / "in.docx").read_bytes()
    told = run("manuscript", "-", "-b", "refs.bib", "--style", "apa", input=data)
    assert told.exit_code == 2
    done = run("manuscript", "-", "-t", "docx", "-b", "refs.bib", "--style", "apa", input=data)
    assert texts(done.stdout_bytes)[1] == ENTRY


def test_an_unknown_key_is_an_error_and_the_rest_is_done(run: Run, here: Path) -> None:
    (here / "in.docx").write_bytes(docx(p("x") + p("[@doe2010] [@roe1999]")))
    done = run("manuscript", "in.docx", "-b", "refs.bib", "--style", "apa", "-o", "out.docx")
    assert done.exit_code == 1
    assert "in.docx:¶2: error: no reference has the key “doe2010”; nearest: doe2001" in done.stderr
    assert texts((here / "out.docx").read_bytes())[1] == "(doe2010?) (Roe, 1999)"


def test_strict_writes_nothing_after_a_doubt(run: Run, here: Path) -> None:
    (here / "in.docx").write_bytes(docx(p("@doe2010 and [@roe1999]")))
    call = ("manuscript", "in.docx", "-b", "refs.bib", "--style", "apa", "-o", "out.docx")
    done = run(*call, "--strict")
    assert done.exit_code == 1
    assert not (here / "out.docx").exists()
    assert run(*call).exit_code == 0


def test_check_finds_each_kind(run: Run, here: Path) -> None:
    twice = BIB + "@book{doe2001b, author = {Doe, Anna}, title = {Rivers of stone}, year = 2001}\n"
    (here / "refs.bib").write_text(twice + "@book{lone, title = {Alone}}\n", encoding="utf-8")
    (here / "in.docx").write_bytes(docx(p("[@doe2001; @doe2001b; @lone; @nobody]")))
    done = run("manuscript", "in.docx", "-b", "refs.bib", "--style", "apa", "--check")
    assert done.exit_code == 1
    found = done.stdout.splitlines()
    assert "in.docx:¶1: error: no reference has the key “nobody”; nearest: –" in found
    assert any("are one work, cited under several keys" in each for each in found)
    assert "roe1999: warning: “roe1999” is never cited" in found
    lacks = [each for each in found if each.startswith("lone: ")]
    assert lacks == [
        "lone: warning: no author, editor or other person",
        "lone: warning: no date",
        "lone: warning: no publisher or institution (type book)",
    ]


def test_check_is_quiet_about_a_good_one(run: Run, here: Path) -> None:
    (here / "in.docx").write_bytes(docx(p("[@doe2001; @roe1999]")))
    done = run("manuscript", "in.docx", "-b", "refs.bib", "--style", "apa", "--check")
    assert (done.exit_code, done.stdout) == (0, "")
    assert list(here.glob("*.docx")) == [here / "in.docx"]


def test_restyle_needs_no_bibliography(run: Run, here: Path) -> None:
    item = {
        "id": 1,
        "uris": ["http://zotero.org/users/1/items/A"],
        "itemData": {"type": "book", "title": "Harbours", "issued": {"date-parts": [[1999]]}},
    }
    (here / "zotero.docx").write_bytes(docx(p("a ", zotero([item], "(Harbours, 1999)"))))
    done = run("manuscript", "zotero.docx", "--restyle", "--style", "ieee", "-o", "out.docx")
    assert done.exit_code == 0
    assert texts((here / "out.docx").read_bytes())[0] == "a [1]"


def test_cited_recovers_what_a_document_carries(run: Run, here: Path) -> None:
    run("manuscript", "in.docx", "-b", "refs.bib", "--style", "apa", "-o", "out.docx")
    done = run("cited", "out.docx", "-o", "found.json")
    assert done.exit_code == 0
    (item,) = json.loads((here / "found.json").read_text(encoding="utf-8"))
    assert (item["id"], item["title"], item["publisher-place"]) == (
        "doe2001",
        "Rivers of Stone",
        "Paris",
    )


def test_cited_looks_typed_keys_up(run: Run, here: Path) -> None:
    assert run("cited", "in.docx", "-t", "ris").exit_code == 1
    done = run("cited", "in.docx", "-b", "refs.bib", "-t", "ris")
    assert done.exit_code == 0
    assert "Rivers of Stone" in done.stdout
    assert "Harbours" not in done.stdout


@pytest.mark.parametrize(
    "wrong",
    [
        ("manuscript", "in.docx", "-b", "refs.bib"),
        ("manuscript", "in.docx", "-b", "refs.bib", "--style", "apa", "-o", "out.odt"),
        ("manuscript", "in.docx", "-b", "refs.bib", "--style", "apa", "-o", "out.pdf"),
        ("manuscript", "in.docx", "-b", "refs.bib", "--style", "no-such-style"),
        ("manuscript", "in.docx", "--style", "apa", "--live", "--flat"),
        ("manuscript", "refs.bib", "--style", "apa"),
        ("cited", "in.docx", "-o", "x.txt"),
    ],
)
def test_wrong_usage(run: Run, here: Path, wrong: tuple[str, ...]) -> None:
    done = run(*wrong)
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr
    assert sorted(file.name for file in here.iterdir()) == ["in.docx", "refs.bib"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0 old"])
def test_a_damaged_file_is_one_sentence(run: Run, here: Path, data: bytes) -> None:
    (here / "bad.docx").write_bytes(data)
    for call in (
        ("manuscript", "bad.docx", "--style", "apa", "-o", "out.docx"),
        ("cited", "bad.docx"),
    ):
        done = run(*call)
        assert done.exit_code == 1
        assert done.stderr.startswith("bad.docx: error: ")
    assert not (here / "out.docx").exists()
    assert (here / "bad.docx").read_bytes() == data


def test_a_document_of_a_thousand_levels_is_one_sentence(run: Run, here: Path) -> None:
    body = "<w:p>" + "<w:ins>" * 1500 + t("[@doe2001]") + "</w:ins>" * 1500 + "</w:p>"
    (here / "deep.docx").write_bytes(docx(body))
    done = run("manuscript", "deep.docx", "--style", "apa", "-o", "out.docx")
    assert done.exit_code == 1
    assert done.stderr.startswith("deep.docx: error: the document nests")


def test_french(run: Run, here: Path) -> None:
    done = run(
        "manuscript", "in.docx", "-b", "refs.bib", "--style", "apa", "-o", "s.docx", lang="fr"
    )
    assert done.stderr == "écrit : s.docx (1 appel de citation)\n"

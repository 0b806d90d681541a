"""`--keys` of convert, and `--ascii` of all that writes LaTeX."""

from __future__ import annotations

BIB = "@book{old, author = {Lefèvre, Ève}, title = {L'Été}, date = {2006}}\n"


def test_new_keys(run):
    done = run("convert", "-", "-t", "csljson", "--keys", "{author}{year}", "-v", input=BIB)
    assert done.exit_code == 0
    assert '"id": "lefevre2006"' in done.stdout
    assert "the key old is now lefevre2006" in done.stderr


def test_unicode_keys(run):
    done = run("convert", "-", "-t", "csljson", "--keys", "unicode:", "-q", input=BIB)
    assert '"id": "lefèvre2006été"' in done.stdout


def test_equal_keys_get_letters(run):
    done = run(
        "convert", "-", "-t", "ris", "--keys", "{author}", "-q", input=BIB + BIB.replace("old", "b")
    )
    assert "ID  - lefevre\n" in done.stdout
    assert "ID  - lefevrea\n" in done.stdout
    assert "Citation Key: lefevrea\n" in done.stdout


def test_a_bad_pattern(run):
    done = run("convert", "-", "-t", "ris", "--keys", "{auteur}", input=BIB)
    assert done.exit_code == 2
    assert done.stdout == ""


def test_ascii_of_biblatex(run):
    done = run("convert", "-", "-t", "biblatex", "--ascii", input=BIB)
    assert done.exit_code == 0
    assert r"author = {Lef{\`e}vre, {\`E}ve}" in done.stdout
    assert done.stdout.isascii()


def test_ascii_tells_what_it_leaves(run):
    done = run("convert", "-", "-t", "biblatex", "--ascii", input=BIB.replace("L'Été", "Москва"))
    assert "Москва" in done.stdout
    assert "М о с к в а" in done.stderr
    assert done.exit_code == 0


def test_ascii_is_refused_before_anything_is_read(run):
    done = run("convert", "absent.bib", "-t", "bibtex", "--ascii")
    assert done.exit_code == 2
    assert "--ascii is for LaTeX, not for bibtex" in done.stderr


def test_ascii_of_a_bibliography_and_a_citation(run, tmp_path):
    path = tmp_path / "refs.bib"
    path.write_text(BIB, encoding="utf-8")
    done = run("bibliography", path, "-s", "apa-fr", "-t", "latex", "--ascii")
    assert r"Lef{\`e}vre" in done.stdout
    assert done.stdout.isascii()
    done = run("cite", "old", "-b", path, "-s", "apa-fr", "-t", "latex", "--ascii")
    assert done.stdout == "(Lef{\\`e}vre, 2006)\n"
    done = run("cite", "old", "-b", path, "-s", "apa-fr", "--ascii")
    assert done.exit_code == 2

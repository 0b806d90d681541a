"""`citekit parse`: the table, the files, the bibliography, several inputs."""

import json
import shutil

import pytest

from citekit import api

STYLE = "citekit-apa-fr"


def test_the_table_shows_the_eight_articles(run, seed, expected):
    result = run("parse", seed)
    assert result.exit_code == 0
    assert "Politiques et management public, vol. 24, no. 4, December 2006" in result.stdout
    for reference in expected:
        assert reference["id"] in result.stdout
    assert "Marie Tsanga" in result.stdout
    assert "8 references" in result.stderr


def test_the_table_is_plain_and_fits_80_columns_in_a_pipe(run, seed):
    result = run("parse", seed)
    assert "\x1b" not in result.stdout
    rows = result.stdout.splitlines()
    assert max(map(len, rows)) <= 80
    assert all(row == row.rstrip() for row in rows)


def test_the_table_in_french(run, seed):
    result = run("parse", seed, lang="fr")
    assert "vol. 24, n° 4, décembre 2006" in result.stdout
    assert "8 références" in result.stderr


def test_diagnostics_say_file_line_column_and_severity(run, seed):
    text = seed.read_text(encoding="utf-8").splitlines()
    number = next(at for at, line in enumerate(text, 1) if 'musées entreprises" - ' in line)
    column = text[number - 1].index('" - ') + 1
    stderr = run("parse", seed).stderr
    assert f"{seed}:{number}:{column}: warning: " in stderr
    assert f"{seed}:{number}:{column}: avertissement : " in run("parse", seed, lang="fr").stderr


def test_files_are_written_as_their_endings_say(run, seed, tmp_path, expected):
    names = [tmp_path / name for name in ("refs.bib", "refs.ris", "refs.json")]
    result = run("parse", seed, *(part for name in names for part in ("-o", name)))
    assert result.exit_code == 0
    assert result.stdout == ""
    for name in names:
        assert len(api.read(name).references) == 8
        assert str(name) in result.stderr
    assert "@article{lefebvre2006action," in names[0].read_text(encoding="utf-8")
    assert names[1].read_text(encoding="utf-8").startswith("TY  - JOUR")
    assert [item["id"] for item in json.loads(names[2].read_text(encoding="utf-8"))] == [
        item["id"] for item in expected
    ]


def test_to_overrides_the_ending(run, seed, tmp_path):
    assert run("parse", seed, "-t", "biblatex", "-o", tmp_path / "refs.bib").exit_code == 0
    assert "journaltitle" in (tmp_path / "refs.bib").read_text(encoding="utf-8")


def test_to_without_output_prints(run, seed):
    result = run("parse", seed, "-t", "ris")
    assert result.exit_code == 0
    assert result.stdout.count("TY  - JOUR") == 8


def test_a_dash_is_standard_input_and_output(run, seed):
    result = run("parse", "-", "-o", "-", "-t", "csljson", input=seed.read_bytes())
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)) == 8


def test_style_prints_the_bibliography_in_place_of_the_table(run, seed):
    result = run("parse", seed, "--style", STYLE)
    assert result.exit_code == 0
    assert "Crozet, P. et Rangeon, F. (2006" in result.stdout
    assert "crozet2006public" not in result.stdout


def test_style_and_a_file_of_references(run, seed, tmp_path):
    result = run("parse", seed, "--style", STYLE, "-o", tmp_path / "refs.bib")
    assert "Crozet, P." in result.stdout
    assert (tmp_path / "refs.bib").is_file()


@pytest.mark.parametrize("ending", ["txt", "md", "html"])
def test_a_bibliography_file_needs_and_has_a_style(ending, run, seed, tmp_path):
    target = tmp_path / f"refs.{ending}"
    assert run("parse", seed, "-o", target).exit_code == 2
    assert not target.exists()
    result = run("parse", seed, "--style", STYLE, "-o", target)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "Rangeon" in target.read_text(encoding="utf-8")


def test_a_folder_is_read_through_in_order(run, seed, tmp_path):
    (tmp_path / "b" / "deep").mkdir(parents=True)
    for name in ("b/deep/2.txt", "a.txt", ".hidden.txt", "b/skipped.pdf"):
        shutil.copy(seed, tmp_path / name)
    result = run("parse", tmp_path, "-t", "csljson")
    assert result.exit_code == 0
    keys = [item["id"] for item in json.loads(result.stdout)]
    assert len(keys) == 16
    assert len(set(keys)) == 16
    assert keys[8] == f"{keys[0]}a"
    first, second = result.stderr.find("a.txt:"), result.stderr.find("2.txt:")
    assert 0 <= first < second


def test_an_empty_folder_is_an_error(run, tmp_path):
    result = run("parse", tmp_path)
    assert result.exit_code == 1
    assert "no document" in result.stderr


def test_one_bad_input_does_not_stop_the_others(run, seed, tmp_path):
    target = tmp_path / "refs.json"
    result = run("parse", tmp_path / "missing.txt", seed, "-o", target)
    assert result.exit_code == 1
    assert "missing.txt" in result.stderr
    assert len(json.loads(target.read_text(encoding="utf-8"))) == 8


def test_every_bad_input_is_told_but_warnings_of_one_kind_only_some_times(run, tmp_path):
    missing = [tmp_path / f"{number}.txt" for number in range(15)]
    stderr = run("parse", *missing).stderr
    assert all(str(path) in stderr for path in missing)
    page = tmp_path / "page.txt"
    entries = "".join(f'- Une idée neuve {n}" - Jeanne Dupont p. {n}\n' for n in range(1, 31))
    page.write_text(f"Revue | Annales |\nNuméro | no 3, 2001 |\n{entries}", encoding="utf-8")
    brief, full = run("parse", page), run("parse", page, "--verbose")
    assert brief.stderr.count("stray") == 10
    assert "more of the same kinds" in brief.stderr
    assert full.stderr.count("[title-quote-stray]") == 30


def test_strict_writes_nothing_when_there_is_a_warning(run, seed, tmp_path):
    target = tmp_path / "refs.json"
    result = run("parse", seed, "--strict", "-o", target)
    assert result.exit_code == 1
    assert not target.exists()
    assert "--strict: nothing was written" in result.stderr


def test_quiet_says_errors_only_and_verbose_gives_codes(run, seed):
    assert run("parse", seed, "-q").stderr == ""
    assert " [" in run("parse", seed, "-v").stderr


def test_infer_pages_and_keys(run, seed):
    items = json.loads(run("parse", seed, "--infer-pages", "-t", "csljson").stdout)
    assert items[0]["page"] == "1-16"
    assert items[-1]["page"] == "135"


def test_control_characters_do_not_reach_the_terminal(run, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(
        "Revue | Annales |\nNuméro | no 3, 2001 |\n"
        "- Une \x1b[31midée neuve - Jeanne Dupont p. 7\n- Autre titre - Paul Martin p. 9\n",
        encoding="utf-8",
    )
    result = run("parse", page)
    assert "\x1b" not in result.output

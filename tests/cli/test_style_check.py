"""`styles check`: findings on standard output, one a line with its place; the exit codes."""

from pathlib import Path

import pytest

FAULTY = Path(__file__).parent.parent / "data" / "csl" / "faulty"


def test_a_finding_is_a_line_with_its_place_and_a_hint(run):
    path = FAULTY / "french-pages.csl"
    result = run("styles", "check", path)
    finding, hint = result.stdout.splitlines()
    assert finding.startswith(f"{path}:46: warning: ")
    assert finding.endswith('prefix="pp. "')
    assert hint.startswith("    ")
    assert result.stderr == "1 style, 1 finding\n"
    assert result.exit_code == 1


def test_in_french_with_the_code(run):
    result = run("styles", "check", "-v", FAULTY / "no-rights.csl", lang="fr")
    assert "avertissement : " in result.stdout
    assert "[style-no-rights]" in result.stdout


def test_a_clean_style(run):
    result = run("styles", "check", FAULTY / "clean.csl")
    assert (result.stdout, result.exit_code) == ("", 0)


@pytest.mark.parametrize(("options", "lines"), [((), 1), (("-q",), 0)])
def test_a_note_is_no_failure_and_quiet_leaves_it_out(run, options, lines):
    result = run("styles", "check", *options, FAULTY / "type-untreated.csl")
    assert len(result.stdout.splitlines()) == lines
    assert result.exit_code == 0


def test_standard_input(run):
    result = run("styles", "check", "-", input=(FAULTY / "no-id.csl").read_bytes())
    assert result.stdout.startswith("-:3: warning: ")
    assert result.exit_code == 1


def test_what_cannot_be_used_does_not_hide_the_others(run):
    result = run("styles", "check", FAULTY / "malformed.csl", FAULTY / "no-id.csl")
    assert "malformed.csl:46:" in result.stdout
    assert "no-id.csl:3:" in result.stdout


def test_an_unknown_name_or_file_does_not_hide_the_others(run):
    result = run("styles", "check", "no-such-style", FAULTY / "no-id.csl")
    assert "no-id.csl:3:" in result.stdout
    assert "no-such-style" in result.stderr
    assert result.exit_code == 2
    result = run("styles", "check", FAULTY / "missing.csl", FAULTY / "no-id.csl")
    assert "no-id.csl:3:" in result.stdout
    assert "missing.csl" in result.stderr
    assert result.exit_code == 1


def test_a_folder_and_a_language(run):
    result = run("styles", "check", "-q", FAULTY)
    assert f"{FAULTY / 'joint.csl'}:" in result.stdout
    assert run("styles", "check", "--language", "klingon", FAULTY).exit_code == 2

"""Bad input is normal input: one sentence, exit code 1 or 2, never a traceback."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SENTENCES = 4


def refused(result, code=1):
    assert result.exit_code == code
    assert result.stdout == ""
    lines = result.stderr.strip().splitlines()
    assert 1 <= len(lines) <= SENTENCES
    assert "error: " in result.stderr
    return result.stderr


@pytest.fixture(params=["parse", "convert", "bibliography", "check"])
def command(request):
    extra = {"convert": ["-t", "ris"], "bibliography": ["--style", "citekit-apa-fr"]}
    return lambda path: [request.param, str(path), *extra.get(request.param, [])]


def test_a_mistyped_path(command, run, tmp_path):
    assert "there is no file" in refused(run(*command(tmp_path / "missing.txt")))


def test_an_empty_file(run, tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert str(path) in refused(run("parse", path))


def test_a_binary_file(command, run, tmp_path):
    path = tmp_path / "noise.txt"
    path.write_bytes(bytes(range(256)) * 40)
    assert "binary" in refused(run(*command(path)))


def test_a_pdf(command, run, tmp_path):
    path = tmp_path / "article.pdf"
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type /Catalog>>\nendobj\n")
    stderr = refused(run(*command(path)))
    assert "PDF" in stderr
    assert str(path) in stderr


def test_a_page_that_is_no_contents_page(command, run, tmp_path):
    path = tmp_path / "recipe.html"
    path.write_text(
        "<html><body><h1>Crêpes</h1><p>Mélanger la farine et les œufs, puis le lait."
        "</p></body></html>",
        encoding="utf-8",
    )
    assert str(path) in refused(run(*command(path)))


def test_one_line_of_5_megabytes(run, tmp_path):
    path = tmp_path / "line.txt"
    path.write_text("un mot et un autre - " * 240_000, encoding="utf-8")
    assert path.stat().st_size > 5_000_000
    refused(run("parse", path))


def test_a_page_cut_in_the_middle(run, seed, tmp_path):
    path = tmp_path / "cut.txt"
    whole = seed.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    result = run("parse", path)
    assert result.exit_code == 0
    assert "crozet2006public" in result.stdout


def test_a_cut_json_file(run, library):
    library.write_bytes(library.read_bytes()[:-40])
    result = run("convert", library, "-t", "ris")
    assert result.exit_code == 1
    assert "error: " in result.stderr


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "utf-8-sig"])
def test_other_encodings_are_read(encoding, run, seed, tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes(seed.read_text(encoding="utf-8").encode(encoding))
    result = run("parse", path)
    assert result.exit_code == 0
    assert "François Rangeon" in " ".join(result.stdout.split())


def test_windows_line_ends_change_nothing(run, seed, tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes(seed.read_bytes().replace(b"\n", b"\r\n"))
    plain = run("parse", seed, "-t", "csljson")
    assert run("parse", path, "-t", "csljson").stdout == plain.stdout


def test_a_wrong_encoding_is_told(run, seed):
    assert "line 1 cannot be read as ascii" in refused(run("parse", seed, "--encoding", "ascii"))


def test_an_output_in_a_folder_that_is_not_there(run, seed, tmp_path):
    result = run("parse", seed, "-q", "-o", tmp_path / "none" / "refs.bib")
    assert "cannot be written" in refused(result)


def test_an_output_that_is_a_folder(run, seed, tmp_path):
    folder = tmp_path / "refs.bib"
    folder.mkdir()
    assert "cannot be written" in refused(run("parse", seed, "-q", "-o", folder))


def test_one_unwritable_output_leaves_the_others_unwritten(run, seed, tmp_path):
    good = tmp_path / "refs.bib"
    result = run("parse", seed, "-q", "-o", good, "-o", tmp_path / "none" / "refs.ris")
    assert result.exit_code == 1
    assert not good.exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind")
def test_an_unreadable_file(command, run, seed, tmp_path):
    path = tmp_path / "locked.txt"
    path.write_bytes(seed.read_bytes())
    path.chmod(0)
    assert "cannot be read" in refused(run(*command(path)))


def test_an_unknown_style_format_and_key(run, library):
    assert "apa" in refused(run("bibliography", library, "-s", "appa"), 2)
    assert "bibtex" in refused(run("convert", library, "-t", "bibtecks"), 2)
    unknown = run("cite", "crozet2006publik", "-b", library, "-s", "citekit-apa-fr")
    assert "crozet2006public" in refused(unknown)


def test_an_unknown_locale(run, library):
    result = run("bibliography", library, "-s", "citekit-apa-fr", "--locale", "zz-ZZ")
    assert result.exit_code == 2
    assert "zz-ZZ" in result.stderr


def test_a_style_that_is_no_style(run, library, tmp_path):
    style = tmp_path / "broken.csl"
    style.write_text("<style><info></style>", encoding="utf-8")
    assert str(style) in refused(run("bibliography", library, "-s", style))


PIECES = st.sampled_from(
    [b"- T - A B p. 1\n", b"Revue | X |\n", b"@article{k,\n", b"TY  - JOUR\n", b"[{", b"}", b"<ul>"]
)
DOCUMENTS = st.binary(max_size=300) | st.lists(PIECES | st.binary(max_size=20)).map(b"".join)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(DOCUMENTS)
def test_no_bytes_make_a_traceback(run, document):
    for args in (["parse", "-"], ["convert", "-", "-t", "bibtex"], ["check", "-"]):
        assert run(*args, input=document).exit_code in {0, 1}

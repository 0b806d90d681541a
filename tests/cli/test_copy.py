"""``--copy``: the real command on a real X server, and where there is none."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from deliver.desktops import Desktop, x_server

APA = "citekit-apa-fr"
Called = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def x() -> Iterator[Desktop]:
    with x_server() as desktop:
        yield desktop


@pytest.fixture
def citekit(root: Path) -> Callable[..., Called]:
    """``citekit(desktop, …)``: the command in a process of its own, on that desktop or on none."""

    def call(desktop: Desktop | None, *args: object) -> Called:
        away = {"DISPLAY", "WAYLAND_DISPLAY"}
        environment = {name: value for name, value in os.environ.items() if name not in away}
        environment |= {"PYTHONPATH": str(root), **(desktop.environment if desktop else {})}
        return subprocess.run(
            [sys.executable, "-m", "citekit", *map(str, args)],
            check=False,
            capture_output=True,  # which would not end if the process left behind held it open
            text=True,
            encoding="utf-8",
            env=environment,
            timeout=60,
        )

    return call


def test_a_citation_goes_onto_the_clipboard_and_nowhere_else(x, citekit, library) -> None:
    done = citekit(x, "cite", "michel2006gestion", "-b", library, "-s", APA, "--copy")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "copied: 1 citation (formatted text)\n"
    assert x.pasted("UTF8_STRING").decode() == "(Michel, 2006)"
    assert x.pasted("text/html").decode().endswith('charset=utf-8">(Michel, 2006)')


def test_italics_and_the_hanging_indent_of_a_bibliography(x, citekit, library) -> None:
    done = citekit(x, "bibliography", library, "-s", APA, "--copy")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "copied: 2 references (formatted text)\n"
    html = x.pasted("text/html").decode()
    assert html.count("<p style=") == 2
    assert html.count("text-indent:-36pt") == 2
    assert html.count("<i>Politiques et management public</i>") == 2
    assert x.pasted("text/rtf").count(rb"{\i Politiques et management public}") == 2
    assert b"<i>" not in x.pasted("UTF8_STRING")


def test_several_citations_are_several_paragraphs(x, citekit, library) -> None:
    keys = ["michel2006gestion", "--then", "crozet2006public"]
    done = citekit(x, "cite", *keys, "-b", library, "-s", APA, "--copy")
    assert done.stderr == "copied: 2 citations (formatted text)\n"
    assert x.pasted("UTF8_STRING").decode() == "(Michel, 2006)\n(Crozet et Rangeon, 2006)"
    assert b"<p>(Michel, 2006)</p>" in x.pasted("text/html")


def test_a_form_that_is_asked_for_is_copied_as_text(x, citekit, library) -> None:
    args = ["bibliography", library, "-s", APA, "-t", "latex"]
    done = citekit(x, *args, "--copy")
    assert done.stderr == "copied: 2 references (latex)\n"
    printed = citekit(None, *args).stdout
    assert r"\textit{Politiques et management public}" in printed
    assert x.pasted("UTF8_STRING").decode() == printed
    assert b"text/html" not in x.pasted("TARGETS")


def test_ascii_holds_for_what_is_copied(x, citekit, library) -> None:
    args = ["cite", "michel2006gestion", "--mode", "author-only", "-b", library, "-s", "apa"]
    citekit(x, "bibliography", library, "-s", APA, "-t", "latex", "--ascii", "--copy")
    assert x.pasted("UTF8_STRING").isascii()
    assert citekit(x, *args, "--ascii", "--copy").returncode == 2  # ASCII is for LaTeX


def test_files_are_written_too(x, citekit, library, tmp_path) -> None:
    target = tmp_path / "refs.tex"
    done = citekit(x, "bibliography", library, "-s", APA, "--copy", "-o", target)
    assert done.stdout == ""
    assert r"\textit{" in target.read_text(encoding="utf-8")
    assert b"<i>" in x.pasted("text/html")


def test_quiet_says_nothing(x, citekit, library) -> None:
    done = citekit(x, "cite", "michel2006gestion", "-b", library, "-s", APA, "--copy", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    "args",
    [
        ["cite", "michel2006gestion", "-b"],
        ["bibliography"],
    ],
)
def test_without_a_clipboard_the_text_is_printed(citekit, library, args) -> None:
    without = citekit(None, *args, library, "-s", APA)
    done = citekit(None, *args, library, "-s", APA, "--copy")
    assert done.returncode == 1
    assert "Michel" in done.stdout
    assert done.stdout == without.stdout
    if sys.platform.startswith("linux"):
        assert done.stderr.splitlines()[0] == (
            "citekit: error: there is no clipboard here: "
            "neither DISPLAY nor WAYLAND_DISPLAY names a desktop"
        )


def test_an_x_server_that_is_not_there(citekit, library) -> None:
    nowhere = Desktop({"DISPLAY": ":29999"}, None)
    done = citekit(nowhere, "cite", "michel2006gestion", "-b", library, "-s", APA, "--copy")
    assert (done.returncode, done.stdout) == (1, "(Michel, 2006)\n")
    assert "nothing was copied: no connection to the X server “:29999” of DISPLAY" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_nothing_is_copied_of_a_library_without_references(x, citekit, library, tmp_path) -> None:
    empty = tmp_path / "empty.json"
    empty.write_text("[]", encoding="utf-8")
    citekit(x, "cite", "michel2006gestion", "-b", library, "-s", APA, "--copy")
    done = citekit(x, "bibliography", empty, "-s", APA, "--copy")
    assert "copied:" not in done.stderr
    assert x.pasted("UTF8_STRING").decode() == "(Michel, 2006)"


def test_an_unknown_key_copies_nothing(x, citekit, library) -> None:
    citekit(x, "cite", "michel2006gestion", "-b", library, "-s", APA, "--copy")
    done = citekit(x, "cite", "michel2006", "-b", library, "-s", APA, "--copy")
    assert (done.returncode, done.stdout) == (1, "")
    assert x.pasted("UTF8_STRING").decode() == "(Michel, 2006)"

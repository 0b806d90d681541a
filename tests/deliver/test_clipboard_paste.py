"""What LibreOffice makes of what was copied: a real paste, on a real X server."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from deliver.desktops import Desktop, need, x_server

import citekit
from citekit.deliver import clipboard

FORMS = clipboard.FORMS
HALF_AN_INCH = 1270  # hundredths of a millimetre


@pytest.fixture(scope="module")
def x() -> Iterator[Desktop]:
    with x_server() as desktop:
        yield desktop


@pytest.fixture(scope="module")
def paste(
    x: Desktop, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], list[dict[str, Any]]]:
    """Paste into a new LibreOffice; what the text has become."""
    need("soffice")
    python = shutil.which("python3", path=os.defpath)  # the system's: uno is for no other
    test = [python or "python3", "-c", "import uno"]
    if python is None or subprocess.run(test, stderr=subprocess.DEVNULL, check=False).returncode:
        pytest.skip("needs the system's python3 with uno (a Debian package: python3-uno)")
    profile = tmp_path_factory.mktemp("libreoffice")
    pipe = f"citekit-{os.getpid()}"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--norestore", "--nologo"]
    command += ["--nodefault", f"--accept=pipe,name={pipe};urp;"]
    script = Path(__file__).with_name("libreoffice_paste.py")

    def call() -> list[dict[str, Any]]:
        office = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **x.environment},
            start_new_session=True,
        )
        try:
            clean = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
            done = subprocess.run(  # what counts is what it printed before uno was taken down
                [python, script, pipe], stdout=subprocess.PIPE, env=clean, timeout=60, check=False
            )
            office.wait(20)
        finally:
            if office.poll() is None:
                os.killpg(office.pid, signal.SIGKILL)
        found: list[dict[str, Any]] = json.loads(done.stdout)
        return found

    return call


@pytest.fixture
def works(x: Desktop, monkeypatch: pytest.MonkeyPatch) -> citekit.Sommaire:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", x.environment["DISPLAY"])
    return citekit.parse(citekit.seed("politiques-et-management-public-2006.txt"))


def test_a_citation_stays_in_its_sentence(works, paste) -> None:
    key, style = "crozet2006public", "histoire-at-politique"
    citekit.copy(*(citekit.cite(works, key, style=style, output=form) for form in FORMS))
    (paragraph,) = paste()
    texts = [text for text, _, _ in paragraph["runs"]]
    assert texts[0].startswith("avant Paul Crozet et François Rangeon, «")
    assert texts[-1].endswith(" après")
    assert [text for text, is_italic, _ in paragraph["runs"] if is_italic] == [
        "Politiques et management public"
    ]


@pytest.mark.parametrize("style", ["citekit-apa-fr", "ieee"])
def test_a_bibliography_keeps_its_italics_and_indents_and_the_font_of_the_text(
    works, paste, style
) -> None:
    citekit.copy(*(citekit.bibliography(works, style, output=form) for form in FORMS))
    paragraphs = paste()
    entries = [each for each in paragraphs if "Politiques et management" in str(each["runs"])]
    assert len(entries) == len(works.references)
    for each in entries[1:-1]:  # the first and the last meet the text around
        assert (each["margin"], each["indent"]) == (HALF_AN_INCH, -HALF_AN_INCH)
        assert "Politiques et management public" in [
            text for text, is_italic, _ in each["runs"] if is_italic
        ]
        assert not any(has_font for _, _, has_font in each["runs"])
        if style == "ieee":
            assert each["runs"][0][0][:4] in {f"[{number}]\t" for number in range(1, 9)}

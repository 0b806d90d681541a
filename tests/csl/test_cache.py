"""The cache of styles and locales: found by content, mended when spoilt, missed in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from citekit import files
from citekit.csl import cache
from citekit.csl.reading import read_style
from citekit.csl.style import Style
from citekit.errors import StyleError

XML = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note">'
    '<citation><layout><text value="{}"/></layout></citation></style>'
)


def xml(text: str = "x") -> bytes:
    return XML.format(text).encode()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The cache of this test alone."""
    place = tmp_path / "cache"
    monkeypatch.setattr(files, "cache_folder", lambda: place)
    forget()
    yield place / "csl"
    forget()


def forget() -> None:
    """As in another process."""
    cache.style.cache_clear()
    cache.locale.cache_clear()


def refuse_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citekit.csl.reading.read_style", lambda *_: pytest.fail("read again"))


def test_a_style_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    node = cache.style(xml())
    assert node == read_style(xml())
    assert len(list(folder.iterdir())) == 1
    forget()
    refuse_to_read(monkeypatch)
    assert cache.style(xml()) == node


def test_another_content_is_another_style(folder: Path) -> None:
    assert cache.style(xml("x")) != cache.style(xml("y"))
    assert len(list(folder.iterdir())) == 2


def test_a_style_that_is_refused_is_not_kept(folder: Path) -> None:
    for _ in range(2):
        with pytest.raises(StyleError):
            cache.style(b"<style/>")
    assert not folder.exists()


@pytest.mark.parametrize("spoil", [lambda _: b"", lambda data: data[:-1], lambda data: data * 2])
def test_a_spoilt_file_is_written_anew(folder: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    node = cache.style(xml())
    (file,) = folder.iterdir()
    sound = file.read_bytes()
    for spoilt in (spoil(sound), sound.replace(b"x", b"y"), b"\xff" * 100):
        file.write_bytes(spoilt)
        forget()
        assert cache.style(xml()) == node
        assert file.read_bytes() == sound


def test_another_reader_finds_no_old_nodes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.style(xml())
    forget()
    monkeypatch.setattr(cache, "_readers", lambda: b"another")
    cache.style(xml())
    assert len(list(folder.iterdir())) == 2


def test_without_a_folder_that_can_be_written_it_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(files, "cache_folder", lambda: tmp_path / "file")
    assert cache.style(xml()) == read_style(xml())
    monkeypatch.setattr(files, "cache_folder", lambda: None)
    forget()
    assert cache.style(xml()) == read_style(xml())


def test_it_does_not_grow_for_ever(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MAX_FILES", 4)
    for number in range(12):
        cache.style(xml(str(number)))
        (newest,) = [file for file in folder.iterdir() if file.stat().st_mtime > 1_000_000]
        os.utime(newest, (number, number))
        assert len(list(folder.iterdir())) <= 4
    forget()
    refuse_to_read(monkeypatch)
    assert cache.style(xml("11"))


def test_a_style_from_the_cache_needs_no_xml(tmp_path: Path) -> None:
    program = (
        "import sys; from citekit.csl.style import Style; "
        "from citekit.csl.locales import Locale; "
        "Locale.of(Style.load('apa').node, 'fr-FR'); print('lxml' in sys.modules)"
    )
    found = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path), "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert found == ["True", "False"]


def test_styles_have_their_nodes() -> None:
    style = Style.load("iso690-author-date-fr")
    assert style.node == read_style(style.xml)
    assert (style.default_locale, style.has_bibliography) == ("fr-FR", True)
    assert len(repr(style)) < 200

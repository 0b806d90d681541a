"""Bytes to text, and files written whole or not at all."""

from __future__ import annotations

import codecs
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit import files
from citekit.errors import CitekitError, InputError, OutputError, UsageError
from citekit.files import data_folder, decode, read_text, write_texts

FRENCH = "Œuvre d'été – « citoyen »\nSeconde ligne"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (FRENCH.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + FRENCH.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + FRENCH.encode("utf-32-le"), "utf-32-le"),
        (FRENCH.encode("utf-16-le"), "utf-16-le"),
        (FRENCH.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings_are_recognised(data: bytes, encoding: str) -> None:
    found = decode(data)
    assert (found.text, found.encoding, found.diagnostics) == (FRENCH, encoding, ())


def test_windows_1252_is_read_with_a_warning() -> None:
    text = "Politiques\net management\nœuvre d’été – 5 €"
    found = decode(text.encode("cp1252"))
    assert (found.text, found.encoding) == (text, "cp1252")
    (doubt,) = found.diagnostics
    assert (doubt.code, doubt.severity, doubt.line) == ("file-not-utf8", "warning", 3)


def test_a_named_encoding_is_obeyed() -> None:
    assert decode("été".encode("mac-roman"), "macroman").text == "été"
    assert decode(codecs.BOM_UTF8 + b"a", "utf-8").text == "a"
    with pytest.raises(InputError) as caught:
        decode(b"a\nb\n\xe9", "utf-8")
    assert (caught.value.code, caught.value.diagnostic.line) == ("file-not-in-encoding", 3)


@pytest.mark.parametrize("encoding", ["utf-9", "", "klingon"])
def test_an_unknown_encoding(encoding: str) -> None:
    with pytest.raises(UsageError) as caught:
        decode(b"a", encoding)
    assert (caught.value.code, caught.value.exit_code) == ("encoding-unknown", 2)


@pytest.mark.parametrize("encoding", ["base64", "rot13", "zlib", "undefined"])
def test_codecs_that_are_no_encoding_of_text(encoding: str) -> None:
    with pytest.raises(CitekitError):
        decode(b"a", encoding)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04\x14\x00", "DOCX"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\x1f\x8b\x08", "GZIP"),
    ],
)
def test_known_binaries_are_named(data: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=kind):
        decode(data)


@pytest.mark.parametrize(
    "data", [b"\0" * 100, b"abc\0def\0\0\0\0", bytes(range(256)) * 4, b"\x01\x02\x03" * 50]
)
def test_other_binaries(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode(data)
    assert caught.value.code == "file-binary"


def test_a_cut_utf16_file_is_read_with_a_warning() -> None:
    found = decode(codecs.BOM_UTF16_LE + "été".encode("utf-16-le") + b"\x00")
    assert found.text == "été\ufffd"
    assert [each.code for each in found.diagnostics] == ["file-bad-bytes"]


def test_nothing_is_text() -> None:
    assert decode(b"").text == ""


def test_line_ends_are_kept() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_an_input_error(data: bytes) -> None:
    with suppress(InputError):
        decode(data).text.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_is_read_back(text: str) -> None:
    assert decode(text.encode("utf-8")).text == text.removeprefix("\ufeff")


# Reading files


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_text(tmp_path / "none.txt")
    assert caught.value.code == "file-missing"
    assert "none.txt" in str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_text(tmp_path)
    assert caught.value.code == "file-is-folder"


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(InputError):
        read_text("a\0b")
    with pytest.raises(InputError):
        read_text("a" * 5000)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(InputError) as caught:
        read_text(path)
    assert caught.value.code == "file-unreadable"


def test_an_error_names_its_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(InputError) as caught:
        read_text(path)
    assert caught.value.diagnostic.source == str(path)


# Writing files


def test_files_are_written_in_utf8_with_their_line_ends(tmp_path: Path) -> None:
    write_texts({tmp_path / "a": "œ\n", tmp_path / "b": "x\r\ny"})
    assert (tmp_path / "a").read_bytes() == b"\xc5\x93\n"
    assert (tmp_path / "b").read_bytes() == b"x\r\ny"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_all_or_none(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "none" / "bad"
    good.write_text("before")
    with pytest.raises(OutputError) as caught:
        write_texts({good: "after", bad: "x"})
    assert (caught.value.code, caught.value.exit_code) == ("file-unwritable", 1)
    assert str(bad) in str(caught.value)
    assert good.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["good"]


def test_all_or_none_when_a_text_cannot_be_encoded(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_texts({tmp_path / "a": "x", tmp_path / "b": "\ud800"})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_cannot_be_written_over(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError):
        write_texts({tmp_path / "a": "x", tmp_path / "folder": "x"})
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes all")
def test_an_unwritable_folder(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    with pytest.raises(OutputError):
        write_texts({folder / "a": "x"})


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes all")
def test_a_file_that_is_write_protected_stays(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("before")
    path.chmod(0o400)
    with pytest.raises(OutputError):
        write_texts({path: "after"})
    assert path.read_text() == "before"


def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("before")
    path.chmod(0o640)
    write_texts({path: "after"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    write_texts({tmp_path / "a": "x"})
    assert (tmp_path / "a").stat().st_mode == usual.stat().st_mode


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("before")
    link.symlink_to(target)
    write_texts({link: "after"})
    assert link.is_symlink()
    assert target.read_text() == "after"


def test_a_link_to_nothing_makes_its_target(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_texts({tmp_path / "link": "x"})
    assert (tmp_path / "target").read_text() == "x"


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs /dev/null")
def test_a_device_is_written_to_and_not_replaced() -> None:
    write_texts({Path("/dev/null"): "x"})
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("name", ["styles", "seeds"])
def test_the_data_of_the_package_is_found(name: str) -> None:
    assert data_folder(name).is_dir()


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG folders are those of Linux")
@pytest.mark.parametrize(
    ("folder", "variable", "usual"),
    [
        (files.cache_folder, "XDG_CACHE_HOME", ".cache"),
        (files.state_folder, "XDG_STATE_HOME", ".local/state"),
    ],
)
def test_the_users_folders(folder, variable, usual, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(variable, str(tmp_path / "other"))
    assert folder() == tmp_path / "other" / "citekit"
    monkeypatch.delenv(variable)
    assert folder() == tmp_path / usual / "citekit"
    monkeypatch.setenv("HOME", "nowhere")
    assert folder() is None

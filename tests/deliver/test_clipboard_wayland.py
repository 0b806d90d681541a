"""The clipboard of a real Wayland compositor, by the real wl-copy, read back by wl-paste."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from deliver.desktops import Desktop, weston, x_server

from citekit.deliver import clipboard
from citekit.errors import DeliveryError

CHARSET = '<meta http-equiv="content-type" content="text/html; charset=utf-8">'


@pytest.fixture(scope="module")
def compositor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """Weston in a window of Xvfb: without one it has no keyboard, and wl-copy asks for one."""
    with x_server() as x, weston(tmp_path_factory.mktemp("wayland"), "x11", x) as desktop:
        yield desktop


@pytest.fixture
def wayland(compositor: Desktop, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    monkeypatch.delenv("DISPLAY", raising=False)
    for name, value in compositor.environment.items():
        monkeypatch.setenv(name, value)
    return compositor


def test_html_can_be_pasted(wayland: Desktop) -> None:
    copied = clipboard.copy("Études", "<i>Études</i>", r"{\i \u201 ?tudes}")
    assert copied.holder == "Wayland"
    pasted = wayland.ask("wl-paste", "--no-newline", "--type", "text/html")
    assert pasted.decode() == CHARSET + "<i>Études</i>"


def test_what_wl_copy_cannot_do_is_said(wayland: Desktop) -> None:
    """It offers HTML as plain text, tags and all: if it stops, so should the warning."""
    copied = clipboard.copy("Études", "<i>Études</i>")
    assert [each.code for each in copied.diagnostics] == ["clipboard-html-only"]
    assert b"<i>" in wayland.ask("wl-paste", "--type", "text/plain")


def test_a_text_alone_is_plain_text(wayland: Desktop) -> None:
    copied = clipboard.copy(r"\textit{Études}")
    assert copied.diagnostics == ()
    assert wayland.ask("wl-paste", "--no-newline").decode() == r"\textit{Études}"
    assert b"text/html" not in wayland.ask("wl-paste", "--list-types")


def test_a_large_bibliography(wayland: Desktop) -> None:
    html = "".join(f"<p>{number} <i>é</i></p>" for number in range(60_000))
    clipboard.copy("text", html)
    pasted = wayland.ask("wl-paste", "--no-newline", "--type", "text/html")
    assert pasted.decode() == CHARSET + html


def test_the_reason_why_wl_copy_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A compositor without a keyboard or pointer, which wl-copy refuses."""
    with weston(tmp_path, "headless") as desktop:
        monkeypatch.delenv("DISPLAY", raising=False)
        for name, value in desktop.environment.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(DeliveryError) as caught:
            clipboard.copy("Études", "<i>Études</i>")
    assert str(caught.value) == "nothing was copied: wl-copy says “Missing a seat”"


def test_a_compositor_that_is_not_there(tmp_path: Path, wayland: Desktop, monkeypatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with pytest.raises(DeliveryError) as caught:
        clipboard.copy("Études", "<i>Études</i>")
    assert caught.value.code == "clipboard-failed"

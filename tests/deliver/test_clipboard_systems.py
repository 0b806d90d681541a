"""Which clipboard is chosen; Windows and macOS, as far as they can be tested elsewhere.

Their calls are recorded by doubles; the bytes are held against the systems' specifications.
"""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from citekit.deliver import clipboard
from citekit.deliver.clipboard import Content, macos, process, wayland, windows, x11
from citekit.errors import DeliveryError

CONTENT = Content("Études\nœuvre", "<i>Études</i> d’œuvre", r"{\rtf1 {\i \u201 ?tudes}}")


class Windows:
    """The clipboard of Windows: records what it is asked, refuses what it is told to."""

    def __init__(self, busy: int = 0, refused: str = "") -> None:
        self.calls: list[str] = []
        self.busy = busy
        self.refused = refused
        self.names = {windows.CF_UNICODETEXT: "CF_UNICODETEXT"}
        self.held: dict[str, bytes] = {}

    def open(self) -> bool:
        self.calls.append("open")
        self.busy -= 1
        return self.busy < 0

    def empty(self) -> bool:
        self.calls.append("empty")
        return self.refused != "EmptyClipboard"

    def register(self, name: str) -> int:
        number = 0xC000 + len(self.names)
        self.names[number] = name
        return number

    def put(self, kind: int, data: bytes) -> bool:
        self.calls.append("put")
        self.held[self.names[kind]] = data
        return self.names[kind] != self.refused

    def close(self) -> None:
        self.calls.append("close")


def test_html_format_counts_bytes() -> None:
    """Microsoft, "HTML Clipboard Format": byte counts from the beginning of the description."""
    fragment = "<i>Études</i> d’œuvre 𝒜"
    found = windows.html_format(fragment)
    offsets = {name: int(value) for name, value in re.findall(rb"(\w+):(\d{10})\r\n", found)}
    assert found.startswith(b"Version:0.9\r\nStartHTML:")
    assert found[offsets[b"StartFragment"] : offsets[b"EndFragment"]] == fragment.encode()
    whole = found[offsets[b"StartHTML"] : offsets[b"EndHTML"]]
    assert whole.startswith(b"<html>")
    assert whole.endswith(b"</html>")
    assert offsets[b"EndHTML"] == len(found)
    assert found[: offsets[b"StartFragment"]].endswith(b"<!--StartFragment-->")
    assert found[offsets[b"EndFragment"] :].startswith(b"<!--EndFragment-->")


def test_what_windows_is_given() -> None:
    double = Windows()
    assert windows.copy(CONTENT, double).holder == "Windows"
    assert double.calls == ["open", "empty", "put", "put", "put", "close"]
    text = double.held["CF_UNICODETEXT"]
    assert (
        text.decode("utf-16-le") == "Études\r\nœuvre\0"
    )  # lines end with CR-LF, the text with NUL
    assert double.held["Rich Text Format"] == CONTENT.rtf.encode() + b"\0"
    assert CONTENT.html.encode() in double.held["HTML Format"]


def test_a_text_alone_is_unicode_text_for_windows() -> None:
    double = Windows()
    windows.copy(Content("x"), double)
    assert double.held == {"CF_UNICODETEXT": b"x\0\0\0"}


def test_windows_is_asked_again_while_another_program_has_the_clipboard() -> None:
    double, pauses = Windows(busy=3), []
    windows.copy(CONTENT, double, pauses.append)
    assert double.calls[:5] == ["open"] * 4 + ["empty"]
    assert len(pauses) == 3


def test_a_clipboard_that_another_program_keeps() -> None:
    double, pauses = Windows(busy=1000), []
    with pytest.raises(DeliveryError, match="another program holds the clipboard"):
        windows.copy(CONTENT, double, pauses.append)
    assert sum(pauses) == pytest.approx(1.0)
    assert "close" not in double.calls  # it was never opened


@pytest.mark.parametrize("refused", ["EmptyClipboard", "HTML Format", "CF_UNICODETEXT"])
def test_a_refusal_of_windows_is_told_and_the_clipboard_closed(refused: str) -> None:
    double = Windows(refused=refused)
    with pytest.raises(DeliveryError, match=f"Windows says “{refused}”"):
        windows.copy(CONTENT, double)
    assert double.calls[-1] == "close"


def test_what_osascript_is_given(program, tmp_path: Path) -> None:
    program("osascript", f'printf "%s\\n" "$@" > {tmp_path}/words; cat > {tmp_path}/given')
    assert macos.copy(CONTENT).holder == "macOS"
    words = (tmp_path / "words").read_text(encoding="utf-8")
    assert words == f"-l\nJavaScript\n-e\n{macos.SCRIPT}\n"
    assert json.loads((tmp_path / "given").read_bytes()) == {
        "public.html": CONTENT.page,
        "public.rtf": CONTENT.rtf,
        "public.utf8-plain-text": CONTENT.text,
    }


BRIDGE = """
const said = [];
const ObjC = {import: (name) => said.push(["import", name])};
const string = (js) => ({js, dataUsingEncoding: (code) => ({data: js, code})});
const $ = {
  NSUTF8StringEncoding: 4,
  NSFileHandle: {fileHandleWithStandardInput: {
    get readDataToEndOfFile() { return require("fs").readFileSync(0); }}},
  NSString: {
    alloc: {initWithDataEncoding: (data, code) => string(data.toString(code === 4 ? "utf8" : ""))},
    stringWithString: string,
  },
  NSPasteboard: {generalPasteboard: {
    get clearContents() { said.push(["clear"]); return 1; },
    setDataForType: (data, type) => { said.push(["set", data, type]); return true; },
  }},
};
"""


def test_the_script_for_macos_sets_each_form_once() -> None:
    """Its JavaScript is run by Node, with a double of the Objective-C bridge."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node to run the script for macOS")
    code = BRIDGE + macos.SCRIPT + "run(); console.log(JSON.stringify(said));"
    given = json.dumps({"public.html": "<i>É</i>", "public.utf8-plain-text": "É"}).encode()
    done = subprocess.run([node, "-e", code], input=given, capture_output=True, check=True)
    assert json.loads(done.stdout) == [
        ["import", "AppKit"],
        ["clear"],
        ["set", {"data": "<i>É</i>", "code": 4}, "public.html"],
        ["set", {"data": "É", "code": 4}, "public.utf8-plain-text"],
    ]


def test_what_osascript_says_when_it_fails(program) -> None:
    program("osascript", "cat >/dev/null; echo 'execution error: Error: public.html' >&2; exit 1")
    with pytest.raises(DeliveryError, match="osascript says “execution error"):
        macos.copy(CONTENT)


def test_a_program_that_does_not_end_is_stopped(program, monkeypatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.3)
    program("wl-copy", "exec sleep 60")
    with pytest.raises(DeliveryError, match="wl-copy does not answer"):
        wayland.copy(CONTENT)


def test_a_program_that_is_not_there(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeliveryError, match="wl-copy says “No such file or directory”"):
        wayland.copy(CONTENT)


CHOICES = [
    ({"DISPLAY": ":0"}, True, "x11"),
    ({"WAYLAND_DISPLAY": "w"}, True, "wayland"),
    ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "KDE"}, True, "wayland"),
    ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "KDE"}, False, "x11"),
    ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "u:GNOME"}, True, "x11"),
    ({"WAYLAND_DISPLAY": "w", "XDG_CURRENT_DESKTOP": "GNOME"}, True, "wayland"),
    ({"WAYLAND_DISPLAY": "w"}, False, "clipboard-no-wl-copy"),
    ({}, True, "clipboard-none"),
]


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="Linux has several clipboards")
@pytest.mark.parametrize("choice", CHOICES)
def test_the_clipboard_that_is_chosen(choice, monkeypatch, tmp_path, program) -> None:
    environment, has_wl_copy, chosen = choice
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    if has_wl_copy:
        program("wl-copy", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    asked = []
    monkeypatch.setattr(x11, "copy", lambda _: asked.append("x11"))
    monkeypatch.setattr(wayland, "copy", lambda _: asked.append("wayland"))
    try:
        clipboard.copy("text")
    except DeliveryError as problem:
        asked.append(problem.code)
    assert asked == [chosen]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """``program(name, script)``: a program of that name, first on PATH."""
    if sys.platform == "win32":
        pytest.skip("the doubles of programs are shell scripts")

    def make(name: str, script: str) -> None:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    return make

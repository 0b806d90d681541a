"""The clipboard of a real X server, read back by xclip and by a reader of python-xlib."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from deliver.desktops import Desktop, owners, wait_until, x_server

from citekit.deliver import clipboard
from citekit.errors import DeliveryError

HTML = "<i>Études</i> d’œuvre &#38; n<sup>o</sup> 4"
TEXT = "Études d’œuvre & nᵒ 4"
RTF = r"{\i \u201 ?tudes}"
CHARSET = '<meta http-equiv="content-type" content="text/html; charset=utf-8">'


@pytest.fixture(scope="module")
def server() -> Iterator[Desktop]:
    with x_server() as desktop:
        yield desktop


@pytest.fixture
def x(server: Desktop, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", server.environment["DISPLAY"])
    return server


def test_every_form_can_be_pasted(x: Desktop) -> None:
    assert clipboard.copy(TEXT, HTML, RTF).holder == "X11"
    assert x.pasted("text/html").decode() == CHARSET + HTML
    assert x.pasted("text/rtf") == rb"{\rtf1\ansi\ansicpg1252" + b"\n" + RTF.encode() + b"}\n"
    for target in ("UTF8_STRING", "text/plain;charset=utf-8", "text/plain"):
        assert x.pasted(target).decode() == TEXT


def test_the_targets_are_those_that_the_icccm_requires_and_the_forms(x: Desktop) -> None:
    clipboard.copy(TEXT, HTML, RTF)
    required = {"TARGETS", "MULTIPLE", "TIMESTAMP"}  # ICCCM 2.6.2
    text = {"UTF8_STRING", "text/plain;charset=utf-8", "text/plain"}
    assert set(x.pasted("TARGETS").decode().split()) == required | text | {"text/html", "text/rtf"}


def test_a_text_alone_is_no_html(x: Desktop) -> None:
    clipboard.copy(r"\textit{Études}")
    assert x.pasted("UTF8_STRING").decode() == r"\textit{Études}"
    assert not {"text/html", "text/rtf"} & set(x.pasted("TARGETS").decode().split())


def test_string_is_latin_1_and_offered_for_nothing_else(x: Desktop) -> None:
    clipboard.copy("Études")
    assert x.pasted("STRING") == b"\xc9tudes"  # ICCCM 2.7.1: ISO Latin-1
    clipboard.copy("œuvre")
    assert "STRING" not in x.pasted("TARGETS").decode().split()


def test_what_is_larger_than_a_request_comes_in_parts(x: Desktop) -> None:
    entries = [f"<p>{number} <i>é</i></p>" for number in range(60_000)]
    texts = [f"{number} é" for number in range(60_000)]
    clipboard.copy("\n".join(texts), "".join(entries))
    assert len("".join(entries).encode()) > 4 * 65535  # the largest request without BIG-REQUESTS
    assert x.pasted("text/html").decode() == CHARSET + "".join(entries)
    assert x.pasted("UTF8_STRING").decode() == "\n".join(texts)


@pytest.mark.parametrize("size", [65535, 65536, 65537, 131072])
def test_sizes_around_that_of_a_part(x: Desktop, size: int) -> None:
    text = "".join(chr(97 + at % 26) for at in range(size))
    clipboard.copy(text)
    assert x.pasted("UTF8_STRING").decode() == text


def test_the_first_process_ends_when_a_second_copies(x: Desktop) -> None:
    clipboard.copy("one")
    wait_until(lambda: len(owners(x)) == 1)
    (first,) = owners(x)
    clipboard.copy("two")
    wait_until(lambda: first not in owners(x))
    wait_until(lambda: len(owners(x)) == 1)
    assert x.pasted("UTF8_STRING") == b"two"


def test_the_process_ends_when_another_program_copies(x: Desktop) -> None:
    clipboard.copy("ours")
    # Not by x.ask: xclip keeps a process behind that holds standard output open.
    os.waitpid(
        os.posix_spawnp(
            "sh",
            ["sh", "-c", "echo theirs | xclip -i -selection clipboard >/dev/null 2>&1"],
            {**os.environ, **x.environment},
        ),
        0,
    )
    wait_until(lambda: not owners(x))
    assert x.pasted("UTF8_STRING") == b"theirs\n"


def test_the_process_ends_with_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with x_server() as desktop:
        monkeypatch.setenv("DISPLAY", desktop.environment["DISPLAY"])
        clipboard.copy("short-lived")
        wait_until(lambda: owners(desktop))
        desktop.process.terminate()
        wait_until(lambda: not owners(desktop))


def test_the_process_is_on_no_terminal_and_in_a_session_of_its_own(x: Desktop) -> None:
    clipboard.copy("detached")
    wait_until(lambda: len(owners(x)) == 1)
    (pid,) = owners(x)
    wait_until(lambda: os.readlink(f"/proc/{pid}/fd/1") == os.devnull)
    assert [os.readlink(f"/proc/{pid}/fd/{each}") for each in range(3)] == [os.devnull] * 3
    assert os.getsid(pid) != os.getsid(0)
    assert os.readlink(f"/proc/{pid}/cwd") == "/"


def test_several_forms_in_one_request(x: Desktop) -> None:
    """ICCCM 2.6.2: MULTIPLE; the property of a target that is refused becomes None."""
    from Xlib import X, Xatom
    from Xlib.display import Display

    clipboard.copy(TEXT, HTML)
    display = Display(x.environment["DISPLAY"])
    window = display.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
    atom = display.intern_atom
    asked = [atom("text/html"), atom("A"), atom("image/png"), atom("B"), atom("UTF8_STRING")]
    pairs = [*asked, atom("C")]
    window.change_property(atom("WANTED"), atom("ATOM_PAIR"), 32, pairs)
    window.convert_selection(atom("CLIPBOARD"), atom("MULTIPLE"), atom("WANTED"), X.CurrentTime)
    while (found := display.next_event()).type != X.SelectionNotify:
        pass
    assert found.property == atom("WANTED")
    answer = window.get_full_property(atom("WANTED"), atom("ATOM_PAIR")).value
    assert list(answer) == [*pairs[:3], X.NONE, *pairs[4:]]
    html = window.get_full_property(atom("A"), atom("text/html"))
    assert html.value.decode() == CHARSET + HTML
    assert window.get_full_property(atom("B"), Xatom.ATOM) is None
    assert window.get_full_property(atom("C"), atom("UTF8_STRING")).value.decode() == TEXT
    display.close()


def test_a_reader_that_goes_away_in_the_middle_harms_nobody(x: Desktop) -> None:
    from Xlib import X
    from Xlib.display import Display

    clipboard.copy("é" * 200_000)
    display = Display(x.environment["DISPLAY"])
    window = display.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
    atom = display.intern_atom
    window.convert_selection(atom("CLIPBOARD"), atom("UTF8_STRING"), atom("PART"), X.CurrentTime)
    while display.next_event().type != X.SelectionNotify:
        pass
    found = window.get_full_property(atom("PART"), X.AnyPropertyType)
    assert (found.property_type, list(found.value)) == (atom("INCR"), [400_000])  # ICCCM 2.7.2
    display.close()
    assert x.pasted("UTF8_STRING").decode() == "é" * 200_000
    wait_until(lambda: len(owners(x)) == 1)


def test_a_server_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":29999")
    with pytest.raises(DeliveryError) as caught:
        clipboard.copy(TEXT)
    assert caught.value.code == "clipboard-unreached"
    assert "“:29999”" in str(caught.value)


def test_a_server_that_refuses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One that asks for a key, in a file as libXau reads it: family 256 is this computer."""
    here, name, key = socket.gethostname().encode(), b"MIT-MAGIC-COOKIE-1", bytes(range(16))
    fields = (len(each).to_bytes(2, "big") + each for each in (here, b"", name, key))
    keys = tmp_path / "keys"
    keys.write_bytes((256).to_bytes(2, "big") + b"".join(fields))
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("XAUTHORITY", str(tmp_path / "none"))
    with x_server("-auth", str(keys)) as desktop:
        monkeypatch.setenv("DISPLAY", desktop.environment["DISPLAY"])
        with pytest.raises(DeliveryError, match="Authorization required"):
            clipboard.copy(TEXT)
        monkeypatch.setenv("XAUTHORITY", str(keys))
        assert clipboard.copy(TEXT).holder == "X11"


def test_a_display_that_is_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", "nonsense")
    with pytest.raises(DeliveryError) as caught:
        clipboard.copy(TEXT)
    assert caught.value.code == "clipboard-unreached"


def test_a_server_that_says_nothing_is_given_up(
    x: Desktop, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from citekit.deliver.clipboard import process

    monkeypatch.setattr(process, "PATIENCE", 1.5)
    os.kill(x.process.pid, signal.SIGSTOP)
    try:
        with pytest.raises(DeliveryError) as caught:
            clipboard.copy(TEXT)
    finally:
        os.kill(x.process.pid, signal.SIGCONT)
    assert str(caught.value) == f"nothing was copied: X ({os.environ['DISPLAY']}) does not answer"

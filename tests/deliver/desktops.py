"""Desktops of a test's own: an X server without a screen, a Wayland compositor inside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

OWNER = b"citekit.deliver.clipboard.owner"


class Desktop(NamedTuple):
    """What a program needs to know of a desktop, and the process that is it."""

    environment: Mapping[str, str]
    process: subprocess.Popen[bytes]

    def ask(self, *command: str, given: bytes | None = None) -> bytes:
        """What *command* prints, run there."""
        environment = {**os.environ, **self.environment}
        done = subprocess.run(
            command, input=given, stdout=subprocess.PIPE, env=environment, timeout=30, check=True
        )
        return done.stdout

    def pasted(self, target: str) -> bytes:
        """The clipboard in the form *target*, as xclip reads it."""
        return self.ask("xclip", "-o", "-selection", "clipboard", "-t", target)


def need(*programs: str) -> None:
    """Skip, with the reason, where one of the *programs* is not installed."""
    for each in programs:
        if shutil.which(each) is None:
            pytest.skip(f"needs {each} (a Debian package: xvfb, xclip, wl-clipboard, weston)")


@contextmanager
def x_server(*more: str) -> Iterator[Desktop]:
    """Xvfb on a display number that is free, with *more* words on its command line."""
    need("Xvfb", "xclip")
    ours, its = os.pipe()
    command = ["Xvfb", "-displayfd", str(its), "-screen", "0", "1024x768x24", "-nolisten", "tcp"]
    with running([*command, *more], pass_fds=[its]) as process:
        os.close(its)
        with open(ours, "rb") as said:
            number = said.readline().decode().strip()
        assert number, "Xvfb did not start"
        yield Desktop({"DISPLAY": f":{number}"}, process)


@contextmanager
def weston(folder: Path, backend: str, x: Desktop | None = None) -> Iterator[Desktop]:
    """Weston, in a window of the X server *x* (which lends it a keyboard) or without any."""
    need("weston", "wl-copy", "wl-paste")
    folder.chmod(0o700)
    environment = {"XDG_RUNTIME_DIR": str(folder), "WAYLAND_DISPLAY": "citekit"}
    command = ["weston", f"--backend={backend}-backend.so", "--socket=citekit", "--idle-time=0"]
    around = {**os.environ, "XDG_RUNTIME_DIR": str(folder), **(x.environment if x else {})}
    with running(command, env=around) as process:
        wait_until((folder / "citekit").exists)
        yield Desktop(environment, process)


@contextmanager
def running(command: list[str], **more: object) -> Iterator[subprocess.Popen[bytes]]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet, **more) as process:
        try:
            yield process
        finally:
            process.terminate()


def wait_until(is_so: Callable[[], object]) -> None:
    """Wait until it is so; fail after ten seconds."""
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end, "waited for ten seconds in vain"
        time.sleep(0.02)


def owners(desktop: Desktop) -> list[int]:
    """The processes that were left behind to hand out the clipboard of *desktop*."""
    display = f"DISPLAY={desktop.environment['DISPLAY']}".encode()
    found = []
    for folder in Path("/proc").iterdir():
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            names = (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if OWNER in words and display in names:
            found.append(int(folder.name))
    return found

"""Another program that is given bytes, does its work in a moment, and is stopped if it does not."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from tempfile import TemporaryFile
from typing import NamedTuple

from citekit.errors import DeliveryError

PATIENCE = 10.0


class Ended(NamedTuple):
    """How a program ended: its exit code, and the last line that it said."""

    code: int
    said: str


def run(
    command: Sequence[str],
    given: bytes,
    *,
    name: str,
    environment: Mapping[str, str] | None = None,
    folder: str | None = None,
) -> Ended:
    """How *command* ended, given the bytes *given* on its standard input; *name* is for people.

    It runs in a session of its own, and what it says goes into a file without a name: what it
    leaves behind to serve the clipboard holds neither the terminal nor a pipe of the caller's.
    Raises DeliveryError ``clipboard-failed`` where it cannot be started, ``clipboard-silent`` where
    it does not end.
    """
    with TemporaryFile() as out:
        try:
            done = subprocess.run(  # noqa: S603  # no shell, and no data among the arguments
                command,
                input=given,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=folder,
                timeout=PATIENCE,
                check=False,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired:
            raise DeliveryError("clipboard-silent", program=name) from None
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise DeliveryError("clipboard-failed", program=name, reason=reason) from None
        out.seek(0)
        said = out.read().decode("utf-8", "replace").split("\n")
    return Ended(done.returncode, next((line for line in reversed(said) if line.strip()), ""))

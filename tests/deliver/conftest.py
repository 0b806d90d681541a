"""The doubles of Zotero, a clock that does not wait, and a state folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from deliver.connector_double import Zotero
from deliver.double import FakeClock
from deliver.web_double import WebApi

from citekit import files


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the ledger is."""
    folder = tmp_path / "state"
    monkeypatch.setattr(files, "state_folder", lambda: folder)
    return folder


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def zotero() -> Iterator[Zotero]:
    double = Zotero()
    with double.running():
        yield double


@pytest.fixture
def web() -> Iterator[WebApi]:
    double = WebApi()
    with double.running():
        yield double

"""One runner for all commands, and a small library to run them on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from citekit.cli.root import citekit_command

LOCALE = ("CITEKIT_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "CITEKIT_DEBUG", "COLUMNS")

Run = Callable[..., Result]

ITEMS = [
    {
        "id": "crozet2006public",
        "type": "article-journal",
        "title": "Le public dans les contrats de ville : habitant, citoyen ou client ?",
        "author": [
            {"family": "Crozet", "given": "Paul"},
            {"family": "Rangeon", "given": "François"},
        ],
        "container-title": "Politiques et management public",
        "volume": "24",
        "issue": "4",
        "issued": {"date-parts": [[2006, 12]]},
        "page": "17-36",
        "language": "fr",
    },
    {
        "id": "michel2006gestion",
        "type": "article-journal",
        "title": "La gestion de la relation au citoyen",
        "author": [{"family": "Michel", "given": "Hélène"}],
        "container-title": "Politiques et management public",
        "volume": "24",
        "issue": "4",
        "issued": {"date-parts": [[2006, 12]]},
        "page": "91-112",
        "language": "fr",
    },
]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LOCALE:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Run:
    """``run("parse", "x.txt", input=b"…")`` → the result: ``exit_code``, ``stdout``, ``stderr``."""

    def call(*args: object, input: bytes | str | None = None, lang: str = "en") -> Result:
        runner = CliRunner(env={"CITEKIT_LANG": lang})
        result = runner.invoke(citekit_command, [str(arg) for arg in args], input=input)
        assert "Traceback" not in result.stderr
        assert "citekit failed" not in result.stderr, result.stderr
        assert "citekit a échoué" not in result.stderr, result.stderr
        return result

    return call


@pytest.fixture(scope="session")
def seed(root: Path) -> Path:
    """The sample contents page: eight articles."""
    return root / "seeds" / "politiques-et-management-public-2006.txt"


@pytest.fixture(scope="session")
def expected(seed: Path) -> list[dict[str, object]]:
    """The eight references that it holds."""
    return json.loads(seed.with_suffix(".expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A CSL-JSON file of two articles."""
    path = tmp_path / "refs.json"
    path.write_text(json.dumps(ITEMS), encoding="utf-8")
    return path

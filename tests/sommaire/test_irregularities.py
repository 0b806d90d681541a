"""Each irregularity of real contents pages is a document, with the records a librarian would enter.

A fixture is a document, a line with a dot, the expected entries (JSON), a line with a dot, and the
codes of diagnostics it must give. What an expected entry does not name must be absent, the facts of
the issue aside.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citekit.sommaire import parse

FOLDER = Path(__file__).parent.parent / "data" / "sommaire"
FIXTURES = sorted(path.stem for path in FOLDER.glob("*.txt"))
OF_THE_ISSUE = {"container-title", "volume", "issue", "issued", "volume-title", "source"}
FREE = OF_THE_ISSUE | {"id", "language", "type"}


def load(name: str) -> tuple[str, list[dict[str, object]], list[str]]:
    document, expected, codes = (FOLDER / f"{name}.txt").read_text("utf-8").split("\n.\n")
    return document, json.loads(expected), codes.split()


@pytest.mark.parametrize("name", FIXTURES)
def test_entries(name: str) -> None:
    document, expected, _ = load(name)
    items = [reference.to_csl() for reference in parse(document).references]
    assert [item["title"] for item in items] == [entry["title"] for entry in expected]
    for item, entry in zip(items, expected, strict=True):
        named = {key: value for key, value in entry.items() if value is not None}
        shown = {key: value for key, value in item.items() if key in entry or key not in FREE}
        assert shown == named


@pytest.mark.parametrize("name", FIXTURES)
def test_diagnostics(name: str) -> None:
    document, _, codes = load(name)
    sommaire = parse(document)
    assert set(codes) <= {diagnostic.code for diagnostic in sommaire.diagnostics}
    assert all(diagnostic.severity != "error" for diagnostic in sommaire.diagnostics)


@pytest.mark.parametrize("name", FIXTURES)
def test_nothing_is_lost(name: str) -> None:
    document, _, _ = load(name)
    sommaire = parse(document)
    coverage = sommaire.coverage
    assert coverage.total == sum(1 for character in document if not character.isspace())
    assert coverage.lost == 0
    assert coverage.total == (
        coverage.fields
        + coverage.furniture
        + coverage.markup
        + coverage.repeats
        + coverage.reported
    )
    assert "text-unread" not in {diagnostic.code for diagnostic in sommaire.diagnostics}

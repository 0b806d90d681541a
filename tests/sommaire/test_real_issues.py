"""Twenty real issues in Sign@l's layout, against the records that the publisher's staff entered."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from citekit.sommaire import parse

EXACT = ("section", "volume", "issue", "issued", "volume-title", "container-title", "abstracts")


@pytest.fixture(scope="module")
def outcome(shared: Path) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How many entries there are, are found, and differ, by variable."""
    total: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    losses: Counter[str] = Counter()
    for file in sorted((shared / "sommaires").glob("*.signal.txt")):
        gold = file.with_name(file.name.replace(".signal.txt", ".gold.json"))
        sommaire = parse(file.read_text("utf-8"))
        losses["lost"] += sommaire.coverage.lost
        losses.update(d.code for d in sommaire.diagnostics if d.code in {"text-unread"})
        found = {(item["title"], item.get("page")): item for item in map(flat, sommaire.references)}
        for entry in json.loads(gold.read_text("utf-8"))["items"]:
            total["entries"] += 1
            item = found.get((entry["title"], entry.get("page")))
            if item is None:
                wrong["entries"] += 1
                continue
            entry["abstracts"] = len(entry["custom"]["abstract_languages"])
            wrong.update(
                variable
                for variable in (*EXACT, "author", "language")
                if item.get(variable) != entry.get(variable)
            )
    return total, wrong, losses


def flat(reference: Any) -> dict[str, Any]:
    """The item, with the number of its abstracts."""
    item: dict[str, Any] = reference.to_csl()
    others = item.get("custom", {}).get("abstracts", {})
    item["abstracts"] = len(others) + ("abstract" in item)
    return item


def test_every_entry_is_found_with_its_title_and_pages(outcome: Any) -> None:
    total, wrong, losses = outcome
    assert total["entries"] == 417
    assert wrong["entries"] == 0
    assert losses["lost"] == losses["text-unread"] == 0


@pytest.mark.parametrize("variable", EXACT)
def test_facts_are_those_of_the_publisher(outcome: Any, variable: str) -> None:
    assert outcome[1][variable] == 0


def test_authors_and_languages(outcome: Any) -> None:
    # The publisher's particles stand in the family name; some reviews have their book's language.
    _, wrong, _ = outcome
    assert wrong["author"] <= 5
    assert wrong["language"] <= 5

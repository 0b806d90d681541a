"""Pairs of references by hand: the same work, another one, or possibly the same."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from citekit import merge
from citekit.model import NAME_VARIABLES, Reference, decode_item

DATA = Path(__file__).resolve().parent.parent / "data" / "merge" / "pairs.toml"
PAIRS = tomllib.loads(DATA.read_text(encoding="utf-8"))["pair"]


def people(value: Any) -> Any:
    """Names as the file writes them."""
    if not isinstance(value, str):
        return value
    parts = [person.partition(", ") for person in value.split("; ")]
    return [{"family": family, "given": given} if given else family for family, _, given in parts]


def reference(key: str, facts: dict[str, Any]) -> Reference:
    item = {
        variable: people(value) if variable in NAME_VARIABLES else value
        for variable, value in facts.items()
    }
    decoded, diagnostics = decode_item({"id": key, **item})
    assert decoded is not None
    assert diagnostics == []
    return decoded


def verdict(one: Reference, other: Reference) -> str:
    merged = merge([one], [other])
    if merged.groups:
        assert len(merged.references) == 1
        return f"same {merged.groups[0].matches[0].rule}"
    assert merged.references == (one, other)
    doubts = [each.code for each in merged.diagnostics]
    return doubts[0].replace("merge-possibly-", "possible ") if doubts else "different"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["name"])
def test_pair(pair: dict[str, Any]) -> None:
    one = reference("a", pair["both"] | pair["a"])
    other = reference("b", pair["both"] | pair["b"])
    assert verdict(one, other) == pair["verdict"]
    assert verdict(other, one) == pair["verdict"]

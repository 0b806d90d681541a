"""The styles of this project against strings composed by hand from guides: data/csl/norms/*.toml.

A file is named after its style. A case has a ``rule``, the ``source`` that states it, its
``references`` (CSL-JSON), the ``citations`` made in this order (each a list of cites) with what
each must read (``cited``), and the ``entries`` of the bibliography. Italics are ``<i>``.
"""

from __future__ import annotations

import re
import tomllib
from html import unescape
from pathlib import Path

import pytest

from citekit.csl import Citation, Cite, Processor
from citekit.model import Reference, decode_item

FOLDER = Path(__file__).parent.parent / "data/csl/norms"
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['rule']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def reference(facts: dict[str, object]) -> Reference:
    decoded, _ = decode_item(facts)
    assert decoded is not None
    return decoded


def plain(html: str) -> str:
    """The text of an entry with its italics and raised letters; displays are a space apart."""
    html = html.removeprefix('<div class="csl-entry">').strip()
    html = re.sub(r"(?:[ \n]*</?div[^>]*>[ \n]*)+", " ", html)
    return unescape(html).strip(" \n")


@pytest.mark.parametrize(("style", "case"), CASES)
def test_norm(style: str, case: dict) -> None:
    assert case["source"]
    works = [reference(facts) for facts in case["references"]]
    processor = Processor(style, works, output="html", tidy=True)
    if "citations" in case:
        made = [
            Citation([Cite(**cite) for cite in cites], note=number)
            for number, cites in enumerate(case["citations"], 1)
        ]
        assert [plain(text) for text in processor.citations(made)] == case["cited"]
    if "entries" in case:
        found = [plain(entry) for entry in processor.bibliography().entries]
        assert [re.sub(r"\s*\n\s*", " ", entry) for entry in found] == case["entries"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_each_style_has_forty_strings(path: Path) -> None:
    cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    strings = sum(len(case.get("cited", ())) + len(case.get("entries", ())) for case in cases)
    assert strings >= 40

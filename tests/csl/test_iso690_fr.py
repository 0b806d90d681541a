"""styles/citekit-iso690-*-fr.csl: one set of macros, and the same print in each country."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from citekit.csl import Citation, Cite, Processor
from citekit.model import TYPES, Reference, decode_items

NAMES = tuple(f"citekit-iso690-{kind}-fr" for kind in ("author-date", "numeric", "note"))
DIFFERENT = {"date", "responsibility"}
"""Macros that are not the same in the three: where the year stands."""
DATA = Path(__file__).parent.parent / "data" / "csl" / "every-type.json"
CSL = "{http://purl.org/net/xbiblio/csl}"
DOUBLED = re.compile(r"\. \.|(?<!\.)\.\.(?!\.)|,,|, ,|[?!]\.| [,.]|  |\(\)|\[\]|: *:")


def macros(root: Path, name: str) -> dict[str, bytes]:
    style = etree.parse(root / "styles" / f"{name}.csl").getroot()
    return {
        macro.get("name"): etree.tostring(macro, method="c14n")
        for macro in style.iter(f"{CSL}macro")
    }


def test_macros_of_one_name_are_the_same(root: Path) -> None:
    found = [macros(root, name) for name in NAMES]
    shared = set.intersection(*map(set, found))
    assert len(shared) > 25
    differing = {name for name in shared if len({each[name] for each in found}) > 1}
    assert differing == DIFFERENT


def test_terms_are_the_same(root: Path) -> None:
    found = {
        etree.tostring(etree.parse(root / "styles" / f"{name}.csl").find(f"{CSL}locale"))
        for name in NAMES
    }
    assert len(found) == 1


@pytest.fixture(scope="module")
def works() -> list[Reference]:
    return decode_items(json.loads(DATA.read_text(encoding="utf-8")))[0]


def printed(name: str, works: list[Reference], locale: str = "fr-FR") -> list[str]:
    processor = Processor(name, works, locale=locale, output="text", tidy=True)
    cites = processor.citations(
        [Citation([Cite(work.id, "12-14")], note=note) for note, work in enumerate(works, 1)]
    )
    return [*cites, *processor.bibliography().entries]


@pytest.mark.parametrize("name", NAMES)
def test_clean_joints(name: str, works: list[Reference]) -> None:
    for text in printed(name, works):
        assert not DOUBLED.search(re.sub(r"https?://\S+", "URL", text)), text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", sorted(TYPES))
def test_no_type_is_empty(name: str, kind: str) -> None:
    for work in (Reference(id="x", type=kind), Reference(id="x", type=kind, title="Le titre")):
        for text in printed(name, [work]):
            assert re.search(r"[a-z1]", text)
    entry = Processor(name, [work], output="text").bibliography().entries[0]
    assert entry.count("Le titre") == 1


@pytest.mark.parametrize("name", NAMES)
def test_countries_differ_in_spaces_only(name: str, works: list[Reference]) -> None:
    def bare(locale: str) -> list[str]:
        return [re.sub(r"\s", "", text) for text in printed(name, works, locale)]

    assert bare("fr-FR") == bare("fr-CA") == bare("fr-CH")

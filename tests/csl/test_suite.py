"""The fixtures of the CSL project, against the lists of those that pass and those that do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from csl import suite

PASSING = suite.PASSING.read_text(encoding="utf-8").split()
REASONS = dict(
    re.findall(r"^\| `(\w+)` \| (\S.*?) \|$", suite.FAILING.read_text(encoding="utf-8"), re.M)
)
FAMILIES = sorted({name.partition("_")[0] for name in [*PASSING, *REASONS]})


@pytest.fixture(scope="session")
def folder(shared: Path) -> Path:
    """The folder of the fixtures."""
    folder = shared / "csl-suite"
    if not folder.is_dir():
        pytest.skip(f"needs the fixtures of CSL in {folder}")
    return folder


@pytest.mark.parametrize("family", FAMILIES)
def test_exactly_the_listed_fixtures_pass(folder: Path, family: str) -> None:
    listed = {name for name in PASSING if name.startswith(f"{family}_")}
    passing = {name for name in suite.names(folder, f"{family}_") if suite.passes(name, folder)}
    assert not listed - passing, "listed, and no longer pass"
    assert not passing - listed, "pass now: python tests/csl/suite.py --update"


def test_each_fixture_passes_or_has_its_reason(folder: Path) -> None:
    assert sorted([*PASSING, *REASONS]) == suite.names(folder)


def test_the_list_is_in_order() -> None:
    assert sorted(PASSING) == PASSING


def test_sections_are_read_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "words\n>>===== MODE =====>>\ncitation\n<<===== MODE =====<<\nwords\n"
        ">>==== RESULT ====>>\n<i>a</i>\n  b\n<<==== RESULT ====<<\n",
        encoding="utf-8",
    )
    assert suite.read_fixture(path) == {"MODE": "citation", "RESULT": "<i>a</i>\n  b"}

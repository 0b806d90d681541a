"""Each rule on a small style that breaks it: the comment on a line names what is wrong there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import citekit
from citekit.checks.styles import HEADER_RULES, RULES, check_style
from citekit.errors import Diagnostic, InputError, UsageError
from citekit.messages import room
from citekit.styles import search

FAULTY = Path(__file__).parent.parent / "data" / "csl" / "faulty"
FILES = sorted(FAULTY.glob("*.csl"))
SHORT = "\n".join(
    (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">',
        "<citation><layout>",
        "{}",
        "</layout></citation></style>",
    )
)


def expected(path: Path) -> list[tuple[int, str]]:
    """The line and code of every finding, from the file's comments."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        for comment in re.findall("<!--(.*?)-->", line):
            found += [(number, code) for code in comment.split()]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_fault_is_found_on_its_line(path: Path) -> None:
    found = check_style(path)
    own = [(f.line, f.code) for f in found if f.source == str(path)]
    assert sorted(set(own)) == sorted(set(expected(path)))


def test_a_clean_style_has_no_finding() -> None:
    assert check_style(FAULTY / "clean.csl") == ()


def test_every_code_has_a_faulty_style() -> None:
    shown = {code for path in FILES for _, code in expected(path)}
    assert room("styles").keys() <= shown


def test_a_rule_stands_once_in_the_registry() -> None:
    rules = (*HEADER_RULES, *RULES)
    assert len({*rules}) == len(rules)


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("french-ampersand", "note"),
        ("french-widths", "note"),
        ("type-untreated", "note"),
        ("dependent", "note"),
        ("french-pages", "warning"),
        ("joint", "warning"),
        ("attribute", "error"),
        ("malformed", "error"),
    ],
)
def test_how_bad_it_is(name: str, severity: str) -> None:
    assert check_style(FAULTY / f"{name}.csl")[0].severity == severity


def test_a_style_that_cannot_be_used_has_one_finding() -> None:
    for name in ("malformed", "not-csl", "macro-missing", "macro-circular", "parent-missing"):
        assert len(check_style(FAULTY / f"{name}.csl")) == 1


def test_a_joint_is_told_once_a_pattern_and_type() -> None:
    found = check_style(FAULTY / "joint.csl")
    told = [(f.parameters["marks"], f.parameters["type"]) for f in found]
    assert len(told) == len(set(told))
    assert all(f.parameters["marks"] in f.parameters["text"] for f in found)


def test_a_dependent_style_is_followed_to_its_parent() -> None:
    first, *others = check_style(FAULTY / "dependent.csl")
    assert first.parameters["parent"] == "citekit-apa-fr"
    assert {Path(f.source or "").name for f in others} <= {"citekit-apa-fr.csl"}


def of(tmp_path: Path, layout: str, language: str | None = None) -> list[Diagnostic]:
    path = tmp_path / "s.csl"
    path.write_text(SHORT.format(layout), encoding="utf-8")
    return [f for f in check_style(path, language) if f.code.startswith("style-french")]


@pytest.mark.parametrize(
    ("layout", "codes"),
    [
        ('<text variable="title" prefix="pp. "/>', ["style-french-pages"]),
        ('<text variable="title" prefix="p. "/>', []),
        ('<text value="In" suffix=" : "/>', ["style-french-width"]),  # ISO 690
        ('<text value="In" font-style="italic"/>', []),  # Latin
        ('<text value="In"/>', ["style-french-word"]),
        ('<text variable="DOI" prefix="doi:"/>', []),
        ('<text variable="DOI" prefix="https://doi.org/"/>', []),
        ('<text value="[1980?]"/>', []),
        ('<text value="aujourd\'hui"/>', []),
        ('<text variable="edition" suffix="e éd."/>', []),
        ('<text variable="edition" suffix="ième éd."/>', ["style-french-ordinal"]),
    ],
)
def test_french(tmp_path: Path, layout: str, codes: list[str]) -> None:
    assert [f.code for f in of(tmp_path, layout, "fr")] == codes
    assert of(tmp_path, layout) == []  # not a French style


@pytest.mark.parametrize(("language", "count"), [("fr-FR", 1), ("fr-CH", 1), ("fr-CA", 0)])
def test_in_canada_only_the_colon_has_a_space(tmp_path: Path, language: str, count: int) -> None:
    layout = '<names variable="author" delimiter="; "/>'
    assert len(of(tmp_path, layout, language)) == count
    assert len(of(tmp_path, layout.replace(";", ":"), language)) == 1


def test_the_styles_of_this_project_have_no_warning(root: Path) -> None:
    paths = sorted((root / "styles").glob("*.csl"))
    found = [f for path in paths for f in check_style(path) if f.severity != "note"]
    assert [str(one) for one in found] == []


def test_from_the_package() -> None:
    assert citekit.check_style(FAULTY / "clean.csl") == ()
    with pytest.raises(UsageError):
        citekit.check_style("no-such-style")
    with pytest.raises(InputError):
        citekit.check_style(FAULTY / "missing.csl")


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"\xff\xfe\x00",
        b"<style/>",
        b'<?xml version="1.0" encoding="nonsense"?><style/>',
        b'<style xmlns="http://purl.org/net/xbiblio/csl"/>',
        SHORT.format('<text macro=""/>').encode(),
        SHORT.format("<group>" * 400 + "</group>" * 400).encode(),
        SHORT.format('<text value="&#1;"/>').encode(),
    ],
)
def test_what_is_no_style_is_one_error(tmp_path: Path, xml: bytes) -> None:
    path = tmp_path / "s.csl"
    path.write_bytes(xml)
    (found,) = check_style(path)
    assert found.severity == "error"
    assert found.code in {f.code for f in (found,)} & {*room("csl")}


def test_the_french_styles_of_the_repository() -> None:
    counts: Counter[str] = Counter()
    names = [style.name for style in search(language="fr", independent=True)]
    for name in names:
        counts.update({finding.code for finding in check_style(name)})
    assert counts["style-french-pages"] > 0
    assert counts["style-joint"] > 0
    assert not {"style-malformed", "style-not-csl"} & {*counts}

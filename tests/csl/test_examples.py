"""Styles by example: three citations and an entry of each reference, and the page of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree, html

from citekit import read
from citekit.cli.root import citekit_command
from citekit.csl.examples import examples, own_styles, shipped
from citekit.errors import UsageError
from citekit.model import Reference
from citekit.text.characters import NBSP

REFERENCES = read(shipped()).references
PAGES = ("examples.md", "examples.html")


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEKIT_LANG", "fr")


def test_the_references_are_25_of_many_types() -> None:
    assert len(REFERENCES) == 25
    assert len({reference.type for reference in REFERENCES}) >= 20


def test_the_styles_are_this_project_s(root: Path) -> None:
    assert set(own_styles()) == {path.stem for path in (root / "styles").glob("*.csl")}


@pytest.mark.usefixtures("french")
@pytest.mark.parametrize("page", PAGES)
def test_the_pages_are_what_the_command_prints(root: Path, tmp_path: Path, page: str) -> None:
    made = tmp_path / page
    done = CliRunner().invoke(citekit_command, ["styles", "examples", "-o", str(made)])
    assert done.exit_code == 0, done.stderr
    assert made.read_text("utf-8") == (root / "styles" / page).read_text("utf-8"), (
        "make them anew: CITEKIT_LANG=fr citekit styles examples"
        " -o styles/examples.md -o styles/examples.html"
    )


def test_every_example_stands_in_every_table(root: Path) -> None:
    markdown = (root / "styles" / "examples.md").read_text("utf-8")
    page = html.fromstring((root / "styles" / "examples.html").read_text("utf-8"))
    for reference in REFERENCES:
        assert markdown.count(f" `{reference.id}` |") == len(own_styles())
        heads = page.xpath(f"//tbody//th/code[text()='{reference.id}']")
        assert len(heads) == len(own_styles())
    cells = [cell for row in page.xpath("//tbody/tr") for cell in row.xpath("td")]
    assert all(cell.text_content().strip() for cell in cells)


def test_the_html_is_well_formed_and_asks_no_site_for_anything(root: Path) -> None:
    text = (root / "styles" / "examples.html").read_text("utf-8")
    page = etree.fromstring(text.replace('<meta charset="utf-8">', "").encode(), etree.HTMLParser())
    assert page.xpath("//link | //script | //img | //iframe | //@src") == []
    assert "@import" not in text
    assert "url(" not in text


def test_a_style_for_notes_cites_first_again_and_later() -> None:
    books = [
        Reference(id="a", type="book", title="Titre"),
        Reference(id="b", type="book", title="Autre"),
    ]
    shown = examples("citekit-iso690-note-fr", books, output="text").examples
    assert [each.again for each in shown] == [f"Ibid., p.{NBSP}12."] * 2
    assert [each.later for each in shown] == [f"Titre, op.{NBSP}cit.", f"Autre, op.{NBSP}cit."]
    assert {each.type for each in shown} == {"livre"}


def test_what_has_no_pages_is_cited_without() -> None:
    (shown,) = examples(
        "apa", [Reference(id="a", type="song", title="Air")], output="text"
    ).examples
    assert shown.again == shown.first


def run(*arguments: str | Path) -> object:
    return CliRunner().invoke(citekit_command, ["styles", "examples", *map(str, arguments)])


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "refs.json"
    path.write_text(
        '[{"id": "a|b<i>", "type": "book", "title": "<script>x</script> | y\\n\\nz"}]', "utf-8"
    )
    return path


def test_nothing_in_the_data_breaks_the_markdown_table(hostile: Path) -> None:
    done = run("apa", "-b", hostile)
    assert done.exit_code == 0
    rows = [line for line in done.stdout.splitlines() if line.startswith("|")]
    bars = {len(row.replace("\\\\", "").replace("\\|", "").split("|")) for row in rows}
    assert (len(rows), len(bars)) == (3, 1)


def test_nothing_in_the_data_becomes_html(hostile: Path) -> None:
    done = run("apa", "-b", hostile, "-t", "html")
    page = html.fromstring(done.stdout)
    assert page.xpath("//script") == []
    assert page.xpath("//tbody//code/text()") == ["a|b<i>"]


def test_a_style_that_only_cites_has_no_column_for_entries() -> None:
    done = run("bluebook-inline", "-b", shipped())
    assert done.exit_code == 0
    assert "| bibliography |" not in done.stdout
    assert "| bibliography |" in run("apa").stdout


def test_what_prints_nothing_is_said_to(tmp_path: Path) -> None:
    style = tmp_path / "s.csl"
    style.write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><citation>'
        '<layout><text variable="DOI"/></layout></citation></style>',
        "utf-8",
    )
    path = tmp_path / "refs.json"
    path.write_text('[{"id": "a", "type": "book", "title": "T"}]', "utf-8")
    assert "*nothing*" in run(style, "-b", path).stdout


@pytest.mark.parametrize(
    "arguments", [("no-such-style",), ("-t", "rtf"), ("-o", "refs.bib"), ("--locale", "xx-YY")]
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr


def test_an_unknown_style_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        examples("no-such-style", REFERENCES)

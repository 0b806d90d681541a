"""The seed, to the letter: from its text, other line ends and encodings, and as a web page."""

from __future__ import annotations

import html
import json
import unicodedata
from pathlib import Path

import pytest

from citekit.errors import Span
from citekit.files import decode
from citekit.sommaire import Sommaire, parse

SEED = "000_191a0e608dde547a"


@pytest.fixture(params=["shipped", "original"])
def seed(request: pytest.FixtureRequest, root: Path) -> tuple[str, list[dict[str, object]]]:
    """The document and its records: the project's own sample, and the page it was made after."""
    folder, stem = root / "seeds", "politiques-et-management-public-2006"
    if request.param == "original":
        folder, stem = request.getfixturevalue("shared") / "seeds", SEED
    text = (folder / f"{stem}.txt").read_text("utf-8")
    return text, json.loads((folder / f"{stem}.expected.json").read_text("utf-8"))


def items(sommaire: Sommaire) -> list[dict[str, object]]:
    return [reference.to_csl() for reference in sommaire.references]


def as_page(text: str) -> str:
    """The same contents as a web page: a table, headings, nested lists."""
    lines = text.splitlines()
    rows, body = [], []
    for line in lines[1:]:
        if line.endswith("|") and not line.startswith("---"):
            label, value = (html.escape(cell.strip()) for cell in line.split("|")[:2])
            rows.append(f"<tr>\n<th>{label}</th>\n<td><a href='#'>{value}</a></td></tr>")
        elif line.startswith("- "):
            entry = html.escape(line[2:]).replace("é", "&eacute;")
            title, dash, tail = entry.partition(" - ")
            body.append(f"<li><i>{title}</i>{dash}\n    <span class='suite'>{tail}</span></li>")
        elif not line.startswith("---"):
            body.append(f"</ul><h3>{html.escape(line)}</h3><ul class='articles'>")
    return (
        "<!DOCTYPE html>\n<html lang='fr'><head><title>Page</title><style>li {color: red}</style>"
        f"</head><body><nav><a href='/'>Accueil</a></nav><h2>{html.escape(lines[0])}</h2>\n"
        f"<table>{''.join(rows)}</table><ul>{''.join(body)}</ul>"
        "<script>if (1 < 2) alert('- x - y p. 3')</script></body></html>\n"
    )


def test_text(seed: tuple[str, list[dict[str, object]]]) -> None:
    text, expected = seed
    assert items(parse(text)) == expected


def test_windows_line_ends(seed: tuple[str, list[dict[str, object]]]) -> None:
    text, expected = seed
    assert items(parse(text.replace("\n", "\r\n"))) == expected


def test_windows_1252(seed: tuple[str, list[dict[str, object]]]) -> None:
    text, expected = seed
    decoded = decode(text.encode("cp1252"))
    assert decoded.encoding == "cp1252"
    assert items(parse(decoded.text)) == expected


def test_utf_16(seed: tuple[str, list[dict[str, object]]]) -> None:
    text, expected = seed
    assert items(parse(decode(text.encode("utf-16")).text)) == expected


def test_web_page(seed: tuple[str, list[dict[str, object]]]) -> None:
    text, expected = seed
    sommaire = parse(as_page(text))
    assert items(sommaire) == expected
    assert sommaire.coverage.lost == 0
    assert "text-unread" not in {diagnostic.code for diagnostic in sommaire.diagnostics}


def test_diagnostics(seed: tuple[str, list[dict[str, object]]]) -> None:
    text, _ = seed
    found = {(d.code, d.reference) for d in parse(text).diagnostics}
    assert ("title-quote-stray", "faure2006service") in found
    assert ("citation-for-abstract", "lefebvre2006action") in found
    assert ("ocr-suspect", "michel2006gestion") in found
    assert ("quote-unpaired", "breas2006charte") in found
    assert ("name-assumed", "tsangatabi2006client") in found
    assert [d.code for d in parse(text).diagnostics].count("entry-repeated") == 2


def test_mention_in_the_place_of_an_abstract(seed: tuple[str, list[dict[str, object]]]) -> None:
    text, _ = seed
    (mention,) = parse(text).mentions
    assert mention.id == ""
    assert mention.title == "Présentation"
    assert [name.inverted() for name in mention.author or ()] == [
        "Hoffmann-Martinot, Vincent",
        "Spenlehauer, Vincent",
    ]
    assert mention.container_title == "Politiques et management public"
    assert (mention.volume, mention.issue, mention.page) == ("24", "4", "149")
    assert mention.issued is not None
    assert mention.issued.year == 2006


def test_issue(seed: tuple[str, list[dict[str, object]]]) -> None:
    issue = parse(seed[0]).issue
    assert issue is not None
    assert issue.journal == "Politiques et management public"
    assert (issue.volume, issue.number) == ("24", "4")
    assert issue.issued is not None
    assert issue.issued.edtf() == "2006-12"
    assert issue.access == "Accessible sur l'internet"


def test_evidence_is_where_the_value_stands(seed: tuple[str, list[dict[str, object]]]) -> None:
    text, _ = seed
    sommaire = parse(text)
    for reference in sommaire.references:
        evidence = sommaire.evidence[reference.id]
        for variable in ("title", "page", "container-title", "volume", "issue", "abstract"):
            value = reference.get(variable)
            assert (variable in evidence) == (value is not None)
            if value is not None:
                assert evidence[variable].of(text) == value
        assert reference.author is not None
        assert reference.author[0].display() in evidence["author"].of(text)
    section = sommaire.evidence["breas2006charte"]["section"]
    assert section.of(text).startswith("Innovations et développements")


def test_evidence_in_a_web_page_counts_in_its_source() -> None:
    page = (
        "<html><body><p>Contenu du sommaire</p><table><tr><td>Revue</td><td>&Eacute;tudes</td></tr>"
        "<tr><td>Num&eacute;ro</td><td>no 1, 2001</td></tr></table>"
        "<ul><li>L&#39;&eacute;t&eacute; - Anne Blondel p. 3</li></ul></body></html>"
    )
    sommaire = parse(page)
    (reference,) = sommaire.references
    assert reference.title == "L'été"
    assert reference.container_title == "Études"
    span = sommaire.evidence[reference.id]["title"]
    assert isinstance(span, Span)
    assert span.of(page) == "L&#39;&eacute;t&eacute;"


def test_inferred_pages(seed: tuple[str, list[dict[str, object]]]) -> None:
    sommaire = parse(seed[0], infer_pages=True)
    pages = [reference.page for reference in sommaire.references]
    assert pages == ["1-16", "17-36", "37-50", "51-68", "69-90", "91-112", "113-134", "135"]
    assert [d.code for d in sommaire.diagnostics].count("page-inferred") == 7


@pytest.mark.parametrize(
    "head",
    [
        "<table><tr><th>Revue<td>Études<tr><th>Num&eacute;ro<td>no 1, 2001</table>",
        "<table><tr><td><p>Revue</p></td><td><p>Études</p></td></tr>"
        "<tr><td><p>Numéro</p></td><td><p>no 1, 2001</p></td></tr></table>",
        "<dl><dt>Revue</dt><dd>Études</dd><dt>Numéro</dt><dd>no 1, 2001</dd></dl>",
        "<div>Revue</div><div>Études</div><div>Numéro</div><div>no 1, 2001</div>",
    ],
    ids=["unclosed", "paragraphs", "list", "blocks"],
)
@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>Les vents - Anne Blondel p.&nbsp;3-9</li></ul>",
        "<ul><li><a href='x>y'>Les vents</a><br>- <b>Anne Blondel</b><br>p. 3-9</ul>",
        "<p>- Les vents - Anne Blondel p. 3-9<br>",
        "<svg/><script src='a'/><pre>- Les vents - Anne Blondel p. 3-9\n</pre>",
    ],
    ids=["list", "broken", "dashes", "pre"],
)
def test_other_markup_of_the_same_page(head: str, body: str) -> None:
    sommaire = parse(f"<html><body><h1>Contenu du sommaire</h1>{head}{body}</body></html>")
    (reference,) = sommaire.references
    assert (reference.container_title, reference.issue) == ("Études", "1")
    assert reference.title == "Les vents"
    assert [name.display() for name in reference.author or ()] == ["Anne Blondel"]
    assert reference.page == "3-9"
    assert not [d for d in sommaire.diagnostics if d.severity != "note"]


def test_decomposed_accents_and_invisible_marks(seed: tuple[str, list[dict[str, object]]]) -> None:
    text, expected = seed
    decomposed = "\ufeff" + unicodedata.normalize("NFD", text).replace("public", "pu\u00adblic")
    assert items(parse(decomposed)) == expected

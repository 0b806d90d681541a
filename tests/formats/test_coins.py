"""COinS: spans as the standard's guidelines and other programs write them, and as Zotero asks."""

from __future__ import annotations

from html import unescape
from urllib.parse import parse_qsl

import pytest
from growth import assert_time_linear
from lxml import html

from citekit.formats import coins, detect
from citekit.model import Date, Library, Name, Reference

ARTICLE = Reference(
    id="certeau2006",
    type="article-journal",
    title="Le public : usager & client + citoyen",
    author=(
        Name(family="Certeau", given="Michel", dropping_particle="de"),
        Name(literal="Institut national de la statistique"),
    ),
    container_title="Politiques et management public",
    volume="24",
    issue="4",
    issued=Date.of(2006, 12),
    page="17-36",
    issn="0758-1726",
    doi="10.5555/pmp.2006.17",
    url="https://example.org/?a=1&b=2",
    language="fr",
    keyword="usagers, clients; ville",
)


def context(reference: Reference) -> list[tuple[str, str]]:
    """The keys of the span, as an HTML reader and an OpenURL reader see them."""
    page = html.fromstring(coins.write(Library(references=(reference,))))
    (span,) = page.xpath("//span[@class='Z3988']")
    assert "+" not in span.get("title"), "a space is %20"
    return parse_qsl(span.get("title"), strict_parsing=True)


def test_a_journal_article() -> None:
    said = context(ARTICLE)
    assert said[:2] == [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"),
    ]
    assert ("rft_id", "info:doi/10.5555/pmp.2006.17") in said
    assert ("rft_id", "https://example.org/?a=1&b=2") in said
    assert [value for key, value in said if key == "rft.au"] == [
        "de Certeau, Michel",
        "Institut national de la statistique,",
    ]
    assert [value for key, value in said if key == "rft.subject"] == ["usagers, clients", "ville"]
    facts = dict(said)
    assert facts["rft.genre"] == "article"
    assert facts["rft.atitle"] == "Le public : usager & client + citoyen"
    assert facts["rft.date"] == "2006-12"
    assert facts["rft.pages"] == "17-36"


@pytest.mark.parametrize(
    ("csl_type", "scheme", "key", "value"),
    [
        ("book", "book", "rft.genre", "book"),
        ("chapter", "book", "rft.genre", "bookitem"),
        ("thesis", "dissertation", "rft.title", "T"),
        ("article-newspaper", "dc", "rft.type", "newspaperArticle"),
        ("software", "dc", "rft.type", "computerProgram"),
        ("review-book", "journal", "rft.genre", "article"),
    ],
)
def test_each_type_in_its_format(csl_type: str, scheme: str, key: str, value: str) -> None:
    facts = dict(context(Reference(id="a", type=csl_type, title="T")))  # type: ignore[arg-type]
    assert facts["rft_val_fmt"] == f"info:ofi/fmt:kev:mtx:{scheme}"
    assert facts[key] == value


def test_the_page_is_a_page() -> None:
    text = coins.write(Library(references=(ARTICLE.replace(title="<script>x</script>"),)))
    page = html.fromstring(text)
    assert page.xpath("//script | //link | //img | //@src") == []
    assert "<script>x</script>" in page.text_content()
    assert detect(text) is not None
    assert detect(text).name == "coins"  # type: ignore[union-attr]


def read(title: str, quote: str = '"') -> Reference:
    (found,) = coins.read(f"<p>x</p>\n<SPAN  title={quote}{title}{quote} class='Z3988'>").references
    return found


def test_a_span_of_another_program() -> None:
    found = read(
        "ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal"
        "&amp;rft.genre=article&amp;rft.atitle=Les+usagers&amp;rft.jtitle=Esprit"
        "&amp;rft.aulast=Le+Gal%C3%A8s&amp;rft.aufirst=Patrick&amp;rft.au=Patrick+Le+Gal%C3%A8s"
        "&amp;rft.au=Jacky+Simon&amp;rft.spage=12&amp;rft.epage=20&amp;rft.date=2001-05"
        "&amp;rft.eissn=1234-5678&amp;rft.quarter=2&amp;rft_id=https%3A%2F%2Fdoi.org%2F10.1%2Fx"
    )
    assert found.type == "article-journal"
    assert found.title == "Les usagers"
    assert found.container_title == "Esprit"
    assert found.author == (
        Name(family="Le Galès", given="Patrick"),
        Name(family="Simon", given="Jacky"),
    )
    assert (found.page, found.issued, found.issn) == ("12-20", Date.of(2001, 5), "1234-5678")
    assert found.doi == "10.1/x"
    assert found.custom == {"coins": {"quarter": ["2"]}}


def test_keys_without_prefix_and_raw_ampersands() -> None:
    found = read("rft_val_fmt=info:ofi/fmt:kev:mtx:book&btitle=Titre&aulast=Roy&isbn=2707115789")
    assert (found.type, found.title, found.isbn) == ("book", "Titre", "2707115789")
    assert found.author == (Name(family="Roy"),)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_either_quote(quote: str) -> None:
    assert read("rft.title=T&amp;rft.type=film", quote).type == "motion_picture"


def test_several_spans_each_once() -> None:
    span = '<span class="citation Z3988" title="rft.title=%s"></span>'
    page = "<p>" + span % "A" + span % "B" + span % "A" + "</p>"
    assert [each.title for each in coins.read(page).references] == ["A", "B"]


def test_a_page_that_only_speaks_of_them() -> None:
    assert coins.read("<p>the class Z3988</p><p class='x'>Z3988</p>") == Library()


def test_a_span_that_is_cut() -> None:
    text = coins.write(Library(references=(ARTICLE, ARTICLE.replace(id="b"))))
    cut = text[: text.index("rft.pages", text.index("rft.pages") + 9)]
    library = coins.read(cut)
    assert [each.id for each in library.references] == ["certeau2006"]
    assert [(each.code, each.line) for each in library.diagnostics] == [("coins-cut", 10)]


def test_an_empty_span() -> None:
    library = coins.read('\n<span class="Z3988" title=""></span>')
    assert [(each.code, each.line) for each in library.diagnostics] == [("coins-empty", 2)]


@pytest.mark.parametrize(
    "piece",
    ["<span class='Z3988' title='", "Z3988<", "<span class=Z3988>", '<a "', "&amp;Z3988"],
)
def test_time_grows_with_the_page(piece: str) -> None:
    assert_time_linear(coins.read, lambda size: piece * size)


def test_what_is_kept_is_what_a_reader_of_html_sees() -> None:
    text = coins.write(Library(references=(ARTICLE,)))
    assert unescape(text).count("Z3988") == 1
    assert coins.read(text).references == (coins.kept(ARTICLE),)

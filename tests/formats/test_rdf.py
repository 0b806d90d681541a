"""Zotero RDF: Zotero's own exports read whole, what is written as Zotero reads it, bad files."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import assert_linear
from lxml import etree

from citekit.formats import rdf
from citekit.formats.zotero_items import from_item, to_item
from citekit.model import Date, Library, Name, Reference

N = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "bib": "http://purl.org/net/biblio#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "link": "http://purl.org/rss/1.0/modules/link/",
}
ARTICLE = Reference(
    id="certeau2006public",
    type="article-journal",
    title="Le public",
    author=(Name(family="Certeau", given="Michel", dropping_particle="de"),),
    container_title="Politiques et management public",
    volume="24",
    issue="4",
    issued=Date.of(2006, 12),
    page="17",
    section="Dossier",
    volume_title="Le public au guichet",
    doi="10.5555/pmp.2006.17",
    issn="0758-1726",
)


@pytest.fixture
def export(root: Path) -> Library:
    path = root / "tests" / "data" / "rdf" / "zotero.rdf"
    return rdf.read(path.read_text("utf-8"))


def test_an_article_of_zotero_s_own_export(export: Library) -> None:
    article = export.references[0]
    assert article.id == "certeau2006public"
    assert article.type == "article-journal"
    assert article.author == (
        Name(family="Certeau", given="Michel", dropping_particle="de"),
        Name(literal="Institut national de la statistique"),
    )
    assert article.translator == (Name(family="Roy", given="Luc"),)
    assert article.container_title == "Politiques et management public"
    assert article.container_title_short == "PMP"
    assert (article.volume, article.issue, article.page) == ("24", "4", "17-36")
    assert article.issued == Date.of(2006, 12)
    assert article.accessed == Date.of(2024, 3, 1)
    assert article.section == "Dossier"
    assert article.volume_title == "Le public au guichet"
    assert article.collection_title == "Nouvelle série"
    assert (article.doi, article.issn) == ("10.5555/pmp.2006.17", "0758-1726")
    assert article.url == "https://example.org/articles/17"
    assert article.abstract == "Première ligne.\nSeconde ligne."
    assert article.language == "fr"
    assert article.call_number == "4-JO-1234"
    assert article.keyword == "usagers, clients; ville"
    assert article.note == "Une note & la suite"
    custom = article.custom or {}
    assert custom["whole_number"] == "96"
    assert custom["zotero"] == {
        "fields": {"futureField": "plus tard"},
        "attachments": [
            {
                "title": "Texte intégral",
                "url": "https://example.org/articles/17.pdf",
                "mimeType": "application/pdf",
            }
        ],
        "notes": ["<p>Une <strong>note</strong> &amp; la suite</p>"],
        "extra": ["Lu à la bibliothèque."],
        "collections": ["Thèse"],
    }


def test_the_other_items_of_the_export(export: Library) -> None:
    book, mail = export.references[1:]
    assert (book.type, book.publisher, book.publisher_place) == (
        "book",
        "Éditions du Halage",
        "Nantes",
    )
    assert (book.collection_title, book.collection_number) == ("Mondes imprimés", "4")
    assert (book.edition, book.number_of_pages) == ("2", "286")
    assert book.isbn == "978-2-00-000017-4"
    assert book.issued == Date(date_parts=((2017,),), season=1)
    assert mail.type == "personal_communication"
    assert mail.custom == {"zotero": {"itemType": "email", "collections": ["Thèse"]}}
    assert export.comments == ("Une note seule",)
    assert {each.code for each in export.diagnostics} == {"rdf-notes-alone", "key-made"}


def test_what_was_read_is_written_again(export: Library) -> None:
    again = rdf.read(rdf.write(export))
    assert again.references == export.references
    tree = etree.fromstring(rdf.write(export).encode())
    assert tree.xpath("//bib:Memo/rdf:value/text()", namespaces=N) == [
        "<p>Une <strong>note</strong> &amp; la suite</p>"
    ]
    assert tree.xpath("//z:futureField/text()", namespaces=N) == ["plus tard"]
    assert tree.xpath("//z:itemType/text()", namespaces=N) == [
        "journalArticle", "attachment", "book", "email",
    ]  # fmt: skip


def test_the_statements_are_where_zotero_looks_for_them() -> None:
    tree = etree.fromstring(rdf.write(Library(references=(ARTICLE,))).encode())

    def texts(path: str) -> list[str]:
        return list(tree.xpath(f"/rdf:RDF/bib:Article{path}/text()", namespaces=N))

    journal = "/dcterms:isPartOf/bib:Part/dcterms:isPartOf/bib:Journal"
    assert texts("/z:itemType") == ["journalArticle"]
    assert texts("/dcterms:isPartOf/bib:Part/dc:title") == ["Dossier"]
    assert texts(f"{journal}/dc:title") == ["Politiques et management public"]
    assert texts(f"{journal}/prism:volume") == ["24"]
    assert texts(f"{journal}/prism:number") == ["4"]
    assert sorted(texts(f"{journal}/dc:identifier")) == [
        "DOI 10.5555/pmp.2006.17",
        "ISSN 0758-1726",
    ]
    series = f"{journal}/dcterms:isPartOf/bib:Series"
    assert texts(f"{series}/dcterms:alternative") == ["Le public au guichet"]
    person = "/bib:authors/rdf:Seq/rdf:li/foaf:Person"
    assert texts(f"{person}/foaf:surname") == ["de Certeau"]
    assert texts(f"{person}/foaf:givenName") == ["Michel"]
    assert texts("/dc:date") == ["2006-12"]
    assert texts("/bib:pages") == ["17"]
    assert texts("/z:citationKey") == ["certeau2006public"]


def test_an_issue_with_several_articles_is_a_collection() -> None:
    others = [ARTICLE, ARTICLE.replace(id="b"), ARTICLE.replace(id="c", issue="1")]
    tree = etree.fromstring(rdf.write(Library(references=tuple(others))).encode())
    (collection,) = tree.xpath("//z:Collection", namespaces=N)
    assert collection.xpath("dc:title/text()", namespaces=N) == [
        "Politiques et management public, 24(4), 2006"
    ]
    assert collection.xpath("dcterms:hasPart/@rdf:resource", namespaces=N) == ["#item_1", "#item_2"]


def test_a_tag_with_a_comma_stays_whole() -> None:
    book = Reference(id="a", type="book", keyword="usagers, clients; ville")
    tree = etree.fromstring(rdf.write(Library(references=(book,))).encode())
    assert tree.xpath("//dc:subject/text()", namespaces=N) == ["usagers, clients", "ville"]


def test_a_type_by_its_resource_alone() -> None:
    text = (
        f'<rdf:RDF xmlns:rdf="{N["rdf"]}" xmlns:bib="{N["bib"]}" xmlns:dc="{N["dc"]}"'
        f' xmlns:dcterms="{N["dcterms"]}"><bib:Article dc:title="T"><dcterms:isPartOf>'
        '<bib:Newspaper dc:title="Le Temps"/></dcterms:isPartOf></bib:Article></rdf:RDF>'
    )
    (article,) = rdf.read(text).references
    assert (article.type, article.title, article.container_title) == (
        "article-newspaper",
        "T",
        "Le Temps",
    )


def test_a_fact_that_people_changed_wins_over_the_exact_one() -> None:
    book = Reference(id="a", type="book", title="T", author=(Name(family="Roy"),))
    item = to_item(book)
    assert from_item(item) == book
    item["creators"][0]["name"] = "Leroy"
    assert from_item(item).author == (Name(literal="Leroy"),)


# Bad files --------------------------------------------------------------------------------------


def test_a_file_that_is_cut(root: Path) -> None:
    text = (root / "tests" / "data" / "rdf" / "zotero.rdf").read_text("utf-8")
    library = rdf.read(text[: text.index("<bib:Letter")])
    assert [reference.type for reference in library.references] == ["article-journal", "book"]
    (found,) = [each for each in library.diagnostics if each.severity == "error"]
    assert found.code == "xml-malformed"
    assert found.line


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
    ],
)
def test_entities_are_refused(prolog: str) -> None:
    text = f'<?xml version="1.0"?>\n{prolog}\n<rdf:RDF xmlns:rdf="{N["rdf"]}">&b;</rdf:RDF>'
    library = rdf.read(text)
    assert library.references == ()
    assert [(each.code, each.line) for each in library.diagnostics] == [("xml-entities", 2)]


@pytest.mark.parametrize("text", ["<rss><channel/></rss>", "<html><body>x</body></html>", "<a/"])
def test_xml_that_is_no_rdf(text: str) -> None:
    library = rdf.read(text)
    assert library.references == ()
    assert [each.severity for each in library.diagnostics] == ["error"]


def test_resources_in_resources_without_end() -> None:
    depth = 5000
    inner = "<bib:Book><dcterms:isPartOf>" * depth + "</dcterms:isPartOf></bib:Book>" * depth
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in N.items())
    library = rdf.read(f"<rdf:RDF {spaces}>{inner}</rdf:RDF>")
    assert {each.code for each in library.diagnostics} & {"rdf-too-deep", "xml-malformed"}


def test_resources_that_are_part_of_one_another() -> None:
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in N.items())
    text = (
        f'<rdf:RDF {spaces}><bib:Book rdf:about="#a"><z:itemType>book</z:itemType>'
        '<dcterms:isPartOf rdf:resource="#b"/></bib:Book><bib:Book rdf:about="#b">'
        '<z:itemType>book</z:itemType><dcterms:isPartOf rdf:resource="#a"/></bib:Book></rdf:RDF>'
    )
    assert len(rdf.read(text).references) == 2


def test_time_grows_with_the_file() -> None:
    def make(size: int) -> str:
        return rdf.write(Library(references=(ARTICLE,) * size))

    assert_linear(rdf.read, make, 40)

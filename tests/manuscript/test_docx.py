"""DOCX: markers become citations, everything else stays; what was made is found again.

Expected citations are composed by hand from the rules of the style (APA 7 §8.11; ISO 690 with
notes), never from a run of citekit.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

import pytest
import word
from growth import assert_linear
from lxml import etree
from word import docx, field, mark, notes, p, parts, t, texts, zotero

from citekit import Name, Reference
from citekit.csl import Style
from citekit.errors import CitekitError, InputError
from citekit.manuscript import Composed, cited, typeset
from citekit.manuscript.docx import read
from citekit.model import Date

NBSP = "\u00a0"
APA, NOTES = Style.load("apa"), Style.load("chicago-notes-bibliography")


def book(key: str, family: str, year: int, title: str) -> Reference:
    return Reference(
        id=key,
        type="book",
        title=title,
        author=(Name(family=family, given="Anna"),),
        issued=Date(date_parts=((year,),)),
        publisher="Gallimard",
        publisher_place="Paris",
    )


DOE = book("doe2001", "Doe", 2001, "Rivers of Stone")
ROE = book("roe1999", "Roe", 1999, "Harbours")
WORKS = (DOE, ROE)


def made(
    data: bytes,
    style: Style = APA,
    references: Iterable[Reference] = WORKS,
    *,
    marking: Any = "marked",
    restyle: bool = False,
) -> Composed:
    return typeset(read(data, restyle=restyle), references, style, marking=marking)


def shown(data: bytes, **options: Any) -> list[str]:
    return texts(made(data, **options).data)


def test_a_marker_becomes_a_citation_and_the_rest_stays() -> None:
    before = docx(p("As said ", "[see @doe2001, p. 12; @roe1999]", " before.") + p("Other."))
    after = made(before)
    assert texts(after.data)[:2] == ["As said (see Doe, 2001, p. 12; Roe, 1999) before.", "Other."]
    assert after.count == 1
    assert after.cited == ("doe2001", "roe1999")
    assert after.diagnostics == ()


def test_names_in_the_sentence() -> None:
    before = docx(p("@doe2001 [p. 3] and -@roe1999 disagree; [-@doe2001]."))
    assert shown(before)[0] == "Doe (2001, p. 3) and (1999) disagree; (2001)."


def test_word_may_have_split_the_marker() -> None:
    runs = [t("See [@do"), '<w:proofErr w:type="spellStart"/>', t("e20", "<w:b/>"), t("01, p.")]
    runs.append(f"<w:r><w:lastRenderedPageBreak/><w:t>{NBSP}7]</w:t></w:r>")
    assert shown(docx(p(*runs, ".")))[0] == "See (Doe, 2001, p. 7)."


def test_the_look_is_that_of_the_place() -> None:
    after = made(
        docx(p("x ", t("[@doe2001]", '<w:color w:val="FF0000"/><w:i/>'), t(" y", "<w:b/>")))
    )
    runs = [
        (run.findtext(f"{{{word.W}}}t"), [str(each.tag).rpartition("}")[2] for each in run[0]])
        for run in word.tree(after.data).iter(f"{{{word.W}}}r")
        if run.find(f"{{{word.W}}}t") is not None and len(run) > 1
    ]
    assert [(text, set(look)) for text, look in runs[:2]] == [
        ("(Doe, 2001)", {"i", "color"}),
        (" y", {"b"}),
    ]


def test_italics_of_the_style_are_runs() -> None:
    after = made(docx(p("[@doe2001]") + p("[bibliography]")))
    italics = [
        run.findtext(f"{{{word.W}}}t")
        for run in word.tree(after.data).iter(f"{{{word.W}}}r")
        if run.find(f"{{{word.W}}}rPr/{{{word.W}}}i") is not None
    ]
    assert italics == ["Rivers of Stone"]


@pytest.mark.parametrize(
    "around",
    [
        "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>{0}"
        "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent>{0}"
        "</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    ],
)
def test_in_tables_controls_and_text_boxes(around: str) -> None:
    after = made(docx(around.format(p("In [@doe2001].", style="Titre1"))))
    found = [text for text in texts(after.data) if text.startswith("In")]
    assert found
    assert set(found) == {"In (Doe, 2001)."}
    assert after.count == 1


def test_tracked_changes() -> None:
    body = p(
        "a ",
        f'<w:ins w:id="1" w:author="x">{t("[@doe2001]")}</w:ins>',
        '<w:del w:id="2" w:author="x"><w:r><w:delText>[@roe1999]</w:delText></w:r></w:del>',
        " b",
    )
    after = made(docx(body))
    assert texts(after.data)[0] == "a (Doe, 2001) b"
    root = word.tree(after.data)
    inserted = next(root.iter(f"{{{word.W}}}ins"))
    assert "".join(each.text or "" for each in inserted.iter(f"{{{word.W}}}t")) == "(Doe, 2001)"
    assert [each.text for each in root.iter(f"{{{word.W}}}delText")] == ["[@roe1999]"]


def test_code_addresses_and_accounts_are_left() -> None:
    body = (
        p("[@doe2001]", style="Code")
        + p("[@doe2001]", style="Mien")
        + p(t("[@doe2001]", '<w:rStyle w:val="CodeCar"/>'), " anna@doe2001.org @somebody")
    )
    before = docx(body)
    after = made(before)
    assert texts(after.data) == [
        "[@doe2001]",
        "[@doe2001]",
        "[@doe2001] anna@doe2001.org @somebody",
    ]
    assert after.count == 0
    assert after.diagnostics == ()


def test_every_other_part_is_the_same_to_the_byte() -> None:
    before = docx(p("[@doe2001]"), parts={"word/theme/theme1.xml": "<a> <b/>\r\n</a>"})
    after = parts(made(before, marking="flat").data)
    changed = [name for name, data in parts(before).items() if after[name] != data]
    assert set(changed) == {"word/document.xml", "word/styles.xml"}
    assert list(after) == list(parts(before))


def test_a_document_without_citations_is_the_same() -> None:
    before = docx(p("Nothing here, but anna@doe.org."))
    assert parts(made(before).data) == parts(before)


def test_the_text_around_is_the_same_xml() -> None:
    kept = p(t("Kept ", "<w:b/>"), "<w:r><w:tab/></w:r>", t("as is"), style="Titre1")
    root = word.tree(made(docx(kept + p("[@doe2001]") + kept)).data)
    before = word.tree(docx(kept))
    first, last = root[0][0], root[0][2]
    assert etree.tostring(first, with_tail=False) == etree.tostring(before[0][0], with_tail=False)
    assert etree.tostring(last, with_tail=False) == etree.tostring(before[0][0], with_tail=False)


def test_the_bibliography_at_its_marker_or_at_the_end() -> None:
    entry = "Doe, A. (2001). Rivers of Stone. Gallimard."
    assert shown(docx(p("[@doe2001]") + p("[bibliography]") + p("After."))) == [
        "(Doe, 2001)",
        entry,
        "After.",
    ]
    assert shown(docx(p("[@doe2001]") + p("[bibliographie]")))[1] == entry
    after = made(docx(p("[@doe2001]") + p("Last.")))
    assert texts(after.data) == ["(Doe, 2001)", "Last.", entry]
    assert str(word.tree(after.data)[0][-1].tag).endswith("sectPr")


def test_numbers_in_the_margin() -> None:
    assert shown(docx(p("[@doe2001]")), style=Style.load("ieee"))[1] == (
        "[1]\tA. Doe, Rivers of Stone. Paris: Gallimard, 2001."
    )


def test_a_style_of_notes_makes_footnotes() -> None:
    before = docx(p("Stone [@doe2001, p. 12]. More [@roe1999], and [@doe2001, p. 13]."))
    after = made(before, NOTES)
    assert texts(after.data)[0] == "Stone. More, and."
    assert notes(after.data) == [
        "Anna Doe, Rivers of Stone (Gallimard, 2001), 12.",
        "Anna Roe, Harbours (Gallimard, 1999).",
        "Doe, Rivers of Stone, 13.",
    ]
    paragraph = word.tree(after.data)[0][0]
    order = [
        "¹"
        if run.find(f"{{{word.W}}}footnoteReference") is not None
        else run.findtext(f"{{{word.W}}}t")
        for run in paragraph.iter(f"{{{word.W}}}r")
    ]
    assert order == ["Stone", ".", "¹", " More", ",", "¹", " and", ".", "¹"]


def test_french_puts_the_mark_before_the_stop() -> None:
    style = Style.load("iso690-fr-note")
    paragraph = word.tree(made(docx(p("Pierre [@doe2001].")), style).data)[0][0]
    order = [
        "¹"
        if run.find(f"{{{word.W}}}footnoteReference") is not None
        else run.findtext(f"{{{word.W}}}t")
        for run in paragraph.iter(f"{{{word.W}}}r")
    ]
    assert order == ["Pierre", "¹", "."]


def test_notes_that_are_there_count() -> None:
    body = p("One", mark(7), " two [@doe2001] three", mark(8), " four [@doe2001].")
    before = docx(body, footnotes=note_of(7, "Mine.") + note_of(8, "See [@roe1999]"))
    after = made(before, NOTES)
    assert notes(after.data) == [
        "Mine.",
        "Anna Doe, Rivers of Stone (Gallimard, 2001).",
        "See Anna Roe, Harbours (Gallimard, 1999).",
        "Doe, Rivers of Stone.",
    ]
    assert sorted(value["properties"]["noteIndex"] for value in word.values(after.data)) == [
        2,
        3,
        4,
    ]


def note_of(number: int, text: str) -> str:
    return word.note(number, t(text))


@pytest.mark.parametrize("marking", ["marked", "live"])
@pytest.mark.parametrize("style", [APA, NOTES, Style.load("ieee")])
def test_again_changes_nothing(marking: str, style: Style) -> None:
    body = p("A [@doe2001, p. 1]; @roe1999 [p. 2] too", mark(3), ".") + p("[bibliography]") + p("Z")
    first = made(docx(body, footnotes=note_of(3, "[@roe1999]")), style, marking=marking)
    again = made(first.data, style, (), marking=marking)
    assert parts(again.data) == parts(first.data)
    assert again.count == first.count


@pytest.mark.parametrize("marking", ["marked", "live"])
def test_another_style_is_as_if_it_were_the_first(marking: str) -> None:
    body = p("A [@doe2001, p. 1], and B [@roe1999]. C [@doe2001].") + p("[bibliography]")
    apa = made(docx(body), APA, marking=marking).data
    noted = made(docx(body), NOTES, marking=marking).data
    assert texts(made(apa, NOTES, marking=marking).data) == texts(noted)
    assert notes(made(apa, NOTES, marking=marking).data) == notes(noted)
    assert texts(made(noted, APA, marking=marking).data) == texts(apa)
    assert word.tree(made(noted, APA, marking=marking).data).find(".//{*}footnoteReference") is None


def test_new_data_is_taken_over() -> None:
    first = made(docx(p("[@doe2001]")))
    later = DOE.replace(issued=Date(date_parts=((2002,),)))
    assert texts(made(first.data, APA, [later, ROE]).data) == [
        "(Doe, 2002)",
        "Doe, A. (2002). Rivers of Stone. Gallimard.",
    ]


def test_flat_leaves_no_fields() -> None:
    after = made(docx(p("[@doe2001]")), marking="flat")
    assert texts(after.data)[0] == "(Doe, 2001)"
    assert word.codes(after.data) == []


def test_two_fields_never_touch() -> None:
    assert shown(docx(p("[@doe2001][@roe1999]")), marking="live")[0] == "(Doe, 2001) (Roe, 1999)"


def test_live_is_as_zotero_writes_it(shared: Any) -> None:
    before = docx(p("x [see @doe2001, chap. 2, passim; -@roe1999] y") + p("[bibliography]"))
    after = made(before, marking="live")
    code = word.codes(after.data)[0]
    assert code.startswith(" ADDIN ZOTERO_ITEM CSL_CITATION {")
    assert code.endswith("} ")
    assert word.codes(after.data)[1] == (
        ' ADDIN ZOTERO_BIBL {"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY '
    )
    value: Any = word.values(after.data)[0]
    validate(value, shared)
    first, second = value["citationItems"]
    assert (first["prefix"], first["label"], first["locator"]) == ("see ", "chapter", "2")
    assert first["suffix"] == ", passim"
    assert second["suppress-author"] is True
    assert first["uris"] != second["uris"]
    assert first["itemData"]["citation-key"] == "doe2001"
    kinds = [
        each.get(f"{{{word.W}}}fldCharType") for each in word.tree(after.data).iter("{*}fldChar")
    ]
    assert kinds == ["begin", "separate", "end"] * 2


def validate(value: object, shared: Any) -> None:
    """Against CSL's own schemas."""
    import jsonschema
    from referencing import Registry, Resource

    schema = json.loads((shared / "design" / "csl-citation.json").read_text(encoding="utf-8"))
    data = json.loads((shared / "design" / "csl-data.json").read_text(encoding="utf-8"))
    registry = Registry().with_resource(
        "https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json",
        Resource.from_contents(data),
    )
    jsonschema.Draft7Validator(schema, registry=registry).validate(value)


def test_live_has_zotero_s_preferences() -> None:
    long = made(docx(p("[@doe2001]")), NOTES, marking="live").data
    root = etree.fromstring(parts(long)["docProps/custom.xml"])
    pieces = ["".join(each.itertext()) for each in root]
    assert all(len(piece.encode("utf-16-le")) <= 510 for piece in pieces)
    assert [each.get("name") for each in root] == [f"ZOTERO_PREF_{n}" for n in (1, 2)]
    data = etree.fromstring("".join(pieces))
    assert data.get("data-version") == "3"
    style = data.find("style")
    assert style is not None
    assert style.get("id") == "http://www.zotero.org/styles/chicago-notes-bibliography"
    assert style.get("hasBibliography") == "1"
    prefs = {each.get("name"): each.get("value") for each in data.iter("pref")}
    assert prefs == {"fieldType": "Field", "noteType": "1"}
    assert len(str(data.find("session").get("id"))) == 8  # type: ignore[union-attr]
    types = parts(long)["[Content_Types].xml"].decode()
    assert "/docProps/custom.xml" in types


def test_pandoc_finds_the_same_citations(tmp_path: Any) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    body = p("x [see @doe2001, p. 12; @roe1999] y") + p("[-@doe2001] z")
    path = tmp_path / "live.docx"
    path.write_bytes(made(docx(body), marking="live").data)
    found = json.loads(pypandoc.convert_file(str(path), "json", format="docx+citations"))
    cites = [
        (cite["citationId"], cite["citationMode"]["t"])
        for block in found["blocks"]
        for inline in block["c"]
        if isinstance(inline, dict) and inline["t"] == "Cite"
        for cite in inline["c"][0]
    ]
    assert cites == [
        ("doe2001", "NormalCitation"),
        ("roe1999", "NormalCitation"),
        ("doe2001", "SuppressAuthor"),
    ]
    works = json.loads(pypandoc.convert_file(str(path), "csljson", format="docx+citations"))
    assert {work["id"]: work["title"] for work in works} == {
        "doe2001": "Rivers of Stone",
        "roe1999": "Harbours",
    }


ITEM = {"type": "book", "title": "Harbours", "author": [{"family": "Roe", "given": "Anna"}]}


def test_zotero_s_citations_wait_for_restyle() -> None:
    whole = ITEM | {"publisher": "Gallimard", "issued": {"date-parts": [["1999"]]}}
    item = {"id": 12, "uris": ["http://zotero.org/users/1/items/AAAA"], "itemData": whole}
    before = docx(p("See ", zotero([item], "(Roe, n.d.)"), " and [@doe2001]."))
    after = made(before)
    assert texts(after.data)[0] == "See (Roe, n.d.) and (Doe, 2001)."
    assert [each.code for each in after.diagnostics] == ["manuscript-left"]
    taken = made(before, NOTES, restyle=True)
    assert texts(taken.data)[0] == "See and."
    assert notes(taken.data)[0] == "Anna Roe, Harbours (Gallimard, 1999)."
    uris = [value["citationItems"][0]["uris"] for value in word.values(taken.data)]  # type: ignore[index]
    assert uris[0] == ["http://zotero.org/users/1/items/AAAA"]


def test_works_are_told_apart_by_address_not_by_id() -> None:
    one = {"id": "ITEM-1", "uris": ["http://www.mendeley.com/documents/?uuid=1"], "itemData": ITEM}
    two = {
        "id": "ITEM-1",
        "uris": ["http://www.mendeley.com/documents/?uuid=2"],
        "itemData": ITEM | {"title": "Quays", "id": "ITEM-1"},
    }
    code = "ADDIN CSL_CITATION " + json.dumps({"citationItems": [one], "mendeley": {}})
    body = p(field(code, "(Roe)")) + p(zotero([two])) + p(zotero([one]))
    library = cited(read(docx(body), restyle=True))
    assert [each.title for each in library.references] == ["Harbours", "Quays"]


def test_old_spellings_of_zotero() -> None:
    item = {
        "id": 3,
        "uri": ["http://zotero.org/users/local/x/items/B"],
        "itemData": ITEM,
        "locator": "4",
        "label": 1,
        "suppressAuthor": True,
    }
    document = read(docx(p(zotero([item]))), restyle=True)
    cite = document.story[0].citation.cites[0]  # type: ignore[union-attr]
    assert (cite.locator, cite.label, cite.suppress_author) == ("4", "book", True)


def test_zotero_s_bookmarks() -> None:
    value = {"citationItems": [{"id": 1, "uris": ["http://zotero.org/u/1"], "itemData": ITEM}]}
    code = "ZOTERO_ITEM CSL_CITATION " + json.dumps(value)
    properties = {
        f"ZOTERO_BREF_abcdefghijkl_{n}": code[start : start + 255]
        for n, start in enumerate(range(0, len(code), 255), 1)
    }
    body = p(
        "a ",
        '<w:bookmarkStart w:id="5" w:name="ZOTERO_BREF_abcdefghijkl"/>',
        t("(Roe)"),
        '<w:bookmarkEnd w:id="5"/>',
        " b",
    )
    before = docx(body, properties=properties)
    assert [each.title for each in cited(read(before, restyle=True)).references] == ["Harbours"]
    assert texts(made(before, restyle=True).data)[0] == "a (Roe, n.d.) b"


def test_endnote_in_the_code_and_in_the_data() -> None:
    import base64

    record = (
        "<record><rec-number>7</rec-number><foreign-keys><key app='EN' db-id='db1'>7</key>"
        "</foreign-keys><ref-type name='Book'>6</ref-type><contributors><authors><author>Roe, Anna"
        "</author></authors></contributors><titles><title>Harbours</title></titles><dates><year>"
        "1999</year></dates></record>"
    )
    xml = (
        "<EndNote><Cite><Author>Roe</Author><Year>1999</Year><RecNum>7</RecNum><Prefix>see "
        f"</Prefix><Pages>12</Pages>{record}</Cite></EndNote>"
    )
    data = base64.b64encode(xml.encode()).decode()
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ADDIN EN.CITE '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"><w:fldData>'
        f"{data[:40]}\n{data[40:]}</w:fldData></w:fldChar></w:r><w:r><w:instrText>"
        ' ADDIN EN.CITE.DATA </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r>'
        '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>(Roe)</w:t></w:r><w:r>'
        '<w:fldChar w:fldCharType="end"/></w:r>'
    )
    before = docx(p(field(f" ADDIN EN.CITE {xml}", "(Roe)"), " and ", nested))
    document = read(before, restyle=True)
    assert [work.title for work in cited(document).references] == ["Harbours"]
    assert texts(made(before, restyle=True).data)[0] == (
        "(see Roe, 1999, p. 12) and (see Roe, 1999, p. 12)"
    )


def test_mendeley_cite_and_citavi() -> None:
    import base64

    def coded(value: object) -> str:
        return base64.b64encode(json.dumps(value).encode()).decode()

    mendeley = coded({"citationItems": [{"id": "a", "itemData": ITEM, "locator": "3"}]})
    citavi = coded(
        {
            "Entries": [
                {
                    "PageRange": {"OriginalString": "45"},
                    "Reference": {
                        "Id": "r1",
                        "ReferenceType": "JournalArticle",
                        "Title": "Tides",
                        "Authors": [{"FirstName": "Anna", "LastName": "Poe"}],
                        "Year": "2005",
                        "Periodical": {"Name": "Sea"},
                    },
                }
            ]
        }
    )
    body = p(
        f'<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{mendeley.rstrip("=")}"/></w:sdtPr>'
        f"<w:sdtContent>{t('(Roe)')}</w:sdtContent></w:sdt>",
        " ",
        f'<w:sdt><w:sdtPr><w:tag w:val="CitaviPlaceholder#1"/></w:sdtPr><w:sdtContent>'
        f"{field(f'ADDIN CitaviPlaceholder{{{citavi}}}', '(Poe)')}</w:sdtContent></w:sdt>",
    )
    library = cited(read(docx(body), restyle=True))
    assert [(work.title, work.type) for work in library.references] == [
        ("Harbours", "book"),
        ("Tides", "article-journal"),
    ]
    assert library.references[1].container_title == "Sea"
    assert shown(docx(body), restyle=True)[0] == "(Roe, n.d., p. 3) (Poe, 2005, p. 45)"


def test_word_s_own_sources() -> None:
    b = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
    sources = (
        f'<b:Sources xmlns:b="{b}"><b:Source><b:Tag>Roe99</b:Tag><b:SourceType>Book</b:SourceType>'
        "<b:Author><b:Author><b:NameList><b:Person><b:Last>Roe</b:Last><b:First>Anna</b:First>"
        "</b:Person></b:NameList></b:Author></b:Author><b:Title>Harbours</b:Title><b:Year>1999"
        "</b:Year><b:Publisher>Gallimard</b:Publisher></b:Source></b:Sources>"
    )
    made_by_word = field(" CITATION Roe99 \\p 12 \\l 1036 ", "(Roe, 1999)")
    body = p(
        "<w:sdt><w:sdtPr><w:citation/></w:sdtPr><w:sdtContent>"
        f"{made_by_word}</w:sdtContent></w:sdt>"
    )
    before = docx(body, parts={"customXml/item1.xml": sources})
    assert shown(before, restyle=True) == [
        "(Roe, 1999, p. 12)",
        "Roe, A. (1999). Harbours. Gallimard.",
    ]


def test_unknown_keys_are_errors_with_their_place() -> None:
    after = made(docx(p("One.") + p("[@doe2010; @roe1999]")))
    assert texts(after.data)[1] == "(Roe, 1999; doe2010?)"
    found = after.diagnostics[0]
    assert (found.code, found.path, found.parameters["near"]) == ("key-unknown", "¶2", "doe2001")


def test_endnotes_are_read_and_stay_endnotes() -> None:
    notes_part = word.note(1, t("See [@roe1999]")).replace("footnote", "endnote")
    override = (
        '<Override PartName="/word/endnotes.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.endnotes+xml"/>'
    )
    plain = docx(p("A", mark(1).replace("footnote", "endnote"), " b [@doe2001]."))
    types = parts(plain)["[Content_Types].xml"].decode().replace("</Types>", f"{override}</Types>")
    relation = f'<Relationship Id="e1" Type="{word.R}/endnotes" Target="endnotes.xml"/>'
    relations = parts(plain)["word/_rels/document.xml.rels"].decode()
    before = docx(
        p("A", mark(1).replace("footnote", "endnote"), " b [@doe2001]."),
        parts={
            "word/endnotes.xml": f"<w:endnotes {word.NAMESPACES}>{notes_part}</w:endnotes>",
            "[Content_Types].xml": types.removeprefix(word.HEAD),
            "word/_rels/document.xml.rels": relations.removeprefix(word.HEAD).replace(
                "</Relationships>", f"{relation}</Relationships>"
            ),
        },
    )
    after = made(before, NOTES)
    assert texts(after.data, "word/endnotes.xml") == [" See Anna Roe, Harbours (Gallimard, 1999)."]
    assert notes(after.data) == ["Anna Doe, Rivers of Stone (Gallimard, 2001)."]


def test_a_marker_with_a_note_inside_is_left() -> None:
    before = docx(p("[@doe", mark(4), "2001]"), footnotes=note_of(4, "n"))
    after = made(before)
    assert texts(after.data)[0] == "[@doe2001]"


def encrypted() -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "manuscript-damaged"),
        (b"no zip at all", "manuscript-damaged"),
        (docx(p("x"))[:400], "manuscript-damaged"),
        (encrypted(), "manuscript-locked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "manuscript-old-word"),
        (docx(p("x"), parts={"word/vbaProject.bin": "macro"}), "manuscript-macros"),
        (docx(p("x"), parts={"word/document.xml": "<w:document"}), "manuscript-damaged"),
        (
            docx(
                p("x"),
                parts={"word/document.xml": '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'},
            ),
            "manuscript-damaged",
        ),
        (
            docx(
                p("x"),
                parts={
                    "word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/'
                    'wordprocessingml/main"/>'
                },
            ),
            "manuscript-strict",
        ),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as raised:
        read(data, restyle=False)
    assert raised.value.code == code


def test_a_bomb_is_refused() -> None:
    buffer = io.BytesIO(docx(p("x")))
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as file,
        file.open("word/big.xml", "w", force_zip64=True) as big,
    ):
        chunk = b"\0" * (1 << 20)
        for _ in range(1025):
            big.write(chunk)
    with pytest.raises(InputError) as raised:
        read(buffer.getvalue(), restyle=False)
    assert raised.value.code == "manuscript-too-large"


def test_a_broken_field_is_told_and_left() -> None:
    before = docx(p(field(" ADDIN CITEKIT_ITEM {broken ", "(Doe)"), " [@roe1999]"))
    after = made(before)
    assert texts(after.data)[0] == "(Doe) (Roe, 1999)"
    assert [each.code for each in after.diagnostics] == ["manuscript-field-unread"]


def test_any_field_code_is_survived() -> None:
    for code in ("", " ADDIN CSL_CITATION ", " ADDIN EN.CITE <EndNote><Cite>", "CITATION", "{}"):
        with_it = docx(
            p(field(code, "r"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>', " [@doe2001]")
        )
        try:
            assert texts(made(with_it, restyle=True).data)[0].endswith(" (Doe, 2001)")
        except CitekitError:
            pytest.fail(code)


def test_twice_the_document_twice_the_work() -> None:
    def make(size: int) -> str:
        return "".join(p(f"Text {n} [@doe2001, p. {n}] and [@roe1999].") for n in range(size // 20))

    assert_linear(lambda body: made(docx(body)), make)

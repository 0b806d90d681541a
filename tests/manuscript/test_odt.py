"""ODT: markers become citations, everything else stays; what was made is found again.

Expected citations are composed by hand from the rules of the style (APA 7 §8.11; Chicago 17,
notes), never from a run of citekit.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from growth import assert_linear
from lxml import etree
from odt_files import (
    NAMESPACES,
    mark,
    names,
    note,
    notes,
    odt,
    p,
    parts,
    span,
    t,
    texts,
    tree,
    values,
)
from office import convert, needs_office, pdf_text

from citekit import Reference, reads
from citekit.csl import Style
from citekit.errors import InputError
from citekit.manuscript import Composed, cited, typeset
from citekit.manuscript.odt import read

NBSP = "\u00a0"
APA, NOTES = Style.load("apa"), Style.load("chicago-notes-bibliography")
WORKS = reads(
    """@book{doe2001, author = {Doe, Anna}, title = {Rivers of Stone}, publisher = {Gallimard},
  address = {Paris}, year = 2001}
@book{roe1999, author = {Roe, Anna}, title = {Harbours}, publisher = {Gallimard}, year = 1999}
"""
).references
ENTRY = "Doe, A. (2001). Rivers of Stone. Gallimard."


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
    after = made(odt(p("As said [see @doe2001, p. 12; @roe1999] before.") + p("Other.")))
    assert texts(after.data)[:2] == ["As said (see Doe, 2001, p. 12; Roe, 1999) before.", "Other."]
    assert (after.count, after.diagnostics) == (1, ())


def test_the_marker_may_be_in_pieces() -> None:
    body = p(
        "See [@do",
        span("e20"),
        "01,",
        '<text:s text:c="1"/>',
        f"p.{NBSP}7",
        "<text:soft-page-break/>",
        "] and ",
        span("bold [@roe1999] text"),
        ".",
    )
    after = made(odt(body))
    assert texts(after.data)[0] == "See (Doe, 2001, p. 7) and bold (Roe, 1999) text."
    bold = [each for each in tree(after.data).iter(t("span")) if each.get(t("style-name")) == "T1"]
    assert ["".join(each.itertext()) for each in bold] == ["bold (Roe, 1999) text"]


@pytest.mark.parametrize(
    "around",
    [
        '<text:h text:outline-level="1">{}</text:h>',
        "<table:table><table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell>"
        "</table:table-row></table:table>",
        "<text:p><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
        "</text:p>",
        "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>",
    ],
)
def test_in_headings_tables_boxes_and_lists(around: str) -> None:
    assert "In (Doe, 2001)." in shown(odt(around.format("In [@doe2001].")))


def test_code_and_deletions_are_left() -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        f"{p('[@doe2001]')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = (
        changes
        + p("[@doe2001]", style="P9")
        + p(span("[@doe2001]", "Source_20_Text"), ' a<text:change text:change-id="c1"/>')
    )
    before = odt(body.replace("&lt;", "<").replace("&gt;", ">"))
    after = made(before)
    assert after.count == 0
    assert parts(after.data) == parts(before)


def test_what_pandoc_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pypandoc = pytest.importorskip("pypandoc")
    path = tmp_path / "made.odt"
    source = "Text \\[\\@doe2001\\] `[@doe2001]`.\n\n    [@roe1999]\n"
    pypandoc.convert_text(source, "odt", format="markdown", outputfile=str(path))
    assert shown(path.read_bytes())[:2] == ["Text (Doe, 2001) [@doe2001].", "[@roe1999]"]
    assert capsys.readouterr().err == ""


def test_other_parts_are_the_same_to_the_byte() -> None:
    before = odt(p("[@doe2001]"))
    after = made(before).data
    changed = [name for name, data in parts(before).items() if parts(after)[name] != data]
    assert changed == ["content.xml"]
    with zipfile.ZipFile(io.BytesIO(after)) as file:
        first = file.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_the_other_paragraphs_are_the_same_xml() -> None:
    kept = p("Kept ", span("bold"), "<text:tab/>", "end")
    body = tree(made(odt(kept + p("[@doe2001]") + kept)).data).find(".//{*}text")
    original = tree(odt(kept)).find(".//{*}text")
    assert body is not None
    assert original is not None
    for each in (body[0], body[2]):
        assert etree.tostring(each) == etree.tostring(original[0])


def test_the_bibliography_at_its_marker_or_at_the_end() -> None:
    body = p("[@doe2001]") + p("[bibliographie]") + p("After.")
    assert shown(odt(body)) == ["(Doe, 2001)", ENTRY, "After."]
    assert shown(odt(p("[@doe2001]") + p("Last."))) == ["(Doe, 2001)", "Last.", ENTRY]


def test_a_style_of_notes_makes_footnotes() -> None:
    body = p("Stone [@doe2001, p. 12]. Mine", note("See [@roe1999]"), ", [@doe2001, p. 13].")
    after = made(odt(body), NOTES)
    assert texts(after.data)[0] == "Stone.¹ Mine¹,.¹"
    assert notes(after.data) == [
        "Anna Doe, Rivers of Stone (Gallimard, 2001), 12.",
        "See Anna Roe, Harbours (Gallimard, 1999).",
        "Doe, Rivers of Stone, 13.",
    ]
    numbers = [each.text for each in tree(after.data).iter(t("note-citation"))]
    assert numbers == ["1", "2", "3"]
    ids = [each.get(t("id")) for each in tree(after.data).iter(t("note"))]
    assert len(set(ids)) == 3
    assert [value["properties"]["noteIndex"] for value in values(after.data)] == [1, 2, 3]


def test_endnotes_do_not_count_with_footnotes() -> None:
    end = note("See [@roe1999]").replace('"footnote"', '"endnote"')
    after = made(odt(p("A", end, " b [@doe2001].")), NOTES)
    assert notes(after.data) == [
        "See Anna Roe, Harbours (Gallimard, 1999).",
        "Anna Doe, Rivers of Stone (Gallimard, 2001).",
    ]
    assert [value["properties"]["noteIndex"] for value in values(after.data)] == [1, 1]
    kinds = [each.get(t("note-class")) for each in tree(after.data).iter(t("note"))]
    assert kinds == ["endnote", "footnote"]


def test_french_puts_the_mark_before_the_stop() -> None:
    assert shown(odt(p("Pierre [@doe2001].")), style=Style.load("iso690-fr-note"))[0] == "Pierre¹."


@pytest.mark.parametrize("marking", ["marked", "live"])
@pytest.mark.parametrize("style", [APA, NOTES, Style.load("ieee")])
def test_again_changes_nothing(marking: str, style: Style) -> None:
    body = p("A [@doe2001, p. 1]; @roe1999 [p. 2] too", note("[@roe1999]"), ".") + p(
        "[bibliography]"
    )
    first = made(odt(body + p("Z")), style, marking=marking)
    again = made(first.data, style, (), marking=marking)
    assert parts(again.data) == parts(first.data)
    assert again.count == first.count == 3


@pytest.mark.parametrize("marking", ["marked", "live"])
def test_another_style_is_as_if_it_were_the_first(marking: str) -> None:
    body = p("A [@doe2001, p. 1], and B [@roe1999]. C [@doe2001].") + p("[bibliography]")
    apa = made(odt(body), APA, marking=marking).data
    noted = made(odt(body), NOTES, marking=marking).data
    assert texts(made(apa, NOTES, marking=marking).data) == texts(noted)
    assert notes(made(apa, NOTES, marking=marking).data) == notes(noted)
    assert texts(made(noted, APA, marking=marking).data) == texts(apa)
    assert notes(made(noted, APA, marking=marking).data) == []


def test_live_is_as_zotero_writes_it(shared: Path) -> None:
    from test_docx import validate

    body = p("x [see @doe2001, chap. 2; -@roe1999] y [@doe2001]") + p("[bibliography]")
    after = made(odt(body), NOTES, marking="live")
    marks = [name for name in names(after.data) if "ITEM" in name]
    assert all(each.startswith("ZOTERO_ITEM CSL_CITATION {") for each in marks)
    assert all(len(each.rpartition(" RND")[2]) == 10 for each in names(after.data))
    assert len(set(names(after.data))) == 3
    for value in values(after.data):
        validate(value, shared)
    section = next(tree(after.data).iter(t("section")))
    assert str(section.get(t("name"))).startswith(
        'ZOTERO_BIBL {"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY RND'
    )
    pieces = [
        each.text or ""
        for each in etree.fromstring(parts(after.data)["meta.xml"]).iter("{*}user-defined")
    ]
    assert all(len(piece.encode("utf-16-le")) <= 510 for piece in pieces)
    data = etree.fromstring("".join(pieces))
    prefs = {each.get("name"): each.get("value") for each in data.iter("pref")}
    assert prefs == {"fieldType": "ReferenceMark", "noteType": "1"}


ITEM = {
    "type": "book",
    "title": "Harbours",
    "author": [{"family": "Roe", "given": "Anna"}],
    "issued": {"date-parts": [["1999"]]},
}


def zotero(head: str = "ZOTERO_ITEM CSL_CITATION", tail: str = " RNDabcdefghij") -> str:
    item = {"id": 12, "uris": ["http://zotero.org/users/1/items/AAAA"], "itemData": ITEM}
    value = json.dumps({"citationID": "x", "properties": {}, "citationItems": [item]})
    return f"{head} {value}{tail}"


def test_zotero_s_and_mendeley_s_wait_for_restyle() -> None:
    before = odt(
        p("See ", mark(zotero(), "(Roe)"), " and ", mark(zotero("CSL_CITATION", ""), "(R.)"))
        + '<text:section text:name=" ZOTERO_BIBL {} CSL_BIBLIOGRAPHY RNDabcdefghik">'
        + p("Old list")
        + "</text:section>"
        + p("End [@doe2001]")
    )
    after = made(before)
    assert texts(after.data) == ["See (Roe) and (R.)", "Old list", "End (Doe, 2001)", ENTRY]
    assert [each.code for each in after.diagnostics] == ["manuscript-left"]
    taken = made(before, restyle=True)
    assert texts(taken.data) == [
        "See (Roe, 1999) and (Roe, 1999)",
        ENTRY,
        "Roe, A. (1999). Harbours.",
        "End (Doe, 2001)",
    ]


def test_jabref_and_libreoffice_s_own() -> None:
    own = (
        '<text:bibliography-mark text:bibliography-type="book" text:identifier="roe" '
        'text:author="Roe, Anna" text:title="Harbours" text:year="1999">[roe]'
        "</text:bibliography-mark>"
    )
    body = p(mark("JABREF_doe2001 CID_1 abcdefgh", "(D)"), " ", mark("JR_cite_2_doe2001", "D (2)"))
    before = odt(body + p(own))
    assert shown(before, restyle=True)[:2] == ["(Doe, 2001) Doe (2001)", "(Roe, 1999)"]
    library = cited(read(before, restyle=True), WORKS)
    assert [each.title for each in library.references] == ["Rivers of Stone", "Harbours"]


def test_unknown_keys_are_errors_with_their_place() -> None:
    after = made(odt(p("One.") + p("[@doe2010]", note("[@nobody]"))))
    found = [(each.code, each.path) for each in after.diagnostics]
    assert found == [("key-unknown", "¶2"), ("key-unknown", "note 1")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "manuscript-damaged"),
        (odt(p("x"))[:300], "manuscript-damaged"),
        (odt(p("x"), manifest="<manifest:encryption-data/>"), "manuscript-locked"),
        (odt("</broken>"), "manuscript-damaged"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as raised:
        read(data, restyle=False)
    assert raised.value.code == code


def with_content(content: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("content.xml", content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        f"<office:document-content {NAMESPACES}><office:body/></office:document-content>",
    ],
)
def test_entities_and_other_documents_are_refused(content: str) -> None:
    with pytest.raises(InputError):
        read(with_content(content), restyle=False)


def test_twice_the_document_twice_the_work() -> None:
    def make(size: int) -> str:
        return "".join(p(f"Text {n} [@doe2001, p. {n}] and [@roe1999].") for n in range(size // 20))

    assert_linear(lambda body: made(odt(body)), make)


@needs_office
@pytest.mark.parametrize("marking", ["marked", "live", "flat"])
def test_libreoffice_prints_the_citations(tmp_path: Path, marking: str) -> None:
    path = tmp_path / "made.odt"
    body = (
        p("One [@doe2001, p. 1] two", note("Mine: [@roe1999, p. 9]"), ".")
        + "<table:table><table:table-column/><table:table-row><table:table-cell>"
        + p("Cell [@roe1999].")
        + "</table:table-cell></table:table-row></table:table>"
        + p("[bibliography]")
        + p("The end.")
    )
    path.write_bytes(made(odt(body), marking=marking).data)
    text = pdf_text(path)
    for expected in (
        "One (Doe, 2001, p. 1) two",
        "Cell (Roe, 1999).",
        f"{ENTRY} Roe, A. (1999). Harbours. Gallimard. The end.",
        "Mine: (Roe, 1999, p. 9)",
    ):
        assert expected in text


@needs_office
def test_a_document_that_libreoffice_saved_and_saves_again(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(
        "<p>First.</p><h1>Title [@doe2001]</h1><p>Some <b>bold [@roe</b>1999, p. 2] text.</p>"
        "<table><tr><td>In a table @doe2001 [p. 4]</td></tr></table><pre>[@doe2001]</pre>"
    )
    convert(source, "odt:writer8", tmp_path)
    (tmp_path / "made.odt").write_bytes(
        made((tmp_path / "page.odt").read_bytes(), marking="live").data
    )
    text = pdf_text(tmp_path / "made.odt")
    for expected in (
        "Title (Doe, 2001)",
        "Some bold (Roe, 1999, p. 2) text.",
        "In a table Doe (2001, p. 4)",
        "[@doe2001]",
    ):
        assert expected in text
    again = tmp_path / "again"
    convert(tmp_path / "made.odt", "odt:writer8", again)
    saved = (again / "made.odt").read_bytes()
    assert [each.title for each in cited(read(saved, restyle=False)).references] == [
        "Rivers of Stone",
        "Harbours",
    ]
    assert "Title (Doe, 2001)" in shown(saved, references=())

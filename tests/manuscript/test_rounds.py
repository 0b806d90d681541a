"""From style to style and back, in DOCX and ODT: a manuscript comes back as it was.

Expected citations are composed by hand from the rules of the styles (APA 7 §8.11; Chicago 17).
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any

import odt_files
import pytest
import word

from citekit import Name, Reference
from citekit.csl import Style
from citekit.manuscript import Composed, typeset
from citekit.model import Date

APA, NUMBERS = Style.load("apa"), Style.load("ieee")
NOTES, FRENCH_NOTES = Style.load("chicago-notes-bibliography"), Style.load("iso690-fr-note")
FRENCH = Style.load("apa-fr")


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


WORKS = (book("doe2001", "Doe", 2001, "Rivers of Stone"), book("roe1999", "Roe", 1999, "Harbours"))


@pytest.fixture(params=["docx", "odt"])
def files(request: pytest.FixtureRequest) -> ModuleType:
    """The module that makes files of one of the two formats."""
    return word if request.param == "docx" else odt_files


def file(files: ModuleType, *paragraphs: str, **more: Any) -> bytes:
    made = files.docx if files is word else files.odt
    return made("".join(paragraphs), **more)  # type: ignore[no-any-return]


def made(
    files: ModuleType,
    data: bytes,
    style: Style,
    references: tuple[Reference, ...] = WORKS,
    *,
    marking: Any = "marked",
    restyle: bool = False,
    **options: Any,
) -> Composed:
    module = import_module(f"citekit.manuscript.{'docx' if files is word else 'odt'}")
    document = module.read(data, restyle=restyle)
    return typeset(document, references, style, marking=marking, **options)


def first(files: ModuleType, data: bytes) -> str:
    text: str = files.texts(data)[0]
    return text


SENTENCES = [
    "Words etc. [@doe2001] and\u00a0[@roe1999, p. 3], and so on.",
    "A sentence. [@doe2001] Another [see @roe1999].",
    "Two[@doe2001] at once [@doe2001][@roe1999]; end.",
    "As @doe2001 [p. 3] says, and -@roe1999; @roe1999.",
    "[@doe2001] begins, “quoted” [@roe1999, chap. 2]!",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("by", [NOTES, FRENCH_NOTES, NUMBERS], ids=["notes", "French", "numbers"])
def test_a_manuscript_comes_back_from_another_style(
    files: ModuleType, sentence: str, by: Style
) -> None:
    once = made(files, file(files, files.p(sentence)), APA).data
    other = made(files, once, by).data
    assert files.texts(other)[0] != first(files, once)
    back = made(files, other, APA).data
    assert files.texts(back) == files.texts(once)
    assert files.texts(made(files, back, by).data) == files.texts(other)
    if by is not NUMBERS:
        assert files.notes(made(files, back, by).data) == files.notes(other)


def test_names_in_the_sentence_are_brought_up_to_date(files: ModuleType) -> None:
    data = file(files, files.p("As @doe2001 [p. 3] says."))
    married = (WORKS[0].replace(author=(Name(family="Moe", given="Anna"),)), WORKS[1])
    for style in (APA, NUMBERS, NOTES):
        again = made(files, made(files, data, style).data, APA, married).data
        assert first(files, again) == "As Moe (2001, p. 3) says."
    noted = made(files, made(files, data, NOTES).data, NOTES, married).data
    assert first(files, noted).startswith("As Anna Moe")


def test_a_prefix_is_capitalised_in_notes_only(files: ModuleType) -> None:
    data = made(files, file(files, files.p("x [see @doe2001].")), NOTES).data
    assert files.notes(data)[0].strip().startswith("See Anna Doe")
    assert first(files, made(files, data, APA).data) == "x (see Doe, 2001)."


def test_the_look_of_the_place_comes_back() -> None:
    runs = [
        word.t("A "),
        word.t("Title", "<w:i/>"),
        word.t(" "),
        word.t("[@doe2001]", "<w:b/>"),
        word.t(", end."),
    ]
    data = made(word, made(word, word.docx(word.p(*runs)), NOTES).data, APA).data
    (run,) = [
        each
        for each in word.tree(data).iter(f"{{{word.W}}}r")
        if each.findtext(f"{{{word.W}}}t") == "(Doe, 2001)"
    ]
    assert [str(each.tag).rpartition("}")[2] for each in run[0]] == ["b"]


def test_in_a_span_of_open_document_it_stays_where_it_was() -> None:
    body = odt_files.p("A ", odt_files.span("Title"), " [@doe2001], end.")
    once = made(odt_files, odt_files.odt(body), APA).data
    back = made(odt_files, made(odt_files, once, NOTES).data, APA).data
    span = odt_files.tree(back).find(f".//{odt_files.t('span')}")
    assert span is not None
    assert "".join(map(str, span.itertext())) == "Title"


def test_no_note_stands_in_a_text_box() -> None:
    box = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{word.p('In a box [@doe2001].')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    data = made(word, word.docx(word.p(word.t("x [@roe1999]."), box)), NOTES).data
    assert len(word.notes(data)) == 1
    assert "In a box (Anna Doe, Rivers of Stone (Gallimard, 2001))." in "\n".join(word.texts(data))
    frame = (
        '<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:text-box>'
        f"{odt_files.p('In a box [@doe2001].')}</draw:text-box></draw:frame>"
    )
    data = made(odt_files, odt_files.odt(odt_files.p("x [@roe1999].", frame)), NOTES).data
    assert len(odt_files.notes(data)) == 1
    assert b"In a box <text:reference-mark-start" in odt_files.parts(data)["content.xml"]


def test_the_locale_of_zotero_is_that_of_its_style_only(files: ModuleType) -> None:
    data = file(files, files.p("x [@doe2001; @roe1999]."))
    live = made(files, data, FRENCH, marking="live").data
    assert "Doe, 2001\N{NARROW NO-BREAK SPACE}; Roe, 1999" in first(files, live)
    assert first(files, made(files, live, APA).data) == "x (Doe, 2001; Roe, 1999)."
    english = made(files, data, FRENCH, marking="live", locale="en-US").data
    again = made(files, english, FRENCH, marking="live")
    assert again.composition.locale == "en-US"


def test_zoteros_preferences_go_with_its_last_citation(files: ModuleType) -> None:
    data = made(files, file(files, files.p("x [@doe2001].")), NOTES, marking="live").data
    assert any(b"ZOTERO_PREF" in part for part in files.parts(data).values())
    data = made(files, data, APA).data
    assert not any(b"ZOTERO_PREF" in part for part in files.parts(data).values())


def zed(**facts: object) -> dict[str, Any]:
    data = {"type": "book", "title": "Zot", "issued": {"date-parts": [[2011]]}, **facts}
    return {"id": 1, "uris": ["http://zotero.org/users/1/items/A"], "itemData": data}


def test_a_key_that_was_made_is_not_another_works() -> None:
    author = [{"family": "Zed", "given": "Abe"}]
    data = word.docx(
        word.p(word.t("x "), word.zotero([zed(author=author)]), word.t(" [@zed2011zot]."))
    )
    other = book("zed2011zot", "Zed", 2011, "Zot of quite another kind")
    result = made(word, data, APA, (other,), restyle=True)
    assert result.cited == ("zed2011zota", "zed2011zot")
    assert {each.id: each.title for each in result.composition.references.values()} == {
        "zed2011zot": "Zot of quite another kind",
        "zed2011zota": "Zot",
    }
    same = book("zed2011zot", "Zed", 2011, "Zot")
    assert made(word, data, APA, (same,), restyle=True).cited == ("zed2011zot",)


def test_a_citation_over_two_paragraphs_is_one() -> None:
    author = [{"family": "Zed", "given": "Abe"}]
    begin, _, end = word.zotero([zed(author=author)], "SPLIT").partition("SPLIT")
    data = word.docx(
        f"<w:p>{begin}one</w:t></w:r></w:p><w:p><w:r><w:t>two{end}{word.t(' end.')}</w:p>"
    )
    result = made(word, data, NOTES, (), restyle=True)
    assert result.count == len(word.notes(result.data)) == 1

"""LibreOffice opens what was made of DOCX files, and prints the citations that are expected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from office import convert, needs_office, pdf_text
from word import docx, mark, note, p, t

from citekit import reads
from citekit.csl import Style
from citekit.manuscript import typeset
from citekit.manuscript.docx import read

pytestmark = needs_office

WORKS = reads(
    """@book{doe2001, author = {Doe, Anna}, title = {Rivers of Stone}, publisher = {Gallimard},
  address = {Paris}, year = 2001}
@book{roe1999, author = {Roe, Anna}, title = {Harbours}, publisher = {Gallimard}, year = 1999}
"""
).references
BODY = (
    p("One [@doe2001, p. 1] two", mark(3), ".", style="Titre1")
    + "<w:tbl><w:tr><w:tc>"
    + p("Cell [@roe1999].")
    + "</w:tc></w:tr></w:tbl>"
    + p("Before [@doe2001].")
    + p("[bibliography]")
    + p("The end.")
)
BEFORE = docx(BODY, footnotes=note(3, t("Mine: [@roe1999, p. 9]")))


def printed(tmp_path: Path, style: str, marking: Any, data: bytes = BEFORE) -> str:
    path = tmp_path / "made.docx"
    path.write_bytes(
        typeset(read(data, restyle=False), WORKS, Style.load(style), marking=marking).data
    )
    return pdf_text(path)


@pytest.mark.parametrize("marking", ["marked", "live", "flat"])
def test_author_and_date(tmp_path: Path, marking: str) -> None:
    text = printed(tmp_path, "apa", marking)
    for expected in (
        "One (Doe, 2001, p. 1) two",
        "Cell (Roe, 1999).",
        "Before (Doe, 2001).",
        "Doe, A. (2001). Rivers of Stone. Gallimard. Roe, A. (1999). Harbours. Gallimard. The end.",
        "Mine: (Roe, 1999, p. 9)",
    ):
        assert expected in text
    assert "@" not in text


def test_notes_in_their_order(tmp_path: Path) -> None:
    text = printed(tmp_path, "chicago-notes-bibliography", "marked")
    notes = [
        "Anna Doe, Rivers of Stone (Gallimard, 2001), 1.",
        "Mine: Anna Roe, Harbours (Gallimard, 1999), 9.",
        "Roe, Harbours.",
        "Doe, Rivers of Stone.",
    ]
    places = [text.index(each) for each in notes]
    assert places == sorted(places)
    again = typeset(
        read(
            typeset(
                read(BEFORE, restyle=False), WORKS, Style.load("chicago-notes-bibliography")
            ).data,
            restyle=False,
        ),
        WORKS,
        Style.load("apa"),
    )
    path = tmp_path / "back.docx"
    path.write_bytes(again.data)
    assert pdf_text(path) == printed(tmp_path, "apa", "marked")


def test_a_document_that_libreoffice_saved(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(
        "<h1>Title [@doe2001]</h1><p>Some <b>bold [@roe</b>1999, p. 2] text.</p>"
        "<table><tr><td>In a table @doe2001 [p. 4]</td></tr></table><pre>[@doe2001]</pre>"
    )
    convert(source, "docx:MS Word 2007 XML", tmp_path)
    text = printed(tmp_path, "apa", "live", (tmp_path / "page.docx").read_bytes())
    for expected in (
        "Title (Doe, 2001)",
        "Some bold (Roe, 1999, p. 2) text.",
        "In a table Doe (2001, p. 4)",
        "[@doe2001]",
    ):
        assert expected in text

"""Typst: what comes out compiles; expected citations by hand, from Typst's reference and APA 7."""

from __future__ import annotations

from typing import Any

import pytest
from beside import WORKS
from growth import assert_linear, assert_time_linear
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl import Style
from citekit.errors import UsageError
from citekit.manuscript import Composed, typeset
from citekit.manuscript.typst import read

APA, NOTES, NUMBERS = (Style.load(name) for name in ("apa", "chicago-notes-bibliography", "ieee"))
STYLES = (APA, NOTES, NUMBERS)


def made(text: str, style: Style = APA, marking: Any = "flat") -> Composed:
    return typeset(read(text.encode(), restyle=False), WORKS, style, marking=marking)


def flat(text: str, style: Style = APA) -> str:
    """*text* with its citations, without the bibliography at its end."""
    after = made(f'{text}\n#bibliography("a.bib")', style).data.decode()
    before, _, rest = after.rpartition("\n#let csl-left-margin")
    assert "Gallimard" in rest or "Harbours" in rest
    return before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x @doe2001.", "x (Doe, 2001)."),
        ("x @doe2001: y", "x (Doe, 2001): y"),
        ("x @doe2001[p. 3] y", "x (Doe, 2001, p. 3) y"),
        ("x @doe2001[] y", "x (Doe, 2001) y"),
        ("x @doe2001[see [x] y]", "x (Doe, 2001, see \\[x\\] y)"),
        ("x @doe2001 [p. 3]", "x (Doe, 2001) [p. 3]"),
        ("x @doe2001[chap. 3, p. 4]", "x (Doe, 2001, Chapter 3, p. 4)"),
        ("#cite(<doe2001>)", "(Doe, 2001)"),
        ('#cite(label("doe2001"))', "(Doe, 2001)"),
        ("#cite(\n  <doe2001>,\n)", "(Doe, 2001)"),
        ("#cite(<doe2001>, supplement: [p. 3])", "(Doe, 2001, p. 3)"),
        ("#cite(<doe2001>, supplement: [p. (3)])", "(Doe, 2001, p. (3))"),
        ("#cite(<doe2001>, supplement: [_x_ 3])", "(Doe, 2001, #emph[x] 3)"),
        ('#cite(<doe2001>, supplement: "p. 3")', "(Doe, 2001, p. 3)"),
        ('#cite(<doe2001>, form: "prose") says', "Doe (2001) says"),
        ('#cite(<doe2001>, form: "author") says', "Doe says"),
        ('#cite(<doe2001>, form: "year")', "(2001)"),
        ('#cite(<doe2001>, form: "full")', "(Doe, 2001)"),
        ('#cite(<doe2001>, style: "ieee")', "(Doe, 2001)"),
        ("x#cite(<doe2001>, form: none)", "x"),
        ("#figure([y], caption: [x @doe2001])", "#figure([y], caption: [x (Doe, 2001)])"),
        ("#footnote[see @doe2001[p. 3].]", "#footnote[see (Doe, 2001, p. 3).]"),
        ('He said "x @doe2001".', 'He said "x (Doe, 2001)".'),
        ("*@doe2001*", "*(Doe, 2001)*"),
        ("#emph[x]@doe2001", "#emph[x]\\(Doe, 2001)"),
        ("/* /* */ */ @doe2001", "/* /* */ */ (Doe, 2001)"),
        ("`/*` @doe2001", "`/*` (Doe, 2001)"),
        ("\\$5 @doe2001 \\$6", "\\$5 (Doe, 2001) \\$6"),
        ("https://x.org/a // @roe1999\n@doe2001", "https://x.org/a // @roe1999\n(Doe, 2001)"),
        ("@fig @doe2001 #figure([x]) <fig>", "@fig (Doe, 2001) #figure([x]) <fig>"),
        ("#cite(<nobody>) @doe2001", "(nobody?) (Doe, 2001)"),
    ],
)
def test_author_and_date(text: str, expected: str) -> None:
    assert flat(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "x @doe2001[p. 3].",
            "x.#footnote[Anna Doe, #emph[Rivers of Stone] (Gallimard, 2001), 3.]",
        ),
        (
            "x#footnote[See @doe2001, and more.]",
            "x#footnote[See Anna Doe, #emph[Rivers of Stone] (Gallimard, 2001), and more.]",
        ),
        (
            "x @doe2001(y)",
            "x#footnote[Anna Doe, #emph[Rivers of Stone] (Gallimard, 2001).];(y)",
        ),
    ],
)
def test_notes(text: str, expected: str) -> None:
    assert flat(text, NOTES) == expected


@pytest.mark.parametrize(
    "text",
    [
        "`@doe2001`",
        "`a\n@doe2001`",
        "```typ\n@doe2001\n```",
        "// @doe2001",
        "/* @doe2001 */",
        "/* a /* b */ @doe2001 */",
        "$@doe2001$",
        "\\@doe2001",
        "a@doe2001.com",
        "https://x.org/@doe2001",
        '#link("https://x.org/@doe2001")[x]',
        '#let x = "@doe2001"',
        '#raw("a \\" @doe2001")',
        "= Doe <doe2001>\n@doe2001",
        "@nobody",
        "#cite(<doe2001>",
        "#cite(doe2001)",
        '#bibliography("a.bib")',
        "#show cite: it => it",
    ],
)
def test_what_is_no_citation_stays(text: str) -> None:
    for marking in ("flat", "marked"):
        assert made(text, marking=marking).data.decode() == text


def test_what_the_file_says() -> None:
    text = '@doe2001 #bibliography(("a.bib", "b.yml"), style: "ieee", title: [Refs (x)]) end'
    settings = read(text.encode(), restyle=False).settings
    assert settings.bibliography == ("a.bib", "b.yml")
    assert settings.style == "ieee"
    assert made(text).data.decode().endswith(" end")
    template = '#show: paper.with(bibliography: bibliography("c.bib"))\n@doe2001'
    assert read(template.encode(), restyle=False).settings.bibliography == ("c.bib",)
    silent = "#cite(<roe1999>, form: none)"
    assert read(silent.encode(), restyle=False).settings.uncited == ("roe1999",)


DOCUMENTS = [
    '= Title\nx @doe2001[p. 3], see #cite(<roe1999>, form: "prose").\n\n#bibliography("a.bib")\n',
    "x @doe2001 y#footnote[a @roe1999[p. 46], b.] z @doe2003.\n",
    "#emph[x]@doe2001(y)\n\n#table(columns: 2, [@roe1999], [a])\n- @doe2003;Then\n",
    '#set text(lang: "en")\n#figure(rect[x], caption: [y @doe2001]) <fig>\n@fig /* a */ @roe1999\n',
    "#let note(body) = footnote(body)\n#note[x @doe2001]\n#strong[y] @roe1999[see _a_ \\# c]\n",
    "x@doe2001 y // c",
    "@doe2001[#sym.section 3] // c\n*@roe1999* _#cite(<doe2003>)_\n#cite(<doe2001>, form: none)\n",
    "*a*@roe1999/b a/@roe1999 @doe2001@doe2003\n",
]


@pytest.mark.parametrize("marking", ["flat", "marked"])
@pytest.mark.parametrize("style", STYLES, ids=["author-date", "notes", "numbers"])
@pytest.mark.parametrize("text", DOCUMENTS)
def test_it_compiles(text: str, style: Style, marking: Any) -> None:
    typst = pytest.importorskip("typst")
    after = made(text, style, marking)
    assert after.count
    assert b"@doe2001" not in after.data or marking == "marked"
    assert typst.compile(after.data, format="pdf").startswith(b"%PDF")


@pytest.mark.parametrize("text", DOCUMENTS)
def test_another_run_is_a_first_run(text: str) -> None:
    for style in STYLES:
        first = made(text, style, "marked").data.decode()
        assert first != text
        for other in STYLES:
            assert made(first, other, "marked").data == made(text, other, "marked").data
            assert made(first, other).data == made(text, other).data


def test_places() -> None:
    text = "x\n @doe2001 #cite(<nobody>)\n"
    (found,) = [each for each in made(text).diagnostics if each.code == "key-unknown"]
    assert (found.line, found.column) == (2, 11)
    after = made(text, marking="marked").data.decode()
    (again,) = [each for each in made(after).diagnostics if each.code == "key-unknown"]
    line = after.splitlines()[1]
    assert (again.line, again.column) == (2, line.index("/*cite:#cite(<nobody>)") + 1)


def test_live_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        made("@doe2001", marking="live")
    assert caught.value.code == "manuscript-live-not-for"


@given(st.text(alphabet="ab#[](){}<>/*`$\"'\\_=-.,;: \n\r\té"))
def test_where_nothing_is_cited_nothing_changes(text: str) -> None:
    assert made(text, marking="marked").data == text.encode()


PIECES = [
    "@doe2001", "@roe1999[p. 3]", "#cite(<doe2003>)", "[", "]", "(", ")", "#footnote[", "/*",
    "*/", "//", "\n", " ", "`", "```", "$", '"', "#f(", "<doe2001>", "\\", "*", "_",
    '#bibliography("a")', "#cite(<a>, form: none)", ".",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_text_comes_back(pieces: list[str]) -> None:
    text = "".join(pieces)
    for style in (APA, NOTES):
        first = made(text, style, "marked").data
        assert made(first.decode(), style, "marked").data == first


HOSTILE = [
    "[", "]", "(", "@", "@a", "@a[", "/*", "*/", "//", "`", "```", "$", "\\", "#cite(", "#cite(<",
    "#cite(<a>", '#cite(label("', "#footnote[", "#bibliography(", "#f(", '"', '#f("', "/*cite:",
    "/*/cite*/", "<", "<a>", "@a<a>", "#cite(<a>, supplement: [", "bibliography(", "#let ", "@a:",
    "#{", "http://", "@doe2001 ", "#cite(<a>)", "()", "@a.", "#a.b", "/*/",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_take_a_time_that_grows_as_they_do(unit: str) -> None:
    def work(text: str) -> object:
        return read(text.encode(), restyle=False)

    assert_linear(work, lambda size: unit * size, 400)
    assert_time_linear(work, lambda size: unit * size)

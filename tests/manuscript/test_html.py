"""HTML: everything but the citations is the same, as lxml reads it; expected citations by hand."""

from __future__ import annotations

from typing import Any

import pytest
from beside import WORKS
from growth import assert_linear, assert_time_linear
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from citekit.csl import Style
from citekit.errors import UsageError
from citekit.manuscript import Composed, typeset
from citekit.manuscript.html import read

APA, NOTES, NUMBERS = (Style.load(name) for name in ("apa", "chicago-notes-bibliography", "ieee"))


def made(text: str, style: Style = APA, marking: Any = "flat") -> Composed:
    return typeset(read(text.encode(), restyle=False), WORKS, style, marking=marking)


def flat(text: str, style: Style = APA) -> str:
    """*text* with its citations, without what comes where the body ends."""
    after = made(f"<body>{text}<hr></body>", style).data.decode()
    assert after.endswith("</body>")
    return after.removeprefix("<body>").partition("<hr>")[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>x [@doe2001].</p>", "<p>x (Doe, 2001).</p>"),
        ("<p>[see @doe2001, p.&nbsp;3]</p>", "<p>(see Doe, 2001, p. 3)</p>"),
        ("<p>@doe2001 [p. 3] says</p>", "<p>Doe (2001, p. 3) says</p>"),
        ("<p>&#91;@doe2001&#93;</p>", "<p>(Doe, 2001)</p>"),
        ("<p>caf&eacute; [@doe2001] &amp; x</p>", "<p>caf&eacute; (Doe, 2001) &amp; x</p>"),
        ("<p>5 < 6 [@doe2001] > 3</p>", "<p>5 < 6 (Doe, 2001) > 3</p>"),
        ("<p>it's [@doe2001] isn't</p>", "<p>it's (Doe, 2001) isn't</p>"),
        ('<p title="a>b">[@doe2001]</p>', '<p title="a>b">(Doe, 2001)</p>'),
        ("<p>[<em>see</em> @doe2001]</p>", "<p>(<i>see</i> Doe, 2001)</p>"),
        ("<p>[@doe2001, p. 3 <b>x</b>]</p>", "<p>(Doe, 2001, p. 3 <b>x</b>)</p>"),
        ("<p>[@doe2001, <a href='y'>x</a>]</p>", "<p>(Doe, 2001, x)</p>"),
        ("<b>[@doe2001]</b>", "<b>(Doe, 2001)</b>"),
        (
            "<!-- <div id=refs></div> --><p>[@doe2001]</p>",
            "<!-- <div id=refs></div> --><p>(Doe, 2001)</p>",
        ),
        ("<script>'</body>'</script>[@doe2001]", "<script>'</body>'</script>(Doe, 2001)"),
    ],
)
def test_author_and_date(text: str, expected: str) -> None:
    after = flat(text).replace("\u00a0", " ")
    assert after == expected


@pytest.mark.parametrize(
    "text",
    [
        "<!-- [@doe2001] --><p>x</p>",
        "<script>'[@doe2001]'</script>",
        "<STYLE>@doe2001 {}</STYLE>",
        "<code>[@doe2001]</code>",
        "<pre>[@doe2001]</pre>",
        "<textarea>[@doe2001]</textarea>",
        "<title>[@doe2001]</title>",
        "<a title='[@doe2001]'>x</a>",
        '<a href="https://x.org/@doe2001">x</a>',
        "<img alt='[@doe2001]'>",
        "<p>a@doe2001</p>",
        "<p>[@</p><p>doe2001]</p>",
        "<p>[x</p><p>@nobody]</p>",
        "<p>\\@doe2001</p>",
        "<div id='refs'>[@doe2001]</div>",
        "<p>[bibliography]</p>",
    ],
)
def test_what_is_no_citation_stays(text: str) -> None:
    for marking in ("flat", "marked"):
        assert made(text, marking=marking).data.decode() == text


@pytest.mark.parametrize(
    "place",
    [
        '<div id="refs">{}</div>',
        "<div class=x id='refs'>{}</div>",
        "<section id=refs>{}</section>",
        "<DIV ID=refs>{}</DIV>",
        '<div id="refs"><div>{}</div></div>',
        "<p>[bibliography]</p>",
    ],
)
def test_where_the_bibliography_comes(place: str) -> None:
    text = f"<html><body><p>[@doe2001]</p>{place.format('old')}<p>end</p></body></html>"
    tree = html.fromstring(made(text).data.decode())
    assert "old" not in tree.text_content()
    shown = " ".join(tree.text_content().split())
    assert shown == "(Doe, 2001) Doe, A. (2001). Rivers of Stone. Gallimard. end"
    assert shown.count("Gallimard") == 1


PAGE = """<!DOCTYPE html>
<html lang=en><head><title>A [@b] &copy; page</title>
<style>p > a {{ content: "[@doe2001]" }}</style>
<script>if (a < b && c) document.write('<p>[@doe2001]</p>');</script></head>
<body class='x "y"' data-x="[@doe2001]"><!-- a -- b -->
<h1 id=a>Rivers &amp; <em>harbours</em></h1>
<p>One {0}, two&nbsp;{1}; <a href="x?a=1&amp;b=@doe2001">link</a><br/>
<svg><text>[@doe2001]</text></svg><input value="[@doe2001]">
<ul><li>{2}<li>x</ul><table><tr><td>{0}</table>
<pre>[@doe2001]</pre>
<div id="refs"></div></body></html>
"""


@pytest.mark.parametrize("marking", ["flat", "marked"])
def test_the_page_is_the_same_but_for_the_citations(marking: Any) -> None:
    text = PAGE.format("[@doe2001]", "[see @roe1999, p. 46]", "@doe2003")
    after = made(text, marking=marking).data.decode()
    wanted = PAGE.format("(Doe, 2001)", "(see Roe & Poe, 1999, p. 46)", "Doe (2003)")
    assert _elements(after) == _elements(wanted)


def _elements(text: str) -> list[tuple[Any, ...]]:
    """The elements of a page with their attributes and texts, without marks and the list."""
    tree = html.fromstring(text)
    (refs,) = tree.xpath("//*[@id='refs']")
    for child in list(refs):
        refs.remove(child)
    refs.text = None
    for mark in tree.xpath("//span[@data-cite]"):
        mark.drop_tag()
    return [
        (str(each.tag), sorted(each.attrib.items()), _plain(each.text), _plain(each.tail))
        for each in tree.iter()
    ]


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def test_notes_have_marks_and_texts() -> None:
    text = "<html><body><p>x [@doe2001], y [@doe2001, p. 3].</p></body></html>"
    tree = html.fromstring(made(text, NOTES).data.decode())
    (paragraph,) = tree.xpath("//body/p")
    assert paragraph.text_content() == "x,1 y.2"
    notes = [_plain(each.text_content()) for each in tree.xpath("//ol/li")]
    assert notes == [
        "Anna Doe, Rivers of Stone (Gallimard, 2001). ↩",
        "Doe, Rivers of Stone, 3. ↩",
    ]
    for link in tree.xpath("//sup/a | //li/a"):
        assert tree.get_element_by_id(link.get("href")[1:]) is not None


TEXTS = [
    "<p>x [@doe2001], @roe1999 [p. 46].</p>",
    '<body><p>[see "A &amp; B" -- @doe2001]</p><div id="refs"></div></body>',
    "<p>[@doe2001]</p>\r\n<p>[bibliography]</p>\r\n",
    "<span>a [@doe2001] <span>[<em>cf.</em> @roe1999]</span></span>",
    "<p>&#91;@doe2001&#93; <!-- x --></p>",
]


@pytest.mark.parametrize("text", TEXTS)
def test_another_run_is_a_first_run(text: str) -> None:
    for style in (APA, NOTES, NUMBERS):
        first = made(text, style, "marked").data.decode()
        assert first != text
        for other in (APA, NOTES, NUMBERS):
            assert made(first, other, "marked").data == made(text, other, "marked").data
            assert made(first, other).data == made(text, other).data


def test_places() -> None:
    text = "<p>x</p>\n <p>&amp; [@doe2001] [@nobody]</p>\n"
    (found,) = [each for each in made(text).diagnostics if each.code == "key-unknown"]
    assert (found.line, found.column) == (2, 22)
    after = made(text, marking="marked").data.decode()
    (again,) = [each for each in made(after).diagnostics if each.code == "key-unknown"]
    line = after.splitlines()[1]
    assert (again.line, again.column) == (2, line.index('<span data-cite="[@nobody]">') + 1)


def test_live_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        made("[@doe2001]", marking="live")
    assert caught.value.code == "manuscript-live-not-for"


@given(st.text(alphabet="ab<>/!-=\"'&;# \n\r\t[]()é"))
def test_where_nothing_is_cited_nothing_changes(text: str) -> None:
    assert made(text, marking="marked").data == text.encode()


PIECES = [
    "[@doe2001]", "@roe1999", "<p>", "</p>", "<b>", "</b>", "<!--", "-->", "<span>", "</span>",
    "&amp;", "<script>", "</script>", "[", "]", '"', "'", "<a ", ">", "[see ", "<div id=refs>",
    "</div>", "</body>", " ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_text_comes_back(pieces: list[str]) -> None:
    text = "".join(pieces)
    for style in (APA, NOTES):
        first = made(text, style, "marked").data
        assert made(first.decode(), style, "marked").data == first


HOSTILE = [
    "<", "<a", "<a ", '<a "', "<a '", "<!--", "<script>", "<pre", "<span>", '<span data-cite="',
    "&", "&amp;", "<!--cite:", "<div id=refs>", "<div id=refs ", "id=refs ", "<p>[bibliography]",
    "</body", "[@a", "[", "<b>[@a ", "</span>", "<div ", "<p> ", "[<b>", "[@doe2001]", "<svg",
    "</", "<!", "<?",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_take_a_time_that_grows_as_they_do(unit: str) -> None:
    def work(text: str) -> object:
        return read(text.encode(), restyle=False)

    assert_linear(work, lambda size: unit * size, 400)
    assert_time_linear(work, lambda size: unit * size)
    assert_time_linear(work, lambda size: f"<div {unit * size}")

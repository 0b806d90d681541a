"""Text, HTML, Markdown: forms are written, data is escaped."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl import Processor, Style
from citekit.csl.marks import Run, bare, runs
from citekit.csl.outputs import output
from citekit.csl.richtext import marked
from citekit.errors import UsageError
from citekit.model import Name, Reference

CSL = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>t</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography second-field-align="flush"><layout suffix=".">
<text variable="citation-number" prefix="[" suffix="]"/>
<text variable="title" font-style="italic"/></layout></bibliography></style>"""


def written(title: str, name: str) -> str:
    line: str = output(name).line(runs(marked(title)))
    return line


@pytest.mark.parametrize(
    ("title", "text", "html", "markdown"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>",
         "&lt;script&gt;alert(1)&lt;/script&gt;", r"\<script\>alert(1)\</script\>"),
        ("*étoiles* et _traits_", "*étoiles* et _traits_",
         "*étoiles* et _traits_", r"\*étoiles\* et \_traits\_"),
        ("[x](y)", "[x](y)", "[x](y)", r"\[x\](y)"),
        ("A & B &amp; C", "A & B &amp; C", "A &amp; B &amp;amp; C", r"A & B \&amp; C"),
        ("le <i>Homo</i> seul", "le Homo seul", "le <i>Homo</i> seul", "le *Homo* seul"),
        ("<b>gras</b>", "gras", "<b>gras</b>", "**gras**"),
        ("CO<sub>2</sub>", "CO2", "CO<sub>2</sub>", "CO<sub>2</sub>"),
        ("XIX<sup>e</sup>", "XIXe", "XIX<sup>e</sup>", "XIX<sup>e</sup>"),
        ('<span class="nocase">iPhone</span>', "iPhone", "iPhone", "iPhone"),
        ('<span style="font-variant:small-caps;">xix</span>', "xix",
         '<span style="font-variant:small-caps;">xix</span>',
         '<span style="font-variant:small-caps;">xix</span>'),
        ("<i>a", "<i>a", "&lt;i&gt;a", r"\<i\>a"),
        ("a</i>", "a</i>", "a&lt;/i&gt;", r"a\</i\>"),
        ("a <em>b</em>", "a <em>b</em>", "a &lt;em&gt;b&lt;/em&gt;", r"a \<em\>b\</em\>"),
        ("<i>a <b>b</i> c</b>", "a <b>b c</b>",
         "<i>a &lt;b&gt;b</i> c&lt;/b&gt;", r"*a \<b\>b* c\</b\>"),
        ("1. Introduction", "1. Introduction", "1. Introduction", r"1\. Introduction"),
        ("# titre", "# titre", "# titre", r"\# titre"),
        ("l'été", "l'été", "l'été", "l'été"),
        ("voir https://a.org/b_c*d.", "voir https://a.org/b_c*d.",
         "voir https://a.org/b_c*d.", "voir <https://a.org/b_c*d>."),
        ("mot<i>s</i>suite", "motssuite", "mot<i>s</i>suite", "mot*s*suite"),
        ("mot<i>?</i>suite", "mot?suite", "mot<i>?</i>suite", "mot<i>?</i>suite"),
    ],
)  # fmt: skip
def test_three_outputs(title: str, text: str, html: str, markdown: str) -> None:
    assert written(title, "text") == text
    assert written(title, "html") == html
    assert written(title, "markdown") == markdown


def test_italics_inside_italics_are_roman() -> None:
    work = Reference(id="x", type="book", title="Le <i>Cid</i> relu")
    (entry,) = Processor(Style.load(CSL), [work], output="html").bibliography().entries
    assert "<i>Le </i>Cid<i> relu</i>" in entry


def test_the_first_field_apart() -> None:
    work = Reference(id="x", type="book", title="T")
    style = Style.load(CSL)
    assert str(Processor(style, [work]).bibliography()) == "[1] T.\n"
    assert str(Processor(style, [work], output="html").bibliography()) == (
        '<div class="csl-bib-body">\n  <div class="csl-entry">'
        '<div class="csl-left-margin">[1]</div>'
        '<div class="csl-right-inline"><i>T</i>.</div></div>\n</div>\n'
    )
    assert str(Processor(style, [work], output="markdown").bibliography()) == "\\[1\\] *T*.\n"
    assert Processor(style, [work]).bibliography().second_field_align == "flush"


def test_entries_are_paragraphs() -> None:
    works = [Reference(id=key, type="book", title=key) for key in "ab"]
    assert str(Processor(Style.load(CSL), works).bibliography()) == "[1] a.\n\n[2] b.\n"


def test_an_unknown_output_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="text, html, markdown"):
        Processor(Style.load(CSL), [], output="pdf")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_html_shows_the_data_to_the_letter(title: str) -> None:
    reader = _Reader()
    reader.feed(output("html").line([Run(title, frozenset({"italic"}))]))
    reader.close()
    assert reader.text == title
    assert reader.tags <= {"i"}


@given(st.text(alphabet="<>/ib supa'\"=sn", max_size=60))
def test_rich_text_loses_no_character_outside_tags(title: str) -> None:
    plain = bare(marked(title))
    assert all(char in title for char in plain)
    if "<" not in title:
        assert plain == title


def test_a_name_is_escaped_too() -> None:
    work = Reference(
        id="x", type="book", title="T", author=(Name(literal="<b onclick=x>A</b> & fils"),)
    )
    entry = str(Processor("apa", [work], output="html").bibliography())
    assert "&lt;b onclick=x&gt;A&lt;/b&gt; &amp; fils" in entry

"""Outputs: each writes the forms and displays, escapes the data, and is well nested."""

from __future__ import annotations

import json
import re
import unicodedata
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl.marks import BEGIN, DISPLAY_BEGIN, END, FORMS, bare
from citekit.csl.outputs import OUTPUTS, output
from citekit.csl.outputs.runs import Run
from citekit.errors import UsageError
from citekit.text.characters import NARROW_NBSP, NBSP
from citekit.text.latex_reader import to_text


def form(name: str, text: str) -> str:
    return f"{BEGIN[name]}{text}{END}"


def display(name: str, text: str) -> str:
    return f"{DISPLAY_BEGIN[name]}{text}{END}"


NUMBERED = display("left-margin", "[1]") + display("right-inline", f"Roe, {form('italic', 'T')}.")
HEADED = (
    display("block", "Doe")
    + display("left-margin", " 1999")
    + display("right-inline", "Aaaa")
    + display("indent", "Abstract")
)


def test_an_unknown_output_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="text, html, markdown, latex, rtf, typst, runs"):
        output("pdf")


# What the suite's fixtures print: decorations_*, flipflop_*, display_*.
@pytest.mark.parametrize(
    ("marked", "html"),
    [
        (form("italic", "a"), "<i>a</i>"),
        (form("bold", "a"), "<b>a</b>"),
        (form("sup", "a") + form("sub", "b"), "<sup>a</sup><sub>b</sub>"),
        (form("small-caps", "a"), '<span style="font-variant:small-caps;">a</span>'),
        (form("underline", "a"), '<span style="text-decoration:underline;">a</span>'),
        (
            form("italic", "a" + form("font-style-normal", "b") + "c"),
            '<i>a<span style="font-style:normal;">b</span>c</i>',
        ),
        (
            form("bold", form("font-weight-normal", "b")),
            '<b><span style="font-weight:normal;">b</span></b>',
        ),
        (
            form("small-caps", form("font-variant-normal", "b")),
            '<span style="font-variant:small-caps;">'
            '<span style="font-variant:normal;">b</span></span>',
        ),
        ("a & <b> \"c\" 'd'", "a &#38; &#60;b&#62; \"c\" 'd'"),
        (form("font-weight-normal", "a"), "a"),
        (form("italic", form("font-weight-normal", "a")), "<i>a</i>"),
    ],
)
def test_html_is_that_of_the_suite(marked: str, html: str) -> None:
    assert output("html").line(marked) == html


def test_html_entries_are_those_of_the_suite() -> None:
    html = output("html")
    assert html.document([html.entry(NUMBERED)]) == (
        '<div class="csl-bib-body">\n'
        '  <div class="csl-entry">\n'
        '    <div class="csl-left-margin">[1]</div>'
        '<div class="csl-right-inline">Roe, <i>T</i>.</div>\n'
        "  </div>\n"
        "</div>\n"
    )
    assert html.entry(HEADED) == (
        '<div class="csl-entry">\n\n'
        '    <div class="csl-block">Doe</div>\n\n'
        '    <div class="csl-left-margin"> 1999</div><div class="csl-right-inline">Aaaa</div>\n'
        '  <div class="csl-indent">Abstract</div>\n'
        "  </div>"
    )


def test_text_sets_the_first_field_and_blocks_apart() -> None:
    text = output("text")
    assert text.entry(NUMBERED) == "[1] Roe, T."
    assert text.entry(HEADED) == "Doe\n1999 Aaaa\nAbstract"
    assert text.entry(display("left-margin", "1. ") + display("right-inline", " A")) == "1. A"
    assert text.entry(display("left-margin", "A") + display("right-inline", ", B")) == "A, B"
    assert text.entry(f"A. {display('indent', '')}") == "A. "
    assert text.document(["a", "b"]) == "a\n\nb\n"
    assert text.document([]) == ""


def test_forms_around_displays_go_on() -> None:
    marked = form("italic", display("block", "A") + display("indent", "B"))
    assert output("text").entry(marked) == "A\nB"


class _Reader(HTMLParser):
    """What HTML shows, and whether each element ends where it should."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)
        self.close()
        assert not self.open

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


MARKS = (*BEGIN.values(), *DISPLAY_BEGIN.values(), END)
DATA = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab é \\{}[]<>#$%&*_^~`'\"-.=+/:;()|@!?1"),
        st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]),
    ),
    max_size=40,
)
ANY_MARKS = st.lists(st.one_of(DATA, st.sampled_from(MARKS)), max_size=12).map("".join)
"""Text with marks anywhere: ends without a beginning, beginnings without an end."""


@given(ANY_MARKS)
def test_text_and_html_show_the_data_to_the_letter(marked: str) -> None:
    data = bare(marked)
    assert output("text").line(marked) == data
    reader = _Reader(output("html").line(marked))
    assert _lowered(reader.text) == _lowered(data)
    assert reader.tags <= {"i", "b", "sup", "sub", "span"}


@given(ANY_MARKS)
def test_an_entry_loses_no_character_but_blanks(marked: str) -> None:
    data = "".join(bare(marked).split())
    assert "".join(output("text").entry(marked).split()) == data
    shown = "".join(_Reader(output("html").entry(marked)).text.split())
    assert _lowered(shown) == _lowered(data)


def _lowered(text: str) -> str:
    """*text* with letters that are raised by themselves as letters: HTML raises them."""
    raised = {char: unicodedata.decomposition(char).partition("<super> ")[2] for char in {*text}}
    return "".join(
        "".join(chr(int(code, 16)) for code in raised[char].split()) or char for char in text
    )


# Each format's own specification says what would be markup.
@pytest.mark.parametrize(
    ("data", "written"),
    [
        ("<script>alert(1)</script>",
         {"html": "&#60;script&#62;alert(1)&#60;/script&#62;",
          "typst": r"\<script\>alert(1)\</script\>",
          "markdown": r"\<script\>alert(1)\</script\>",
          "latex": r"\textless{}script\textgreater{}alert(1)\textless{}/script\textgreater{}"}),
        (r"\input{/etc/passwd}",
         {"latex": r"\textbackslash{}input\{/etc/passwd\}", "rtf": r"\\input\{/etc/passwd\}",
          "typst": r"\\input{/etc/passwd}", "markdown": r"\\input{/etc/passwd}"}),
        ('#import "x"', {"typst": r"\#import \"x\"", "latex": r"\#import "+'"x"',
                         "markdown": r"\#import "+'"x"'}),
        (r"{\*\generator x}", {"rtf": r"\{\\*\\generator x\}"}),
        ("a // b /* c */ -- ... @x <y> $z$",
         {"typst": r"a \/\/ b /\* c \*/ \-\- \.\.. \@x \<y\> \$z\$"}),
        ("1. Un", {"typst": r"1\. Un", "markdown": r"1\. Un", "latex": "1. Un"}),
        ("(2006) Un", {"markdown": r"(2006\) Un"}),
        ("a. Un", {"markdown": r"a\. Un"}),
        ("A. Roe", {"markdown": "A. Roe"}),
        ("= Un", {"typst": r"\= Un"}),
        ("J.-P. Roe-Dow, 1-2", {"typst": r"J.\-P. Roe-Dow, 1\-2"}),
        ("l'\u00e9t\u00e9", {"typst": r"l\'"+"\u00e9t\u00e9", "latex": "l'\u00e9t\u00e9",
                          "rtf": r"l'\u233 ?t\u233 ?", "markdown": "l'\u00e9t\u00e9"}),
        (f"a{NBSP}b{NARROW_NBSP}c", {"latex": r"a~b\,c", "typst": f"a~b{NARROW_NBSP}c",
                                   "rtf": r"a\~b\u8239 ?c"}),
        ("\U0001f600", {"rtf": r"\u-10179 ?\u-8704 ?"}),
        ("[1] --", {"latex": "{[}1] -{}-"}),
        ("\u03bb\u2264", {"latex": "\u03bb\\ensuremath{\\leq}"}),
        ("a\nb", {"latex": "a b", "rtf": "a b", "typst": "a b", "markdown": "a b", "text": "a\nb"}),
        ("voir https://a.org/b_c?d=1.",
         {"markdown": "voir <https://a.org/b_c?d=1>.", "latex": r"voir \url{https://a.org/b_c?d=1}.",
          "typst": 'voir #link("https://a.org/b_c?d=1").', "html": "voir https://a.org/b_c?d=1."}),
        ("https://a.org/%20#x", {"latex": r"https://a.org/\%20\#x"}),
    ],
)  # fmt: skip
def test_data_is_no_markup(data: str, written: dict[str, str]) -> None:
    assert {name: output(name).line(data) for name in written} == written


@pytest.mark.parametrize(
    ("marked", "written"),
    [
        (form("italic", "Homo") + " seul",
         {"markdown": "*Homo* seul", "latex": r"\textit{Homo} seul", "rtf": r"{\i Homo} seul",
          "typst": "#emph[Homo] seul"}),
        (form("bold", "12"), {"markdown": "**12**", "latex": r"\textbf{12}", "rtf": r"{\b 12}",
                              "typst": "#strong[12]"}),
        ("XIX" + form("sup", "e"),
         {"markdown": "XIX<sup>e</sup>", "latex": r"XIX\textsuperscript{e}",
          "rtf": r"XIX{\super e}", "typst": "XIX#super[e]"}),
        (form("small-caps", "xix"),
         {"markdown": '<span style="font-variant:small-caps;">xix</span>',
          "latex": r"\textsc{xix}", "rtf": r"{\scaps xix}", "typst": "#smallcaps[xix]"}),
        (form("italic", f"Le {form('font-style-normal', 'Cid')} relu"),
         {"markdown": "*Le* Cid *relu*", "latex": r"\textit{Le \textup{Cid} relu}",
          "rtf": r"{\i Le {\i0 Cid} relu}", "typst": "#emph[Le ]Cid#emph[ relu]"}),
        ("mot" + form("italic", "?") + "suite", {"markdown": "mot<i>?</i>suite"}),
        # CommonMark looks at the sign next to the stars, here that of the tag or of the address.
        ("a" + form("italic", form("sup", "b")) + "c", {"markdown": "a<i><sup>b</sup></i>c"}),
        # In Typst a call would go on: an argument, a field, the end of a statement.
        (form("italic", "a") + "(b)", {"typst": "#emph[a];(b)"}),
        (form("italic", "a") + ".b", {"typst": "#emph[a];.b"}),
        (form("italic", "a") + "; b", {"typst": "#emph[a];; b"}),
        (form("italic", "a") + ". B", {"typst": "#emph[a]. B"}),
    ],
)  # fmt: skip
def test_forms(marked: str, written: dict[str, str]) -> None:
    assert {name: output(name).line(marked) for name in written} == written


def test_entries_set_apart_what_the_style_does() -> None:
    entries = {name: output(name).entry(NUMBERED) for name in ("markdown", "latex", "rtf", "typst")}
    assert entries == {
        "markdown": r"\[1\] Roe, *T*.",
        "latex": r"\CSLLeftMargin{[1]} \CSLRightInline{Roe, \textit{T}.}",
        "rtf": r"[1]\tab Roe, {\i T}.",
        "typst": r"#csl-left-margin[\[1\]]Roe, #emph[T].",
    }
    assert output("markdown").entry(HEADED) == "Doe\\\n1999 Aaaa\\\nAbstract"
    assert output("rtf").entry(HEADED) == r"Doe\line 1999\tab Aaaa\line Abstract"


def test_a_margin_and_its_point_are_no_list() -> None:
    marked = display("left-margin", "1") + display("right-inline", ". Roe")
    assert output("markdown").entry(marked) == r"1\. Roe"


def test_documents_are_whole() -> None:
    rtf = output("rtf").document([r"[1]\tab A", "B"], second_field_align="flush", entry_spacing=0)
    assert rtf.startswith(r"{\rtf1")
    assert rtf.isascii()
    assert rtf.count(r"\pard") == rtf.count(r"\par}") == 2
    assert r"\sa0\li720\fi-720\tx720 [1]\tab A\par" in rtf
    latex = output("latex").document(["A", "B"], hanging_indent=True)
    assert latex.count(r"\item ") == 2
    assert r"\setlength{\itemindent}{-1.5em}" in latex
    assert latex.count("{") == latex.count("}")
    typst = output("typst").document(["A", "B"], line_spacing=2, hanging_indent=True)
    assert "hanging-indent: 1.5em" in typst
    assert "leading: 1.95em" in typst
    assert "\n\nA\n\nB\n]\n" in typst
    assert output("markdown").document(["A", "B"]) == "A\n\nB\n"


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_bibliography_may_be_empty(name: str) -> None:
    assert isinstance(output(name).document([]), str)


def test_runs_have_the_forms_in_effect() -> None:
    marked = "a" + form("italic", f"b{form('bold', 'c')}{form('font-style-normal', 'd')}") + "e"
    assert output("runs").line(marked) == [
        Run("a"),
        Run("b", frozenset({"italic"})),
        Run("c", frozenset({"italic", "bold"})),
        Run("de"),
    ]
    assert output("runs").line(form("sup", form("sub", "a"))) == [Run("a", frozenset({"sub"}))]
    entry = output("runs").entry(NUMBERED)
    assert json.loads(entry) == [
        {"text": "[1]", "display": "left-margin"},
        {"text": "Roe, ", "display": "right-inline"},
        {"text": "T", "italic": True, "display": "right-inline"},
        {"text": ".", "display": "right-inline"},
    ]
    assert json.loads(output("runs").document([entry, "[]"])) == [json.loads(entry), []]


@pytest.mark.parametrize("name", [name for name in OUTPUTS if name not in ("text", "runs")])
@pytest.mark.parametrize("form_name", [form for form in FORMS if not form.endswith("normal")])
def test_every_form_is_written(name: str, form_name: str) -> None:
    assert output(name).line(form(form_name, "a")) != "a"


@given(ANY_MARKS)
def test_runs_hold_the_data_to_the_letter(marked: str) -> None:
    found = output("runs").line(marked)
    assert "".join(run.text for run in found) == bare(marked)
    assert all(run.text for run in found)
    assert all(left[1:] != right[1:] for left, right in pairwise(found))


@given(DATA)
def test_latex_reads_as_the_data(data: str) -> None:
    latex = output("latex").line(data)
    pieces = re.split(r"\\url\{([^{}]*)\}", latex)
    pieces[::2] = [to_text(piece) if piece.strip() else "" for piece in pieces[::2]]
    assert "".join("".join(pieces).split()) == "".join(data.split())


@given(ANY_MARKS)
def test_latex_and_rtf_groups_are_closed(marked: str) -> None:
    for name in ("latex", "rtf"):
        depth = 0
        for token in re.findall(r"\\.|[{}]", output(name).entry(marked), re.DOTALL):
            depth += {"{": 1, "}": -1}.get(token, 0)
            assert depth >= 0
        assert depth == 0


_RTF = re.compile(
    r"\\u(-?\d+) \?|\\([~_-])|\\([\\{}])|(?:\{\\[a-z]+0? |[{}])|\\(tab|line) |(.)", re.DOTALL
)
_SIGNS = {"~": NBSP, "_": "\u2011", "-": "\u00ad"}


@given(ANY_MARKS)
def test_rtf_reads_as_the_data(marked: str) -> None:
    rtf = output("rtf").line(marked)
    assert rtf.isascii()
    units: list[int] = []
    for token in _RTF.finditer(rtf):
        unit, sign, escaped, _, plain = token.groups()
        if unit:
            units.append(int(unit) & 0xFFFF)
        elif char := _SIGNS.get(sign, "") or escaped or plain:
            units.append(ord(char))
    read = b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le")
    assert read == bare(marked)


_TYPST = re.compile(
    r"\\(?P<escaped>\S)|#link\(\"(?P<url>(?:[^\"\\]|\\.)*)\"\);?|(?P<call>#[a-z]+(?:\([^()]*\))?\[)"
    r"|(?P<end>\];?)(?![(;]|\.\w)|(?P<nbsp>~)|(?P<shy>-\?)|(?P<markup>[#$*_`<>@\[\]\"'\\])|(?P<plain>.)",
    re.DOTALL,
)


@given(ANY_MARKS)
def test_typst_reads_as_the_data(marked: str) -> None:
    read, depth = "", 0
    for token in _TYPST.finditer(output("typst").line(marked)):
        assert not token["markup"]
        depth += bool(token["call"]) - bool(token["end"])
        assert depth >= 0
        url = (token["url"] or "").replace('\\"', '"').replace("\\\\", "\\")
        read += url or token["escaped"] or token["plain"] or ""
        read += NBSP if token["nbsp"] else "\u00ad" if token["shy"] else ""
    assert depth == 0
    assert read == bare(marked)


_MARKDOWN = re.compile(r"\\(?P<kept>.)|\*|<(?P<url>https?://[^<>]*)>")


@given(ANY_MARKS)
def test_markdown_reads_as_the_data(marked: str) -> None:
    markdown = output("markdown").line(marked)
    markdown = re.sub(r"</?(?:i|b|sup|sub|span)(?: style=\"[a-z:;-]*\")?>", "", markdown)
    assert _MARKDOWN.sub(lambda token: token["kept"] or token["url"] or "", markdown) == bare(
        marked
    )

"""LaTeX text: what commands print (LaTeX2e, biblatex), and text that comes back from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from bib_strategies import texts, titles
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from citekit.text.characters import NARROW_NBSP, NBSP, SOFT_HYPHEN
from citekit.text.latex import LATEX, ZOTERO, Dialect, from_text, is_balanced, to_text

NOCASE = '<span class="nocase">{}</span>'
CAPS = '<span style="font-variant:small-caps;">{}</span>'


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\'E}tude d'{\oe}uvre", "Étude d'œuvre"),
        (r"\'Etude d'\oe uvre", "Étude d'œuvre"),
        (r"No\"el, na{\"\i}f, \^{\i}le, Fran{\c c}ois, \c{c}a", "Noël, naïf, île, François, ça"),
        (r"Do\v{g}an \H{o} \r{a} \k e \~n \.z \=a \u{a}", "Doǧan ő å ę ñ ż ā ă"),
        (
            r"Erd\H os and \L{}ukasiewicz, Stra\ss e, \AA rhus",
            "Erdős and Łukasiewicz, Straße, Århus",
        ),
        (r"\~{} \^{} \textasciitilde{} \textbackslash x", r"~ ^ ~ \x"),
        (r"1990--1999 --- a~b", f"1990–1999 — a{NBSP}b"),
        ("``quoted'' and ?`que? !`si!", "“quoted” and ¿que? ¡si!"),
        (r"\enquote{a \enquote{b} c}", "“a ‘b’ c”"),
        (r"\og oui\fg{} non", f"«{NBSP}oui{NBSP}» non"),
        (r"p.\,12 in\-fi\-ni", f"p.{NARROW_NBSP}12 in{SOFT_HYPHEN}fi{SOFT_HYPHEN}ni"),
        (r"\emph{a} \textbf{b} {\em c d} {\it e\/}", "<i>a</i> <b>b</b> <i>c d</i> <i>e</i>"),
        (r"\textsc{xix}\textsuperscript{e}, 3\up{e}, H\textsubscript 2O", None),
        (r"$^{\textrm{e}}$ $x^2$ $a_{ij}$ $\alpha\to\beta$", None),
        (r"$\frac{1}{2}$ costs \$5", r"$\frac{1}{2}$ costs $5"),
        (r"\ensuremath{\leq} \(n^3\)", "≤ n<sup>3</sup>"),
        (r"\url{http://a.b/c_d} \href{http://a.b}{here}", "http://a.b/c_d here (http://a.b)"),
        (r"{\noopsort{1973a}}1973 \foreignlanguage{french}{oui}", "1973 oui"),
        (r"R \& D, 5 \%, \#1, a\_b, \{x\}", "R & D, 5 %, #1, a_b, {x}"),
        (r"\{\vphantom{\}} and \vphantom{\{}\}", "{ and }"),
        ("The {DNA} of {E}. coli", "The DNA of E. coli"),
        ("  many \n  spaces\t", "many spaces"),
        ("a <i>b</i> & c_d % e # f", "a <i>b</i> & c_d % e # f"),
    ],
)
def test_what_latex_prints(latex: str, text: str | None) -> None:
    expected = {
        r"\textsc{xix}\textsuperscript{e}, 3\up{e}, H\textsubscript 2O": (
            f"{CAPS.format('xix')}<sup>e</sup>, 3<sup>e</sup>, H<sub>2</sub>O"
        ),
        r"$^{\textrm{e}}$ $x^2$ $a_{ij}$ $\alpha\to\beta$": (
            "<sup>e</sup> x<sup>2</sup> a<sub>ij</sub> α→β"
        ),
    }.get(latex, text)
    assert to_text(latex) == expected


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("The {DNA} of life", f"The {NOCASE.format('DNA')} of life"),
        ("{{Whole title}}", NOCASE.format("Whole title")),
        ("{Whole title}", "Whole title"),
        (
            r"{\'E}cole {\em x} \emph{The {NASA}}",
            f"École <i>x</i> <i>The {NOCASE.format('NASA')}</i>",
        ),
        (r"{{\emph{E. coli}}} cells", f"{NOCASE.format('<i>E. coli</i>')} cells"),
        ("a {} b", "a b"),
    ],
)
def test_braces_that_protect_capitals(latex: str, text: str) -> None:
    assert to_text(latex, nocase=True) == text


def test_an_unknown_command_stays_and_is_told() -> None:
    unknown: set[str] = set()
    assert to_text(r"a \foo{b {c}}[d] \'e", unknown=unknown) == r"a \foo{b c}[d] é"
    assert unknown == {r"\foo"}


def test_paragraphs() -> None:
    assert to_text("one\n  two\n\n three", paragraphs=True) == "one two\n\nthree"
    assert to_text(r"one\par two", paragraphs=True) == "one\n\ntwo"
    assert to_text("one\n\ntwo") == "one two"


@pytest.mark.parametrize(
    ("dialect", "text", "latex"),
    [
        (LATEX, "50 % & $5, #1_a", r"50 \% \& \$5, \#1\_a"),
        (ZOTERO, "50 % & $5, #1_a", r"50 \% \& \$5, \#1\_a"),
        (
            LATEX,
            "a < b | ~ ^ \\",
            r"a \textless{} b \textbar{} \textasciitilde{} \textasciicircum{} \textbackslash{}",
        ),
        (ZOTERO, "a < b ~ ^ \\", r"a < b {\textasciitilde} {\textasciicircum} {\textbackslash}"),
        (LATEX, "{x} {", r"\{x\} \textbraceleft{}"),
        (ZOTERO, "{x} {", r"\{x\} \{\vphantom{\}}"),
        (ZOTERO, "Œuvres… d'été", "Œuvres… d'été"),
        (LATEX, "Œuvres… α", r"Œuvres… \ensuremath{\alpha}"),
        (ZOTERO, "XIX<sup>e</sup> <i>x</i>", r"XIX$^{\textrm{e}}$ \textit{x}"),
        (LATEX, "XIX<sup>e</sup> <i>x</i>", r"XIX\textsuperscript{e} \emph{x}"),
        (ZOTERO, "<i>a <b>b</b></i>", r"<i>a \textbf{b}</i>"),
        (LATEX, "a--b ''c", r"a-{}-b '{}'c"),
        (LATEX, f"p.{NARROW_NBSP}1{NBSP}:", r"p.\,1~:"),
    ],
)
def test_how_text_is_spelled(dialect: Dialect, text: str, latex: str) -> None:
    assert from_text(text, dialect) == latex


DIALECTS = st.sampled_from([LATEX, ZOTERO])


@given(texts, DIALECTS)
def test_text_comes_back(text: str, dialect: Dialect) -> None:
    latex = from_text(text, dialect)
    assert is_balanced(latex)
    assert to_text(latex) == text


@given(titles, DIALECTS)
def test_titles_come_back_with_their_capitals(title: str, dialect: Dialect) -> None:
    latex = from_text(title, dialect, nocase=True)
    assert is_balanced(latex)
    assert to_text(latex, nocase=True) == title


@given(st.lists(texts, min_size=1, max_size=3), DIALECTS)
def test_paragraphs_come_back(parts: list[str], dialect: Dialect) -> None:
    text = unicodedata.normalize("NFC", "\n\n".join(parts))
    assert to_text(from_text(text, dialect, paragraphs=True), paragraphs=True) == text


@given(st.text(alphabet=r"\{}$^_~'`\"-<>/iab% @!?[]()" + "\n", max_size=60), st.booleans())
def test_any_text_can_be_read(text: str, nocase: bool) -> None:
    to_text(text, nocase=nocase, paragraphs=True, unknown=set())


@pytest.mark.parametrize(
    "text",
    [
        lambda n: "{" * n,
        lambda n: r"\emph{" * n + "}" * n,
        lambda n: r"{\em " * n,
        lambda n: r"\'{" * n,
        lambda n: r"\'" * n,
        lambda n: "$a" * n,
        lambda n: r"\( " * n,
        lambda n: r"\foo{" * n,
        lambda n: " " * 9 * n + "a",
        lambda n: "$" + "^{" * n + "}" * n + "$",
    ],
)
def test_time_grows_no_faster_than_the_text(text: Callable[[int], str]) -> None:
    assert_linear(lambda source: to_text(source, nocase=True), text)

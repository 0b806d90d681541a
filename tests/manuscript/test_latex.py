"""LaTeX: expected citations by hand, from the manuals of biblatex and natbib and from APA 7."""

from __future__ import annotations

from typing import Any

import pytest
from beside import WORKS
from growth import assert_linear, assert_time_linear
from hypothesis import example, given
from hypothesis import strategies as st

from citekit.csl import Style
from citekit.errors import UsageError
from citekit.manuscript import Composed, typeset
from citekit.manuscript.latex import read

APA, NOTES, NUMBERS = (Style.load(name) for name in ("apa", "chicago-notes-bibliography", "ieee"))
DEFINITION = "\\providecommand{\\citekit}[2]{#2}\n"


def made(text: str, style: Style = APA, marking: Any = "flat") -> Composed:
    return typeset(read(text.encode(), restyle=False), WORKS, style, marking=marking)


def flat(text: str, style: Style = APA) -> str:
    """*text* with its citations, without what comes where the bibliography is."""
    after = made(f"{text}\\printbibliography!", style).data.decode()
    before, _, rest = after.partition("\\providecommand")
    assert rest.endswith("!")
    assert "Doe" in rest or "Roe" in rest
    return before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\cite{doe2001}", "(Doe, 2001)"),
        (r"\parencite[12]{doe2001}", "(Doe, 2001, p. 12)"),
        (r"\parencite[see][12]{doe2001}", "(see Doe, 2001, p. 12)"),
        (r"\parencite[see][]{doe2001}", "(see Doe, 2001)"),
        (r"\cite[][]{doe2001}", "(Doe, 2001)"),
        (r"\autocite[see][p.~12]{doe2001,roe1999}", r"(see Doe, 2001; Roe \& Poe, 1999, p. 12)"),
        (r"\cite { doe2001 , roe1999 }", r"(Doe, 2001; Roe \& Poe, 1999)"),
        (r"\textcite[3]{doe2001} says", "Doe (2001, p. 3) says"),
        (r"\Textcite{doe2001} says", "Doe (2001) says"),
        (r"\citet{doe2001} says", "Doe (2001) says"),
        (r"\citet*{doe2001} says", "Doe (2001) says"),
        (r"\citep[e.g.,][chap.~2]{doe2001}", "(e.g., Doe, 2001, Chapter 2)"),
        (r"\citep*{doe2001}", "(Doe, 2001)"),
        (r"\Citep{doe2001}", "(Doe, 2001)"),
        (r"\citeauthor{doe2001} and", "Doe and"),
        (r"\citeyearpar{doe2001}", "(2001)"),
        (r"\parencite*{doe2001}", "(2001)"),
        (r"\autocite*[3]{doe2001}", "(2001, p. 3)"),
        (
            r"\cites(see)()[3]{doe2001}[4]{roe1999}",
            r"(see Doe, 2001, p. 3; Roe \& Poe, 1999, p. 4)",
        ),
        (r"\parencites{doe2001}[see][4]{roe1999}", r"(Doe, 2001; see Roe \& Poe, 1999, p. 4)"),
        (r"\footcite[3]{doe2001}", r"\footnote{(Doe, 2001, p. 3)}"),
        (r"x\footnote{See \cite[3]{doe2001}.}", r"x\footnote{See (Doe, 2001, p. 3).}"),
        (r"x\footnote[1]{\cite{doe2001}} y", r"x\footnote[1]{(Doe, 2001)} y"),
        (r"\cite[{see [x]}][3--5]{doe2001}", "(see [x] Doe, 2001, pp. 3–5)"),
        (r"\cite[\emph{see}][]{doe2001}", r"(\textit{see} Doe, 2001)"),
        (r"\cite[\pno~3]{doe2001}", "(Doe, 2001, p. 3)"),
        (r"\cite[3\psq]{doe2001}", "(Doe, 2001, p. 3 sq.)"),
        ("\\cite%\n{doe2001}", "(Doe, 2001)"),
        ("\\cite[see\n][3]\n  {doe2001}", "(see Doe, 2001, p. 3)"),
        ("\\cite[3]% why\r\n  {doe2001}", "(Doe, 2001, p. 3)"),
        (r"\% \cite{doe2001}", r"\% (Doe, 2001)"),
        (r"\\% \cite{roe1999}" "\n" r"\cite{doe2001}", r"\\% \cite{roe1999}" "\n(Doe, 2001)"),
        (r"\href{http://x.org/%20a}{\cite{doe2001}}", r"\href{http://x.org/%20a}{(Doe, 2001)}"),
        (r"\verb|%| \cite{doe2001}", r"\verb|%| (Doe, 2001)"),
        (r"\emph{a \cite{doe2001}}", r"\emph{a (Doe, 2001)}"),
        (r"\cite{nobody} \cite{doe2001}", "(nobody?) (Doe, 2001)"),
    ],
)
def test_author_and_date(text: str, expected: str) -> None:
    assert flat(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            r"x \cite[3]{doe2001}.",
            r"x.\footnote{Anna Doe, \textit{Rivers of Stone} (Gallimard, 2001), 3.}",
        ),
        (
            r"x\footcite{doe2001}",
            r"x\footnote{Anna Doe, \textit{Rivers of Stone} (Gallimard, 2001).}",
        ),
        (
            r"x\footnote{See \cite{doe2001}, and more.}",
            r"x\footnote{See Anna Doe, \textit{Rivers of Stone} (Gallimard, 2001), and more.}",
        ),
        (
            r"x\footnote{\cite{doe2001}}",
            r"x\footnote{Anna Doe, \textit{Rivers of Stone} (Gallimard, 2001).}",
        ),
    ],
)
def test_notes(text: str, expected: str) -> None:
    assert flat(text, NOTES) == expected


def test_numbers() -> None:
    after = flat(r"\cite{roe1999} and \cite[3]{doe2001}", NUMBERS)
    assert after.replace("{[}", "[") == "[1] and [2, p. 3]"  # no option of a command before it


@pytest.mark.parametrize(
    "text",
    [
        r"% \cite{doe2001}",
        r"\verb|\cite{doe2001}|",
        r"\verb*!\cite{doe2001}!",
        r"\lstinline|\cite{doe2001}|",
        "\\begin{verbatim}\n\\cite{doe2001}\n\\end{verbatim}",
        "\\begin{lstlisting}[x]\n\\cite{doe2001}\n\\end{lstlisting}",
        r"\begin{comment}\cite{doe2001}\end{comment}",
        r"\newcommand{\mine}[1]{\cite{#1}}",
        r"\cite{}",
        r"\cite{doe2001",
        r"\cite[doe2001]",
        r"\cite[see]{}",
        r"\citekey{doe2001} \mycite{doe2001} \defcitealias{doe2001}{X}",
        r"\ref{doe2001} @doe2001 [@doe2001]",
        r"\printbibliography",
        r"\usepackage{biblatex}",
    ],
)
def test_what_is_no_citation_stays(text: str) -> None:
    for marking in ("flat", "marked"):
        assert made(text, marking=marking).data.decode() == text


def test_what_the_file_says() -> None:
    text = (
        "\\addbibresource[x=y]{a.bib}\n%\\addbibresource{no.bib}\n\\bibliography{b,c.bib}\n"
        "\\nocite{roe1999, doe2003}\n"
    )
    settings = read(text.encode(), restyle=False).settings
    assert settings.bibliography == ("a.bib", "b.bib", "c.bib")
    assert settings.uncited == ("roe1999", "doe2003")
    assert read(b"\\nocite{*}", restyle=False).settings.uncited == ("*",)


def test_the_packages_go() -> None:
    text = (
        "\\documentclass{article}\n\\usepackage[style=apa]{biblatex}\n\\addbibresource{a.bib}\n"
        "\\begin{document}\nx \\cite{doe2001}\n\\nocite{roe1999}\n\\end{document}\n"
    )
    after = made(text).data.decode()
    assert after.startswith("\\documentclass{article}\n\\begin{document}\nx (Doe, 2001)\n")
    assert after.endswith("\\end{document}\n")
    assert "Harbours and their cities" in after


TEXTS = [
    "\\begin{document}\nx \\cite[see][3]{doe2001}.\n\\end{document}\n",
    "x \\footcite{doe2001} y\\footnote{a \\cite{roe1999} b} \\cite{doe2003}.\\printbibliography\n",
    "\\usepackage{natbib}\r\n\\citep[see][]{doe2001}\r\n\\nocite{roe1999}\r\n\\bibliography{a}\r\n",
    "\\cite%}\n{doe2001} \\cites(see)[3]{doe2001}{roe1999}",
]


@pytest.mark.parametrize("text", TEXTS)
def test_another_run_is_a_first_run(text: str) -> None:
    for style in (APA, NOTES, NUMBERS):
        first = made(text, style, "marked").data.decode()
        assert first.splitlines()[0] == DEFINITION.strip()
        assert made(first, style, "marked").data.decode() == first
        for other in (APA, NOTES, NUMBERS):
            again = made(first, other, "marked").data
            assert again == made(text, other, "marked").data
            assert made(first, other).data == made(text, other).data


def test_what_was_replaced_is_in_the_mark() -> None:
    after = made(r"x \cite[3]{doe2001} y", marking="marked").data.decode()
    assert after.startswith(DEFINITION + r"x \citekit{\cite[3]{doe2001}}{(Doe, 2001, p. 3)} y")


def test_line_endings_stay() -> None:
    after = made("x \\cite{doe2001}\r\ny\r\n", marking="marked").data
    assert after.count(b"\n") == after.count(b"\r\n") > 2


def test_places() -> None:
    text = "x\n  \\cite{doe2001} y \\cite{nobody}\n"
    (found,) = [each for each in made(text).diagnostics if each.code == "key-unknown"]
    assert (found.line, found.column) == (2, 20)
    after = made(text, marking="marked").data.decode()
    (again,) = [each for each in made(after).diagnostics if each.code == "key-unknown"]
    line = after.splitlines()[2]
    assert (again.line, again.column) == (3, line.index(r"\citekit{\cite{nobody}}") + 1)


def test_live_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        made(r"\cite{doe2001}", marking="live")
    assert caught.value.code == "manuscript-live-not-for"


@given(st.text(alphabet="ab\\{}[]()%$&#_^~ \n\r\t,|@é"))
def test_where_nothing_is_cited_nothing_changes(text: str) -> None:
    assert made(text, marking="marked").data == text.encode()


PIECES = [
    "\\cite", "{doe2001}", "[", "]", "{", "}", "(", ")", "\\footnote{", "%", "\n", "\n\n", " ",
    "\\textcite{roe1999}", "\\footcite{doe2001}", "\\printbibliography", "\\\\", "\\verb|", "|",
    "\\nocite{doe2003}", "\\end{document}", "s", "*",
]  # fmt: skip


@example(["\\textcite{roe1999}", "%"])
@example(["\\nocite{doe2003}"])
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_text_comes_back(pieces: list[str]) -> None:
    text = "".join(pieces)
    for style in (APA, NOTES):
        first = made(text, style, "marked").data
        assert made(first.decode(), style, "marked").data == first


HOSTILE = [
    "\\", "{", "}", "[", "\\cite[", "\\cite{", "\\cite{a", "\\cites(", "\\footnote{",
    "\\footnote[", "\\citekit{", "\\citekit{a}{", "%", "\\verb|", "\\begin{verbatim}", "\\cite",
    "\\cite{a}", "\\cites{a}", "\\url{", "\\nocite{", "\\addbibresource[", "\\bibliography{",
    "\\cites(a)", "\\cite[a]", "\\cite{a,", "\\cites{doe2001}[", "(", "a{[", "\\cite ",
    "\\cite[\n", "\\usepackage[",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_take_a_time_that_grows_as_they_do(unit: str) -> None:
    def work(text: str) -> object:
        return read(text.encode(), restyle=False)

    assert_linear(work, lambda size: unit * size, 400)
    assert_time_linear(work, lambda size: unit * size)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\citeyear{doe2001}", "2001"),
        (r"\citeyearpar{doe2001}", "(2001)"),
        (r"\citealp[p.~3]{doe2001}", "Doe, 2001, p. 3"),
        (r"\citealt{doe2001}", "Doe 2001"),
    ],
)
def test_commands_without_parentheses(source: str, expected: str) -> None:
    assert flat(source).split("\n")[0] == expected


def test_a_command_that_makes_no_citation_is_told() -> None:
    document = read(b"x\n\\fullcite{doe2001} \\cite{doe2001}", restyle=False)
    told = [(each.code, each.line, each.parameters["command"]) for each in document.diagnostics]
    assert told == [("latex-command-left", 2, "fullcite")]

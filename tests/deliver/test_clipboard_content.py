"""How a work is laid out for the clipboard: with its own indent, or to stand in a sentence."""

from __future__ import annotations

import pytest

from citekit.csl import Bibliography
from citekit.deliver.clipboard import content

CHARSET = '<meta http-equiv="content-type" content="text/html; charset=utf-8">'
LEFT = '\n    <div class="csl-left-margin">[1]</div>'
RIGHT = '<div class="csl-right-inline">Foucault, <i>Surveiller</i>.</div>\n  '
TAB = '<span style="mso-tab-count:1">\t</span>'


def html_of(*entries: str, **layout: object) -> str:
    wrapped = tuple(f'<div class="csl-entry">{entry}</div>' for entry in entries)
    made = Bibliography(entries=wrapped, ids=(), document="", **layout)
    return content("text", made).html


def test_a_citation_is_no_paragraph() -> None:
    found = content("(Foucault)", "(<i>Foucault</i>)", r"({\i Foucault})")
    assert found.text == "(Foucault)"
    assert found.html == "(<i>Foucault</i>)"
    assert found.page == CHARSET + "(<i>Foucault</i>)"
    assert found.rtf == "{\\rtf1\\ansi\\ansicpg1252\n({\\i Foucault})}\n"


def test_several_citations_are_a_paragraph_each() -> None:
    found = content(["a", "b"], ["<i>a</i>", "b"], [r"{\i a}", "b"])
    assert found.text == "a\nb"
    assert found.html == "<p><i>a</i></p>\n<p>b</p>"
    assert found.rtf == "{\\rtf1\\ansi\\ansicpg1252\n{\\i a}\\par\nb}\n"


def test_a_form_that_is_not_given_is_not_offered() -> None:
    assert content("a") == ("a", "", "")
    assert content("a").page == ""


@pytest.mark.parametrize(
    ("layout", "style"),
    [
        ({}, "margin:0 0 12pt 0pt"),
        ({"entry_spacing": 0}, "margin:0 0 0pt 0pt"),
        ({"hanging_indent": True}, "margin:0 0 12pt 36pt;text-indent:-36pt"),
        ({"second_field_align": "flush"}, "margin:0 0 12pt 36pt;text-indent:-36pt"),
        ({"second_field_align": "margin"}, "margin:0 0 12pt 0pt;text-indent:-36pt"),
        ({"line_spacing": 2}, "margin:0 0 24pt 0pt;line-height:200%"),
    ],
)
def test_an_entry_bears_the_layout_of_the_style(layout, style) -> None:
    """CSL's options of ``cs:bibliography``; CSS 2.1, 8.3: margins are top, right, bottom, left."""
    assert html_of("Foucault.", "Veyne.", **layout) == (
        f'<p style="{style}">Foucault.</p>\n<p style="{style}">Veyne.</p>'
    )


@pytest.mark.parametrize(
    ("entry", "inner"),
    [
        (LEFT + RIGHT, f"[1]{TAB}Foucault, <i>Surveiller</i>."),
        ('Foucault.\n\n    <div class="csl-block">Note.</div>\n', "Foucault.<br>Note."),
        (
            'Foucault.\n    <div class="csl-indent">One.</div>\n  Two.',
            "Foucault.<br>One.<br>Two.",
        ),
        ("Foucault &#60;div&#62;", "Foucault &#60;div&#62;"),
    ],
)
def test_displays_are_tabs_and_breaks(entry, inner) -> None:
    assert html_of(entry, entry_spacing=0) == f'<p style="margin:0 0 0pt 0pt">{inner}</p>'


def test_a_bibliography_in_rtf_brings_no_font() -> None:
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times New Roman;}}\fs24"
    document = head + "\n{\\pard\\sl240\\slmult1\\sa240 Foucault.\\par}\n}\n"
    made = Bibliography(entries=("Foucault.",), ids=("a",), document=document)
    found = content("text", "", made).rtf
    assert found == "{\\rtf1\\ansi\\ansicpg1252" + document.removeprefix(head)


def test_the_rtf_that_citekit_writes_loses_its_font() -> None:
    import citekit

    works = citekit.parse(citekit.seed("politiques-et-management-public-2006.txt"))
    forms = [citekit.bibliography(works, "ieee", output=each) for each in ("text", "html", "rtf")]
    found = content(*forms)
    assert str(forms[2]).count("\\fonttbl") == 1
    assert "\\fonttbl" not in found.rtf
    assert "\\fs" not in found.rtf
    assert found.html.count("<p style=") == len(works.references)
    assert "<div" not in found.html
    assert "class=" not in found.html
    assert found.text == str(forms[0]).rstrip("\n")

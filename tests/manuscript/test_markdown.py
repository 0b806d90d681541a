"""Markdown: beside ``pandoc --citeproc``, and what is no citation stays to the letter.

Other expected citations are composed by hand from the rules of APA 7 (§8.11) and of Chicago 18.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from beside import BOOK, WORKS, citeproc, lines
from growth import assert_linear, assert_time_linear
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl import Style
from citekit.errors import UsageError
from citekit.manuscript import Composed, typeset
from citekit.manuscript.markdown import read
from citekit.manuscript.markdown_blocks import inline_code, structure

APA, NOTES = Style.load("apa"), Style.load("chicago-notes-bibliography")

_AFTER = "after the locator of a cite of a group a semicolon; CSL has cite-group-delimiter there"
_TYPED = "the author's own text is left alone"
DIFFERENCES: dict[str, dict[str, tuple[str, str]]] = {
    "apa": {"M (Doe, 2001, p. 3; 2003, p. 4; see also Roe & Poe, 1999).": ("p. 3, 2003", _AFTER)},
    "chicago-author-date": {
        "M (Doe 2001, 3; 2003, 4; see also Roe and Poe 1999).": ("3, 2003", _AFTER)
    },
    "chicago-notes-bibliography": {
        'V Dialogue "quoted words."[24]': ('"quoted words".[24]', _TYPED),
        '[12] Text of the note (Roe and Poe, "Harbours and Their Cities," 46). More.': (
            'note Roe and Poe, "Harbours and Their Cities," 46. More.',
            "in a note no parentheses that were not typed",
        ),
    },
    "citekit-iso690-author-date-fr": {
        "J (see, e.g., Roe et Poe 1999, pp. 45-47, 50).": ("1999, p. 45", "the plural is p. here"),
        "R (Doe 2001, pp. iv, vi–xi with suffix).": ("2001, p. iv", "the plural is p. here"),
        "O (cf. Doe 2001, sec. 4 ; contra Roe et Poe 1999, fig. 2b).": (
            "sect. 4",
            "the French locale of CSL has sect.; pandoc's is an older one",
        ),
    },
    "ieee": {},
}
"""Style → pandoc's line → what stands in citekit's instead, and why."""


def flat(text: str, style: Style = APA, **options: Any) -> str:
    return made(text.encode(), style, marking="flat", **options).data.decode()


def made(data: bytes, style: Style = APA, *, marking: Any = "marked", **options: Any) -> Composed:
    return typeset(read(data, restyle=False), WORKS, style, marking=marking, **options)


def body(text: str, style: Style = APA) -> str:
    """*text* with its citations, without the bibliography at its end."""
    return (
        flat(text, style).partition("\n\nDoe, A")[0].partition("\n\nRoe, B")[0].removesuffix("\n")
    )


@pytest.mark.parametrize("style", DIFFERENCES)
def test_beside_pandoc(style: str, data: Path, tmp_path: Path) -> None:
    pytest.importorskip("pypandoc")
    text = (data / "manuscript" / "article.md").read_text(encoding="utf-8")
    ours, theirs = lines(flat(text, Style.load(style))), citeproc(text, style, tmp_path)
    others = {theirs[n]: line for n, line in enumerate(ours) if line != theirs[n]}
    assert len(ours) == len(theirs)
    assert others.keys() == DIFFERENCES[style].keys()
    for line, (part, why) in DIFFERENCES[style].items():
        assert part in others[line], why
        assert part not in line


@pytest.mark.parametrize(
    "text",
    [
        "`[@doe2001]` x",
        "``a ` [@doe2001]`` x",
        "`a\n[@doe2001]` x",
        "~~~\n[@doe2001]\n~~~",
        "```r\n[@doe2001]\n```",
        "```\n[@doe2001]",
        "> ```\n> [@doe2001]\n> ```",
        "    [@doe2001]\n\nx",
        "- a\n\n      [@doe2001]",
        "<!-- [@doe2001] -->",
        "x <!-- a\n\n[@doe2001] --> y",
        "$[@doe2001]$",
        "$$\n[@doe2001]\n$$",
        "[t](http://x.org/@doe2001)",
        "[t]: http://x.org/@doe2001",
        "https://x.org/@doe2001",
        "<https://x.org/?@doe2001>",
        "<me@doe2001>",
        "me@doe2001.com",
        "@doe2001.bsky is no key; me@doe2001",
        '<div title="@doe2001">x</div>',
        "<pre>\n[@doe2001]\n</pre>",
        "<script>\nx = '[@doe2001]'\n</script>",
        "<style>\n@doe2001 {}\n</style>",
        "<code>[@doe2001]</code>",
        "\\[\\@doe2001\\]",
        "@fig-one, [@tbl-two], @sec-three",
        "{{< cite @doe2001 >}}",
        "`{cite:p}` is a role",
        "`` {cite:p}`doe2001` ``",
        "---\ntitle: '[@doe2001]'\n---\n\nx\n",
        "@nobody says",
        "[bibliography]",
    ],
)
def test_what_is_no_citation_stays(text: str) -> None:
    assert flat(text) == text
    assert made(text.encode()).data == text.encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\nx\n```\n[@doe2001]", "```\nx\n```\n(Doe, 2001)"),
        ("costs $5 [@doe2001] and $6", "costs $5 (Doe, 2001) and $6"),
        ("\\$ [@doe2001] \\$", "\\$ (Doe, 2001) \\$"),
        ("\\`[@doe2001]\\`", "\\`(Doe, 2001)\\`"),
        ("`a\n\n[@doe2001] b`", "`a\n\n(Doe, 2001) b`"),
        ("- a\n\n    [@doe2001]", "- a\n\n    (Doe, 2001)"),
        ("| a |\n|---|\n| [@doe2001] |", "| a |\n|---|\n| (Doe, 2001) |"),
        ("# A [@doe2001]", "# A (Doe, 2001)"),
        ("<div>\n\n[@doe2001]\n\n</div>", "<div>\n\n(Doe, 2001)\n\n</div>"),
        ("<span>@doe2001</span>", "<span>Doe (2001)</span>"),
        ("[a [@doe2001]](x)", "[a (Doe, 2001)](x)"),
        ("*[@doe2001]*", "*(Doe, 2001)*"),
        ("[@doe2001, see <https://x.org>]", "(Doe, 2001, see <https://x.org>)"),
        ("[@doe2001, https://x.org; @roe1999]", "(Doe, 2001, <https://x.org>; Roe & Poe, 1999)"),
        ("[see `x;y` @doe2001]", "(see x;y Doe, 2001)"),
        ("[@doe2001, <!-- x; y --> z]", "(Doe, 2001, z)"),
        ("[@doe2001, [x](y) w]", "(Doe, 2001, x w)"),
        ("[@doe2001, <em>x</em>]", "(Doe, 2001, x)"),
        ("[see *x* and **y** @doe2001]", "(see *x* and **y** Doe, 2001)"),
        ("@doe2001's", "Doe (2001)'s"),
        ("[@doe2001; @nobody]", "(Doe, 2001; nobody?)"),
        ("{cite}`doe2001`", "(Doe, 2001)"),
        ("{cite:p}`doe2001,roe1999`", "(Doe, 2001; Roe & Poe, 1999)"),
        ("{cite:p}`{see}doe2001{p. 3}`", "(see Doe, 2001, p. 3)"),
        ("{cite:t}`doe2001` says", "Doe (2001) says"),
        ("By {cite:author}`doe2001`", "By Doe"),
        ("in {cite:yearpar}`doe2001`", "in (2001)"),
        ("A `{cite:p}` role: {cite:p}`doe2001`", "A `{cite:p}` role: (Doe, 2001)"),
        ("x[^1]\n\n[^1]: a\n\n    b [@doe2001]\n\ny", "x[^1]\n\n[^1]: a\n\n    b (Doe, 2001)\n\ny"),
    ],
)
def test_author_and_date(text: str, expected: str) -> None:
    assert body(text) == expected


FULL = "Anna Doe, *Rivers of Stone* (Gallimard, 2001)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x [@doe2001].", f"x.^[{FULL}.]"),
        (
            "x [see @doe2001, p. 3], y",
            "x,^[See Anna Doe, *Rivers of Stone* (Gallimard, 2001), 3.] y",
        ),
        ("x^[see @doe2001, and y] z", f"x^[see {FULL}, and y] z"),
        ("x^[@doe2001] z", f"x^[{FULL}.] z"),
        ("x[^a]\n\n[^a]: See [@doe2001, p. 3].\n", f"x[^a]\n\n[^a]: See {FULL}, 3.\n"),
    ],
)
def test_notes(text: str, expected: str) -> None:
    assert body(text, NOTES).partition("\n\nDoe, Anna")[0].rstrip("\n") == expected.rstrip("\n")


@pytest.mark.parametrize(
    "before",
    ["1. ", "- ", "> - ", "# ", "a) ", "| a |\n|---|\n| ", "x\n  ", "x[^1]\n\n[^1]: y\n\n"],
)
def test_a_note_that_begins_a_line_leaves_what_makes_it_a_list(before: str) -> None:
    assert body(f"{before}[@doe2001]", NOTES).rstrip("\n") == f"{before}^[{FULL}.]"


def test_a_note_clings_to_the_word_before() -> None:
    assert body("Yes.  [@doe2001]", NOTES).rstrip("\n") == f"Yes.^[{FULL}.]"


def test_a_long_line_takes_a_time_that_grows_as_it_does() -> None:
    assert_time_linear(lambda text: made(text.encode(), NOTES), lambda n: "[@doe2001] x " * n, 400)


def test_notes_are_numbered_as_they_are_read() -> None:
    text = "x[^b] y [@doe2001] z\n\n[^b]: First [@doe2001].\n"
    after = body(text, NOTES)
    assert f"[^b]: First {FULL}." in after
    assert "y^[Doe, *Rivers of Stone*.] z" in after


def test_notes_of_myst() -> None:
    after = flat("x {cite:p}`doe2001`.\n", NOTES)
    assert after.startswith("x.[^cite-1]\n")
    assert f"\n[^cite-1]: {FULL}.\n" in after


@pytest.mark.parametrize(
    "place",
    [
        "[bibliography]",
        "[bibliographie]",
        "::: {#refs}\n:::",
        "::: {.x #refs}\nold\n:::",
        ":::: {#refs}\n::: y\n:::\n::::",
        "```{bibliography}\n```",
    ],
)
def test_where_the_bibliography_comes(place: str) -> None:
    after = flat(f"x [@doe2001]\n\n{place}\n\nend\n")
    assert after.split("\n\n", 1)[1].strip().splitlines() == [
        "Doe, A. (2001). *Rivers of Stone*. Gallimard.",
        "",
        "end",
    ]


def test_the_bibliography_is_not_in_code() -> None:
    text = "x [@doe2001]\n\n```\n[bibliography]\n```\n"
    assert flat(text).startswith("x (Doe, 2001)\n\n```\n[bibliography]\n```\n")


def test_front_matter() -> None:
    text = (
        "---\nbibliography: [a.bib, b.json]\ncsl: ieee\nlang: fr-FR\n"
        "nocite: |\n  @roe1999, @{doe2003}\n---\nx\n"
    )
    settings = read(text.encode(), restyle=False).settings
    assert settings.bibliography == ("a.bib", "b.json")
    assert (settings.style, settings.locale) == ("ieee", "fr-FR")
    assert settings.uncited == ("roe1999", "doe2003")
    everything = read(b"---\nnocite: '@*'\nbibliography: a.bib\n---\n", restyle=False).settings
    assert (everything.uncited, everything.bibliography) == (("*",), ("a.bib",))


def test_nocite_is_listed() -> None:
    after = flat("---\nnocite: '@roe1999'\n---\nx [@doe2001]\n")
    assert "\n\nRoe, B., & Poe, C. (1999). Harbours" in after


def test_line_endings_and_the_byte_order_mark_stay() -> None:
    after = made(b"\xef\xbb\xbfx [@doe2001]\r\n\r\ny\r\n").data
    assert after.startswith(b"\xef\xbb\xbfx ")
    assert after.count(b"\n") == after.count(b"\r\n") > 2
    flat_after = made(b"\xef\xbb\xbfx [@doe2001]\r\n\r\ny\r\n", marking="flat").data
    assert flat_after.startswith(b"\xef\xbb\xbfx (Doe, 2001)\r\n\r\ny\r\n")


TEXTS = [
    "x [@doe2001; see @roe1999, p. 46].\n\n@doe2001 [p. 3] and -@roe1999.\n",
    "[@doe2001] begins.\n\n::: {#refs}\n:::\n\nend\n",
    'x [see "A & B" -- <i> @doe2001].\r\n\r\n[bibliography]\r\n\r\nend',
    "x^[see @doe2001, x] and[^1] [@doe2001].\n\n[^1]: a [@roe1999] b.\n",
    "{cite:p}`doe2001` and {cite:t}`roe1999`.\n",
    "# A [@doe2001]\n\n<!-- x -->\n<span>a</span> [@doe2001]\n\n- [@roe1999]",
]


@pytest.mark.parametrize("text", TEXTS)
def test_another_run_is_a_first_run(text: str) -> None:
    data = text.encode()
    for style in (APA, NOTES):
        first = made(data, style).data
        assert first != data
        assert made(first, style).data == first
        for other in (APA, NOTES):
            assert made(first, other).data == made(data, other).data
    assert flat(made(data).data.decode(), NOTES) == flat(text, NOTES)


@pytest.mark.parametrize("text", TEXTS)
def test_marks_are_not_seen(text: str, tmp_path: Path) -> None:
    pytest.importorskip("pypandoc")
    for style in (APA, NOTES):
        assert lines(made(text.encode(), style).data.decode()) == lines(flat(text, style))


def test_places() -> None:
    text = "---\ntitle: x\n---\n\nx [@doe2001] y\n  [@nobody] z [@no2].\n"
    expected = [("nobody", 6, 3), ("no2", 6, 15)]
    for data in (text.encode(), made(text.encode()).data):
        found = [each for each in made(data).diagnostics if each.code == "key-unknown"]
        assert [(each.parameters["key"], each.line) for each in found] == [
            (key, line) for key, line, _ in expected
        ]
    found = [each for each in made(text.encode()).diagnostics if each.code == "key-unknown"]
    assert [each.column for each in found] == [column for _, _, column in expected]


def test_places_in_an_own_output_are_those_of_that_file() -> None:
    after = made(b"x [@doe2001] y [@nobody]\n").data
    (found,) = [each for each in made(after).diagnostics if each.code == "key-unknown"]
    assert found.line == 1
    assert found.column == after.decode().index('<span data-cite="[@nobody]"') + 1


def test_a_list_after_code_does_not_go_on_with_it() -> None:
    text = "x [@doe2001]\n\n```\ncode\n```"
    for marking in ("flat", "marked"):
        after = made(text.encode(), marking=marking).data.decode()
        assert "\n```\n" in after.replace("<!--cite:-->", "")
        at = after.index("Doe, A.")
        assert structure(after).code[0][1] <= at


def test_live_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        made(b"[@doe2001]", marking="live")
    assert caught.value.code == "manuscript-live-not-for"


@given(st.text(alphabet="ab `$[]()<>!-*_#:{}\\\n\r\t.;,^|~\"'&\ufeffé"))
def test_where_nothing_is_cited_nothing_changes(text: str) -> None:
    data = text.encode()
    assert made(data).data == data
    assert made(data, NOTES).data == data


PIECES = [
    "[@doe2001]", "@doe2001", "[see @roe1999, p. 3]", "\n\n", " ", "`", "$", "[", "]", "(", "^[",
    "*", "a", ".", "<!--", "-->", "<b>", "\\", "[^1]", "[^1]: ", "    ", "<span>", "</span>",
    "::: {#refs}\n", ":::\n", "> ", "- ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_any_text_comes_back(pieces: list[str]) -> None:
    data = "".join(pieces).encode()
    for style in (APA, NOTES):
        first = made(data, style).data
        assert made(first, style).data == first


HOSTILE = [
    "[", "]", "@", "[@a", "<", "\\", "`", "$", "$$", "<!--", "^[", "[^1]", "[^1]: ", "[a\n",
    "<a ", "<span>", '<span data-cite="', "<!--cite:", "<pre>", "::: {#refs}\n", "{#refs", "*",
    "_", "(", "](", "http:", "    x\n\n", "- a\n\n      x\n\n", "> ", "\n", " ", "{{<", "{cite}`",
    "[^1]: a\n", "</span>", "--", "`` ` ", "[@doe2001] ", "<a\"", "[@doe2001]: ", "&", "\\`",
    "::: {",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_take_a_time_that_grows_as_they_do(unit: str) -> None:
    def work(text: str) -> object:
        return read(text.encode(), restyle=False)

    assert_linear(work, lambda size: unit * size, 400)
    assert_time_linear(work, lambda size: unit * size)


@pytest.mark.parametrize("line", ["`" * 3 + "x", "$x", "{#refs ", ":", "<a", "[a"])
def test_long_lines(line: str) -> None:
    assert_time_linear(lambda text: structure(f"::: a{text}x\n"), lambda size: line * size)
    assert_time_linear(inline_code, lambda size: line * size)


def test_code_in_a_long_list_item() -> None:
    def make(size: int) -> str:
        return "1234. a\n\n" + "           code\n\n      text\n\n" * size

    assert_time_linear(lambda text: read(text.encode(), restyle=False), make, 500)


def test_backticks_of_every_length() -> None:
    assert_time_linear(inline_code, lambda size: "a".join("`" * n for n in range(size // 20)), 4000)


def test_ten_thousand_brackets() -> None:
    text = "[" * 10_000 + "@doe2001" + "]" * 10_000
    assert b"(Doe, 2001)" in made(text.encode(), marking="flat").data
    assert made(("@" * 1_000_000).encode()).data == b"@" * 1_000_000


def test_the_references_count_not_the_order_of_the_keys() -> None:
    assert made(b"[@doe2001]").cited == (BOOK.id,)


# What reviews of real manuscripts found


def shown(text: str, style: Style = APA) -> str:
    """*text* with its citations between marks, up to the bibliography at its end."""
    return made(text.encode(), style).data.decode().partition("\n\n<!--cite:-->")[0]


CITED = '<span data-cite="[@doe2001]">(Doe, 2001)</span>'


@pytest.mark.parametrize(
    "text",
    [
        "Term\n:   Definition.\n\n    More [@doe2001].",
        "a.  item\n\n    more [@doe2001]",
        "#.  item\n\n    more [@doe2001]",
        "(@)  example\n\n    more [@doe2001]",
        "(ii) item\n\n    more [@doe2001]",
        "  Right   Left\n-------   ------\n     12   [@doe2001]\n     13   x",
        "```{note}\nSee [@doe2001].\n```",
        "````{admonition} Title\n```{tip}\nSee [@doe2001].\n```\n````",
        "> Quoted words\n> and [@doe2001].",
        "[^a]\n\n[^a]: note\n\n    more [@doe2001]",
    ],
)
def test_indented_text_of_pandoc_and_directives_of_myst_are_text(text: str) -> None:
    assert shown(text) == text.replace("[@doe2001]", CITED)


@pytest.mark.parametrize(
    "text",
    [
        "    code [@doe2001]",
        "a.  item\n\n        code [@doe2001]",
        "[^a]\n\n[^a]: note\n\n    ~~~\n    [@doe2001]\n    ~~~\n\n        code [@doe2001]",
        "```{code-block} md\n[@doe2001]\n```",
        "````{note}\n```\n[@doe2001]\n```\n````",
        "\\begin{quote}\nraw @doe2001 & [@doe2001]\n\\end{quote}",
        "Text.\n\n---\nabstract: |\n  [@doe2001]\nnote: x\n---",
        '```html\n<span data-cite="[@x]">(X)</span>\n<!--cite:-->foo<!--/cite-->\n```',
        '`<span data-cite="a">b</span>` and ``<!--cite:-->c<!--/cite-->``',
    ],
)
def test_code_and_what_pandoc_leaves_to_others_is_left(text: str) -> None:
    assert shown(f"{text}\n\n[@doe2001]") == f"{text}\n\n{CITED}"


def test_a_rule_between_paragraphs_is_no_head_of_settings() -> None:
    text = "One.\n\n---\n\nNote: two [@doe2001].\nMore text\n\n---\n\nThree."
    assert shown(text) == text.replace("[@doe2001]", CITED)


def test_a_citation_goes_over_the_lines_of_a_quotation() -> None:
    text = "> Quoted [@doe2001,\n> p. 3] and @doe2001\n> [p. 5] x [see\n> @doe2001]."
    assert flat(text).splitlines()[0] == (
        "> Quoted (Doe, 2001, p. 3) and Doe (2001, p. 5) x (see Doe, 2001)."
    )
    again = made(made(text.encode(), APA).data, APA)
    assert again.data == made(text.encode(), APA).data


def test_the_list_begins_behind_an_empty_line_and_so_does_its_mark() -> None:
    text = shown("x [@doe2001].\n\n[bibliography]\n\nEnd.\n")
    assert "<!--cite:[bibliography]-->\n\nDoe, A" in text
    data = made(b"[@doe2001]\n\n  a   b\n --- ---\n x   y\n", APA).data.decode()
    assert " x   y\n\n<!--cite:-->\n\nDoe, A" in data


def test_a_grid_table_stays_as_it_is_drawn() -> None:
    table = "+------------+----+\n| [@doe2001] | b  |\n+------------+----+\n"
    result = made(f"{table}\n[@doe2001]\n".encode(), APA)
    assert result.data.decode().startswith(f"{table}\n{CITED}")
    assert [(each.code, each.line) for each in result.diagnostics if each.line] == [
        ("marker-in-grid-table", 2)
    ]


def test_superscripts_are_pandocs_or_mysts() -> None:
    nature = Style.load("nature")
    assert body("As shown [@doe2001].", nature).startswith("As shown ^1^.")
    assert body("As {cite:p}`doe2001`.", nature).startswith("As {sup}`1`.")


def test_keys_may_be_addresses() -> None:
    key = "https://example.org/a?b=1"
    data = f"x [@{{{key}}}, p. 3]".encode()
    result = typeset(read(data, restyle=False), [WORKS[0].replace(id=key)], APA, marking="flat")
    assert result.cited == (key,)


def test_references_of_the_front_matter_are_known() -> None:
    head = "---\nreferences:\n- id: in2020\n  type: book\n  title: Inside\n  issued: 2020\n---\n"
    assert "(*Inside*, 2020)" in flat(f"{head}x [@in2020].")
    codes = {each.code for each in made(f"{head}x [@in2020].".encode(), APA).diagnostics}
    assert "key-unknown" not in codes


def test_settings_anywhere_count() -> None:
    document = read(b"x\n\n---\nnocite: |\n  @doe2001\n---\n", restyle=False)
    assert document.settings.uncited == ("doe2001",)
    assert document.story == ()


def test_in_a_note_the_stop_inside_quotation_marks_goes_too() -> None:
    text = flat("x [@roe1999].\n\ny^[See @roe1999; and @roe1999.]", NOTES)
    note = text.partition("y^[")[2].partition("]")[0]
    words = "Roe and Poe, “Harbours and Their Cities”"
    assert note == f"See {words}; and {words}."


def test_a_note_ends_in_one_stop_after_an_abbreviation() -> None:
    style = Style.load("citekit-iso690-note-fr")
    text = "x [@doe2001]. y [@roe1999].\n\ny^[Voir @doe2001.] z^[Voir @doe2001, puis.]"
    assert ".." not in flat(text, style)


def test_mysts_notes_take_no_label_that_is_there() -> None:
    text = flat("{cite:p}`doe2001`[^cite-1]\n\n[^cite-1]: own\n", NOTES)
    assert text.startswith("[^cite-2][^cite-1]\n\n[^cite-1]: own\n")
    assert text.count("[^cite-1]:") == text.count("[^cite-2]:") == 1


def test_mysts_roles_without_parentheses() -> None:
    assert body("{cite:year}`doe2001` {cite:alp}`doe2001`") == "2001 Doe, 2001"


def test_a_number_that_begins_an_item_makes_no_list() -> None:
    style = Style.load("iso690-numeric-en")
    text = body("- [@doe2001] x\n\n> [@doe2001] y\n", style)
    assert text.startswith("- (1\\) x\n\n> (1\\) y")


@pytest.mark.parametrize(
    "piece",
    [
        "a. x\n\n    y\n\n",
        "+--+\n|a|\n",
        "\n---\na: b\n",
        "\\begin{a}\n",
        "--- ---\n   x\n",
        "```{note}\n",
    ],
)
def test_such_blocks_take_time_in_proportion(piece: str) -> None:
    assert_time_linear(structure, lambda size: piece * size, 500)
    assert_time_linear(
        lambda text: read(text.encode(), restyle=False), lambda size: piece * size, 500
    )

"""Typed citations: beside pandoc's own reading of them, and there and back.

Locators by hand, from pandoc's manual (Citation syntax) and the abbreviations of CSL 1.0.2.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from growth import assert_linear, assert_time_linear
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl import Citation, Cite
from citekit.csl.locators import split_locator
from citekit.manuscript.markers import find_markers, typed

Read = list[list[tuple[str, str, str]]]
"""Of each citation the cites: key, mode, prefix."""

SAME = """
[@doe]
[see @doe]
[see @doe, p. 12]
[@doe, p. 12; @roe]
[see @doe, pp. 33-35, 38-39 and *passim*; also @roe, chap. 3]
[-@doe]
[-@doe, p. 3]
@doe says
@doe [p. 3] says
@doe [p. 3; see @roe] says
@doe [p. 3; -@roe]
@doe [see p. 3]
@doe [*p.* 3]
@doe[p. 3]
@doe\\n[p. 3]
@doe\\n\\n[p. 3]
@doe [p. 3] [x]
@doe []
@doe [;]
@doe [; @roe]
@doe [p. 3; x]
@doe [x](url)
@doe [p. 3](url)
@doe [p. 3 [sic]]
-@doe says
-@doe [p. 3]
@{doe} [p. 3]
[@{https://example.com/bib?name=foobar&date=2000}, p. 33]
@{doe 01}
@doe: he
@doe…
@doe?
@doe's
@doe’s
@doe-based
@doe,@roe
[@doe:a.b_c-d]
[@doe--x]
[@doe::x]
[@doe_]
@doe_ x
[@_doe]
[@1999doe]
[@éa]
@Müller2001 x
[@日本2001]
[@doe/x]
[@doe#x]
[@doe$x]
[@doe%x]
[@doe&x]
[@doe+x]
[@doe?x]
[@doe<x>]
[@doe~x]
[@doe-]
[@doe.]
[@doe:]
[@doe's]
[@doe, ]
[@doe,p. 3]
[@doe p. 3]
[@doe 33]
[@doe{p. 3}]
[@doe{}, 99 years later]
[@doe, {pp. iv, vi-xi, (xv)-(xvii)} with suffix here]
[@doe [p. 3]]
[@doe, [sic] x]
[see [x] @doe]
[see [x; y] @doe]
[@doe, x [y](z) w]
[@doe,\\np. 3]
[see\\n@doe]
[@doe,\\n\\np. 3]
[ see  @doe , p. 3 ]
[@doe ; @roe]
[@doe,p.3;@roe,p.4]
[@doe @roe]
[@doe and @roe]
[see, e.g., @doe]
[cf. @doe; cf. -@roe, p. 3]
[(@doe)]
[("@doe")]
[–@doe]
[- @doe]
[x-@doe]
x-@doe
[*see* @doe]
[see "x; y" @doe]
[@doe, \\; x]
[@doe, \\] x]
[@doe, x @ y]
[@doe, a@b.c]
[@doe; x]
[x; @doe]
[@doe;]
[;@doe]
[@doe;; @roe]
[@doe, x; y]
[a@b.com; @doe]
[x@doe]
x@doe
a@b.com
\\@doe
[\\@doe]
\\[@doe]
[@doe\\]
[@doe
@doe]
@
[@]
@ doe
[@ doe]
[@doe](url)
[@doe]{.c}
[@doe]: x
[@doe] [x]
[@doe] [@roe]
[[@doe]]
[x [@doe] y]
[x [@doe]](u)
(see [@doe])
*@doe*
**[@doe]**
*see @doe [p. 3]*
^[see @doe]
^[see [@doe]]
x^[@doe p. 3]
# Title [@doe]
> quote [@doe]
- item [@doe]
""".strip().splitlines()

OTHER: dict[str, tuple[Read, str]] = {
    "[@doe, @roe]": (
        [[("doe", "normal", ""), ("roe", "normal", "")]],
        "a comma right before a key is typed for a semicolon",
    ),
    "@doe [@roe]": (
        [[("doe", "in-text", "")], [("roe", "normal", "")]],
        "@doe may be the name of an account: the citation after it must not be lost with it",
    ),
    "@doe [see @roe]": ([[("doe", "in-text", "")], [("roe", "normal", "see")]], "the same"),
    "[@doe][x]": (
        [[("doe", "normal", "")]],
        "brackets side by side are rather a citation and words than a link to a missing address",
    ),
    "[@doe][@roe]": ([[("doe", "normal", "")], [("roe", "normal", "")]], "the same"),
    "@doe/@roe": ([[("doe", "in-text", "")]], "what follows a slash is part of an address"),
    "https://example.social/@doe": ([], "the same"),
    "@doe@roe": ([[("doe", "in-text", "")]], "the address of an account in the Fediverse"),
    "@doe-@roe": (
        [[("doe", "in-text", "")], [("roe", "in-text", "")]],
        "a hyphen after a key joins words, it hides no names",
    ),
    "[cf.@doe]": ([[("doe", "normal", "cf.")]], "the space was forgotten"),
    "[@*]": ([], "all works: only in nocite"),
    "@{do{e}}": ([], "no program makes keys with braces"),
    "[[[x]] @doe]": ([[("doe", "in-text", "")]], "brackets in brackets in brackets"),
    "[@doe, [x@y] z]": ([[("doe", "in-text", "")]], "an @ in an inner bracket"),
}
"""What is read otherwise than pandoc does, on purpose, and why."""

_MODES = {"NormalCitation": "normal", "AuthorInText": "in-text", "SuppressAuthor": "no-names"}


def plain(inlines: list[dict[str, Any]]) -> str:
    """Pandoc's inlines as they are typed."""
    pieces = []
    for each in inlines:
        kind, content = each["t"], each.get("c")
        if kind == "Str":
            pieces.append(content)
        elif kind in ("Space", "SoftBreak"):
            pieces.append(" ")
        elif kind == "Emph":
            pieces.append(f"*{plain(content)}*")
        elif kind == "Cite":
            pieces.append(plain(content[1]))
        elif kind == "Link":
            pieces.append(f"[{plain(content[1])}]({content[2][0]})")
        else:
            raise AssertionError(kind)
    return "".join(pieces)


def pandoc(text: str) -> list[list[tuple[str, str, str, str]]]:
    """The citations that pandoc reads in *text*; prefixes and suffixes without outer spaces."""
    pypandoc = pytest.importorskip("pypandoc")
    found = []

    def visit(node: Any) -> None:
        if isinstance(node, dict) and node.get("t") == "Cite":
            found.append(
                [
                    (
                        cite["citationId"],
                        _MODES[cite["citationMode"]["t"]],
                        plain(cite["citationPrefix"]).strip(),
                        plain(cite["citationSuffix"]).strip(),
                    )
                    for cite in node["c"][0]
                ]
            )
        elif isinstance(node, dict | list):
            for child in node.values() if isinstance(node, dict) else node:
                visit(child)

    visit(json.loads(pypandoc.convert_text(text, "json", format="markdown-smart"))["blocks"])
    return found


def citekit(text: str) -> Read:
    return [
        [
            (cite.id, _mode(marker.citation, cite, number), (cite.prefix or "").strip())
            for number, cite in enumerate(marker.citation.cites)
        ]
        for marker in find_markers(text)
    ]


def _mode(citation: Citation, cite: Cite, number: int) -> str:
    if cite.suppress_author or citation.mode == "suppress-author":
        return "no-names"
    return "in-text" if citation.mode == "composite" and not number else "normal"


@pytest.mark.parametrize("form", SAME)
def test_as_pandoc_reads_it(form: str) -> None:
    text = form.replace("\\n", "\n")
    theirs = pandoc(text)
    assert citekit(text) == [[cite[:3] for cite in citation] for citation in theirs]
    ours = [cite for marker in find_markers(text) for cite in marker.citation.cites]
    for cite, (_, _, _, suffix) in zip(ours, [one for each in theirs for one in each], strict=True):
        rest = (cite.suffix or "").strip()
        if cite.locator:
            assert suffix.rstrip("}").endswith(rest.rstrip("}"))
            assert cite.locator in suffix
        else:
            assert rest.removeprefix(", ") == suffix.removeprefix("{}").strip().removeprefix(", ")


@pytest.mark.parametrize("form", OTHER)
def test_otherwise_than_pandoc_on_purpose(form: str) -> None:
    expected, why = OTHER[form]
    assert why
    assert citekit(form) == expected
    assert [[cite[:3] for cite in citation] for citation in pandoc(form)] != expected


def test_where_they_stand() -> None:
    text = "x [see @a, p. 3] y -@b z @c [p. 4]."
    assert [text[each.start : each.end] for each in find_markers(text)] == [
        "[see @a, p. 3]",
        "-@b",
        "@c [p. 4]",
    ]
    assert [each.bracketed for each in find_markers(text)] == [True, False, True]


def test_the_order_is_kept_where_words_stand_between() -> None:
    assert not find_markers("[@a; @b]")[0].citation.unsorted
    assert find_markers("[see @a; also @b]")[0].citation.unsorted
    assert find_markers("[-@a; @b]")[0].citation.unsorted


LOCATORS = {
    ", p. 12": ("page", "12", ""),
    "p. 12": ("page", "12", ""),
    ", p.3": ("page", "3", ""),
    ", 33": ("page", "33", ""),
    " 33": ("page", "33", ""),
    ", pp. 33-35, 38-39 and passim": ("page", "33-35, 38-39", " and passim"),
    ", pp. 12–15": ("page", "12–15", ""),
    ", pp. 12--15": ("page", "12--15", ""),
    ", p. 12 et 17": ("page", "12 et 17", ""),
    ", p. xii": ("page", "xii", ""),
    ", iv": ("page", "", ", iv"),
    ", {ii, A, D-Z}": ("page", "ii, A, D-Z", ""),
    ", {chap. 3} here": ("chapter", "3", " here"),
    "{}, 99 years later": ("page", "", ", 99 years later"),
    ", 99 years later": ("page", "99", " years later"),
    ", pp. iv, vi-xi, (xv)-(xvii) with": ("page", "iv, vi-xi, (xv)-(xvii)", " with"),
    ", chap. 3, p. 4": ("chapter", "3", ", p. 4"),
    ", chapitre 3": ("chapter", "3", ""),
    ", § 4": ("section", "4", ""),
    ", §§ 4–5": ("section", "4–5", ""),
    ", sec. 3.2.1": ("section", "3.2.1", ""),
    ", n. 3": ("note", "3", ""),
    ", vol. 2": ("volume", "2", ""),
    ", t. II": ("volume", "II", ""),
    ", fol. 12r": ("folio", "12r", ""),
    ", fig. 3b": ("figure", "3b", ""),
    ", tabl. 4": ("table", "4", ""),
    ", l. 4-6": ("line", "4-6", ""),
    ", v. 3": ("verse", "3", ""),
    ", 1:02:33": ("timestamp", "1:02:33", ""),
    ", p. 12 sq.": ("page", "12", " sq."),
    ", p. 3 (my emphasis)": ("page", "3", " (my emphasis)"),
    ", p. 3, emphasis added": ("page", "3", ", emphasis added"),
    ", pl. 3": ("page", "", ", pl. 3"),
    ", fil": ("page", "", ", fil"),
    ", p12": ("page", "12", ""),
    ", note d’auteur": ("page", "", ", note d’auteur"),
    ", article l'emportant": ("page", "", ", article l'emportant"),
    ", see 3": ("page", "", ", see 3"),
    ", in 2001": ("page", "", ", in 2001"),
    ", paragraph": ("page", "", ", paragraph"),
    ", p. ": ("page", "", ", p. "),
    "": ("page", "", ""),
}


@pytest.mark.parametrize("text", LOCATORS)
def test_locators(text: str) -> None:
    assert split_locator(text) == LOCATORS[text]


_keys = st.from_regex(r"[A-Za-zé0-9][\w:.#$%&+?<>~/-]{0,12}", fullmatch=True)
_words = st.from_regex(r"[a-zé][a-zé,. ]{0,12}[a-zé]", fullmatch=True)
_cites = st.builds(
    Cite,
    id=_keys,
    locator=st.none() | st.from_regex(r"[1-9]\d{0,2}(-[1-9]\d{0,2})?", fullmatch=True),
    label=st.sampled_from(["page", "chapter", "section", "volume", "figure"]),
    prefix=st.none() | _words.map(lambda words: f"{words} "),
    suffix=st.none() | _words.map(lambda words: f", {words}"),
    suppress_author=st.booleans(),
)


@given(st.lists(_cites, min_size=1, max_size=3))
def test_what_is_typed_is_read_the_same(cites: list[Cite]) -> None:
    (found,) = find_markers(f"Before {typed(Citation(tuple(cites)))} after.")
    assert found.bracketed
    assert [_facts(cite) for cite in found.citation.cites] == [_facts(cite) for cite in cites]


def _facts(cite: Cite) -> tuple[Any, ...]:
    label = cite.label if cite.locator else None
    prefix, suffix = _spaced(cite.prefix), _spaced(cite.suffix)
    return (cite.id, cite.locator, label, prefix, suffix, cite.suppress_author)


def _spaced(text: str | None) -> str:
    return " ".join((text or "").split())


@given(_cites, st.lists(_cites, max_size=2))
def test_names_in_the_sentence_are_read_the_same(first: Cite, rest: list[Cite]) -> None:
    first = Cite(first.id, first.locator, first.label, suffix=first.suffix)
    (found,) = find_markers(f"Before {typed(Citation((first, *rest), mode='composite'))} after.")
    assert found.citation.mode == "composite"
    assert [cite.id for cite in found.citation.cites] == [first.id, *(cite.id for cite in rest)]
    assert found.citation.cites[0].locator == first.locator


@given(st.text(alphabet="@[]{};,-\\ \nab1.p^!("))
def test_any_text_is_read(text: str) -> None:
    position = 0
    for marker in find_markers(text):
        assert position <= marker.start < marker.end <= len(text)
        assert all(
            f"@{cite.id}" in text or f"@{{{cite.id}" in text for cite in marker.citation.cites
        )
        position = marker.end


HOSTILE = [
    "[", "@", "[@a", "[@a;", "@a [", "@a[", "\\", "{", "@{", "[x", "-", "@a-", ";", "a@",
    "[@a, [", "[@a]", "@a [p. 3] ", "[@a;;", "@a\n", "^[", "[@a, p. 3, ", "[@a, {",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_texts_take_a_time_that_grows_as_they_do(unit: str) -> None:
    assert_linear(find_markers, lambda size: unit * size)
    assert_time_linear(find_markers, lambda size: unit * size)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("[@a ", "]"), ("@a [", "]")])
def test_brackets_in_brackets(opening: str, closing: str) -> None:
    assert_time_linear(find_markers, lambda size: opening * size + "@a" + closing * size)


@pytest.mark.parametrize(
    "unit", ["1", "1, ", "1-", "i", "1.", "1 et ", "p. ", "{", "(", "12:34", " "]
)
def test_hostile_locators(unit: str) -> None:
    for start in (", p. ", ", ", ""):
        assert_time_linear(split_locator, lambda size, start=start: start + unit * size + "!")


def test_entities_are_their_characters() -> None:
    assert not any(each.bracketed for each in find_markers("[R&D; @b]"))  # no key before the ;
    (marker,) = find_markers("[voir p.&nbsp;ex. @a, p.&#160;3; R&D @b]")
    first, second = marker.citation.cites
    assert (first.prefix, first.locator) == ("voir p. ex. ", "3")
    assert second.prefix == "R&D "

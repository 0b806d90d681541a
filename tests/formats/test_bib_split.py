"""Plain entries are read as bibtexparser's Splitter reads them, and everything else by it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from growth import assert_time_linear
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from citekit import files
from citekit.formats import bib_split
from citekit.formats.bib_split import BibFile, split


def by_splitter(text: str) -> BibFile:
    """What the Splitter alone makes of *text*."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bib_split, "_plain", lambda *_: None)
        return told(split(text))


def told(file: BibFile) -> BibFile:
    """*file* whose broken blocks end where the next begins: the Splitter has its first word too."""
    file.diagnostics = [
        replace(each, parameters={**each.parameters, "raw": _HEAD.sub("", raw)})
        if (raw := each.parameters.get("raw"))
        else each
        for each in file.diagnostics
    ]
    return file


_HEAD = re.compile(r"@\w*[ \t]*\Z")


PIECES = st.sampled_from(
    [
        "@article{key, title = {A {b {c}} d}, year = 1999}\n",
        '@BOOK{key2,\n  Title = "A, b = c",\n  month = jan,\n}\n',
        "@book{a,title={x},title={y}}",
        "@book{a,title={x}}% after\n",
        "@book{a b, title = {x}}\n",
        "@book{a, title = {x} # jan}\n",
        "@book(a, title = {x})\n",
        "@book{a, title = {un\\{even} , note = {\\'e}}\n",
        "@book{a, url = {http://x@y.z}}\n",
        "@book{a}\n",
        "@string{jan = {x}}\n",
        "@comment{a {b} c}\n",
        '@preamble{"x"}\n',
        "@book{open, title = {never closed\n",
        '@book{open, title = "never closed\n',
        "@book{ no comma\n",
        "}\n",
        "some words\n\nmore words\n",
        "   \n",
        "%@book{a, title={x}}\n",
        "  @misc{k, a = 1}\n",
        "@misc{k, a = 1,,}\n",
        "@misc{k, a = , b = {c}}\n",
        "@xdata{x, a = b}\n",
    ]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_any_mixture_is_read_as_the_splitter_reads_it(text: str) -> None:
    assert told(split(text)) == by_splitter(text)


@given(st.text(alphabet='@{}(),="\\ \nab1%', max_size=60))
def test_any_text_is_read_as_the_splitter_reads_it(text: str) -> None:
    assume("\\\n" not in text)  # the Splitter does not count that line's end
    assert told(split(text)) == by_splitter(text)


def test_real_files_are_read_as_the_splitter_reads_them(shared: Path) -> None:
    paths = [*(shared / "corpora").rglob("*.bib"), *(shared / "corpora").rglob("*.biblatex")]
    assert len(paths) > 90
    for path in paths:
        text = files.read_text(path).text
        assert told(split(text)) == by_splitter(text), path.name


@pytest.mark.parametrize(
    "piece", ["@a{b, c = {", "@a{b, c = {{{", '@a{b, c = "', "@a{b, c = d, ", "@a{"]
)
def test_what_is_never_closed_takes_time_in_proportion(piece: str) -> None:
    assert_time_linear(split, lambda size: piece * size, 1000)
    assert_time_linear(split, lambda size: (piece + "\n") * size, 1000)

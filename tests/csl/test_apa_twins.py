"""The two files of APA in French: one with *et* between authors, one with an ampersand."""

from __future__ import annotations

import re
from pathlib import Path

AND = {
    ' and="text"': ' and="symbol"',
    "dir. et trad.": "dir. &amp; trad.",
}
"""What one file has, and the other has in its place."""
INFO = re.compile(r"<info>.*</info>", re.DOTALL)


def test_they_differ_only_in_what_they_are_called_and_in_and(root: Path) -> None:
    et, ampersand = (
        INFO.sub("", (root / f"styles/{name}.csl").read_text(encoding="utf-8"))
        for name in ("citekit-apa-fr", "citekit-apa-fr-esperluette")
    )
    assert et != ampersand
    for word, sign in AND.items():
        assert word in et
        assert word not in ampersand
        et = et.replace(word, sign)
    assert et == ampersand

"""Works that the tests of text formats cite, and pandoc's citeproc beside citekit."""

from __future__ import annotations

import re
from pathlib import Path

import citekit
from citekit import Name, Reference, styles
from citekit.model import Date

BOOK = Reference(
    id="doe2001",
    type="book",
    title="Rivers of Stone",
    author=(Name(family="Doe", given="Anna"),),
    issued=Date(date_parts=((2001,),)),
    publisher="Gallimard",
    publisher_place="Paris",
)
ARTICLE = Reference(
    id="roe1999",
    type="article-journal",
    title="Harbours and their cities",
    author=(Name(family="Roe", given="Ben"), Name(family="Poe", given="Carl")),
    issued=Date(date_parts=((1999,),)),
    container_title="Journal of Ports",
    volume="12",
    issue="3",
    page="45-67",
)
CHAPTER = Reference(
    id="doe2003",
    type="chapter",
    title="On ports",
    author=(Name(family="Doe", given="Anna"),),
    editor=(Name(family="Moe", given="Dan"),),
    container_title="The Sea",
    issued=Date(date_parts=((2003,),)),
    publisher="Seuil",
    publisher_place="Paris",
    page="10-20",
)
WORKS = (BOOK, ARTICLE, CHAPTER)

_QUOTES = str.maketrans("“”‘’\u00a0\u202f", "\"\"''  ")


def lines(markdown: str) -> list[str]:
    """*markdown* as plain text, by pandoc: its lines, their quotes and spaces made alike."""
    import pypandoc

    return _alike(pypandoc.convert_text(markdown, "plain", "markdown", ["--wrap=none"]))


def citeproc(markdown: str, style: str, folder: Path) -> list[str]:
    """What ``pandoc --citeproc`` makes of *markdown*, as :func:`lines`."""
    import pypandoc

    (folder / "style.csl").write_bytes(styles.find(style).xml)
    (folder / "works.json").write_text(citekit.writes(WORKS, "csljson"), encoding="utf-8")
    options = [
        "--citeproc",
        "--wrap=none",
        f"--csl={folder / 'style.csl'}",
        f"--bibliography={folder / 'works.json'}",
    ]
    return _alike(pypandoc.convert_text(markdown, "plain", "markdown", options))


def _alike(text: str) -> list[str]:
    spaced = (re.sub(r"\s+", " ", line).strip() for line in text.translate(_QUOTES).split("\n"))
    return [line for line in spaced if line]

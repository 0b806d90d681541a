"""A manuscript of some 300 pages with 1,000 citations, through citekit and through pandoc.

Run: ``python benchmarks/manuscripts.py [STYLE...]`` (needs ``pypandoc_binary``). Each run is a
process of its own, start included; the median of five is printed. pandoc reads no citations in
DOCX but those that are fields, so it makes its DOCX of Markdown; citekit puts citations into a
DOCX file that is there, with the works' data in each, so that another run updates them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import citekit
from citekit import styles
from citekit.model import Date, Name, Reference

PARAGRAPHS, CITATIONS, WORKS, RUNS = 1_000, 1_000, 500, 5
STYLES = ("apa", "chicago-notes-bibliography", "iso690-fr-note")
WORDS = (
    "the tide had left along the quay a line of weed and rope that nobody would gather before the "
    "next one and the boats lay on their sides as they had lain each evening of that month "
).split()


def works() -> list[Reference]:
    """Books by 200 authors over 120 years."""
    return [
        Reference(
            id=f"work{number}",
            type="book",
            title=f"A History of Harbours, Part {number}",
            author=(Name(family=f"Author{number % 200}", given="Anna"),),
            issued=Date(date_parts=((1900 + number % 120,),)),
            publisher="Gallimard",
            publisher_place="Paris",
        )
        for number in range(WORKS)
    ]


def text() -> str:
    """Markdown: a thousand paragraphs of 130 words, with a citation in each."""
    filler = " ".join(WORDS * 4)[:420]
    return "\n\n".join(
        f"{filler} [@work{number * 7 % WORKS}, p. {number}]. {filler}."
        for number in range(PARAGRAPHS)
    )


def timed(command: list[str]) -> float:
    """The median of the runs, in seconds."""
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found.append(time.perf_counter() - start)
    return median(found)


def main(names: list[str]) -> None:
    import pypandoc

    pandoc = pypandoc.get_pandoc_path()
    own = [sys.executable, "-m", "citekit", "manuscript"]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        citekit.write(works(), folder / "refs.json")
        source, plain, word = folder / "a.md", folder / "plain.md", folder / "a.docx"
        source.write_text(text(), encoding="utf-8")
        plain.write_text(text().replace("[@", "\\[\\@"), encoding="utf-8")
        subprocess.run([pandoc, str(plain), "-o", str(word)], check=True)
        print(f"{CITATIONS:,} citations of {WORKS} works; seconds, start included\n")
        print("| style | file | citekit | pandoc | |\n|---|---|---|---|---|")
        for name in names or STYLES:
            sheet = folder / f"{name}.csl"
            sheet.write_bytes(styles.find(name).xml)
            for ending, given in ((".docx", word), (".md", source)):
                out = str(folder / f"out{ending}")
                library = str(folder / "refs.json")
                mine = timed([*own, str(given), "-b", library, "-s", name, "-q", "-o", out])
                sheets = ["--csl", str(sheet), "--bibliography", library]
                theirs = timed([pandoc, str(source), "--citeproc", *sheets, "-o", out])
                print(f"| {name} | {ending} | {mine:.2f} | {theirs:.2f} | {theirs / mine:.1f} × |")


if __name__ == "__main__":
    main(sys.argv[1:])

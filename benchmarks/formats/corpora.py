"""What is left of .bib files after a round trip: citekit beside pybtex, bibtexparser, pandoc and
citation-js.

    CITEKIT_SHARED=… python benchmarks/formats/corpora.py [--modules NODE_MODULES]

A field counts as kept when every word of its value is in the entry of the same key afterwards,
whatever the field's name: accents, LaTeX commands, case and braces do not count, a month counts as
its number. The entries and fields that are counted are those that bibtexparser's splitter finds.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTHS = {name: str(number) for number, name in enumerate(MONTH_NAMES, 1)}
LETTERS = {
    "oe": "oe", "ae": "ae", "ss": "ss", "o": "o", "l": "l", "i": "i", "j": "j", "aa": "a",
    "tex": "tex", "latex": "latex", "bibtex": "bibtex",
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "ı": "i",
}  # fmt: skip
LETTER_COMMAND = re.compile(
    r"\\(oe|OE|ae|AE|ss|o|O|l|L|i|j|aa|AA|TeX|LaTeX|BibTeX)(?![A-Za-z])(?:\{\}| (?=\S))?"
)
LETTER = re.compile("[œæßøłı]")
ACCENT_COMMAND = re.compile(r"""\\(?:[`'^~="."]|(?:[uvHcdbrtk]|ocirc)(?![A-Za-z]))\s*""")
COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)")
WORD = re.compile(r"[^\W_]+")
NAME = re.compile(r"[^\s#{}\"]+")


class Entry(NamedTuple):
    """An entry as a neutral reader sees it: its key, its fields, all its words and letters."""

    key: str
    fields: dict[str, str]
    words: frozenset[str]
    letters: str


def words(text: str) -> list[str]:
    """The words of a value: letters without accents, digits; no commands, no braces."""
    text = LETTER_COMMAND.sub(lambda match: LETTERS[match[1].lower()], text)
    text = COMMAND.sub(" ", ACCENT_COMMAND.sub("", text)).replace("{", "").replace("}", "")
    text = LETTER.sub(lambda match: LETTERS[match[0]], text.lower())
    text = unicodedata.normalize("NFKD", text)
    text = "".join(char for char in text if not unicodedata.combining(char))
    found = (word.lstrip("0") or "0" for word in WORD.findall(text))
    return [MONTHS[word[:3]] if is_month(word) else word for word in found]


def is_month(word: str) -> bool:
    """Whether *word* is an English month, whole or its first three letters."""
    whole = "january february march april may june july august september october november december"
    return any(word in (name, name[:3]) for name in whole.split())


def entries(text: str) -> list[Entry]:
    """The entries of a .bib file, abbreviations put in their place."""
    from bibtexparser import model
    from bibtexparser.splitter import Splitter

    blocks = Splitter(text.replace("\r\n", "\n")).split().blocks
    blocks = [getattr(block, "ignore_error_block", block) for block in blocks]
    blocks = [getattr(block, "ignore_error_block", block) for block in blocks]
    strings: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, model.String):
            strings[block.key.lower()] = resolved(str(block.value), strings)
    found = []
    for block in blocks:
        if not isinstance(block, model.Entry) or block.entry_type.lower() in {"xdata", "set"}:
            continue
        fields = {each.key.lower(): resolved(str(each.value), strings) for each in block.fields}
        everything = words(" ".join([*fields.values(), block.entry_type]))
        found.append(Entry(block.key, fields, frozenset(everything), "".join(everything)))
    return found


def resolved(value: str, strings: dict[str, str]) -> str:
    """A value as written, ``"a" # b # {c}``, as one text."""
    pieces: list[str] = []
    depth = start = 0
    is_quoted = False
    for position, char in enumerate(value):
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        elif char == '"' and depth == 0:
            is_quoted = not is_quoted
        elif char == "#" and depth == 0 and not is_quoted:
            pieces.append(value[start:position])
            start = position + 1
    pieces.append(value[start:])
    found = []
    for piece in map(str.strip, pieces):
        is_name = NAME.fullmatch(piece) is not None
        found.append(
            strings.get(piece.lower(), piece)
            if is_name
            else piece.removeprefix('"').removesuffix('"')
        )
    return "".join(found)


def through_citekit(text: str) -> str:
    """BibTeX → CSL-JSON → BibLaTeX, as two runs of ``citekit convert`` do it."""
    from citekit.formats import read, write

    return write(read(write(read(text, "biblatex"), "csljson"), "csljson"), "biblatex")


def through_pybtex(text: str) -> str:
    """pybtex's database and its writer."""
    from pybtex.database import parse_string

    return parse_string(text, "bibtex").to_string("bibtex")


def through_bibtexparser(text: str) -> str:
    """bibtexparser with its LaTeX middlewares, and its writer."""
    import bibtexparser
    from bibtexparser.middlewares import LatexDecodingMiddleware, LatexEncodingMiddleware

    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    return str(bibtexparser.write_string(library, prepend_middleware=[LatexEncodingMiddleware()]))


def through_pandoc(text: str) -> str:
    """pandoc: BibLaTeX → CSL-JSON → BibLaTeX."""
    import pypandoc

    pandoc = pypandoc.get_pandoc_path()
    items = run([pandoc, "-f", "biblatex", "-t", "csljson"], text)
    return run([pandoc, "-f", "csljson", "-t", "biblatex"], items)


def run(command: list[str], text: str) -> str:
    """What *command* prints for *text*; RuntimeError where it fails."""
    done = subprocess.run(
        command, input=text.encode(), capture_output=True, check=False, timeout=300
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[:200])
    return done.stdout.decode()


def citation_js(texts: list[str], modules: Path) -> list[str | None]:
    """What citation-js makes of each text; None where it raises."""
    script = Path(__file__).with_name("citation.js")
    done = subprocess.run(
        ["node", str(script), str(modules)],
        input=json.dumps(texts).encode(),
        capture_output=True,
        check=True,
    )
    found: list[str | None] = json.loads(done.stdout)
    return found


class Score(NamedTuple):
    """Files, entries and fields that came through."""

    files: int
    entries: int
    fields: int


def score(sources: list[list[Entry]], outputs: list[str | None], lost: Counter[str]) -> Score:
    """How much of *sources* is in *outputs*; the names of lost fields are added to *lost*."""
    files = kept_entries = kept_fields = 0
    for source, output in zip(sources, outputs, strict=True):
        if output is None:
            continue
        files += 1
        after = {entry.key.lower(): entry for entry in entries(output)}
        for entry in source:
            known = after.get(entry.key.lower())
            if known is None:
                continue
            kept_entries += 1
            for name, value in entry.fields.items():
                said = words(value)
                if known.words.issuperset(said) or "".join(said) in known.letters:
                    kept_fields += 1
                else:
                    lost[name] += 1
    return Score(files, kept_entries, kept_fields)


def attempt(program: Callable[[str], str], text: str) -> str | None:
    """What *program* makes of *text*; None where it raises."""
    try:
        return program(text)
    except Exception:
        return None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--modules", type=Path, help="node_modules with @citation-js")
    parser.add_argument("--lost", action="store_true", help="print citekit's lost fields by name")
    options = parser.parse_args()
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    shared = Path(os.environ.get("CITEKIT_SHARED", Path(__file__).parents[3] / "shared"))
    paths = sorted((shared / "corpora").rglob("*.bib"))
    texts = [path.read_bytes().decode("utf-8", errors="replace") for path in paths]
    sources = [entries(text) for text in texts]
    total = Score(
        len(texts),
        sum(map(len, sources)),
        sum(len(each.fields) for file in sources for each in file),
    )
    print(f"{total.files} files, {total.entries:,} entries, {total.fields:,} fields\n")
    print("| program | files read | entries kept | fields kept |\n|---|---|---|---|")
    programs: dict[str, Callable[[str], str]] = {
        "citekit, through CSL-JSON": through_citekit,
        "pybtex": through_pybtex,
        "bibtexparser with its LaTeX middlewares": through_bibtexparser,
        "pandoc, through CSL-JSON": through_pandoc,
    }
    for name, program in programs.items():
        show(name, total, sources, [attempt(program, text) for text in texts], options.lost)
    if options.modules:
        show("citation-js", total, sources, citation_js(texts, options.modules), options.lost)


def show(
    name: str, total: Score, sources: list[list[Entry]], outputs: list[str | None], with_lost: bool
) -> None:
    """Print the row of a program."""
    lost: Counter[str] = Counter()
    found = score(sources, outputs, lost)
    cells = [f"{count:,} ({count / whole:.1%})" for count, whole in zip(found, total, strict=True)]
    print(f"| {name} | {' | '.join(cells)} |", flush=True)
    if with_lost and name.startswith("citekit"):
        print(lost.most_common(20), file=sys.stderr)


if __name__ == "__main__":
    main()

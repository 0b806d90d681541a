"""Reading 10,000 references from a file: citekit beside pybtex, bibtexparser, pandoc, citation-js
(.bib) and rispy (.ris), as whole processes, interleaved.

    python benchmarks/formats/speed.py [--entries N] [--rounds N] [--modules NODE_MODULES]

Prints the median seconds of each, start of the program included, and citekit's ratio to it. Each
program does its usual reading: LaTeX in values becomes Unicode (pybtex leaves it), rispy leaves
names, dates and numbers as text, which citekit interprets.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from bib_reading import entry

CITEKIT = "import citekit, sys; print(len(citekit.read(sys.argv[1]).references))"
PYBTEX = """
import sys
from pybtex.database import parse_file
print(len(parse_file(sys.argv[1]).entries))
"""
BIBTEXPARSER = """
import bibtexparser, logging, sys
from bibtexparser import middlewares as m
logging.disable()
layers = [m.LatexDecodingMiddleware(), m.SeparateCoAuthors(), m.SplitNameParts()]
print(len(bibtexparser.parse_file(sys.argv[1], append_middleware=layers).entries))
"""
RISPY = "import rispy, sys; print(len(rispy.load(open(sys.argv[1], encoding='utf-8'))))"


def ris(number: int) -> str:
    """An article as Zotero exports it."""
    return f"""TY  - JOUR
ID  - key{number}
TI  - Le public dans les contrats de ville : habitant ou client numéro {number} ?
AU  - Crozet, Paul
AU  - de Certeau, Michel
T2  - Politiques et management public
VL  - {number % 40}
IS  - {number % 4 + 1}
PY  - {1980 + number % 45}
DA  - {1980 + number % 45}/12//
SP  - 17
EP  - {number % 300 + 18}
DO  - 10.3406/pomap.{number}
LA  - fr
KW  - usager
KW  - client
AB  - {"Dans toute politique publique, il est nécessaire de nommer pour agir. " * 6}
ER  -

"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--modules", type=Path, help="node_modules with @citation-js")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bib, records = Path(folder, "refs.bib"), Path(folder, "refs.ris")
        bib.write_text("\n".join(map(entry, range(options.entries))), encoding="utf-8")
        records.write_text("".join(map(ris, range(options.entries))), encoding="utf-8")
        programs = {
            "citekit": python(CITEKIT, bib),
            "pybtex": python(PYBTEX, bib),
            "bibtexparser with its LaTeX and name middlewares": python(BIBTEXPARSER, bib),
            "pandoc": pandoc(bib),
        }
        if options.modules:
            programs["citation-js"] = citation_js(bib, options.modules)
        print(f"{options.entries:,} entries of BibTeX, {bib.stat().st_size / 1e6:.1f} MB\n")
        compare(programs, options.rounds)
        print(f"\n{options.entries:,} records of RIS, {records.stat().st_size / 1e6:.1f} MB\n")
        compare(
            {"citekit": python(CITEKIT, records), "rispy": python(RISPY, records)}, options.rounds
        )


def python(code: str, path: Path) -> Callable[[], str]:
    """Runs *code* on *path* in an interpreter of its own."""
    return lambda: run([sys.executable, "-c", code, str(path)])


def pandoc(path: Path) -> Callable[[], str]:
    """Runs pandoc, which has to write what it read: its own syntax tree."""
    import pypandoc

    program = pypandoc.get_pandoc_path()
    return lambda: str(run([program, "-f", "bibtex", "-t", "native", str(path)]).count('"id"'))


def citation_js(path: Path, modules: Path) -> Callable[[], str]:
    """Runs citation-js."""
    script = Path(__file__).with_name("citation.js")
    texts = json.dumps([path.read_text(encoding="utf-8")])
    return lambda: run(["node", str(script), str(modules), "read"], texts)


def run(command: list[str], text: str = "") -> str:
    """What *command* prints."""
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def compare(programs: dict[str, Callable[[], str]], rounds: int) -> None:
    """Print the table of the *programs*, each run *rounds* times in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, program in programs.items():
            start = time.perf_counter()
            program()
            seconds[name].append(time.perf_counter() - start)
    own = statistics.median(seconds["citekit"])
    print("| program | seconds | citekit is |\n|---|---|---|")
    for name, times in seconds.items():
        median = statistics.median(times)
        ratio = "" if name == "citekit" else f"{median / own:.1f} × as fast"
        print(f"| {name} | {median:.2f} | {ratio} |")


if __name__ == "__main__":
    main()

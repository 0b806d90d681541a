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
import random
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
    """An article with a key; all have the same tags."""
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


WORDS = """politique ville habitant citoyen client service relation usager action territoire
école musée droit acteurs modes gestion public réforme État local""".split()
SYLLABLES = "ba che co da de fi ga gui ho ja le li mo na pe ri ro sa te vi vou".split()


def various_ris(number: int) -> str:
    """An article as Zotero exports it, without a key, of one to four people who wrote nothing else;
    date of access with its time, attachment, some keywords or none.
    """
    some = random.Random(number)
    people = [
        f"AU  - {''.join(some.choices(SYLLABLES, k=3)).capitalize()}{number}, {name}\n"
        for name in some.choices(["Anne", "Jean-Pierre", "Michel de", "Rémi", "C. B."], k=4)
    ]
    year = some.randint(1960, 2024)
    return f"""TY  - JOUR
TI  - {" ".join(some.choices(WORDS, k=9)).capitalize()}
{"".join(people[: some.randint(1, 4)])}T2  - Revue {some.choice(WORDS)}
AB  - {" ".join(some.choices(WORDS, k=70)).capitalize()}.
DA  - {year}/{some.randint(1, 12):02}/{some.randint(1, 28):02}/
PY  - {year}
DO  - 10.{some.randint(1000, 9999)}/{number}
DP  - Cairn
VL  - {some.randint(1, 90)}
IS  - {some.randint(1, 12)}
SP  - {number % 300}
EP  - {number % 300 + some.randint(1, 30)}
SN  - {some.randint(1000, 9999)}-{some.randint(1000, 9999)}
UR  - https://example.org/{number}
Y2  - 2024/03/0{some.randint(1, 9)}/10:{some.randint(10, 59)}:31
L1  - https://example.org/{number}.pdf
LA  - fr
{"".join(f"KW  - {word}{chr(10)}" for word in some.choices(WORDS, k=some.randint(0, 4)))}ER  -

"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--modules", type=Path, help="node_modules with @citation-js")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bib = Path(folder, "refs.bib")
        bib.write_text("\n".join(map(entry, range(options.entries))), encoding="utf-8")
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
        for what, record in {
            "with keys, all of the same tags": ris,
            "without keys, of various tags": various_ris,
        }.items():
            records = Path(folder, "refs.ris")
            records.write_text("".join(map(record, range(options.entries))), encoding="utf-8")
            size = records.stat().st_size / 1e6
            print(f"\n{options.entries:,} records of RIS {what}, {size:.1f} MB\n")
            programs = {"citekit": python(CITEKIT, records), "rispy": python(RISPY, records)}
            compare(programs, options.rounds)


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

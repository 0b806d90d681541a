"""How long a contents page takes, and how time and memory grow with it.

Run: ``python benchmarks/parsing.py`` (about a minute). Each size is a process of its own, so that
peak memory is that of one document.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from citekit.files import data_folder
from citekit.sommaire import parse

SEED = data_folder("seeds") / "politiques-et-management-public-2006.txt"
SIZES = (1_000, 10_000, 100_000)
GIVEN = ("Anne", "Paul", "Hélène", "Jean-Luc", "Marie", "Frédéric", "Sylvie", "Olivier")
FAMILY = ("Blondel", "Girard", "Le Goff", "Tsanga Tabi", "Masson", "Roche", "de Certeau", "Vidal")


def document(count: int) -> str:
    """A contents page with *count* entries, a rubric every twenty, abstracts of 60 words."""
    lines = [
        "Contenu du sommaire",
        "Revue | Annales d'essai |",
        "---|---|",
        "Numéro | vol. 24, no 4, décembre 2006 |",
    ]
    abstract = "Cet article décrit une enquête et ce que les acteurs en ont retenu. " * 5
    for n in range(count):
        if n % 20 == 0:
            lines.append(f'Rubrique "Dossier {n // 20}"')
        people = f"{GIVEN[n % 8]} {FAMILY[n // 8 % 8]} et {GIVEN[n // 3 % 8]} {FAMILY[n % 7]}"
        lines.append(
            f"- Le public numéro {n} : usager ou client ? - {people} p. {n * 3 + 1} {abstract}"
        )
    return "\n".join(lines)


def one(count: int) -> None:
    """Parse one document and print seconds and peak memory."""
    text = document(count)
    start = time.perf_counter()
    found = parse(text)
    seconds = time.perf_counter() - start
    assert len(found.references) == count
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:.3f} {peak:.0f} {len(text) / 1e6:.1f}")


def main() -> None:
    """Print the table."""
    text = SEED.read_text("utf-8")
    parse(text)
    times = []
    for _ in range(50):
        start = time.perf_counter()
        parse(text)
        times.append((time.perf_counter() - start) * 1000)
    print(f"seed ({len(text)} characters), once imported: median {statistics.median(times):.1f} ms")
    print("\nentries   MB of text   seconds   µs an entry   peak MB")
    for size in SIZES:
        command = [sys.executable, str(Path(__file__)), str(size)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds, peak, megabytes = output.split()
        each = float(seconds) / size * 1e6
        print(f"{size:7,}   {megabytes:>10}   {seconds:>7}   {each:11.0f}   {peak:>7}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one(int(sys.argv[1]))
    else:
        main()

"""Reading 10,000 entries: citekit beside pybtex and bibtexparser, interleaved.

    python benchmarks/bib_reading.py [ENTRIES [ROUNDS]]

Prints the median of the processor time of each, and citekit's ratio to the others.
"""

from __future__ import annotations

import gc
import logging
import statistics
import sys
import time
from collections.abc import Callable

SURNAMES = ("Crozet", "Rangeon", "de Certeau", "Le Galès", "Tsanga Tabi", "M{\\'e}nager", "Faure")
GIVEN = ("Paul", "Fran{\\c c}ois", "Michel", "Patrick", "Marie", "R\\'emi", "Jean-Luc")
ABSTRACT = "Dans toute politique publique, il est nécessaire de nommer pour agir. "


def entry(number: int) -> str:
    """An article as users have them: accents both ways, braces, a month, an abstract."""
    people = " and ".join(
        f"{SURNAMES[(number + shift) % 7]}, {GIVEN[(number * 3 + shift) % 7]}"
        for shift in range(1 + number % 3)
    )
    return f"""@article{{key{number},
  author = {{{people}}},
  title = {{Le public dans les {{contrats de ville}} : habitant ou client num\\'ero {number} ?}},
  journal = {{Politiques et management public}},
  volume = {{{number % 40}}}, number = {number % 4 + 1},
  year = {{{1980 + number % 45}}}, month = {("mar", "jun", "sep", "dec")[number % 4]},
  pages = {{17--{number % 300 + 18}}},
  doi = {{10.3406/pomap.{number}}},
  abstract = {{{ABSTRACT * 6}}}
}}
"""


def main(entries: int = 10_000, rounds: int = 3) -> None:
    """Measure and print."""
    import bibtexparser
    from pybtex.database import parse_string

    from citekit.formats import bibtex

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    text = "\n".join(entry(number) for number in range(entries))
    readers: dict[str, Callable[[str], object]] = {
        "citekit": bibtex.read,
        "pybtex": lambda source: parse_string(source, "bibtex"),
        "bibtexparser": bibtexparser.parse_string,
    }
    for read in readers.values():
        read(text[:10_000].rpartition("@")[0])
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, read in readers.items():
            gc.collect()
            start = time.process_time()
            read(text)
            seconds[name].append(time.process_time() - start)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    print(f"{entries} entries, {len(text) / 1e6:.1f} MB, median of {rounds}")
    for name, median in medians.items():
        print(f"{name:13} {median:6.2f} s   citekit takes {medians['citekit'] / median:.2f} of it")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

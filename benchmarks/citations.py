"""The sample's articles in every French style of the CSL repository: citeproc-py and citekit.

    python benchmarks/citations.py

Both run the same styles on the same references (the sample's eight, and a second article of one of
its authors and years). Counted: styles that stop with an exception, styles whose bibliography has
two marks where one belongs (``?.``, ``..``, `` ,``), and styles that cite two works alike without
a word about it.
"""

from __future__ import annotations

import json
import logging
import re
import warnings
from collections import Counter
from collections.abc import Callable

import citekit
from citekit import styles
from citekit.errors import CitekitError
from citekit.styles.index import index

BAD_JOINT = re.compile(r"[?!]\.|(?<!\.)\.\.(?!\.)| ,|,,")
KEYS = ("lefebvre2006action", "lefebvre2006client")


def references() -> list[citekit.Reference]:
    """The sample, and one more article by Lefebvre of 2006."""
    sample = list(
        citekit.parse(citekit.seed("politiques-et-management-public-2006.txt")).references
    )
    more = sample[0].replace(id=KEYS[1], title="Le client et le citoyen", page="149")
    return [*(each.replace(abstract=None) for each in sample), more.replace(abstract=None)]


def with_citekit(name: str, items: list[citekit.Reference]) -> tuple[str, str, str, bool]:
    """Bibliography, two citations, and whether citekit says that they are alike."""
    processor = citekit.Processor(name, items, output="text", tidy=True)
    first, second = processor.citations([citekit.Citation((citekit.Cite(key),)) for key in KEYS])
    is_said = any(found.code == "ambiguous-citation" for found in processor.diagnostics)
    return str(processor.bibliography()), first, second, is_said


def with_citeproc_py(name: str, items: list[citekit.Reference]) -> tuple[str, str, str, bool]:
    """The same from citeproc-py as its documentation shows it."""
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    source = CiteProcJSON([json.loads(json.dumps(each.to_csl())) for each in items])
    style = CitationStylesStyle(str(styles.find(name).path), validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    citations = {each.id: Citation([CitationItem(each.id)]) for each in items}
    for citation in citations.values():
        bibliography.register(citation)
    first, second = (str(bibliography.cite(citations[key], lambda _: None)) for key in KEYS)
    bibliography.sort()
    return "\n".join(map(str, bibliography.bibliography())), first, second, False


def main() -> None:
    """Count and print."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    items = references()
    names = [
        each.name
        for each in index()
        if each.parent is None and (each.language or "").startswith("fr") and "/" not in each.name
    ]
    engines: dict[str, Callable[..., tuple[str, str, str, bool]]] = {
        "citeproc-py": with_citeproc_py,
        "citekit": with_citekit,
    }
    print(f"{len(names)} styles\n\n{'':12} {'raise':>7} {'bad joint':>10} {'alike, unsaid':>14}")
    for engine, run in engines.items():
        counts: Counter[str] = Counter()
        for name in names:
            try:
                text, first, second, is_said = run(name, items)
            except CitekitError as problem:
                counts["raise"] += problem.code != "style-no-bibliography"
            except Exception:
                counts["raise"] += 1
            else:
                counts["joint"] += bool(BAD_JOINT.search(text))
                counts["alike"] += first == second and not is_said
        print(f"{engine:12} {counts['raise']:7} {counts['joint']:10} {counts['alike']:14}")


if __name__ == "__main__":
    main()

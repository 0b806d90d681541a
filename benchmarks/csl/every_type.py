"""Every style on references of every type with all, some and no variables: does it print?

    python benchmarks/csl/every_type.py [--sample N | STYLE…] [--dependent]

Each independent style of the CSL repository renders 45 types three times: with every variable of
CSL 1.0.2, with half of them, with none. Counted: exceptions; citations and entries that are
empty although the reference has all variables. ``--dependent`` loads the dependent styles instead
and counts those that cannot be followed to their parent.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

from oracle import STYLES, styles

from citekit.csl import Citation, Cite, Processor, Style
from citekit.formats import csljson
from citekit.model import ATTRIBUTES, Reference
from citekit.model.reference import DATE_VARIABLES, NAME_VARIABLES, TYPES

NUMBERS = frozenset(
    "chapter-number collection-number edition issue number number-of-pages number-of-volumes page "
    "page-first part printing section supplement version volume".split()
)
NOT_TEXT = frozenset({"id", "type", "categories", "custom", "language"})


def value(variable: str, number: int) -> Any:
    """Something that *variable* may hold."""
    if variable in NAME_VARIABLES:
        return [{"family": f"{variable.title()}{number}", "given": "Ada B."}]
    if variable in DATE_VARIABLES:
        return {"date-parts": [[1900 + number, 1 + number % 12, 1 + number % 28]]}
    return str(number + 1) if variable in NUMBERS else f"The {variable} no. {number}"


def references() -> list[Reference]:
    """Keys are ``type/all``, ``type/some``, ``type/none``."""
    chance = random.Random(1)
    variables = sorted(set(ATTRIBUTES) - NOT_TEXT)
    items: list[dict[str, Any]] = []
    for number, kind in enumerate(sorted(TYPES)):
        for which, chosen in (
            ("all", variables),
            ("some", chance.sample(variables, len(variables) // 2)),
            ("none", []),
        ):
            values = {variable: value(variable, number) for variable in chosen}
            items.append({"id": f"{kind}/{which}", "type": kind, **values})
    return list(csljson.read(json.dumps(items)).references)


def independent(wanted: list[Path]) -> None:
    """Render all of them."""
    items = references()
    cites = [Citation((Cite(each.id),), note=number) for number, each in enumerate(items, 1)]
    raised: Counter[str] = Counter()
    empty: Counter[tuple[str, str]] = Counter()
    for path in wanted:
        try:
            style = Style.load(path)
            processor = Processor(style, items, output="text")
            cited = processor.citations(cites)
            made = processor.bibliography() if style.has_bibliography else None
        except Exception as problem:  # counted: no style may raise
            raised[f"{type(problem).__name__}: {problem} (as {path.stem})"] += 1
            continue
        printed = dict(zip(made.ids, made.entries, strict=True)) if made else {}
        for each, text in zip(items, cited, strict=True):
            if each.id.endswith("/all"):
                empty["citation", path.stem] += not text.strip()
                empty["entry", path.stem] += bool(made) and not printed.get(each.id, "").strip()
    print(f"{len(wanted)} styles, {len(items)} references; {raised.total()} styles raise")
    for problem, count in raised.most_common(20):
        print(f"  {count}: {problem}")
    for place in ("citation", "entry"):
        found = {style: count for (of, style), count in empty.items() if of == place and count}
        print(f"styles with an empty {place}: {len(found)}, in all {sum(found.values())}")
        print("  " + ", ".join(f"{style} ({count})" for style, count in [*found.items()][:20]))


def dependent() -> None:
    """Load all of them."""
    wanted = sorted((STYLES / "dependent").glob("*.csl"))
    raised: dict[str, str] = {}
    for path in wanted:
        try:
            Style.load(path)
        except Exception as problem:
            raised[path.stem] = f"{type(problem).__name__}: {problem}"
    print(f"{len(wanted)} dependent styles, {len(raised)} raise")
    for name, problem in [*raised.items()][:20]:
        print(f"  {name}: {problem}")


def main() -> None:
    """Render and count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("styles", nargs="*", metavar="STYLE", help="names; all by default")
    parser.add_argument("--sample", type=int, metavar="N", help="N styles, the same each time")
    parser.add_argument("--dependent", action="store_true")
    options = parser.parse_args()
    if options.dependent:
        dependent()
    else:
        independent(styles(options.sample, options.styles))


if __name__ == "__main__":
    main()

"""citekit and citeproc-js on the same document, in the styles of the CSL repository.

    python benchmarks/csl/compare.py --modules DIR/node_modules [--sample N | STYLE…]
        [--show N] [--kind KIND] [--reference ID] [--write FILE]

The document is 77 references of every type, French and English, with all, some or no variables;
each cited alone, then 22 citations of several cites, with locators, affixes, repetitions. Both
print HTML in the style's own locale, else ``en-US``, with the locale files that citekit reads.
Equal is what a reader sees alike (see ``reading.py``): each character and its forms. What is equal
character by character, markup included, is counted too. What citeproc-js says is kept (see
``oracle.py``), so that it is asked once; without it only citekit's exceptions are counted.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from facts import facts
from kinds import is_explained, kind_of, names_in
from oracle import Answer, Oracle, arguments, document, styles
from reading import is_blank, seen

from citekit.csl import Citation, Cite, Processor, Style
from citekit.errors import CitekitError
from citekit.formats import csljson


class Difference(NamedTuple):
    """One place where the two print something else."""

    style: str
    place: str
    """``citation`` or ``entry``."""
    what: str
    """The id of the reference, or the number of the citation."""
    kind: str
    citekit: str
    citeproc_js: str


class Rendered(NamedTuple):
    """What one of the two prints for a style: citations in order, entries by reference."""

    citations: list[str]
    entries: dict[str, str]


# The two ----------------------------------------------------------------------------------------


def by_citeproc_js(answer: Answer) -> Rendered:
    """What citeproc-js printed."""
    entries = {key: text for key, text in answer["bibliography"] or () if not is_blank(text)}
    return Rendered(answer["citations"], entries)


_NOTE_STYLE = re.compile(rb'<style\b[^>]*\bclass="note"')


class Citekit:
    """citekit on the document."""

    def __init__(self) -> None:
        wanted = document()
        self.references = csljson.read(json.dumps(wanted["references"])).references
        self._cites = [
            tuple(Cite(**cite) for cite in citation["cites"]) for citation in wanted["citations"]
        ]

    def render(self, path: Path) -> Rendered:
        """The same as by_citeproc_js, for the style at *path*."""
        processor = Processor(Style.load(path), self.references, output="html")
        is_note = _NOTE_STYLE.search(path.read_bytes()) is not None
        citations = processor.citations(
            [
                Citation(cites, note=number if is_note else None)
                for number, cites in enumerate(self._cites, 1)
            ]
        )
        try:
            made = processor.bibliography()
        except CitekitError as problem:
            if problem.code != "style-no-bibliography":
                raise
            return Rendered(citations, {})
        entries = zip(made.ids, made.entries, strict=True)
        return Rendered(citations, {key: text for key, text in entries if not is_blank(text)})


# The comparison ---------------------------------------------------------------------------------


class Comparison:
    """Counts, and the differences."""

    def __init__(self, references: list[Answer]) -> None:
        self.ids = [each["id"] for each in references]
        self.names = names_in(references)
        self.compared: Counter[str] = Counter()
        self.equal: Counter[str] = Counter()
        self.identical: Counter[str] = Counter()
        self.same_order = 0
        self.whole = 0
        self.bibliographies = 0
        self.differences: list[Difference] = []
        self.raised: dict[str, str] = {}
        self.oracle_raised: dict[str, str] = {}
        self.styles = 0
        self.seconds = 0.0

    def add(self, path: Path, ours: Rendered, theirs: Rendered) -> None:
        """One more style."""
        name, asked = path.stem, facts(path)
        self.styles += 1
        before = len(self.differences)
        for place, what, here, there in _pairs(ours, theirs, self.ids):
            self.compared[place] += 1
            self.identical[place] += here.strip() == there.strip()
            if seen(here) == seen(there):
                self.equal[place] += 1
                continue
            kind = kind_of(here, there, place, self.names, asked)
            self.differences.append(Difference(name, place, what, kind, here, there))
        if theirs.entries:
            self.bibliographies += 1
            both = [key for key in theirs.entries if key in ours.entries]
            self.same_order += both == [key for key in ours.entries if key in theirs.entries]
        self.whole += len(self.differences) == before

    def table(self) -> Iterator[str]:
        """The counts."""
        yield f"styles compared: {self.styles}, of which all equal: {self.whole}"
        yield f"styles on which citekit raises: {len(self.raised)}"
        yield f"styles on which citeproc-js raises: {len(self.oracle_raised)}"
        for place, several in (("entry", "entries"), ("citation", "citations")):
            if total := self.compared[place]:
                explained = sum(
                    each.place == place and is_explained(each.kind) for each in self.differences
                )
                for how, count in (
                    ("identical", self.identical[place]),
                    ("equal", self.equal[place]),
                    ("equal or explained", self.equal[place] + explained),
                ):
                    yield f"{several} {how}: {count:,} of {total:,} ({100 * count / total:.2f} %)"
        yield f"bibliographies in the same order: {self.same_order} of {self.bibliographies}"
        yield f"seconds citekit took: {self.seconds:.1f}"
        if self.differences:
            head = "differences (*: explained)"
            yield f"\n{head:44} {'entries':>9} {'citations':>10} {'styles':>8}"
        for kind, found in self.by_kind():
            places = Counter(each.place for each in found)
            mark = "* " if is_explained(kind) else ""
            several_styles = len({each.style for each in found})
            yield f"{mark + kind:44} {places['entry']:9} {places['citation']:10} {several_styles:8}"

    def by_kind(self) -> list[tuple[str, list[Difference]]]:
        """The differences, the kind with most first."""
        kinds: defaultdict[str, list[Difference]] = defaultdict(list)
        for each in self.differences:
            kinds[each.kind].append(each)
        return sorted(kinds.items(), key=lambda pair: -len(pair[1]))


def _pairs(ours: Rendered, theirs: Rendered, ids: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """Place, what, what citekit prints there, what citeproc-js prints there."""
    for number, pair in enumerate(zip(ours.citations, theirs.citations, strict=True)):
        alone = ids[number] if number < len(ids) else f"citation {number - len(ids)}"
        yield "citation", alone, *pair
    for key in ids:
        here, there = ours.entries.get(key, ""), theirs.entries.get(key, "")
        if here or there:
            yield "entry", key, here, there


def _examples(found: list[Difference], count: int) -> Iterator[str]:
    """*count* of them, of as many styles and references as there are."""
    chosen: dict[tuple[str, str], Difference] = {}
    seen: Counter[str] = Counter()
    for each in sorted(found, key=lambda each: len(each.citekit) + len(each.citeproc_js)):
        if seen[each.style] == 0 or seen[each.what] == 0:
            chosen[each.style, each.what] = each
            seen.update((each.style, each.what))
        if len(chosen) == count:
            break
    for each in chosen.values():
        yield f"  {each.style}, {each.place} {each.what}"
        yield f"    citekit      {each.citekit!r}"
        yield f"    citeproc-js  {each.citeproc_js!r}"


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments(parser)
    parser.add_argument("--show", type=int, default=3, metavar="N", help="examples of each kind")
    parser.add_argument("--kind", help="examples of this kind only")
    parser.add_argument("--reference", metavar="ID", help="examples of this reference only")
    parser.add_argument("--write", metavar="FILE", help="all differences, one JSON a line")
    options = parser.parse_args()
    oracle = Oracle(options.folder, options.modules)
    citekit = Citekit()
    comparison = Comparison(document()["references"])
    missing = 0
    for path in styles(options.sample, options.styles):
        start = time.perf_counter()
        try:
            ours = citekit.render(path)
        except Exception as problem:  # counted: no style may raise
            comparison.raised[path.stem] = f"{type(problem).__name__}: {problem}"
            continue
        finally:
            comparison.seconds += time.perf_counter() - start
        answer = oracle.answer(path)
        if answer is None:
            missing += 1
        elif "error" in answer:
            comparison.oracle_raised[path.stem] = answer["error"]
        else:
            comparison.add(path, ours, by_citeproc_js(answer))
    oracle.close()
    print("\n".join(comparison.table()))
    if missing:
        print(f"styles without an answer of citeproc-js: {missing}", file=sys.stderr)
    for who, raised in (("citekit", comparison.raised), ("citeproc-js", comparison.oracle_raised)):
        for problem, count in Counter(raised.values()).most_common(options.show * 3):
            style = next(name for name, said in raised.items() if said == problem)
            print(f"{who} raises in {count} styles, as {style}: {problem}")
    for kind, found in comparison.by_kind():
        wanted = [each for each in found if options.reference in (None, each.what)]
        if options.kind in (None, kind) and options.show and wanted:
            print(f"\n{kind}: {len(wanted)}", *_examples(wanted, options.show), sep="\n")
    if options.write:
        lines = (json.dumps(each._asdict(), ensure_ascii=False) for each in comparison.differences)
        Path(options.write).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

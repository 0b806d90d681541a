"""The fixtures of the CSL project: their text in, what citekit prints out.

``python tests/csl/suite.py --update`` rewrites passing.txt; with names (``date_``, ``sort_Quotes``)
it prints what was expected and what came out. The fixtures are development material: see FOLDER.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from citekit.csl import Bibliography, Citation, Cite, Processor, Style
from citekit.model import Reference, decode_item

HERE = Path(__file__).resolve().parent
FOLDER = Path(os.environ.get("CITEKIT_SHARED") or HERE.parents[2] / "shared") / "csl-suite"
"""Where the fixtures are, when they are there."""
PASSING = HERE / "passing.txt"
"""The names of the fixtures that pass, one a line, in order."""
FAILING = HERE / "failing.md"
"""A table: each of the others, and the reason."""
SECONDS = 5
"""No fixture takes longer."""

NOTHING_PRINTED = "[CSL STYLE ERROR: reference with no printed form.]"
"""How the suite spells the diagnostic ``empty-reference``."""

_OPENING = re.compile(r".*>>==+\s(?P<name>[A-Z0-9-]+)\s.*=>>")
_CLOSING = re.compile(r".*<<==+\s(?P<name>[A-Z0-9-]+)\s.*=<<")
_PRINTS_NUMBER = re.compile(r"<(?:text|number)\s[^>]*variable=[\"']citation-number")
_OUTPUTS = {"rtf": "rtf", "plain": "text"}


def read_fixture(path: Path) -> dict[str, str]:
    """The sections of a fixture by name (MODE, CSL, INPUT, RESULT...), without blanks around."""
    sections: dict[str, str] = {}
    name, lines = "", list[str]()
    for line in path.read_text(encoding="utf-8").split("\n"):
        if opening := _OPENING.match(line):
            name, lines = opening["name"], []
        elif _CLOSING.match(line):
            sections[name] = "\n".join(lines).strip()
            name = ""
        elif name:
            lines.append(line)
    return sections


def render_fixture(sections: Mapping[str, str]) -> str:
    """The text to compare with a fixture's RESULT, from its other *sections*.

    OPTIONS (switches of citeproc-js's own extensions) mean nothing here.
    """
    mode, *how = sections["MODE"].split("-")
    bundle = {name: json.loads(sections[name]) for name in _JSON if name in sections}
    by_id = {reference.id: reference for reference in _references(bundle["INPUT"])}
    references = list(by_id.values())
    if "BIBENTRIES" in bundle:
        references = [by_id[str(key)] for key in bundle["BIBENTRIES"][-1]]
    style = Style.load(_without_sort(sections["CSL"]) if "nosort" in how else sections["CSL"])
    processor = Processor(
        style,
        references,
        output=next((_OUTPUTS[word] for word in how if word in _OUTPUTS), "html"),
        cited_only="CITATIONS" in bundle,
        abbreviations=bundle.get("ABBREVIATIONS", {}).get("default"),
    )
    if "CITATIONS" in bundle:
        lines = _replayed(processor, sections["CSL"], bundle["CITATIONS"])
    else:
        clusters = bundle.get("CITATION-ITEMS")
        if clusters is None and mode == "citation":
            clusters = [[{"id": key} for key in _in_order(processor, style, references)]]
        lines = _alone(processor, references, clusters or [])
    if mode == "citation":
        return "\n".join(lines)
    return _document(processor, sections["CSL"], references, bundle.get("BIBSECTION"))


_JSON = ("INPUT", "CITATION-ITEMS", "CITATIONS", "BIBENTRIES", "BIBSECTION", "ABBREVIATIONS")


def _references(items: Iterable[dict[str, Any]]) -> Iterator[Reference]:
    for index, item in enumerate(items):
        people = {key: _bodies(value) for key, value in item.items() if isinstance(value, list)}
        reference, _ = decode_item({"id": f"item-{index}", **item, **people})
        if reference is not None:
            yield reference


def _bodies(value: list[Any]) -> list[Any]:
    """Names with citeproc-js's ``isInstitution`` as CSL-JSON has them."""
    return [
        {"literal": name.get("literal") or name.get("family")}
        if isinstance(name, dict) and name.get("isInstitution") in (True, 1, "true", "1")
        else name
        for name in value
    ]


def _without_sort(csl: str) -> str:
    head, bibliography, rest = csl.partition("<bibliography")
    return head + bibliography + re.sub(r"<sort>.*?</sort>", "", rest, count=1, flags=re.DOTALL)


def _cite(item: Mapping[str, Any], *, alone: bool = False) -> Cite:
    """A cite of a cluster; *alone*, its position is what it says, and else the first."""
    return Cite(
        str(item["id"]),
        locator=str(item["locator"]) if item.get("locator") else None,
        label=item.get("label"),
        prefix=item.get("prefix"),
        suffix=item.get("suffix"),
        suppress_author=bool(item.get("suppress-author")),
        author_only=bool(item.get("author-only")),
        position=item.get("position", 0) if alone else None,
        near_note=bool(item.get("near-note")) if alone else None,
    )


def _alone(
    processor: Processor, references: list[Reference], clusters: list[list[dict[str, Any]]]
) -> list[str]:
    """The *clusters* as if none stood before or after; all references are cited in order first."""
    every = [{"id": reference.id} for reference in references]
    document = [
        Citation([_cite(item, alone=True) for item in cluster]) for cluster in [every, *clusters]
    ]
    return [text or NOTHING_PRINTED for text in processor.citations(document)[1:]]


def _in_order(processor: Processor, style: Style, references: list[Reference]) -> list[str]:
    """The ids in the order of the bibliography, those without an entry last."""
    entries = processor.bibliography().ids if style.has_bibliography else ()
    return list(dict.fromkeys([*entries, *(reference.id for reference in references)]))


def _replayed(processor: Processor, csl: str, steps: Iterable[list[Any]]) -> list[str]:
    """The document after all *steps*, each a citation and those before and after it.

    ``>>`` stands where the last step gave a citation another text, or would have: where what could
    be said of a work in it is another (``..`` elsewhere).
    """
    earlier: dict[str, Citation] = {}
    document: dict[str, Citation] = {}
    texts: dict[str, str] = {}
    changed: set[str] = set()
    for data, before, after in steps:
        citation = _citation(data)
        key = citation.id or ""
        notes = dict([*before, (key, citation.note), *after])
        wanted = {
            other: citation if other == key else _in_note(document[other], note or None)
            for other, note in notes.items()
        }
        edited = {**texts, **_edited(processor, document, wanted)}
        changed = {other for other in wanted if edited[other] != texts.get(other)} | {key}
        earlier, document, texts = document, wanted, edited
    before, now = _places(processor, csl, earlier), _places(processor, csl, document)
    moved = {fact.work for fact in before.keys() & now.keys() if before[fact] != now[fact]}
    changed |= {
        key
        for key, citation in document.items()
        if any(cite.id in moved for cite in citation.cites)
    }
    return [
        f"{'>>' if key in changed else '..'}[{index}] {texts[key] or NOTHING_PRINTED}"
        for index, key in enumerate(document)
    ]


def _edited(
    processor: Processor, document: dict[str, Citation], wanted: dict[str, Citation]
) -> dict[str, str]:
    """Makes the *document* the *wanted* one, and gives the texts that changed."""
    texts: dict[str, str] = {}
    for key in document.keys() - wanted.keys():
        texts.update(processor.remove(key).citations)
    order = [key for key in document if key in wanted]
    for index, (key, citation) in enumerate(wanted.items()):
        place = order[index] if index < len(order) else None
        if key not in document:
            texts.update(processor.insert(citation, place).citations)
            order.insert(index, key)
            continue
        if key != place:
            texts.update(processor.move(key, place).citations)
            order.remove(key)
            order.insert(index, key)
        if citation != document[key]:
            texts.update(processor.replace(citation).citations)
    return texts


class _Fact(NamedTuple):
    kind: str
    work: str


def _places(
    processor: Processor, csl: str, document: Mapping[str, Citation]
) -> dict[_Fact, object]:
    """What a style can say of the works because of where they are cited.

    How a later cite would read; the note of the first, where there are others to refer to it; and
    whether there are, in styles for notes that tell works apart by it.
    """
    notes: dict[str, list[int | None]] = {}
    for citation in document.values():
        for cite in citation.cites:
            notes.setdefault(cite.id, []).append(citation.note)
    cited = [reference for reference in processor.references if reference.id in notes]
    later = Processor(processor.style, cited).citations(
        Citation([Cite(work, position=position)]) for position in (0, 1) for work in notes
    )
    places: dict[_Fact, object] = {
        _Fact("later", work): text for work, text in zip(notes, later[len(notes) :], strict=True)
    }
    for work, there in notes.items():
        if len(there) > 1:
            places[_Fact("first note", work)] = there[0]
        if 'class="note"' in csl and 'disambiguate="' in csl:
            places[_Fact("again", work)] = len(there) > 1
    return places


def _citation(data: Mapping[str, Any]) -> Citation:
    properties = data.get("properties", {})
    return Citation(
        [_cite(item) for item in data["citationItems"]],
        note=properties.get("noteIndex") or None,
        id=data["citationID"],
        mode=properties.get("mode"),
        infix=properties.get("infix"),
    )


def _in_note(citation: Citation, note: int | None) -> Citation:
    return Citation(
        citation.cites, note=note, id=citation.id, mode=citation.mode, infix=citation.infix
    )


def _document(
    processor: Processor, csl: str, references: list[Reference], section: Mapping[str, Any] | None
) -> str:
    """The bibliography as HTML; where works are numbered, with what prints nothing."""
    bibliography = processor.bibliography()
    entries = dict(zip(bibliography.ids, bibliography.entries, strict=True))
    if _PRINTS_NUMBER.search(csl):
        entries = _with_empty(bibliography, entries, [reference.id for reference in references])
    if section:
        by_id = {reference.id: reference for reference in references}
        entries = {key: entry for key, entry in entries.items() if _is_in(by_id[key], section)}
    if tuple(entries) == bibliography.ids:
        return str(bibliography).strip()
    body = "".join(f"  {entry}\n" for entry in entries.values())
    return f'<div class="csl-bib-body">\n{body}</div>'


def _with_empty(
    bibliography: Bibliography, entries: dict[str, str], ids: list[str]
) -> dict[str, str]:
    """*entries*, and each reference that prints nothing after the one registered before it."""
    empty = {
        diagnostic.reference
        for diagnostic in bibliography.diagnostics
        if diagnostic.code == "empty-reference"
    }
    order = list(entries)
    for before, key in zip([None, *ids], ids, strict=False):
        if key in empty and key not in entries:
            order.insert(order.index(before) + 1 if before in order else 0, key)
    return {
        key: entries.get(key, f'<div class="csl-entry">{number}. {NOTHING_PRINTED}</div>')
        for number, key in enumerate(order, 1)
    }


def _is_in(reference: Reference, section: Mapping[str, Any]) -> bool:
    """Whether BIBSECTION's lists of fields and values let a reference in."""
    item = reference.to_csl()

    def holds(test: Mapping[str, str]) -> bool:
        value = item.get(test["field"], "")
        return test["value"] in value if isinstance(value, list) else str(value) == test["value"]

    return (
        all(map(holds, section.get("select", ())))
        and ("include" not in section or any(map(holds, section["include"])))
        and not any(map(holds, section.get("exclude", ())))
        and not (section.get("quash") and all(map(holds, section["quash"])))
    )


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """TimeoutError in the middle of what takes longer, where the system has such a clock."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError(f"over {seconds} seconds")

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def outcome(name: str, folder: Path = FOLDER) -> tuple[str, str]:
    """What the fixture *name* expects, and what came out; an exception's name and words."""
    sections = read_fixture(folder / f"{name}.txt")
    expected = sections.pop("RESULT")
    try:
        with _limited(SECONDS):
            return expected, render_fixture(sections)
    except Exception as problem:  # one fixture that breaks must not hide the others
        return expected, f"{type(problem).__name__}: {problem}"


def names(folder: Path = FOLDER, prefix: str = "") -> list[str]:
    """The fixtures that begin with *prefix*, in order."""
    return sorted(path.stem for path in folder.glob(f"{prefix}*.txt"))


def passes(name: str, folder: Path = FOLDER) -> bool:
    """Whether what came out is exactly what is expected."""
    expected, got = outcome(name, folder)
    return expected == got


def main(arguments: list[str]) -> None:
    """``--update``, or the beginnings of names."""
    if arguments == ["--update"]:
        passing = [name for name in names() if passes(name)]
        PASSING.write_text("".join(f"{name}\n" for name in passing), encoding="utf-8")
        print(f"{len(passing)} of {len(names())} pass")
        return
    for name in [name for prefix in arguments for name in names(prefix=prefix)]:
        expected, got = outcome(name)
        if expected == got:
            print(f"passes  {name}")
            continue
        print(f"FAILS   {name}")
        lines = difflib.unified_diff(
            expected.split("\n"), got.split("\n"), "expected", "got", lineterm=""
        )
        print("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1:])

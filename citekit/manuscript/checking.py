"""What is wrong with a manuscript's citations: unknown keys, works twice, facts a style lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from citekit.checks import missing
from citekit.csl import Citation, Cite, Processor, Style
from citekit.errors import Diagnostic, error, warning
from citekit.manuscript.story import Cluster, Document, clusters
from citekit.model import Date, Name, Reference

_SENTINEL = "Qxyzzyq"
_YEAR = 8765
_PROBES: tuple[tuple[Callable[[Reference], Iterable[Diagnostic]], dict[str, Any], str], ...] = (
    (missing.title, {"title": _SENTINEL}, _SENTINEL),
    (missing.people, {"author": (Name(family=_SENTINEL),)}, _SENTINEL),
    (missing.date, {"issued": Date(date_parts=((_YEAR,),))}, str(_YEAR)),
    (missing.container, {"container_title": _SENTINEL}, _SENTINEL),
    (missing.publisher, {"publisher": _SENTINEL}, _SENTINEL),
    (missing.address, {"url": f"https://{_SENTINEL}.org"}, _SENTINEL),
    (missing.pages, {"page": str(_YEAR)}, str(_YEAR)),
)
"""A rule on what is missing, a value to try, what of it a style prints."""


def check(
    document: Document, references: Iterable[Reference], style: Style | None = None
) -> list[Diagnostic]:
    """What is wrong with the citations of *document*, each with its place.

    An unknown key is an error with the nearest ones, or a warning where it may be no citation; a
    work cited under two keys is a warning, so is a fact that a cited work lacks and *style* would
    print.
    """
    known = {reference.id: reference for reference in references}
    found = list(_unknown(clusters(document.story), known))
    cited = [known[key] for key in cited_keys(document) if key in known]
    found += _twice(cited)
    if style is not None:
        found += _missing(cited, style)
    return found


def uncited(document: Document, references: Iterable[Reference]) -> list[Diagnostic]:
    """A warning for each of *references* that *document* does not cite."""
    cited = {*cited_keys(document), *document.settings.uncited}
    if "*" in cited:
        return []
    return [
        warning("reference-uncited", reference=reference.id, key=reference.id)
        for reference in references
        if reference.id not in cited
    ]


def cited_keys(document: Document) -> list[str]:
    """The keys that *document* cites, each once, in the order of their first citation."""
    return list(
        dict.fromkeys(
            cite.id for cluster in clusters(document.story) for cite in cluster.citation.cites
        )
    )


def _unknown(found: Iterable[Cluster], known: Mapping[str, Reference]) -> Iterator[Diagnostic]:
    near: dict[str, str] = {}
    for cluster in found:
        for cite in cluster.citation.cites:
            if cite.id in known:
                continue
            if cite.id not in near:
                nearest = get_close_matches(cite.id, known, n=3, cutoff=0.6)
                near[cite.id] = ", ".join(nearest)
            facts = {"key": cite.id, "near": near[cite.id] or "–", **cluster.place}
            if cluster.certain:
                yield error("key-unknown", **facts)
            elif near[cite.id]:
                yield warning("key-unknown-bare", **facts)


def _twice(cited: Sequence[Reference]) -> Iterator[Diagnostic]:
    from citekit.merging import merge
    from citekit.model import Library

    for group in merge([Library(references=tuple(cited))]).groups:
        keys = [member.key for member in group.members]
        yield warning("cited-twice", reference=keys[0], key=keys[0], others=", ".join(keys[1:]))


def _missing(cited: Iterable[Reference], style: Style) -> Iterator[Diagnostic]:
    """What works lack that *style* would print: tried out, with a value made up for it."""
    probes: dict[str, tuple[Diagnostic, Reference, str]] = {}
    for reference in cited:
        for rule, change, printed in _PROBES:
            for finding in rule(reference):
                key = str(len(probes))
                probes[key] = (finding, reference.replace(id=key, **change), printed)
    if not probes:
        return
    processor = Processor(style, [probe for _, probe, _ in probes.values()], output="text")
    texts = dict(
        zip(probes, processor.citations([Citation((Cite(key),)) for key in probes]), strict=True)
    )
    if style.has_bibliography:
        made = processor.bibliography()
        for key, entry in zip(made.ids, made.entries, strict=True):
            texts[key] += entry
    for key, (finding, _, printed) in probes.items():
        if printed.lower() in texts[key].lower():
            yield warning(finding.code, reference=finding.reference, **finding.parameters)

"""A contents page → references: lines, structure, entries, repeats, keys, the account."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Iterable
from itertools import pairwise

import msgspec

from citekit.errors import Diagnostic, Span, error, note, warning
from citekit.model import Pages
from citekit.sommaire.draft import Draft, EntryReader
from citekit.sommaire.entry import split_entry
from citekit.sommaire.ledger import Ledger
from citekit.sommaire.result import Coverage, Sommaire
from citekit.sommaire.structure import Entry, IssueBlock, read_structure
from citekit.text.characters import fold, shortened
from citekit.text.keys import assign_keys
from citekit.text.lines import html_lines, looks_like_html, plain_lines
from citekit.text.names import order_of

SAMPLE = 50  # entries that show how this page prints its items and its names
MIN_VOTES = 2  # titles that tell a language, for the others to follow


def parse(text: str, *, infer_pages: bool = False, keys: str | None = None) -> Sommaire:
    """Read a contents page, plain text or HTML, into references.

    *infer_pages* derives a missing last page from the next entry's first and reports it. *keys* is
    a pattern for citation keys (see :func:`citekit.text.keys.assign_keys`; UsageError if it is
    bad). Anything else about the text is a diagnostic: a text that is no contents page gives no
    references and the error ``sommaire-not-found``.
    """
    lines = html_lines(text) if looks_like_html(text) else plain_lines(text)
    ledger = Ledger(text, lines)
    structure = read_structure(lines, ledger)
    del lines
    diagnostics = list(structure.diagnostics)
    drafts: list[Draft] = []
    for block in structure.blocks:
        found, said = _read_block(block, ledger)
        if infer_pages:
            said += _infer_last_pages(found)
        drafts += found
        diagnostics += said
    if not _is_sommaire(drafts):
        return _nothing_found(text, ledger)
    references = assign_keys([draft.reference() for draft in drafts], keys)
    for draft, reference in zip(drafts, references, strict=True):
        diagnostics += (
            msgspec.structs.replace(diagnostic, reference=reference.id)
            for diagnostic in draft.diagnostics
        )
    for diagnostic in diagnostics:
        ledger.reported(diagnostic.span)
    diagnostics += _report_leftovers(text, ledger)
    return Sommaire(
        references=tuple(references),
        mentions=tuple(mention for draft in drafts for mention in draft.mentions),
        issues=tuple(block.issue for block in structure.blocks),
        evidence={
            reference.id: draft.evidence
            for draft, reference in zip(drafts, references, strict=True)
        },
        diagnostics=tuple(_located(text, diagnostics)),
        coverage=ledger.coverage(),
    )


def _nothing_found(text: str, ledger: Ledger) -> Sommaire:
    """The whole text in one error: there is no use in quoting all its lines."""
    total = ledger.coverage().total
    code = "sommaire-not-found" if total else "sommaire-empty"
    return Sommaire(
        diagnostics=(error(code, line=1, span=Span(0, len(text))),),
        coverage=Coverage(total=total, reported=total),
    )


def _is_sommaire(drafts: list[Draft]) -> bool:
    """An entry of a contents page has pages, or people under a journal's name."""
    return any(
        "page" in draft.facts
        or (draft.facts.get("container_title") and (draft.facts.get("author") or len(drafts) > 1))
        for draft in drafts
    )


def _read_block(block: IssueBlock, ledger: Ledger) -> tuple[list[Draft], list[Diagnostic]]:
    """The drafts of one issue, repeats merged, and what concerns none of them alone."""
    diagnostics: list[Diagnostic] = []
    drafts: dict[tuple[str, str], Draft] = {}
    entries = block.entries
    sample = deque(split_entry(entry.body) for entry in entries[:SAMPLE])
    words_are_titles = 2 * sum(split.is_bare for split in sample) >= len(sample)
    order = order_of([split.people.text for split in sample if split.people])
    reader = EntryReader(block.issue, ledger, order)
    entries.reverse()
    while entries:  # each is let go once it is read: a long page is not held twice
        entry = entries.pop()
        split = sample.popleft() if sample else split_entry(entry.body)
        draft = None
        if words_are_titles or entry.rubrics or not split.is_bare:
            draft = reader.read(entry, split)
        if draft is None:
            diagnostics.append(_unread(entry))
            continue
        key = draft.is_repeat_key()
        first = drafts.setdefault(key, draft)
        if first is not draft:
            drafts[key] = _merged(first, draft)
            ledger.repeat(entry.body)
            for line in entry.more:
                ledger.repeat(line)
            diagnostics.append(
                note("entry-repeated", title=draft.facts["title"], span=entry.body.span())
            )
    found = list(drafts.values())
    _fill_languages(found)
    if not block.issue.journal and found:
        diagnostics.append(warning("journal-missing", line=1))
    elif block.issue.issued is None and found:
        diagnostics.append(warning("date-missing", line=1))
    return found, diagnostics


def _unread(entry: Entry) -> Diagnostic:
    return warning("entry-unread", text=shortened(entry.body.value), span=entry.body.span())


def _merged(first: Draft, second: Draft) -> Draft:
    """One draft from two printings: the first's facts, and what only the second has."""
    for name, value in second.facts.items():
        if value is not None and first.facts.get(name) is None:
            first.facts[name] = value
            variable = name.replace("_", "-")
            if variable in second.evidence:
                first.evidence[variable] = second.evidence[variable]
    other = second.facts.get("abstract")
    if other and fold(other) != fold(first.facts["abstract"]):
        first.diagnostics.append(
            warning("repeat-differs", text=shortened(other), span=second.evidence.get("abstract"))
        )
    first.custom = {**second.custom, **first.custom}
    first.mentions += second.mentions
    known = {diagnostic.code for diagnostic in first.diagnostics}
    first.diagnostics += (d for d in second.diagnostics if d.code not in known)
    return first


def _fill_languages(drafts: list[Draft]) -> None:
    """Where the title does not tell, most titles of the issue do.

    That is so for short titles, and for reviews: their title is the description of a book, in the
    book's language.
    """
    counts = Counter(draft.facts["language"] for draft in drafts if draft.facts["language"])
    language, count = counts.most_common(1)[0] if counts else (None, 0)
    if count < MIN_VOTES or count * 2 < sum(counts.values()):
        language = None
    for draft in drafts:
        draft.facts["language"] = draft.facts["language"] or language or draft.language


def _infer_last_pages(drafts: list[Draft]) -> list[Diagnostic]:
    """``1`` before an entry on page 17 becomes ``1-16``; each is reported."""
    diagnostics: list[Diagnostic] = []
    for draft, following in pairwise(drafts):
        pages, after = _pages(draft), _pages(following)
        if pages is None or after is None or pages.last is not None:
            continue
        first, end = pages.first_number(), after.first_number()
        if first is not None and end is not None and end - 1 > first:
            draft.facts["page"] = f"{first}-{end - 1}"
            draft.diagnostics.append(
                note("page-inferred", page=draft.facts["page"], span=draft.evidence.get("page"))
            )
    return diagnostics


def _pages(draft: Draft) -> Pages | None:
    return Pages.parse(draft.facts.get("page") or "")


def _report_leftovers(text: str, ledger: Ledger) -> Iterable[Diagnostic]:
    found = []
    for span in ledger.leftovers():
        words = " ".join(span.of(text).split())
        found.append(warning("text-unread", text=shortened(words), length=len(words), span=span))
        ledger.reported(span)
    return found


def _located(text: str, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """With line and column from the span, in the order of the document."""
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)

    def place(diagnostic: Diagnostic) -> Diagnostic:
        if diagnostic.span is None:
            return diagnostic
        line = bisect_right(starts, diagnostic.span.start)
        column = diagnostic.span.start - starts[line - 1] + 1
        return msgspec.structs.replace(diagnostic, line=line, column=column)

    return sorted(map(place, diagnostics), key=lambda d: d.span or Span(0, 0))

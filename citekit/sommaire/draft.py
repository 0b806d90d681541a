"""From the parts of an entry to a reference: values, their evidence, and what is doubtful."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from citekit.errors import Diagnostic, Span, note, warning
from citekit.model import Pages, Reference
from citekit.sommaire.abstracts import read_rest
from citekit.sommaire.citation import is_citation, read_citation
from citekit.sommaire.entry import SURE, Split
from citekit.sommaire.ledger import Ledger
from citekit.sommaire.result import Issue
from citekit.sommaire.reviews import is_review_rubric, read_review
from citekit.sommaire.structure import Entry
from citekit.text.characters import fold, shortened
from citekit.text.language import language_of
from citekit.text.names import Order, people_score, read_people
from citekit.text.ocr import suspects
from citekit.text.passage import Passage, join

_ABBREVIATION = re.compile(
    r"(?:\b\w\.)+\w\.$|\b(?:etc|vol|ill|al|cf|fig|sq|suiv|av|J\.-C|\w)\.$|\.\.\.$"
)


class Draft(msgspec.Struct):
    """A reference without a key yet."""

    facts: dict[str, Any]
    evidence: dict[str, Span] = {}
    custom: dict[str, Any] = {}
    diagnostics: list[Diagnostic] = []
    mentions: list[Reference] = []
    language: str | None = None  # of the words in the title, where that says little

    def is_repeat_key(self) -> tuple[str, str]:
        """What two printings of one article have in common."""
        people = ";".join(name.display() for name in self.facts.get("author") or ())
        page = self.facts.get("page") or ""
        if not people and not page:  # `Notes -` in two rubrics is two entries
            page = str(self.facts.get("section"))
        return fold(f"{self.facts.get('title')}|{people}"), page

    def keep(self, variable: str, value: Any, *passages: Passage) -> None:
        """Set a fact and where it stands."""
        attribute = variable.replace("-", "_")
        if attribute.startswith("custom."):
            self.custom[attribute.removeprefix("custom.")] = value
        else:
            self.facts[attribute] = value
        spans = [span for span in (passage.span() for passage in passages) if span]
        if spans:
            self.evidence[variable] = Span(spans[0].start, spans[-1].end)

    def reference(self, key: str = "") -> Reference:
        """The reference, with *key* as its id."""
        facts = {name: value for name, value in self.facts.items() if value is not None}
        return Reference(id=key, **{**facts, "custom": self.custom or None})


class EntryReader:
    """Reads the entries of one issue."""

    def __init__(self, issue: Issue, ledger: Ledger, order: Order | None) -> None:
        self.issue = issue
        self.order = order
        self.ledger = ledger
        custom = {"access": issue.access, "issue_of_year": issue.issue_of_year}
        custom["whole_number"] = issue.whole_number
        self.custom = {name: value for name, value in custom.items() if value}
        self.facts = {
            "type": "article-journal",
            "container_title": issue.journal,
            "volume": issue.volume,
            "issue": issue.number,
            "issued": issue.issued,
            "volume_title": issue.title,
            "source": issue.source,
        }

    def read(self, entry: Entry, split: Split) -> Draft | None:
        """The draft of *entry*, *split* already; None where it is nothing but words."""
        rubric = " : ".join(rubric.title.value for rubric in entry.rubrics)
        if split.title is None and split.people is None:
            return None
        if split.is_bare and not rubric and not self.issue.journal:
            return None
        draft = Draft(dict(self.facts), dict(self.issue.evidence), dict(self.custom))
        if rubric:
            draft.keep("section", rubric, entry.rubrics[-1].title)
        for separator in split.separators:
            self.ledger.furniture(separator)
        self._people_and_title(draft, split, rubric)
        if split.pages:
            self._pages(draft, split.pages)
        title = draft.facts["title"]
        draft.facts["language"] = None if title.startswith("[") else language_of(title)
        self._rest(draft, split, [split.rest or Passage("", ()), *entry.more])
        self._review(draft, rubric)
        if draft.facts["type"] == "review-book":
            draft.language, draft.facts["language"] = draft.facts["language"], None
        return draft

    def _people_and_title(self, draft: Draft, split: Split, rubric: str) -> None:
        title, people = split.title, split.people
        if people is None and title and rubric and _is_people_only(split, title):
            title, people = None, title
        if people:
            self._people(draft, people)
        if title:
            self._title(draft, title, is_review=is_review_rubric(rubric))
            if split.is_doubtful:
                draft.diagnostics.append(
                    warning("title-keeps-dash", title=title.value, span=title.span())
                )
        else:
            draft.facts["title"] = f"[{rubric}]" if rubric else "[Sans titre]"
            draft.diagnostics.append(
                warning("title-missing", title=draft.facts["title"], span=people.span())
                if people
                else warning("title-missing", title=draft.facts["title"])
            )

    def _people(self, draft: Draft, people: Passage) -> None:
        self.ledger.field(people)
        found = read_people(people.text, self.order)
        for aside in found.furniture:
            self.ledger.furniture(people.slice(aside.start, aside.end))
        for role, names in found.roles.items():
            spans = [span for variable, _, span in found.spans if variable == role]
            places = [people.slice(span.start, span.end) for span in spans] or [people]
            draft.keep(role, names, places[0], places[-1])
        for diagnostic in found.diagnostics:
            span = diagnostic.span
            place = people.slice(span.start, span.end).span() if span else people.span()
            draft.diagnostics.append(msgspec.structs.replace(diagnostic, span=place))

    def _title(self, draft: Draft, title: Passage, *, is_review: bool) -> None:
        self.ledger.field(title)
        stray = _stray_quote(title.text)
        if stray is not None:
            mark = title.slice(stray, stray + 1)
            draft.diagnostics.append(
                warning("title-quote-stray", mark=mark.text, title=title.value, span=mark.span())
            )
            self.ledger.reported(mark.span())
            title = (title.slice(1) if stray == 0 else title.slice(0, stray)).strip()
        if (
            title.text.endswith(".")
            and not is_review
            and not _ABBREVIATION.search(title.text[-12:])
        ):
            self.ledger.furniture(title.slice(len(title.text) - 1))
            title = title.slice(0, len(title.text) - 1).strip()
        draft.keep("title", title.value, title)
        self._doubtful_words(draft, "title", title)

    def _pages(self, draft: Draft, pages: Passage) -> None:
        self.ledger.field(pages)
        parts = [Pages.parse(part) for part in pages.text.split(",")]
        value = ", ".join(str(part) for part in parts if part) or pages.value
        draft.keep("page", value, pages)

    def _rest(self, draft: Draft, split: Split, lines: list[Passage]) -> None:
        rest = join(lines)
        if not rest.text.strip():
            return
        if is_citation(rest.text):
            mention = read_citation(rest)
            draft.mentions.append(mention)
            self.ledger.field(rest)
            draft.diagnostics.append(
                warning(
                    "citation-for-abstract", title=mention.title or "", span=rest.strip().span()
                )
            )
            return
        people = split.people.text if split.people else ""
        found = read_rest(lines, draft.facts["title"], people)
        for passage in found.furniture:
            self.ledger.furniture(passage)
        for passage in found.openings:
            draft.diagnostics.append(
                note("abstract-opening", text=shortened(passage.value), span=passage.span())
            )
        if found.access:
            self.ledger.field(found.access)
            draft.keep("custom.access", found.access.value, found.access)
        self._abstracts(draft, found.abstracts)

    def _abstracts(self, draft: Draft, abstracts: tuple[tuple[str | None, Passage], ...]) -> None:
        if not abstracts:
            return
        own = draft.facts["language"]
        chosen = next((a for a in abstracts if a[0] == own and own), abstracts[0])
        draft.facts["language"] = own or chosen[0]
        others: dict[str, str] = {}
        for abstract in abstracts:
            language, passage = abstract
            self.ledger.field(passage)
            self._doubtful_words(draft, "abstract", passage)
            if abstract is chosen:
                draft.keep("abstract", passage.value, passage)
            else:
                code = language or "und"
                others[code] = (
                    f"{others[code]} {passage.value}" if code in others else passage.value
                )
        if others:
            passages = [passage for a in abstracts if a is not chosen for passage in a[1:]]
            draft.keep("custom.abstracts", others, passages[0], passages[-1])

    def _doubtful_words(self, draft: Draft, variable: str, passage: Passage) -> None:
        report = warning if variable == "title" else note
        for suspect in suspects(passage.text):
            code = "ocr-suspect" if suspect.likely else "characters-lost"
            draft.diagnostics.append(
                report(
                    code,
                    printed=suspect.printed,
                    likely=suspect.likely,
                    span=passage.slice(*msgspec.structs.astuple(suspect.span)).span(),
                )
            )
        if passage.text.count("«") != passage.text.count("»"):
            at = _unpaired(passage.text)
            around = passage.text[max(at - 30, 0) : at + 1]
            draft.diagnostics.append(
                report(
                    "quote-unpaired",
                    mark=passage.text[at],
                    context=" ".join(around.split()),
                    span=passage.slice(at, at + 1).span(),
                )
            )

    def _review(self, draft: Draft, rubric: str) -> None:
        review = read_review(draft.facts["title"], rubric)
        if review is None:
            return
        draft.facts["type"] = "review-book"
        draft.custom["reviewed_lines"] = list(review.lines)
        if review.title:
            draft.facts["reviewed_title"] = review.title
            draft.facts["reviewed_author"] = review.authors or None


def _is_people_only(split: Split, title: Passage) -> bool:
    """``Michel Wieviorka p. 5`` under *Éditorial*: pages, no dash, and a person's name."""
    has_dash = split.has_dash or split.is_doubtful
    return split.pages is not None and not has_dash and people_score(title.value) >= SURE


def _stray_quote(title: str) -> int | None:
    """Where an unpaired quotation mark stands at an end of *title*; None where all is paired."""
    if title.count('"') % 2:
        if title.endswith('"'):
            return len(title) - 1
        if title.startswith('"') and title.count('"') == 1:
            return 0
    for opening, closing in ("«»", "“”"):
        if title.count(closing) == title.count(opening) + 1 and title.endswith(closing):
            return len(title) - 1
    return None


def _unpaired(text: str) -> int:
    """The first « or » that has no partner."""
    open_at: list[int] = []
    for match in re.finditer("[«»]", text):
        if match[0] == "«":
            open_at.append(match.start())
        elif open_at:
            open_at.pop()
        else:
            return match.start()
    return open_at[0]

"""The head of a contents page: journal, number, date, the special issue's title, access."""

from __future__ import annotations

import re
from collections.abc import Callable

from citekit.errors import Diagnostic, Span, note, warning
from citekit.model import Date
from citekit.sommaire.numbering import read_numbering
from citekit.sommaire.result import Issue
from citekit.text.characters import fold, shortened
from citekit.text.lines import Line
from citekit.text.passage import Passage, join

OPENING = re.compile(r"contenu\s+du\s+sommaire\s*(?::\s*|$)", re.IGNORECASE)
_LABELS = {
    "revue": "journal",
    "periodique": "journal",
    "numero": "numbering",
    "titre du numero": "title",
    "texte integral en ligne": "access",
    "texte integral": "access",
}
_LABEL = (
    r"titre\s+du\s+num[ée]ro|num[ée]ro|texte\s+int[ée]gral(?:\s+en\s+ligne)?|revue|p[ée]riodique"
)
_LABELLED = re.compile(rf"(?P<label>{_LABEL})(?P<mark>\s*[|\t]\s*|\s*:\s*|\s+|$)", re.IGNORECASE)
_RULE = frozenset("|-:_=*+. \t")
_FURNITURE = re.compile(r"!\[[^\[\]\n]{0,300}\](?:\([^()\n]{0,1000}\))?|\bMir@bel\b", re.IGNORECASE)
_SITE = re.compile(r"\b(?P<site>Sign@l)\b", re.IGNORECASE)
_OTHER_CELL = re.compile(r"[^|]{1,60}\|.*\|\s*$")


def _is_numbering(line: Line | None) -> bool:
    return line is not None and fold(line.body.text[:6]) == "numero"


class HeadReader:
    """Reads the lines of a head one by one, until ``take`` says that a line is none of its own.

    ``field`` and ``furniture`` are called with each passage that was understood as such.
    """

    def __init__(
        self, field: Callable[[Passage], None], furniture: Callable[[Passage], None]
    ) -> None:
        self._field = field
        self._furniture = furniture
        self.facts: dict[str, str] = {}
        self.issued: Date | None = None
        self.evidence: dict[str, Span] = {}
        self.diagnostics: list[Diagnostic] = []
        self._open_label: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no fact of an issue has been read yet."""
        return not self.facts and self.issued is None

    @staticmethod
    def opens(line: Line, following: Line | None) -> bool:
        """Whether a head begins at *line*: its title line, or *Revue* before *Numéro*."""
        if line.bullet:
            return False
        text = line.body.text
        if OPENING.match(text):
            return True
        match = _LABELLED.match(text)
        if not match or fold(match["label"]) != "revue":
            return False
        is_alone = match.end() == len(text)
        return is_alone or "|" in match["mark"] or _is_numbering(following)

    def starts_again(self, line: Line, following: Line | None) -> bool:
        """Whether *line* heads another issue: a head line whose fact is known already."""
        if not self.opens(line, following):
            return False
        return bool(OPENING.match(line.body.text)) or "journal" in self.facts

    def take(self, line: Line) -> bool:
        """Read *line* if it belongs to the head; False if it does not."""
        body = line.body
        if line.bullet:
            return False
        label, self._open_label = self._open_label, None
        if label and not _LABELLED.match(body.text):
            self._furniture(body)
            self._fact(label, body.strip("|\t "))
            return True
        if _RULE.issuperset(body.text) or not _FURNITURE.sub("", body.text).strip(" |"):
            self._furniture(body)
            return True
        if opening := OPENING.match(body.text):
            self._furniture(body.slice(0, opening.end()))
            self._fact("title", body.slice(opening.end()).strip())
            return True
        site = _SITE.search(body.text)
        if site and len(body.text) < 200:
            self._site(body, site)
            return True
        return self._labelled(body)

    def _labelled(self, body: Passage) -> bool:
        match = _LABELLED.match(body.text)
        if not match:
            if _OTHER_CELL.match(body.text):
                self.diagnostics.append(
                    note("head-line-unknown", text=shortened(body.value), span=body.span())
                )
                return True
            return False
        label = _LABELS[fold(match["label"])]
        if label in self.facts and label != "title":
            return False
        self._furniture(body)
        value = body.slice(match.end()).strip("|\t ")
        if value:
            self._fact(label, value)
        elif body.text.count("|") < 2:  # `Revue |`: the value stands on the next line
            self._open_label = label
        return True

    def _site(self, body: Passage, site: re.Match[str]) -> None:
        passage = body.group(site, "site")
        self.facts.setdefault("source", passage.text)
        self._note_place("source", passage)
        self._field(passage)
        for rest in (body.slice(0, site.start()), body.slice(site.end())):
            if rest.strip():
                self.diagnostics.append(
                    note("page-text-skipped", text=rest.value, span=rest.span())
                )

    def _fact(self, label: str, value: Passage) -> None:
        value = self._without_furniture(value)
        if not value:
            return
        if label == "numbering":
            self._numbering(value)
        elif label in self.facts:
            if fold(self.facts[label]) != fold(value.value):
                self.diagnostics.append(
                    warning(
                        "head-contradiction",
                        text=value.value,
                        kept=self.facts[label],
                        span=value.span(),
                    )
                )
            self._furniture(value)
        else:
            self.facts[label] = value.value
            self._note_place(label, value)
            self._field(value)

    def _without_furniture(self, value: Passage) -> Passage:
        """Without empty images and the link to Mir@bel behind a journal's name."""
        kept, start = [], 0
        for match in _FURNITURE.finditer(value.text):
            self._furniture(value.slice(match.start(), match.end()))
            kept.append(value.slice(start, match.start()).strip())
            start = match.end()
        if not start:
            return value
        kept.append(value.slice(start).strip(" |"))
        return join(part for part in kept if part)

    def _numbering(self, value: Passage) -> None:
        numbering = read_numbering(value)
        self.facts["numbering"] = value.value
        self.issued = numbering.issued
        for fact in ("volume", "issue", "issue_of_year", "whole_number"):
            number = getattr(numbering, fact)
            if number is not None:
                self.facts[fact] = number
        self.evidence |= numbering.spans
        self._field(value)
        for rest in numbering.unread:
            self.diagnostics.append(
                warning("numbering-unread", text=shortened(rest.value), span=rest.span())
            )

    def _note_place(self, fact: str, passage: Passage) -> None:
        span = passage.span()
        if span:
            self.evidence[fact] = span

    def done(self) -> Issue:
        """The issue read so far, with the places of its facts by CSL variable."""
        get = self.facts.get
        names = {"journal": "container-title", "title": "volume-title", "access": "custom.access"}
        names |= {fact: f"custom.{fact}" for fact in ("issue_of_year", "whole_number")}
        return Issue(
            journal=get("journal"),
            volume=get("volume"),
            number=get("issue"),
            issued=self.issued,
            title=get("title"),
            access=get("access"),
            issue_of_year=get("issue_of_year"),
            whole_number=get("whole_number"),
            source=get("source"),
            evidence={names.get(fact, fact): span for fact, span in self.evidence.items()},
        )

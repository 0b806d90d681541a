"""NBIB: the MEDLINE display format, as PubMed saves citations for reference managers. Read only."""

from __future__ import annotations

import re

from citekit.errors import Diagnostic, error, note, warning
from citekit.formats import nbib_values as values
from citekit.formats.nbib_fields import GENRES, KEYWORDS, KNOWN_TAGS, PLAIN, TEXTS, TYPES
from citekit.formats.ris_lines import Line, Stray
from citekit.formats.ris_values import one_line, read_keywords
from citekit.formats.shared import clean, keyed
from citekit.formats.tagged_facts import Facts
from citekit.formats.tagged_lines import records
from citekit.model import Date, Library, Name, Reference
from citekit.text.language_codes import language_code

RAW = "nbib"
"""Where ``custom`` keeps what has no CSL variable: ``{"CRDT": ["2006/12/01 06:00"]}``."""

_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3})[ \t]{0,3}-(?=[ \t]|$|(?<=PMID-)\d)[ \t]*(.*)", re.DOTALL)


def read(text: str) -> Library:
    """The references of *text*, one for each ``PMID`` or, where one lacks, each block of lines.

    Fields without a CSL variable, and second values, are kept in ``custom.nbib``; what stands
    before the first record in ``comments``. Never raises. Source: NLM's description of the
    MEDLINE display format.
    """
    references: list[Reference] = []
    diagnostics: list[Diagnostic] = []
    comments: list[str] = []
    seen: set[str] = set()
    for part in records(clean(text), _TAG, "PMID"):
        if isinstance(part, Stray):
            comments.append(part.text)
            first = one_line(part.text)[:60]
            diagnostics.append(note("nbib-before-records", line=part.number, text=first))
            continue
        found = _Record(part)
        reference = found.read()
        references.append(reference)
        diagnostics += found.diagnostics
        if reference.pmid in seen:
            diagnostics.append(warning("nbib-twice", line=part[0].number, pmid=reference.pmid))
        if reference.pmid:
            seen.add(reference.pmid)
    if not references and comments:
        diagnostics.append(error("nbib-no-records"))
    with_keys, about_keys = keyed(references)
    return Library(
        references=with_keys, diagnostics=(*diagnostics, *about_keys), comments=tuple(comments)
    )


class _Record(Facts):
    """One record; lines that say a fact leave ``by_tag``."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__(line._replace(value=one_line(line.value)) for line in lines)
        if "PMID" not in self.by_tag:
            self.diagnostics.append(warning("nbib-no-pmid", line=lines[0].number))

    def read(self) -> Reference:
        kind = self._kind()
        self._titles(kind)
        for tag, variable in TEXTS.items():
            self.give(variable, self.take(tag))
        if "container-title" not in self.values and "container-title-short" in self.values:
            self.values["container-title"] = self.values.pop("container-title-short")
        self._people("author", "FAU", "AU", bodies="CN")
        self._people("editor", "FED", "ED")
        self._dates()
        self._numbers()
        self._pages()
        self._keywords()
        self.give("language", self.take("LA"), language_code)
        return self.reference(kind, "", RAW, KNOWN_TAGS, "nbib-unknown-tag")

    def _kind(self) -> str:
        """The CSL type; the publication types beside it become the genre, or are kept."""
        lines = self.take("PT")
        said = [line.value for line in lines]
        found = next((name for name in TYPES if name in said), None)
        kind = TYPES[found] if found is not None else "article-journal"
        if found is None and "BTI" in self.by_tag:
            kind = "chapter" if "TI" in self.by_tag else "book"
        elif kind == "book" and {"BTI", "TI"} <= self.by_tag.keys():
            kind = "chapter"
        genre = next((each for each in said if each in GENRES), None)
        if genre is not None:
            self.values["genre"] = genre
        self.kept += [line for line in lines if line.value not in {genre, found, PLAIN}]
        return kind

    def _titles(self, kind: str) -> None:
        """The title; of a chapter, ``BTI`` is that of the book.

        A title in brackets is NLM's translation, and ``TT`` what the work itself has.
        """
        titles, books, own = self.take("TI"), self.take("BTI"), self.take("TT")
        if kind == "chapter" and titles:
            self.give("container-title", books, values.title)
            books = []
        said = [*titles, *books, *own]
        self.give("title", said[:1], values.title)
        for line in said[1:]:
            if line.tag == "TT":
                self.give("original-title", [line], values.title)
            else:
                self.kept.append(line)

    def _people(self, variable: str, full: str, short: str, bodies: str = "") -> None:
        """The names in the record's order; a short one beside its full one says nothing more."""
        lines = self.take(full, short, *([bodies] if bodies else []))
        known = {values.shortened(line.value) for line in lines if line.tag == full}
        names = []
        before = ""
        for line in sorted(lines, key=lambda line: line.number):
            is_short = line.tag == short
            is_again = is_short and (before == full or values.shortened(line.value) in known)
            before = line.tag
            if is_again:
                continue
            if line.tag == bodies:
                name: Name | None = Name(literal=line.value)
            else:
                name = values.short_name(line.value) if is_short else values.full_name(line.value)
            if name is None:
                self.kept.append(line)
            else:
                names.append(name)
        if names:
            self.values[variable] = tuple(names)

    def _dates(self) -> None:
        """``DP`` is the date of the issue, ``DEP`` that of the work on line."""
        lines = self.take("DP")
        for line in lines:
            if values.date(line.value) is None:
                self.diagnostics.append(
                    warning("nbib-bad-date", line=line.number, text=line.value[:40])
                )
        self.give("issued", lines, lambda text: values.date(text) or Date(literal=text))
        variable = "available-date" if "issued" in self.values else "issued"
        self.give(variable, self.take("DEP"), values.date)

    def _numbers(self) -> None:
        """ISSN (print before on line before linking), ISBN, DOI; others are kept."""
        by_rank = sorted(self.take("IS", "ISBN"), key=lambda line: values.rank(line.value))
        for line in by_rank:
            variable, number = values.serial(line.value)
            said = self.values.setdefault(variable, number) if variable else None
            if said != number:
                self.kept.append(line)
        seen: set[str] = set()  # what PubMed gives as LID it gives again as AID
        for line in self.take("LID", "AID"):
            doi = values.doi(line.value)
            is_said = doi and self.values.setdefault("DOI", doi).lower() == doi.lower()
            if not is_said and line.value not in seen:
                seen.add(line.value)
                self.kept.append(line)

    def _pages(self) -> None:
        """``PG`` with its ranges in full; an article number is there only as an identifier."""
        self.give("page", self.take("PG"), values.pages)
        if "page" in self.values:
            return
        for line in self.kept:
            number = values.article_number(line.value) if line.tag in {"LID", "AID"} else None
            if number:
                self.values["page"] = number
                self.kept.remove(line)
                return

    def _keywords(self) -> None:
        """All keywords, each once; the asterisk of a major topic goes, but the line is kept."""
        words: dict[str, None] = {}
        for line in self.take(*KEYWORDS):
            words.setdefault(line.value.replace("*", ""))
            if "*" in line.value:
                self.kept.append(line)
        if words:
            self.values["keyword"] = read_keywords(list(words))

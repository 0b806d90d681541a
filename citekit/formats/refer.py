"""EndNote's refer format (``.enw``): tags like ``%A`` and ``%T``, as catalogues give. Read only."""

from __future__ import annotations

import re

import msgspec

from citekit.errors import Diagnostic, error, note, warning
from citekit.formats import nbib_values, refer_fields
from citekit.formats.ris_lines import Line, Stray
from citekit.formats.ris_values import (
    DATES,
    NAMES,
    one_line,
    read_any_name,
    read_doi,
    read_keywords,
)
from citekit.formats.shared import clean, keyed
from citekit.formats.tagged_facts import Facts
from citekit.formats.tagged_lines import records
from citekit.model import Date, Library, Name, Reference
from citekit.text.dates import MAX_DATE, read_date
from citekit.text.language_codes import language_code

RAW = "refer"
"""Where ``custom`` keeps what has no CSL variable: ``{"+": ["Lille"]}``."""

_TAG = re.compile(r"%([A-Z0-9?@!#$\]&()*+^><\[=~f])(?:[ \t](.*))?")
_OTHERS = frozenset({"others", "et al.", "et al"})
_SEVERAL = re.compile(r"[;,\n]\s*")
_PMCID = re.compile(r"PMC\d+", re.ASCII)


def read(text: str) -> Library:
    """The references of *text*, one for each ``%0`` or block of tags.

    Where no type is said it is told by the tags: a journal makes an article. Tags without a CSL
    variable, and second values, are kept in ``custom.refer``. Never raises. Sources: EndNote's
    table of tags, and refer(1) for records without ``%0``.
    """
    references: list[Reference] = []
    diagnostics: list[Diagnostic] = []
    comments: list[str] = []
    for part in records(clean(text), _TAG, "0", refer_fields.LONG):
        if isinstance(part, Stray):
            comments.append(part.text)
            first = one_line(part.text)[:60]
            diagnostics.append(note("refer-before-records", line=part.number, text=first))
        else:
            record = _Record(part)
            references.append(record.read())
            diagnostics += record.told()
    if not references and comments:
        diagnostics.append(error("refer-no-records"))
    with_keys, about_keys = keyed(references)
    return Library(
        references=with_keys, diagnostics=(*diagnostics, *about_keys), comments=tuple(comments)
    )


class _Record(Facts):
    """One record; lines that say a fact leave ``by_tag``."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__(
            line if line.tag in {*refer_fields.LONG, "K", "@"} else _on_one_line(line)
            for line in lines
        )
        self.number = lines[0].number
        self.is_typed = "0" in self.by_tag
        self.key = ""

    def read(self) -> Reference:
        kind, own = self._kind()
        labels = self.take("F") or ([] if self.is_typed else self.take("L"))
        self.key = labels[0].value if labels else ""
        self.kept += labels[1:]
        self._date(kind)
        if not self.is_typed:
            bodies = [Name(literal=line.value) for line in self.take("Q")]
            if bodies:
                self.values["author"] = tuple(bodies)
        self._serials(kind)
        for tag, variable in {**refer_fields.COMMON, **own}.items():
            if variable:
                self._say(tag, variable)
        self._pages(kind)
        return self.reference(kind, self.key, RAW, refer_fields.KNOWN_TAGS, "refer-unknown-tag")

    def told(self) -> list[Diagnostic]:
        """The diagnostics, with the key where the record has one."""
        if not self.key:
            return self.diagnostics
        return [msgspec.structs.replace(each, reference=self.key) for each in self.diagnostics]

    def _kind(self) -> tuple[str, dict[str, str]]:
        """The CSL type, and what the tags mean there; of several types the last known one."""
        lines = self.take("0")
        known = [line for line in lines if line.value in refer_fields.TYPES]
        for line in lines:
            if line.value not in {*refer_fields.TYPES, "Generic"}:
                self.diagnostics.append(
                    warning("refer-unknown-type", line=line.number, type=line.value[:60])
                )
        self.kept += [line for line in lines if line not in known[-1:] and line.value != "Generic"]
        if known and known[-1].value == refer_fields.EDITED:
            return "book", refer_fields.EDITED_BOOK
        kind = refer_fields.TYPES[known[-1].value] if known else self._guessed()
        if not known and not lines:
            self.diagnostics.append(note("refer-no-type", line=self.number, type=kind))
        return kind, refer_fields.BY_TYPE.get(kind, {})

    def _guessed(self) -> str:
        """The type that the tags of refer(1) tell: ``%J``, ``%B``, ``%R``, ``%I`` in this order."""
        if "J" in self.by_tag:
            return "article-journal"
        if "B" in self.by_tag:
            return "chapter"
        if any(not read_doi(line.value) for line in self.by_tag.get("R", ())):
            return "report"
        return "book" if "I" in self.by_tag else "document"

    def _say(self, tag: str, variable: str) -> None:
        lines = self.take(tag)
        if variable in NAMES:
            self._people(variable, lines)
        elif variable in DATES:
            self.give(variable, lines, _date)
        elif variable == "keyword":
            words = [word for line in lines for word in _keywords(line.value)]
            if words:
                self.values["keyword"] = read_keywords(list(dict.fromkeys(words)))
        elif variable == "DOI":
            self.give("DOI", [line for line in lines if read_doi(line.value)], read_doi)
            others = [line for line in lines if not read_doi(line.value)]
            self.give("number", others)
        elif variable == "language":
            self.give("language", lines, language_code)
        elif variable == "page":
            self.give("page", lines, _plain_dashes)
        elif variable == "PMCID":
            self.give("PMCID", lines, lambda text: text if _PMCID.fullmatch(text) else None)
        else:
            self.give(variable, lines)

    def _people(self, variable: str, lines: list[Line]) -> None:
        """The names, in order; *others*, as Google Scholar has it, is nobody's."""
        names = list(self.values.get(variable, ()))
        for line in lines:
            name = None if line.value in _OTHERS else read_any_name(line.value)
            if name is None:
                self.kept.append(line)
            else:
                names.append(name)
        if names:
            self.values[variable] = tuple(names)

    def _date(self, kind: str) -> None:
        """``%D`` is the year and ``%8`` the date, of the meeting where it is a paper's."""
        years, days = self.take("D"), self.take("8")
        year = years[0].value if years else ""
        is_meeting = kind == "paper-conference"

        def read_day(text: str) -> Date | None:
            return _date(text) or _date(f"{text} {year}")

        for line in days:
            date = read_day(line.value)
            if date is None or (year and not is_meeting and str(date.year) != year):
                self.kept.append(line)
            else:
                self.give("event-date" if is_meeting else "issued", [line], read_day)
        for line in years:
            date = _date(line.value)
            if date is None:
                self.diagnostics.append(
                    warning("refer-bad-date", line=line.number, text=line.value[:40])
                )
                date = Date(literal=line.value)
            issued = self.values.setdefault("issued", date)
            if issued.year != date.year or issued.literal != date.literal:
                self.kept.append(line)

    def _serials(self, kind: str) -> None:
        """ISSN and ISBN by their form; else the number of a report or a patent."""
        for line in self.take("@"):
            for text in filter(None, _SEVERAL.split(line.value)):
                variable, number = nbib_values.serial(text.strip())
                if not variable and kind in refer_fields.NUMBERED:
                    variable = "number"
                if not variable or self.values.setdefault(variable, number) != number:
                    self.kept.append(line._replace(value=text.strip()))

    def _pages(self, kind: str) -> None:
        """A book's ``%P`` is a count, unless it is a range; an article's may be a number."""
        count = self.values.get("number-of-pages", "")
        if "-" in _plain_dashes(count):
            self.values["page"] = _plain_dashes(self.values.pop("number-of-pages"))
        elif count:
            self.values["number-of-pages"] = _COUNT.sub(r"\1", count)
        if "page" not in self.values and kind.startswith("article"):
            self.give("page", self.take("]") or self.take("&"))


def _on_one_line(line: Line) -> Line:
    return line._replace(value=one_line(line.value))


def _keywords(text: str) -> list[str]:
    """One keyword a line; on a single line, between semicolons."""
    words = text.split("\n") if "\n" in text else text.split(";")
    return [word.strip() for word in words if word.strip()]


def _date(text: str) -> Date | None:
    """A date in ISO's form, with slashes, or in words, the year first or last; else None."""
    if len(text) > MAX_DATE:
        return None
    try:
        return Date.from_edtf(text.strip().strip("/").replace("/", "-"))
    except ValueError:
        return read_date(text) or nbib_values.date(text)


def _plain_dashes(text: str) -> str:
    return _DASH.sub("-", text)


_COUNT = re.compile(r"^(\d{1,9}) ?(?:pp?|s|pages)\.?$", re.ASCII | re.IGNORECASE)
_DASH = re.compile(r"\s?(?:--|[\u2010-\u2015])\s?")

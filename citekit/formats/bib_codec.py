"""One value of a reference as fields of a .bib entry, and back, for each kind of field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from citekit.formats.bib_dates import read_date, read_issued, spell_date, spell_issued
from citekit.formats.bib_fields import ZOTERO_DOUBLES, Kind, writing
from citekit.formats.bib_languages import code_of, langid_of
from citekit.formats.bib_names import read_names, spell_names
from citekit.formats.bib_values import is_safe
from citekit.text.characters import EM_DASH, EN_DASH
from citekit.text.latex import LATEX, ZOTERO, Dialect, from_text, is_one_group, to_text


class Flavour(msgspec.Struct, frozen=True, kw_only=True):
    """Who the fields are spelled for: ``bibtex`` for Zotero, ``biblatex`` for LaTeX."""

    name: str
    dialect: Dialect

    @property
    def for_zotero(self) -> bool:
        """Whether Zotero is to read it, rather than LaTeX."""
        return self.name == "bibtex"


BIBTEX = Flavour(name="bibtex", dialect=ZOTERO)
BIBLATEX = Flavour(name="biblatex", dialect=LATEX)
FLAVOURS = {flavour.name: flavour for flavour in (BIBTEX, BIBLATEX)}

_DASHES = re.compile(f" ?[-{EN_DASH}{EM_DASH}]+ ?")
_PAGE_RANGES = re.compile(r"[\w .]+(?:-[\w .]+)?(?:, [\w .]+(?:-[\w .]+)?)*")
_URL_COMMAND = re.compile(r"\s*\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}\s*")
_URL_ESCAPE = re.compile(r"\{?\\([_%&#~{}])(?:\{\})?\}?|\{\\textasciitilde\}|\$\\sim\$")
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s?)", re.IGNORECASE)


def read_value(kind: Kind, value: str, unknown: set[str] | None = None) -> Any:
    """The value of a variable from a field of that *kind*; None where there is nothing.

    Unknown LaTeX commands are added to *unknown*.
    """
    if kind is Kind.TEXT:
        return to_text(value, unknown=unknown) or None
    if kind is Kind.NAMES:
        return read_names(value)[0] or None
    if kind is Kind.TITLE:
        return to_text(value, nocase=True, unknown=unknown) or None
    if kind is Kind.PROSE:
        return to_text(value, paragraphs=True, unknown=unknown) or None
    if kind is Kind.VERBATIM:
        return _read_verbatim(value) or None
    if kind is Kind.DOI:
        return _DOI_PREFIX.sub("", _read_verbatim(value), count=1) or None
    if kind is Kind.PAGES:
        return _DASHES.sub("-", to_text(value)) or None
    if kind is Kind.LANGUAGE:
        return code_of(to_text(value)) or None
    return read_date(value)


def _read_verbatim(value: str) -> str:
    value = value.strip()
    if "\\" in value:
        if command := _URL_COMMAND.fullmatch(value):
            value = command[1].strip()
        value = _URL_ESCAPE.sub(lambda match: match[1] or "~", value)
    elif is_one_group(value):
        value = value[1:-1].strip()
    return value


def spell(variable: str, value: Any, csl_type: str, flavour: Flavour) -> dict[str, str]:
    """The fields (name → value without delimiters) that say *variable* for a type."""
    written = writing(flavour.name, csl_type).get(variable)
    if written is None:
        return {}
    name, kind = written
    dialect = flavour.dialect
    if kind is Kind.ISSUED:
        return spell_issued(value, dialect, year_and_month=flavour.for_zotero)
    spelled = _spell_value(kind, value, flavour)
    if not spelled:
        return {}
    if name == "title" and flavour.for_zotero:
        spelled = _capitals_kept(spelled)
    fields = {name: spelled}
    if flavour.for_zotero and name in ZOTERO_DOUBLES:
        double, types = ZOTERO_DOUBLES[name]
        if csl_type in types:
            fields[double] = spelled
    return fields


def _spell_value(kind: Kind, value: Any, flavour: Flavour) -> str:
    dialect = flavour.dialect
    if kind is Kind.NAMES:
        return spell_names(value, dialect)
    if kind is Kind.DATE:
        return spell_date(value, dialect)
    if kind is Kind.LANGUAGE:
        return from_text(value, dialect) if flavour.for_zotero else langid_of(value) or ""
    if kind is Kind.PAGES:
        if not flavour.for_zotero and _PAGE_RANGES.fullmatch(value):
            return str(value).replace("-", "--")
        return from_text(value, dialect)
    if kind in {Kind.VERBATIM, Kind.DOI}:
        bare: str = _DOI_PREFIX.sub("", value, count=1) if kind is Kind.DOI else value
        return bare if is_safe(bare) and "\\" not in bare else _percent_encoded(bare)
    return from_text(value, dialect, nocase=kind is Kind.TITLE, paragraphs=kind is Kind.PROSE)


def _percent_encoded(url: str) -> str:
    for char in "\\{}":
        url = url.replace(char, f"%{ord(char):02X}")
    return " ".join(url.split())


def _capitals_kept(title: str) -> str:
    """*title* in a second pair of braces where BibTeX would put capitals in lower case."""
    first, rest = title[:1], title[1:]
    unchanged = rest == rest.lower() and first not in {"{", "\\"}
    if unchanged or (is_one_group(title) and not title.startswith("{\\")):
        return title
    # A group that begins with a command is no protection to BibTeX; two braces are.
    return f"{{{{{title}}}}}" if title.startswith("\\") else f"{{{title}}}"


def gives_back(
    variable: str, value: Any, csl_type: str, flavour: Flavour, fields: Mapping[str, str]
) -> bool:
    """Whether *fields*, which :func:`spell` made of *value*, say all of it when they are read.

    Text as such always does, white space apart.
    """
    name, kind = writing(flavour.name, csl_type).get(variable, (None, None))
    if name is None or kind is None:
        return False
    if kind in {Kind.TEXT, Kind.TITLE, Kind.PROSE}:
        return True
    if kind is Kind.ISSUED:
        return bool(read_issued(fields)[0] == value)
    return name in fields and bool(read_value(kind, fields[name]) == value)


def reads_as_double(fields: Mapping[str, str], others: Mapping[str, str], csl_type: str) -> bool:
    """Whether a reader would take *fields* for the double of one of the *others*."""
    return any(
        len(fields) == 1 and fields.get(double) is not None and fields[double] == others.get(name)
        for name, (double, types) in ZOTERO_DOUBLES.items()
        if csl_type in types
    )

"""The one table of .bib fields and entry types: CSL on the left, BibTeX and BibLaTeX beside it.

Sources: the biblatex manual (3.19), sections 2.1 and 2.2; btxdoc; what Zotero's BibTeX
translator accepts. A CSL variable without a field here has a field of citekit's own,
``x-`` and its name.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import NamedTuple

from citekit.model import ATTRIBUTES, DATE_VARIABLES, NAME_VARIABLES, TYPES


class Kind(Enum):
    """How the value of a field is spelled."""

    TEXT = "LaTeX"
    TITLE = "LaTeX whose braces protect capitals"
    PROSE = "LaTeX with paragraphs"
    NAMES = "names joined by and"
    DATE = "EDTF"
    ISSUED = "year and month, or EDTF"
    LANGUAGE = "a code, or a name of babel's"
    PAGES = "pages and ranges"
    VERBATIM = "as it is"
    DOI = "as it is, without https://doi.org/"


PERIODICAL = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "periodical"}
    | {"review", "review-book"}
)
PARTS = frozenset(
    {"chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference"}
)
ONLINE = frozenset({"webpage", "post", "post-weblog"})
BOOKS = frozenset({"book", "classic"})
IN_BOOK = PARTS | ONLINE | {"broadcast", "figure", "graphic", "song", "speech"}
IN_SERIES = BOOKS | PARTS | {"collection", "map", "musical_score", "pamphlet"}


class Row(NamedTuple):
    """A CSL variable, its field in either flavour for the ``types``, other fields read as it."""

    variable: str
    kind: Kind
    bibtex: str | None
    biblatex: str | None
    types: frozenset[str] = TYPES
    also: tuple[str, ...] = ()


_T, _N, _D = Kind.TEXT, Kind.NAMES, Kind.DATE

ROWS = (
    Row("author", _N, "author", "author"),
    Row("editor", _N, "editor", "editor"),
    Row("translator", _N, "translator", "translator"),
    Row("container-author", _N, "bookauthor", "bookauthor"),
    Row("title", Kind.TITLE, "title", "title"),
    Row("title-short", Kind.TITLE, "shorttitle", "shorttitle"),
    Row("original-title", Kind.TITLE, "origtitle", "origtitle"),
    Row("container-title", _T, "booktitle", "booktitle", IN_BOOK, ("journal", "journaltitle")),
    Row("container-title", _T, "journal", "journaltitle", TYPES - IN_BOOK, ("fjournal",)),
    Row("container-title", _T, None, None, TYPES - IN_BOOK - BOOKS, ("booktitle",)),
    Row("container-title-short", _T, "shortjournal", "shortjournal"),
    Row("volume-title", Kind.TITLE, "issuetitle", "issuetitle", PERIODICAL),
    Row("collection-title", _T, "series", "series"),
    Row("edition", _T, "edition", "edition"),
    Row("volume", _T, "volume", "volume"),
    Row("issue", _T, "number", "number", PERIODICAL, ("issue",)),
    Row("issue", _T, "issue", "issue", TYPES - PERIODICAL),
    Row("collection-number", _T, "number", "number", IN_SERIES),
    Row("number", _T, "eid", "eid", PERIODICAL, ("article-number", "articleno")),
    Row("number", _T, "number", "number", TYPES - PERIODICAL - IN_SERIES),
    Row("number-of-volumes", _T, "volumes", "volumes"),
    Row("part", _T, "part", "part"),
    Row("section", _T, "chapter", None, PERIODICAL),
    Row("chapter-number", _T, "chapter", "chapter", TYPES - PERIODICAL),
    Row("page", Kind.PAGES, "pages", "pages", TYPES, ("page",)),
    Row("number-of-pages", _T, "pagetotal", "pagetotal", TYPES, ("numpages",)),
    Row("issued", Kind.ISSUED, "date", "date"),
    Row("original-date", _D, "origdate", "origdate"),
    Row("genre", _T, "type", "type"),
    Row("publisher", _T, "school", "institution", frozenset({"thesis"}), ("publisher",)),
    Row("publisher", _T, "institution", "institution", frozenset({"report"}), ("publisher",)),
    Row("publisher", _T, "publisher", "organization", ONLINE),
    Row("publisher", _T, "publisher", "publisher", TYPES - ONLINE - {"thesis", "report"}),
    Row("publisher", _T, None, None, TYPES, ("institution", "school", "organization")),
    Row("event-place", _T, "venue", "venue"),
    Row("publisher-place", _T, "address", "location"),
    Row("event-title", _T, "eventtitle", "eventtitle"),
    Row("event-date", _D, "eventdate", "eventdate"),
    Row("original-publisher", _T, "origpublisher", "origpublisher"),
    Row("original-publisher-place", _T, "origlocation", "origlocation"),
    Row("version", _T, "version", "version"),
    Row("status", _T, "pubstate", "pubstate"),
    Row("call-number", _T, "lccn", "library", TYPES, ("call-number",)),
    Row("ISBN", _T, "isbn", "isbn"),
    Row("ISSN", _T, "issn", "issn"),
    Row("DOI", Kind.DOI, "doi", "doi"),
    Row("PMID", _T, "pmid", "pmid"),
    Row("PMCID", _T, "pmcid", "pmcid"),
    Row("URL", Kind.VERBATIM, "url", "url"),
    Row("accessed", _D, "urldate", "urldate", TYPES, ("lastchecked", "lastaccessed")),
    Row("language", Kind.LANGUAGE, "language", "langid", TYPES, ("hyphenation",)),
    Row("keyword", _T, "keywords", "keywords", TYPES, ("keyword",)),
    Row("abstract", Kind.PROSE, "abstract", "abstract"),
    Row("note", Kind.PROSE, "note", "note"),
    Row("annote", Kind.PROSE, "annote", "annotation"),
)
"""In the order of writing; where two fields say the same, the earlier in a row wins."""

TITLES = frozenset(
    {"part-title", "reviewed-title", "volume-title", "volume-title-short"}
    | {row.variable for row in ROWS if row.kind is Kind.TITLE}
)
PREFIX = "x-"

DATE_FIELDS = ("date", "year", "month", "day")
"""What says when a work was issued; ``date`` wins."""

SUBTITLES = {
    "title": "subtitle",
    "booktitle": "booksubtitle",
    "maintitle": "mainsubtitle",
    "journaltitle": "journalsubtitle",
    "issuetitle": "issuesubtitle",
}

ZOTERO_DOUBLES = {
    "issuetitle": ("series", PERIODICAL),
    "venue": ("location", frozenset({"paper-conference"})),
}
"""Field → the field in which Zotero looks for the same fact; a reader drops an equal double."""


class Written(NamedTuple):
    """The field that a variable goes to, for a type."""

    field: str
    kind: Kind


class Read(NamedTuple):
    """The variable that a field gives, for a type; the lowest rank wins."""

    variable: str
    kind: Kind
    rank: int


def own_kind(variable: str) -> Kind:
    """How a field of citekit's own spells *variable*."""
    if variable in NAME_VARIABLES:
        return Kind.NAMES
    if variable in DATE_VARIABLES:
        return Kind.DATE
    return Kind.TITLE if variable in TITLES else Kind.TEXT


@cache
def writing(flavour: str, csl_type: str) -> dict[str, Written]:
    """Variable → field, for a type, in the order of writing."""
    fields: dict[str, Written] = {}
    for row in ROWS:
        if csl_type in row.types and (row.bibtex or row.biblatex):
            name = row.bibtex if flavour == "bibtex" else row.biblatex
            own = _own(row.variable)
            fields.setdefault(row.variable, Written(name, row.kind) if name else own)
    for variable in ATTRIBUTES:
        if variable not in {"id", "type", "categories", "custom"}:
            fields.setdefault(variable, _own(variable))
    return fields


def _own(variable: str) -> Written:
    return Written(PREFIX + variable.lower(), own_kind(variable))


@cache
def reading(csl_type: str) -> dict[str, Read]:
    """Field → variable, for a type; the fields of both flavours and citekit's own."""
    fields: dict[str, Read] = {}
    for row in ROWS:
        if csl_type in row.types:
            for name in (row.biblatex, row.bibtex, *row.also):
                if name:
                    fields.setdefault(name, Read(row.variable, row.kind, len(fields)))
    fields.setdefault("location", Read("publisher-place", Kind.TEXT, len(fields)))
    for variable in ATTRIBUTES:
        name, kind = _own(variable)
        fields.setdefault(name, Read(variable, kind, -1))
    return fields


class TypeRow(NamedTuple):
    """A CSL type and its entry type in either flavour; ``also`` are entry types read as it."""

    csl: str
    bibtex: str
    biblatex: str
    also: tuple[str, ...] = ()


_BOOKLIKE = ("proceedings", "mvproceedings", "manual", "reference", "mvreference")

TYPE_ROWS = (
    TypeRow("article-journal", "article", "article", ("suppperiodical",)),
    TypeRow("review", "article", "review"),
    TypeRow("review-book", "article", "review"),
    TypeRow("article-magazine", "article", "article"),
    TypeRow("article-newspaper", "article", "article"),
    TypeRow("book", "book", "book", ("mvbook", "collection", "mvcollection", *_BOOKLIKE)),
    TypeRow("classic", "book", "book"),
    TypeRow("pamphlet", "booklet", "booklet"),
    TypeRow(
        "chapter",
        "incollection",
        "incollection",
        ("inbook", "bookinbook", "suppbook", "suppcollection"),
    ),
    TypeRow("entry-encyclopedia", "inreference", "inreference"),
    TypeRow("entry-dictionary", "inreference", "inreference"),
    TypeRow("entry", "inreference", "inreference"),
    TypeRow("paper-conference", "inproceedings", "inproceedings", ("conference",)),
    TypeRow("thesis", "phdthesis", "thesis", ("mastersthesis",)),
    TypeRow("report", "techreport", "report"),
    TypeRow("webpage", "online", "online", ("electronic", "www")),
    TypeRow("post", "online", "online"),
    TypeRow("post-weblog", "online", "online"),
    TypeRow("manuscript", "unpublished", "unpublished"),
    TypeRow("article", "unpublished", "online"),
    TypeRow("speech", "unpublished", "unpublished"),
    TypeRow("patent", "patent", "patent"),
    TypeRow("personal_communication", "letter", "letter"),
    TypeRow("software", "software", "software"),
    TypeRow("legislation", "legislation", "legislation", ("legal",)),
    TypeRow("bill", "legislation", "legislation"),
    TypeRow("regulation", "legislation", "legislation"),
    TypeRow("legal_case", "jurisdiction", "jurisdiction"),
    TypeRow("graphic", "artwork", "artwork", ("image",)),
    TypeRow("figure", "artwork", "artwork"),
    TypeRow("motion_picture", "movie", "movie", ("video",)),
    TypeRow("broadcast", "video", "video"),
    TypeRow("song", "audio", "audio", ("music",)),
    TypeRow("document", "misc", "misc"),
    TypeRow("dataset", "misc", "dataset"),
    TypeRow("performance", "misc", "performance"),
    TypeRow("periodical", "misc", "periodical"),
    TypeRow("standard", "misc", "standard"),
    TypeRow("collection", "misc", "misc"),
    TypeRow("event", "misc", "misc"),
    TypeRow("hearing", "misc", "misc"),
    TypeRow("interview", "misc", "misc"),
    TypeRow("map", "misc", "misc"),
    TypeRow("musical_score", "misc", "misc"),
    TypeRow("treaty", "misc", "misc"),
)
"""The first row with an entry type says how that is read."""

SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
"""``entrysubtype`` of an article → CSL type."""

ZOTERO_TYPES = frozenset(
    """article book booklet manual mvbook collection proceedings inbook incollection inproceedings
    conference phdthesis mastersthesis thesis techreport report misc online electronic unpublished
    inreference patent software letter movie artwork legislation jurisdiction audio video""".split()
)
"""Entry types that Zotero imports; it drops all others without a word."""

THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}
"""Entry types that say what kind of thesis it is."""

TYPE_KEYS = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master's thesis",
    "bathesis": "Bachelor's thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
}
"""biblatex's localisation keys in ``type``, and what they print."""


@cache
def entry_types() -> dict[str, str]:
    """Entry type → CSL type."""
    types: dict[str, str] = {}
    for row in TYPE_ROWS:
        for name in (row.biblatex, *row.also):
            types.setdefault(name, row.csl)
    for row in TYPE_ROWS:
        types.setdefault(row.bibtex, row.csl)
    return types


@cache
def default_entry_types(csl_type: str) -> frozenset[str]:
    """The entry types that a CSL type is written as where nothing says otherwise."""
    return frozenset(
        name for row in TYPE_ROWS if row.csl == csl_type for name in (row.bibtex, row.biblatex)
    )

"""The table of RIS: type codes and CSL types, tags and CSL variables, both ways.

Sources: the RIS specification of Research Information Systems (2001 and 2011), and what Zotero's
RIS translator reads and writes. What no tag can say goes into ``M2`` lines, ``variable: value``,
which Zotero moves from its Extra field to the right one.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from citekit.model import DATE_VARIABLES, NAME_VARIABLES, TEXT_VARIABLES

TYPES: tuple[tuple[str, str], ...] = (
    ("JOUR", "article-journal"),
    ("JOUR", "review"),
    ("JOUR", "review-book"),
    ("EJOUR", "article-journal"),
    ("ABST", "article-journal"),
    ("INPR", "article-journal"),
    ("JFULL", "periodical"),
    ("MGZN", "article-magazine"),
    ("NEWS", "article-newspaper"),
    ("BOOK", "book"),
    ("EBOOK", "book"),
    ("EDBOOK", "book"),
    ("SER", "collection"),
    ("CLSWK", "classic"),
    ("ANCIENT", "classic"),
    ("CTLG", "document"),
    ("CHAP", "chapter"),
    ("ECHAP", "chapter"),
    ("DICT", "entry-dictionary"),
    ("ENCYC", "entry-encyclopedia"),
    ("ENCYC", "entry"),
    ("CONF", "paper-conference"),
    ("CPAPER", "paper-conference"),
    ("THES", "thesis"),
    ("RPRT", "report"),
    ("GOVDOC", "report"),
    ("STAND", "standard"),
    ("MANSCPT", "manuscript"),
    ("UNPD", "manuscript"),
    ("UNPB", "article"),
    ("PAMP", "pamphlet"),
    ("ELEC", "webpage"),
    ("WEB", "webpage"),
    ("BLOG", "post-weblog"),
    ("BLOG", "post"),
    ("DATA", "dataset"),
    ("AGGR", "dataset"),
    ("DBASE", "dataset"),
    ("COMP", "software"),
    ("ART", "graphic"),
    ("FIGURE", "figure"),
    ("CHART", "figure"),
    ("EQUA", "figure"),
    ("MAP", "map"),
    ("MUSIC", "musical_score"),
    ("SOUND", "song"),
    ("MPCT", "motion_picture"),
    ("VIDEO", "motion_picture"),
    ("ADVS", "motion_picture"),
    ("MULTI", "motion_picture"),
    ("MULTI", "broadcast"),
    ("SLIDE", "speech"),
    ("SLIDE", "performance"),
    ("PCOMM", "personal_communication"),
    ("PCOMM", "interview"),
    ("ICOMM", "personal_communication"),
    ("BILL", "bill"),
    ("UNBILL", "bill"),
    ("CASE", "legal_case"),
    ("HEAR", "hearing"),
    ("STAT", "legislation"),
    ("STAT", "treaty"),
    ("LEGAL", "regulation"),
    ("PAT", "patent"),
    ("GEN", "document"),
    ("GEN", "event"),
    ("GRANT", "document"),
    ("GRNT", "document"),
)
"""RIS code and CSL type. A code is read as its first type; a type is written with its first code.

Where that would come back as another type, the record says ``M2  - type: review-book``.
"""

READ_AS: dict[str, str] = dict(reversed(TYPES))
TYPE_NAMES: dict[str, str] = {
    "JOURNAL ARTICLE": "JOUR",
    "JOURNAL": "JOUR",
    "MAGAZINE ARTICLE": "MGZN",
    "NEWSPAPER ARTICLE": "NEWS",
    "BOOK": "BOOK",
    "BOOK SECTION": "CHAP",
    "BOOK CHAPTER": "CHAP",
    "CONFERENCE PAPER": "CONF",
    "CONFERENCE PROCEEDINGS": "CONF",
    "THESIS": "THES",
    "REPORT": "RPRT",
    "WEB PAGE": "ELEC",
    "GENERIC": "GEN",
}
"""Codes by the names that EndNote shows, which some exporters write in their place."""


def type_of(code: str) -> str | None:
    """The CSL type of a ``TY``, a code or a name in its place; None where it is unknown."""
    code = code.upper()
    return READ_AS.get(TYPE_NAMES.get(code, code))


WRITTEN_AS: dict[str, str] = {kind: code for code, kind in reversed(TYPES)}

PERIODICALS = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "review", "review-book"}
)
_BOOKS = frozenset({"book", "classic", "collection"})
_PARTS = frozenset({"chapter", "entry", "entry-dictionary", "entry-encyclopedia"})
_MEETINGS = frozenset({"paper-conference", "speech"})
_NUMBERED = frozenset({"report", "patent", "standard"})
_COUNTED = _BOOKS | {"thesis", "manuscript", "pamphlet"}
_LAWS = frozenset({"bill", "hearing", "legislation", "regulation", "treaty"})
_GENRED = frozenset(
    {
        "thesis", "report", "manuscript", "map", "webpage", "post", "post-weblog", "speech",
        "personal_communication", "interview", "graphic", "dataset", "document",
    }
)  # fmt: skip


class Field(NamedTuple):
    """A CSL variable, the tag it is written with, other tags it is read from, and for which types.

    For one type, the first row that names a tag or a variable has it; ``only`` None is every type.
    """

    variable: str
    tag: str
    also: tuple[str, ...] = ()
    only: frozenset[str] | None = None


FIELDS: tuple[Field, ...] = (
    Field("author", "AU", ("A1",)),
    Field("editor", "A3", ("ED",), _BOOKS),
    Field("collection-editor", "A2", (), _BOOKS | {"report"}),
    Field("editor", "ED", (), frozenset({"report"})),
    Field("interviewer", "A2", (), frozenset({"interview"})),
    Field("recipient", "A2", (), frozenset({"personal_communication"})),
    Field("contributor", "A3", (), frozenset({"thesis"})),
    Field("contributor", "A4", (), frozenset({"paper-conference"})),
    Field("collection-editor", "A3", (), _PARTS | {"paper-conference"}),
    Field("editor", "A2", ("ED",)),
    Field("translator", "A4"),
    Field("container-author", "C2", (), frozenset({"chapter"})),
    Field("title", "TI", ("T1", "CT", "BT"), _BOOKS),
    Field("title", "TI", ("T1", "CT")),
    Field("title-short", "ST"),
    Field("collection-title", "T2", ("T3",), _BOOKS | {"report", "map", "software"}),
    Field("event-title", "T2", (), _MEETINGS),
    Field("container-title", "C3", ("JF", "BT"), frozenset({"paper-conference"})),
    Field("container-title", "T2", ("JF", "BT")),
    Field("container-title-short", "J2", ("JA", "JO")),
    Field("collection-title", "T3"),
    Field("volume", "VL", ("VO",)),
    Field("issue", "IS", ("M1",), PERIODICALS),
    Field("number-of-volumes", "NV", ("IS", "M1"), frozenset({"chapter"})),
    Field("number", "SN", (), _NUMBERED),
    Field("number", "M1", (), _LAWS),
    Field("collection-number", "M1", (), _BOOKS),
    Field("collection-number", "SV", (), frozenset({"chapter"})),
    Field("issue", "IS"),
    Field("number-of-volumes", "NV"),
    Field("issued", "DA", ("PY", "Y1")),
    Field("number-of-pages", "SP", (), _COUNTED),
    Field("page", "SP"),
    Field("section", "SE"),
    Field("version", "ET", (), frozenset({"software"})),
    Field("edition", "ET"),
    Field("publisher", "PB"),
    Field("publisher-place", "C1", ("CY",), frozenset({"paper-conference"})),
    Field("scale", "C1", (), frozenset({"map"})),
    Field("publisher-place", "CY"),
    Field("ISBN", "SN", (), _BOOKS | _PARTS | {"thesis", "paper-conference", "pamphlet"}),
    Field("ISSN", "SN"),
    Field("DOI", "DO", ("M3",), PERIODICALS),
    Field("DOI", "DO"),
    Field("genre", "M3", (), _GENRED),
    Field("URL", "UR"),
    Field("accessed", "Y2"),
    Field("language", "LA"),
    Field("keyword", "KW"),
    Field("archive", "DB"),
    Field("archive_location", "AN", ("AV",)),
    Field("call-number", "CN"),
    Field("source", "DP"),
    Field("abstract", "AB", ("N2",)),
    Field("note", "N1"),
    Field("annote", "RN"),
)

LABELS: dict[str, str] = {"citation-key": "Citation Key"}
PERIODICAL_LABELS: dict[str, str] = {**LABELS, "volume-title": "Series Title"}
"""What an ``M2`` line calls a variable where that is not its CSL name (Zotero's field labels).

In Zotero a special issue's title is the *Series Title* of the article.
"""

CUSTOM_FACTS = ("access", "whole_number", "issue_of_year")
"""Facts of a contents page, kept in ``custom``, that get an ``M2`` line of their own."""

EXACT = "csl-json"
"""The key of the ``M2`` line with what no other line can spell exactly: part of a CSL item."""

ALIASES: dict[str, str] = {
    **{variable.lower().replace("_", "-"): variable for variable in TEXT_VARIABLES},
    **dict.fromkeys(("series-title", "series"), "collection-title"),
    "event": "event-title",
    "short-title": "title-short",
    "shorttitle": "title-short",
    "journal-abbreviation": "container-title-short",
    "publication-title": "container-title",
    "place": "publisher-place",
    "num-pages": "number-of-pages",
    "original-publication-date": "original-date",
    **{variable: variable for variable in (*NAME_VARIABLES, *DATE_VARIABLES)},
}
"""Variables by the keys of ``M2`` lines, folded: CSL's names and Zotero's labels."""

KNOWN_TAGS: frozenset[str] = frozenset(
    """TY ER A1 A2 A3 A4 A5 A6 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CL CN CP CR CT CY DA DB
    DI DO DP DS ED EP ET FD H1 H2 ID IP IS J1 J2 JA JF JO K1 KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2
    NO NV OL OP PA PB PP PY RD RI RN RP RT SE SF SL SN SP SR ST SV T1 T2 T3 TA TI TT U1
    U2 U3 U4 U5 UR VL VO WP WT WV Y1 Y2 YR""".split()
)
"""The tags of the specifications and of RefMan, EndNote, RefWorks; others are reported."""


class Tags(NamedTuple):
    """The tags of one CSL type: how to write a variable, and which variable a tag is read as.

    ``read`` has a variable's best tag first: what stands under it is the value.
    """

    written: dict[str, str]
    read: dict[str, str]


@cache
def tags_of(kind: str) -> Tags:
    """The rows of the table that apply to a CSL type."""
    written: dict[str, str] = {}
    read: dict[str, str] = {}
    for field in FIELDS:
        if field.only is not None and kind not in field.only:
            continue
        if field.variable not in written and field.tag not in read:
            written[field.variable] = field.tag
        for tag in (field.tag, *field.also):
            read.setdefault(tag, field.variable)
    return Tags(written, read)

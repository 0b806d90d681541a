"""The tags of EndNote's refer format and what they are in CSL, by type of work.

Sources: *EndNote Import* (the tags of each reference type) and refer(1), from which it comes.
"""

from __future__ import annotations

from citekit.formats.endnote_fields import ref_types

TYPES: dict[str, str] = {
    name: each.csl[0] for name, each in ref_types().items() if name != "Generic"
}
"""EndNote's reference type → CSL type. ``Generic`` and no type at all are told by the tags."""

COMMON: dict[str, str] = {
    "T": "title",
    "!": "title-short",
    "J": "container-title",
    "B": "container-title",
    "S": "collection-title",
    "V": "volume",
    "N": "issue",
    "P": "page",
    "I": "publisher",
    "C": "publisher-place",
    "6": "number-of-volumes",
    "7": "edition",
    "9": "genre",
    "X": "abstract",
    "Z": "note",
    "<": "annote",
    "U": "URL",
    "R": "DOI",
    "G": "language",
    "L": "call-number",
    "~": "source",
    "W": "archive",
    "*": "reviewed-title",
    "K": "keyword",
    "A": "author",
    "E": "editor",
    "Y": "collection-editor",
    "?": "translator",
    "[": "accessed",
}
"""Tag → variable, for every type that has no other meaning for it."""

_PERIODICAL = {"O": "container-title-short", "7": "available-date", "2": "PMCID"}
_BOOK = {"B": "collection-title", "N": "collection-number", "P": "number-of-pages"}
_REPORT = {"B": "collection-title", "N": "number"}

BY_TYPE: dict[str, dict[str, str]] = {
    "article-journal": _PERIODICAL,
    "article-magazine": _PERIODICAL,
    "article-newspaper": {**_PERIODICAL, "&": "section", "7": "edition"},
    "book": _BOOK,
    "classic": _BOOK,
    "pamphlet": _BOOK,
    "chapter": {"N": "collection-number", "&": "chapter-number"},
    "entry-dictionary": {"N": "collection-number"},
    "entry-encyclopedia": {"N": "collection-number"},
    "report": _REPORT,
    "standard": _REPORT,
    "thesis": {"N": "number", "P": "number-of-pages"},
    "patent": {"N": "call-number", "E": ""},
    "legislation": {"&": "section"},
    "regulation": {"&": "section"},
    "bill": {"&": "section", "N": "number"},
    "software": {"7": "version"},
    "map": {"9": "genre", "7": "edition", "B": "collection-title"},
    "motion_picture": {"A": "director"},
    "graphic": {"9": "medium"},
}
"""CSL type → tags that mean something else there; an empty variable is none."""

EDITED = "Edited Book"
EDITED_BOOK = {**_BOOK, "A": "editor", "E": "collection-editor"}
"""What differs in EndNote's edited book."""

NUMBERED = frozenset({"report", "patent", "standard", "legislation", "regulation", "bill"})
"""Types whose ``%@`` is a number of their own where it is neither ISSN nor ISBN."""

KNOWN_TAGS = frozenset([*"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789?@!#$]&()*+^><[=~f"])
"""All that EndNote writes; its custom fields, addresses, files and dates of change are kept."""

LONG = frozenset("XZ<")
"""Tags whose values have paragraphs."""

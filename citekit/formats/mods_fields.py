"""MODS: where each CSL variable stands, the roles of people, the genres of works.

Source: MODS 3.8, the Library of Congress's user guidelines; MARC relators; MARC genre terms;
Zotero's item types, which it writes and reads as a local genre.
"""

from __future__ import annotations

from citekit.formats.zotero_fields import item_types

_HOST = 'relatedItem[type="host"]'
_SERIES = 'relatedItem[type="series"]'

PATHS: dict[str, str] = {
    "title": "titleInfo[-type]/title",
    "title-short": 'titleInfo[type="abbreviated"]/title',
    "container-title": f"{_HOST}/titleInfo[-type]/title",
    "container-title-short": f'{_HOST}/titleInfo[type="abbreviated"]/title',
    "collection-title": f"{_SERIES}/titleInfo[-type]/title",
    "collection-number": f"{_SERIES}/titleInfo[-type]/partNumber",
    "original-title": 'relatedItem[type="original"]/titleInfo[-type]/title',
    "volume": f'{_HOST}/part/detail[type="volume"]/number',
    "issue": f'{_HOST}/part/detail[type="issue"]/number',
    "volume-title": f'{_HOST}/part/detail[type="issue"]/title',
    "section": f'{_HOST}/part/detail[type="section"]/title',
    "publisher": "originInfo/publisher",
    "publisher-place": 'originInfo/place/placeTerm[type="text"]',
    "edition": "originInfo/edition",
    "number-of-pages": 'physicalDescription/extent[unit="pages"]',
    "medium": "physicalDescription/form",
    "genre": "genre[-authority]",
    "language": 'language/languageTerm[type="code"][authority="rfc5646"]',
    "abstract": "abstract",
    "note": "note[-type]",
    "annote": 'note[type="annotation"]',
    "keyword": "subject[-authority]/topic",
    "scale": "subject/cartographics/scale",
    "call-number": "location/shelfLocator",
    "archive": 'location/physicalLocation[type="archive"]',
    "URL": "location/url",
    "source": "recordInfo/recordContentSource",
    "number": 'identifier[type="local"]',
    "DOI": 'identifier[type="doi"]',
    "ISBN": 'identifier[type="isbn"]',
    "ISSN": f'{_HOST}/identifier[type="issn"]',
    "PMID": 'identifier[type="pmid"]',
    "PMCID": 'identifier[type="pmcid"]',
    "event-title": 'name[type="conference"]/namePart',
}
"""CSL variable → its path. Dates, pages and people have more than one element and stand apart."""

ALSO: dict[str, tuple[str, ...]] = {
    "volume": ('part/detail[type="volume"]/number',),
    "issue": ('part/detail[type="issue"]/number', f'{_HOST}/part/detail[type="number"]/number'),
    "section": ('part/detail[type="section"]/title', f'{_HOST}/part/detail[type="section"]/number'),
    "publisher": (f"{_HOST}/originInfo/publisher",),
    "publisher-place": (
        f'{_HOST}/originInfo/place/placeTerm[type="text"]',
        "originInfo/place/placeTerm[-type]",
        f"{_HOST}/originInfo/place/placeTerm[-type]",
    ),
    "edition": (f"{_HOST}/originInfo/edition",),
    "container-title-short": (f'{_HOST}/titleInfo[type="abbreviation"]/title',),
    "number-of-pages": ("physicalDescription/extent[-unit]",),
    "ISBN": (f'{_HOST}/identifier[type="isbn"]',),
    "ISSN": ('identifier[type="issn"]', f'{_SERIES}/identifier[type="issn"]'),
    "URL": ('identifier[type="uri"]',),
    "PMID": ('identifier[type="pubmed"]',),
    "call-number": ("classification",),
    "number": ('identifier[type="report number"]', 'identifier[type="report-number"]'),
    "archive": ("location/physicalLocation",),
    "keyword": ("subject/topic",),
}
"""CSL variable → the other places where records of libraries have it, looked at when it is not in
its own.
"""

DATE_PATHS: dict[str, tuple[str, ...]] = {
    "issued": (
        "originInfo/dateIssued",
        f"{_HOST}/part/date",
        f"{_HOST}/originInfo/dateIssued",
        "part/date",
        "originInfo/copyrightDate",
        "originInfo/dateCreated",
    ),
    "accessed": ("originInfo/dateCaptured",),
    "original-date": ('relatedItem[type="original"]/originInfo/dateIssued',),
    "submitted": ('originInfo/dateOther[type="submitted"]',),
}
"""CSL date → the elements it is read from; the first is written, in the W3C's form."""

EXTENTS = (f'{_HOST}/part/extent[unit="pages"]', f'{_HOST}/part/extent[unit="page"]')
EXTENTS_ALSO = ('part/extent[unit="pages"]', 'part/extent[unit="page"]', f"{_HOST}/part/extent")

ROLES: dict[str, str] = {
    "author": "aut",
    "editor": "edt",
    "translator": "trl",
    "collection-editor": "pbd",
    "compiler": "com",
    "composer": "cmp",
    "contributor": "ctb",
    "curator": "cur",
    "director": "drt",
    "host": "hst",
    "illustrator": "ill",
    "interviewer": "ivr",
    "narrator": "nrt",
    "organizer": "orm",
    "performer": "prf",
    "producer": "pro",
    "recipient": "rcp",
    "script-writer": "aus",
}
"""CSL name variable → the MARC relator's code."""

ROLE_WORDS: dict[str, str] = {
    "creator": "author",
    "auteur": "author",
    "cre": "author",
    "series editor": "collection-editor",
    "publishing director": "collection-editor",
    "scriptwriter": "script-writer",
    "dir": "editor",
} | {variable.replace("-", " "): variable for variable in ROLES}
"""A relator in words, or another code → CSL name variable."""

GENRES: dict[str, str] = {
    "article": "article-journal",
    "journal article": "article-journal",
    "academic journal": "article-journal",
    "periodical": "periodical",
    "magazine article": "article-magazine",
    "newspaper article": "article-newspaper",
    "newspaper": "article-newspaper",
    "book": "book",
    "book chapter": "chapter",
    "chapter": "chapter",
    "conference publication": "paper-conference",
    "conference paper": "paper-conference",
    "dictionary": "entry-dictionary",
    "encyclopedia": "entry-encyclopedia",
    "interview": "interview",
    "legislation": "legislation",
    "letter": "personal_communication",
    "law report or digest": "legal_case",
    "legal case and case notes": "legal_case",
    "map": "map",
    "motion picture": "motion_picture",
    "patent": "patent",
    "report": "report",
    "technical report": "report",
    "review": "review",
    "speech": "speech",
    "thesis": "thesis",
    "web page": "webpage",
    "web site": "webpage",
    "dataset": "dataset",
    "treaty": "treaty",
} | {name: kind.csl[0] for name, kind in item_types().items()}
"""A genre of the MARC list, or Zotero's item type → CSL type."""

RESOURCES: dict[str, str] = {
    "text": "document",
    "cartographic": "map",
    "notated music": "musical_score",
    "sound recording": "song",
    "sound recording-musical": "song",
    "sound recording-nonmusical": "song",
    "still image": "graphic",
    "moving image": "motion_picture",
    "software, multimedia": "software",
}
"""``typeOfResource`` → CSL type, where no genre says it."""

RESOURCE_OF: dict[str, str] = {
    "map": "cartographic",
    "musical_score": "notated music",
    "song": "sound recording",
    "graphic": "still image",
    "figure": "still image",
    "motion_picture": "moving image",
    "broadcast": "moving image",
    "software": "software, multimedia",
}
"""CSL type → ``typeOfResource``; ``text`` is that of the others."""

ELEMENTS: frozenset[str] = frozenset(
    {"id", "type", "page", *PATHS, *DATE_PATHS, *ROLES, "container-author"}
)
"""The variables that elements hold; all others are in the extension, which only citekit reads."""

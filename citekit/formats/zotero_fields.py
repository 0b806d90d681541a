"""The table of Zotero's items: item types and CSL types, fields and CSL variables, creators.

Source: Zotero's field schema (version 41) and what its importers make of each field.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

VARIABLES: dict[str, str] = {
    field: variable
    for variable, fields in {
        "title": "title caseName nameOfAct subject",
        "title-short": "shortTitle",
        "container-title": "publicationTitle bookTitle proceedingsTitle encyclopediaTitle"
        " dictionaryTitle websiteTitle blogTitle forumTitle programTitle reporter code",
        "container-title-short": "journalAbbreviation",
        "collection-title": "series seriesTitle",
        "collection-number": "seriesNumber",
        "volume": "volume codeVolume reporterVolume codeNumber",
        "issue": "issue",
        "number": "number billNumber docketNumber documentNumber patentNumber reportNumber"
        " publicLawNumber identifier episodeNumber archiveID",
        "page": "pages codePages firstPage",
        "number-of-pages": "numPages",
        "number-of-volumes": "numberOfVolumes",
        "part": "partNumber",
        "part-title": "partTitle",
        "section": "section committee",
        "chapter-number": "session",
        "edition": "edition",
        "version": "versionNumber",
        "publisher": "publisher label company distributor institution network studio university"
        " repository assignee",
        "publisher-place": "place repositoryLocation",
        "event-title": "conferenceName meetingName",
        "event-place": "eventPlace",
        "authority": "court legislativeBody issuingAuthority organization",
        "issued": "date dateDecided dateEnacted issueDate",
        "accessed": "accessDate",
        "submitted": "filingDate",
        "original-date": "originalDate",
        "original-publisher": "originalPublisher",
        "original-publisher-place": "originalPlace",
        "genre": "type genre reportType letterType manuscriptType mapType thesisType websiteType"
        " presentationType postType",
        "medium": "medium format artworkMedium audioRecordingFormat videoRecordingFormat"
        " interviewMedium audioFileType system",
        "dimensions": "artworkSize runningTime",
        "scale": "scale",
        "status": "status legalStatus",
        "references": "references history",
        "DOI": "DOI",
        "ISBN": "ISBN",
        "ISSN": "ISSN",
        "PMID": "PMID",
        "PMCID": "PMCID",
        "URL": "url",
        "abstract": "abstractNote",
        "language": "language",
        "archive": "archive",
        "archive_location": "archiveLocation",
        "source": "libraryCatalog",
        "call-number": "callNumber",
    }.items()
    for field in fields.split()
}
"""Zotero's field → the CSL variable that it holds."""

CREATORS: dict[str, str] = {
    "editor": "editor",
    "translator": "translator",
    "seriesEditor": "collection-editor",
    "bookAuthor": "container-author",
    "contributor": "contributor",
    "reviewedAuthor": "reviewed-author",
    "interviewer": "interviewer",
    "recipient": "recipient",
    "composer": "composer",
    "director": "director",
    "scriptwriter": "script-writer",
    "producer": "producer",
    "guest": "guest",
    "castMember": "performer",
}
"""Zotero's creator → the CSL name variable; a type's first creator is the ``author``, but for a
``director``.
"""

_TITLES = {"case": "caseName", "statute": "nameOfAct", "email": "subject"}
_DATES = {"case": "dateDecided", "statute": "dateEnacted", "patent": "issueDate"}
_COMMON = (
    "shortTitle abstractNote language url accessDate archive archiveLocation libraryCatalog"
    " callNumber DOI"
).split()


class ItemType(NamedTuple):
    """One of Zotero's item types: the fields and creators of CSL's variables, and back.

    ``csl`` are the CSL types that it stands for, the one that it is read as first.
    """

    name: str
    csl: tuple[str, ...]
    fields: dict[str, str]
    variables: dict[str, str]
    creators: dict[str, str]
    roles: dict[str, str]


@cache
def item_types() -> dict[str, ItemType]:
    """Zotero's item types by name."""
    table = tomllib.loads(files(__package__).joinpath("zotero_types.toml").read_text("utf-8"))
    return {name: _item_type(name, **row) for name, row in table.items()}


@cache
def written_as(csl_type: str) -> ItemType:
    """The item type that a CSL type is written as."""
    preferred = _PREFERRED.get(csl_type)
    if preferred is not None:
        return item_types()[preferred]
    return next(each for each in item_types().values() if csl_type in each.csl)


_PREFERRED = {"personal_communication": "letter", "broadcast": "tvBroadcast"}


def _item_type(
    name: str, csl: str, fields: str, creators: str, special: dict[str, str] | None = None
) -> ItemType:
    title, date = _TITLES.get(name, "title"), _DATES.get(name, "date")
    by_field = {field: VARIABLES.get(field, "") for field in (title, *fields.split(), date)}
    by_field |= {field: variable for variable, field in (special or {}).items()}
    by_field |= {field: VARIABLES[field] for field in _COMMON}
    roles = {creator: CREATORS.get(creator, "") for creator in creators.split()}
    first = creators.split(maxsplit=1)[0]
    if first not in CREATORS:
        roles[first] = "author"
    return ItemType(
        name=name,
        csl=tuple(csl.split()),
        fields={variable: field for field, variable in reversed(by_field.items()) if variable},
        variables={field: variable for field, variable in by_field.items() if variable},
        creators={variable: creator for creator, variable in reversed(roles.items()) if variable},
        roles={creator: variable for creator, variable in roles.items() if variable},
    )

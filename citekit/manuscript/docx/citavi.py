"""Citavi's citations: JSON of its own data model, by way of a table of types and fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citekit.csl import Cite, parse_locator
from citekit.manuscript.fields import Harvest

_TYPES = {
    "JournalArticle": "article-journal",
    "Contribution": "chapter",
    "Thesis": "thesis",
    "NewspaperArticle": "article-newspaper",
    "InternetDocument": "webpage",
    "ConferenceProceedings": "book",
    "BookEdited": "book",
    "Book": "book",
    "UnpublishedWork": "manuscript",
    "Report": "report",
    "PersonalCommunication": "personal_communication",
}
"""Citavi's ReferenceType → CSL's type."""

_TEXTS = {
    "Title": "title",
    "Volume": "volume",
    "Number": "issue",
    "Edition": "edition",
    "Doi": "DOI",
    "Isbn": "ISBN",
    "OnlineAddress": "URL",
    "PlaceOfPublication": "publisher-place",
    "ShortTitle": "title-short",
    "CitationKey": "citation-key",
}
_PEOPLE = {"Authors": "author", "Editors": "editor", "Translators": "translator"}


def cites(value: Any, harvest: Harvest) -> list[Cite]:
    """The cites of a Citavi placeholder, decoded; empty where it has no entries."""
    entries = value.get("Entries") if isinstance(value, Mapping) else None
    found = []
    for entry in entries if isinstance(entries, list) else []:
        reference = entry.get("Reference") if isinstance(entry, Mapping) else None
        if not isinstance(reference, Mapping):
            continue
        pages = entry.get("PageRange")
        place = pages.get("OriginalString") if isinstance(pages, Mapping) else None
        label, locator = parse_locator(str(place or ""))
        identity = reference.get("Id") or entry.get("ReferenceId")
        found.append(
            Cite(
                harvest.key([f"citavi {identity}"] if identity else [], _item(reference)),
                locator=locator or None,
                label=label if locator else None,
                prefix=str(entry.get("Prefix") or "") or None,
                suffix=str(entry.get("Suffix") or "") or None,
            )
        )
    return found


def _item(reference: Mapping[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = {"type": _TYPES.get(str(reference.get("ReferenceType")), "document")}
    for name, variable in _TEXTS.items():
        if reference.get(name):
            item[variable] = str(reference[name])
    for name, variable in _PEOPLE.items():
        people = [_person(each) for each in reference.get(name) or [] if isinstance(each, Mapping)]
        if people:
            item[variable] = people
    journal, book = reference.get("Periodical"), reference.get("ParentReference")
    if isinstance(journal, Mapping) and journal.get("Name"):
        item["container-title"] = str(journal["Name"])
    elif isinstance(book, Mapping) and book.get("Title"):
        item["container-title"] = str(book["Title"])
    publishers = [each for each in reference.get("Publishers") or [] if isinstance(each, Mapping)]
    if publishers and publishers[0].get("Name"):
        item["publisher"] = str(publishers[0]["Name"])
    year = str(reference.get("Year") or reference.get("YearResolved") or "")
    if year:
        item["issued"] = {"date-parts": [[int(year)]]} if year.isdecimal() else {"raw": year}
    pages = reference.get("PageRange")
    if isinstance(pages, Mapping) and pages.get("OriginalString"):
        item["page"] = str(pages["OriginalString"])
    return item


def _person(person: Mapping[str, Any]) -> dict[str, str]:
    given = " ".join(str(person[each]) for each in ("FirstName", "MiddleName") if person.get(each))
    name = {"family": str(person.get("LastName") or ""), "given": given}
    if person.get("Prefix"):
        name["non-dropping-particle"] = str(person["Prefix"])
    return {key: value for key, value in name.items() if value}

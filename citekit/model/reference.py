"""The one type that travels: a CSL-JSON 1.0.2 item, typed and immutable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args

import msgspec

from citekit.model.date import Date
from citekit.model.name import Name

ItemType = Literal[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
]
"""Every CSL 1.0.2 item type."""

TYPES: frozenset[str] = frozenset(get_args(ItemType))

Names = tuple[Name, ...]


class Reference(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    repr_omit_defaults=True,
    rename="kebab",
    gc=False,  # immutable, so in no cycle: the collector need not go through it
):
    """A bibliographic reference: every standard variable of CSL 1.0.2, and ``custom`` for the rest.

    Attributes are the CSL variables in snake case (``container_title``, ``doi``, ``url``); in
    JSON they have their CSL spelling (``container-title``, ``DOI``). ``id`` is the citation key.
    What each variable means is in CSL 1.0.2, appendix "Variables". ``custom`` is read-only by
    convention, as everything here.
    """

    id: str
    type: ItemType
    title: str | None = None
    title_short: str | None = None
    author: Names | None = None
    editor: Names | None = None
    chair: Names | None = None
    collection_editor: Names | None = None
    compiler: Names | None = None
    composer: Names | None = None
    container_author: Names | None = None
    contributor: Names | None = None
    curator: Names | None = None
    director: Names | None = None
    editorial_director: Names | None = None
    executive_producer: Names | None = None
    guest: Names | None = None
    host: Names | None = None
    interviewer: Names | None = None
    illustrator: Names | None = None
    narrator: Names | None = None
    organizer: Names | None = None
    original_author: Names | None = None
    performer: Names | None = None
    producer: Names | None = None
    recipient: Names | None = None
    reviewed_author: Names | None = None
    script_writer: Names | None = None
    series_creator: Names | None = None
    translator: Names | None = None
    container_title: str | None = None
    container_title_short: str | None = None
    collection_title: str | None = None
    collection_number: str | None = None
    volume: str | None = None
    issue: str | None = None
    issued: Date | None = None
    page: str | None = None
    page_first: str | None = None
    volume_title: str | None = None
    volume_title_short: str | None = None
    language: str | None = None
    section: str | None = None
    abstract: str | None = None
    accessed: Date | None = None
    available_date: Date | None = None
    event_date: Date | None = None
    original_date: Date | None = None
    submitted: Date | None = None
    annote: str | None = None
    archive: str | None = None
    archive_place: str | None = None
    archive_collection: str | None = msgspec.field(default=None, name="archive_collection")
    archive_location: str | None = msgspec.field(default=None, name="archive_location")
    authority: str | None = None
    call_number: str | None = None
    chapter_number: str | None = None
    citation_key: str | None = None
    citation_label: str | None = None
    citation_number: str | None = None
    dimensions: str | None = None
    division: str | None = None
    doi: str | None = msgspec.field(default=None, name="DOI")
    edition: str | None = None
    event: str | None = None
    event_place: str | None = None
    event_title: str | None = None
    first_reference_note_number: str | None = None
    genre: str | None = None
    isbn: str | None = msgspec.field(default=None, name="ISBN")
    issn: str | None = msgspec.field(default=None, name="ISSN")
    jurisdiction: str | None = None
    keyword: str | None = None
    locator: str | None = None
    medium: str | None = None
    note: str | None = None
    number: str | None = None
    number_of_pages: str | None = None
    number_of_volumes: str | None = None
    original_publisher: str | None = None
    original_publisher_place: str | None = None
    original_title: str | None = None
    part: str | None = None
    part_title: str | None = None
    pmcid: str | None = msgspec.field(default=None, name="PMCID")
    pmid: str | None = msgspec.field(default=None, name="PMID")
    printing: str | None = None
    publisher: str | None = None
    publisher_place: str | None = None
    references: str | None = None
    reviewed_genre: str | None = None
    reviewed_title: str | None = None
    scale: str | None = None
    source: str | None = None
    status: str | None = None
    supplement: str | None = None
    url: str | None = msgspec.field(default=None, name="URL")
    version: str | None = None
    year_suffix: str | None = None
    categories: tuple[str, ...] | None = None
    custom: dict[str, Any] | None = None

    def get(self, variable: str) -> str | Names | Date | tuple[str, ...] | dict[str, Any] | None:
        """The value of a CSL *variable* (``container-title``, ``DOI``); KeyError if unknown."""
        value: str | Names | Date | tuple[str, ...] | dict[str, Any] | None
        value = getattr(self, ATTRIBUTES[variable])
        return value

    def items(self) -> Iterator[tuple[str, Any]]:
        """The variables that have a value, in CSL spelling, ``id`` and ``type`` first."""
        for variable, attribute in ATTRIBUTES.items():
            value = getattr(self, attribute)
            if value is not None:
                yield variable, value

    def replace(self, **changes: Any) -> Reference:
        """A copy with other values: ``reference.replace(page="17-36")``."""
        return msgspec.structs.replace(self, **changes)

    def to_csl(self) -> dict[str, Any]:
        """The CSL-JSON item as plain dictionaries and lists."""
        item: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return item


ATTRIBUTES: dict[str, str] = dict(
    zip(Reference.__struct_encode_fields__, Reference.__struct_fields__, strict=True)
)
"""CSL variable → attribute, in the order of writing."""


def _variables(annotation: str) -> tuple[str, ...]:
    """Those annotated so, as written above: to resolve a hundred annotations takes milliseconds."""
    kinds = Reference.__annotations__
    return tuple(name for name, attribute in ATTRIBUTES.items() if kinds[attribute] == annotation)


NAME_VARIABLES: tuple[str, ...] = _variables("Names | None")
DATE_VARIABLES: tuple[str, ...] = _variables("Date | None")
TEXT_VARIABLES: tuple[str, ...] = _variables("str | None")
"""Standard and number variables: all hold text here."""

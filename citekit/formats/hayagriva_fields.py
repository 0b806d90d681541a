"""The types and fields of Hayagriva and what they are in CSL, for reading and for writing.

Sources: typst/hayagriva, *The Hayagriva YAML File Format*; the choice of entry and parent for a
type is what Typst takes for that type when it applies a CSL style.
"""

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """How a CSL type is written: its entry, and the entry of what contains it.

    Without ``parent`` an entry's parent is its series; with one, the series is the parent's. A
    parent is written ``always`` where the type is told by it; it has then the volume and the
    publisher too.
    """

    entry: str
    parent: str = ""
    always: bool = False

    @property
    def event(self) -> str:
        """The entry of the event: of an article, Typst would take a conference for the journal."""
        is_in_journal = self.entry == "article" and self.parent != "proceedings"
        return "exhibition" if is_in_journal else "conference"


FORMS: dict[str, Form] = {
    "article-journal": Form("article", "periodical", always=True),
    "article-newspaper": Form("article", "newspaper", always=True),
    "paper-conference": Form("article", "proceedings", always=True),
    "post-weblog": Form("article", "blog", always=True),
    "article": Form("article", "repository"),
    "book": Form("book"),
    "chapter": Form("chapter", "book", always=True),
    "collection": Form("anthology"),
    "periodical": Form("periodical"),
    "entry-encyclopedia": Form("entry", "reference", always=True),
    "entry": Form("entry", "book"),
    "report": Form("report", "book"),
    "thesis": Form("thesis", "book"),
    "manuscript": Form("manuscript", "book"),
    "legislation": Form("legislation", "anthology"),
    "legal_case": Form("case", "book"),
    "patent": Form("patent", "book"),
    "webpage": Form("web", "web"),
    "post": Form("post", "thread"),
    "software": Form("repository", "book"),
    "figure": Form("artwork", "article", always=True),
    "graphic": Form("artwork", "book"),
    "musical_score": Form("audio", "book", always=True),
    "song": Form("audio", "audio"),
    "broadcast": Form("video", "video", always=True),
    "motion_picture": Form("video", "book"),
    "performance": Form("performance"),
    "event": Form("exhibition"),
    "speech": Form("conference"),
    "document": Form("misc", "book"),
    # From here on the type itself is lost: Hayagriva knows only its neighbour.
    "article-magazine": Form("article", "periodical", always=True),
    "review": Form("article", "periodical", always=True),
    "review-book": Form("article", "periodical", always=True),
    "interview": Form("article", "periodical", always=True),
    "classic": Form("book"),
    "pamphlet": Form("book"),
    "entry-dictionary": Form("entry", "reference", always=True),
    "standard": Form("report", "book"),
    "bill": Form("legislation", "anthology"),
    "regulation": Form("legislation", "anthology"),
    "treaty": Form("legislation", "anthology"),
    "hearing": Form("misc", "book"),
    "personal_communication": Form("misc", "book"),
    "dataset": Form("repository", "book"),
    "map": Form("artwork", "book"),
}
"""CSL type → form; where several have one form, it is read as the first."""

SERIES = "anthology"
ORIGINAL = "original"

OTHER_ENTRIES: dict[str, str] = {
    "anthos": "chapter",
    "chapter": "chapter",
    "article": "article",
    "newspaper": "periodical",
    "proceedings": "book",
    "blog": "webpage",
    "reference": "book",
    "thread": "post",
    "tweet": "post",
    "scene": "broadcast",
    "original": "document",
}
"""Entries that citekit does not write, or not without a parent → CSL type."""

OTHER_PAIRS: dict[tuple[str, str], str] = {
    ("article", "anthology"): "chapter",
    ("article", "book"): "chapter",
    ("article", "thread"): "post",
    ("book", "periodical"): "periodical",
    ("audio", "periodical"): "musical_score",
}
"""Entry and parent that citekit does not write → CSL type."""

PARENTS: dict[str, str] = {
    "article": "periodical",
    "chapter": "book",
    "entry": "reference",
    "anthos": "anthology",
    "web": "web",
    "scene": "video",
    "artwork": "exhibition",
    "legislation": "anthology",
    "post": "post",
    "tweet": "tweet",
    "video": "video",
    "audio": "audio",
}
"""Entry → the type of a parent that does not say its own; else ``misc``."""

EVENTS = frozenset({"conference", "exhibition"})
SERIAL = frozenset(form.entry for form in FORMS.values() if not form.parent) | {
    "proceedings",
    "blog",
    "newspaper",
    "reference",
    "thread",
}
"""Entries whose parent is their series."""

CHAPTERED = frozenset({"chapter", "entry-encyclopedia", "entry-dictionary", "paper-conference"})
"""CSL types whose own ``volume`` is the number of a chapter, since their book has the volume."""


class Field(NamedTuple):
    """Where a variable stands: in which entry, under which key (of a key), and as what."""

    place: str
    path: str
    kind: str = "text"


FIELDS: dict[str, Field] = {
    "title": Field("entry", "title.value"),
    "title-short": Field("entry", "title.short"),
    "author": Field("entry", "author", "names"),
    "issued": Field("entry", "date", "date"),
    "container-title": Field("container", "title.value"),
    "container-title-short": Field("container", "title.short"),
    "container-author": Field("container", "author", "names"),
    "editor": Field("host", "editor", "names"),
    "volume": Field("host", "volume", "plain"),
    "issue": Field("host", "issue", "plain"),
    "edition": Field("host", "edition", "plain"),
    "publisher": Field("host", "publisher.name"),
    "publisher-place": Field("host", "publisher.location"),
    "page": Field("entry", "page-range", "plain"),
    "number-of-pages": Field("entry", "page-total", "count"),
    "number-of-volumes": Field("entry", "volume-total", "count"),
    "chapter-number": Field("chapter", "volume", "plain"),
    "authority": Field("entry", "organization"),
    "genre": Field("entry", "genre"),
    "language": Field("entry", "language", "language"),
    "URL": Field("entry", "url.value", "url"),
    "accessed": Field("entry", "url.date", "date"),
    "DOI": Field("entry", "serial-number.doi", "plain"),
    "ISBN": Field("entry", "serial-number.isbn", "plain"),
    "ISSN": Field("entry", "serial-number.issn", "plain"),
    "PMID": Field("entry", "serial-number.pmid", "plain"),
    "PMCID": Field("entry", "serial-number.pmcid", "plain"),
    "number": Field("entry", "serial-number.serial", "plain"),
    "version": Field("entry", "serial-number.version", "plain"),
    "printing": Field("entry", "serial-number.printing", "plain"),
    "archive": Field("entry", "archive"),
    "archive_location": Field("entry", "archive-location"),
    "call-number": Field("entry", "call-number"),
    "dimensions": Field("entry", "runtime", "duration"),
    "abstract": Field("entry", "abstract"),
    "note": Field("entry", "note"),
    "collection-title": Field("series", "title.value"),
    "collection-number": Field("series", "volume", "plain"),
    "collection-editor": Field("series", "editor", "names"),
    "event-title": Field("event", "title.value"),
    "event-place": Field("event", "location"),
    "event-date": Field("event", "date", "date"),
    "original-title": Field("original", "title.value"),
    "original-author": Field("original", "author", "names"),
    "original-date": Field("original", "date", "date"),
    "original-publisher": Field("original", "publisher.name"),
    "original-publisher-place": Field("original", "publisher.location"),
}
"""CSL variable → field. ``host`` is a container that is always written, else the entry."""

ROLES: dict[str, str] = {
    "translator": "translator",
    "compiler": "compiler",
    "contributor": "collaborator",
    "organizer": "organizer",
    "performer": "cast-member",
    "composer": "composer",
    "producer": "producer",
    "executive-producer": "executive-producer",
    "script-writer": "writer",
    "director": "director",
    "illustrator": "illustrator",
    "narrator": "narrator",
    "series-creator": "founder",
}
"""CSL name variable → role among the ``affiliated``."""

NEEDS: dict[str, str] = {
    "title-short": "title",
    "container-title-short": "container-title",
    "accessed": "URL",
}
"""Variables that stand inside another's field, and only there."""

MAIN_KEYS: dict[str, str] = {"title": "value", "url": "value", "publisher": "name"}
"""Field → the key that its text has where the field is a block."""

"""The vocabularies of Zotero RDF, and which resource stands for which item type."""

from __future__ import annotations

BIB = "http://purl.org/net/biblio#"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
LINK = "http://purl.org/rss/1.0/modules/link/"
PRISM = "http://prismstandard.org/namespaces/1.2/basic/"
VCARD = "http://nwalsh.com/rdf/vCard#"
Z = "http://www.zotero.org/namespaces/export#"

CONTAINERS: dict[str, str] = {
    "journalArticle": f"{BIB}Journal",
    "magazineArticle": f"{BIB}Periodical",
    "newspaperArticle": f"{BIB}Newspaper",
    "conferencePaper": f"{BIB}Journal",
    "bookSection": f"{BIB}Book",
    "encyclopediaArticle": f"{BIB}Book",
    "dictionaryEntry": f"{BIB}Book",
    "case": f"{BIB}CourtReporter",
    "webpage": f"{Z}Website",
    "blogPost": f"{Z}Blog",
    "forumPost": f"{Z}Forum",
}
"""Item type → the type of what it is part of."""

RESOURCES: dict[str, str] = {
    "book": "Book",
    "bookSection": "BookSection",
    "journalArticle": "Article",
    "magazineArticle": "Article",
    "newspaperArticle": "Article",
    "thesis": "Thesis",
    "letter": "Letter",
    "email": "Letter",
    "instantMessage": "Letter",
    "manuscript": "Manuscript",
    "interview": "Interview",
    "film": "MotionPicture",
    "artwork": "Illustration",
    "map": "Image",
    "webpage": "Document",
    "blogPost": "Document",
    "forumPost": "Document",
    "case": "Document",
    "report": "Report",
    "hearing": "Report",
    "bill": "Legislation",
    "statute": "Legislation",
    "patent": "Patent",
    "audioRecording": "Recording",
    "videoRecording": "Recording",
    "tvBroadcast": "Recording",
    "radioBroadcast": "Recording",
    "podcast": "Recording",
    "presentation": "ConferenceProceedings",
    "computerProgram": "Data",
}
"""Item type → the name of its type in ``bib:``; the others are plain descriptions."""

TYPES: dict[tuple[str, str], str] = {
    (f"{BIB}{name}", CONTAINERS.get(item_type, "") if name in {"Article", "Document"} else ""): (
        item_type
    )
    for item_type, name in reversed(RESOURCES.items())
} | {(f"{BIB}Document", ""): "document", (f"{BIB}Memo", ""): "note"}
"""(type of the resource, type of what it is part of) → item type, where nothing names it."""

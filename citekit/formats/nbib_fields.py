"""The fields of PubMed's MEDLINE format and what they are in CSL.

Source: National Library of Medicine, *MEDLINE/PubMed Data Element (Field) Descriptions*, with the
fields of book records.
"""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "JT": "container-title",
    "TA": "container-title-short",
    "CTI": "collection-title",
    "VTI": "volume-title",
    "VI": "volume",
    "IP": "issue",
    "EN": "edition",
    "PB": "publisher",
    "PL": "publisher-place",
    "AB": "abstract",
    "GN": "note",
    "PMID": "PMID",
    "PMC": "PMCID",
}
"""Tags whose text is the value of a variable; a second value is kept apart."""

KEYWORDS = ("OT", "MH", "KW")
"""The authors' words first, then those of MeSH; ``KW`` is KoreaMed's."""

TYPES: dict[str, str] = {
    "Book Chapter": "chapter",
    "Chapter": "chapter",
    "Book": "book",
    "Books": "book",
    "Academic Dissertation": "thesis",
    "Preprint": "article",
    "Dataset": "dataset",
    "Technical Report": "report",
    "Newspaper Article": "article-newspaper",
    "Book Review": "review-book",
    "Patent": "patent",
    "Legal Case": "legal_case",
    "Legal Cases": "legal_case",
    "Legislation": "legislation",
    "Video-Audio Media": "motion_picture",
    "Webcast": "motion_picture",
    "Interview": "interview",
    "Lecture": "speech",
    "Address": "speech",
    "Pictorial Work": "graphic",
    "Map": "map",
}
"""Publication type → CSL type, the most telling first; all others are journal articles."""

GENRES = frozenset(
    """Review|Systematic Review|Scoping Review|Meta-Analysis|Editorial|Letter|Comment|Case Reports
    |Clinical Trial|Randomized Controlled Trial|Historical Article|Guideline|Practice Guideline
    |News|Biography|Autobiography|Bibliography|Published Erratum|Retraction of Publication
    |Observational Study|Clinical Study|Comparative Study|Evaluation Study|Multicenter Study
    |Validation Study|Classical Article|Introductory Journal Article|Congress|Festschrift
    |Academic Dissertation|Preprint|Technical Report""".replace("\n    ", "").split("|")
)
"""Publication types that say what a work is; the rest say how it was made or paid for."""

PLAIN = "Journal Article"
"""The publication type that says nothing more than the CSL type does."""

KNOWN_TAGS = frozenset(
    """AB AD AID AU AUID BTI CDAT CI CIN CN COI COIS CON COM CP CRDT CRF CRI CTDT CTI DA DCOM DDIN
    DEP DP DRDT DRIN ECF ECI ED EDAT EFR EIN EN ERI FAU FED FIR FPS GN GR GS IP IR IRAD IS ISBN
    JID JT KW LA LID LR MH MHDA MID NM OAB OABL OCI OID ORI OT OTO OWN PB PG PHST PL PMC PMCR PMID
    PRIN PROF PS PST PT PUBM RF RIN RN ROF RPF RPI RRF RRI SB SFM SI SO SPIN STAT TA TI TT UIN UOF
    UIO URF VI VTI""".split()
)
"""Every tag that is documented or that PubMed is seen to write."""

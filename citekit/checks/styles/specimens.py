"""References made up to try a style on: every common type, with all, some and no variables."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple, cast

from citekit.model import Date, Name, Reference
from citekit.model.reference import ItemType

_ALWAYS: dict[str, Any] = {"issued": Date.of(2006, 12, 1), "language": "fr"}
_ONLINE: dict[str, Any] = {"url": "https://exemple.org/a", "accessed": Date.of(2020, 3, 4)}
_PUBLISHED: dict[str, Any] = {"publisher": "Presses", "publisher_place": "Paris"}
_HOST: dict[str, Any] = {
    "container_title": "Grand ouvrage",
    "editor": (Name(family="Roy", given="Luc"),),
    "page": "17-36",
}
_ISSUE: dict[str, Any] = {
    "container_title": "Revue des revues",
    "volume": "24",
    "issue": "4",
    "page": "17-36",
    "issn": "0758-1726",
}
_EVENT: dict[str, Any] = {"event_title": "Colloque annuel", "event_place": "Lyon"}

FACTS: dict[str, dict[str, Any]] = {
    "article-journal": {**_ISSUE, **_ONLINE, "doi": "10.1000/abc"},
    "book": {**_PUBLISHED, **_ONLINE, "edition": "2", "collection_title": "Idées", "volume": "3"},
    "chapter": {**_PUBLISHED, **_HOST, **_ONLINE, "edition": "2"},
    "thesis": {**_PUBLISHED, **_ONLINE, "genre": "Mémoire"},
    "report": {**_PUBLISHED, **_ONLINE, "number": "17", "genre": "Rapport annuel"},
    "webpage": {**_ONLINE, "container_title": "Site de ville"},
    "paper-conference": {**_PUBLISHED, **_HOST, **_EVENT, **_ONLINE},
    "article-newspaper": {**_ONLINE, "container_title": "Quotidien du soir", "page": "12"},
    "article-magazine": {**_ISSUE, **_ONLINE},
    "entry-encyclopedia": {**_PUBLISHED, **_HOST, **_ONLINE},
    "legislation": {**_ONLINE, "container_title": "Journal officiel", "number": "2006-12"},
    "motion_picture": {**_PUBLISHED, **_ONLINE, "director": (Name(family="Prat", given="Ada"),)},
    "post-weblog": {**_ONLINE, "container_title": "Carnet de terrain"},
    "interview": {**_ONLINE, "interviewer": (Name(family="Prat", given="Ada"),)},
    "manuscript": {
        "archive": "Archives de ville",
        "archive_location": "Fonds 3",
        "genre": "Carnet",
    },
    "speech": {**_EVENT, **_ONLINE},
    "dataset": {**_PUBLISHED, **_ONLINE, "version": "2"},
    "software": {**_PUBLISHED, **_ONLINE, "version": "2"},
    "legal_case": {**_ONLINE, "authority": "Conseil d'État", "number": "271"},
    "patent": {**_ONLINE, "number": "FR271", "authority": "INPI"},
    "map": {**_PUBLISHED, **_ONLINE, "scale": "1/25 000"},
    "personal_communication": {"genre": "Lettre"},
}
"""What a work of each type has besides an author, a title and a date."""

MAIN = tuple(FACTS)[:13]
"""The types that are tried with all, some and no variables; the others with all."""

FULL = "full"
_ENDINGS = {"full-stop": ".", "question": "\u00a0?", "ellipsis": "…"}
_LESS = {
    "no-author": ("author", "editor", "director"),
    "no-date": ("issued",),
    "no-address": ("url", "doi", "accessed"),
    "no-pages": ("page", "volume", "issue", "number"),
    "no-publisher": ("publisher", "publisher_place", "edition"),
    "no-place": ("publisher_place", "volume"),
    "no-host": ("container_title", "event_title"),
}


class Specimen(NamedTuple):
    """A reference made up, and what is particular about it."""

    reference: Reference
    kind: str


@cache
def specimens() -> tuple[Specimen, ...]:
    """All of them; each has a title and authors of its own, so that none is told from another."""
    found: list[Specimen] = []

    def add(kind: str, ending: str = "", without: tuple[str, ...] = (), bare: bool = False) -> None:
        word = _word(len(found))
        facts: dict[str, Any] = {
            "author": (Name(family=f"Nom{word}", given="Anne"), Name(family="Lam", given="Guy")),
            "title": f"Titre {word}{ending}",
            **_ALWAYS,
            **({} if bare else FACTS[type_]),
        }
        kept = {name: value for name, value in facts.items() if name not in without}
        made = Reference(id=f"specimen-{word}", type=cast(ItemType, type_), **kept)
        found.append(Specimen(made, kind))

    for type_ in FACTS:
        add(FULL)
        if type_ not in MAIN:
            continue
        for kind, ending in _ENDINGS.items():
            add(kind, ending)
        for kind, without in _LESS.items():
            add(kind, without=without)
        add("bare", bare=True)
        add("title-only", without=("author", "issued"), bare=True)
        add("nothing", without=("author", "issued", "title"), bare=True)
    return tuple(found)


def _word(number: int) -> str:
    """A word for *number*, without digits: *a*, *b*, … *ba*."""
    word = chr(ord("a") + number % 26)
    return word if number < 26 else _word(number // 26) + word

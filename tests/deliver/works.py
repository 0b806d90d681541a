"""References to push."""

from __future__ import annotations

from citekit import Date, Name, Reference


def article(number: int) -> Reference:
    """An article like no other."""
    return Reference(
        id=f"key{number}",
        type="article-journal",
        title=f"Article {number}",
        author=(Name(family="Dupont", given="Marie"), Name(literal="Insee")),
        container_title="Genèses",
        issued=Date(date_parts=((2006, 12),)),
        page=str(number),
    )


def articles(count: int, first: int = 0) -> list[Reference]:
    return [article(number) for number in range(first, first + count)]


def with_children(number: int) -> Reference:
    """An article with a note, an address and a file."""
    attached = [
        {"title": "Texte intégral", "url": f"https://example.org/{number}.pdf"},
        {"title": "Copie", "path": "files/copie.pdf"},
    ]
    custom = {"zotero": {"attachments": attached}}
    return article(number).replace(note=f"À relire <{number}>", custom=custom)

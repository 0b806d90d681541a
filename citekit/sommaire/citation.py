"""A citation in prose, as portals print it: *Family Given. Title. In: Journal, vol. 24, 2006.*"""

from __future__ import annotations

import re
from typing import Any

from citekit.model import Name, Pages, Reference
from citekit.sommaire.numbering import read_numbering
from citekit.text.language import language_of
from citekit.text.names import read_people
from citekit.text.passage import Passage

MAX_LENGTH = 3000
_IN = re.compile(r"(?:^|[.;,]\s+|\s)In\s?:\s+(?=\S)")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_LAST_PAGES = re.compile(
    r"(?P<label>\bpp?\.\s?)(?P<pages>[\w-]{1,16}(?:\s?[\u2013-]\s?\w{1,8})?)\.?\s*$"
)
_CONTAINER = re.compile(
    r"(?P<container>.+?),\s*(?P<numbering>(?:vol|t|tome|n[°ºo]|num)\b.*?\d{4})\.(?:\s|$)", re.I
)
_INITIAL = re.compile(r"(?:^|[\s.-])[^\W\d_]\.?$")


def is_citation(text: str) -> bool:
    """Whether *text* is the citation of a work rather than prose about one.

    It has *In:*, a year behind it, and ends on a page.
    """
    if len(text) > MAX_LENGTH:
        return False
    inside = _IN.search(text)
    return bool(
        inside and _YEAR.search(text, inside.end()) and _LAST_PAGES.search(text, inside.end())
    )


def read_citation(passage: Passage) -> Reference:
    """The work that a prose citation names; what is not understood stays in ``note``.

    It has no key: it is not one of the document's own entries.
    """
    text = passage.value
    inside = _IN.search(text)
    before = text[: inside.start()] if inside else text
    after = text[inside.end() :] if inside else ""
    people, title = _people_and_title(before)
    facts: dict[str, Any] = {"title": title or None, "language": language_of(title)}
    if people:
        facts["author"] = people
    pages = _LAST_PAGES.search(after)
    if pages:
        facts["page"] = str(Pages.parse(pages["pages"]) or pages["pages"])
        after = after[: pages.start()].strip()
    host = _CONTAINER.match(after)
    if host:
        numbering = read_numbering(Passage.plain(host["numbering"], 0))
        facts |= {
            "container_title": host["container"],
            "volume": numbering.volume,
            "issue": numbering.issue,
            "issued": numbering.issued,
            "volume_title": after[host.end() :].strip().removesuffix(".") or None,
        }
    elif after:
        facts["note"] = after
    return Reference(id="", type="article-journal", **facts)


def _people_and_title(text: str) -> tuple[tuple[Name, ...], str]:
    """*Hoffmann-Martinot Vincent, Spenlehauer Vincent. Présentation* → people and title."""
    for stop in re.finditer(r"\.\s+", text[:600]):
        if _INITIAL.search(text[: stop.start()]):
            continue
        people = read_people(text[: stop.start()])
        return people.roles.get("author", ()), text[stop.end() :].strip().removesuffix(".")
    return (), text.strip().removesuffix(".")

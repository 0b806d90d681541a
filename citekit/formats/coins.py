"""COinS: references in a web page, as the Zotero connector and library tools find them.

Each is a ``span`` of class ``Z3988`` whose title is an OpenURL context object (ANSI/NISO Z39.88):
journal articles, books and chapters, theses in the formats made for them, all else in Dublin
Core with Zotero's name of the type. A page says less than a file: what it has no key for is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Any
from urllib.parse import quote, unquote_plus

from citekit.errors import Diagnostic, error, note
from citekit.formats import plain_dates
from citekit.formats.ris_values import (
    DATES,
    read_any_name,
    read_doi,
    read_keywords,
    spell_keywords,
    spell_name,
)
from citekit.formats.shared import Places, clean, keyed
from citekit.formats.zotero_fields import item_types, written_as
from citekit.model import ATTRIBUTES, Date, Library, Name, Reference

_FORMATS = "info:ofi/fmt:kev:mtx:"
KEY = "data-citation-key"
"""The attribute of the span that has the citation key, which a context object has no key for."""

_KINDS: dict[str, tuple[str, str]] = {
    "journalArticle": ("journal", "article"),
    "book": ("book", "book"),
    "bookSection": ("book", "bookitem"),
    "thesis": ("dissertation", ""),
}
"""Zotero's item type → format and genre; the others are in Dublin Core (``dc``)."""

_COMMON = {"language": "language", "abstract": "description"}
FIELDS: dict[str, dict[str, str]] = {
    "journal": {
        "title": "atitle",
        "container-title": "jtitle",
        "container-title-short": "stitle",
        "issued": "date",
        "volume": "volume",
        "issue": "issue",
        "page": "pages",
        "ISSN": "issn",
        "collection-title": "series",
        "publisher": "publisher",
        "publisher-place": "place",
        **_COMMON,
    },
    "book": {
        "title": "btitle",
        "issued": "date",
        "publisher": "publisher",
        "publisher-place": "place",
        "edition": "edition",
        "collection-title": "series",
        "volume": "volume",
        "ISBN": "isbn",
        "number-of-pages": "tpages",
        **_COMMON,
    },
    "bookitem": {
        "title": "atitle",
        "container-title": "btitle",
        "issued": "date",
        "publisher": "publisher",
        "publisher-place": "place",
        "edition": "edition",
        "collection-title": "series",
        "volume": "volume",
        "page": "pages",
        "ISBN": "isbn",
        **_COMMON,
    },
    "dissertation": {
        "title": "title",
        "issued": "date",
        "publisher": "inst",
        "publisher-place": "place",
        "genre": "degree",
        "abstract": "description",
    },
    "dc": {
        "title": "title",
        "container-title": "source",
        "issued": "date",
        "publisher": "publisher",
        **_COMMON,
    },
}
"""Format (``bookitem`` is a chapter) → CSL variable → its key."""

_OTHER_KEYS = {
    "journal": {"title": "container-title", "eissn": "ISSN", "rft.title": "container-title"},
    "book": {"title": "title", "bici": "ISBN"},
    "bookitem": {"title": "container-title"},
    "dissertation": {"btitle": "title"},
    "dc": {"place": "publisher-place"},
}
_WITHOUT_FIELD = frozenset(
    """ctx_ver ctx_enc ctx_tim rft_val_fmt rfr_id rft_id url_ver au aulast aufirst auinit auinit1
    auinitm aucorp creator contributor subject genre type format spage epage identifier""".split()
)


def kept(reference: Reference) -> Reference:
    """What a page says of *reference*: authors, and the variables of the type's format."""
    form = _form(reference.type)
    values: dict[str, Any] = {}
    for variable, value in reference.items():
        if variable in FIELDS[form] and variable in DATES:
            text = plain_dates.spell(value)
            if text:
                values[variable] = plain_dates.read(text)
        elif variable in FIELDS[form] or variable in {"DOI", "URL"}:
            values[variable] = value
        elif variable == "author":
            people = (read_any_name(spell_name(name)) for name in value)
            values[variable] = tuple(name for name in people if name is not None) or None
        elif variable == "keyword":
            values[variable] = read_keywords(spell_keywords(value)) or None
    return Reference(
        id=reference.id,
        type=written_as(reference.type).csl[0],  # type: ignore[arg-type]  # from the table
        **{ATTRIBUTES[variable]: value for variable, value in values.items()},
    )


def _form(csl_type: str) -> str:
    scheme, genre = _KINDS.get(written_as(csl_type).name, ("dc", ""))
    return genre if genre == "bookitem" else scheme


# Writing ----------------------------------------------------------------------------------------

_PAGE = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>{count}</title>
</head>
<body>
<ol>
{items}
</ol>
</body>
</html>
"""


def write(library: Library) -> str:
    """A page that lists the references, each with its span for the Zotero connector."""
    items = "\n".join(map(_item, library.references))
    return _PAGE.format(count=f"COinS ({len(library.references)})", items=items)


def _item(reference: Reference) -> str:
    """A line for people, and the span for programs."""
    shown = kept(reference)
    year = shown.issued.year if shown.issued else None
    names = ", ".join(name.display() for name in shown.author or ())
    facts = (names, shown.title, shown.container_title, str(year) if year else None)
    words = ". ".join(escape(fact, quote=False) for fact in facts if fact)
    key = f' {KEY}="{escape(reference.id)}"' if reference.id else ""
    context = "&amp;".join(f"{name}={quote(text, safe='')}" for name, text in _context(reference))
    return f'<li>{words} <span class="Z3988" title="{context}"{key}></span></li>'


def _context(reference: Reference) -> Iterator[tuple[str, str]]:
    """The keys and values of the context object, in the order of the standard's examples."""
    form = _form(reference.type)
    scheme, genre = _KINDS.get(written_as(reference.type).name, ("dc", ""))
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"{_FORMATS}{scheme}"
    if reference.doi:
        yield "rft_id", f"info:doi/{reference.doi}"
    if reference.url:
        yield "rft_id", reference.url
    if genre:
        yield "rft.genre", genre
    if scheme == "dc":
        yield "rft.type", written_as(reference.type).name
    for variable, key in FIELDS[form].items():
        value = reference.get(variable)
        text = plain_dates.spell(value) if isinstance(value, Date) else value
        if isinstance(text, str) and text:
            yield f"rft.{key}", text
    for name in reference.author or ():
        yield "rft.au", spell_name(name)
    for word in spell_keywords(reference.keyword or ""):
        yield "rft.subject", word


# Reading ----------------------------------------------------------------------------------------

_TAG = re.compile(r"<\w+(?:[^\"'<>]|\"[^\"]*\"|'[^']*')*+>")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


def read(text: str) -> Library:
    """The references in the spans of a page, each once; keys unknown go to ``custom["coins"]``.

    Never raises. A span that is cut, or is in no format of the standard, is told with its line.
    """
    text = clean(text)
    places = Places(text)
    diagnostics: list[Diagnostic] = []
    found: dict[str, Reference] = {}
    for start, attributes in _spans(text, places, diagnostics):
        context = attributes.get("title", "")
        said = _said(context)
        if not said:
            diagnostics.append(note("coins-empty", **places.of(start)))
            continue
        reference = _reference(said, attributes.get(KEY, ""))
        found.setdefault(context + reference.id, reference)
    with_keys, about_keys = keyed(found.values())
    return Library(references=with_keys, diagnostics=(*diagnostics, *about_keys))


def _spans(
    text: str, places: Places, diagnostics: list[Diagnostic]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Where each tag of the class begins, and its attributes."""
    end = 0
    for mark in re.finditer("Z3988", text):
        if mark.start() < end:
            continue
        start = text.rfind("<", end, mark.start())
        tag = _TAG.match(text, start) if start >= 0 else None
        if start >= 0 and tag is None:
            diagnostics.append(error("coins-cut", **places.of(start)))
            return
        if tag is None or tag.end() < mark.start():
            continue
        end = tag.end()
        attributes = {
            each[1].lower(): unescape(each[2] or each[3] or each[4] or "")
            for each in _ATTRIBUTE.finditer(tag[0])
        }
        if "Z3988" in attributes.get("class", "").split():
            yield start, attributes


def _said(context: str) -> dict[str, list[str]]:
    """The keys of a context object, without ``rft.``, and their values."""
    said: dict[str, list[str]] = {}
    for pair in context.split("&"):
        key, _, value = pair.partition("=")
        key, value = key.strip().removeprefix("rft."), unquote_plus(value).strip()
        if key and value:
            said.setdefault(key, []).append(value)
    return said


def _reference(said: Mapping[str, list[str]], key: str) -> Reference:
    form, kind = _form_and_type(said)
    variables = {name: variable for variable, name in FIELDS[form].items()}
    variables |= {n: v for n, v in _OTHER_KEYS[form].items() if n not in variables}
    values: dict[str, Any] = {}
    unread: dict[str, list[str]] = {}
    for name, (first, *others) in said.items():
        variable = variables.get(name)
        rest = [first, *others]
        if variable is not None and variable not in values:
            values[variable] = plain_dates.read(first) if variable in DATES else first
            rest = others
        if rest and name not in _WITHOUT_FIELD:
            unread[name] = rest
    for address in (*said.get("rft_id", ()), *said.get("identifier", ())):
        _identify(address, values, unread)
    if "page" in FIELDS[form] and "spage" in said:
        ends = [said["spage"][0], *said.get("epage", [])[:1]]
        values.setdefault("page", "-".join(dict.fromkeys(ends)))
    people = _people(said)
    if people:
        values["author"] = people
    if "subject" in said:
        values["keyword"] = read_keywords(said["subject"])
    return Reference(
        id=key,
        type=kind,  # type: ignore[arg-type]  # from the tables
        custom={"coins": unread} if unread else None,
        **{ATTRIBUTES[variable]: value for variable, value in values.items()},
    )


def _form_and_type(said: Mapping[str, list[str]]) -> tuple[str, str]:
    """The format, told by the keys where it is not named, and the CSL type."""
    scheme = said.get("rft_val_fmt", [""])[0].rpartition(":")[2]
    genre = said.get("genre", [""])[0]
    if scheme not in FIELDS:
        scheme = "journal" if "jtitle" in said else "book" if "btitle" in said else "dc"
    if scheme == "book":
        is_part = genre == "bookitem" or ("atitle" in said and genre != "book")
        if genre in {"proceeding", "conference"}:
            return ("bookitem" if "atitle" in said else "book"), "paper-conference"
        return ("bookitem", "chapter") if is_part else ("book", "book")
    if scheme == "dc":
        item_type = item_types().get(said.get("type", ["document"])[0], item_types()["document"])
        return "dc", item_type.csl[0]
    if scheme == "journal" and genre in {"proceeding", "conference"}:
        return "journal", "paper-conference"
    return scheme, "article-journal" if scheme == "journal" else "thesis"


def _identify(address: str, values: dict[str, Any], unread: dict[str, list[str]]) -> None:
    number = address.partition("/")[2]
    doi = number if address.startswith("info:doi/") else read_doi(address)
    if doi and "DOI" not in values:
        values["DOI"] = doi
    elif address.startswith("info:pmid/"):
        values.setdefault("PMID", number)
    elif address.startswith(("http://", "https://")) and "URL" not in values:
        values["URL"] = address
    elif values.get("DOI") != doi:
        unread.setdefault("rft_id", []).append(address)


def _people(said: Mapping[str, list[str]]) -> tuple[Name, ...]:
    texts = [*said.get("au", ()), *said.get("creator", ())]
    names = [read_any_name(text) for text in texts]
    last = said.get("aulast", [""])[0]
    given = (said.get("aufirst") or said.get("auinit") or [""])[0]
    whole = read_any_name(f"{last}, {given}") if given else Name(family=last)
    first = whole if last else None
    if first is not None and not any(_is_it(first, name) for name in names if name):
        names.insert(0, first)
    names += [Name(literal=body) for body in said.get("aucorp", ())]
    return tuple(name for name in names if name is not None)


def _is_it(one: Name, other: Name) -> bool:
    """Whether the first author stands again among the others."""
    return one.inverted() == other.inverted() or (
        one.family == other.family and (one.given or "")[:1] == (other.given or "")[:1]
    )

"""One MODS record: its elements from a reference, and the values that they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from citekit.formats import plain_dates
from citekit.formats.mods_fields import (
    ALSO,
    DATE_PATHS,
    EXTENTS,
    EXTENTS_ALSO,
    PATHS,
    RESOURCE_OF,
    ROLE_WORDS,
    ROLES,
)
from citekit.formats.ris_values import (
    PARAGRAPHS,
    one_line,
    read_keywords,
    read_name,
    read_page,
    spell_keywords,
    spell_page,
)
from citekit.formats.xml_paths import find, put
from citekit.formats.zotero_fields import written_as
from citekit.model import Name, Reference
from citekit.model.name import join_particles
from citekit.text.language_codes import language_code
from citekit.text.particles import particles_of

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "{http://www.loc.gov/mods/v3}"
NAMESPACES: dict[Any, str] = {None: NAMESPACE[1:-1]}
KEY_PATH = 'identifier[type="citekey"]'
_CODE = 'role/roleTerm[type="code"][authority="marcrelator"]'
_VARIABLE_OF = {code: variable for variable, code in ROLES.items()}
_HOST_TITLE = 'relatedItem[type="host"]/titleInfo[-type]'
_ROLE_IN = {
    ("host", "author"): "container-author",
    ("series", "author"): "collection-editor",
    ("series", "editor"): "collection-editor",
}
"""Where a name stands in a related item: its role there → the CSL variable."""

_NAME_PARTS = {"family": "family", "given": "given", "termsOfAddress": "suffix"}


def element_of(reference: Reference) -> _Element:
    """The ``mods`` element with what its elements can say of *reference*, be it only in part."""
    from lxml import etree

    record = etree.Element(f"{NAMESPACE}mods", nsmap=NAMESPACES)
    if reference.id.strip():
        _put(record, KEY_PATH, reference.id)
    for variable, value in reference.items():
        if variable in ROLES:
            for name in value:
                _put_name(record, ROLES[variable], name)
        elif variable in DATE_PATHS:
            text = plain_dates.spell(value)
            if text and plain_dates.parts_of(value):
                _put(record, DATE_PATHS[variable][0], text).set("encoding", "w3cdtf")
            elif text:
                _put(record, DATE_PATHS[variable][0], text)
        elif variable == "page":
            first, last = spell_page(value)
            _put(record, f"{EXTENTS[0]}/start", first)
            _put(record, f"{EXTENTS[0]}/end", last or first)
        elif variable == "keyword":
            for word in spell_keywords(value):
                subject = _put(record, "subject", "")
                _put(subject, "topic", word)
        elif variable in PATHS and isinstance(value, str) and value:
            _put(record, PATHS[variable], value)
    _put(record, "typeOfResource", RESOURCE_OF.get(reference.type, "text"))
    _put(record, 'genre[authority="local"]', written_as(reference.type).name)
    return record


def values_of(
    record: _Element, type_elements: Sequence[_Element] = ()
) -> tuple[list[_Element], dict[str, Any]]:
    """The elements of *record* that have a CSL variable, and the values of these.

    *type_elements* have said the type, and say no variable.
    """
    read: list[_Element] = [*find(record, KEY_PATH)[:1], *type_elements]
    values: dict[str, Any] = {}
    for variable, path in PATHS.items():
        for place in (path, *ALSO.get(variable, ())):
            found = [
                each
                for each in find(record, place)
                if (each.text or "").strip() and each not in type_elements
            ]
            if variable == "keyword" and found:
                values[variable] = read_keywords([each.text or "" for each in found])
            elif found:
                found = found[:1]
                values[variable] = _text(variable, found[0])
            read += found
            if found:
                break
    _titles(record, values, read)
    _languages(record, values, read)
    _dates(record, values, read)
    _pages(record, values, read)
    for element, host in _people(record):
        role, role_elements = _role(element, host)
        name, parts = _name(element)
        if name is not None and role is not None:
            values[role] = (*values.get(role, ()), name)
            read += [*parts, *role_elements]
    return read, values


def _put(record: _Element, path: str, text: str) -> _Element:
    return put(record, path, text, NAMESPACE)


def _text(variable: str, element: _Element) -> str:
    text = element.text or ""
    return text if variable in PARAGRAPHS else one_line(text)


def _titles(record: _Element, values: dict[str, Any], read: list[_Element]) -> None:
    """Put before a title the article that sorting passes over, and behind it what follows."""
    for variable, path in (("title", "titleInfo[-type]"), ("container-title", _HOST_TITLE)):
        for info in find(record, path)[:1]:
            for part, form in (("nonSort", "{1}{0}"), ("subTitle", "{0} : {1}")):
                for element in find(info, part)[:1]:
                    said = one_line(element.text or "")
                    if not said or variable not in values:
                        continue
                    gap = "" if part != "nonSort" or said.endswith(("'", "’")) else " "
                    values[variable] = form.format(values[variable], said + gap)
                    read.append(element)


def _languages(record: _Element, values: dict[str, Any], read: list[_Element]) -> None:
    if "language" in values:
        return
    for element in find(record, "language/languageTerm"):
        text = one_line(element.text or "")
        if text:
            values["language"] = language_code(text)
            read.append(element)
            return


def _dates(record: _Element, values: dict[str, Any], read: list[_Element]) -> None:
    for variable, places in DATE_PATHS.items():
        found = [each for place in places for each in find(record, place)]
        found = [each for each in found if (each.text or "").strip()]
        # An encoded date (w3cdtf) says more than one as printed (“[ca 1970]”).
        found.sort(key=lambda each: each.get("encoding") is None)
        if found and found[0].get("point") is None:
            values[variable] = plain_dates.read(one_line(found[0].text or ""))
            read.append(found[0])
        elif found:
            ends = [each for each in found if each.get("point") in ("start", "end")][:2]
            values[variable] = plain_dates.read(
                "/".join(one_line(each.text or "") for each in ends)
            )
            read += ends
    for element in find(record, "location/url"):
        accessed = element.get("dateLastAccessed")
        if accessed and "accessed" not in values:
            values["accessed"] = plain_dates.read(accessed)


def _pages(record: _Element, values: dict[str, Any], read: list[_Element]) -> None:
    for extent in (each for path in (*EXTENTS, *EXTENTS_ALSO) for each in find(record, path)):
        first, last, written = (
            next((each for each in find(extent, part) if (each.text or "").strip()), None)
            for part in ("start", "end", "list")
        )
        known = [each for each in (first, last, written) if each is not None]
        if not known:
            continue
        if first is not None:
            end = one_line(last.text or "") if last is not None else ""
            values["page"] = read_page(one_line(first.text or ""), end)
            read += [each for each in (first, last) if each is not None]
        else:
            values["page"] = one_line(known[0].text or "")
            read.append(known[0])
        return


def _people(record: _Element) -> list[tuple[_Element, str]]:
    """The ``name`` elements of the work, its host and its series."""
    found = [(each, "") for each in find(record, "name") if each.get("type") != "conference"]
    for kind in ("host", "series"):
        found += [(each, kind) for each in find(record, f'relatedItem[type="{kind}"]/name')]
    return found


def _role(element: _Element, host: str) -> tuple[str | None, list[_Element]]:
    terms = [each for each in find(element, "role/roleTerm") if (each.text or "").strip()]
    for term in terms:
        word = one_line(term.text or "").lower()
        role = _VARIABLE_OF.get(word) or ROLE_WORDS.get(word)
        if role is not None:
            return _ROLE_IN.get((host, role), role), terms
    if terms:
        return None, []
    return _ROLE_IN.get((host, "author"), "author"), []


def _put_name(record: _Element, code: str, name: Name) -> None:
    is_person = name.literal is None
    element = _put(record, "name", "")
    element.text = None
    element.set("type", "personal" if is_person else "corporate")
    if is_person:
        family = join_particles(name.dropping_particle, name.non_dropping_particle, name.family)
        for kind, text in (("family", family), ("given", name.given)):
            if text:
                _put(element, f'namePart[type="{kind}"]', text)
        if name.suffix:
            _put(element, 'namePart[type="termsOfAddress"]', name.suffix)
    else:
        _put(element, "namePart", name.literal or "")
    _put(element, _CODE, code)


def _name(element: _Element) -> tuple[Name | None, list[_Element]]:
    parts = [each for each in find(element, "namePart") if (each.text or "").strip()]
    said: dict[str, str] = {}
    plain: list[str] = []
    read = []
    for part in parts:
        text = one_line(part.text or "")
        kind = _NAME_PARTS.get(part.get("type") or "")
        if kind is not None:
            said[kind] = f"{said[kind]} {text}" if kind in said else text
        elif part.get("type") is None:
            plain.append(text)
        else:
            continue  # dates of life
        read.append(part)
    if "family" in said:
        name = particles_of(said["family"], said.get("given", ""))
        suffix = said.get("suffix")
        given = name.given or None
        return Name(
            family=name.family or None,
            given=given,
            suffix=suffix,
            dropping_particle=name.dropping_particle,
            non_dropping_particle=name.non_dropping_particle,
        ), read
    if plain and element.get("type") in (None, "personal") and "," in plain[0]:
        return read_name(", ".join(plain)), read
    if plain:
        return Name(literal=" ".join(plain)), read
    if said:
        return Name(given=said.get("given"), suffix=said.get("suffix")), read
    return None, []

"""EndNote XML: EndNote's own export, which Zotero, Mendeley and Citavi read too.

A record has no place for what its type of reference does not know: ``kept`` says what stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citekit.errors import Diagnostic, note, warning
from citekit.formats import plain_dates
from citekit.formats.endnote_fields import (
    ALSO,
    BOOKKEEPING,
    DATES,
    FIELDS,
    KEY,
    KEYWORD,
    ORDER,
    PEOPLE,
    YEAR,
    RefType,
    read_as,
    ref_types,
    written_as,
)
from citekit.formats.endnote_text import put_text, text_of
from citekit.formats.nbib_values import serial
from citekit.formats.ris_values import (
    PARAGRAPHS,
    one_line,
    read_doi,
    read_keywords,
    read_name,
    spell_keywords,
    spell_name,
)
from citekit.formats.shared import clean
from citekit.formats.xml import read_records
from citekit.formats.xml_paths import find, is_path, is_raw, local, put
from citekit.model import ATTRIBUTES, Date, Library, Reference

if TYPE_CHECKING:
    from lxml.etree import _Element

RAW = "endnote"
"""Where ``custom`` keeps elements that have no CSL variable: ``{"custom1": ["…"]}``."""

_NO_TYPE = "Generic"


def kept(reference: Reference) -> Reference:
    """What a record holds of *reference*: its type's variables, dates without a range."""
    kind = written_as(reference.type)
    values: dict[str, Any] = {}
    for variable, value in reference.items():
        if variable in FIELDS[kind.form] and isinstance(value, str):
            values[variable] = _told(variable, _one(variable, clean(value))) or None
        elif variable in PEOPLE[kind.form]:
            people = (read_name(clean(spell_name(name))) for name in value)
            values[variable] = tuple(name for name in people if name is not None) or None
        elif variable in DATES and (text := plain_dates.spell(value)):
            values[variable] = plain_dates.read(clean(text))
        elif variable == "keyword":
            values[variable] = read_keywords(spell_keywords(value)) or None
    _move_number(values)
    raw = (reference.custom or {}).get(RAW)
    return Reference(
        id=reference.id,
        type=kind.csl[0],  # type: ignore[arg-type]  # from the table
        custom={RAW: raw} if is_raw(raw) else None,
        **{ATTRIBUTES[variable]: value for variable, value in values.items()},
    )


def read(text: str) -> Library:
    """The references in *text*: the ``record`` elements of an export.

    Elements without a CSL variable are kept in ``custom.endnote``, by their paths; what EndNote
    says of its own library (number of the record, database) is not.
    """
    return read_records(text, "record", {"xml", "records"}, "endnote-no-records", _reference)


def write(library: Library) -> str:
    """The references as EndNote exports them, each text in a ``style`` element."""
    from lxml import etree

    root = etree.Element("xml")
    records = etree.SubElement(root, "records")
    records.text = "\n"
    for reference in library.references:
        record = _record(reference)
        record.tail = "\n"  # elsewhere, white space would be part of a text
        records.append(record)
    written: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


# Writing ----------------------------------------------------------------------------------------


def _record(reference: Reference) -> _Element:
    from lxml import etree

    kind = written_as(reference.type)
    record = etree.Element("record")
    etree.SubElement(record, "ref-type", name=kind.name).text = str(kind.number or "")
    for variable, value in reference.items():
        if variable in FIELDS[kind.form] and isinstance(value, str):
            _put(record, FIELDS[kind.form][variable], _one(variable, value))
        elif variable in PEOPLE[kind.form]:
            for name in value:
                _put(record, PEOPLE[kind.form][variable], spell_name(name))
        elif variable in DATES:
            _put_date(record, variable, value)
        elif variable == "keyword":
            for word in spell_keywords(value):
                _put(record, KEYWORD, word)
    if reference.id:
        _put(record, KEY, reference.id)
    raw = (reference.custom or {}).get(RAW)
    for path, texts in raw.items() if isinstance(raw, dict) and is_raw(raw) else ():
        for text in texts:
            _put(record, path, text)
    record[:] = sorted(record, key=lambda each: ORDER.get(local(each), len(ORDER)))
    return record


def _put(record: _Element, path: str, text: str) -> None:
    if text:
        element = put(record, path, "")
        element.text = None
        put_text(element, text)


def _put_date(record: _Element, variable: str, date: Date) -> None:
    text = plain_dates.spell(date)
    parts = plain_dates.parts_of(date)
    if variable == "issued" and parts:
        _put(record, YEAR, str(parts[0]))
    if text:
        _put(record, DATES[variable], text)


# Reading ----------------------------------------------------------------------------------------


def _reference(record: _Element) -> tuple[Reference, list[Diagnostic]]:
    kind, diagnostics = _kind(record)
    read_elements: set[_Element] = set()
    values: dict[str, Any] = {}
    for variable, path in FIELDS[kind.form].items():
        for place in (path, *ALSO.get(variable, ())):
            found = [each for each in find(record, place) if text_of(each).strip()][:1]
            if found:
                values[variable] = _one(variable, text_of(found[0]))
                read_elements.update(found)
                break
    _read_again(record, values, read_elements)
    _move_number(values)
    for variable, path in PEOPLE[kind.form].items():
        found = find(record, path)
        people = [name for each in found if (name := read_name(text_of(each))) is not None]
        if people:
            values[variable] = tuple(people)
            read_elements.update(found)
    _dates(record, values, read_elements)
    keywords = [one_line(text_of(each)) for each in find(record, KEYWORD)]
    if any(keywords):
        values["keyword"] = read_keywords([word for word in keywords if word])
        read_elements.update(find(record, KEYWORD))
    values = {variable: _told(variable, value) for variable, value in values.items()}
    key = ""
    for element in find(record, KEY)[:1]:
        key = one_line(text_of(element))
        read_elements.add(element)
    raw = _rest(record, read_elements)
    if not values:
        diagnostics.append(note("endnote-empty", line=record.sourceline))
    reference = Reference(
        id=key,
        type=kind.csl[0],  # type: ignore[arg-type]  # from the table
        custom={RAW: raw} if raw else None,
        **{ATTRIBUTES[variable]: value for variable, value in values.items()},
    )
    return reference, diagnostics


def _kind(record: _Element) -> tuple[RefType, list[Diagnostic]]:
    for element in find(record, "ref-type")[:1]:
        name, number = element.get("name") or "", "".join(map(str, element.itertext())).strip()
        known = read_as(name, number)
        if known is not None:
            return known, []
        found = warning("endnote-unknown-type", line=element.sourceline, type=name or number)
        return ref_types()[_NO_TYPE], [found]
    return ref_types()[_NO_TYPE], [warning("endnote-no-type", line=record.sourceline)]


def _read_again(record: _Element, values: dict[str, Any], read_elements: set[_Element]) -> None:
    """Count as read what says again, elsewhere, what a variable has already: a journal's title."""
    for variable, places in ALSO.items():
        for element in (each for place in places for each in find(record, place)):
            if one_line(text_of(element)) == values.get(variable):
                read_elements.add(element)


def _move_number(values: dict[str, Any]) -> None:
    """Take the one field that EndNote has for both numbers as what it is, ISSN or ISBN."""
    for variable, other in (("ISBN", "ISSN"), ("ISSN", "ISBN")):
        number = values.get(variable)
        if number and other not in values and serial(number)[0] == other:
            values[other] = values.pop(variable)
            return


def _dates(record: _Element, values: dict[str, Any], read_elements: set[_Element]) -> None:
    years = [each for each in find(record, YEAR) if text_of(each).strip()][:1]
    year = one_line(text_of(years[0])) if years else ""
    for variable, path in DATES.items():
        for element in [each for each in find(record, path) if text_of(each).strip()][:1]:
            text = one_line(text_of(element))
            date = plain_dates.read(text)
            if variable == "issued" and year and date.year is None:
                whole = plain_dates.read(f"{text} {year}")
                if whole.year is None:
                    continue  # the year alone says more than words
                date = whole
            values[variable] = date
            read_elements.add(element)
    if year and "issued" not in values:
        values["issued"] = plain_dates.read(year)
    issued = values.get("issued")
    if issued is not None and (str(issued.year) == year or plain_dates.read(year) == issued):
        read_elements.update(years)


def _rest(record: _Element, read_elements: set[_Element]) -> dict[str, list[str]]:
    """The text of what nobody read, by its path; ``style`` elements are part of a text."""
    found: dict[str, list[str]] = {}
    waiting = [(child, local(child)) for child in reversed(list(record))]
    while waiting:
        element, path = waiting.pop()
        children = [each for each in element if local(each) not in {"style", ""}]
        if element in read_elements or path in BOOKKEEPING:
            continue
        if children:
            waiting += [(each, f"{path}/{local(each)}") for each in reversed(children)]
        elif (text := text_of(element).strip()) and is_path(path):
            found.setdefault(path, []).append(text)
    return found


def _one(variable: str, text: str) -> str:
    return text if variable in PARAGRAPHS else one_line(text)


def _told(variable: str, value: Any) -> Any:
    return read_doi(value) or value if variable == "DOI" else value

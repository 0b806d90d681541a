"""Several references of one work into one reference, field by field, each choice on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from citekit.merging import people, picks
from citekit.merging.picks import Picker
from citekit.merging.result import Choice, Member, Severity
from citekit.model import ATTRIBUTES, DATE_VARIABLES, NAME_VARIABLES, Reference

NUMBERS = """volume issue number edition number-of-pages number-of-volumes collection-number
    chapter-number part printing supplement page-first""".split()

PICKERS: dict[str, Picker] = {
    **dict.fromkeys(NAME_VARIABLES, people.names),
    **dict.fromkeys(DATE_VARIABLES, picks.date),
    **dict.fromkeys(NUMBERS, picks.number),
    "accessed": picks.last_date,
    "type": picks.kind,
    "page": picks.page,
    "container-title": picks.container,
    "publisher": picks.publisher,
    "abstract": picks.longest,
    "note": picks.remark,
    "annote": picks.remark,
    "keyword": picks.keywords,
    "categories": picks.categories,
    "custom": picks.custom,
    "language": picks.language,
    "DOI": picks.doi,
    "ISBN": picks.isbn,
    "ISSN": picks.issn,
    "URL": picks.url,
}
"""CSL variable → how one of two values is chosen; the others are texts."""


def combine(
    references: Sequence[Reference], members: Sequence[Member]
) -> tuple[Reference, tuple[Choice, ...]]:
    """One reference with the first's key, and the values that are not in it.

    *members* say where each of *references* comes from. A key is the first that is not empty.
    """
    if len(references) == 1:
        return references[0], ()
    values = {variable: value for variable, value in references[0].items() if variable != "id"}
    origins = dict.fromkeys(values, members[0])
    dropped: dict[tuple[str, bytes], tuple[str, Any, Member, Severity]] = {}
    for reference, member in zip(references[1:], members[1:], strict=True):
        for variable, value in reference.items():
            if variable == "id" or values.get(variable) == value:
                continue
            if variable not in values:
                values[variable], origins[variable] = value, member
                continue
            pick: Picker = PICKERS.get(variable, picks.text)
            picked = pick(values[variable], value)
            for drop in picked.drops:
                origin = member if drop.is_new else origins[variable]
                mark = (variable, _ENCODER.encode(drop.value))
                dropped.setdefault(mark, (variable, drop.value, origin, drop.severity))
            if picked.value != values[variable]:
                values[variable], origins[variable] = picked.value, member
    key = next((reference.id for reference in references if reference.id), "")
    attributes = {ATTRIBUTES[variable]: value for variable, value in values.items()}
    choices = tuple(
        Choice(variable, values[variable], value, origin, severity)
        for variable, value, origin, severity in dropped.values()
        if value != values[variable]
    )
    return Reference(id=key, **attributes), choices


_ENCODER = msgspec.json.Encoder(order="deterministic")

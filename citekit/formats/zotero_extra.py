"""The ``M2`` lines of RIS, ``variable: value``: what the tags have no place for.

``M2`` fills Zotero's Extra field, where lines of this form move to the right field, or count as
CSL variables when Zotero cites. Names are ``Last || First``, dates EDTF. One line, ``csl-json``,
holds what nothing else can spell exactly, as part of a CSL item.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from citekit.formats.csljson import value_of
from citekit.formats.ris_fields import (
    ALIASES,
    CUSTOM_FACTS,
    EXACT,
    LABELS,
    PERIODICAL_LABELS,
    PERIODICALS,
)
from citekit.formats.ris_lines import Line
from citekit.formats.ris_values import DATES, NAMES, is_line, one_line
from citekit.formats.shared import same
from citekit.model import TYPES, Date, Name
from citekit.model.name import join_particles

_ENTRY = re.compile(r"([A-Za-z][A-Za-z0-9 _-]{0,40}?) ?: (.+)")
_FACTS = {_fact.replace("_", "-"): _fact for _fact in CUSTOM_FACTS}


class Extra:
    """What the ``M2`` lines of a record say, sorted by what they are.

    ``kind`` is the CSL type, ``key`` the citation key, ``values`` the variables
    and ``lines`` where they stand, ``custom`` the
    facts of a contents page, ``exact`` the ``csl-json`` lines; ``others`` are somebody's words,
    ``broken`` are ``csl-json`` lines that are no object.
    """

    def __init__(self, lines: Sequence[Line], kind: str) -> None:
        self.kind = kind
        self.key: str | None = None
        self.values: dict[str, Any] = {}
        self.lines: dict[str, list[Line]] = {}
        self.custom: dict[str, str] = {}
        self.exact: dict[str, Any] = {}
        self.others: list[Line] = []
        self.broken: list[Line] = []
        entries = []
        for line in lines:
            match = _ENTRY.fullmatch(one_line(line.value))
            key = re.sub("[ _]", "-", match[1].lower()) if match else ""
            if match and key == "type" and match[2] in TYPES:
                self.kind = match[2]
            elif match:
                entries.append((key, match[2], line))
            else:
                self.others.append(line)
        for key, text, line in entries:
            if not self._take(key, text, line):
                (self.broken if key == EXACT else self.others).append(line)

    def _take(self, key: str, text: str, line: Line) -> bool:
        """Whether the entry says something that nothing said before."""
        if key == EXACT:
            return self._take_exact(text)
        if key == "citation-key" and self.key is None:
            self.key = text
            return True
        if key in _FACTS and _FACTS[key] not in self.custom:
            self.custom[_FACTS[key]] = text
            return True
        is_issue_title = key == "series-title" and self.kind in PERIODICALS
        variable = "volume-title" if is_issue_title else ALIASES.get(key)
        if variable is None or variable == "citation-key":
            return False
        if variable in NAMES:
            self.values[variable] = (*self.values.get(variable, ()), _read_name(text))
            self.lines.setdefault(variable, []).append(line)
            return True
        if variable in self.values:
            return False
        self.lines[variable] = [line]
        self.values[variable] = _read_date(text) if variable in DATES else text
        return True

    def _take_exact(self, text: str) -> bool:
        try:
            item = value_of(text)
        except ValueError:
            return False
        if not isinstance(item, dict) or self.exact:
            return False
        self.exact = item
        return True


def spell(kind: str, variable: str, value: Any) -> list[str] | None:
    """The texts of the ``M2`` lines of *variable*; None where they would not say it exactly."""
    if variable in NAMES:
        texts = [_spell_name(name) for name in value]
    elif variable in DATES:
        texts = [value.literal if value.literal is not None else value.edtf() or ""]
    elif isinstance(value, str):
        texts = [value]
    else:
        return None
    labels = PERIODICAL_LABELS if kind in PERIODICALS else LABELS
    spelled = [f"{labels.get(variable, variable)}: {text}" for text in texts]
    read = Extra([Line("M2", text, 0) for text in spelled], kind)
    is_same = all(map(is_line, texts)) and same(variable, read.values.get(variable), value)
    return spelled if is_same else None


def spell_facts(custom: dict[str, Any]) -> list[str]:
    """The texts of the ``M2`` lines for facts of a contents page, which leave *custom*."""
    texts = []
    for key, fact in _FACTS.items():
        value = custom.get(fact)
        if isinstance(value, str) and is_line(value) and value == one_line(value):
            texts.append(f"{key}: {custom.pop(fact)}")
    return texts


def spell_exact(item: dict[str, Any]) -> str:
    """The text of the ``csl-json`` line."""
    return f"{EXACT}: {json.dumps(item, ensure_ascii=False, default=str)}"


def _family(name: Name) -> str:
    return join_particles(name.dropping_particle, name.non_dropping_particle, name.family)


def _spell_name(name: Name) -> str:
    if name.literal is not None:
        return name.literal
    given = ", ".join(part for part in (name.given, name.suffix) if part)
    return f"{_family(name)} || {given}".strip()


def _read_name(text: str) -> Name:
    family, bars, given = (part.strip() for part in text.partition("||"))
    if not bars:
        return Name(literal=family)
    given, _, suffix = (part.strip() for part in given.partition(","))
    return Name(family=family or None, given=given or None, suffix=suffix or None)


def _read_date(text: str) -> Date:
    try:
        return Date.from_edtf(text)
    except ValueError:
        return Date(literal=text)

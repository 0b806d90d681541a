"""Names in .bib files: BibTeX's *von Last, Jr, First* and biblatex's *family=…, given=…*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from citekit.model import Name
from citekit.model.name import join_particles
from citekit.text.characters import NBSP
from citekit.text.latex import Dialect, from_text, is_one_group, to_text
from citekit.text.particles import FRENCH, particles_of

LONGEST_NAME = 1000
"""Longer "names" are a paragraph in the wrong field, and kept as one literal."""

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_TIE = re.compile(r"(?<!\\)~")
_AND = re.compile(r" and ", re.IGNORECASE)
_SPLIT = re.compile(r"\\.|[{}]| (?=and )| and$", re.DOTALL | re.IGNORECASE)
_SPLIT_COMMA = re.compile(r"\\.|[{},]", re.DOTALL)
_EXTENDED = re.compile(r"\"?(?:family|given|prefix|suffix|useprefix|id)(?:-i)?\s?=", re.IGNORECASE)


def read_names(value: str) -> tuple[tuple[Name, ...], bool]:
    """The names of a list joined by ``and``, and whether it ends in ``and others``.

    What is no name (too many commas, far too long) becomes a literal.
    """
    names = [name for name in map(read_name, split_names(value)) if name not in _NOBODY]
    others = bool(names) and names[-1] == _OTHERS and value.rstrip().endswith("others")
    return tuple(names[:-1] if others else names), others


_OTHERS = Name(family="others")
_NOBODY = (Name(), Name(literal=""))


def split_names(value: str) -> list[str]:
    """The names of a list, as written: split at ``and``, not inside braces."""
    value = _SPACES.sub(" ", value).strip(" ")
    if "{" not in value:
        parts = _AND.split(value)
    else:
        parts, depth, start, position = [], 0, 0, 0
        while match := _SPLIT.search(value, position):
            position = match.end()
            depth += {"{": 1, "}": -1}.get(match[0], 0)
            if match[0][0] == " " and depth <= 0:
                parts.append(value[start : match.start()])
                start = position = min(match.start() + len(" and "), len(value))
        parts.append(value[start:])
    return [part for part in (part.strip(" ") for part in parts) if part]


@lru_cache(maxsize=65536)
def read_name(text: str) -> Name:
    """One name: *von Last, First*, *von Last, Jr, First*, *First von Last*, ``{A Body}``."""
    if is_one_group(text) and not text.startswith("{\\"):
        return Name(literal=_decoded(text))
    if len(text) > LONGEST_NAME:
        return Name(literal=_decoded(text))
    if "=" in text and _EXTENDED.match(text):
        return _extended(text)
    text = _TIE.sub(" ", text)
    parts = list(_comma_parts(text))
    if len(parts) == 1:
        return _first_von_last(text)
    if len(parts) > 3:
        return Name(literal=_decoded(text))
    family, given = parts[0], parts[-1]
    suffix = parts[1] if len(parts) == 3 else ""
    name = _family(family, _decoded(given))
    return name if not suffix else _with_suffix(name, _decoded(suffix))


def _with_suffix(name: Name, suffix: str) -> Name:
    return Name(
        family=name.family,
        given=name.given,
        dropping_particle=name.dropping_particle,
        non_dropping_particle=name.non_dropping_particle,
        suffix=suffix or None,
    )


def _comma_parts(text: str) -> Iterator[str]:
    if "{" not in text:
        yield from (part.strip(" ") for part in text.split(","))
        return
    depth = start = 0
    for match in _SPLIT_COMMA.finditer(text):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if match[0] == "," and depth <= 0:
            yield text[start : match.start()].strip(" ")
            start = match.end()
    yield text[start:].strip(" ")


def _family(text: str, given: str) -> Name:
    """A name from its *von Last* part; braces around that keep it whole."""
    family = _decoded(text)
    if is_one_group(text) and not text.startswith("{\\"):
        return Name(family=family or None, given=given or None)
    if not family or family[0].isupper():
        return Name(family=family or None, given=given or None)
    name = particles_of(family, given)
    first, _, rest = family.partition(" ")
    if name.family == family and rest and first.islower() and first not in FRENCH:
        return Name(family=rest, given=given or None, non_dropping_particle=first)
    return name


def _first_von_last(text: str) -> Name:
    from pybtex.database import Person
    from pybtex.exceptions import PybtexError

    try:
        person = Person(text)
    except PybtexError:  # braces nested a hundred deep
        return Name(literal=_decoded(text))
    given = _decoded(" ".join(person.bibtex_first_names))
    family = " ".join(person.prelast_names + person.last_names)
    return _family(family, given) if given or family else Name(literal=_decoded(text))


def _extended(text: str) -> Name:
    """biblatex's ``family=Certeau, given=Michel, prefix=de, useprefix=false``."""
    facts: dict[str, str] = {}
    for part in _comma_parts(text):
        key, _, value = part.strip('" ').partition("=")
        facts[key.strip().lower()] = _decoded(value.strip().strip('"'))
    prefix = facts.get("prefix") or None
    stays = facts.get("useprefix", "").lower() == "true"
    if not any(facts.get(key) for key in ("family", "given", "prefix", "suffix")):
        return Name(literal=_decoded(text))
    return Name(
        family=facts.get("family") or None,
        given=facts.get("given") or None,
        dropping_particle=None if stays else prefix,
        non_dropping_particle=prefix if stays else None,
        suffix=facts.get("suffix") or None,
    )


def _decoded(text: str) -> str:
    return to_text(text)


def spell_names(names: tuple[Name, ...], dialect: Dialect) -> str:
    """The names, joined by ``and``; each so that :func:`read_name` gives it back if any way can."""
    return " and ".join(spell_name(name, dialect) for name in names)


_PROTECTED = re.compile(r"[,=]| and |^and | and$|^and$", re.IGNORECASE)


def spell_name(name: Name, dialect: Dialect) -> str:
    """*von Last, Jr, First*; braces keep whole what BibTeX would split otherwise."""
    if name.literal is not None:
        return f"{{{_encoded(name.literal, dialect)}}}"
    printed = join_particles(name.dropping_particle, name.non_dropping_particle, name.family)
    family = _part(printed, dialect)
    given = _part(name.given, dialect)
    suffix = _part(name.suffix, dialect)
    if not family or not given:
        alone = family or given or suffix
        return alone if read_name(alone) == name else f"{{{_encoded(name.display(), dialect)}}}"
    rest = f", {suffix}, {given}" if suffix else f", {given}"
    plain = family + rest
    if read_name(plain) == name or is_one_group(family):
        return plain
    whole = f"{{{family}}}{rest}"
    return whole if read_name(whole) == name else plain


def _part(text: str | None, dialect: Dialect) -> str:
    value = _encoded(text or "", dialect)
    return f"{{{value}}}" if _PROTECTED.search(value) else value


def _encoded(text: str, dialect: Dialect) -> str:
    # In a name BibTeX takes a tie for a space; a no-break space stands for itself.
    return from_text(text, dialect).replace("~", NBSP)

"""Hayagriva: the YAML in which Typst keeps bibliographies.

An article stands in its journal, a chapter in its book, these in their series: each is an entry
of its own, the ``parent``. What Hayagriva has no field for is lost, and told by :func:`kept`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from citekit.formats import hayagriva_values as values
from citekit.formats.hayagriva_fields import (
    CHAPTERED,
    FIELDS,
    FORMS,
    MAIN_KEYS,
    NEEDS,
    ORIGINAL,
    ROLES,
    SERIES,
    Form,
)
from citekit.formats.hayagriva_read import kind_of, read
from citekit.formats.yaml_text import dump
from citekit.model import ATTRIBUTES, Library, Name, Reference

__all__ = ["kept", "read", "write"]

_OUTSIDE = ("container", "series")


def kept(reference: Reference) -> Reference:
    """What Hayagriva says of *reference*: the fields of the table, in the forms that Typst takes.

    Of dates the first day and whether it is about then; a type that Hayagriva lacks is its
    neighbour.
    """
    held = _held(reference)
    form = FORMS[reference.type]
    parent = form.parent if _has_container(form, held) else ""
    return Reference(
        id=reference.id,
        type=kind_of(form.entry, parent),  # type: ignore[arg-type]  # from the table
        **{ATTRIBUTES[variable]: value for variable, value in held.items()},
    )


def _held(reference: Reference) -> dict[str, Any]:
    """The variables that have a place in Hayagriva, with as much of each value as it holds."""
    form = FORMS[reference.type]
    held: dict[str, Any] = {}
    for variable, value in reference.items():
        field = FIELDS.get(variable)
        if variable in ROLES or (field is not None and field.kind == "names"):
            names = tuple(filter(None, map(values.kept_name, value)))
            found: Any = names or None
        elif field is None:
            continue
        elif field.kind == "date":
            found = values.kept_date(value)
        else:
            found = values.kept(field.kind, value)
        if found is not None:
            held[variable] = found
    for variable, needed in NEEDS.items():
        if needed not in held:
            held.pop(variable, None)
    if not form.parent:
        held = {name: x for name, x in held.items() if _place(name) != "container"}
    if reference.type not in CHAPTERED:
        held.pop("chapter-number", None)
    return held


def _place(variable: str) -> str:
    return FIELDS[variable].place if variable in FIELDS else "entry"


def _has_container(form: Form, held: dict[str, Any]) -> bool:
    """Whether the container is written: always, or where it or its series has a fact."""
    return bool(form.parent) and (form.always or any(_place(name) in _OUTSIDE for name in held))


# Writing ------------------------------------------------------------------------------------------


def write(library: Library) -> str:
    """The YAML of the references, one blank line between them; ``{}`` where there are none."""
    entries = [dump({each.id: _entry(each)}) for each in library.references]
    return "\n".join(entries) or "{}\n"


def _entry(reference: Reference) -> dict[str, Any]:
    """The entry of *reference* with its parents, its fields in the order of the table."""
    held = _held(reference)
    form = FORMS[reference.type]
    is_inside = _has_container(form, held)
    types = {"container": form.parent, "series": SERIES, "event": form.event, "original": ORIGINAL}
    places: dict[str, dict[str, Any]] = {
        "entry": {"type": form.entry},
        **{place: {"type": type} for place, type in types.items()},
    }
    places["host"] = places["container"] if form.always else places["entry"]
    places["chapter"] = places["entry"]
    for variable, field in FIELDS.items():
        if variable in held:
            _put(places[field.place], field.path, _spelled(field.kind, held[variable]))
    roles = [
        {"role": role, "names": _names(held[variable])}
        for variable, role in ROLES.items()
        if variable in held
    ]
    entry = places["entry"]
    if roles:
        entry["affiliated"] = roles
    series = [places["series"]] if len(places["series"]) > 1 else []
    if is_inside:
        _add_parents(places["container"], series)
        series = [places["container"]]
    others = [places[place] for place in ("event", "original") if len(places[place]) > 1]
    _add_parents(entry, series + others)
    return {key: _short(key, value) for key, value in entry.items()}


def _put(entry: dict[str, Any], path: str, value: Any) -> None:
    key, _, inner = path.partition(".")
    if inner:
        entry.setdefault(key, {})[inner] = value
    else:
        entry[key] = value


def _add_parents(entry: dict[str, Any], parents: list[dict[str, Any]]) -> None:
    if parents:
        short = [{key: _short(key, value) for key, value in each.items()} for each in parents]
        entry["parent"] = short[0] if len(short) == 1 else short


def _short(key: str, value: Any) -> Any:
    """The text alone where a block would have nothing else."""
    main = MAIN_KEYS.get(key)
    is_alone = main is not None and isinstance(value, dict) and value.keys() == {main}
    return value[main] if is_alone else value


def _spelled(kind: str, value: Any) -> Any:
    if kind == "names":
        return _names(value)
    return values.spell_date(value) if kind == "date" else values.spell(kind, value)


def _names(names: tuple[Name, ...]) -> Any:
    """The names as a list, a single one alone."""
    spelled = list(_spelled_names(names))
    return spelled[0] if len(spelled) == 1 else spelled


def _spelled_names(names: tuple[Name, ...]) -> Iterator[str | dict[str, str]]:
    for name in names:
        spelled = values.spell_name(name)
        if spelled is not None:
            yield spelled

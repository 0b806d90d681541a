"""Words for people: one TOML catalogue a room, English and French side by side.

A catalogue entry is a code with ``en`` and ``fr`` sentences, and ``hint-en`` and ``hint-fr``
where there is something to do about it; ``{name}`` stands for a parameter of the diagnostic,
``{count:reference|references}`` for a number with its noun.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def text(code: str, parameters: Mapping[str, Any], language: str) -> str:
    """The sentence for *code* in *language* (English where there is none); the code if unknown."""
    entry = catalogue().get(code, {})
    return fill(entry.get(language) or entry.get("en") or code, parameters)


def hint(code: str, parameters: Mapping[str, Any], language: str) -> str:
    """What to do about *code*, in *language*; empty where the catalogue has no advice."""
    entry = catalogue().get(code, {})
    return fill(entry.get(f"hint-{language}") or entry.get("hint-en") or "", parameters)


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All codes of all rooms."""
    entries: dict[str, Mapping[str, str]] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        entries |= room(file.stem)
    return entries


@cache
def room(name: str) -> Mapping[str, Mapping[str, str]]:
    """The codes of one room: all that ``citekit --help`` has time to read."""
    import tomllib

    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


class _Shown(dict[str, Any]):
    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        return _Count(value) if type(value) is int else value

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


class _Count(int):
    """A number that ``{count:reference|references}`` shows with the noun in its form."""

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        if not bar:
            return super().__format__(spec)
        return f"{int(self)} {one if abs(self) == 1 else many}"


def fill(template: str, parameters: Mapping[str, Any]) -> str:
    """*template* with its ``{name}`` replaced; a name without a parameter stays as it is."""
    return template.format_map(_Shown(parameters))

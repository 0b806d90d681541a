"""Words for people: one TOML catalogue a room, English and French side by side.

A catalogue entry is a code with ``en`` and ``fr`` sentences, and ``hint-en`` and ``hint-fr``
where there is something to do about it; ``{name}`` stands for a parameter of the diagnostic.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


def text(code: str, parameters: Mapping[str, Any], language: str) -> str:
    """The sentence for *code* in *language* (English where there is none); the code if unknown."""
    entry = catalogue().get(code, {})
    return _fill(entry.get(language) or entry.get("en") or code, parameters)


def hint(code: str, parameters: Mapping[str, Any], language: str) -> str:
    """What to do about *code*, in *language*; empty where the catalogue has no advice."""
    entry = catalogue().get(code, {})
    return _fill(entry.get(f"hint-{language}") or entry.get("hint-en") or "", parameters)


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All codes of all rooms."""
    import tomllib

    entries: dict[str, Mapping[str, str]] = {}
    for file in sorted(resources.files(__package__).iterdir(), key=lambda item: item.name):
        if file.name.endswith(".toml"):
            entries |= tomllib.loads(file.read_text(encoding="utf-8"))
    return entries


class _Shown(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _fill(template: str, parameters: Mapping[str, Any]) -> str:
    return template.format_map(_Shown(parameters))

"""A style and references into citations and a bibliography (CSL 1.0.2).

The names are imported when first used: a command that only asks for a locator label waits for no
engine.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citekit.csl.bibliography import Bibliography
    from citekit.csl.cite import Changes, Citation, Cite
    from citekit.csl.engines import ENGINES, engine
    from citekit.csl.locators import LABELS, parse_locator
    from citekit.csl.processor import Processor
    from citekit.csl.style import Style
    from citekit.errors import StyleError

__all__ = [
    "ENGINES",
    "LABELS",
    "Bibliography",
    "Changes",
    "Citation",
    "Cite",
    "Processor",
    "Style",
    "StyleError",
    "engine",
    "parse_locator",
]

_HOMES = {
    "citekit.csl.bibliography": ["Bibliography"],
    "citekit.csl.cite": ["Changes", "Citation", "Cite"],
    "citekit.csl.engines": ["ENGINES", "engine"],
    "citekit.csl.locators": ["LABELS", "parse_locator"],
    "citekit.csl.processor": ["Processor"],
    "citekit.csl.style": ["Style"],
    "citekit.errors": ["StyleError"],
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

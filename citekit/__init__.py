"""From a document to references, and from references to what people need.

>>> import citekit
>>> seed = citekit.seed("politiques-et-management-public-2006.txt")
>>> sommaire = citekit.parse(seed)
>>> len(sommaire.references)
8

The functions are those of :mod:`citekit.api`; they are imported when first used, so that
``import citekit`` takes no time.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citekit.api import (
        bibliography,
        check,
        check_style,
        cite,
        cited,
        compose,
        copy,
        find,
        iter_read,
        losses,
        merge,
        parse,
        parses,
        push,
        read,
        reads,
        seed,
        write,
        writes,
    )
    from citekit.csl import Bibliography, Citation, Cite, Processor, Style
    from citekit.deliver import Delivery
    from citekit.errors import CitekitError, Diagnostic, Span
    from citekit.manuscript import Composed
    from citekit.merging import Merged
    from citekit.model import Date, Library, Name, Pages, Reference
    from citekit.sommaire import Sommaire

    __version__: str

__all__ = [
    "Bibliography",
    "Citation",
    "Cite",
    "CitekitError",
    "Composed",
    "Date",
    "Delivery",
    "Diagnostic",
    "Library",
    "Merged",
    "Name",
    "Pages",
    "Processor",
    "Reference",
    "Sommaire",
    "Span",
    "Style",
    "__version__",
    "bibliography",
    "check",
    "check_style",
    "cite",
    "cited",
    "compose",
    "copy",
    "find",
    "iter_read",
    "losses",
    "merge",
    "parse",
    "parses",
    "push",
    "read",
    "reads",
    "seed",
    "write",
    "writes",
]

_HOMES = {
    "citekit.api": (
        "bibliography check check_style cite cited compose copy find iter_read losses merge parse "
        "parses push read reads seed write writes"
    ).split(),
    "citekit.csl": "Bibliography Citation Cite Processor Style".split(),
    "citekit.deliver": ["Delivery"],
    "citekit.errors": "CitekitError Diagnostic Span".split(),
    "citekit.manuscript": ["Composed"],
    "citekit.merging": ["Merged"],
    "citekit.model": "Date Library Name Pages Reference".split(),
    "citekit.sommaire": ["Sommaire"],
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("citekit-biblio")
        except PackageNotFoundError:  # a checkout that was never installed
            return "0+unknown"
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

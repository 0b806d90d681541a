"""Which engine formats: citekit's own, or citeproc-py to compare with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from citekit.errors import UsageError

if TYPE_CHECKING:
    from citekit.csl.bibliography import Bibliography
    from citekit.csl.cite import Citation
    from citekit.errors import Diagnostic

ENGINES = {"citekit": "citekit.csl.processor", "citeproc-py": "citekit.csl.citeproc_py.processor"}
"""An engine's name → the module that has its ``Processor``; the first is the default."""


class Formatter(Protocol):
    """What every engine's processor offers; citekit's own offers more."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found so far, each once."""

    def citations(self, citations: Iterable[Citation]) -> list[str]:
        """The text of each citation, in the order of the document."""

    def bibliography(self) -> Bibliography:
        """The references, in the order of the style."""


def engine(name: str) -> Callable[..., Formatter]:
    """The ``Processor`` of the engine *name*: ``citekit``, ``citeproc-py``; UsageError otherwise.

    It takes a style, references, a locale, an output, and whether joints are tidy, as
    :class:`citekit.csl.Processor` does.
    """
    if name not in ENGINES:
        raise UsageError("engine-unknown", name=name, known=", ".join(ENGINES))
    return cast(Callable[..., Formatter], import_module(ENGINES[name]).Processor)

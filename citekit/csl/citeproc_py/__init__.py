"""citeproc-py as the engine: the one place that imports ``citeproc``."""

from citekit.csl.citeproc_py.engine import Engine, RenderingError, names_in
from citekit.csl.citeproc_py.locales import resolve as resolve_locale

__all__ = ["Engine", "RenderingError", "names_in", "resolve_locale"]

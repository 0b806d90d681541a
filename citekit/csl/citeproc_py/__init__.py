"""citeproc-py as the engine, for comparison: the one place that imports ``citeproc``."""

from citekit.csl.citeproc_py.processor import Processor

__all__ = ["Processor"]

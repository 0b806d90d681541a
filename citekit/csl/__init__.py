"""A style and references into citations and a bibliography (CSL 1.0.2)."""

from citekit.csl.bibliography import Bibliography
from citekit.csl.cite import Citation, Cite
from citekit.csl.locators import LABELS, parse_locator
from citekit.csl.processor import Processor
from citekit.csl.style import Style

__all__ = ["LABELS", "Bibliography", "Citation", "Cite", "Processor", "Style", "parse_locator"]

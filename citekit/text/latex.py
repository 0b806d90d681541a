"""LaTeX text: what it prints, and how text is spelled in it."""

from citekit.text.latex_reader import is_balanced, is_one_group, to_text
from citekit.text.latex_writer import LATEX, ZOTERO, Dialect, from_text

__all__ = ["LATEX", "ZOTERO", "Dialect", "from_text", "is_balanced", "is_one_group", "to_text"]

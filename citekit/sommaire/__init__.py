"""A contents page → references, with the evidence for every field."""

from citekit.sommaire.parse import parse
from citekit.sommaire.result import Coverage, Issue, Sommaire

__all__ = ["Coverage", "Issue", "Sommaire", "parse"]

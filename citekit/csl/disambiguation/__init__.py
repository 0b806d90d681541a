"""The second pass: works whose cites read the same are told apart (CSL 1.0.2, Disambiguation).

Cites are compared by the hash of their text, never in pairs; only those that clash are rendered
again. The steps are those of the specification: names, given names, the ``disambiguate``
condition, the letter after the year.
"""

from citekit.csl.disambiguation.steps import Disambiguation

__all__ = ["Disambiguation"]

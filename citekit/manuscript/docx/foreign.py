"""Citations of other programs in Word's documents: EndNote, Mendeley Cite, Citavi, Word itself."""

from __future__ import annotations

from citekit.csl import Citation
from citekit.manuscript.docx.scan import Field
from citekit.manuscript.fields import Harvest


def is_citation(field: Field) -> bool:
    """Whether *field* is a citation of another program."""
    return False


def is_list(field: Field) -> bool:
    """Whether *field* is the bibliography of another program."""
    return False


def citation(field: Field, harvest: Harvest) -> Citation | None:
    """The citation that *field* is, its works in *harvest*; None where it is none."""
    return None

"""What a reference is: immutable values without input or output."""

from citekit.model.date import Date
from citekit.model.decode import decode_item, decode_items
from citekit.model.library import Library
from citekit.model.name import Name
from citekit.model.pages import Pages
from citekit.model.reference import (
    ATTRIBUTES,
    DATE_VARIABLES,
    NAME_VARIABLES,
    TEXT_VARIABLES,
    TYPES,
    Reference,
)

__all__ = [
    "ATTRIBUTES",
    "DATE_VARIABLES",
    "NAME_VARIABLES",
    "TEXT_VARIABLES",
    "TYPES",
    "Date",
    "Library",
    "Name",
    "Pages",
    "Reference",
    "decode_item",
    "decode_items",
]

"""Elements of a style into plans: one module for each element of CSL, by its name."""

from citekit.csl.nodes import Date, Group, Label, Names, Number, Text
from citekit.csl.rendering.context import Context, Scope, Shape
from citekit.csl.rendering.date import compile_date
from citekit.csl.rendering.elements import COMPILERS, compile_children, compile_element
from citekit.csl.rendering.group import compile_group
from citekit.csl.rendering.label import compile_label
from citekit.csl.rendering.names import compile_names
from citekit.csl.rendering.number import compile_number
from citekit.csl.rendering.text import compile_text

COMPILERS.update(
    {
        Date: compile_date,
        Group: compile_group,
        Label: compile_label,
        Names: compile_names,
        Number: compile_number,
        Text: compile_text,
    }
)

__all__ = ["Context", "Scope", "Shape", "compile_children", "compile_element"]

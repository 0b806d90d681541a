"""``cs:label``: the term of a variable that is there, singular or plural by its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citekit.csl import textcase
from citekit.csl.numerals import is_plural
from citekit.csl.rendering.plan import MISSING, NOTHING, Part, constant, dressed
from citekit.csl.rendering.values import text_getter
from citekit.csl.richtext import marked

if TYPE_CHECKING:
    from citekit.csl.nodes import Label, Text
    from citekit.csl.rendering.context import Context, Scope


OWN_LABEL = "own-label"
"""The fact that a locator says itself what it is: ``vol. 1, fol. 186``."""


def compile_label(node: Label, scope: Scope) -> Part:
    """The label's part. A label alone does not make the group around it be printed."""
    variable = node.variable
    if not scope.may_label(variable):
        return MISSING
    if (OWN_LABEL, variable) in scope.shape.facts:
        return NOTHING
    term = scope.shape.label if variable == "locator" else variable
    single, multiple = terms(node, scope, term)
    if not single and not multiple:
        return NOTHING
    if node.plural == "never" or single == multiple:
        part = constant(single)
    elif node.plural == "always":
        part = constant(multiple)
    else:
        get = text_getter(variable)

        def leaf(context: Context) -> str:
            return multiple if is_plural(get(context), variable) else single

        part = Part((leaf,))
    return dressed(part, node)


def terms(node: Label, scope: Scope, term: str) -> tuple[str, str]:
    """The label's words in singular and plural, in their case and without stops if asked."""
    found = []
    for plural in (False, True):
        text = marked(scope.locale.term(term, node.form, plural) or "")
        found.append(worded(text, node, scope))
    return found[0], found[1]


def worded(text: str, node: Label | Text, scope: Scope) -> str:
    """Words of the locale or the style, a marked string, as *node* wants them."""
    if node.strip_periods:
        text = text.replace(".", "")
    if node.text_case and text:
        text = textcase.apply_to_term(node.text_case, text, scope.locale.language)
    return text

"""``cs:text``: a variable, a macro, a term or words of the style."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from citekit.csl import textcase
from citekit.csl.marks import BEGIN, END, NUMBER_BEGIN, SUFFIX_BEGIN
from citekit.csl.pages import page_range
from citekit.csl.rendering.citation_label import citation_label
from citekit.csl.rendering.elements import compile_children
from citekit.csl.rendering.label import worded
from citekit.csl.rendering.number import between_numbers, number_text
from citekit.csl.rendering.plan import (
    MISSING,
    NOTHING,
    Leaf,
    Part,
    constant,
    counted,
    dressed,
    value,
)
from citekit.csl.rendering.values import text_getter
from citekit.csl.richtext import marked, plain

if TYPE_CHECKING:
    from citekit.csl.nodes import Text
    from citekit.csl.rendering.context import Context, Scope

_VERBATIM = frozenset({"URL", "DOI", "PMID", "PMCID", "ISBN", "ISSN"})
NUMBERS = frozenset(
    {
        "chapter-number",
        "collection-number",
        "edition",
        "issue",
        "number",
        "number-of-pages",
        "number-of-volumes",
        "part",
        "printing",
        "section",
        "supplement",
        "version",
        "volume",
    }
)
_PAGES = frozenset({"page", "locator"})
_TITLES = frozenset(
    {
        "collection-title",
        "container-title",
        "container-title-short",
        "event-title",
        "genre",
        "original-title",
        "part-title",
        "reviewed-title",
        "title",
        "title-short",
        "volume-title",
    }
)
"""What is in the language of the reference."""
SHORT = {
    "title": "title-short",
    "container-title": "container-title-short",
    "volume-title": "volume-title-short",
}


def compile_text(node: Text, scope: Scope) -> Part:
    """The part of a ``cs:text``."""
    if node.variable:
        return _variable(node, scope)
    if node.macro:
        return compile_macro(node, scope)
    if node.term:
        found = scope.locale.term(node.term, node.form, node.plural)
        text = worded(marked(found or ""), node, scope)
        if scope.at_start:
            text = textcase.apply("capitalize-first", text, scope.locale.language)
        return dressed(constant(text), node)
    return dressed(constant(worded(marked(node.value), node, scope)), node)


def compile_macro(node: Text, scope: Scope) -> Part:
    """What a macro prints: like a group, nothing when all it asks for is missing."""
    part = compile_children(scope.style.macros[node.macro].children, scope)
    if part.calls and not part.fills:
        return MISSING
    return counted(dressed(part, node))


def _variable(node: Text, scope: Scope) -> Part:
    variable = node.variable
    if node.form == "short":
        short = SHORT.get(variable)
        if short and scope.has(short) and variable not in scope.suppressed:
            variable = short
    if variable == "year-suffix":
        if not scope.has(variable):
            return NOTHING
        scope.year_suffix = False
    if not scope.has(variable) and variable != "citation-label":  # made where none is given
        return MISSING
    leaf = _cased(_leaf(variable, node, scope), node, scope)
    if scope.foreign and variable in _TITLES:
        leaf = _as_foreign(leaf)
    return dressed(value(leaf), node)


def _leaf(variable: str, node: Text, scope: Scope) -> Leaf:
    get = text_getter(variable)
    if variable in _TAGS:
        begin = _TAGS[variable]
        if variable == "citation-number" and scope.sorting:
            return lambda context: f"{context.number:08d}"
        return lambda context: begin + get(context) + END
    if variable in _VERBATIM:
        return lambda context: plain(get(context))
    if variable in _PAGES:
        return _pages(variable, get, scope)
    if variable == "citation-label":
        return citation_label(scope)
    if variable in NUMBERS:
        delimiter, ampersand = between_numbers(scope.locale)
        return lambda context: marked(number_text(get(context), delimiter, ampersand))
    if node.form == "short":
        return lambda context: marked(_abbreviated(context, variable, get(context)))
    return lambda context: marked(get(context))


_TAGS = {"citation-number": NUMBER_BEGIN, "year-suffix": SUFFIX_BEGIN}


def _pages(variable: str, get: Callable[[Context], str], scope: Scope) -> Leaf:
    style = scope.style.options.get("page-range-format")
    delimiter, ampersand = between_numbers(scope.locale)
    if variable == "page" or scope.shape.label == "page":
        return lambda context: marked(page_range(get(context), style, delimiter, ampersand))
    return lambda context: marked(number_text(get(context), delimiter, ampersand))


def _abbreviated(context: Context, variable: str, text: str) -> str:
    known = context.abbreviations.get(variable)
    return known.get(text, text) if known else text


def _as_foreign(leaf: Leaf) -> Leaf:
    def foreign(context: Context) -> str:
        text = leaf(context)
        return f"{BEGIN['foreign']}{text}{END}" if context.foreign else text

    return foreign


def _cased(leaf: Leaf, node: Text, scope: Scope) -> Leaf:
    case, strip = node.text_case, node.strip_periods
    if not case and not strip:
        return leaf
    default = scope.style.default_locale or "en-US"

    def cased(context: Context) -> str:
        text = leaf(context)
        if strip:
            text = text.replace(".", "")
        return textcase.apply(case, text, context.language or default) if case else text

    return cased

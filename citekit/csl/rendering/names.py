"""``cs:names``: lists of names with their labels, or what the style substitutes for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citekit.csl.marks import END, NAMES_BEGIN
from citekit.csl.nodes import EtAl, Name, Names, Text
from citekit.csl.rendering.choose import chosen
from citekit.csl.rendering.elements import compile_element
from citekit.csl.rendering.label import terms
from citekit.csl.rendering.name_list import NameList
from citekit.csl.rendering.plan import MISSING, Part, constant, dressed, joined, value

if TYPE_CHECKING:
    from citekit.csl.nodes import Label, NameOptions
    from citekit.csl.rendering.context import Context, Scope

SAME = "same-names"
"""The fact that editor and translator are the same people."""
_TWINS = frozenset({"editor", "translator"})


def compile_names(node: Names, scope: Scope) -> Part:
    """The part of the first variables that have names; else of the first substitute that prints."""
    here = [v for v in node.variables if scope.has(v) and not _hides_all(node, v, scope)]
    if here:
        if scope.without_names:
            scope.without_names = False
            return Part(calls=True, fills=True)
        scope.note(*here)
        return dressed(_lists(node, here, scope), node)
    for child in chosen(node.substitute, scope):
        start = len(scope.printed)
        heir = _heir(child, node) if isinstance(child, Names) else child
        scope.substituting += 1
        part = compile_element(heir, scope)
        scope.substituting -= 1
        if isinstance(child, Text) and child.term:  # even one that says nothing
            return part
        if part.items or part.fills:
            scope.suppressed.update(scope.printed[start:])
            is_value = any(callable(item) for item in part.items)  # no mere term
            if (
                heir is child
                and is_value
                and scope.in_bibliography
                and not isinstance(child, Names)
            ):
                part = part._replace(items=(NAMES_BEGIN, *part.items, END))
            return part
    if scope.sorting and scope.names((node.name or Name()).options).form == "count":
        return constant("0")
    return MISSING


def _heir(child: Names, node: Names) -> Names:
    """A ``cs:names`` without children of its own has those of the ``cs:names`` around it."""
    if child.name is not None or child.et_al is not None or child.label is not None:
        return child
    return Names(
        line=child.line,
        prefix=child.prefix or node.prefix,
        suffix=child.suffix or node.suffix,
        begin=child.begin or node.begin,
        variables=child.variables,
        delimiter=child.delimiter if child.delimiter is not None else node.delimiter,
        name=node.name,
        et_al=node.et_al,
        label=node.label,
        label_first=node.label_first,
    )


def _lists(node: Names, variables: list[str], scope: Scope) -> Part:
    name = node.name or Name()
    options = scope.names(name.options)
    if len(variables) > 1 and _TWINS.issuperset(variables) and _are_twins(node, scope):
        variables = variables[:1]
        label = "editortranslator"
    else:
        label = ""
    if options.form == "count":
        lists = [NameList(v, name, node.et_al or EtAl(), options, scope) for v in variables]
        return value(lambda context: str(sum(names.count(context) for names in lists)))
    delimiter = node.delimiter if node.delimiter is not None else options.names_delimiter
    return joined(
        [_list(node, name, options, variable, label or variable, scope) for variable in variables],
        delimiter or "",
    )


def _hides_all(node: Names, variable: str, scope: Scope) -> bool:
    """Whether *et al.* is all that would be left of the names (``et-al-use-first="0"``)."""
    total = scope.shape.totals.get(variable)
    if total is None or node.name is None:
        return False
    options = scope.names(node.name.options)
    least = options.et_al_min
    return options.et_al_use_first == 0 and bool(least) and total >= (least or 0)


def _are_twins(node: Names, scope: Scope) -> bool:
    if (SAME, "editor translator") not in scope.shape.facts or node.label is None:
        return False
    return bool(scope.locale.term("editortranslator", node.label.form))


def _list(  # noqa: PLR0917  (one list of one cs:names)
    node: Names, name: Name, options: NameOptions, variable: str, label: str, scope: Scope
) -> Part:
    leaf = NameList(variable, name, node.et_al or EtAl(), options, scope)
    part = value(leaf)
    if not scope.sorting:
        part = part._replace(items=(NAMES_BEGIN, *part.items, END))
    if node.label is None or scope.sorting:
        return part
    words = _label(node.label, label, variable, scope)
    return joined([words, part] if node.label_first else [part, words], "")


def _label(node: Label, term: str, variable: str, scope: Scope) -> Part:
    single, multiple = terms(node, scope, term)
    if node.plural == "always" or single == multiple:
        return dressed(constant(multiple), node)
    if node.plural == "never":
        return dressed(constant(single), node)

    def leaf(context: Context) -> str:
        return multiple if len(context.people[variable]) > 1 else single

    return dressed(Part((leaf,)), node)

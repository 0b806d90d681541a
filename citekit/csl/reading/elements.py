"""The rendering elements of CSL, each into its node."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from citekit.csl.marks import BEGIN, DISPLAY_BEGIN, DISPLAYS
from citekit.csl.nodes import (
    Branch,
    Choose,
    Condition,
    Date,
    DatePart,
    Element,
    Group,
    Label,
    Number,
    Text,
)
from citekit.csl.reading.tag import Tag

TERM_FORMS = ("long", "short", "verb", "verb-short", "symbol")
_CASES = ("lowercase", "uppercase", "capitalize-first", "capitalize-all", "title", "sentence")
_FORMATTING = (
    ("font-style", {"normal": "font-style-normal", "italic": "italic", "oblique": "oblique"}),
    ("font-variant", {"normal": "font-variant-normal", "small-caps": "small-caps"}),
    ("font-weight", {"normal": "font-weight-normal", "bold": "bold", "light": "light"}),
    ("text-decoration", {"none": "", "underline": "underline"}),
    ("vertical-align", {"baseline": "baseline", "sup": "sup", "sub": "sub"}),
)
"""Formatting attribute → its values → the forms they begin; the empty one is what all text has."""
_DATE_PART_FORMS = {
    "day": ("numeric", "numeric-leading-zeros", "ordinal"),
    "month": ("long", "short", "numeric", "numeric-leading-zeros"),
    "year": ("long", "short"),
}
_POSITIONS = ("first", "subsequent", "ibid", "ibid-with-locator", "near-note")
_RENAMED = {"sub verbo": "sub-verbo"}
"""Terms of CSL 1.0.1 → what CSL 1.0.2 calls them."""


def read_children(tag: Tag) -> tuple[Element, ...]:
    """The rendering elements in *tag*."""
    return tuple(READERS[child.name](child) for child in tag.children(*READERS))


def common(tag: Tag) -> dict[str, Any]:
    """What every element may have: the fields of Node."""
    return {
        "line": tag.line,
        "prefix": tag.get("prefix"),
        "suffix": tag.get("suffix"),
        "begin": _begin(tag),
        "quotes": bool(tag.flag("quotes")),
        "strip_periods": bool(tag.flag("strip-periods")),
        "text_case": tag.choice("text-case", _CASES),
    }


def _begin(tag: Tag) -> str:
    display = tag.choice("display", DISPLAYS)
    marks = DISPLAY_BEGIN[display] if display else ""
    forms_begun = ""  # the first form is the innermost
    for attribute, forms in _FORMATTING:
        value = tag.choice(attribute, tuple(forms))
        if form := forms.get(value):
            forms_begun = BEGIN[form] + forms_begun
    return marks + forms_begun


def term_name(name: str) -> str:
    """The term called *name* in any version of CSL 1.0, as 1.0.2 calls it."""
    return _RENAMED.get(name, name)


def _text(tag: Tag) -> Text:
    if tag.has("value"):
        return Text(**common(tag), value=tag.get("value"))
    what = tag.required("variable", "macro", "term", "value")
    kind = next(kind for kind in ("variable", "macro", "term") if tag.has(kind))
    return Text(
        **common(tag),
        variable=what if kind == "variable" else "",
        macro=what if kind == "macro" else "",
        term=term_name(what) if kind == "term" else "",
        form=tag.choice("form", TERM_FORMS, "long"),
        plural=bool(tag.flag("plural")),
    )


def _number(tag: Tag) -> Number:
    return Number(
        **common(tag),
        variable=tag.required("variable"),
        form=tag.choice("form", ("numeric", "ordinal", "long-ordinal", "roman"), "numeric"),
    )


def label(tag: Tag, variable: str = "") -> Label:
    """A ``cs:label``; the one in ``cs:names`` has no *variable* of its own."""
    return Label(
        **common(tag),
        variable=variable,
        form=tag.choice("form", TERM_FORMS, "long"),
        plural=tag.choice("plural", ("always", "never", "contextual"), "contextual"),
    )


def _label(tag: Tag) -> Label:
    return label(tag, tag.required("variable"))


def read_date(tag: Tag, variable: str = "") -> Date:
    """A ``cs:date``; the one of a locale has no *variable*."""
    return Date(
        **common(tag),
        variable=variable,
        form=tag.choice("form", ("text", "numeric")),
        date_parts=tag.choice(
            "date-parts", ("year-month-day", "year-month", "year"), "year-month-day"
        ),
        parts=tuple(_date_part(child) for child in tag.children("date-part")),
        delimiter=tag.get("delimiter"),
    )


def _date(tag: Tag) -> Date:
    return read_date(tag, tag.required("variable"))


def _date_part(tag: Tag) -> DatePart:
    tag.required("name")
    name = tag.choice("name", tuple(_DATE_PART_FORMS))
    return DatePart(
        **common(tag),
        name=name,
        form=tag.choice("form", _DATE_PART_FORMS[name]),
        range_delimiter=tag.get("range-delimiter") or "\u2013",
    )


def read_group(tag: Tag) -> Group:
    """A ``cs:group``, or a ``cs:layout``, which is one around a cite or an entry."""
    return Group(**common(tag), children=read_children(tag), delimiter=tag.get("delimiter"))


def _choose(tag: Tag) -> Choose:
    branches: list[Branch] = []
    names = ["choose"]
    for child in tag.children("if", "else-if", "else"):
        if child.name not in _NEXT[names[-1]]:
            raise child.refusal("style-choose-order")
        names.append(child.name)
        branches.append(_branch(child))
    if not branches:
        raise tag.refusal("style-choose-order")
    return Choose(**common(tag), branches=tuple(branches))


_NEXT = {
    "choose": ("if",),
    "if": ("else-if", "else"),
    "else-if": ("else-if", "else"),
    "else": (),
}
"""What may follow what in ``cs:choose``."""


def _branch(tag: Tag) -> Branch:
    conditions: tuple[Condition, ...] = ()
    if tag.name != "else":
        conditions = _conditions(tag)
    return Branch(
        match=tag.choice("match", ("all", "any", "none"), "all"),
        conditions=conditions,
        children=read_children(tag),
    )


_CONDITIONS = (
    "type",
    "variable",
    "is-numeric",
    "is-uncertain-date",
    "locator",
    "position",
    "disambiguate",
)


_ONE_OF = ("type", "locator")
"""What a reference or cite has one of: several words are one condition, whatever ``match`` says."""


def _conditions(tag: Tag) -> tuple[Condition, ...]:
    """All attributes but ``match`` are conditions; those of later versions of CSL never hold."""
    kinds = [name for name in tag.attributes if name != "match"]
    if not kinds:
        tag.required(*_CONDITIONS)
    conditions: list[Condition] = []
    for kind in kinds:
        words = tag.required(kind).split()
        if kind == "disambiguate":
            tag.choice(kind, ("true",))
        elif kind == "position":
            tag.words(kind, _POSITIONS)
        if kind in _ONE_OF:
            words = [" ".join(words)]
        conditions += [Condition(kind, word) for word in words]
    return tuple(conditions)


READERS: dict[str, Callable[[Tag], Element]] = {
    "text": _text,
    "number": _number,
    "label": _label,
    "date": _date,
    "group": read_group,
    "choose": _choose,
}
"""Rendering element → its reader; ``names`` adds itself."""

"""citeproc-py's elements, corrected where CSL 1.0.2 says otherwise or where they would crash.

Outputs are strings with marks: joints where two pieces meet, so that one pass can decide what
becomes of the punctuation there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cmp_to_key
from typing import Any

from citeproc import model
from citeproc.source import VariableError

from citekit.csl import textcase
from citekit.csl.citeproc_py.collation import sort_key
from citekit.csl.citeproc_py.ordinals import ordinal
from citekit.csl.marks import BEGIN, END, JOINT, QUOTE_BEGIN

CSL = "{http://purl.org/net/xbiblio/csl}"

_FORMS = {
    ("font-style", "italic"): "italic",
    ("font-style", "oblique"): "italic",
    ("font-variant", "small-caps"): "small-caps",
    ("font-weight", "bold"): "bold",
    ("text-decoration", "underline"): "underline",
    ("vertical-align", "sup"): "sup",
    ("vertical-align", "sub"): "sub",
}
"""CSL's formatting attributes → marks."""


def formatted(attributes: Any, text: Any) -> str:
    """*text* in the form that a style's *attributes* ask for."""
    output = str(text)
    for (attribute, value), form in _FORMS.items():
        if attributes.get(attribute) == value:
            output = f"{BEGIN[form]}{output}{END}"
    return output


def affixed(attributes: Any, text: str, *, prefix: bool = True, suffix: bool = True) -> str:
    """*text* between the affixes of a style's *attributes*, joints between."""
    before = attributes.get("prefix", "") if prefix else ""
    after = attributes.get("suffix", "") if suffix else ""
    return f"{JOINT}{before}{JOINT}{text}{JOINT}{after}{JOINT}"


def cased(attributes: Any, text: str, language: str | None = None) -> str:
    """*text* without stops and in the case, where a style's *attributes* ask for that."""
    if attributes.get("strip-periods") == "true":
        text = text.replace(".", "")
    wanted = attributes.get("text-case")
    return textcase.apply(wanted, text, language) if wanted else text


def joined(parts: Iterable[str], delimiter: str) -> str:
    """*parts* with the delimiter, joints around it."""
    return f"{JOINT}{delimiter}{JOINT}".join(parts)


def printed_children(element: Any, item: Any, **options: Any) -> tuple[list[str], bool]:
    """What the children print; and whether they called variables that were all empty."""
    parts: list[str] = []
    delimiter = options.pop("delimiter", "")
    called = printed = False
    for child in element.iterchildren():
        calls = child.__dict__.get("calls")
        if calls is None:
            calls = child.calls = child.calls_variable()
        called = called or calls
        try:
            if isinstance(child, model.Choose):  # transparent: its children take the delimiter
                text = child.render(item, delimiter=delimiter, **options)
            else:
                text = child.render(item, **options)
        except VariableError:
            continue
        if text:
            parts.append(str(text))
            printed = printed or calls
    return parts, called and not printed


class Output:
    """What all elements that print share.

    What only depends on the style is kept on the element: it is asked for at every reference.
    """

    def get_layout(self) -> Any:
        """The layout that the element stands in."""
        layout = self.__dict__.get("layout_above")
        if layout is None:
            layout = self.layout_above = above(self, "layout")
        return layout

    def wrap(self, text: Any) -> Any:
        """The text between the element's affixes."""
        return None if text is None else affixed(self, str(text))

    def format(self, text: Any) -> Any:
        """The text in the element's form."""
        return None if text is None else formatted(self, text)

    def case(self, text: Any, language: str | None = None) -> Any:
        """The text in the element's case."""
        return cased(self, str(text), language)

    def strip_periods(self, text: Any) -> Any:
        """Left to :meth:`case`."""
        return text


def above(element: Any, *tags: str) -> Any:
    """The element itself or its nearest ancestor with one of the *tags*."""
    names = {f"{CSL}{tag}" for tag in tags}
    return element if element.tag in names else next(element.iterancestors(*names))


class Transparent:
    """Elements that hand on what their children print."""

    def render_children(self, item: Any, **options: Any) -> Any:
        """The children's output, None where there is none."""
        delimiter = options.get("delimiter", "")
        parts, _ = printed_children(self, item, **options)
        return joined(parts, delimiter) if parts else None


class Macro(model.Macro):  # type: ignore[misc]
    """A macro is a group: with all its variables empty it prints nothing."""

    def render(self, item: Any, context: Any = None, sort_options: Any = None) -> Any:
        """The children's output, or None."""
        parts, empty = printed_children(self, item, context=context, sort_options=sort_options)
        return "".join(parts) if parts and not empty else None


class Group(Output, model.Group):  # type: ignore[misc]
    """A group; its delimiter stands between what its children print."""

    def process(self, item: Any, **options: Any) -> Any:
        """The children's output, or None where their variables are empty."""
        delimiter = self.get("delimiter", "")
        parts, empty = printed_children(self, item, delimiter=delimiter, **options)
        return joined(parts, delimiter) if parts and not empty else None


class Layout(Output, Transparent, model.Layout):  # type: ignore[misc]
    """The layout of a citation or of the bibliography.

    ``printed`` lists the variables that have printed, ``repressed`` those that no longer may.
    """


class Text(Output, model.Text):  # type: ignore[misc]
    """A variable, macro, term or value."""

    def get_macro(self, name: str) -> Any:
        """The macro of that name."""
        return self.get_root().macros[name]

    def process(self, item: Any, context: Any = None, **options: Any) -> Any:
        """The text, and its language."""
        context = self if context is None else context
        language = item.reference.get("language") or self.get_root().language
        if "macro" in self.attrib:
            text = self.get_macro(self.get("macro")).render(item, context, **options)
        elif "variable" in self.attrib:
            text = self._variable(item, context)
        elif "term" in self.attrib:
            text = self._term(item)
        else:
            text = self.get("value")
        return text, language

    def markup(self, text: Any, language: str | None) -> Any:
        """In case, form, quotation marks and affixes."""
        if not text:
            return None
        return self.wrap(self.quote(self.format(self.case(text, language))))

    def _variable(self, item: Any, context: Any) -> Any:
        variable = self.get("variable")
        layout = context.get_layout()
        if variable in layout.repressed:
            return None
        if variable == "locator":
            text = self._process(item.locator.identifier, "page")
        elif variable == "citation-number":
            text = item.number
        else:
            text = super()._variable(item, context)
        layout.printed.append(variable)
        return text

    def quote(self, text: Any) -> Any:
        """Marked as a quotation, where the style asks for that."""
        return f"{QUOTE_BEGIN}{text}{END}" if self.get("quotes") == "true" else text


class Number(Output, model.Number):  # type: ignore[misc]
    """A number variable."""

    def process(self, item: Any, **options: Any) -> Any:
        """The number, in the element's form."""
        variable = self.get("variable")
        if variable == "citation-number":
            return str(item.number)
        if variable == "locator":
            return self._process(item.locator.identifier, variable)
        return super().process(item, **options)

    def format_number(self, number: Any) -> str:
        """One number in the element's form; what is no plain number stays as it is."""
        text = str(number)
        form = self.get("form", "numeric")
        if not re.fullmatch("[0-9]{1,9}", text) or (form == "roman" and not 0 < int(text) < 4000):
            return text
        if form == "ordinal" or (form == "long-ordinal" and not 0 < int(text) <= 10):
            return ordinal(int(text), self.get_root(), self.get("variable"))
        return str(super().format_number(text))


class Label(Output, model.Label):  # type: ignore[misc]
    """The term for a locator, a number variable or a role."""

    def _is_plural(self, item: Any) -> bool:
        variable = self.get("variable")
        if not variable.startswith("number-of"):
            return bool(super()._is_plural(item))
        value = str(item.reference[variable])
        return not value.isdecimal() or int(value) > 1


class If(Transparent, model.If):  # type: ignore[misc]
    """A branch and its tests."""

    def _variable(self, item: Any) -> list[bool]:
        return [
            item.has_locator if variable == "locator" else variable in item.reference
            for variable in self.get("variable").split()
        ]

    def _is_numeric(self, item: Any) -> list[bool]:
        found = []
        for variable in self.get("is-numeric").split():
            is_locator = variable == "locator" and item.has_locator
            value = item.locator.identifier if is_locator else item.reference.get(variable, "")
            found.append(bool(_NUMERIC.fullmatch(str(value))))
        return found

    def _locator(self, item: Any) -> list[bool]:
        labels = self.get("locator").split()
        return [item.has_locator and item.locator.label == label for label in labels]

    def _position(self, item: Any, context: Any) -> list[bool]:
        return [position in item.positions for position in self.get("position").split()]


_NUMERIC = re.compile(r"[A-Za-z]*\d+[A-Za-z]*(?:\s*[-,&\u2013]\s*[A-Za-z]*\d+[A-Za-z]*)*")


class ElseIf(If, model.Else_If):  # type: ignore[misc]
    """A branch after the first, and its tests."""


class Else(Transparent, model.Else):  # type: ignore[misc]
    """The last branch."""


class Locale(model.Locale):  # type: ignore[misc]
    """A locale; each term is looked for once."""

    def get_term(self, name: str, form: str | None = None, zero_padded: bool = False) -> Any:
        """The term's element; IndexError where the locale lacks it."""
        known = self.__dict__.setdefault("known_terms", {})
        key = (name, form, zero_padded)
        if key not in known:
            try:
                known[key] = super().get_term(name, form, zero_padded)
            except IndexError:
                known[key] = None
        if known[key] is None:
            raise IndexError(name)
        return known[key]


class Sort(model.Sort):  # type: ignore[misc]
    """The sort keys of a citation or of the bibliography."""

    def sort(self, items: list[Any], context: Any) -> list[Any]:
        """The items in dictionary order whatever accents and case; without a key, last."""
        keys = self.findall("cs:key", self.nsmap)
        columns = [[sort_key(value) for value in key.sort_keys(items, context)] for key in keys]
        signs = [-1 if key.get("sort") == "descending" else 1 for key in keys]

        def compare(left: int, right: int) -> int:
            for column, sign in zip(columns, signs, strict=True):
                first, second = column[left], column[right]
                if first == second:
                    continue
                if first is None or second is None:
                    return 1 if first is None else -1
                return sign if first > second else -sign
            return 0

        return [items[at] for at in sorted(range(len(items)), key=cmp_to_key(compare))]

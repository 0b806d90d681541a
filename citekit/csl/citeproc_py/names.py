"""citeproc-py's elements for names, corrected: roles, substitutes, initials, inherited options."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from citeproc import model
from citeproc.source import VariableError

from citekit.csl import marks
from citekit.csl.citeproc_py.elements import Output, above, joined


class Names(Output, model.Names):  # type: ignore[misc]
    """Names of one or more roles; marked, so that a cite can show them alone."""

    def process(
        self, item: Any, names_context: Any = None, context: Any = None, **options: Any
    ) -> Any:
        """The names of each role with its label, else what substitutes them."""
        context = self if context is None else context
        template = self if names_context is None else names_context
        layout = context.get_layout()
        if item.suppress_author and not layout.printed:
            layout.printed.append("author")
            return None
        roles = self._roles(item.reference)
        roles = [role for role in roles if role in item.reference and role not in layout.repressed]
        if not roles:
            substitute = self.substitute()
            return None if substitute is None else substitute.render(item, context, **options)
        layout.printed.extend(roles)
        names = [template.name.render(item, role, context=context, **options) for role in roles]
        if template.name.get("form") == "count":
            return str(sum(int(marks.bare(text)) for text in names if text))
        parts = [
            self._labelled(text, role, item, template)
            for role, text in zip(roles, names, strict=True)
        ]
        delimiter = template.get("delimiter", self.get_parent_delimiter(context))
        return f"{marks.NAMES_BEGIN}{joined(parts, delimiter)}{marks.END}"

    def _roles(self, reference: Any) -> list[str]:
        """An editor who is the translator too is named once."""
        roles: list[str] = self.get("variable").split()
        same = reference.get("editor") and reference.get("editor") == reference.get("translator")
        return ["editortranslator"] if same and set(roles) == {"editor", "translator"} else roles

    def _labelled(self, text: Any, role: str, item: Any, template: Any) -> str:
        element = template.label
        if element is None:
            return str(text)
        label = element.render(item, role, len(item.reference[role]) > 1)
        if label is None:
            return str(text)
        first = template.index(element) < template.index(template.name)
        return f"{label}{text}" if first else f"{text}{label}"


class Substitute(model.Substitute):  # type: ignore[misc]
    """What stands in for missing names; the variables it used print nothing afterwards."""

    def render(self, item: Any, context: Any = None, **options: Any) -> Any:
        """The first child that prints something, or None."""
        layout = context.get_layout()
        for child in self.iterchildren():
            before = len(layout.printed)
            if isinstance(child, model.Names) and child.name is None:
                options["names_context"] = self.getparent()
            else:
                options.pop("names_context", None)
            try:
                text = child.render(item, context=context, **options)
            except VariableError:
                continue
            if text:
                layout.repressed.update(dict.fromkeys(layout.printed[before:]))
                return text
        return None


class Name(Output, model.Name):  # type: ignore[misc]
    """The form of a list of names."""

    def process(
        self, item: Any, variable: str, context: Any = None, sort_options: Any = None, **rest: Any
    ) -> Any:
        """The list of names."""
        if sort_options and self.get_root().get("demote-non-dropping-particle") == "sort-only":
            sort_options = {**sort_options, "demote-non-dropping-particle": "display-and-sort"}
        self.delimiter = self.get_option("delimiter", context, sort_options)
        return super().process(item, variable, context, sort_options, **rest)

    def get_option(self, name: str, context: Any = None, sort_options: Any = None) -> Any:
        """The name option, own or inherited; sort keys may overrule it."""
        if sort_options and name in sort_options:
            value = sort_options[name]
        else:
            inherited = f"name-{name}" if name in ("form", "delimiter") else name
            value = self.get(name)
            if value is None:
                value = self._inherited(self if context is None else context, inherited)
        if name in ("initialize-with-hyphen", "et-al-use-last"):
            return value == "true"
        return int(value) if name.startswith("et-al") else value

    def initialize(self, given: str, mark: str, context: Any) -> str:
        """*Jean-Pierre André* → *J.-P. A.*; words in lower case stay whole."""
        if self.get("initialize") == "false":
            return given
        hyphen = "-" if self.get_option("initialize-with-hyphen", context) else ""
        words = []
        for word in _STOP_INSIDE.sub(". ", given).split():
            parts = [part.rstrip(".") for part in word.split("-")]
            if word[0].isupper():
                initials = [f"{part[0]}{mark}" for part in parts if part]
                if hyphen:  # the space after an initial never stands before a hyphen
                    initials[:-1] = [initial.rstrip() for initial in initials[:-1]]
                words.append(hyphen.join(initials))
            else:
                words.append(f" {word} ")
        return " ".join("".join(words).split())

    def _inherited(self, context: Any, option: str) -> Any:
        section = context.__dict__.get("section_above")
        if section is None:
            section = context.section_above = above(context, "citation", "bibliography")
        return section.get_option(option)

    def join(self, strings: Iterable[Any], default_delimiter: str = "") -> str:
        """Names with the delimiter that applies, own or inherited."""
        return joined((str(text) for text in strings), self.delimiter)


_STOP_INSIDE = re.compile(r"\.(?=[^-.])")


class NamePart(Output, model.Name_Part):  # type: ignore[misc]
    """The form of family or given names."""

    def format_part(self, given: str | None, family: str | None) -> tuple[Any, Any]:
        """Both, the one that this element is about in its form, if there is one."""
        if self.get("name") == "given" and given:
            given = self.wrap(self.format(self.case(given)))
        elif self.get("name") == "family" and family:
            family = self.wrap(self.format(self.case(family)))
        return given, family


class EtAl(Output, model.Et_Al):  # type: ignore[misc]
    """*et al.*"""

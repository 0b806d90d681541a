"""A style, a locale and references in citeproc-py; single cites and entries as marked strings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from citeproc import model
from citeproc.source import Locator, VariableError
from lxml import etree

from citekit.csl.cite import Cite
from citekit.csl.citeproc_py import elements, locales, names
from citekit.csl.citeproc_py.dates import DateElement
from citekit.csl.citeproc_py.elements import CSL, affixed, formatted, joined, printed_children
from citekit.csl.citeproc_py.source import source_of
from citekit.csl.citeproc_py.spaces import protected
from citekit.csl.joints import Joiner
from citekit.csl.marks import DISPLAY_BEGIN, END, NAMES_BEGIN, stretch
from citekit.csl.richtext import marked
from citekit.model import Reference

_CORRECTED = {
    "date": DateElement,
    "else": elements.Else,
    "else-if": elements.ElseIf,
    "et-al": names.EtAl,
    "group": elements.Group,
    "if": elements.If,
    "label": elements.Label,
    "layout": elements.Layout,
    "locale": elements.Locale,
    "macro": elements.Macro,
    "name": names.Name,
    "name-part": names.NamePart,
    "names": names.Names,
    "number": elements.Number,
    "sort": elements.Sort,
    "substitute": names.Substitute,
    "text": elements.Text,
}


class RenderingError(Exception):
    """citeproc-py stopped on a reference; the reason is for programmers."""


class Item:
    """One reference in one place, as citeproc-py's elements ask for it."""

    suppress_author = False
    positions: frozenset[str] = frozenset()

    def __init__(self, engine: Engine, index: int, locator: Locator | None = None) -> None:
        self.index = index
        self._engine, self._locator = engine, locator
        self.reference = engine.source(index)

    @property
    def has_locator(self) -> bool:
        """Whether a place in the work is cited."""
        return self._locator is not None

    @property
    def locator(self) -> Locator:
        """The place in the work."""
        if self._locator is None:
            raise VariableError
        return self._locator

    @property
    def number(self) -> int:
        """The citation number."""
        return self._engine.numbers[self.index]

    def get_field(self, variable: str) -> str | None:
        """A text variable, for sorting."""
        value = self.reference.get(variable)
        return None if value is None else str(value)


class Engine:
    """Renders the *references* (by their index) in the style *xml* and a locale.

    Outputs are marked strings, None where a style prints nothing; RenderingError where citeproc-py
    cannot go on. ``order`` is the order of registration, which numbers follow in a style that
    does not sort.
    """

    def __init__(self, xml: bytes, locale: str, references: Sequence[Reference]) -> None:
        self.references = references
        self.order: list[int] = list(range(len(references)))
        self._sources: dict[int, Any] = {}
        self.root = _parse(xml)
        _prepare(self.root)
        self.root.language = locale[:2]
        self.root.formatter = SimpleNamespace(preformat=str)
        self.root.locales = [*_own_locales(self.root, locale), *map(_parse, locales.chain(locale))]
        for element in self.root.locales:
            element.style = self.root
        texts = [*self.root.iter(f"{CSL}text"), *self.root.iter(f"{CSL}number")]
        variables = {element.get("variable") for element in texts}
        self.root.macros = {macro.get("name"): macro for macro in self.root.iter(f"{CSL}macro")}
        self.root.places_year_suffix = "year-suffix" in variables
        self.is_numbered = bool(variables & {"citation-number", "citation-label"})
        self.citation = self.root.find(f"{CSL}citation")
        self.bibliography = self.root.find(f"{CSL}bibliography")
        # citeproc-py keeps its state on elements: they live as long as their style.
        self._alive = [list(tree.iter()) for tree in [self.root, *self.root.locales]]

    def source(self, index: int) -> Any:
        """The reference as citeproc-py's source."""
        if index not in self._sources:
            self._sources[index] = source_of(self.references[index], str(index))
        return self._sources[index]

    def set_year_suffix(self, index: int, suffix: str) -> None:
        """Tell works of one year apart: ``a``, ``b``."""
        dict.update(self.source(index), {"year-suffix": suffix, "year_suffix": suffix})

    def register(self, order: list[int]) -> None:
        """The order in which works are cited for the first time."""
        self.order = order
        self.__dict__.pop("numbers", None)

    @property
    def adds_year_suffix(self) -> bool:
        """Whether the style tells works of one year apart with letters."""
        return bool(self.citation.get("disambiguate-add-year-suffix") == "true")

    @property
    def near_note_distance(self) -> int:
        """How many notes back a work counts as cited nearby."""
        distance = self.citation.get("near-note-distance", "5")
        return int(distance) if distance.isdecimal() else 5

    @cached_property
    def joiner(self) -> Joiner:
        """Mends the joints of a marked string, in the quotation marks of the locale."""
        layout = self.citation.find(f"{CSL}layout")
        return Joiner(
            **{
                f"{level}_{side}": str(layout.get_single_term(name=f"{side}-{word}"))
                for level, word in (("outer", "quote"), ("inner", "inner-quote"))
                for side in ("open", "close")
            },
            punctuation_in_quote=layout.get_locale_option("punctuation-in-quote") == "true",
            tidy=True,
        )

    @cached_property
    def numbers(self) -> dict[int, int]:
        """Citation numbers: by the bibliography's order."""
        numbers = {index: number for number, index in enumerate(self.order, 1)}
        self.__dict__["numbers"] = numbers  # what a sort by citation number sees
        return {index: number for number, index in enumerate(self.sorted(self.order), 1)}

    def sorted(self, indexes: Iterable[int]) -> list[int]:
        """*indexes* in the order of the bibliography."""
        chosen = list(indexes)
        sort = None if self.bibliography is None else self.bibliography.find(f"{CSL}sort")
        if sort is None:
            return chosen
        return self._sorted(sort, self.bibliography.find(f"{CSL}layout"), chosen)

    def sorted_cites(self, indexes: Sequence[int]) -> list[int]:
        """The places in *indexes* in the order that the style sorts the cites of a citation."""
        sort = self.citation.find(f"{CSL}sort")
        places = list(range(len(indexes)))
        if sort is None or len(indexes) < 2:
            return places
        ranks: dict[int, int] = {}
        for index in self._sorted(sort, self.citation.find(f"{CSL}layout"), list(set(indexes))):
            ranks.setdefault(index, len(ranks))
        return sorted(places, key=lambda place: ranks[indexes[place]])

    def _sorted(self, sort: Any, layout: Any, indexes: list[int]) -> list[int]:
        layout.printed = []
        items = [Item(self, index) for index in indexes]
        try:
            return [item.index for item in sort.sort(items, layout)]
        except Exception:  # citeproc-py stops at somebody's key: those come last, as they were
            stopped = {item.index for item in items if not _has_key(sort, item, layout)}
        items = [item for item in items if item.index not in stopped]
        rest = [index for index in indexes if index in stopped]
        return [item.index for item in sort.sort(items, layout)] + rest if items else rest

    def cite(
        self,
        index: int,
        cite: Cite | None = None,
        label: str = "page",
        positions: frozenset[str] = frozenset({"first"}),
    ) -> str | None:
        """One cite, without the affixes of the citation."""
        place = Locator(label, protected(marked(cite.locator))) if cite and cite.locator else None
        item = Item(self, index, place)
        item.positions = positions
        item.suppress_author = bool(cite and cite.suppress_author)
        return "".join(self._render(self.citation.find(f"{CSL}layout"), item)) or None

    def citation_of(self, cites: Iterable[str], *, affixes: bool = True) -> str:
        """Cites put together in the layout of a citation."""
        layout = self.citation.find(f"{CSL}layout")
        text = joined(cites, layout.get("delimiter", ""))
        return formatted(layout, affixed(layout, text, prefix=affixes, suffix=affixes))

    def entry(self, index: int) -> str | None:
        """One entry of the bibliography; its first field in the margin where the style says so."""
        layout = self.bibliography.find(f"{CSL}layout")
        parts = self._render(layout, Item(self, index))
        if not parts:
            return None
        if self.bibliography.get("second-field-align") is None or len(parts) < 2:
            return formatted(layout, affixed(layout, "".join(parts)))
        first = formatted(layout, affixed(layout, parts[0], suffix=False))
        rest = formatted(layout, affixed(layout, "".join(parts[1:]), prefix=False))
        margin, text = DISPLAY_BEGIN["left-margin"], DISPLAY_BEGIN["right-inline"]
        return f"{margin}{first}{END}{text}{rest}{END}"

    def _render(self, layout: Any, item: Item) -> list[str]:
        layout.repressed, layout.printed = {}, []
        try:
            return printed_children(layout, item)[0]
        except Exception as problem:  # whatever a style and a reference make citeproc-py do
            raise RenderingError(f"{type(problem).__name__}: {problem}") from problem


def _has_key(sort: Any, item: Item, layout: Any) -> bool:
    try:
        sort.sort([item], layout)
    except Exception:
        return False
    return True


def names_in(text: str) -> str | None:
    """The first names of a marked string, with the substitutes of names."""
    found = stretch(text, NAMES_BEGIN)
    return text[found[0] : found[1]] if found else None


def _parse(source: bytes | Path) -> Any:
    lookup = etree.ElementNamespaceClassLookup()
    namespace = lookup.get_namespace(CSL.strip("{}"))
    namespace[None] = model.CitationStylesElement
    for kind in model.CitationStylesElement.__subclasses__():
        namespace[kind.__name__.replace("_", "-").lower()] = kind
    namespace.update(_CORRECTED)
    parser = etree.XMLParser(
        remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True
    )
    parser.set_element_class_lookup(lookup)
    data = source.read_bytes() if isinstance(source, Path) else source
    root = etree.parse(BytesIO(data), parser).getroot()
    etree.strip_elements(root, etree.Entity, with_tail=False)
    return root


def _prepare(root: Any) -> None:
    """State what CSL leaves to defaults, where citeproc-py does not know the default."""
    for element in root.iter(f"{CSL}names"):
        if element.find(f"{CSL}name") is None and element.getparent().tag != f"{CSL}substitute":
            etree.SubElement(element, f"{CSL}name")
            label = element.find(f"{CSL}label")
            element.insert(0 if label is None else element.index(label), element[-1])
    for branch in root.iter(f"{CSL}if", f"{CSL}else-if"):
        if branch.get("disambiguate"):  # never needed: a type that no reference has
            branch.set("type", f"{branch.get('type', '')} -".strip())


def _own_locales(root: Any, locale: str) -> list[Any]:
    """The style's own locale elements that apply: the dialect's, the language's, everybody's."""
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    found = root.findall(f"{CSL}locale")
    wanted = [locale, locale.split("-", maxsplit=1)[0], None]
    return [element for code in wanted for element in found if element.get(lang) == code]

"""A style under examination: its XML with lines, what it means, and what it prints."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, NamedTuple, cast

from citekit.checks.styles.specimens import Specimen, specimens
from citekit.csl import Citation, Cite, Processor, Style
from citekit.csl.locales import locale_code
from citekit.errors import StyleError

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
WRITTEN = (
    "prefix",
    "suffix",
    "delimiter",
    "value",
    "sort-separator",
    "name-delimiter",
    "names-delimiter",
    "range-delimiter",
    "cite-group-delimiter",
    "after-collapse-delimiter",
    "year-suffix-delimiter",
)
"""The attributes whose text is printed."""


class Written(NamedTuple):
    """Text that the style itself prints: that of ``attribute``, or of a term (``term``)."""

    element: _Element
    attribute: str
    text: str

    @property
    def line(self) -> int:
        """Where its element begins."""
        return line_of(self.element)


class Printed(NamedTuple):
    """What the style makes of a specimen; empty where it prints nothing."""

    specimen: Specimen
    entry: str
    cite: str


class Sheet:
    """One style: ``root`` is its XML; ``style`` what was read of it, None of a dependent one."""

    def __init__(self, root: _Element, style: Style | None, language: str | None) -> None:
        self.root = root
        self._style = style
        self._asked = language
        default = str(root.get("default-locale") or "") or None
        self.default_locale = default
        self.locale = locale_code(language, style.default_locale if style else default)

    @classmethod
    def of(cls, xml: bytes, style: Style | None = None, language: str | None = None) -> Sheet:
        """The style in *xml*."""
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        return cls(etree.fromstring(xml, parser), style, language)

    @property
    def style(self) -> Style:
        """The style as the processor takes it."""
        if self._style is None:
            raise StyleError("style-no-citation", line=line_of(self.root))
        return self._style

    @property
    def is_french(self) -> bool:
        """Whether it is written for French, or to be read in it."""
        if self._style is None or not (self._asked or self._style.default_locale):
            return False
        return self.locale.partition("-")[0] == "fr"

    def elements(self, *names: str) -> Iterator[_Element]:
        """The elements called so, in order; all of CSL without names."""
        yield from self.root.iter(*(NAMESPACE + name for name in names or ("*",)))

    def info(self, name: str) -> Iterator[_Element]:
        """The elements of the header called *name*."""
        yield from self.root.iterfind(f"{NAMESPACE}info/{NAMESPACE}{name}")

    def line_of_info(self) -> int:
        """Where the header begins; the root where there is none."""
        found = self.root.find(f"{NAMESPACE}info")
        return line_of(self.root if found is None else found)

    def line_of_link(self, kind: str) -> int:
        """Where the header links to its *kind*."""
        found = (link for link in self.info("link") if link.get("rel") == kind)
        return line_of(next(found, self.root))

    @cached_property
    def written(self) -> tuple[Written, ...]:
        """All that the style itself prints in its language."""
        found = []
        for child in self.root:
            name, spoken = local(child), str(child.get(_LANGUAGE) or "")
            language = spoken.partition("-")[0].lower()
            if name == "info" or (name == "locale" and language not in ("", self.locale[:2])):
                continue
            for element in child.iter(NAMESPACE + "*"):
                if local(element) in ("term", "single", "multiple"):
                    text = unescape(str(element.text or ""))
                    if text.strip():
                        found.append(Written(element, "term", text))
                    continue
                for attribute in WRITTEN:
                    text = unescape(str(element.get(attribute) or ""))
                    if text:
                        found.append(Written(element, attribute, text))
        return tuple(found)

    @cached_property
    def printed(self) -> tuple[Printed, ...]:
        """What the style makes of each specimen."""
        return render(self.style, self.locale, specimens())


def render(style: Style, locale: str, works: tuple[Specimen, ...]) -> tuple[Printed, ...]:
    """The *works* as *style* prints them, joints as the affixes make them."""
    processor = Processor(
        style, [work.reference for work in works], locale=locale, output="text", tidy=False
    )
    cites = processor.citations([Citation([Cite(work.reference.id)]) for work in works])
    entries: dict[str, str] = {}
    if style.has_bibliography:
        found = processor.bibliography()
        entries = dict(zip(found.ids, found.entries, strict=True))
    return tuple(
        Printed(work, entries.get(work.reference.id, ""), cite)
        for work, cite in zip(works, cites, strict=True)
    )


def local(element: _Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def line_of(element: _Element) -> int:
    """The line on which *element* begins."""
    return cast("int | None", element.sourceline) or 1

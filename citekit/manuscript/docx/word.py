"""Word's own citations: fields with a tag, and the sources in a part of the package.

ECMA-376, part 1, 17.16.5.6 (CITATION) and 22.6 (Bibliography).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from citekit.csl import Cite, parse_locator
from citekit.manuscript.docx.package import Package
from citekit.manuscript.fields import Harvest
from citekit.text.patterns import pattern

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SOURCES = b"/bibliography"
_WORDS = pattern(r'"((?:[^"\\\\]|\\\\.)*)"|(\S+)')
_TYPES = {
    "ArticleInAPeriodical": "article-magazine",
    "Book": "book",
    "BookSection": "chapter",
    "JournalArticle": "article-journal",
    "ConferenceProceedings": "paper-conference",
    "Report": "report",
    "InternetSite": "webpage",
    "DocumentFromInternetSite": "webpage",
    "ElectronicSource": "document",
    "SoundRecording": "song",
    "Film": "motion_picture",
    "Interview": "interview",
    "Patent": "patent",
    "Case": "legal_case",
}
"""ST_SourceType → CSL's type."""

_TEXTS = {
    "Title": "title",
    "JournalName": "container-title",
    "PeriodicalTitle": "container-title",
    "BookTitle": "container-title",
    "ConferenceName": "event-title",
    "Volume": "volume",
    "Issue": "issue",
    "Pages": "page",
    "Publisher": "publisher",
    "City": "publisher-place",
    "Edition": "edition",
    "URL": "URL",
    "DOI": "DOI",
    "StandardNumber": "ISBN",
    "ShortTitle": "title-short",
    "Institution": "publisher",
    "ThesisType": "genre",
    "InternetSiteTitle": "container-title",
}
_PEOPLE = {"Author": "author", "Editor": "editor", "Translator": "translator"}
_SWITCHES = {"p": "locator", "f": "prefix", "s": "suffix", "v": "volume"}


class Sources:
    """The sources of a document, by tag."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._found: dict[str, dict[str, Any]] | None = None

    def cites(self, code: str, harvest: Harvest) -> list[Cite]:
        r"""The cites of a field with the *code* ``Tag \l 1036 \p 12 \m Other``."""
        groups: list[dict[str, str]] = [{}]
        switch = "m"
        for match in _WORDS.finditer(code):
            word = match[1] if match[1] is not None else match[2]
            if match[1] is None and word.startswith("\\"):
                switch = word[1:].lower()
                if switch == "m":
                    groups.append({})
                elif switch == "n":
                    groups[-1]["n"] = "1"
            elif switch == "m" and "m" not in groups[-1]:
                groups[-1]["m"] = word
                switch = ""
            else:
                groups[-1].setdefault(switch, word)
        return [self._cite(group, harvest) for group in groups if group.get("m")]

    def _cite(self, group: dict[str, str], harvest: Harvest) -> Cite:
        tag = group["m"]
        label, locator = parse_locator(group.get("p", ""))
        if not locator and "v" in group:
            label, locator = "volume", group["v"]
        return Cite(
            harvest.key([f"word {tag}"], self._sources().get(tag), tag),
            locator=locator or None,
            label=label if locator else None,
            prefix=group.get("f") or None,
            suffix=group.get("s") or None,
            suppress_author="n" in group,
        )

    def _sources(self) -> dict[str, dict[str, Any]]:
        if self._found is None:
            self._found = {}
            for name in self._package.names():
                if not name.startswith("customXml/item") or not name.endswith(".xml"):
                    continue
                if _SOURCES not in self._package.raw(name):
                    continue
                root = self._package.tree(name)
                for source in root:
                    if _local(source) == "Source":
                        self._found[_text(source, "Tag")] = _item(source)
        return self._found


def _item(source: Element) -> dict[str, Any]:
    item: dict[str, Any] = {"type": _TYPES.get(_text(source, "SourceType"), "document")}
    for name, variable in _TEXTS.items():
        if text := _text(source, name):
            item.setdefault(variable, text)
    authors = next((each for each in source if _local(each) == "Author"), None)
    for role in [] if authors is None else authors:
        variable = _PEOPLE.get(_local(role), "")
        people = [_person(each) for each in role.iter() if _local(each) == "Person"]
        bodies = [each.text or "" for each in role.iter() if _local(each) == "Corporate"]
        if variable and (people or bodies):
            item[variable] = people or [{"literal": body} for body in bodies]
    parts = [_text(source, name) for name in ("Year", "Month", "Day")]
    if parts[0].isdecimal():
        numbers = []
        for part in parts:
            if not part.isdecimal():
                break
            numbers.append(int(part))
        item["issued"] = {"date-parts": [numbers]}
    elif parts[0]:
        item["issued"] = {"literal": parts[0]}
    return item


def _person(person: Element) -> dict[str, str]:
    given = " ".join(filter(None, (_text(person, "First"), _text(person, "Middle"))))
    name = {"family": _text(person, "Last"), "given": given}
    return {key: value for key, value in name.items() if value}


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Element, name: str) -> str:
    found = next((each for each in element if _local(each) == name), None)
    return (found.text or "").strip() if found is not None else ""

"""One item of the list: where its title ends, who wrote it, on which pages, and what follows."""

from __future__ import annotations

import re
from typing import NamedTuple

from citekit.model import Pages
from citekit.text.names import people_score
from citekit.text.passage import Passage

MAX_PEOPLE = 600  # characters; twenty authors fill about 400
MAX_CANDIDATES = 40  # dashes or page labels that are tried in one entry
LIKELY = 0.4
SURE = 0.75


class Split(NamedTuple):
    """The parts of an entry as printed; ``separators`` are dashes and labels between them."""

    title: Passage | None
    people: Passage | None = None
    pages: Passage | None = None
    rest: Passage | None = None
    separators: tuple[Passage, ...] = ()
    has_dash: bool = False
    is_doubtful: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing but words: no people, no pages, not even a dash."""
        return not (self.people or self.pages or self.separators)


_ONE = (
    r"(?:(?:[A-Z]{1,2}[ .]?)?\d{1,6}(?:[a-z](?![^\W\d_]))?"
    r"|[ivxlcdm]{1,12}(?![^\W\d_])|[IVXLCDM]{1,12}(?![^\W\d_]))"
)
_RANGE = rf"{_ONE}(?:(?:\s?[-\u2010-\u2015\u2212]\s?|\s(?:\u00e0|to)\s){_ONE})?"
PAGES = re.compile(
    rf"(?<![\w.])(?P<label>[(\[]?(?:[pP]{{1,2}}\.\s?|pp?\s(?=\d)|pages?\s))(?P<pages>{_RANGE})"
    rf"(?P<more>(?:(?:[,;]|\set)\s?{_RANGE})*(?:\s(?:sqq?|ss|et suiv)\b\.?)?)(?P<close>[)\]]?)"
    r"(?!\s?[$\u20ac\u00a3])"
)
_EXTENT = re.compile(r"\d\s$")
_DASH = re.compile(r"(?:(?<=\s)|^)-(?=\s|$)")
_LONG_DASH = re.compile(r"(?:(?<=\s)|^)[\u2013\u2014](?=\s|$)")
_LOOSE_DASH = re.compile(r"\s-(?=[^\W\d_])|(?<=[\w.?!\u00bb])-\s")


def split_entry(body: Passage) -> Split:
    """The parts of the entry *body* (one line, its bullet taken off).

    The pages are the first ones that follow people or a dash; the people stand behind the last
    dash before them, if they look like people: dashes in titles and abstracts are left alone.
    """
    text = body.text
    first: Split | None = None
    weak: Split | None = None
    for count, match in enumerate(PAGES.finditer(text)):
        if count == MAX_CANDIDATES:
            break
        if Pages.parse(match["pages"]) is None:
            continue
        split = _before_pages(body, match)
        if _EXTENT.search(text, max(match.start() - 2, 0), match.start()):
            weak = weak or split  # `501 p. 85`, or a title that ends with a number
        elif split.people or split.has_dash:
            return split
        else:
            first = first or split
    if weak and (first is None or weak.people):
        first = weak
    without = _without_pages(body) if first is None else None
    if without:
        return without
    return first or Split(body.strip() or None)


def _before_pages(body: Passage, match: re.Match[str]) -> Split:
    head = body.slice(0, match.start())
    end = match.end("more") if _is_list_of_pages(body.text, match) else match.end("pages")
    pages = body.slice(match.start("pages"), end)
    rest = body.slice(end)
    marks = [body.group(match, "label").strip()]
    if match["label"][0] in "([" and rest.text.startswith((")", "]")):
        marks.append(rest.slice(0, 1))
        rest = rest.slice(1)
    dash = _last(_DASH, head.text) or _last(_LONG_DASH, head.text)
    if dash:
        people = head.slice(dash.end()).strip()
        title = head.slice(0, dash.start()).strip()
        if not people or _looks_like_people(people.text):
            before = _last(_DASH, title.text) if not people else None
            is_doubtful = before is not None and _is_surely_people(title.text[before.end() :])
            marks.append(head.group(dash, 0))
            return Split(
                title or None, people or None, pages, rest, tuple(marks), True, is_doubtful
            )
    loose = _last(_LOOSE_DASH, head.text)
    if loose and _is_surely_people(head.text[loose.end() :]):
        people, title = head.slice(loose.end()).strip(), head.slice(0, loose.start()).strip()
        return Split(title or None, people, pages, rest, (*marks, head.group(loose, 0)), True)
    is_doubtful = dash is not None or loose is not None
    return Split(head.strip() or None, None, pages, rest, tuple(marks), False, is_doubtful)


def _is_list_of_pages(text: str, match: re.Match[str]) -> bool:
    """``p. 12, 14-15`` is a list only where nothing follows; else the comma belongs to the text."""
    more = match["more"]
    return bool(more) and (more[0] not in ",;" or not text[match.end("more") :].strip(" .)]"))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text, max(len(text) - MAX_PEOPLE, 0)):
        last = match
    return last


def _looks_like_people(text: str) -> bool:
    return len(text) <= MAX_PEOPLE and people_score(text) >= LIKELY


def _is_surely_people(text: str) -> bool:
    return len(text) <= MAX_PEOPLE and people_score(text.strip()) >= SURE


def _without_pages(body: Passage) -> Split | None:
    """``Title - People`` and perhaps an abstract: no pages to show where the people end."""
    for pattern in (_DASH, _LONG_DASH):
        for count, dash in enumerate(pattern.finditer(body.text)):
            if count == MAX_CANDIDATES:
                break
            start = dash.end() + (body.text[dash.end() : dash.end() + 1] == " ")
            words = body.text[start : start + MAX_PEOPLE + 1]
            cut = len(words) if _looks_like_people(words.rstrip()) else _end_of_people(words)
            is_whole = start + cut >= len(body.text)
            if (
                words.strip()
                and not (is_whole and cut)
                and not (cut and _is_surely_people(words[:cut]))
            ):
                continue
            title, mark = body.slice(0, dash.start()).strip(), (body.group(dash, 0),)
            people, rest = body.slice(start, start + cut).strip(), body.slice(start + cut)
            return Split(title or None, people or None, None, rest or None, mark, True)
    return None


_FIRST_LOWER = re.compile(
    r"\s(?P<start>[^\W\d_a-z\u00df-\u00ff\u0153][\w\u2019'-]*)\s+(?!(?:de|du|des|da|di|von|van|et|y|and)\s|d['\u2019])[a-z\u00df-\u00ff\u0153]"
    r"|\s(?P<elided>[LDCJNSMQ]['\u2019])[^\W\d_]"
)


def _end_of_people(text: str) -> int:
    """Where a sentence starts behind names: the capital word before the first plain one."""
    match = _FIRST_LOWER.search(text)
    if not match:
        return 0
    return match.start("start") if match["start"] else match.start("elided")

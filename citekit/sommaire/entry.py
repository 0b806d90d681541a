"""One item of the list: where its title ends, who wrote it, on which pages, and what follows."""

from __future__ import annotations

import re
from typing import NamedTuple

from citekit.model import Pages
from citekit.text.names import people_score
from citekit.text.passage import Passage

MAX_PEOPLE = 600  # characters; twenty authors fill about 400
MAX_CANDIDATES = 40  # dashes or page labels that are tried in one entry
LIKELY = 0.5
SURE = 0.75


class Split(NamedTuple):
    """The parts of an entry as printed; ``separators`` are dashes and labels between them."""

    title: Passage | None
    people: Passage | None = None
    pages: Passage | None = None
    rest: Passage | None = None
    separators: tuple[Passage, ...] = ()
    is_doubtful: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing but words: no people, no pages, not even a dash."""
        return not (self.people or self.pages or self.separators)


_ONE = (
    r"(?:(?:[A-Z]{1,2}[ .]?)?\d{1,6}(?:[a-z](?![^\W\d_]))?"
    r"|[ivxlcdm]{1,12}(?![^\W\d_])|[IVXLCDM]{1,12}(?![^\W\d_]))"
)
_RANGE = rf"{_ONE}(?:(?:\s?[-\u2010-\u2015]\s?|\s(?:\u00e0|to)\s){_ONE})?"
PAGES = re.compile(
    rf"(?<![\w.])(?<!\d\s)(?P<label>(?:pp?|P)\.\s?|pages?\s)(?P<pages>{_RANGE})"
    rf"(?P<more>(?:,\s?{_RANGE})*)(?!\s?[$\u20ac\u00a3])"
)
_DASH = re.compile(r"(?:(?<=\s)|^)-(?=\s|$)")
_LONG_DASH = re.compile(r"(?:(?<=\s)|^)[\u2013\u2014](?=\s|$)")


def split_entry(body: Passage) -> Split:
    """The parts of the entry *body* (one line, its bullet taken off).

    The pages are the first ones that follow people or a dash; the people stand behind the last
    dash before them, if they look like people: dashes in titles and abstracts are left alone.
    """
    text = body.text
    first: Split | None = None
    for count, match in enumerate(PAGES.finditer(text)):
        if count == MAX_CANDIDATES:
            break
        if Pages.parse(match["pages"]) is None:
            continue
        split = _before_pages(body, match)
        if split.people or split.separators[1:]:
            return split
        first = first or split
    without = _without_pages(body) if first is None else None
    if without:
        return without
    return first or Split(body.strip() or None)


def _before_pages(body: Passage, match: re.Match[str]) -> Split:
    head = body.slice(0, match.start())
    end = match.end("more") if _is_list_of_pages(body.text, match) else match.end("pages")
    pages = body.slice(match.start("pages"), end)
    rest = body.slice(end)
    label = body.group(match, "label").strip()
    dash = _last(_DASH, head.text) or _last(_LONG_DASH, head.text)
    if dash:
        people = head.slice(dash.end()).strip()
        title = head.slice(0, dash.start()).strip()
        mark = head.group(dash, 0)
        if not people or _looks_like_people(people.text):
            return Split(title or None, people or None, pages, rest, (label, mark))
    return Split(head.strip() or None, None, pages, rest, (label,), is_doubtful=dash is not None)


def _is_list_of_pages(text: str, match: re.Match[str]) -> bool:
    """``p. 12, 14-15`` is a list only where nothing follows; else the comma belongs to the text."""
    return bool(match["more"]) and not text[match.end("more") :].strip(" .")


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text, max(len(text) - MAX_PEOPLE, 0)):
        last = match
    return last


def _looks_like_people(text: str) -> bool:
    return len(text) <= MAX_PEOPLE and people_score(text) >= LIKELY


def _without_pages(body: Passage) -> Split | None:
    """``Title - People`` and perhaps an abstract: no pages to show where the people end."""
    for pattern in (_DASH, _LONG_DASH):
        for count, dash in enumerate(pattern.finditer(body.text)):
            if count == MAX_CANDIDATES:
                break
            title, tail = body.slice(0, dash.start()).strip(), body.slice(dash.end()).strip()
            mark = (body.group(dash, 0),)
            if not tail:
                return Split(title or None, separators=mark)
            if _looks_like_people(tail.text):
                return Split(title or None, tail, separators=mark)
            cut = _end_of_people(tail.text[:MAX_PEOPLE])
            if cut and people_score(tail.text[:cut].rstrip()) >= SURE:
                return Split(title or None, tail.slice(0, cut).strip(), None, tail.slice(cut), mark)
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

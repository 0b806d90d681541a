"""HTML: markers in the text of a page become citations, all its markup stays to the letter.

What stands in code, scripts, styles and forms is left alone. The bibliography comes into the
element with the id ``refs``, at a paragraph ``[bibliography]``, or at the end of the body; so do
the notes of a style of notes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace

from citekit.csl import Bibliography, Citation
from citekit.manuscript.comments import around_block, in_line, marks
from citekit.manuscript.markers import find_markers
from citekit.manuscript.story import Cluster, Marking
from citekit.manuscript.weaving import Found, Origin, Region, Spot, TextDocument, delimited, masked
from citekit.text.patterns import pattern

_NO_TEXT = pattern(
    r"(?P<comment><!--)"
    r"|<(?P<element>script|style|code|pre|textarea|kbd|samp|title|template|select|svg|math)\b"
    r"|(?P<tag><[!/?]?[A-Za-z?](?:[^<>\"']|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+>?)",
    2,
)
"""Comments, elements that hold no prose, tags (2: re.IGNORECASE)."""

_COMMENT_END = pattern("-->")
_HIDDEN = pattern(r"\x00+")
_TAGS = pattern(r"(?:<[^<>]*>)+")
_IN_LINE = pattern(r"<(/?)(em|i|strong|b|span|a|cite|q|small|sup|sub|u|mark)\b[^<>]*>", 2)
_LOOKS = {"em": "i", "i": "i", "strong": "b", "b": "b", "sup": "sup", "sub": "sub"}
"""An element in a citation → CSL's."""

_ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CONTAINER = pattern(r"<(?P<tag>div|section|ol|ul)\b(?P<attributes>[^<>]*+)>", 2)
_REFS = pattern(r"\bid\s*=\s*[\"']?refs[\"']?(?!\S)", 2)
_PARAGRAPH = pattern(r"<(p|div)\b[^<>]*>\s*\[bibliograph(?:y|ie)\]\s*</\1\s*>", 2)
_BODY_END = pattern(r"</body\s*>", 2)
_NOTE = pattern(r"\x02(.*?)\x03", 16)


def read(data: bytes, *, restyle: bool) -> TextDocument:
    """The manuscript in *data*; InputError for what is no text."""
    return TextDocument(data, Html())


class Html:
    """What is HTML's own; see :class:`citekit.manuscript.weaving.Syntax`."""

    name = "HTML"
    output = "html"
    gap = 1

    def regions(self, text: str) -> Iterator[Region]:
        """What stands in the elements and between the comments of an earlier run."""
        return marks(text)

    def find(self, text: str) -> Found:
        """The markers in the text of *text*, their entities read."""
        hidden = list(_hidden(text))
        words, origin = _decoded(masked(text, (span for span, _ in hidden)))
        spots = []
        for marker in find_markers(words):
            start, end = origin(marker.start), origin(marker.end)
            citation = _shown(marker.citation, words[marker.start : marker.end], text[start:end])
            if citation is not None:
                typed = words[marker.start : marker.end]
                cluster = Cluster(citation=citation, text=typed, certain=marker.bracketed)
                spots.append(Spot(start, end, cluster))
        return Found(spots, _listing(masked(text, (span for span, is_tag in hidden if not is_tag))))

    def mark(self, source: str, made: str, *, is_block: bool) -> str:
        """*made* between comments, or in an element."""
        return around_block(source, made) if is_block else in_line(source, made)

    def within(self, text: str) -> str:
        """*text*, which is the same anywhere."""
        return text

    def note(self, text: str) -> str:
        """The mark of a note, whose text comes at the end."""
        return f"\x02{text}\x03"

    def joined(self, made: str, before: str, after: str) -> str:
        """*made*, which nothing around it changes."""
        return made

    def listing(self, bibliography: Bibliography, source: str) -> str:
        """The bibliography, its elements of the classes of citeproc."""
        return f"{bibliography}"

    def finish(self, text: str, marking: Marking) -> str:
        """*text* with the notes in a list, before the bibliography's end or that of the body."""
        found: list[str] = []

        def numbered(match: re.Match[str]) -> str:
            found.append(match[1])
            number = len(found)
            return f'<sup id="cite-mark-{number}"><a href="#cite-note-{number}">{number}</a></sup>'

        text = _NOTE.sub(numbered, text)
        if not found:
            return text
        notes = "\n".join(
            f'<li id="cite-note-{n}">{note} <a href="#cite-mark-{n}">↩</a></li>'
            for n, note in enumerate(found, 1)
        )
        made = f'\n<ol class="citation-notes">\n{notes}\n</ol>\n'
        ends = list(_BODY_END.finditer(text))
        at = ends[-1].start() if ends else len(text)
        made = made if marking == "flat" else around_block("", made)
        return text[:at] + made + text[at:]


def _hidden(text: str) -> Iterator[tuple[tuple[int, int], bool]]:
    """What is no prose in *text*, and whether it is a mere tag."""
    for opening, closing in delimited(text, _NO_TEXT, _end):
        yield (opening.start(), closing.end()), bool(opening["tag"])


def _end(match: re.Match[str]) -> re.Pattern[str] | None:
    if match["comment"]:
        return _COMMENT_END
    return _closing(match["element"].lower()) if match["element"] else None


@cache
def _closing(tag: str) -> re.Pattern[str]:
    return re.compile(rf"</{tag}\s*>", re.IGNORECASE)


def _shown(citation: Citation, words: str, text: str) -> Citation | None:
    """*citation* with the emphasis of its *text*; None where it is in more than one line of it."""
    if "\x00" not in words:
        return citation
    tags = _TAGS.findall(text)
    if any(_IN_LINE.sub("", tag) for tag in tags) or len(tags) != len(_HIDDEN.findall(words)):
        return None
    left = iter(tags)

    def shown(part: str | None) -> str | None:
        if part is None:
            return None
        return _HIDDEN.sub(lambda _: _IN_LINE.sub(_look, next(left)), part)

    cites = [
        replace(
            each, prefix=shown(each.prefix), locator=shown(each.locator), suffix=shown(each.suffix)
        )
        for each in citation.cites
    ]
    return replace(citation, cites=tuple(cites))


def _look(match: re.Match[str]) -> str:
    name = _LOOKS.get(match[2].lower())
    return f"<{match[1]}{name}>" if name else ""


def _listing(text: str) -> tuple[int, int]:
    """Where the bibliography goes: what the element ``refs`` holds, a paragraph, the end."""
    match = next(
        (each for each in _CONTAINER.finditer(text) if _REFS.search(each["attributes"])), None
    )
    if match:
        depth = 0
        for tag in re.finditer(rf"<(/?){match['tag']}\b[^<>]*>", text[match.start() :], re.I):
            depth += -1 if tag[1] else 1
            if not depth:
                return match.end(), match.start() + tag.start()
    paragraph = _PARAGRAPH.search(text)
    if paragraph:
        return paragraph.span()
    ends = list(_BODY_END.finditer(text))
    return (ends[-1].start(), ends[-1].start()) if ends else (len(text), len(text))


def _decoded(text: str) -> tuple[str, Origin]:
    origin = Origin()
    pieces: list[str] = []
    position = length = 0
    for match in _ENTITY.finditer(text):
        char = html.unescape(match[0])
        if char == match[0]:
            continue
        pieces += [text[position : match.start()], char]
        length += match.start() - position + len(char)
        position = match.end()
        origin.add(length, position - length)
    return "".join([*pieces, text[position:]]), origin

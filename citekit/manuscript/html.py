"""HTML: markers in the text of a page become citations, all its markup stays to the letter.

What stands in code, scripts, styles and forms is left alone. The bibliography comes into the
element with the id ``refs``, at a paragraph ``[bibliography]``, or at the end of the body; so do
the notes of a style of notes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from citekit.csl import Bibliography
from citekit.manuscript.comments import around_block, in_line, marks
from citekit.manuscript.markers import find_markers
from citekit.manuscript.story import Cluster, Marking
from citekit.manuscript.weaving import Found, Origin, Region, Spot, TextDocument, masked
from citekit.text.patterns import pattern

_NO_TEXT = pattern(
    r"<!--.*?-->|<(script|style|code|pre|textarea|kbd|samp|title|template|select|svg|math)\b.*?</\1\s*>"
    r"|<[!/?]?[A-Za-z?](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    18,
)
"""Comments, elements that hold no prose, tags (18: re.DOTALL | re.IGNORECASE)."""

_ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_REFS = pattern(r"<(?P<tag>div|section|ol|ul)\b[^<>]*\bid=[\"']?refs[\"']?(?=[\s>])[^<>]*>", 2)
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

    def regions(self, text: str) -> Iterator[Region]:
        """What stands in the elements and between the comments of an earlier run."""
        return marks(text)

    def find(self, text: str) -> Found:
        """The markers in the text of *text*, their entities read."""
        words, origin = _decoded(masked(text, (each.span() for each in _NO_TEXT.finditer(text))))
        spots = [
            Spot(
                origin(marker.start),
                origin(marker.end),
                Cluster(
                    citation=marker.citation,
                    text=words[marker.start : marker.end],
                    certain=marker.bracketed,
                ),
            )
            for marker in find_markers(words)
            if "\x00" not in words[marker.start : marker.end]
        ]
        return Found(spots, _listing(text))

    def mark(self, source: str, made: str, *, is_block: bool) -> str:
        """*made* between comments, or in an element."""
        return around_block(source, made) if is_block else in_line(source, made)

    def within(self, text: str) -> str:
        """*text*, which is the same anywhere."""
        return text

    def note(self, text: str) -> str:
        """The mark of a note, whose text comes at the end."""
        return f"\x02{text}\x03"

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


def _listing(text: str) -> tuple[int, int]:
    """Where the bibliography goes: what the element ``refs`` holds, a paragraph, the end."""
    match = _REFS.search(text)
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

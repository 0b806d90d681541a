"""Markdown with pandoc's citations, Quarto's and MyST's: ``[@key, p. 12]``, ``{cite:p}`key```.

Code, comments, mathematics, addresses and the front matter are left alone. A style of notes makes
inline notes, ``^[…]``, which pandoc and Quarto read, or in a file with MyST's roles ``[^cite-1]``
with its text before the bibliography. What was made stands between comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

from msgspec.structs import replace

from citekit.csl import Bibliography, Citation, Cite
from citekit.csl.cite import Mode
from citekit.errors import warning
from citekit.formats.shared import Places
from citekit.manuscript import markdown_blocks as blocks
from citekit.manuscript.comments import OPENING, around_block, in_line, marks
from citekit.manuscript.markers import find_markers, in_order
from citekit.manuscript.story import Cluster, Marking
from citekit.manuscript.weaving import Found, NoteSpot, Region, Spot, TextDocument, masked
from citekit.text.patterns import pattern

_ROLE = pattern(
    r"(?<!`)\{(?P<role>foot)?cite(?::(?P<form>\w+))?\}(?P<tick>`+)(?P<inside>[^`\n]+)(?P=tick)"
)
_ROLE_ITEM = pattern(r"(?:\{(?P<prefix>[^{}]*)\})?(?P<key>[^{},\s]+)(?:\{(?P<suffix>[^{}]*)\})?")
_MODES: dict[str | None, Mode] = {
    **dict.fromkeys(("t", "ts", "ct", "cts", "alt", "alts", "calt", "calts"), "composite"),
    **dict.fromkeys(("author", "authors", "cauthor", "cauthors"), "author-only"),
    **dict.fromkeys(("year", "yearpar"), "suppress-author"),
}
"""MyST's roles that are no plain citation: the names of ``cite:t`` stand in the sentence."""

_BARE = frozenset(("year", "alp", "alps", "calp", "calps"))
"""Those without parentheses."""

_CROSS_REFERENCE = pattern(
    r"(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau)-"
)
"""Quarto's references to what stands in the document itself."""

_NOTE_MARK = pattern(r"\[\^([^\[\]\s]+)\](?!:)")
_NOTE_START = pattern(r"^[ ]{0,3}\[\^([^\[\]\s]+)\]:", re.MULTILINE)
_NOTE_END = pattern(r"\n[ \t\r]*\n(?![ \t]{2,}\S|[ \t\r]*\n)|\n(?=[ ]{0,3}\[\^[^\[\]\s]+\]:)")
_BRACKET = pattern(r"\\.|(?P<open>\^?\[)|(?P<close>\])|(?P<gap>\n[ \t\r]*\n)")
_STRONG = pattern(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*|__(?=\S)([^_]+?)(?<=\S)__")
_EMPHASIS = pattern(r"\*(?=\S)([^*]+?)(?<=\S)\*|(?<!\w)_(?=\S)([^_]+?)(?<=\S)_(?!\w)")
_NO_LIST = pattern(r"\A(\(?\w+)\\([.)])")
_MASKED = pattern(r"\x00+")
_AROUND = pattern(r"<!--.*?-->|</?[A-Za-z][\w-]*(?:\s[^<>]*)?>|^[`$<]+|[`$>]+$", re.DOTALL)
"""What is no word of code, mathematics, addresses and tags."""
_HALF_BEFORE = pattern(r"\A[*_]{1,2}(?=[^\s*_])(?=[^*_]*\Z)")
_HALF_AFTER = pattern(r"(?<![\s*_])[*_]{1,2}\Z(?<!\\[*_])|\A[*_]{1,2}\Z")
_QUOTATION = pattern(r"^[ ]{0,3}>(?:[ ]{0,3}>)*", re.MULTILINE)
_SCRIPT = pattern(r"<(?P<tag>su[bp])>(?P<inside>[^<>\n]+)</(?P=tag)>")
_ESCAPE = pattern(r"\\([^\w\s])")
_LINK = pattern(r"\[([^\[\]]*)\]\([^()]*\)")
_OWN_NOTE = pattern(r"\x02(.*?)\x03", re.DOTALL)


def read(data: bytes, *, restyle: bool) -> TextDocument:
    """The manuscript in *data*; InputError for what is no text."""
    return TextDocument(data, Markdown())


class Markdown:
    """What is Markdown's own; see :class:`citekit.manuscript.weaving.Syntax`."""

    name = "Markdown"
    output = "markdown"
    gap = 2

    def __init__(self) -> None:
        self._is_myst = False
        self._labels: set[str] = set()

    def regions(self, text: str) -> Iterator[Region]:
        """What stands between comments of an earlier run, and the notes that it made; code that
        shows such comments is none.
        """
        found = list(marks(text))
        if not found:
            return
        shown = blocks.code_blocks(text)
        tags = masked(text, [*shown, *(match.span() for match in OPENING.finditer(text))])
        code = blocks.Spans([*shown, *blocks.backticks(tags)])
        yield from (region for region in found if code.around(region.start) is None)

    def find(self, text: str) -> Found:
        """The citations of *text*, those in footnotes where the note's mark stands."""
        structure = blocks.structure(text)
        outside = _unquoted(masked(text, structure.code))
        code = {start for start, _ in blocks.backticks(outside)}
        roles = [
            Spot(match.start(), match.end(), _role(match), is_bare=match["form"] in _BARE)
            for match in _ROLE.finditer(outside)
            if match.start("tick") in code
        ]
        self._is_myst = bool(roles) or "```{" in text
        spans = [(spot.start, spot.end) for spot in roles]
        words = masked(outside, [*spans, *blocks.inline_code(masked(outside, spans))])
        spots = [*roles, *_typed(words, text)]
        spots.sort()
        drawn = blocks.Spans(blocks.grid_tables(text))
        left = [spot for spot in spots if drawn.around(spot.start)]
        places = Places(text)
        told = (
            warning("marker-in-grid-table", text=spot.cluster.text, **places.of(spot.start))
            for spot in left
        )
        self._labels = set(_NOTE_MARK.findall(text))
        parts = _in_order(words, [spot for spot in spots if spot not in left])
        return Found(
            parts,
            structure.listing,
            structure.settings,
            diagnostics=tuple(told),
            references=structure.references,
        )

    def mark(self, source: str, made: str, *, is_block: bool) -> str:
        """*made* between comments, or in an element.

        A comment is a block of HTML up to the end of its line: the entries begin behind an empty
        one.
        """
        return around_block(source, f"\n\n{made}") if is_block else in_line(source, made)

    def within(self, text: str) -> str:
        """*text* without the backslash by which a line would begin no list: ``(1999\\)``."""
        return _NO_LIST.sub(r"\1\2", text)

    def note(self, text: str) -> str:
        """``^[text]``; in MyST a mark, whose text comes before the bibliography."""
        if not self._is_myst:
            return f"^[{text}]"
        return f"\x02{text}\x03"

    def joined(self, made: str, before: str, after: str) -> str:
        """*made*, which nothing around it changes, in pandoc's forms."""
        return self._in_form(made)

    def listing(self, bibliography: Bibliography, source: str) -> str:
        """The entries as paragraphs."""
        entries = self._in_form(str(bibliography).rstrip("\n"))
        return f"{entries}\n" if not source or source.endswith("\n") else entries

    def _in_form(self, made: str) -> str:
        """*made* with pandoc's superscripts, or MyST's: both leave elements of HTML out of all
        that is not HTML.
        """
        return _SCRIPT.sub(_role_of_script if self._is_myst else _script, made)

    def finish(self, text: str, marking: Marking) -> str:
        """*text* with the notes of MyST in their order."""
        found: list[str] = []
        labels = (label for n in count(1) if (label := f"cite-{n}") not in self._labels)

        def numbered(match: re.Match[str]) -> str:
            label = next(labels)
            found.append(f"\n[^{label}]: {match[1]}\n")
            return f"[^{label}]"

        text = _OWN_NOTE.sub(numbered, text)
        if not found:
            return text
        notes = "".join(found)
        return text + (f"\n{notes}" if marking == "flat" else around_block("", f"\n{notes}"))


def _unquoted(text: str) -> str:
    """*text* with blanks for the marks of quotations at the beginnings of its lines."""
    return _QUOTATION.sub(lambda match: match[0].replace(">", " "), text)


def _script(match: re.Match[str]) -> str:
    """``^2^``, ``~2~``: pandoc wants no blank in it."""
    mark = "^" if match["tag"] == "sup" else "~"
    return f"{mark}{match['inside'].replace(' ', chr(92) + ' ')}{mark}"


def _role_of_script(match: re.Match[str]) -> str:
    """``{sup}`2```; a role holds no other form."""
    inside = _ESCAPE.sub(r"\1", match["inside"])
    return match[0] if {"*", "_", "`", "<"} & set(inside) else f"{{{match['tag']}}}`{inside}`"


def _typed(words: str, text: str) -> Iterator[Spot]:
    """What pandoc and Quarto call a citation, in the *words* of *text*."""
    for marker in find_markers(words):
        cites = marker.citation.cites
        if any(_CROSS_REFERENCE.match(cite.id) for cite in cites):
            continue
        span = slice(marker.start, marker.end)
        if _MASKED.search(words[span]):
            cites = _unmasked(cites, words[span], text[span])
        citation = replace(marker.citation, cites=tuple(map(_formatted, cites)))
        source = text[span]
        yield Spot(
            marker.start,
            marker.end,
            Cluster(citation=citation, text=source, certain=marker.bracketed),
        )


def _unmasked(cites: Sequence[Cite], words: str, text: str) -> list[Cite]:
    """*cites* with the addresses, the code and the mathematics that stand around their keys."""
    hidden = iter([text[slice(*match.span())] for match in _MASKED.finditer(words)])

    def shown(part: str | None) -> str | None:
        if part is None:
            return None
        return _MASKED.sub(lambda _: _AROUND.sub("", next(hidden, "")), part).replace("  ", " ")

    return [
        replace(
            each, prefix=shown(each.prefix), locator=shown(each.locator), suffix=shown(each.suffix)
        )
        for each in cites
    ]


def _role(match: re.Match[str]) -> Cluster:
    """A role of MyST: keys with commas between, each perhaps with ``{see}`` and ``{p. 12}``."""
    from citekit.csl.locators import split_locator

    cites = []
    for item in _ROLE_ITEM.finditer(match["inside"]):
        label, locator, suffix = split_locator(item["suffix"] or "")
        cites.append(
            Cite(
                item["key"],
                locator=locator or None,
                label=label if locator else None,
                prefix=f"{item['prefix']} " if item["prefix"] else None,
                suffix=suffix.strip() or None,
            )
        )
    citation = Citation(tuple(cites), mode=_MODES.get(match["form"]), unsorted=in_order(cites))
    return Cluster(citation=citation, text=match[0])


def _formatted(cite: Cite) -> Cite:
    """*cite* with the emphasis of its words as CSL has it, and links as their words.

    Emphasis that the key is in is left out: the style has its own.
    """
    before, after = _HALF_BEFORE.sub("", cite.prefix or ""), _HALF_AFTER.sub("", cite.suffix or "")
    if before != cite.prefix and after != cite.suffix and cite.prefix and cite.suffix:
        cite = replace(cite, prefix=before or None, suffix=after or None)
    return replace(cite, prefix=_as_csl(cite.prefix), suffix=_as_csl(cite.suffix))


def _as_csl(text: str | None) -> str | None:
    if text is None or not {"*", "_", "["} & set(text):
        return text
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub(lambda match: f"<b>{match[1] or match[2]}</b>", text)
    return _EMPHASIS.sub(lambda match: f"<i>{match[1] or match[2]}</i>", text)


def _in_order(text: str, spots: list[Spot]) -> list[Spot | NoteSpot]:
    """*spots* as the reader meets them: those in a note where the note's mark stands."""
    texts = blocks.Spans(_note_texts(text))
    inline = blocks.Spans(_inline_notes(text))
    inside: dict[tuple[int, int], list[Spot]] = {}
    parts: list[Spot | NoteSpot] = []
    for spot in spots:
        span = texts.around(spot.start) or inline.around(spot.start)
        if span is None:
            parts.append(spot)
        else:
            inside.setdefault(span, []).append(spot)
    parts += [NoteSpot(span[0], tuple(inside.pop(span, ())), span[1] - 1) for span in inline]
    by_label = {_label(text, span): span for span in reversed(list(texts))}
    for match in _NOTE_MARK.finditer(text):
        span = by_label.get(match[1])
        if span is not None and texts.around(match.start()) is None:
            del by_label[match[1]]
            parts.append(NoteSpot(match.start(), tuple(inside.pop(span, ())), span[1]))
    parts.sort(key=_start)
    return [*parts, *(spot for left in inside.values() for spot in left)]


def _start(part: Spot | NoteSpot) -> int:
    return part.start


def _label(text: str, span: tuple[int, int]) -> str:
    match = _NOTE_START.match(text, span[0])
    return match[1] if match else ""


def _note_texts(text: str) -> Iterator[tuple[int, int]]:
    """Where the texts of footnotes stand, ``[^1]: …``, with the indented paragraphs that follow."""
    for match in _NOTE_START.finditer(text):
        end = _NOTE_END.search(text, match.end())
        yield match.start(), end.start() if end else len(text)


def _inline_notes(text: str) -> Iterator[tuple[int, int]]:
    """Where inline notes stand, ``^[…]``; one that is not closed in its paragraph is none."""
    opened: list[tuple[int, bool]] = []
    for match in _BRACKET.finditer(text):
        if match["gap"]:
            opened.clear()
        elif match["open"]:
            opened.append((match.start(), match["open"].startswith("^")))
        elif match["close"] and opened:
            start, is_note = opened.pop()
            if is_note:
                yield start, match.end()

"""Typst: ``@key``, ``@key[p. 12]`` and ``#cite(<key>)`` become text, ``#bibliography`` the list.

What was made stands between comments, of which the first holds what was replaced.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from msgspec.structs import replace

from citekit.csl import Bibliography, Citation, Cite
from citekit.csl.cite import Mode
from citekit.csl.locators import split_locator
from citekit.manuscript.markers import in_order
from citekit.manuscript.story import Cluster, Marking, Settings
from citekit.manuscript.weaving import (
    Found,
    NoteSpot,
    Region,
    Spot,
    TextDocument,
    delimited,
    masked,
    partners,
)
from citekit.text.patterns import pattern

_MARK = pattern(r"(?:(?<=[*/])\#\[\])?/\*cite:|(?P<end>/\*/cite\*/)")
_CLINGING = pattern(r"(?<=[*/])/\*cite:")
"""A mark after a character with which it would be another token."""
_COMMENT_END = pattern(r"\*/")
_CODE = pattern(
    r"(?P<escaped>\\.)|(?P<comment>/\*)|(?P<raw>`{3,})"
    r"|https?://[^\s\[\]]+|//[^\n]*|`[^`]*`|\$[^$]*\$",
    16,
)
"""Comments, raw text and mathematics; ``//`` after a colon is an address (16: re.DOTALL)."""
_COMMENT = pattern(r"(?P<open>/\*)|\*/")
_IN_MARKUP = pattern(
    r"\\.|\#[\w.-]*(?P<open>[({])|\#(?:let|import|include)\b[^\n\"\[#]*(?P<string>\"[^\n\"]*\")"
    r"|(?P<close>\])",
    16,
)
_IN_CODE = pattern(r"(?P<string>\"(?:\\.|[^\"\\])*+\")|(?P<open>[({\[])|(?P<close>[)}\]])", 16)

_KEY = r"[^\W\d_][\w.:-]*(?<![.:])|\d[\w.:-]*(?<![.:])"
_CITE = pattern(
    rf"(?<!(?<!\\)\\)@(?P<key>{_KEY}|_\w+)(?P<bracket>\[)?"
    r"|\#cite(?P<call>\()"
    r"|\#footnote(?P<note>\[)"
)
_LABEL = pattern(r"<([\w.:-]+)>")
_IN_CITE = pattern(r"\s*(?:<([^<>]+)>|label\(\"([^\"]+)\"\))")
_SUPPLEMENT = pattern(r"supplement:\s*(?:(?P<content>\[)|\"(?P<string>[^\"]*)\")")
_STRONG, _EMPHASIS = pattern(r"(?<!\w)\*([^*]+)\*(?!\w)"), pattern(r"(?<!\w)_([^_]+)_(?!\w)")
_FORM = pattern(r"form:\s*(?:\"(\w+)\"|none)")
_MODES: dict[str, Mode | None] = {
    "normal": None,
    "prose": "composite",
    "author": "author-only",
    "year": "suppress-author",
    "full": None,
}
_LISTING = pattern(r"(?<![\w.-])(?P<own>\#)?bibliography(?P<call>\()")
_STRING = pattern(r"(?P<name>\w+:\s*)?\"([^\"]*)\"")


def read(data: bytes, *, restyle: bool) -> TextDocument:
    """The manuscript in *data*; InputError for what is no text."""
    return TextDocument(data, Typst())


class Typst:
    """What is Typst's own; see :class:`citekit.manuscript.weaving.Syntax`."""

    name = "Typst"
    output = "typst"
    gap = 1

    def regions(self, text: str) -> Iterator[Region]:
        """What stands between the comments of an earlier run."""
        opened: tuple[int, str] | None = None
        for match, end in delimited(
            text, _MARK, lambda each: None if each["end"] else _COMMENT_END
        ):
            if not match["end"]:
                opened = (match.start(), text[match.end() : end.start()])
            elif opened is not None:
                yield Region(opened[0], match.end(), html.unescape(opened[1]))
                opened = None

    def find(self, text: str) -> Found:
        """The citations of *text*; a key that is a label of the document is none."""
        words = masked(text, _code(text))
        closings = {**partners(words, "[]"), **partners(words, "()")}
        listing, settings = _listing(words, closings)
        bare = masked(words, [*([listing] if listing else []), *_strings(words)])
        found = list(_CITE.finditer(bare))
        calls = [
            (match.start(), closings[match.start("call")] + 1)
            for match in found
            if match["call"] and match.start("call") in closings
        ]
        labels = set(_LABEL.findall(masked(bare, calls)))
        parts: list[Spot | NoteSpot] = []
        dropped: list[tuple[int, int]] = []
        uncited: list[str] = []
        note: tuple[int, int, list[Spot]] | None = None
        for match in found:
            if note is not None and match.start() > note[1]:
                parts.append(NoteSpot(note[0], tuple(note[2]), note[1]))
                note = None
            if match["note"]:
                if note is None and match.start("note") in closings:
                    note = (match.start(), closings[match.start("note")], [])
                continue
            call = _call if match["call"] else _mention
            spot = call(words, match, closings)
            if spot is None or spot.cluster.citation.cites[0].id in labels:
                continue
            if match["call"] and _is_silent(spot.cluster.text):
                dropped.append((spot.start, spot.end))
                uncited.append(spot.cluster.citation.cites[0].id)
                continue
            (parts if note is None else note[2]).append(spot)
        if note is not None:
            parts.append(NoteSpot(note[0], tuple(note[2]), note[1]))
        end = (len(text), len(text))
        settings = replace(settings, uncited=tuple(uncited))
        return Found(parts, listing or end, settings, dropped)

    def mark(self, source: str, made: str, *, is_block: bool) -> str:
        """*made* between comments; ``/`` and ``*`` would end or nest them."""
        kept = source.replace("&", "&amp;").replace("/", "&#47;").replace("*", "&#42;")
        stop = "#[]" if made.endswith(("*", "/")) else ""
        return f"/*cite:{kept}*/{made}{stop}/*/cite*/"

    def within(self, text: str) -> str:
        """*text*, which is the same anywhere."""
        return text

    def note(self, text: str) -> str:
        """``#footnote[text]``."""
        return f"#footnote[{text}]"

    def joined(self, made: str, before: str, after: str) -> str:
        """*made*, that is no argument of a function *before*, and has none *after* its note."""
        if made.startswith(("(", "[")) and (before.isalnum() or before in tuple("])_-")):
            made = f"\\{made}"
        is_called = after[:1] in tuple("([") or (after[:1] == "." and after[1:].isalnum())
        return f"{made};" if is_called and made.endswith("]") and "#" in made else made

    def listing(self, bibliography: Bibliography, source: str) -> str:
        """The bibliography in a block, with the definitions that it needs."""
        return str(bibliography) if source else f"\n\n{bibliography}"

    def finish(self, text: str, marking: Marking) -> str:
        """*text*, where no mark makes a comment with the character before it."""
        return text if marking == "flat" else _CLINGING.sub("#[]/*cite:", text)


def _mention(text: str, match: re.Match[str], closings: dict[int, int]) -> Spot | None:
    """``@key`` with its supplement; whether it cites depends on the key being known."""
    start, end = match.span()
    supplement = ""
    if match["bracket"]:
        close = closings.get(match.start("bracket"))
        end = match.start("bracket")
        if close is not None:
            supplement, end = text[end + 1 : close], close + 1
    return _spot(match["key"], supplement, None, text, (start, end), certain=bool(supplement))


def _call(text: str, match: re.Match[str], closings: dict[int, int]) -> Spot | None:
    start = match.start("call")
    if start not in closings:
        return None
    arguments = text[start + 1 : closings[start]]
    key = _IN_CITE.match(arguments)
    form = _FORM.search(arguments)
    name = (form[1] or "normal") if form else "normal"
    if key is None or name not in _MODES:
        return None
    found = _SUPPLEMENT.search(arguments)
    supplement = ""
    if found and found["content"]:
        opened = start + 1 + found.start("content")
        supplement = text[opened + 1 : closings.get(opened, opened)]
    elif found:
        supplement = found["string"]
    span = (match.start(), closings[start] + 1)
    return _spot(key[1] or key[2], supplement, _MODES[name], text, span, certain=True)


def _is_silent(call: str) -> bool:
    """Whether a call of ``cite`` prints nothing, and only has the work listed."""
    form = _FORM.search(call)
    return form is not None and form[1] is None


def _spot(
    key: str, supplement: str, mode: Mode | None, text: str, span: tuple[int, int], *, certain: bool
) -> Spot:
    label, locator, suffix = split_locator(f", {supplement.replace('~', ' ')}")
    cite = Cite(
        key,
        locator=locator or None,
        label=label if locator else None,
        suffix=_as_csl(suffix.rstrip().rstrip(",")) if supplement.strip() else None,
    )
    citation = Citation((cite,), mode=mode, unsorted=in_order([cite]))
    return Spot(*span, Cluster(citation=citation, text=text[slice(*span)], certain=certain))


def _as_csl(text: str) -> str | None:
    """The emphasis of *text* as CSL has it."""
    return _EMPHASIS.sub(r"<i>\1</i>", _STRONG.sub(r"<b>\1</b>", text)) or None


def _code(text: str) -> Iterator[tuple[int, int]]:
    """Where comments, which hold others, raw text and mathematics stand."""
    position = 0
    while match := _CODE.search(text, position):
        position = match.end()
        if match["comment"]:
            position = _comment_end(text, position)
        elif match["raw"]:
            end = text.find(match["raw"], position)
            position = end + len(match["raw"]) if end >= 0 else len(text)
        if not match["escaped"]:
            yield match.start(), position


def _comment_end(text: str, position: int) -> int:
    depth = 1
    for match in _COMMENT.finditer(text, position):
        depth += 1 if match["open"] else -1
        if not depth:
            return match.end()
    return len(text)


def _strings(text: str) -> Iterator[tuple[int, int]]:
    """Where the strings of code stand: after ``#`` and inside of parentheses."""
    opened: list[str] = []
    position = 0
    while match := (_IN_CODE if opened and opened[-1] != "[" else _IN_MARKUP).search(
        text, position
    ):
        position = match.end()
        if match["string"]:
            yield match.span("string")
        elif match["open"]:
            opened.append(match["open"])
        elif match["close"] and opened:
            opened.pop()


def _listing(text: str, closings: dict[int, int]) -> tuple[tuple[int, int] | None, Settings]:
    """Where ``#bibliography(…)`` stands, and what it says, or what a template is given."""
    settings: Settings | None = None
    for match in _LISTING.finditer(text):
        end = closings.get(match.start("call"))
        if end is None:
            continue
        settings = settings or _settings(text[match.end() : end])
        if match["own"]:
            return (match.start(), end + 1), _settings(text[match.end() : end])
    return None, settings or Settings()


def _settings(listing: str) -> Settings:
    """The files that ``#bibliography("refs.bib", style: "apa")`` names, and the style."""
    files = [match[2] for match in _STRING.finditer(listing) if not match["name"]]
    style = re.search(r"style:\s*\"([^\"]*)\"", listing)
    return Settings(bibliography=tuple(files), style=style[1] if style else None)

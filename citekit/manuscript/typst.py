"""Typst: ``@key``, ``@key[p. 12]`` and ``#cite(<key>)`` become text, ``#bibliography`` the list.

What was made stands between comments, of which the first holds what was replaced.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from citekit.csl import Bibliography, Citation, Cite
from citekit.csl.cite import Mode
from citekit.csl.locators import split_locator
from citekit.manuscript.markers import in_order
from citekit.manuscript.story import Cluster, Marking, Settings
from citekit.manuscript.weaving import Found, NoteSpot, Region, Spot, TextDocument, masked, partners
from citekit.text.patterns import pattern

_MARK = pattern(r"/\*cite:(?P<source>.*?)\*/|(?P<end>/\*/cite\*/)", 16)
_CODE = pattern(
    r"https?://[^\s\[\]]+|//[^\n]*|/\*.*?\*/|(`{3,}).*?\1|`[^`\n]*`|(?<!\\)\$[^$]*\$", 16
)
"""Comments, raw text and mathematics; ``//`` after a colon is an address (16: re.DOTALL)."""

_KEY = r"[^\W\d_][\w.:-]*(?<![.:])|\d[\w.:-]*(?<![.:])"
_CITE = pattern(
    rf"(?<![\w\\@])@(?P<key>{_KEY}|_\w+)(?P<bracket>\[)?"
    r"|\#cite\(\s*(?P<arguments>(?:<[^<>]+>|label\(\"[^\"]+\"\))[^()]*)\)"
    r"|\#footnote(?P<note>\[)"
)
_LABEL = pattern(r"<([\w.:-]+)>")
_IN_CITE = pattern(r"\A(?:<([^<>]+)>|label\(\"([^\"]+)\"\))")
_SUPPLEMENT = pattern(r"supplement:\s*(?:\[([^\[\]]*)\]|\"([^\"]*)\")")
_FORM = pattern(r"form:\s*(?:\"(\w+)\"|none)")
_MODES: dict[str, Mode | None] = {
    "normal": None,
    "prose": "composite",
    "author": "author-only",
    "year": "suppress-author",
}
_LISTING = pattern(r"\#bibliography\((?:[^()]|\([^()]*\))*\)")
_STRING = pattern(r"(?P<name>\w+:\s*)?\"([^\"]*)\"")


def read(data: bytes, *, restyle: bool) -> TextDocument:
    """The manuscript in *data*; InputError for what is no text."""
    return TextDocument(data, Typst())


class Typst:
    """What is Typst's own; see :class:`citekit.manuscript.weaving.Syntax`."""

    name = "Typst"
    output = "typst"

    def regions(self, text: str) -> Iterator[Region]:
        """What stands between the comments of an earlier run."""
        opened = None
        for match in _MARK.finditer(text):
            if match["end"] is None:
                opened = match
            elif opened is not None:
                yield Region(opened.start(), match.end(), html.unescape(opened["source"]))
                opened = None

    def find(self, text: str) -> Found:
        """The citations of *text*; a key that is a label of the document is none."""
        words = masked(text, (match.span() for match in _CODE.finditer(text)))
        closings = partners(words, "[]")
        listing = _LISTING.search(words)
        bare = masked(words, [listing.span()] if listing else [])
        calls = [match for match in _CITE.finditer(bare) if match["arguments"]]
        labels = _LABEL.findall(masked(bare, (match.span() for match in calls)))
        parts: list[Spot | NoteSpot] = []
        note: tuple[int, int, list[Spot]] | None = None
        for match in _CITE.finditer(bare):
            if note is not None and match.start() > note[1]:
                parts.append(NoteSpot(note[0], tuple(note[2]), note[1]))
                note = None
            if match["note"]:
                if note is None and match.start("note") in closings:
                    note = (match.start(), closings[match.start("note")], [])
                continue
            spot = _call(match) if match["arguments"] else _mention(bare, match, closings)
            if spot is None or spot.cluster.citation.cites[0].id in labels:
                continue
            (parts if note is None else note[2]).append(spot)
        if note is not None:
            parts.append(NoteSpot(note[0], tuple(note[2]), note[1]))
        end = (len(text.rstrip("\r\n")), len(text))
        settings = _settings(text[slice(*listing.span())]) if listing else Settings()
        return Found(parts, listing.span() if listing else end, settings)

    def mark(self, source: str, made: str, *, is_block: bool) -> str:
        """*made* between comments; ``/`` and ``*`` would end or nest them."""
        kept = source.replace("&", "&amp;").replace("/", "&#47;").replace("*", "&#42;")
        return f"/*cite:{kept}*/{made}/*/cite*/"

    def within(self, text: str) -> str:
        """*text*, which is the same anywhere."""
        return text

    def note(self, text: str) -> str:
        """``#footnote[text]``."""
        return f"#footnote[{text}]"

    def listing(self, bibliography: Bibliography, source: str) -> str:
        """The bibliography in a block, with the definitions that it needs."""
        return str(bibliography) if source.strip() else f"\n\n{bibliography}"

    def finish(self, text: str, marking: Marking) -> str:
        """*text*, which needs nothing at its head."""
        return text


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


def _call(match: re.Match[str]) -> Spot | None:
    arguments = match["arguments"]
    key = _IN_CITE.match(arguments)
    form = _FORM.search(arguments)
    name = (form[1] or "") if form else "normal"
    if key is None or name not in _MODES:
        return None
    found = _SUPPLEMENT.search(arguments)
    supplement = (found[1] or found[2] or "") if found else ""
    mode = _MODES[name]
    return _spot(key[1] or key[2], supplement, mode, match.string, match.span(), certain=True)


def _spot(
    key: str, supplement: str, mode: Mode | None, text: str, span: tuple[int, int], *, certain: bool
) -> Spot:
    label, locator, suffix = split_locator(f", {supplement.replace('~', ' ')}")
    cite = Cite(
        key,
        locator=locator or None,
        label=label if locator else None,
        suffix=(suffix.rstrip().rstrip(",") or None) if supplement.strip() else None,
    )
    citation = Citation((cite,), mode=mode, unsorted=in_order([cite]))
    return Spot(*span, Cluster(citation=citation, text=text[slice(*span)], certain=certain))


def _settings(listing: str) -> Settings:
    """The files that ``#bibliography("refs.bib", style: "apa")`` names, and the style."""
    files = [match[2] for match in _STRING.finditer(listing) if not match["name"]]
    style = re.search(r"style:\s*\"([^\"]*)\"", listing)
    return Settings(bibliography=tuple(files), style=style[1] if style else None)

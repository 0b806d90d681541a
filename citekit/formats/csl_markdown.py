"""The rich text of a CSL item as Markdown, as pandoc reads it in CSL-YAML, and back."""

from __future__ import annotations

import re

from citekit.text.patterns import pattern

_MARKS = {
    ("<i>", "</i>"): ("*", "*"),
    ("<b>", "</b>"): ("**", "**"),
    ("<sup>", "</sup>"): ("^", "^"),
    ("<sub>", "</sub>"): ("~", "~"),
    ('<span style="font-variant:small-caps;">', "</span>"): ("[", "]{.smallcaps}"),
    ('<span class="nocase">', "</span>"): ("[", "]{.nocase}"),
}
"""The tags of CSL's rich text → the marks of Markdown."""

_BY_TAG = {begin: (end, *marks) for (begin, end), marks in _MARKS.items()}
_ELEMENT = pattern(r"(<(?:i|b|sup|sub|span [^<>]*)>)([^<>]+)(</(?:i|b|sup|sub|span)>)")
_SPECIAL = pattern(
    r"[\\*_^~`\[\]$]|<(?!/?(?:i|b|sup|sub|span)(?: [^<>]*)?>)(?=[A-Za-z/!?])|&(?=#?\w+;)"
)
_BLOCK = pattern(r"(?=[#>+-]\s)|(?<=\d)(?=[.)]\s)")
"""Where a backslash keeps the beginning of a text from being a heading or an item of a list."""

_BLOCK_START = pattern(r"[#>+-]\s|\d+[.)]\s")
_MARKED = pattern(
    r"\\([!-/:-@\[-`{-~])"
    r"|\*\*(?P<b>(?:\\.|[^*\\])+)\*\*"
    r"|(?<![*\\])\*(?=\S)(?P<i>(?:\\.|[^*\\])+)(?<=\S)\*(?!\*)"
    r"|(?<![\w_])_(?=\S)(?P<j>(?:\\.|[^_\\])+)(?<=\S)_(?![\w_])"
    r"|\^(?P<sup>(?:\\.|[^\s^\\])+)\^"
    r"|~(?P<sub>(?:\\.|[^\s~\\])+)~"
    r"|\[(?P<sc>(?:\\.|[^\[\]\\])+)\]\{\.smallcaps\}"
    r"|\[(?P<nc>(?:\\.|[^\[\]\\])+)\]\{\.nocase\}"
)
_GROUPS = {
    "b": "<b>",
    "i": "<i>",
    "j": "<i>",
    "sup": "<sup>",
    "sub": "<sub>",
    "sc": '<span style="font-variant:small-caps;">',
    "nc": '<span class="nocase">',
}


def to_markdown(text: str) -> str:
    """*text* in Markdown; tags that no mark can stand for (nested, around a blank) stay as tags."""
    if "<" not in text and not _SPECIAL.search(text) and not _BLOCK_START.match(text):
        return text
    marked = _spell(text, with_marks=True)
    return marked if from_markdown(marked) == text else _spell(text, with_marks=False)


def from_markdown(text: str) -> str:
    """The rich text that *text* is the Markdown of; marks without a partner are text."""
    return _MARKED.sub(_tagged, text)


def _tagged(match: re.Match[str]) -> str:
    name = match.lastgroup
    if name is None:
        return match[1]
    tag = _GROUPS[name]
    return f"{tag}{from_markdown(match[name])}{_BY_TAG[tag][0]}"


def _spell(text: str, with_marks: bool) -> str:
    out: list[str] = []
    end = 0
    for match in _ELEMENT.finditer(text) if with_marks else ():
        closing, before, after = _BY_TAG.get(match[1], ("", "", ""))
        if closing == match[3]:
            out += (_escaped(text[end : match.start()]), before, _escaped(match[2]), after)
            end = match.end()
    spelled = "".join([*out, _escaped(text[end:])])
    return _BLOCK.sub("\\\\", spelled, count=1) if _BLOCK_START.match(spelled) else spelled


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)

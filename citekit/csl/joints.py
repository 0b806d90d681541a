"""The one pass over the places where pieces of output meet: punctuation and spaces.

What remains of two marks follows the CSL test suite (``punctuation_FullMontyPlain``); only marks
that a joint separates are looked at, so that the data (``Quoi ???``, a URL) stays as it is.
No-break spaces are never touched.
"""

from __future__ import annotations

import re

from citekit.csl.marks import ANY, ELISION, JOINT, QUOTE_END

_REMAINS = {
    ":": {":": ":", ".": ":", "!": "!", "?": "?"},
    ".": {".": "."},
    ";": {":": ";", ".": ";", ";": ";", "!": "!", "?": "?"},
    "!": {":": "!", ".": "!", "!": "!"},
    "?": {":": "?", ".": "?", "?": "?"},
    ",": {",": ","},
}
"""First mark → second mark → what is printed for both; all other pairs are printed as they are."""

_BETWEEN = f"[{ANY}]*{JOINT}[{ANY}]*"
_QUOTED = re.compile(f"(?P<quote>[^\\s{ANY}]){QUOTE_END}(?P<between>[{ANY}]*)(?P<mark>[.,!?])")
_SPACES = re.compile(f" (?=[{ANY}]* |{_BETWEEN}[.,)\\]])")
_BEFORE_MARK = re.compile(f"(?<={JOINT}) (?=[{ANY}]*[,.](?![.\\w]))")
_AFTER_OPENING = re.compile(f"(?<=[(\\[])({_BETWEEN}) ")
_AT_START = re.compile(f"^([{ANY}]*) +")
_AT_END = re.compile(f"(?<! ) +([{ANY}]*)$")
_PAIR = re.compile(
    "|".join(f"{re.escape(first)}{_BETWEEN}[{''.join(rest)}]" for first, rest in _REMAINS.items())
)
_ELIDED = re.compile(f"{ELISION}([{ANY}]*) ")


def mend(text: str) -> str:
    """*text*, a marked string, with its joints put right; the marks of form stay in place."""
    text = _ELIDED.sub(r"\1", text)
    while (moved := _QUOTED.sub(_inside_quote, text)) != text:
        text = moved
    text = _BEFORE_MARK.sub("", _SPACES.sub("", text))
    text = _AFTER_OPENING.sub(r"\1", text)
    text = _AT_END.sub(r"\1", _AT_START.sub(r"\1", text))
    # Three marks may meet: each round settles a pair and leaves a shorter text.
    while (mended := _PAIR.sub(_remaining, text)) != text:
        text = mended
    return text


def _inside_quote(match: re.Match[str]) -> str:
    return f"{JOINT}{match['mark']}{match['quote']}{QUOTE_END}{match['between']}"


def _remaining(match: re.Match[str]) -> str:
    pair = match[0]
    return f"{_REMAINS[pair[0]][pair[-1]]}{pair[1:-1]}"

"""Values of .bib fields: pieces joined by ``#``, abbreviations, and values safe to write."""

from __future__ import annotations

import re

from citekit.text.latex import is_balanced, is_one_group

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""The abbreviations that every BibTeX style defines."""

_TOKEN = re.compile(r"\s*+(?:(?P<open>[{\"])|(?P<join>#)|(?P<word>[^\s#{}\",=]++))")
_MARK = re.compile(r"\\.|[{}\"]", re.DOTALL)
_NEXT_FIELD = re.compile(r"\s*+([A-Za-z][\w:.+/-]*+)\s*+=")
GROWTH = 4


class Macros:
    """Abbreviations and what they stand for.

    Expansion stops (the names stay) when what was expanded is longer than the file allows: ten
    lines of abbreviations of abbreviations could fill any memory.
    """

    def __init__(self, file_size: int) -> None:
        self._values = {month: month for month in MONTHS}
        self._budget = GROWTH * file_size + 1_000_000
        self.unknown: set[str] = set()

    def define(self, name: str, value: str) -> None:
        """Let *name*, in any case, stand for a value as written in the file."""
        self._values[name.lower()] = self.resolve(value)[0]

    def resolve(self, value: str) -> tuple[str, dict[str, str]]:
        """The text of a value, without delimiters; and fields after it that lack their comma."""
        first, last = value[:1], value[-1:]
        if first == "{" and last == "}":
            inner = value[1:-1]
            if ("{" not in inner and "}" not in inner) or is_one_group(value):
                return inner, {}
        elif first == '"' and last == '"' and len(value) > 1:
            inner = value[1:-1]
            if '"' not in inner:
                return inner, {}
        elif value.isdecimal():
            return value, {}
        return self._join(value)

    def _join(self, value: str) -> tuple[str, dict[str, str]]:
        pieces: list[str] = []
        position, joined = 0, True
        while match := _TOKEN.match(value, position):
            if not joined and not match["join"]:
                strays = _NEXT_FIELD.match(value, position)
                if strays:
                    return "".join(pieces), self._strays(value, strays)
            position = match.end()
            if match["join"]:
                joined = True
                continue
            joined = False
            if match["open"]:
                end = _closing(value, match.start("open"))
                pieces.append(value[position:end])
                position = end + 1
            else:
                pieces.append(self._expand(match["word"]))
        return "".join(pieces) + value[position:].strip(), {}

    def _strays(self, value: str, match: re.Match[str] | None) -> dict[str, str]:
        """``volume = 24`` after ``title = {…}`` without a comma between them."""
        fields: dict[str, str] = {}
        while match:
            name, start = match[1].lower(), match.end()
            end = _end_of_piece(value, start)
            fields.setdefault(name, value[start:end].strip())
            match = _NEXT_FIELD.match(value, end)
        return fields

    def _expand(self, word: str) -> str:
        text = self._values.get(word.lower())
        if text is None:
            if not word[0].isdigit():
                self.unknown.add(word)
            return word
        return text if len(text) < 50 or self.spend(len(text)) else word

    def spend(self, size: int) -> bool:
        """Whether *size* more characters may be copied from elsewhere in the file."""
        self._budget -= size
        return self._budget > 0


def _closing(value: str, start: int) -> int:
    """Where the brace or quote at *start* is closed; the end of *value* if nowhere."""
    quote = value[start] == '"'
    depth = 0
    for match in _MARK.finditer(value, start + quote):
        mark = match[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth <= 0 and not quote:
                return match.start()
        elif mark == '"' and quote and depth <= 0:
            return match.start()
    return len(value)


def _end_of_piece(value: str, start: int) -> int:
    match = _TOKEN.match(value, start)
    if match is None:
        return len(value)
    return _closing(value, match.start("open")) + 1 if match["open"] else match.end()


_NAME = re.compile(r"[^\W\d][^\s\"#%'(),={}@\\~]*")
_NOT_IN_KEYS = re.compile(r"[\s\"#%'(),={}@\\~]+")
_BLOCK = re.compile(r"^\s*@", re.MULTILINE)


def is_field_name(name: str) -> bool:
    """Whether every reader of .bib files takes *name* for the name of a field."""
    return bool(_NAME.fullmatch(name)) and name == name.lower()


def legal_key(key: str) -> str:
    """*key* as BibTeX and biber accept it: an underscore for what they do not."""
    return _NOT_IN_KEYS.sub("_", key).strip("_") or "entry"


def is_safe(value: str) -> bool:
    """Whether ``{value}`` can stand in a file: balanced, and no line of it looks like a block."""
    return is_balanced(value) and not ("@" in value and _BLOCK.search(value))

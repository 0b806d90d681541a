"""A .bib file for LaTeX in ASCII: commands in texts, percent signs in addresses, JSON escaped."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

from citekit.text.latex_ascii import to_ascii

_ENTRY = re.compile(r"^@\w+\{[^,\n]*,?$")
_ADDRESS = re.compile(r"^(\s+(?:url|file|x-url|verba) = \{)(.*)(\},?)$")
_JSON = re.compile(r"^\s+x-csl = \{")
_NAME = re.compile(r"^\s+(?:doi|eprint) = \{")
_STRANGE = re.compile(r"[^\x00-\x7f]+")


def ascii_bib(text: str) -> tuple[str, str]:
    """The .bib file *text*, as citekit writes it for LaTeX, in ASCII; second, what is left over.

    Left over, and as they were, are characters without a command, and those of citation keys and
    identifiers.
    """
    if text.isascii():
        return text, ""
    left: dict[str, None] = {}
    lines = []
    for line in text.splitlines(keepends=True):
        spelled, others = _line(line)
        left |= dict.fromkeys(others)
        lines.append(spelled)
    return "".join(lines), "".join(left)


def _line(line: str) -> tuple[str, str]:
    body = line.rstrip("\n")
    if body.isascii():
        return line, ""
    if _ENTRY.match(body) or _NAME.match(body):
        return line, "".join(_STRANGE.findall(body))
    if address := _ADDRESS.match(body):
        return (
            f"{address[1]}{_STRANGE.sub(_percent, address[2])}{address[3]}{line[len(body) :]}",
            "",
        )
    if _JSON.match(body):
        return _STRANGE.sub(_escape, line), ""
    return to_ascii(line)


def _percent(match: re.Match[str]) -> str:
    return quote(match[0])


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]

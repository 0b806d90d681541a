"""LaTeX in ASCII: characters as the commands that print them, for engines that read no UTF-8."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from citekit.text.characters import EM_DASH, EN_DASH, NARROW_NBSP, NBSP, SOFT_HYPHEN
from citekit.text.latex_symbols import ACCENTS, LETTERS, MATH_SYMBOLS, TEXT_SYMBOLS
from citekit.text.patterns import pattern

_STRANGE = pattern(r"[^\x00-\x7f]")
_PLAIN = {NBSP: "~", NARROW_NBSP: r"\,", SOFT_HYPHEN: r"\-", EN_DASH: "--", EM_DASH: "---"}
_SIGNS = frozenset("`'^~=.\"")


def to_ascii(text: str) -> tuple[str, str]:
    r"""*text*, which is LaTeX, with commands for its characters: ``{\'e}``, ``{\oe}``, ``--``.

    Second comes what there is no command for, each character once: it stays as it is (Cyrillic,
    Chinese). Reading the result as LaTeX gives what reading *text* gives.
    """
    if text.isascii():
        return text, ""
    left: dict[str, None] = {}

    def spelled(match: re.Match[str]) -> str:
        command = _command(match[0])
        if command is None:
            left[match[0]] = None
        return command or match[0]

    return _STRANGE.sub(spelled, unicodedata.normalize("NFC", text)), "".join(left)


@cache
def _command(char: str) -> str | None:
    if char in _PLAIN:
        return _PLAIN[char]
    if char in _letters():
        return f"{{\\{_letters()[char]}}}"
    if char in _math():
        return f"\\ensuremath{{\\{_math()[char]}}}"
    accented = _accented(char)
    return f"{{{accented}}}" if accented else None


def _accented(char: str) -> str | None:
    r"""The letter under its accent, without the group: ``\'e``, ``\v{c}``, ``\'{\^a}``."""
    decomposed = unicodedata.normalize("NFD", char)
    if len(decomposed) < 2 or decomposed[-1] not in _accents():
        return None
    accent = _accents()[decomposed[-1]]
    base = unicodedata.normalize("NFC", decomposed[:-1])
    letter = base if base.isascii() and base.isalpha() else None
    if letter is None and len(base) == 1:
        letter = _accented(base) or (f"\\{_letters()[base]}" if base in _letters() else None)
    if letter is None:
        return None
    is_short = accent in _SIGNS and len(letter) == 1
    return f"\\{accent}{letter}" if is_short else f"\\{accent}{{{letter}}}"


@cache
def _letters() -> dict[str, str]:
    """A character → the first command of the tables that prints it alone, in text."""
    table = LETTERS | TEXT_SYMBOLS
    alone = (item for item in reversed(table.items()) if len(item[1]) == 1)
    return {char: name for name, char in alone if not char.isascii()}


@cache
def _math() -> dict[str, str]:
    return {char: name for name, char in MATH_SYMBOLS.items()}


@cache
def _accents() -> dict[str, str]:
    return {char: name for name, char in ACCENTS.items()}

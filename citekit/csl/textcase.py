"""CSL's ``text-case`` on marked strings (CSL 1.0.2, "Text-case")."""

from __future__ import annotations

import re
from collections.abc import Callable

from citekit.csl.marks import ANY, NOCASE_BEGIN, NOCASE_END

STOP_WORDS = frozenset(
    (
        "a according across afore after against ahead along alongside amid amidst among amongst an "
        "and anenst apropos apud around as aside astride at athwart atop barring before behind "
        "below beneath beside besides between beyond but by c ca circa despite down d during "
        "except et for forenenst from given in inside into lest like modulo near next nor "
        "notwithstanding of off on onto or out over per plus pro qua sans since so than the "
        "through throughout thru thruout till to toward towards under underneath until unto up "
        "upon v. versus via vis-à-vis von vs. with within without yet"
    ).split()
)
"""Words that title case leaves in lower case: the list of the specification."""

_WORD = re.compile(f"{NOCASE_BEGIN}[^{NOCASE_END}]*{NOCASE_END}|[^\\s{ANY}]+")
_LETTER = re.compile(r"[^\W\d_]")


def apply(text_case: str, text: str, language: str | None) -> str:
    """*text* in the given case; ``title`` is for English alone."""
    if text_case == "lowercase":
        return _each(text, str.lower)
    if text_case == "uppercase":
        return _each(text, str.upper)
    if text_case == "capitalize-all":
        return _each(text, _capitalized)
    if text_case == "capitalize-first":
        return _first(text)
    if text_case == "sentence":
        return _first(_each(text, str.lower) if text.isupper() else text)
    if text_case == "title" and language == "en":
        return _title(text)
    return text


def _each(text: str, change: Callable[[str], str]) -> str:
    return _WORD.sub(lambda match: _changed(match[0], change), text)


def _first(text: str) -> str:
    return _WORD.sub(lambda match: _changed(match[0], _capitalized), text, count=1)


def _changed(word: str, change: Callable[[str], str]) -> str:
    return word if word.startswith(NOCASE_BEGIN) else change(word)


def _capitalized(word: str) -> str:
    """Its first letter as a capital, if the word is in lower case: *iPhone* stays."""
    letter = _LETTER.search(word)
    if letter is None or not word.islower():
        return word
    at = letter.start()
    return word[:at] + word[at].upper() + word[at + 1 :]


def _title(text: str) -> str:
    shouted = text.isupper()
    words = list(_WORD.finditer(text))
    last = words[-1].start() if words else 0
    after_stop = True

    def change(match: re.Match[str]) -> str:
        nonlocal after_stop
        word, begins = match[0], after_stop
        after_stop = word.endswith((":", ".", "?", "!"))
        if word.startswith(NOCASE_BEGIN):
            return word
        lower = word.lower() if shouted else word
        if lower.lower() in STOP_WORDS and not begins and match.start() != last:
            return lower.lower()
        return _capitalized(lower)

    return _WORD.sub(change, text)

"""CSL's ``text-case`` on marked strings (CSL 1.0.2, "Text-case").

Where the specification and its test suite differ, the suite is followed, as the other processors
do: a word with a capital of its own keeps it (*UK*, *iPad*), and ``sentence`` lowers the capitals
of the words after the first. In English only: elsewhere titles have capitals in names (*la Loire*,
*das Haus*), which the specification keeps.
"""

from __future__ import annotations

from collections.abc import Callable

from citekit.csl.marks import (
    ANY,
    BEGIN,
    BEGINS,
    DATA_BEGIN,
    END,
    NOCASE_BEGIN,
    NODECOR_BEGIN,
    end_of,
)
from citekit.text.patterns import pattern

STOP_WORDS = frozenset(
    (
        "a about above across afore after against al along alongside amid amidst among amongst an "
        "and anenst apropos apud around as aside astride at athwart atop barring before behind "
        "below beneath beside besides between beyond but by c ca circa d' d’ de despite down "
        "during et except for forenenst from given in inside into lest like modulo near next nor "
        "notwithstanding of off on onto or out over per plus pro qua sans since so than the "
        "through throughout thru thruout till to toward towards under underneath until unto up "
        "upon v v. van versus via vis-à-vis von vs vs. with within without yet"
    ).split()
)
"""Words that title case leaves in lower case: the specification's, and particles of names."""

_SEPARATORS = r"\s\-‐‑–—―/()\[\]{}“”„«»‘‚\"…,;:!?¿¡" + ANY
_KEEPS = (
    NOCASE_BEGIN
    + NODECOR_BEGIN
    + "".join(BEGIN[form] + DATA_BEGIN[form] for form in ("sup", "sub", "small-caps"))
)
"""What begins a stretch whose case stays: a formula's index and small capitals are such."""
_KEPT = pattern(f"[{_KEEPS}]")
_WORD = pattern(f"[^{_SEPARATORS}]+")
_FIRST_WORD = pattern(f"(?P<kept>[{_KEEPS}])|[^.{_SEPARATORS}]+")
_BREAK = pattern("[:?!]")
_GAP = pattern(f"([{_SEPARATORS}]+)")
_MARK = pattern(f"[{BEGINS}{END}]")
_MARKS = pattern(f"[{ANY}]+")
_HYPHENS = ("-", "\u2010", "\u2011")
_GREEK_LETTER = pattern("[\u0370-\u03ff]")
_APOSTROPHES = "'\u2019"
_TURKIC = frozenset({"tr", "az"})


def apply(text_case: str, text: str, language: str | None) -> str:
    """*text*, a marked string, in the case *text_case*, one of CSL's six.

    *language* is the item's, else the style's: ``title`` is for English alone (None is English),
    ``sentence`` takes capitals away in English alone, unless all letters are, and Turkish has a
    dotted and a dotless *i*.
    """
    return _CASES[text_case](text, (language or "en")[:3].lower().rstrip("-_"))


def apply_to_term(text_case: str, text: str, language: str) -> str:
    """*text*, words of a locale or a style in *language*, in the case *text_case*.

    ``title`` is done in any language: the style knows its own words.
    """
    return apply(text_case, text, "en" if text_case == "title" else language)


def _lowercase(text: str, language: str) -> str:
    return _outside_kept(text, _lower, language)


def _uppercase(text: str, language: str) -> str:
    return _outside_kept(text, _upper, language)


def _capitalize_all(text: str, language: str) -> str:
    return _outside_kept(text, _capitalize_words, language)


def _capitalize_words(text: str, language: str) -> str:
    return _WORD.sub(lambda match: _capitalized(match[0], language), text)


def _capitalize_first(text: str, language: str) -> str:
    match = _FIRST_WORD.search(text)
    if match is None or match["kept"]:
        return text
    return text[: match.start()] + _capitalized(match[0], language) + text[match.end() :]


def _sentence(text: str, language: str) -> str:
    match = _FIRST_WORD.search(text)
    if match is None or match["kept"] or text.isupper():
        return _capitalize_first(_lowercase(text, language), language)
    if language != "en":
        return _capitalize_first(text, language)
    first, rest = _capitalized(match[0], language), _lowercase(text[match.end() :], language)
    return text[: match.start()] + first + rest


def _title(text: str, language: str) -> str:
    if language != "en":
        return text
    parts = _GAP.split(text)  # words at even places, what stands between them at odd ones
    first = 0 if parts[0] else 2
    last = len(parts) - (1 if parts[-1] else 3)
    parts.append("")
    depth = 0  # inside a stretch that keeps its case
    for at in range(first, last + 1, 2):
        word, gap = parts[at], parts[at - 1]
        if gap != " ":
            depth = _kept_depth(gap, depth)
        if depth or not word.islower():
            continue
        if at == first or _takes_capital(word, gap, parts[at + 1][:1], is_last=at == last):
            parts[at] = _capitalized(word, language)
    return "".join(parts)


_CASES: dict[str, Callable[[str, str], str]] = {
    "lowercase": _lowercase,
    "uppercase": _uppercase,
    "capitalize-first": _capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "title": _title,
}


def _outside_kept(text: str, change: Callable[[str, str], str], language: str) -> str:
    """*text* changed except where it keeps its case."""
    if not _KEPT.search(text):
        return change(text, language)
    pieces: list[str] = []
    position = 0
    while match := _KEPT.search(text, position):
        end = end_of(text, match.start())
        pieces += (change(text[position : match.start()], language), text[match.start() : end])
        position = end
    pieces.append(change(text[position:], language))
    return "".join(pieces)


def _kept_depth(gap: str, depth: int) -> int:
    """How deep in a stretch that keeps its case the text after *gap* is, from *depth* before."""
    for mark in _MARK.findall(gap):
        if mark == END:
            depth -= depth > 0
        elif depth or mark in _KEEPS:
            depth += 1
    return depth


def _takes_capital(word: str, gap: str, follows: str, *, is_last: bool) -> bool:
    """Whether *word*, between *gap* and the character that *follows*, is more than a stop word.

    A stop word has a capital after a colon, at the end, and first of several with hyphens:
    *pro-environmental*. A form that begins inside a word begins none.
    """
    if gap != " ":
        if _MARKS.fullmatch(gap):
            return False
        if _BREAK.search(gap):
            return True
    if word[1:2] in _APOSTROPHES and len(word) > 1:
        return False  # d'une, l'été
    if len(word) > 1 and word not in STOP_WORDS and word.rstrip(".") not in STOP_WORDS:
        return True
    if follows in _HYPHENS:
        return not gap.endswith(_HYPHENS)
    return is_last and len(word) > 1


def _capitalized(word: str, language: str) -> str:
    """A word in lower case with a capital; *iPhone*, and the *β* of *β-carotine*, stay."""
    if not word.islower() or _GREEK_LETTER.fullmatch(word):
        return word
    if language in _TURKIC and word[0] == "i":
        return "\u0130" + word[1:]
    return word[0].title() + word[1:]


def _lower(text: str, language: str) -> str:
    if language in _TURKIC:
        text = text.replace("I", "\u0131").replace("\u0130", "i")
    return text.lower()


def _upper(text: str, language: str) -> str:
    if language in _TURKIC:
        text = text.replace("i", "\u0130")
    return text.upper()

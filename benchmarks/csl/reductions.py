"""What is left out of a text that was seen (``reading.seen``), for each kind of ``kinds.py``.

A reduction that makes two texts equal says what they differ in. Names, years and titles in the
patterns are those of ``references.json``.
"""

from __future__ import annotations

import json
import re
from functools import cache

from facts import Facts
from oracle import HERE
from reading import NO_FORM

_MARKUP = re.compile("⟨[^⟩]*⟩|⟦[^⟧]*⟧")
_DISPLAY = re.compile(r"\s*⟦[^⟧]*⟧\s*")
_MARKS = re.compile(r"\s*([.,;:?!])[\s.,;:?!]*")
_BLANKS = re.compile(r"\s+")
_COMMA_BEFORE_AND = re.compile(r",(?=(?:⟨[^⟩]*⟩)* (?:⟨[^⟩]*⟩)*(?:[^\W\d]{1,3}|&) )")
_INSTITUTIONS = re.compile(r"(?<=works)[^\w⟨]*(?:[^\W\d]{1,5}\s)?(?=bureau)", re.IGNORECASE)
_PREFIX_THEN_MARK = re.compile(r"(?<=esp\. )\s*(?:[\])]*[,;][\s\[(]*)+")
_ERA = re.compile(r"(?<=44)\s(?=[^\W\d_]{1,4}\b)")
_ERA_OUTSIDE = re.compile(r"(?<=44)([)\]]*)(\s*[^\W\d_]{2}\b)([)\]]*)")
_AFTER_BRACKET = re.compile(r"(?<=[(\[])\s+")
_ANY_QUOTE = re.compile("\\s?[“”‘’«»„‚‹›\"']\\s?")
_QUOTE_THEN_MARK = re.compile("([.,]*)([”’»“])([.,]*)")
_NOTE_LABEL = re.compile(r"(?<=27 )\w+")
_ERROR = re.compile(rf"(?:\s*[;,]\s)?{re.escape(NO_FORM)}(?:\s*[;,]\s)?")
_BRACKET = re.compile(r"[()\[\]]")
_HYPHENATED = re.compile(r"(?<=P\.)[ -]?(?=Y\.)|(?<=P)[ -]?(?=Y)")
_YEAR_LETTER = re.compile(r"(?<=\d\d\d\d)[a-z]\b|(?<=[.\])])[-–]?[a-z]\b|(?<=-)[a-z]\b")
_BEFORE_LETTER = re.compile(r"(?<=\d\d\d\d)\W+(?=[a-z]\b)|(?<=\d\d\d\d[a-z])[)\]]+")
_IN_RANGE = re.compile(r"(?<=\d\d\d\d)\W*[–-][^\d]*(?=\d\d\d\d\b)")
_AFTER_RANGE = re.compile(r"(?<=\d\d\d\d–\d\d\d\d)[\s)\],.;:]+")
_BEFORE_PLUS = re.compile(r"(?<=12)[-–]\s?(?=13\+)")
_PATH = re.compile(r"(?<=://example\.org)[^\s⟨⟦]*?(?=[.,;:)\]>]*(?:[\s⟨⟦]|$))")
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W_]+")


def blanks(text: str, _: Facts) -> str:
    """One blank for several."""
    return _BLANKS.sub(" ", text).strip()


def forms(text: str, _: Facts) -> str:
    """No forms."""
    return _BLANKS.sub(" ", _MARKUP.sub("", text)).strip()


def display(text: str, _: Facts) -> str:
    """One line."""
    return _BLANKS.sub(" ", _DISPLAY.sub(" ", text)).strip()


def layout_suffix(text: str, _: Facts) -> str:
    """No mark at the end of an entry in parts."""
    return text.rstrip(" .,;⟦⟧") if "⟦" in text else text


def marks(text: str, _: Facts | None = None) -> str:
    """One mark for several, and no blanks around it."""
    return _MARKS.sub(r"\1", _MARKUP.sub("", text)).strip()


def after_bracket(text: str, _: Facts) -> str:
    """No blank after an opening bracket."""
    return _AFTER_BRACKET.sub("", marks(text))


def comma_before_and(text: str, _: Facts) -> str:
    """No comma before *and*."""
    return _COMMA_BEFORE_AND.sub("", text)


def institutions(text: str, _: Facts) -> str:
    """One delimiter between two bodies."""
    return _INSTITUTIONS.sub(", ", _MARKUP.sub("", text))


def after_prefix(text: str, _: Facts) -> str:
    """No delimiter after *see esp.*"""
    return _PREFIX_THEN_MARK.sub("", text)


def original_title(text: str, _: Facts) -> str:
    """The Czech title as it is."""
    return text.replace("Zahrada v Zimě", "Zahrada v zimě")


def era(text: str, _: Facts) -> str:
    """No space before the era."""
    return _ERA.sub("", text)


def era_inside(text: str, _: Facts) -> str:
    """The era before the brackets that close."""
    return _ERA_OUTSIDE.sub(r"\2\1\3", _MARKUP.sub("", text))


def quotes(text: str, _: Facts) -> str:
    """One quotation mark for all, and no blanks around it."""
    return _ANY_QUOTE.sub('"', text)


def after_quotation(text: str, _: Facts) -> str:
    """Stops and commas after the quotation."""
    return _QUOTE_THEN_MARK.sub(r"\2\1\3", marks(text))


def all_marks(text: str, _: Facts) -> str:
    """One mark for each."""
    return _MARKS.sub(";", _MARKUP.sub("", text))


def labels(text: str, facts: Facts) -> str:
    """No labels, and no marks, which may stand beside them."""
    return _BLANKS.sub("", _MARKS.sub("", facts.labels.sub("", _MARKUP.sub("", text))))


def note_label(text: str, _: Facts) -> str:
    """No *n.* in *27 n. 4*."""
    return _NOTE_LABEL.sub("", text)


def brackets(text: str, _: Facts) -> str:
    """One bracket for all."""
    return _BRACKET.sub("|", _MARKUP.sub("", text))


def hyphen_between_initials(text: str, _: Facts) -> str:
    """*P.Y.* for *P.-Y.* and *P. Y.*"""
    return _HYPHENATED.sub("", text)


def letters_last(text: str, _: Facts) -> str:
    """The letters of years after all else."""
    return _YEAR_LETTER.sub("*", text) + "".join(sorted(_YEAR_LETTER.findall(text)))


def no_letters(text: str, facts: Facts) -> str:
    """No letters, in a style that tells cites apart before it comes to them."""
    return _YEAR_LETTER.sub("", text) if facts.spares_letters else text


def letter_beside_year(text: str, _: Facts) -> str:
    """The letter beside its year."""
    return _BEFORE_LETTER.sub("", _MARKUP.sub("", text))


def no_error(text: str, _: Facts) -> str:
    """Without citeproc-js's error."""
    return _ERROR.sub("", text)


def dotless(text: str, _: Facts) -> str:
    """*I* for *İ*."""
    return text.replace("İ", "I")


def first_letter(text: str, _: Facts) -> str:
    """The first letter small."""
    shown = _MARKUP.sub("", text)
    match = _FIRST_LETTER.search(shown)
    return (
        shown
        if match is None
        else shown[: match.start()] + shown[match.start() :].replace(match[0], match[0].lower(), 1)
    )


def years(text: str, _: Facts) -> str:
    """Nothing but a dash in a range of years."""
    return _AFTER_RANGE.sub("", _IN_RANGE.sub("–", _MARKUP.sub("", text)))


def plus(text: str, _: Facts) -> str:
    """No blank in *12-13+*."""
    return _BEFORE_PLUS.sub("-", text)


def hosts(text: str, facts: Facts) -> str:
    """The host of a URL, where a style shortens URLs."""
    return _PATH.sub("", _MARKUP.sub("", text)) if facts.shortens_urls else text


def stand_ins(text: str, facts: Facts) -> str:
    """No words in the place of names, nor marks, which may stand beside them."""
    return _BLANKS.sub("", _MARKS.sub("", facts.stand_ins.sub("", _MARKUP.sub("", text)))).lower()


def cites_in_order(text: str, facts: Facts) -> str:
    """The words in order, years without their letters, where cites are grouped."""
    if not facts.groups:
        return text
    shown = _MARKUP.sub("", text)
    words = _WORD.findall(_YEAR_LETTER.sub("", shown))
    return " ".join(sorted(words) + sorted(_YEAR_LETTER.findall(shown)))


def given_names(text: str, _: Facts) -> str:
    """No given names, in full or as initials, beside family names."""
    return _given().sub("", _MARKUP.sub("", text))


@cache
def _given() -> re.Pattern[str]:
    """A given name before its family name, or after it and a comma."""
    people: set[tuple[str, str]] = set()
    for reference in json.loads((HERE / "references.json").read_text("utf-8")):
        for value in reference.values():
            for name in value if isinstance(value, list) else ():
                if isinstance(name, dict) and name.get("given") and name.get("family"):
                    people.add((name["given"], name["family"]))
    patterns = []
    for given, family in sorted(people):
        initials = r"[\s-]*".join(
            rf"{re.escape(part[0])}\.?" for part in re.split(r"\W+", given) if part
        )
        spelled = rf"(?:{re.escape(given)}|{initials})"
        patterns += [
            rf"\b{spelled}\s*(?={re.escape(family)}\b)",
            rf"(?<=\b{re.escape(family)}),?\s{spelled}(?!\w)",
        ]
    return re.compile("|".join(patterns), re.IGNORECASE)

"""The language of a text, and where a text changes language; by words, endings and letters."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from citekit.text.characters import fold

MAX_SAMPLE = 4000
MAX_PARTED = 200_000
MIN_TELLING = 200

_FILE = Path(__file__).parent / "words_language.txt"
_WORD = re.compile(r"[^\W\d_]{1,40}(?:-[^\W\d_]{1,40})*['’]?")
_FRENCH_SPACING = re.compile(r"\w[ \u00a0\u202f][:;?!»](?:\s|$)|«\s")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")

_ENDINGS: dict[str, dict[str, float]] = {
    "fr": {
        "tion ment tions ments xion sion xions sions": 0.25,
        "ance ence ances ences": 0.2,
        "eur eurs euse eux iste istes isme ismes ite ites": 0.45,
        "ique iques aire aires oire elle elles ette eau eaux age ages aux ee ees": 0.45,
        "ie ies ons euil ueil ouille": 0.35,
        "ienne iennes aise aises ais oise ois ant ants ante antes": 0.35,
    },
    "en": {
        "tion ment tions ments xion sion xions sions": 0.2,
        "ance ence ances ences": 0.15,
        "ing ings ness ship ships hood ful less ity ities ism isms ical ology ries ries": 0.5,
        "ly ed ary ory ics ist ists ian ians ous ive al als ized ised izing ising ers": 0.35,
    },
    "es": {"cion ciones dad dades ismo mente idad ario arios ica icas ico icos aje ador": 0.45},
    "it": {"zione zioni ezza ismo mente ario ica ico iche aggio zza eria": 0.45},
    "pt": {"cao coes dade dades ismo mente agem ario ica ico eiro eira": 0.45},
    "de": {
        "ung ungen keit heit lich liche lichen schaft ischen ische ischer tum": 0.6,
        "ie ien": 0.15,
    },
    "nl": {"heid ing ingen lijk lijke schap isch ische": 0.4},
    "la": {"orum arum ibus onis tatis ium": 0.6},
}
_LETTERS: dict[str, str] = {
    "fr": "éèêçàùûîâôœïë",
    "es": "ñ¿¡áíóúé",
    "pt": "ãõçáâêíóúàé",
    "it": "àèìòùé",
    "de": "äöüß",
}
_LETTER_WEIGHT = 0.35


@cache
def _words() -> dict[str, dict[str, float]]:
    """Folded word → language → weight."""
    languages: dict[str, list[str]] = {}
    for block in _FILE.read_text(encoding="utf-8").split("\n[")[1:]:
        code, _, words = block.partition("]\n")
        for word in set(fold(words).split()):
            languages.setdefault(word, []).append(code)
    return {word: dict.fromkeys(codes, 1 / len(codes) ** 1.5) for word, codes in languages.items()}


@cache
def _own_words() -> dict[str, str]:
    """Folded word → the only language that has it."""
    return {word: next(iter(codes)) for word, codes in _words().items() if len(codes) == 1}


@cache
def _endings() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for code, rows in _ENDINGS.items():
        for endings, weight in rows.items():
            for ending in endings.split():
                table.setdefault(ending, {})[code] = weight
    return table


@cache
def _letters() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for code, letters in _LETTERS.items():
        for letter in letters:
            table.setdefault(letter, {})[code] = 0.0
    for codes in table.values():
        for code in codes:
            codes[code] = _LETTER_WEIGHT / len(codes) ** 0.5
    return table


def language_of(text: str, default: str | None = None) -> str | None:
    """The language code of *text* (fr, en, es, de, it, pt, nl, la), or *default* where unsure.

    Works on titles of a few words as well as on abstracts: *Avant-propos* → fr, *Summaries* → en,
    *Introduction* → *default*.
    """
    ranked = sorted(_scores(text, 0, min(len(text), MAX_SAMPLE)).items(), key=lambda item: -item[1])
    best, score = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    if score < 0.3 or score - second < max(0.12, 0.08 * score):
        return default
    return best


def language_parts(text: str) -> list[tuple[str, int, int]]:
    """The stretches of *text* in one language each, as (code, start, end), in order.

    A text of one language is one stretch; an abstract printed in several, glued or not, is cut at
    the sentence where the language changes. Quoted foreign words and sentences are no change.
    Empty where no language is sure.
    """
    sample = text[:MAX_PARTED]
    only = _only_language(sample)
    if only and len(sample) > MIN_TELLING:
        return [(only, 0, len(text))]
    found = _change_points(sample)
    if len(found) < 2:
        language = found[0][0] if found else language_of(text)
        return [(language, 0, len(text))] if language else []
    return [*found[:-1], (found[-1][0], found[-1][1], len(text))]


def language_boundary(text: str) -> int | None:
    """Where the second language of *text* starts; None for a text in one language."""
    parts = language_parts(text)
    return parts[1][1] if len(parts) > 1 else None


def _only_language(text: str) -> str | None:
    """The one language of which *text* has words that no other has; None where two have.

    Words with accents are left out: there are enough without, and folding takes time.
    """
    own = _own_words()
    counts: dict[str, int] = {}
    for word in set(_APART.sub(" ", text.casefold()).split()):
        code = own.get(word)
        if code is not None:
            counts[code] = counts.get(code, 0) + 1
    told = [code for code, count in counts.items() if count >= _STRAY_WORDS]
    return told[0] if len(told) == 1 and counts[told[0]] >= _TELLING_WORDS else None


_APART = re.compile(r"[^\w\s]")
_TELLING_WORDS = 4
_STRAY_WORDS = 3  # fewer are quoted, or a word that another language has by chance

_SENTENCE = re.compile(
    r"(?<=[.?!…»”)\]\"’:])(?<!\b\w\.)\s*(?=[^\W\d_a-zß-öø-ÿ]|[¿¡«“\"(\[])|(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|\n+"
)
_SWITCH = 3.0
_MIN_PART = 4.0
_MIN_LENGTH = 25


def _change_points(text: str) -> list[tuple[str, int, int]]:
    breaks = [m for m in _SENTENCE.finditer(text) if 0 < m.end() < len(text)]
    starts = [0, *(match.end() for match in breaks)]
    ends = [*starts[1:], len(text)]
    scores = [_scores(text, start, end) for start, end in zip(starts, ends, strict=True)]
    languages = _present(scores)
    if len(languages) < 2:
        return []
    # Sentences without a space between them were fields of their own once.
    costs = [_SWITCH, *(_SWITCH if match[0] else _SWITCH / 2 for match in breaks)]
    path = _best_path(scores, costs, languages)
    runs: list[list[int]] = []  # language, first and last sentence
    for number, language in enumerate(path):
        if runs and runs[-1][0] == language:
            runs[-1][2] = number
        else:
            runs.append([language, number, number])
    spans = [(languages[lang], starts[first], ends[last]) for lang, first, last in runs]
    return _without_quotations(spans)


def _present(scores: list[dict[str, float]]) -> list[str]:
    """The languages in which some sentence is best read."""
    totals: dict[str, float] = {}
    for sentence in scores:
        best = max(sentence, key=sentence.__getitem__)
        totals[best] = totals.get(best, 0.0) + sentence[best]
    ranked = sorted(totals, key=lambda code: -totals[code])
    return [code for code in ranked[:5] if totals[code] >= _MIN_PART]


def _best_path(
    scores: list[dict[str, float]], costs: list[float], languages: list[str]
) -> list[int]:
    """The language of each sentence so that evidence, less the costs of change, is highest."""
    width = range(len(languages))
    totals = [0.0] * len(languages)
    back: list[list[int]] = []
    for sentence, cost in zip(scores, costs, strict=True):
        leader = max(width, key=totals.__getitem__)
        changed = totals[leader] - cost
        came, grown = [], []
        for state in width:
            stay = totals[state] >= changed
            came.append(state if stay else leader)
            before = totals[state] if stay else changed
            grown.append(before + sentence.get(languages[state], 0.0))
        back.append(came)
        totals = grown
    state = max(width, key=totals.__getitem__)
    path = []
    for came in reversed(back):
        path.append(state)
        state = came[state]
    return path[::-1]


def _without_quotations(parts: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """A stretch between two of one same language is a quotation; a very short one no stretch."""
    merged: list[tuple[str, int, int]] = []
    for part in parts:
        if merged and (part[0] == merged[-1][0] or part[2] - part[1] < _MIN_LENGTH):
            merged[-1] = (merged[-1][0], merged[-1][1], part[2])
        elif len(merged) > 1 and part[0] == merged[-2][0]:
            merged.pop()
            merged[-1] = (merged[-1][0], merged[-1][1], part[2])
        else:
            merged.append(part)
    return merged


def _scores(text: str, start: int, end: int) -> dict[str, float]:
    """Language → evidence in ``text[start:end]``."""
    scores = {_USUAL: 0.05}
    for match in _WORD.finditer(text, start, end):
        for code, value in _evidence(match[0]):
            scores[code] = scores.get(code, 0.0) + value
    if _FRENCH_SPACING.search(text, start, end):
        scores["fr"] += 0.4
    if _POSSESSIVE.search(text, start, end):
        scores["en"] = scores.get("en", 0.0) + 0.8
    return scores


@lru_cache(maxsize=16384)
def _evidence(printed: str) -> tuple[tuple[str, float], ...]:
    """What one word as printed says about the language."""
    scores: dict[str, float] = {}

    def add(evidence: dict[str, float], weight: float = 1.0) -> None:
        for code, value in evidence.items():
            scores[code] = scores.get(code, 0.0) + weight * value

    word = fold(printed).rstrip("'")
    lower = printed[0].islower()
    weight = 1.0 if lower else 0.6
    if printed[-1] in "'’" and word in _ELIDED:
        add(_ELIDED[word])
    elif printed.casefold() in _ACCENTED:
        add(_ACCENTED[printed.casefold()])
    elif word in _words():
        add(_words()[word], 1.0 if lower or len(word) > 1 else 0.3)
    else:
        add(_ending(word), weight)
    if not printed.isascii():
        for letter in set(printed.lower()) & _letters().keys():
            add(_letters()[letter], weight)
            add(_NOT_ENGLISH, weight)
        if printed.endswith(_FRENCH_ENDINGS):
            add({"fr": 0.35}, weight)
    return tuple(scores.items())


_USUAL = "fr"
"""The usual language of what citekit reads: a faint lead where nothing else decides."""
_NOT_ENGLISH = {"en": -0.3}
_FRENCH_ENDINGS = ("é", "és", "ée", "ées", "ème", "èmes", "ère", "ères")
_ACCENTED: dict[str, dict[str, float]] = {
    "à": {"fr": 0.8, "it": 0.1, "pt": 0.2},
    "où": {"fr": 1.0},
    "été": {"fr": 1.0},
    "là": {"fr": 0.6, "it": 0.2},
    "é": {"pt": 0.8},
    "è": {"it": 0.8},
}
_ELIDED: dict[str, dict[str, float]] = {
    **{word: {"fr": 1.0} for word in "qu n s j c m t jusqu lorsqu puisqu quelqu aujourd".split()},
    "l": {"fr": 0.8, "it": 0.3},
    "d": {"fr": 0.8, "it": 0.2},
    **{word: {"it": 1.0} for word in "dell nell all dall sull quell un".split()},
}


def _ending(word: str) -> dict[str, float]:
    table = _endings()
    for length in (5, 4, 3, 2):
        if len(word) > length + 1 and word[-length:] in table:
            return table[word[-length:]]
    return {}


# Read with the module, so that the first text takes no longer than the next.
_own_words()
_endings()
_letters()

"""``cs:number``: a number variable as digits, ordinals, words or roman numerals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from citekit.csl import textcase
from citekit.csl.locators import ABBREVIATIONS
from citekit.csl.marks import END, NUMBER_BEGIN
from citekit.csl.numerals import is_numeric, is_plural, roman
from citekit.csl.pages import page_range, ranges
from citekit.csl.rendering.plan import MISSING, Part, dressed, value
from citekit.csl.rendering.values import text_getter
from citekit.text.characters import EN_DASH
from citekit.text.patterns import pattern

if TYPE_CHECKING:
    from citekit.csl.locales import Locale
    from citekit.csl.nodes import Number
    from citekit.csl.rendering.context import Context, Scope

_TAGS = {"citation-number": NUMBER_BEGIN}
_PAGES = frozenset({"page", "locator"})


def compile_number(node: Number, scope: Scope) -> Part:
    """The part of a ``cs:number``. What is not numeric is printed as it is."""
    variable = node.variable
    if not scope.has(variable):
        return MISSING
    get = text_getter(variable)
    if scope.sorting:
        return value(lambda context: sortable(get(context)))
    texts = _Texts(node, scope)
    begin = _TAGS.get(variable)
    if begin is None:
        return dressed(value(lambda context: texts[get(context)]), node)

    def tagged(context: Context) -> str:
        return f"{begin}{texts[get(context)]}{END}"

    return dressed(value(tagged), node)


def number_text(text: str, delimiter: str = EN_DASH, ampersand: str = "&") -> str:
    """A number variable as ``cs:text`` prints it: ``2 - 4`` → ``2–4``, ``2&3`` → ``2 & 3``.

    *delimiter* stands in ranges of numbers, *ampersand* is the locale's; words stay as they are.
    """
    return text if text.isalnum() else ranges(text, None, delimiter, ampersand)


def between_numbers(locale: Locale) -> tuple[str, str]:
    """What the locale puts in a range of numbers, and its ampersand."""
    return locale.term("page-range-delimiter") or EN_DASH, locale.term("and", "symbol") or "&"


_DIGITS = pattern(r"\d+")


def sortable(text: str) -> str:
    """*text* with its numbers of one width: ``9`` before ``10``."""
    return _DIGITS.sub(lambda match: match[0].zfill(10), text)


class _Texts(dict[str, str]):
    """Value → what a ``cs:number`` prints for it, worked out when first met."""

    def __init__(self, node: Number, scope: Scope) -> None:
        super().__init__()
        self._node = node
        self._locale = scope.locale
        self._single = _single(node, scope.locale)
        self._delimiter, self._ampersand = between_numbers(scope.locale)
        self._pages = scope.style.options.get("page-range-format")
        self._is_page = node.variable == "page" or (
            node.variable == "locator" and scope.shape.label == "page"
        )

    def __missing__(self, value: str) -> str:
        found = self[value] = self._text(value.strip())
        return found

    def _text(self, text: str) -> str:
        segments = [self._segment(segment) for segment in text.split(", ")]
        if self._is_page:
            text = page_range(text, self._pages, self._delimiter, self._ampersand)
        elif is_numeric(text):
            text = _COMMA.sub(", ", self._numbers(text))
        elif all(segment is not None for segment in segments):
            text = ", ".join(segment for segment in segments if segment is not None)
        else:
            text = number_text(text, self._delimiter, self._ampersand)
        case = self._node.text_case
        return textcase.apply_to_term(case, text, self._locale.language) if case else text

    def _numbers(self, text: str) -> str:
        text = ranges(text, None, self._delimiter, self._ampersand)
        return _ALONE.sub(lambda match: self._single(int(match[0])), text)

    def _segment(self, text: str) -> str | None:
        """Numbers with or without a label before (``p. 3-8``); None for anything else."""
        if is_numeric(text):
            return self._numbers(text)
        label = _LABELLED.fullmatch(text)
        if label is None or label["word"] not in _LABELS or not is_numeric(label["value"]):
            return None
        term = self._locale.term(
            _LABELS[label["word"]], "short", is_plural(label["value"], "locator")
        )
        return f"{term or label['word'] + '.'} " + number_text(label["value"], self._delimiter)


_ALONE = pattern(r"(?<![\w/])\d+(?![\w/])")
"""A number without prefix or suffix: only these become ordinals or roman numerals."""
_COMMA = pattern(r"\s*,\s*")
_LABELS = {word: label for label, words in ABBREVIATIONS.items() for word in words}
_LABELLED = pattern(r"(?P<word>[^\W\d_]+)\.?\s+(?P<value>\S.*)")


def _single(node: Number, locale: Locale) -> Callable[[int], str]:
    """What makes of one number its form."""
    gender = locale.gender(node.variable)
    if node.form == "ordinal":
        return lambda number: f"{number}{locale.ordinal(number, gender)}"
    if node.form == "long-ordinal":
        return lambda number: (
            locale.long_ordinal(number, gender) or f"{number}{locale.ordinal(number, gender)}"
        )
    if node.form == "roman":
        return roman
    return str

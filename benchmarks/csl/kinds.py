"""What two renderings of the same citation or entry differ in.

A kind is the first of a list of reductions (see ``reductions.py``), smallest first, that makes the
two equal, or two of them together; else it is told by the words that differ. Some kinds are
*explained*: there citeproc-js does what the specification does not say, and the docstring of
``EXPLAINED`` says which and why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

import reductions as without
from facts import Facts
from reading import is_blank, plain, seen

Reduction = Callable[[str, Facts], str]

EXPLAINED: dict[str, Reduction] = {
    "blanks in a row": without.blanks,
    "forms of names, of ordinals, at edges": without.forms,
    "display": without.display,
    "suffix of a layout with displays": without.layout_suffix,
    "blank before a mark, marks in a row": without.marks,
    "blank after a bracket": without.after_bracket,
    "capital at the beginning": without.first_letter,
    "comma before the last of two institutions": without.comma_before_and,
    "delimiter of institutions": without.institutions,
    "delimiter after the prefix of a cite": without.after_prefix,
    "title case in another language": without.original_title,
    "no space before the era": without.era,
    "era outside its brackets": without.era_inside,
    "affixes in a range of years": without.years,
    "affixes between year and letter": without.letter_beside_year,
    "blank in a range": without.plus,
    "quotation in a quotation": without.quotes,
    "mark after a quotation": without.after_quotation,
    "delimiter before a cite without names": without.all_marks,
    "label without its variable": without.labels,
    "label inside a locator": without.note_label,
    "brackets in brackets": without.brackets,
    "hyphen between initials": without.hyphen_between_initials,
    "host of a URL": without.hosts,
    "words in the place of names": without.stand_ins,
    "given name that tells nothing apart": without.given_names,
    "letters of a year in order": without.letters_last,
    "letter that tells nothing apart": without.no_letters,
    "order of grouped cites": without.cites_in_order,
    "error in the place of a cite": without.no_error,
    "dotted capital of Turkish": without.dotless,
}
"""Kinds in which citekit does what the specification says, or what no style can have meant.

- *blank before a mark, marks in a row*, *blanks in a row*, *blank after a bracket*: an affix that
  begins with a mark or a blank follows one that ends with another (``suffix=". "``,
  ``prefix=", "``), and what was to stand between is missing. citeproc-js prints ``1976. , 2`` and
  ``( n.d.)``; citekit leaves one mark, one blank.
- *forms of names, of ordinals, at edges*: ``font-variant="normal"`` on ``cs:name`` undoes the form
  of ``cs:names`` around it (CSL, Formatting), a delimiter between names has no form of theirs, a
  style's own ordinals replace those of the locale (CSL, Ordinals); citeproc-js prints small
  capitals, forms the delimiter, raises the *e*.
- *brackets in brackets*: citeproc-js turns ``(… (…))`` into ``(… […])`` in some places, and
  ``(…)`` into ``(…]`` in others; no rule of the specification does.
- *comma before the last of two institutions*: ``delimiter-precedes-last="always"`` means always
  (CSL, Name); citeproc-js joins literal names by a rule of its own.
- *delimiter after the prefix of a cite*: ``[see esp. ,14,23]``, where cites are collapsed.
- *title case in another language*: CSL, Text-case: title case is for English items; citeproc-js
  looks at the language for some variables only.
- *no space before the era*: the locale's term is *av. J.-C.* after a no-break space; citeproc-js
  trims it and prints ``44av. J.-C.``
- *hyphen between initials*: with ``initialize="false"`` the given name *P.-Y.* is printed as it
  is; citeproc-js takes its hyphen away.
- *quotation in a quotation*: inside the style's own quotation marks those of the data are the inner
  ones, guillemets too (CSL, Locale: quotes are flipped).
- *delimiter before a cite without names*: what has no names is in no cite group (CSL, Cite
  Grouping), so that the layout's delimiter stands before it; and ``after-collapse-delimiter``
  stands after a range of numbers.
- *label without its variable*: ``cs:label`` is rendered only where its variable is (CSL, Label);
  citeproc-js prints *p.* for a work without pages.
- *label inside a locator*: *27 n. 4* is printed as it is; citeproc-js makes *Anm. 4* of it in
  German.
- *letters of a year in order*: cites that a sort leaves equal are ``2009a, 2009b``, not
  ``2009b, 2009a``.
- *error in the place of a cite*: where a cite prints nothing citeproc-js prints ``[CSL STYLE
  ERROR…]`` among the others; citekit leaves it out and says so in a diagnostic.
- *dotted capital of Turkish*: *içinde* is *İçinde* with a capital.
- *display*: an element has the ``display`` that the style gives it, wherever it stands (CSL,
  Display); citeproc-js leaves out that of elements inside others.
- *suffix of a layout with displays*: the affixes of ``cs:layout`` stand around the whole entry
  (CSL, Layout); citeproc-js loses the suffix where a part has a ``display``.
- *capital at the beginning*: where a term begins a note or an entry its first letter is a capital
  (CSL, Citation, to developers); citeproc-js counts a number, and what a group tried and did not
  print, as a beginning in some places.
- *delimiter of institutions*: the delimiter and the *and* of ``cs:name`` stand between all names;
  citeproc-js puts its own comma between literal ones.
- *era outside its brackets*: citeproc-js prints ``(44) BC`` for a year between brackets.
- *affixes in a range of years*: between the years of a range stands the range's delimiter (CSL,
  Date Ranges), and the affixes stand around both; citeproc-js prints ``1921–(1927)``, even
  ``1921–[accessed 1927]``.
- *affixes between year and letter*: the letter is appended to the year (CSL, Disambiguation);
  citeproc-js prints it as a date of its own, ``(2007)(a)``, ``2021 a``.
- *blank in a range*: *12-13+* is printed as it is; citeproc-js makes ``12- 13+`` of it.
- *mark after a quotation*: with ``punctuation-in-quote`` the comma goes inside wherever it comes
  from (CSL, Locale options); citeproc-js leaves it outside where it is a prefix.
- *host of a URL*: no short form of a URL is defined, so that the long one stands in (CSL, Text);
  citeproc-js prints the host alone.
- *words in the place of names*: *anon.* in a ``cs:substitute`` is printed (CSL, Names); citeproc-js
  prints nothing where it is a ``value`` or stands in a macro that calls no variable.
- *given name that tells nothing apart*: names are expanded where *rendered* names of cites are
  alike, and only as far as that tells cites apart (CSL, Disambiguation); citeproc-js counts people
  of the bibliography and of sort keys, too, and keeps names that were tried in vain.
- *letter that tells nothing apart*: letters come last (CSL, Disambiguation), after the
  ``disambiguate`` condition, and a note number tells cites apart; citeproc-js gives letters first.
- *order of grouped cites*: grouped cites keep the order of the sort, and the group stands where
  its first cite does (CSL, Cite Grouping); citeproc-js sorts by the names first, and takes cites
  without names for a group.

Two of these together are *two of these kinds*.
"""
_TWO = "two of these kinds"

_IN_CITATIONS = frozenset({"given name that tells nothing apart", "order of grouped cites"})
_LONGER = frozenset(
    {
        "label without its variable",
        "given name that tells nothing apart",
        "error in the place of a cite",
    }
)
"""Kinds in which citeproc-js prints more."""
_SHORTER = frozenset({"host of a URL", "words in the place of names"})
"""Kinds in which it prints less."""

_BLANKS = re.compile(r"\s+")
_SPACE = re.compile(r"\s+|[\u200b\u2060]")
_QUOTES = re.compile("[\"'“”‘’«»‹›„‚`]")
_NOT_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_YEAR_LETTER = re.compile(r"(?<=\d\d\d\d)[a-z]\b|(?<=[.\])])[-–]?[a-z]\b|(?<=-)[a-z]\b")

_EQUAL_BUT_FOR: dict[str, Callable[[str], str]] = {
    "markup": plain,
    "which space": lambda text: _BLANKS.sub(" ", plain(text)),
    "spaces": lambda text: _SPACE.sub("", plain(text)),
    "quotes": lambda text: _QUOTES.sub("", _SPACE.sub("", plain(text))),
    "punctuation": lambda text: _NOT_WORD.sub("", plain(text)),
    "case": lambda text: _NOT_WORD.sub("", plain(text)).casefold(),
    "year letter": lambda text: _NOT_WORD.sub("", _YEAR_LETTER.sub("", plain(text))).casefold(),
    "order": lambda text: " ".join(sorted(_WORD.findall(plain(text).casefold()))),
}
"""Kinds of differences, smallest first: what is left out until the two are equal."""


def is_explained(kind: str) -> bool:
    """Whether the reason for *kind* is known."""
    return kind in EXPLAINED or kind == _TWO


def _explained(here: str, there: str, place: str, facts: Facts) -> str:
    """The first kind of ``EXPLAINED``, or two, that make *here* and *there* equal; "" for none."""
    changing: list[Reduction] = []
    for kind in _that_may_be(here, there, place):
        reduced = EXPLAINED[kind]
        ours, theirs = reduced(here, facts), reduced(there, facts)
        if ours == theirs:
            return kind
        if (ours, theirs) != (here, there):
            changing.append(reduced)
    for first, second in permutations(changing, 2):
        if second(first(here, facts), facts) == second(first(there, facts), facts):
            return _TWO
    return ""


def _that_may_be(here: str, there: str, place: str) -> Iterator[str]:
    more = len(_NOT_WORD.sub("", there)) - len(_NOT_WORD.sub("", here))
    for kind in EXPLAINED:
        if kind in _IN_CITATIONS and place != "citation":
            continue
        if (kind in _LONGER and more <= 0) or (kind in _SHORTER and more >= 0):
            continue
        yield kind


def kind_of(ours: str, theirs: str, place: str, names: frozenset[str], facts: Facts) -> str:
    """What the two differ in: the first of the kinds above, or which words do."""
    if explained := _explained(seen(ours), seen(theirs), place, facts):
        return explained
    if is_blank(ours) or is_blank(theirs):
        return "nothing in citekit" if is_blank(ours) else "nothing in citeproc-js"
    for kind, reduced in _EQUAL_BUT_FOR.items():
        if reduced(ours) == reduced(theirs):
            return kind
    here = Counter(_WORD.findall(plain(ours).casefold()))
    there = Counter(_WORD.findall(plain(theirs).casefold()))
    more, fewer = here - there, there - here
    words = [*more, *fewer]
    if all(word in names for word in words):
        return "names"
    if all(_DIGITS.fullmatch(word) for word in words):
        return "numbers"
    if not more:
        return "words missing"
    return "words other" if fewer else "words more"


def names_in(references: list[dict[str, Any]]) -> frozenset[str]:
    """The words of all names, their initials, and those that stand between names."""
    found = set("et al and und y e & others autres a b c d e f".split())
    for reference in references:
        for value in reference.values():
            for name in value if isinstance(value, list) else ():
                for part in name.values() if isinstance(name, dict) else ():
                    words = [word.casefold() for word in _WORD.findall(str(part))]
                    found.update(words, (word[0] for word in words))
    return frozenset(found)

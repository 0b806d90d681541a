"""``cs:date``: single dates and ranges, in a layout that is fixed by the kind of the date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from citekit.csl import textcase
from citekit.csl.dates import DATE_LITERAL, ends_of, kind, normalized, numbers, sort_text, sortable
from citekit.csl.marks import END, JOINT, SUFFIX_BEGIN
from citekit.csl.rendering.date_part import GenderedDays, Texts, texts_of
from citekit.csl.rendering.plan import MISSING, Leaf, Part, dressed, value
from citekit.csl.rendering.values import reader
from citekit.csl.richtext import marked
from citekit.text.characters import EN_DASH

if TYPE_CHECKING:
    from citekit import model
    from citekit.csl.dates import End, Numbers
    from citekit.csl.locales import Locale
    from citekit.csl.nodes import Date, DatePart
    from citekit.csl.rendering.context import Context, Scope

__all__ = ["compile_date", "kind", "normalized", "sort_text"]

_RANKS = ("year", "month", "day")


class _Column(NamedTuple):
    """One part as it is printed: its place among the parts of a date, and a table of its texts."""

    rank: int
    texts: Texts
    part: DatePart
    prefix: str
    suffix: str


class _Year(NamedTuple):
    """Stands after a year where the letter of the year is to be printed."""


_SUFFIX = _Year()
_Piece = str | tuple[int | slice, Texts] | _Year
"""A constant, or a table and the place of its key among the numbers of the date, or a letter."""


def compile_date(node: Date, scope: Scope) -> Part:
    """The part of a ``cs:date``; missing where the date has none of the parts asked for."""
    found = scope.shape.dates.get(node.variable, "")
    if not found or not scope.has(node.variable):
        return MISSING
    parts, delimiter = _layout(node, scope.locale)
    read = reader(node.variable)
    if scope.sorting:
        asked = frozenset(_RANKS.index(part.name) for part in parts)
        return value(lambda context: _comparable(read(context.reference), asked))
    if found == DATE_LITERAL:
        year = next((part for part in parts if part.name == "year"), None)
        if year is None:
            return MISSING
        return dressed(_literal(node, year, scope), node)
    pieces = _pieces(parts, delimiter, found, node, scope)
    if not pieces:
        return MISSING
    items: list[str | Leaf] = []
    run: list[_Piece] = []
    pick = _picker(read, found)
    for piece in pieces:
        if isinstance(piece, _Year):
            items += [_leaf(run, pick), _letter]
            run = []
        else:
            run.append(piece)
    if all(isinstance(piece, str) for piece in run):
        items += [piece for piece in run if isinstance(piece, str)]
    else:
        items.append(_leaf(run, pick))
    return dressed(Part(tuple(items), calls=True, fills=True), node)


def _comparable(date: model.Date, asked: frozenset[int]) -> str:
    """A date in words comes after those in numbers, by its words."""
    return sortable(date, asked) or _words(date)


def _words(date: model.Date) -> str:
    return date.literal or date.raw or ""


def _letter(context: Context) -> str:
    return SUFFIX_BEGIN + context.year_suffix + END


def _literal(node: Date, year: DatePart, scope: Scope) -> Part:
    """A date in words stands where the year would."""
    read = reader(node.variable)
    case, language = node.text_case, scope.locale.language

    def leaf(context: Context) -> str:
        date = read(context.reference)
        text = marked(_words(date))
        return textcase.apply(case, text, language) if case else text

    part = value(leaf)
    if scope.year_suffix:
        scope.year_suffix = False
        part = part._replace(items=(*part.items, _letter))
    return part if node.form else dressed(part, year)


def _layout(node: Date, locale: Locale) -> tuple[list[DatePart], str]:
    """The parts to print, in order, and what stands between them."""
    if not node.form:
        return list(node.parts), node.delimiter
    localized = locale.dates.get(node.form)
    if localized is None:
        return list(node.parts), node.delimiter
    mine = {part.name: part for part in node.parts}
    wanted = node.date_parts.split("-")
    parts = [
        _overridden(part, mine.get(part.name)) for part in localized.parts if part.name in wanted
    ]
    return parts, localized.delimiter


def _overridden(part: DatePart, mine: DatePart | None) -> DatePart:
    """The locale's *part* with what the style's own says, affixes excepted."""
    if mine is None:
        return part
    changes: dict[str, object] = {
        name: given
        for name in ("form", "begin", "text_case", "strip_periods")
        if (given := getattr(mine, name))
    }
    if mine.range_delimiter != EN_DASH:
        changes["range_delimiter"] = mine.range_delimiter
    return msgspec.structs.replace(part, **changes)


def _pieces(
    parts: list[DatePart], delimiter: str, found: str, node: Date, scope: Scope
) -> list[_Piece]:
    """What is printed for a date of the kind *found*, ends of a range put together."""
    ends = ends_of(found)
    columns = _columns(parts, ends, node.text_case, scope)
    if not columns:
        return []
    line = _Line(delimiter)
    differing = [column for column in columns if _RANKS[column.rank][0] in found.partition(":")[2]]
    if len(ends) == 1 or not differing:
        line.add(columns, 0)
    else:
        largest = min(differing, key=lambda column: column.rank)
        inner = [at for at, column in enumerate(columns) if column.rank >= largest.rank]
        low, high = inner[0], inner[-1] + 1
        first = [column for column in columns[low:high] if _RANKS[column.rank] in ends[0].parts]
        if node.text_case == "capitalize-first":
            columns[low:high] = _columns(parts, ends, "", scope)[low:high]
        last = [column for column in columns[low:high] if _RANKS[column.rank] in ends[1].parts]
        line.add(columns[:low], 0)
        line.add_range(first, last, largest.part.range_delimiter)
        line.add(columns[high:], 0)
    return line.finished(scope)


def _columns(
    parts: list[DatePart], ends: tuple[End, ...], case: str, scope: Scope
) -> list[_Column]:
    """The parts that an end of the date has, in their order; *case* is that of the whole date."""
    columns: list[_Column] = []
    is_season = any(end.is_season for end in ends)
    for part in parts:
        if not any(part.name in end.parts for end in ends):
            continue
        mine = "" if case == "capitalize-first" and columns else case
        texts = texts_of(part, part.text_case or mine, scope, is_season=is_season)
        if texts is not None:
            rank = _RANKS.index(part.name)
            columns.append(_Column(rank, texts, part, part.prefix, part.suffix))
    return columns


class _Line:
    """Pieces one after the other, with the delimiter between the parts of a date."""

    def __init__(self, delimiter: str) -> None:
        self._between = JOINT + delimiter + JOINT if delimiter else ""
        self._pieces: list[_Piece] = []
        self._year = -1

    def add(self, columns: list[_Column], offset: int, *, is_open: bool = False) -> None:
        """The columns in order, their keys from *offset* on; joined to what stands before."""
        for column in columns:
            if self._pieces and not is_open:
                self._pieces.append(self._between or (JOINT if column.prefix else ""))
            is_open = False
            begin = column.part.begin
            self._pieces += [column.prefix, begin, (_place(column, offset), column.texts)]
            if column.rank == 0:
                self._year = len(self._pieces)
            self._pieces += [END * len(begin), _joint(column), column.suffix]

    def add_range(self, first: list[_Column], last: list[_Column], delimiter: str) -> None:
        """Both ends: no affix stands at the range delimiter."""
        if first:
            self.add([*first[:-1], first[-1]._replace(suffix="")], 0)
        self._pieces.append(delimiter)
        if last:
            self.add([last[0]._replace(prefix=""), *last[1:]], 3, is_open=True)

    def finished(self, scope: Scope) -> list[_Piece]:
        """All pieces; the letter of the year after the last year, if it is still to be printed."""
        if scope.year_suffix and self._year >= 0:
            scope.year_suffix = False
            self._pieces.insert(self._year, _SUFFIX)
        return self._pieces


def _place(column: _Column, offset: int) -> int | slice:
    """Where the key of a column stands among the numbers of a date."""
    if isinstance(column.texts, GenderedDays):
        return slice(offset + 1, offset + 3)  # the month and the day
    return column.rank + offset


def _joint(column: _Column) -> str:
    """A joint where the suffix meets text that may end in a stop (*Dec.*, *av. J.-C.*)."""
    marks = (".", ",", ":", ";") if column.rank == 1 else (".",)
    return JOINT if column.suffix.startswith(marks) else ""


def _picker(read: Callable[[Any], Any], found: str) -> Callable[[Context], Numbers]:
    """Gives the numbers of a date: of a single one as they are, of a range from 0 and from 3 on."""

    def single(context: Context) -> Numbers:
        parts: Numbers = read(context.reference).date_parts[0]
        return parts

    def with_season(context: Context) -> Numbers:
        return numbers(read(context.reference))

    def both(context: Context) -> Numbers:
        first, last = read(context.reference).date_parts
        parts: Numbers = (*first, 0, 0, 0)[:3] + last
        return parts

    if found == "yw":
        return with_season
    return both if "-" in found else single


def _leaf(pieces: list[_Piece], pick: Callable[[Context], Numbers]) -> Leaf:
    """The pieces as one leaf."""
    constants = [""]
    tables: list[tuple[int | slice, Texts]] = []
    for piece in pieces:
        if isinstance(piece, str):
            constants[-1] += piece
        elif isinstance(piece, tuple) and piece:
            tables.append(piece)
            constants.append("")
    if len(tables) == 1:
        a, b = constants
        ((i, texts),) = tables
        return lambda context: f"{a}{texts[pick(context)[i]]}{b}"
    if len(tables) == 3:
        a, b, c, d = constants
        (i, first), (j, second), (k, third) = tables

        def three(context: Context) -> str:
            parts = pick(context)
            return f"{a}{first[parts[i]]}{b}{second[parts[j]]}{c}{third[parts[k]]}{d}"

        return three
    start, *afters = constants
    steps = [(at, texts, after) for (at, texts), after in zip(tables, afters, strict=True)]

    def many(context: Context) -> str:
        parts = pick(context)
        return start + "".join([texts[parts[at]] + after for at, texts, after in steps])

    return many

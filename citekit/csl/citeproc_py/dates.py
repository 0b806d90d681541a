"""citeproc-py's date element, rendered anew: localized forms, seasons, ranges, words."""

from __future__ import annotations

from typing import Any

from citeproc import model
from citeproc.source import DateRange, LiteralDate

from citekit.csl.citeproc_py.elements import Output, affixed, cased, formatted, joined
from citekit.csl.citeproc_py.ordinals import ordinal
from citekit.csl.marks import JOINT
from citekit.text.characters import EN_DASH

_SIZE = {"year": 0, "month": 1, "day": 2}
_NOT_LOCALIZED = ("prefix", "suffix")


class DateElement(Output, model.Date):  # type: ignore[misc]
    """A date; a range names once what both its ends share (CSL 1.0.2, Date ranges)."""

    def process(self, item: Any, **options: Any) -> Any:
        """The date in the element's form, or None."""
        variable = self.get("variable")
        date = item.reference[variable]
        self.year_suffix = self._year_suffix(variable, item, options.get("context"))
        if isinstance(date, LiteralDate):
            return date.text
        template = self if self.get("form") is None else self.get_date(self.get("form"))
        parts = self._parts(template)
        delimiter = template.get("delimiter", self.get("delimiter", ""))
        if isinstance(date, DateRange):
            return self._range(date.begin, date.end, parts, delimiter)
        return joined(self._spelled(date, parts), delimiter) or None

    def markup(self, text: Any) -> Any:
        """In form and affixes."""
        return self.wrap(self.format(self.case(text))) if text else None

    def _parts(self, template: Any) -> list[dict[str, str]]:
        """The attributes of the date parts to print, in order."""
        own = {
            part.get("name"): dict(part.attrib) for part in self.findall("cs:date-part", self.nsmap)
        }
        if template is self:
            return list(own.values())
        shown = self.get("date-parts", "year-month-day").split("-")
        parts = []
        for part in template.findall("cs:date-part", self.nsmap):
            name = part.get("name")
            changes = {k: v for k, v in own.get(name, {}).items() if k not in _NOT_LOCALIZED}
            if name in shown:
                parts.append({**part.attrib, **changes})
        return parts

    def _spelled(
        self, date: Any, parts: list[dict[str, str]], *, begins: bool = True, ends: bool = True
    ) -> list[str]:
        """What of the date the parts print; at a range's dash without affixes."""
        found = []
        texts = [(part, self._part(date, part)) for part in parts]
        known = [(part, text) for part, text in texts if text]
        for index, (part, text) in enumerate(known):
            output = formatted(part, cased(part, text))
            prefix = begins or index > 0
            suffix = ends or index < len(known) - 1
            found.append(affixed(part, output, prefix=prefix, suffix=suffix))
        return found

    def _part(self, date: Any, part: dict[str, str]) -> str | None:
        name, form = part["name"], part.get("form", "long")
        if name == "year":
            return self._year(date.year, form)
        number = date.get(name)
        if name == "month":
            return self._month(number, date.get("season"), form)
        if number is None:
            return None
        limited = self.get_locale_option("limit-day-ordinals-to-day-1") == "true"
        if form == "ordinal" and not (limited and number > 1):
            return ordinal(number, self.get_root(), f"month-{date.get('month', 1):02d}")
        return f"{number:02d}" if form == "numeric-leading-zeros" else str(number)

    def _year(self, year: int, form: str) -> str:
        if form == "short":
            return f"{abs(year) % 100:02d}"
        era = "bc" if year < 0 else "ad" if year < 1000 else None
        term = self.get_single_term(name=era) if era else ""
        suffix, self.year_suffix = self.year_suffix, ""
        return f"{abs(year)}{term}{suffix}"

    def _year_suffix(self, variable: str, item: Any, context: Any) -> str:
        """Where the style does not place it, it follows the first year that is printed."""
        layout = (self if context is None else context).get_layout()
        if (
            variable != "issued"
            or self.get_root().places_year_suffix
            or "year-suffix" not in item.reference
            or "year-suffix" in layout.printed
        ):
            return ""
        layout.printed.append("year-suffix")
        return str(item.reference["year-suffix"])

    def _month(self, month: int | None, season: int | None, form: str) -> str | None:
        if month is None and season is None:
            return None
        if month is not None and form.startswith("numeric"):
            return f"{month:02d}" if form == "numeric-leading-zeros" else str(month)
        term = f"month-{month:02d}" if month is not None else f"season-{season:02d}"
        short = "short" if form == "short" and month is not None else None
        return str(self.get_single_term(name=term, form=short)) or None

    def _range(self, first: Any, last: Any, parts: list[dict[str, str]], delimiter: str) -> Any:
        level = _first_difference(first, last)
        differing = [index for index, part in enumerate(parts) if _SIZE[part["name"]] >= level]
        if not differing:
            return joined(self._spelled(last, parts), delimiter) or None
        start, stop = differing[0], differing[-1] + 1
        block = parts[start:stop]
        largest = min(block, key=lambda part: _SIZE[part["name"]])
        dash = largest.get("range-delimiter", EN_DASH)
        begin = joined(self._spelled(first, block, ends=False), delimiter)
        end = joined(self._spelled(last, block, begins=False), delimiter)
        pieces = [
            *self._spelled(last, parts[:start]),
            f"{begin}{JOINT}{dash}{JOINT}{end}" if begin and end else begin or end,
            *self._spelled(last, parts[stop:]),
        ]
        return joined((piece for piece in pieces if piece), delimiter) or None


def _first_difference(first: Any, last: Any) -> int:
    """The size of the largest part in which two dates differ."""
    if first.year != last.year:
        return 0
    months = [(date.get("month"), date.get("season")) for date in (first, last)]
    return 1 if months[0] != months[1] else 2

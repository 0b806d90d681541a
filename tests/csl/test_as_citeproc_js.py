"""What the specification leaves open, or says shortly, and citeproc-js 2.4.63 prints so.

Each expected text was printed by citeproc-js for the same style and reference.
"""

from __future__ import annotations

from citekit.csl import Citation, Cite, Processor, Style
from citekit.model import Date, Name, Reference

_HEAD = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>t</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>"""
_MARLOW = (Name(family="Marlow", given="Peter"),)


def _style(layout: str, attributes: str = "", *, before: str = "", after: str = "") -> Style:
    return Style.load(
        f"{_HEAD}{before}<citation {attributes}>{layout}</citation>{after}</style>",
    )


def _cites(made: Style, *works: Reference) -> list[str]:
    return Processor(made, works, output="text").citations(
        [Citation((Cite(work.id),)) for work in works]
    )


def _book(key: str, **facts: object) -> Reference:
    return Reference(id=key, **{"type": "book", "title": "T", **facts})  # type: ignore[arg-type]


_NAMES_OR = """<layout><names variable="author" prefix="(" suffix=".)" font-style="italic">
<name form="short"/><substitute>{}</substitute></names></layout>"""


def test_the_affixes_of_names_are_not_those_of_what_stands_in_for_them() -> None:
    for stand_in, printed in (
        ('<text variable="title"/>', "T"),
        ('<text term="anonymous"/>', "anonymous"),
        ('<text variable="title" suffix="!"/>', "T!"),
    ):
        made = _style(_NAMES_OR.format(stand_in))
        assert _cites(made, _book("a"), _book("b", author=_MARLOW)) == [printed, "(Marlow.)"]


def test_names_that_stand_in_have_the_affixes_of_those_around_them() -> None:
    made = _style(_NAMES_OR.format('<names variable="editor"/>'))
    assert _cites(made, _book("a", editor=_MARLOW)) == ["(Marlow.)"]


def test_a_label_stands_beside_its_value_in_a_substitute() -> None:
    made = _style(
        """<layout delimiter="; "><group delimiter=" "><names variable="author"><substitute>
        <group delimiter=" "><number variable="edition" form="ordinal"/>
        <label variable="edition" form="short"/></group></substitute></names>
        <text variable="edition"/><text variable="title"/>
        </group></layout>"""
    )
    assert _cites(made, _book("a", edition="11")) == ["11th ed. T"]


def test_a_short_title_is_the_title_that_a_substitute_has_printed() -> None:
    made = _style(
        """<layout><group delimiter=", "><names variable="author"><substitute>
        <text variable="title"/></substitute></names><text variable="title" form="short"/>
        </group></layout>"""
    )
    works = (_book("a", title_short="S"), _book("b", title_short="S", author=_MARLOW))
    assert _cites(made, *works) == ["T", "Peter Marlow, S"]


def test_forms_and_quotation_marks_tell_no_works_apart() -> None:
    made = _style(
        """<layout><group delimiter=", "><choose><if type="book">
        <text variable="title" font-style="italic"/></if><else><text variable="title"
        quotes="true"/></else></choose><choose><if disambiguate="true"><date variable="issued">
        <date-part name="year"/></date></if></choose></group></layout>"""
    )
    works = (
        _book("a", issued=Date.of(2004)),
        _book("b", type="chapter", issued=Date.of(2007)),
    )
    assert _cites(made, *works) == ["T, 2004", "“T,” 2007"]


def test_a_style_that_sorts_by_the_letter_prints_it_after_the_year() -> None:
    made = _style(
        """<sort><key variable="year-suffix"/></sort><layout delimiter="; "><group delimiter=" ">
        <names variable="author"><name form="short"/></names><date variable="issued">
        <date-part name="year"/></date></group></layout>""",
        'disambiguate-add-year-suffix="true"',
        after='<bibliography><sort><key variable="title"/></sort><layout>'
        '<text variable="title"/></layout></bibliography>',
    )
    works = tuple(
        _book(key, title=title, author=_MARLOW, issued=Date.of(2009))
        for key, title in (("a", "M"), ("b", "A"))
    )
    assert _cites(made, *works) == ["Marlow 2009b", "Marlow 2009a"]


def test_a_citation_label_is_there_where_it_is_given() -> None:
    made = _style(
        """<layout><choose><if variable="citation-label"><text variable="citation-label"/></if>
        <else><text variable="title"/></else></choose></layout>"""
    )
    assert _cites(made, _book("a"), _book("b", citation_label="Mar09")) == ["T", "Mar09"]
    made = _style('<layout><text variable="citation-label"/></layout>')
    assert _cites(made, _book("a", author=_MARLOW, issued=Date.of(2009))) == ["Marl09"]


def test_a_prefix_of_the_layout_stands_before_the_first_field() -> None:
    made = _style(
        '<layout><text variable="title"/></layout>',
        after="""<bibliography second-field-align="flush"><layout prefix="[" suffix=".">
        <text variable="citation-number" suffix="] "/><text variable="title"/></layout>
        </bibliography>""",
    )
    (entry,) = Processor(made, [_book("a")], output="html").bibliography().entries
    assert '<div class="csl-left-margin">[1] </div>' in entry
    assert '<div class="csl-right-inline">T.</div>' in entry


def test_pages_with_a_plus_sign_are_numeric() -> None:
    made = _style(
        """<layout><choose><if is-numeric="page"><label variable="page" form="short"/></if>
        </choose></layout>"""
    )
    assert _cites(made, _book("a", page="12-13+")) == ["pp."]

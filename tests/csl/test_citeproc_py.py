"""The engine that citekit is compared with: citeproc-py, through the same interface."""

from __future__ import annotations

import pytest

import citekit
from citekit.csl import Citation, Cite, Style, engine
from citekit.csl.citeproc_py.processor import Processor
from citekit.errors import StyleError, UsageError
from citekit.model import Date, Name, Reference

HEAD = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>Essai</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>"""


def style(citation: str, options: str = "") -> Style:
    return Style.load(f"{HEAD}<citation{options}><layout>{citation}</layout></citation></style>")


def book(key: str = "x", **facts: object) -> Reference:
    return Reference(id=key, type="book", **{"title": "T", **facts})  # type: ignore[arg-type]


def test_the_facade_can_ask_for_it() -> None:
    works = [
        book(
            title="Surveiller et punir",
            author=(Name(family="Foucault", given="Michel"),),
            issued=Date.of(1975),
            publisher="Gallimard",
        )
    ]
    made = citekit.bibliography(works, "apa", output="html", engine="citeproc-py")
    assert made.entries == (
        '<div class="csl-entry">Foucault, M. (1975). <i>Surveiller et punir</i>. Gallimard.</div>',
    )
    cited = citekit.cite(works, "x", style="apa", locators={"x": "p. 9"}, engine="citeproc-py")
    assert cited == "(Foucault, 1975, p. 9)"


def test_an_engine_that_is_not_there() -> None:
    assert engine("citeproc-py") is Processor
    with pytest.raises(UsageError) as caught:
        citekit.bibliography([book()], "apa", engine="biber")
    assert caught.value.code == "engine-unknown"


def test_joints_quotes_and_cases_are_mended_as_everywhere() -> None:
    made = style('<text variable="title" quotes="true" suffix="."/>')
    processor = Processor(made, [book(title="Ainsi parlait")], "fr-FR")
    assert processor.citations([Citation([Cite("x")])]) == ["«\u00a0Ainsi parlait\u00a0»."]
    made = style('<text variable="title" text-case="title"/>')
    processor = Processor(made, [book(title="a tale of two cities")], "en-US", "text")
    assert processor.citations([Citation([Cite("x")])]) == ["A Tale of Two Cities"]


def test_no_break_spaces_are_kept() -> None:
    processor = Processor(style('<text variable="title"/>'), [book(title="Qui\u202f?\u00a0!")])
    assert processor.citations([Citation([Cite("x")])]) == ["Qui\u202f?\u00a0!"]


def test_ibid_follows_the_notes() -> None:
    words = '<choose><if position="ibid"><text value="ibid"/></if>'
    words += '<else><text variable="title"/></else></choose>'
    processor = Processor(style(words), [book("a", title="A"), book("b", title="B")])
    document = [Citation([Cite(key)], note=at) for at, key in enumerate("aabba", 1)]
    assert processor.citations(document) == ["A", "ibid", "B", "ibid", "A"]


def test_letters_tell_works_of_one_year_apart() -> None:
    made = style(
        '<names variable="author"/><date variable="issued" prefix=" ">'
        '<date-part name="year"/></date>',
        ' disambiguate-add-year-suffix="true"',
    )
    works = [book(key, author=(Name(family="Roy"),), issued=Date.of(2006)) for key in ("a", "b")]
    document = [Citation([Cite("a")]), Citation([Cite("b")])]
    assert Processor(made, works).citations(document) == ["Roy 2006a", "Roy 2006b"]


def test_a_reference_that_stops_it_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    from citekit.csl.citeproc_py import elements

    print_title = elements.Text._variable

    def stop(self: object, item: object, context: object) -> object:
        if str(item.reference["title"]) == "Stop":  # type: ignore[attr-defined]
            raise KeyError("a fault of the engine")
        return print_title(self, item, context)

    monkeypatch.setattr(elements.Text, "_variable", stop)
    works = [book("a", title="Stop"), book("b", title="Un")]
    processor = Processor("apa", works)
    assert processor.bibliography().ids == ("b",)
    (found,) = processor.diagnostics
    assert (found.code, found.reference) == ("reference-not-rendered", "a")
    with pytest.raises(StyleError) as caught:
        Processor("apa", works[:1]).bibliography()
    assert caught.value.code == "style-not-rendered"

"""Citations and bibliographies: positions, dates, locales, what is said of doubtful cases."""

from __future__ import annotations

import pytest

from citekit.csl import Citation, Cite, Processor, Style
from citekit.errors import StyleError, UsageError
from citekit.model import Date, Name, Reference

HEAD = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"{}>
<info><title>Essai</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>"""


def style(citation: str, *, rest: str = "", attributes: str = "") -> Style:
    head = HEAD.format(attributes)
    return Style.load(f"{head}{rest}<citation><layout>{citation}</layout></citation></style>")


def cite(made: Style, work: Reference, locale: str | None = None, **options: str) -> str:
    (text,) = Processor(made, [work], locale, output="text").citations(
        [Citation([Cite(work.id, **options)])]
    )
    return text


def book(key: str = "x", **facts: object) -> Reference:
    return Reference(id=key, type="book", **{"title": "T", **facts})  # type: ignore[arg-type]


class TestStyles:
    @pytest.mark.parametrize(
        ("xml", "code", "line"),
        [
            ("<style", "style-not-csl", None),
            (HEAD.format("") + "\n<citation></style>", "style-malformed", 3),
            (HEAD.format("") + "</style>", "style-no-citation", 1),
            ("<style><info><title>x</title></info></style>", "style-not-csl", 1),
        ],
    )
    def test_what_is_no_style(self, xml: str, code: str, line: int | None) -> None:
        with pytest.raises(StyleError) as caught:
            Style.load(xml)
        assert (caught.value.code, caught.value.diagnostic.line) == (code, line)
        assert caught.value.diagnostic.hint()

    def test_a_missing_macro(self) -> None:
        with pytest.raises(StyleError) as caught:
            style('\n<text macro="absent"/>')
        assert (caught.value.code, caught.value.diagnostic.line) == ("style-macro-missing", 3)

    def test_a_macro_that_calls_itself(self) -> None:
        macros = (
            '<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>'
        )
        with pytest.raises(StyleError) as caught:
            style('<text macro="a"/>', rest=macros)
        assert caught.value.code == "style-macro-circular"

    def test_xml_in_any_encoding(self) -> None:
        xml = HEAD.format("") + '<citation><layout><text value="é"/></layout></citation></style>'
        for source in (
            xml,
            f'<?xml version="1.0" encoding="iso-8859-1"?>{xml}',
            f'<?xml version="1.0" encoding="iso-8859-1"?>{xml}'.encode("latin-1"),
            f"\ufeff{xml}",
        ):
            assert cite(Style.load(source), book()) == "é"

    def test_entities_are_not_expanded(self) -> None:
        bomb = '<!DOCTYPE style [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
        xml = HEAD.format("") + '<citation><layout><text value="v"/>&b;</layout></citation></style>'
        assert cite(Style.load(bomb + xml), book()) == "v"

    def test_no_bibliography(self) -> None:
        with pytest.raises(StyleError) as caught:
            Processor(style('<text variable="title"/>'), [book()]).bibliography()
        assert caught.value.code == "style-no-bibliography"


class TestLocales:
    @pytest.mark.parametrize(
        ("locale", "term"),
        [
            ("fr-FR", "et"),
            ("fr", "et"),
            ("fr_fr", "et"),
            ("fr-CH", "et"),
            ("FR-ca", "et"),
            ("de", "und"),
            ("en-GB", "and"),
            (None, "and"),
        ],
    )
    def test_terms(self, locale: str | None, term: str) -> None:
        assert cite(style('<text term="and"/>'), book(), locale) == term

    def test_the_styles_own_locale_counts_where_none_is_given(self) -> None:
        made = style('<text term="and"/>', attributes=' default-locale="de-AT"')
        assert cite(made, book()) == "und"
        assert cite(made, book(), "fr") == "et"

    def test_own_terms_of_the_language(self) -> None:
        terms = '<locale xml:lang="fr"><terms><term name="and">ET</term></terms></locale>'
        made = style('<text term="and"/>', rest=terms)
        assert [cite(made, book(), code) for code in ("fr-CH", "en")] == ["ET", "and"]

    def test_an_unknown_locale_names_the_nearest(self) -> None:
        with pytest.raises(UsageError) as caught:
            Processor("apa", [book()], "fg-FR")
        assert caught.value.code == "locale-unknown"
        assert "fr-FR" in caught.value.parameters["near"]


DATE = '<date variable="issued" form="text"/>'


class TestDates:
    @pytest.mark.parametrize(
        ("date", "printed"),
        [
            (Date.of(2006), "2006"),
            (Date.of(2006, 12), "décembre 2006"),
            (Date.of(2006, 12, 16), "16 décembre 2006"),
            (Date.of(2006, 5, 1), "1 mai 2006"),
            (Date(date_parts=((2018,),), season=3), "automne 2018"),
            (Date(date_parts=((2018,),), season="Printemps"), "printemps 2018"),
            (Date(date_parts=((2018,),), season="Carême"), "Carême 2018"),
            (Date.span((2006, 3), (2006, 6)), "mars–juin 2006"),
            (Date.span((2006, 3, 16), (2006, 3, 17)), "16–17 mars 2006"),
            (Date.span((2006, 12), (2007, 1)), "décembre 2006–janvier 2007"),
            (Date.span((2017, 23), (2018, 21)), "automne 2017–printemps 2018"),
            (Date.span((2018, 21), (2018, 23)), "printemps–automne 2018"),
            (Date.span((1998,), (2004,)), "1998–2004"),
            (Date(literal="sans lieu ni date"), "sans lieu ni date"),
            (Date(date_parts=((2006, 13),)), "printemps 2006"),
            (Date(date_parts=((2006, 25),)), "2006"),
        ],
    )
    def test_in_french(self, date: Date, printed: str) -> None:
        assert cite(style(DATE), book(issued=date), "fr-FR") == printed

    def test_the_first_of_a_month_follows_the_locale(self) -> None:
        made = style('<date variable="issued"><date-part name="day" form="ordinal"/></date>')
        assert cite(made, book(issued=Date.of(2006, 5, 1)), "fr-FR") == "1ᵉʳ"
        assert cite(made, book(issued=Date.of(2006, 5, 2)), "fr-FR") == "2"
        assert cite(made, book(issued=Date.of(2006, 5, 2)), "en-US") == "2nd"

    def test_before_our_era(self) -> None:
        assert cite(style(DATE), book(issued=Date.of(-43)), "en-US").startswith("43")

    def test_two_forms_of_a_month_do_not_disturb_each_other(self) -> None:
        short = '<date variable="issued" form="text"><date-part name="month" form="short"/></date>'
        made = style(f'<group delimiter=", ">{short}{DATE}</group>')
        text = cite(made, book(issued=Date.of(2006, 12)), "en")
        assert text == "Dec. 2006, December 2006"


class TestNames:
    def test_particles(self) -> None:
        made = style('<names variable="author"><name/></names>')
        author = Name(family="Alembert", given="Jean", non_dropping_particle="d’")
        assert cite(made, book(author=(author,))) == "Jean d’Alembert"
        author = Name(family="Certeau", given="Michel", dropping_particle="de")
        assert cite(made, book(author=(author,))) == "Michel de Certeau"

    @pytest.mark.parametrize(
        ("given", "mark", "printed"),
        [
            ("Jean-Pierre", ". ", "J.-P. Roy"),
            ("Jean-Pierre", ".", "J.-P. Roy"),
            ("Jean-Pierre", "", "J-P Roy"),
            ("J.-P.", ". ", "J.-P. Roy"),
            ("Marie Anne", ". ", "M. A. Roy"),
            ("Marie Anne", ".", "M.A. Roy"),
            ("Marie Anne", "", "MA Roy"),
            ("M.A.", ". ", "M. A. Roy"),
            ("Élodie", ". ", "É. Roy"),
            ("x", ". ", "x Roy"),
            ("Jean de la", ". ", "J. de la Roy"),
            (".", ". ", "Roy"),
        ],
    )
    def test_initials(self, given: str, mark: str, printed: str) -> None:
        made = style(f'<names variable="author"><name initialize-with="{mark}"/></names>')
        assert cite(made, book(author=(Name(family="Roy", given=given),))) == printed

    def test_one_name_only(self) -> None:
        made = style('<names variable="author"><name form="short"/></names>')
        assert cite(made, book(author=(Name(given="Voltaire"),))) == "Voltaire"

    def test_without_translator_nobody_translated(self) -> None:
        macro = """<macro name="t"><text term="translator" form="verb" suffix=" "/>
        <names variable="translator"/></macro>"""
        made = style('<text variable="title"/><text macro="t" prefix=", "/>', rest=macro)
        assert cite(made, book(), "fr") == "T"

    def test_a_substitute_is_not_printed_twice(self) -> None:
        names = """<names variable="author"><name/><substitute><names variable="editor"/>
        <text variable="title"/></substitute></names>"""
        made = style(
            f'<group delimiter=". ">{names}<names variable="editor"/>'
            '<text variable="title"/></group>'
        )
        assert cite(made, book(editor=(Name(family="Blin"),))) == "Blin. T"
        assert cite(made, book()) == "T"


POSITION = """<choose><if position="ibid-with-locator">ibid-with-locator</if>
<else-if position="ibid">ibid</else-if><else-if position="subsequent">subsequent</else-if>
<else>first</else></choose>"""


def test_positions() -> None:
    words = POSITION
    for word in ("ibid-with-locator", "ibid", "subsequent", "first"):
        words = words.replace(f">{word}<", f'><text value="{word}"/><')
    processor = Processor(style(words), [book("a"), book("b")])
    cites = [
        [Cite("a")], [Cite("a")], [Cite("a", "2")], [Cite("a", "2")], [Cite("b")], [Cite("a")],
        [Cite("a"), Cite("b")], [Cite("b")],
    ]  # fmt: skip
    assert processor.citations([Citation(group) for group in cites]) == [
        "first", "ibid", "ibid-with-locator", "ibid", "first", "subsequent",
        "ibidsubsequent", "subsequent",
    ]  # fmt: skip


class TestDiagnostics:
    def test_an_unknown_key(self) -> None:
        processor = Processor("apa", [book("lefebvre2006action")])
        citation = Citation([Cite("lefebvre2006acton"), Cite("lefebvre2006action")])
        assert "lefebvre2006acton?" in processor.citations([citation])[0]
        (found,) = processor.diagnostics
        assert (found.code, found.severity) == ("reference-unknown", "error")
        assert found.parameters["near"] == "lefebvre2006action"

    def test_keys_differ_by_case(self) -> None:
        works = [book("A", title="Un"), book("a", title="Deux")]
        made = style('<text variable="title"/>')
        assert Processor(made, works).citations([Citation([Cite("a")])]) == ["Deux"]

    def test_a_key_given_twice(self) -> None:
        processor = Processor("apa", [book(title="Un"), book(title="Deux")])
        assert [found.code for found in processor.diagnostics] == ["reference-duplicate"]
        assert len(processor.bibliography().entries) == 2

    def test_two_works_cited_alike(self) -> None:
        made = style('<names variable="author"/><text value=", "/>' + DATE)
        works = [
            book(key, author=(Name(family="Lefebvre", given=given),), issued=Date.of(2006))
            for key, given in (("a", "Rémi"), ("b", "Rémi"), ("c", "Zoé"))
        ]
        processor = Processor(made, works)
        processor.citations([Citation([Cite("a")])])
        (found,) = processor.diagnostics
        assert (found.code, found.severity) == ("ambiguous-citation", "warning")
        assert found.parameters["keys"] == "a, b"

    def test_letters_follow_the_year_where_the_style_does_not_place_them(self) -> None:
        xml = HEAD.format("") + (
            '<citation disambiguate-add-year-suffix="true"><layout><names variable="author"/>'
            f'<text value=" "/>{DATE}</layout></citation></style>'
        )
        works = [
            book(key, author=(Name(family="Roy"),), issued=Date.of(2006)) for key in ("a", "b")
        ]
        processor = Processor(Style.load(xml), works)
        citations = [Citation([Cite("a")]), Citation([Cite("b")])]
        assert processor.citations(citations) == ["Roy 2006a", "Roy 2006b"]
        assert processor.diagnostics == ()

    def test_nothing_printed(self) -> None:
        processor = Processor(style('<text variable="publisher"/>'), [book()])
        assert processor.citations([Citation([Cite("x")])]) == [""]
        assert [found.code for found in processor.diagnostics] == ["empty-reference"]

    def test_an_unknown_locator_label(self) -> None:
        processor = Processor("apa", [book()])
        processor.citations([Citation([Cite("x", "3", "stanza")])])
        assert [found.code for found in processor.diagnostics] == ["locator-label-unknown"]

    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_every_code_has_words(self, language: str) -> None:
        from citekit.messages import catalogue

        for code in (
            "style-unknown style-malformed style-not-csl style-no-citation style-no-bibliography "
            "style-macro-missing style-macro-circular style-parent-missing style-parent-dependent "
            "style-not-rendered locale-unknown output-unknown reference-unknown "
            "reference-duplicate reference-not-rendered empty-reference ambiguous-citation "
            "locator-label-unknown"
        ).split():
            assert catalogue()[code][language]


def test_numbers_follow_the_order_of_citation() -> None:
    processor = Processor("ieee", [book("a"), book("b"), book("c")])
    citations = [Citation([Cite("c")]), Citation([Cite("a")]), Citation([Cite("c")])]
    assert processor.citations(citations) == ["[1]", "[2]", "[1]"]
    assert processor.bibliography().ids == ("c", "a", "b")


def test_text_case_is_that_of_the_specification() -> None:
    def cased(kind: str, title: str, language: str = "en") -> str:
        made = style(f'<text variable="title" text-case="{kind}"/>')
        return cite(made, book(title=title, language=language))

    assert cased("sentence", "le Cas de la France", "fr") == "Le Cas de la France"
    assert cased("sentence", "THE CASE") == "The case"
    assert cased("title", "the case of iPhone in france") == "The Case of iPhone in France"
    assert cased("title", "le cas de la France", "fr") == "le cas de la France"
    assert cased("capitalize-first", "éditorial", "fr") == "Éditorial"
    assert cased("uppercase", '<span class="nocase">pH</span> neutre') == "pH NEUTRE"
    assert (
        cased("title", "mots\u00a0: « être »\u202f!", "en")
        == "Mots\u00a0: «\u202fÊtre\u202f»\u202f!"
    )


# What the specification leaves open is expected as citeproc-js 2.4.63 prints it.


def test_a_letter_does_not_depend_on_what_is_cited_first() -> None:
    works = [
        book(key, author=(Name(family="Lefebvre"),), issued=Date.of(2006)) for key in ("a", "b")
    ]
    cited = [
        Processor("iso690-author-date-fr", works, output="text").citations([Citation([Cite(key)])])
        for key in ("a", "b")
    ]
    assert cited == [["(Lefebvre 2006a)"], ["(Lefebvre 2006b)"]]


def test_one_of_several_types_is_enough() -> None:
    made = style('<choose><if type="book thesis"><text value="yes"/></if></choose>')
    assert cite(made, book()) == "yes"
    made = style('<choose><if type="song thesis" match="none"><text value="yes"/></if></choose>')
    assert cite(made, book()) == "yes"


@pytest.mark.parametrize(
    ("locale", "printed"),
    [("fr", "K. von\u00a0Voll"), ("cs", "K. von\u00a0Voll"), ("de", "K. von Voll")],
)
def test_a_particle_keeps_to_its_name(locale: str, printed: str) -> None:
    made = style('<names variable="author"><name initialize-with=". "/></names>')
    author = Name(family="Voll", given="Karl", non_dropping_particle="von")
    assert cite(made, book(author=(author,)), locale) == printed


def test_a_short_name_in_sort_order_has_its_particle_last() -> None:
    made = style(
        '<names variable="author"><name form="short" name-as-sort-order="all" sort-separator=" "/>'
        "</names>"
    )
    author = Name(family="Meer", given="Hendrik", non_dropping_particle="van der")
    assert cite(made, book(author=(author,))) == "Meer van der"


def test_affixes_of_names_stand_around_each_person() -> None:
    made = style('<names variable="author"><name initialize-with="" suffix="."/></names>')
    people = (Name(family="Full", given="Ada Beth"), Name(literal="Bureau"))
    assert cite(made, book(author=people)) == "AB Full., Bureau"


def test_terms_are_in_title_case_in_any_language() -> None:
    made = style(
        '<text term="editor" text-case="title"/> <text variable="title" text-case="title"/>'
    )
    assert cite(made, book(title="la vie", language="fr"), "fr") == "Éditeurla vie"


def test_an_elided_word_is_small_in_title_case() -> None:
    made = style('<text variable="title" text-case="title"/>')
    title = "history d’une frontière: l’été"
    assert cite(made, book(title=title, language="en")) == "History d’une Frontière: L’été"


def test_a_sort_key_says_how_many_names_count() -> None:
    made = Style.load(
        HEAD.format("") + '<macro name="a"><names variable="author"><name et-al-min="9" '
        'et-al-use-first="9" name-as-sort-order="all"/></names></macro><citation><layout>'
        '<text variable="title"/></layout></citation><bibliography><sort><key macro="a" '
        'names-min="2" names-use-first="1"/><key variable="title"/></sort><layout>'
        '<text variable="title"/></layout></bibliography></style>'
    )
    zoe, max_, ada = (Name(family=name, given="X") for name in ("Zoe", "Max", "Ada"))
    works = [book("a", title="B", author=(max_, ada)), book("b", title="A", author=(max_, zoe))]
    assert Processor(made, works).bibliography().ids == ("b", "a")


def test_works_first_cited_in_different_notes_are_told_apart_by_these() -> None:
    made = Style.load(
        HEAD.format("").replace("in-text", "note") + "<citation><layout><choose>"
        '<if position="subsequent"><group delimiter=", "><names variable="author"/>'
        '<choose><if disambiguate="true"><text variable="title"/></if></choose>'
        '<text variable="first-reference-note-number" prefix="n "/></group></if>'
        '<else><text variable="title"/></else></choose></layout></citation></style>'
    )
    author = (Name(family="Roy"),)
    works = [book("a", title="Un", author=author), book("b", title="Deux", author=author)]
    apart = [Citation([Cite("a")], note=1), Citation([Cite("b")], note=2)]
    together = [Citation([Cite("a"), Cite("b")], note=1)]
    for first, printed in ((apart, "Roy, n 1"), (together, "Roy, Un, n 1")):
        again = Citation([Cite("a")], note=9)
        assert Processor(made, works, output="text").citations([*first, again])[-1] == printed


def test_a_year_is_printed_once_for_a_work_that_is_cited_again() -> None:
    xml = HEAD.format("") + (
        '<citation collapse="year-suffix"><layout delimiter="; "><group delimiter=", ">'
        f'<names variable="author"/>{DATE}<text variable="locator"/></group>'
        "</layout></citation></style>"
    )
    work = book(author=(Name(family="Roy"),), issued=Date.of(2017))
    processor = Processor(Style.load(xml), [work], output="text")
    cites = [Cite("x", "3"), Cite("x", "27")]
    assert processor.citations([Citation(cites)]) == ["Roy, 2017, 3, 27"]


def test_the_layouts_suffix_is_part_of_the_last_line() -> None:
    xml = HEAD.format("") + (
        '<citation><layout><text variable="title"/></layout></citation><bibliography>'
        '<layout suffix="."><text variable="publisher" display="block"/><group display="block">'
        '<text variable="title"/></group></layout></bibliography></style>'
    )
    (entry,) = Processor(Style.load(xml), [book(publisher="P")]).bibliography().entries
    assert '<div class="csl-block">T.</div>' in entry


def test_cites_are_sorted_by_the_letter_where_the_style_asks() -> None:
    xml = HEAD.format("") + (
        '<citation disambiguate-add-year-suffix="true"><sort><key variable="year-suffix"/></sort>'
        f'<layout delimiter="; "><group delimiter=" "><names variable="author"/>{DATE}</group>'
        '</layout></citation><bibliography><sort><key variable="title"/></sort><layout>'
        '<text variable="title"/></layout></bibliography></style>'
    )
    roy = {"author": (Name(family="Roy"),), "issued": Date.of(2017)}
    works = [book("a", title="Second", **roy), book("b", title="First", **roy)]
    processor = Processor(Style.load(xml), works, output="text")
    assert processor.citations([Citation([Cite("a"), Cite("b")])]) == ["Roy 2017a; Roy 2017b"]

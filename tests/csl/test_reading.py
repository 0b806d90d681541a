"""Styles and locale files into nodes: what is read, and what is refused with its line."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from csl.suite import read_fixture
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl.marks import BEGIN, DISPLAY_BEGIN
from citekit.csl.nodes import (
    Choose,
    Condition,
    Date,
    DatePart,
    Group,
    Label,
    Names,
    Number,
    StyleNode,
    Text,
)
from citekit.csl.reading import read_locale, read_style
from citekit.errors import StyleError
from citekit.styles.names import folders

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"'
CITATION = '<citation><layout><text value="x"/></layout></citation>'
EVERY = 5
"""Of the styles of the repository, one in so many is read: all of them take half a minute."""


def style(layout: str, *, around: str = "", attributes: str = "") -> StyleNode:
    citation = f"<citation><layout>\n{layout}</layout></citation>"
    return read_style(f"{HEAD}{attributes}>{around}\n{citation}</style>".encode())


def element(xml: str) -> object:
    (found,) = style(xml).citation.layout.children
    return found


class TestElements:
    def test_text(self) -> None:
        found = element('<text term="sub verbo" form="verb-short" plural="true" prefix=" ("/>')
        assert isinstance(found, Text)
        assert (found.term, found.form, found.plural) == ("sub-verbo", "verb-short", True)
        assert (found.line, found.prefix, found.variable, found.value) == (3, " (", "", "")

    def test_an_empty_value_is_words_too(self) -> None:
        assert element('<text value="" suffix="."/>') == Text(line=3, suffix=".")

    def test_forms_are_marks_display_first_font_style_innermost(self) -> None:
        found = element(
            '<group display="block" vertical-align="sup" font-weight="normal" font-style="italic"'
            ' text-decoration="none" font-variant="small-caps"><text value="a"/></group>'
        )
        assert isinstance(found, Group)
        forms = ("sup", "font-weight-normal", "small-caps", "italic")
        assert found.begin == DISPLAY_BEGIN["block"] + "".join(BEGIN[form] for form in forms)

    def test_no_decoration_is_nothing_and_the_baseline_undoes_a_raise(self) -> None:
        found = element('<text value="a" vertical-align="baseline" text-decoration="none"/>')
        assert isinstance(found, Text)
        assert found.begin == BEGIN["baseline"]

    def test_dates(self) -> None:
        found = element(
            '<date variable="issued" form="text" date-parts="year-month">'
            '<date-part name="month" form="short" strip-periods="1"/></date>'
        )
        assert found == Date(
            line=3,
            variable="issued",
            form="text",
            date_parts="year-month",
            parts=(DatePart(line=3, name="month", form="short", strip_periods=True),),
        )

    def test_the_default_range_delimiter_is_an_en_dash(self) -> None:
        found = element('<date variable="issued"><date-part name="year"/></date>')
        assert isinstance(found, Date)
        assert found.parts[0].range_delimiter == "\N{EN DASH}"

    def test_numbers_and_labels(self) -> None:
        assert element('<number variable="edition" form="long-ordinal"/>') == Number(
            line=3, variable="edition", form="long-ordinal"
        )
        assert element('<label variable="page" form="short" plural="never"/>') == Label(
            line=3, variable="page", form="short", plural="never"
        )

    def test_names(self) -> None:
        found = element(
            '<names variable="editor  translator" delimiter="; "><label form="verb" suffix=" "/>'
            '<name and="symbol" delimiter=" " et-al-min="4" initialize="false" initialize-with="">'
            '<name-part name="family" text-case="uppercase"/></name><et-al term="and others"/>'
            '<substitute><names variable="author"/><text variable="title"/></substitute></names>'
        )
        assert isinstance(found, Names)
        assert (found.variables, found.delimiter) == (("editor", "translator"), "; ")
        assert found.label_first
        assert found.label == Label(line=3, form="verb", suffix=" ")
        assert found.name is not None
        options = found.name.options
        assert (options.and_, options.delimiter, options.et_al_min) == ("symbol", " ", 4)
        assert (options.initialize, options.initialize_with) == (False, "")
        assert options.form is None
        assert options.names_delimiter is None
        assert [part.text_case for part in found.name.parts] == ["uppercase"]
        assert found.et_al is not None
        assert found.et_al.term == "and others"
        assert [type(node) for node in found.substitute] == [Names, Text]

    def test_a_label_without_a_name_element_stands_after_the_names(self) -> None:
        for inside in ('<label form="short"/>', "<name/><label/>"):
            found = element(f'<names variable="editor">{inside}</names>')
            assert isinstance(found, Names)
            assert not found.label_first

    def test_conditions(self) -> None:
        found = element(
            '<choose><if type="book chapter" variable="DOI" match="any"><text value="1"/></if>'
            '<else-if disambiguate="true"/><else><text value="2"/></else></choose>'
        )
        assert isinstance(found, Choose)
        first, second, last = found.branches
        assert (first.match, second.match, last.match) == ("any", "all", "all")
        assert first.conditions == (
            Condition("type", "book chapter"),
            Condition("variable", "DOI"),
        )
        assert second.conditions == (Condition("disambiguate", "true"),)
        assert last.conditions == ()


class TestAreas:
    def test_name_options_of_the_area_stand_over_those_of_the_style(self) -> None:
        xml = (
            f'{HEAD} et-al-min="3" et-al-use-first="1" name-delimiter="/" names-delimiter=" + " '
            f'name-form="short"><citation et-al-min="5" name-delimiter=" "><layout delimiter="; " '
            f'prefix="("><text value="x"/></layout></citation></style>'
        )
        area = read_style(xml.encode()).citation
        assert (area.names.et_al_min, area.names.et_al_use_first) == (5, 1)
        assert (area.names.delimiter, area.names.names_delimiter) == (" ", " + ")
        assert area.names.form == "short"
        assert (area.layout.delimiter, area.layout.prefix) == ("; ", "(")

    def test_options_and_sort(self) -> None:
        xml = (
            f'{HEAD} page-range-format="chicago" initialize-with-hyphen="0">{CITATION}'
            '<macro name="m"><text value="m"/></macro>'
            '<bibliography hanging-indent="1" second-field-align="flush" entry-spacing="0" '
            'subsequent-author-substitute="">'
            '<sort>\n<key macro="m" names-min="3" names-use-first="2"/>'
            '<key variable="issued" sort="descending"/></sort>'
            '<layout suffix="."><text value="x"/></layout></bibliography></style>'
        )
        node = read_style(xml.encode())
        assert node.options == {"page-range-format": "chicago", "initialize-with-hyphen": "false"}
        assert not node.citation.has_sort
        area = node.bibliography
        assert area is not None
        assert area.has_sort
        assert area.options == {
            "hanging-indent": "true",
            "second-field-align": "flush",
            "entry-spacing": "0",
            "subsequent-author-substitute": "",
        }
        by_macro, by_date = area.sort
        assert (by_macro.macro, by_macro.line, by_date.descending) == ("m", 2, True)
        assert (by_macro.options.et_al_min, by_macro.options.et_al_subsequent_min) == (3, 3)
        assert (by_macro.options.et_al_use_first, by_date.options.et_al_min) == (2, None)

    def test_of_the_layouts_of_csl_m_the_general_one_counts(self) -> None:
        xml = (
            f'{HEAD}><citation><layout locale="fr"><text value="fr"/></layout>'
            '<layout><text value="all"/></layout></citation></style>'
        )
        assert read_style(xml.encode()).citation.layout.children == (Text(line=1, value="all"),)


class TestLocales:
    def test_terms_dates_and_options(self) -> None:
        locale = read_locale(
            b'<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="fr-FR">'
            b'<style-options limit-day-ordinals-to-day-1="true"/>'
            b'<date form="text" delimiter=" "><date-part name="year"/></date>'
            b'<terms><term name="page" form="short"><single>p.</single><multiple>pp.</multiple>'
            b'</term><term name="and"/><term name="open-quote">\xc2\xab&#160;</term>'
            b'<term name="edition" gender="feminine">\n  <single>\xc3\xa9dition</single>\n'
            b"  <multiple>\xc3\xa9ditions</multiple>\n</term>"
            b'<term name="ordinal-01" gender-form="masculine" match="whole-number">er</term>'
            b"</terms></locale>"
        )
        assert locale.language == "fr-FR"
        assert locale.options == {"limit-day-ordinals-to-day-1": "true"}
        assert locale.dates["text"].delimiter == " "
        page, and_, quote, edition, ordinal = locale.terms
        assert (page.form, page.single, page.multiple) == ("short", "p.", "pp.")
        assert (and_.single, and_.multiple) == ("", "")
        assert quote.single == quote.multiple == "«\N{NO-BREAK SPACE}"
        assert (edition.gender, edition.single) == ("feminine", "édition")
        assert (ordinal.gender_form, ordinal.match) == ("masculine", "whole-number")

    def test_a_style_is_no_locale(self) -> None:
        with pytest.raises(StyleError) as caught:
            read_locale(f"{HEAD}>{CITATION}</style>".encode())
        assert (caught.value.code, caught.value.diagnostic.line) == ("locale-not-csl", 1)


MISSING = "style-attribute-missing"
BAD_VALUES = [
    ('<text value="a" font-style="slanted"/>', "font-style", "normal, italic, oblique"),
    ('<text variable="title" form="foo"/>', "form", "long, short, verb, verb-short, symbol"),
    ('<text value="a" quotes="yes"/>', "quotes", "true, false"),
    ('<text value="a" text-case="upper"/>', "text-case", "lowercase, uppercase, capitalize-first"),
    ('<group display="inline"><text value="a"/></group>', "display", "block, left-margin"),
    ('<number variable="volume" form="latin"/>', "form", "numeric, ordinal, long-ordinal, roman"),
    ('<label variable="page" plural="maybe"/>', "plural", "always, never, contextual"),
    ('<names variable="author"><name et-al-min="x"/></names>', "et-al-min", "0, 1, 2…"),
    ('<names variable="author"><name and="und"/></names>', "and", "text, symbol"),
    ('<names variable="author"><et-al term="etc"/></names>', "term", "et-al, and others"),
    ('<choose><if type="book" match="some"/></choose>', "match", "all, any, none"),
    ('<choose><if position="ibid last"/></choose>', "position", "first, subsequent, ibid"),
    ('<choose><if disambiguate="false"/></choose>', "disambiguate", "true"),
    ('<date variable="issued" form="iso"/>', "form", "text, numeric"),
    ('<date variable="issued"><date-part name="hour"/></date>', "name", "day, month, year"),
]


class TestRefusals:
    @pytest.mark.parametrize(("xml", "attribute", "allowed"), BAD_VALUES)
    def test_a_value_that_csl_does_not_have(self, xml: str, attribute: str, allowed: str) -> None:
        with pytest.raises(StyleError) as caught:
            style(f"<text value='1'/>\n\n{xml}")
        problem = caught.value.diagnostic
        assert (problem.code, problem.line) == ("style-bad-value", 5)
        assert problem.parameters["attribute"] == attribute
        assert problem.hint().startswith(f"It can be: {allowed}")

    @pytest.mark.parametrize(
        ("xml", "code"),
        [
            ('<text prefix="("/>', "style-attribute-missing"),
            ('<names delimiter=", "/>', "style-attribute-missing"),
            ("<number/>", "style-attribute-missing"),
            ("<label/>", "style-attribute-missing"),
            ('<date form="text"/>', "style-attribute-missing"),
            ("<choose><if/></choose>", "style-attribute-missing"),
            ('<choose><if match="any"/></choose>', "style-attribute-missing"),
            ('<text variable=""/>', "style-attribute-empty"),
            ('<names variable=" "/>', "style-attribute-empty"),
            ('<choose><if type=""/></choose>', "style-attribute-empty"),
            ("<choose/>", "style-choose-order"),
            ('<choose><else><text value="a"/></else></choose>', "style-choose-order"),
            ('<choose><if type="book"/><if type="map"/></choose>', "style-choose-order"),
            ('<choose><if type="book"/><else/><else/></choose>', "style-choose-order"),
            ("<goup/>", "style-element-unknown"),
            ('<names variable="author"><text value="a"/></names>', "style-element-unknown"),
            ('<text macro="absent"/>', "style-macro-missing"),
        ],
    )
    def test_what_cannot_be_printed(self, xml: str, code: str) -> None:
        with pytest.raises(StyleError) as caught:
            style(xml)
        problem = caught.value.diagnostic
        assert (problem.code, problem.line) == (code, 3)
        assert "{" not in problem.message("fr") + problem.hint("fr") + problem.hint("en")

    def test_the_words_for_people(self) -> None:
        xml = f'{HEAD}>\n<citation>\n<layout><text value="a" font-weight="fat"/></layout>'
        with pytest.raises(StyleError) as caught:
            read_style(f"{xml}</citation></style>".encode(), "mon-style.csl")
        assert str(caught.value) == (
            "mon-style.csl:3: the attribute font-weight of text cannot be “fat” "
            "It can be: normal, bold, light."
        )
        problem = caught.value.diagnostic
        assert problem.message("fr") == (
            "l'attribut font-weight de text ne peut pas valoir « fat »"
        )
        assert problem.hint("fr") == "Il peut valoir : normal, bold, light."

    @pytest.mark.parametrize(
        ("xml", "code", "line"),
        [
            ("", "style-malformed", 1),
            ("<style>", "style-malformed", 1),
            ("<style/>", "style-not-csl", 1),
            ('\n<locale xmlns="http://purl.org/net/xbiblio/csl"/>', "style-not-csl", 2),
            (f"{HEAD}>\n<citation/></style>", "style-no-citation", 1),
            (f"{HEAD}>{CITATION}\n<bibliography/></style>", "style-no-layout", 2),
            (f"{HEAD}>{CITATION}\n<bibliograpy/></style>", "style-element-unknown", 2),
            (f"{HEAD}>{CITATION}\n<macro><text value='x'/></macro></style>", MISSING, 2),
            (f"{HEAD.replace('in-text', 'margin')}>{CITATION}</style>", "style-bad-value", 1),
            (f'{HEAD} et-al-min="-1">{CITATION}</style>', "style-bad-value", 1),
        ],
    )
    def test_the_frame(self, xml: str, code: str, line: int) -> None:
        with pytest.raises(StyleError) as caught:
            read_style(xml.encode())
        assert (caught.value.code, caught.value.diagnostic.line) == (code, line)

    def test_a_circle_of_macros(self) -> None:
        around = "".join(
            f'\n<macro name="m{at}"><choose><if type="book"><text macro="m{(at + 1) % 3}"/></if>'
            "</choose></macro>"
            for at in range(3)
        )
        with pytest.raises(StyleError) as caught:
            style('<text macro="m1"/>', around=around)
        assert (caught.value.code, caught.value.diagnostic.line) == ("style-macro-circular", 4)
        assert caught.value.parameters["macro"] == "m0"

    def test_a_macro_missing_in_a_sort_key(self) -> None:
        xml = f'{HEAD}><citation><sort>\n<key macro="y"/></sort><layout/></citation></style>'
        with pytest.raises(StyleError) as caught:
            read_style(xml.encode())
        assert (caught.value.code, caught.value.diagnostic.line) == ("style-macro-missing", 2)


class TestHostileStyles:
    @pytest.mark.parametrize("levels", [200, 5_000])
    def test_groups_in_groups(self, levels: int) -> None:
        with pytest.raises(StyleError) as caught:
            style("<group>" * levels + '<text value="x"/>' + "</group>" * levels)
        assert caught.value.code in {"style-too-complex", "style-malformed"}

    def test_a_long_chain_of_macros(self) -> None:
        chain = "".join(
            f'<macro name="m{at}"><text macro="m{at + 1}"/></macro>' for at in range(20_000)
        )
        with pytest.raises(StyleError) as caught:
            style('<text macro="m0"/>', around=f'{chain}<macro name="m20000"/>')
        assert caught.value.code == "style-too-complex"

    def test_macros_that_double(self) -> None:
        doubled = "".join(
            f'<macro name="m{at}"><text macro="m{at + 1}"/><text macro="m{at + 1}"/></macro>'
            for at in range(60)
        )
        with pytest.raises(StyleError) as caught:
            style('<text macro="m0"/>', around=f'{doubled}<macro name="m60"/>')
        assert caught.value.code == "style-too-complex"


class TestTolerance:
    def test_what_is_newer_or_foreign_is_passed_over(self) -> None:
        node = style(
            '<text variable="new-variable" new-attribute="1"/><text term="new-term"/>'
            '<choose><if type="new-type"/><else-if has-day="issued"/></choose>'
            '<x:extra xmlns:x="http://example.org/"/><!-- a comment --><?php ?>',
            around="<intext/>",
        )
        variable, term, choose = node.citation.layout.children
        assert variable == Text(line=3, variable="new-variable")
        assert term == Text(line=3, term="new-term")
        assert isinstance(choose, Choose)
        # a condition of a later version: kept, and it never holds
        assert choose.branches[1].conditions == (Condition("has-day", "issued"),)

    def test_entities_and_other_files_are_left_alone(self) -> None:
        xml = f"{HEAD}><citation><layout>&b;<text value='v'/></layout></citation></style>"
        declared = '<!DOCTYPE style [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
        node = read_style((declared + xml).encode())
        assert node.citation.layout.children == (Text(line=1, value="v"),)


def test_styles_of_the_repository() -> None:
    files = [file for folder in folders()[:2] for file in sorted(folder.glob("*.csl"))]
    assert len(files) > 2_800
    for file in files[::EVERY]:
        node = read_style(file.read_bytes(), file.name)
        assert node.citation.layout.children
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(node), type=StyleNode) == node


def test_every_fixture_of_the_suite(shared: Path) -> None:
    fixtures = sorted((shared / "csl-suite").glob("*.txt"))
    assert len(fixtures) == 845
    for fixture in fixtures:
        read_style(read_fixture(fixture)["CSL"].encode(), fixture.name)


def test_every_locale_file() -> None:
    import citeproc

    files = sorted(Path(citeproc.LOCALES_PATH).glob("locales-*.xml"))
    assert len(files) > 50
    for file in files:
        locale = read_locale(file.read_bytes())
        assert f"locales-{locale.language}.xml" == file.name
        assert {"text", "numeric"} == set(locale.dates)
        assert len(locale.terms) > 100


NAMES = st.sampled_from(
    "text names name et-al label group choose if else-if else date date-part number macro "
    "substitute name-part sort key layout citation bibliography locale terms term b".split()
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        "variable macro term value form name type position match plural quotes et-al-min and "
        "font-style display delimiter prefix text-case disambiguate sort".split()
    ),
    st.sampled_from(
        ["author", "title", "issued", "", " ", "m", "short", "text", "true", "x", "3", "-1", "any"]
    ),
    max_size=3,
)


def _written(name: str, attributes: dict[str, str], inside: str) -> str:
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{name}{written}>{inside}</{name}>"


TREES = st.recursive(
    st.builds(_written, NAMES, ATTRIBUTES, st.just("")),
    lambda trees: st.builds(_written, NAMES, ATTRIBUTES, st.lists(trees, max_size=4).map("".join)),
    max_leaves=12,
)


@given(layout=TREES, around=TREES)
def test_any_tree_is_a_style_or_one_error_with_its_line(layout: str, around: str) -> None:
    problem = None
    try:
        node = style(layout, around=around)
    except StyleError as error:
        problem = error.diagnostic
    if problem is None:
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(node), type=StyleNode) == node
        return
    assert problem.line in {1, 2, 3}
    for language in ("en", "fr"):
        assert "{" not in problem.message(language) + problem.hint(language)

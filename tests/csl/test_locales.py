"""Terms, dates and options of a language: the style's own first, then the locale files."""

from __future__ import annotations

import pytest

from citekit.csl.locales import Locale, locale_code
from citekit.csl.nodes import StyleNode
from citekit.csl.reading import read_style
from citekit.errors import UsageError

NBSP = "\N{NO-BREAK SPACE}"


def style(locales: str = "") -> StyleNode:
    return read_style(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
        f'{locales}<citation><layout><text value="x"/></layout></citation></style>'.encode()
    )


def term(name: str, text: str, attributes: str = "") -> str:
    return f'<term name="{name}" {attributes}>{text}</term>'


def own(code: str, *terms: str, rest: str = "") -> str:
    language = f'xml:lang="{code}"' if code else ""
    return f"<locale {language}>{rest}<terms>{''.join(terms)}</terms></locale>"


class TestCodes:
    @pytest.mark.parametrize(
        ("wanted", "default", "code"),
        [
            ("fr", None, "fr-FR"),
            ("FR_fr", None, "fr-FR"),
            ("fr-CH", "en-GB", "fr-CH"),
            ("fr_be", None, "fr-BE"),
            ("de-AT", None, "de-AT"),
            ("sr", None, "sr-Latn-RS"),
            ("sr-cyrl-rs", None, "sr-Cyrl-RS"),
            ("es-419", None, "es-419"),
            ("en-US-x-sort-ja-alalc97", None, "en-US"),
            (None, "fr", "fr-FR"),
            (None, "en-GB", "en-GB"),
            (None, None, "en-US"),
            (None, "", "en-US"),
            (None, "no locale at all", "en-US"),
            (None, "gx", "gx"),  # a style may bring its own words
        ],
    )
    def test_codes(self, wanted: str | None, default: str | None, code: str) -> None:
        assert locale_code(wanted, default) == code

    @pytest.mark.parametrize("wanted", ["", "klingon", "xx-XX", "fr-%", "fra", "-"])
    def test_what_is_no_language(self, wanted: str) -> None:
        with pytest.raises(UsageError) as caught:
            locale_code(wanted)
        assert caught.value.code == "locale-unknown"
        assert caught.value.parameters["near"]


class TestFiles:
    def test_a_dialect_without_a_file_has_the_words_of_its_language(self) -> None:
        swiss, french = Locale.of(style(), "fr-CH"), Locale.of(style(), "fr-FR")
        assert (swiss.code, swiss.language) == ("fr-CH", "fr")
        assert swiss.term("month-02") == french.term("month-02") == "février"
        assert swiss.dates == french.dates
        assert swiss.quotes == french.quotes

    def test_a_dialect_stands_over_its_language(self) -> None:
        assert Locale.of(style(), "de-AT").term("month-01") == "Jänner"
        assert Locale.of(style(), "de-DE").term("month-01") == "Januar"

    def test_a_language_that_has_no_file_is_written_in_english(self) -> None:
        locale = Locale.of(style(own("gx", term("and", "g"))), "gx")
        assert (locale.term("and"), locale.term("month-01")) == ("g", "January")

    def test_no_break_spaces_stay(self) -> None:
        assert Locale.of(style(), "fr-FR").quotes[:2] == (f"«{NBSP}", f"{NBSP}»")

    def test_options(self) -> None:
        french, american = Locale.of(style(), "fr-FR"), Locale.of(style(), "en-US")
        assert french.limit_day_ordinals_to_day_1
        assert not french.punctuation_in_quote
        assert not american.limit_day_ordinals_to_day_1
        assert american.punctuation_in_quote
        assert american.quotes == ("“", "”", "‘", "’")

    def test_dates(self) -> None:
        def order(code: str, form: str) -> list[str]:
            return [part.name for part in Locale.of(style(), code).dates[form].parts]

        assert order("fr-FR", "text") == ["day", "month", "year"]
        assert order("en-US", "text") == ["month", "day", "year"]


class TestTerms:
    def test_forms_stand_in_for_one_another(self) -> None:
        locale = Locale.of(style(), "fr-FR")
        assert locale.term("section", "symbol") == "§"
        assert locale.term("page", "symbol", plural=True) == "p."  # as the short form
        assert locale.term("editor", "verb-short") == "éd. par"
        words = own(
            "",
            term("by", "long"),
            term("at", "verb", 'form="verb"'),
            term("at", "long"),
        )
        locale = Locale.of(style(words), "fr-FR")
        assert [locale.term("by", form) for form in ("symbol", "short", "verb-short", "verb")] == [
            "long"
        ] * 4
        assert locale.term("at", "verb-short") == "verb"

    def test_empty_is_defined_and_unknown_is_not(self) -> None:
        locale = Locale.of(style(own("", term("and", ""))), "fr-FR")
        assert locale.term("and") == ""
        assert locale.term("no such term") is None
        assert locale.term("no such term", "verb-short", plural=True) is None

    def test_the_order_of_the_specification(self) -> None:
        """Dialect, language, no language, in the style; then the files."""
        sources = [
            own("", term("and", "any"), term("by", "any"), term("at", "any")),
            own("de", term("and", "de"), term("by", "de")),
            own("de-AT", term("and", "de-AT")),
            own("de-DE", term("and", "de-DE"), term("in", "de-DE")),
            own("fr", term("and", "fr"), term("in", "fr")),
        ]
        for order in (sources, sources[::-1]):
            locale = Locale.of(style("".join(order)), "de-AT")
            assert [locale.term(name) for name in ("and", "by", "at", "in")] == [
                "de-AT",
                "de",
                "any",
                "in",  # the file's
            ]

    def test_the_locale_comes_before_the_form(self) -> None:
        """A short form in the locale file stands, though the style has another long one."""
        locale = Locale.of(style(own("fr", term("editor", "dir."))), "fr-FR")
        assert (locale.term("editor"), locale.term("editor", "short")) == ("dir.", "éd.")

    def test_dates_and_options_one_by_one(self) -> None:
        rest = (
            '<style-options punctuation-in-quote="true"/>'
            '<date form="numeric" delimiter="."><date-part name="year"/></date>'
        )
        locale = Locale.of(style(own("fr", rest=rest)), "fr-FR")
        assert locale.punctuation_in_quote
        assert locale.limit_day_ordinals_to_day_1
        assert locale.dates["numeric"].delimiter == "."
        assert len(locale.dates["text"].parts) == 3

    def test_genders(self) -> None:
        locale = Locale.of(style(own("fr", term("edition", "éd."))), "fr-FR")
        assert locale.gender("edition") == "feminine"
        assert locale.gender("month-01") == "masculine"
        assert locale.gender("page") == ""


def ordinals(locale: Locale, numbers: list[int], gender: str = "") -> list[str]:
    return [f"{number}{locale.ordinal(number, gender)}" for number in numbers]


class TestOrdinals:
    def test_english(self) -> None:
        """The examples of everyday English, the teens and their hundreds among them."""
        assert (
            ordinals(
                Locale.of(style(), "en-US"), [1, 2, 3, 4, 10, 11, 12, 13, 21, 22, 101, 111, 113]
            )
            == "1st 2nd 3rd 4th 10th 11th 12th 13th 21st 22nd 101st 111th 113th".split()
        )

    def test_french_has_genders_for_the_first_only(self) -> None:
        locale = Locale.of(style(), "fr-FR")
        assert ordinals(locale, [1, 2, 21, 101], "masculine") == "1ᵉʳ 2ᵉ 21ᵉ 101ᵉ".split()
        assert ordinals(locale, [1, 2, 21], "feminine") == "1ʳᵉ 2ᵉ 21ᵉ".split()
        assert ordinals(locale, [1, 2]) == "1ᵉ 2ᵉ".split()

    def test_any_ordinal_of_the_style_replaces_all_others(self) -> None:
        locale = Locale.of(style(own("en", term("ordinal-03", "3"))), "en-US")
        assert ordinals(locale, [1, 2, 3, 4, 13]) == ["1", "2", "33", "4", "133"]

    def test_long_ordinals_of_the_style_replace_no_others(self) -> None:
        locale = Locale.of(style(own("en", term("long-ordinal-02", "deux"))), "en-US")
        assert [locale.long_ordinal(number) for number in (1, 2, 10)] == ["first", "deux", "tenth"]
        assert ordinals(locale, [1]) == ["1st"]

    def test_matches(self) -> None:
        words = own(
            "",
            term("ordinal", "z"),
            term("ordinal-00", "last"),
            term("ordinal-01", "two", 'match="last-two-digits"'),
            term("ordinal-02", "whole", 'match="whole-number"'),
            term("ordinal-03", "three"),
            term("ordinal-13", "thirteen"),
            term("ordinal-21", "alone", 'match="whole-number"'),
        )
        locale = Locale.of(style(words), "en-US")
        found = {number: locale.ordinal(number) for number in (10, 100, 1, 11, 101, 2, 12)}
        assert found == {
            10: "last",
            100: "last",
            1: "two",
            11: "z",
            101: "two",
            2: "whole",
            12: "z",
        }
        found = {number: locale.ordinal(number) for number in (3, 23, 13, 113, 21, 121)}
        assert found == {
            3: "three",
            23: "three",
            13: "thirteen",
            113: "thirteen",
            21: "alone",
            121: "z",
        }

    def test_the_four_terms_of_csl_1_0(self) -> None:
        words = [term(f"ordinal-0{digit}", text) for digit, text in enumerate("abcd", 1)]
        locale = Locale.of(style(own("", *words)), "en-US")
        assert ordinals(locale, [1, 2, 3, 4, 5, 10, 11, 12, 13, 21, 33, 112]) == (
            "1a 2b 3c 4d 5d 10d 11d 12d 13d 21a 33c 112d".split()
        )

    def test_long_ordinals(self) -> None:
        locale = Locale.of(style(), "fr-FR")
        assert locale.long_ordinal(3) == "troisième"
        assert locale.long_ordinal(1, "feminine") == "premier"  # the locale has no feminine
        assert locale.long_ordinal(0) is None
        assert locale.long_ordinal(11) is None
        catalan = Locale.of(style(), "ca-AD")
        assert catalan.long_ordinal(2, "masculine") == "segon"
        assert catalan.long_ordinal(2, "feminine") == "segona"

    def test_a_language_without_a_neuter_is_not_written_in_english(self) -> None:
        portuguese = Locale.of(style(), "pt-PT")
        assert portuguese.long_ordinal(1) == "primeira"
        assert ordinals(portuguese, [1]) == ["1.ª"]

"""The language of titles and abstracts; where an abstract changes language."""

from __future__ import annotations

import json
import re

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from citekit.text.language import language_boundary, language_of, language_parts


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Avant-propos", "fr"),
        ("Résumés", "fr"),
        ("Les auteurs", "fr"),
        ("Comptes rendus", "fr"),
        ("Éditorial", "fr"),
        ("L'action publique de proximité relève-t-elle du client-centrisme ?", "fr"),
        ("La philosophie de la nature", "fr"),
        ("Summaries", "en"),
        ("Book reviews", "en"),
        ("The Rule of Law", "en"),
        ("Rand’s Legal Republicanism", "en"),
        ("Twice Have the Trumpets Sounded", "en"),
        ("Introducción. La intermedialidad es a la vez mapa y territorio", "es"),
        ("Der Begriff der Zeit", "de"),
        ("La città e il diritto nella storia", "it"),
        ("História e política no Brasil", "pt"),
        ("De geschiedenis van het recht", "nl"),
        ("De rerum natura liber primus", "la"),
        # Words of both languages, and none of any.
        ("Introduction", None),
        ("Index", None),
        ("Raoul Bonin, 1904-1949", None),
        ("", None),
    ],
)
def test_the_language_of_a_title(text, code):
    assert language_of(text) == code


def test_the_default_answers_where_the_words_do_not():
    assert language_of("Introduction", "fr") == "fr"
    assert language_of("The Rule of Law", "fr") == "en"


FRENCH = "Cet article étudie le rôle du juge dans la société, et la place que lui donne la loi"
ENGLISH = "Social scientists have long studied the role of judges in the making of the law."
SPANISH = "Este artículo trata de la política y del papel de los jueces en la sociedad."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{FRENCH} ?", ENGLISH),
        (f"{FRENCH}.", f"Abstract {ENGLISH}"),
        (f"{FRENCH}. ", f"Abstract. {ENGLISH}"),
        (f"{FRENCH}", ENGLISH),
        (f"{ENGLISH} ", f"Résumé : {FRENCH}."),
        (f"{FRENCH}.", f"Resumen {SPANISH}"),
    ],
)
def test_the_second_language_starts_where_its_first_sentence_or_label_does(first, second):
    assert language_boundary(first + second) == len(first)


def test_three_languages_are_three_parts():
    text = f"{FRENCH}.{ENGLISH}{SPANISH}"
    ends = len(FRENCH) + 1, len(FRENCH) + 1 + len(ENGLISH), len(text)
    assert language_parts(text) == [
        ("fr", 0, ends[0]),
        ("en", ends[0], ends[1]),
        ("es", ends[1], ends[2]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{FRENCH}. La notion de « rule of law » et celle de « due process » y sont comparées.",
        f"{FRENCH}. “It was the best of times, it was the worst of times.” {FRENCH}.",
        f"{FRENCH}.",
        ENGLISH,
    ],
)
def test_quoted_words_and_sentences_are_no_change(text):
    assert language_boundary(text) is None
    assert len(language_parts(text)) == 1


@given(st.text(max_size=300))
def test_parts_cover_the_text_in_order(text):
    parts = language_parts(text)
    ends = [0, *(end for _, _, end in parts)]
    assert [start for _, start, _ in parts] == ends[:-1]
    assert not parts or ends[-1] == len(text)
    assert language_boundary(text) in {None, *ends}
    assert language_of(text, "und") is not None


@pytest.mark.parametrize("unit", ["a", "A. ", f"{FRENCH}. {ENGLISH} "])
def test_long_texts_take_no_more_than_linear_time(unit):
    assert_linear(lambda text: (language_parts(text), language_of(text)), lambda n: unit * n, 100)


def issues(shared):
    for file in sorted((shared / "sommaires").glob("*.gold.json")):
        yield file, json.loads(file.read_text(encoding="utf-8"))["items"]


def test_titles_of_the_development_set(shared):
    """Reviews apart, whose gold is the reviewer's language and not the reviewed title's."""
    wrong, count = [], 0
    for _, items in issues(shared):
        for item in items:
            title = item["title"]
            if item["type"] != "article-journal" or len(title.split()) < 3:
                continue
            count += 1
            if language_of(title) != item["language"]:
                wrong.append(title)
    assert count > 200
    assert len(wrong) <= 0.03 * count, wrong


def test_abstracts_of_the_development_set(shared):
    wrong, count = [], 0
    for file, items in issues(shared):
        page = file.with_name(file.name.replace(".gold.json", ".signal.txt"))
        lines = page.read_text(encoding="utf-8").splitlines()
        for item in items:
            opening = f"- {item['title']}"
            line = next((line for line in lines if line.startswith(opening)), "")
            abstract = re.split(r" p\. [\w-]+ ", line[len(opening) :], maxsplit=1)[1:]
            if not abstract:
                continue
            count += 1
            found = sorted(code for code, _, _ in language_parts(abstract[0]))
            if found != sorted(item["custom"]["abstract_languages"]):
                wrong.append((item["title"], found))
    assert count > 80
    assert len(wrong) <= 0.02 * count, wrong

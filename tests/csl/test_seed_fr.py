"""The seed with three articles by Lefebvre of 2006, in the styles of this project, mark by mark.

No-break spaces are shown: ~ is U+00A0, _ is U+202F. What is expected was composed by hand.
"""

from __future__ import annotations

import re

import msgspec
import pytest

from citekit import parse, seed
from citekit.csl import Citation, Cite, Processor
from citekit.model import Reference
from citekit.text.characters import NARROW_NBSP, NBSP

FIRST = "lefebvre2006action"
STYLES = ("apa-fr", "apa-fr-esperluette", "iso690-fr", "iso690-fr-numeric", "iso690-fr-note")
LAST_TITLES = {"second": "Qui gouverne ?", "third": "Proximité : le mot « juste » !"}
FAULT = re.compile(
    r"[?!…]\.|\.\.|,,|[,;:] ?[,;:]"  # doubled
    r"| [,.;:!?»]|« |  |(?<!~)»|«(?!~)"  # a plain space, or none, where French has another
    r"|[^_\W][;!?]|[^~\W]:(?= )"
)


@pytest.fixture(scope="module")
def works() -> list[Reference]:
    references = list(parse(seed("politiques-et-management-public-2006.txt")).references)
    (first,) = [each for each in references if each.id == FIRST]
    return references + [
        msgspec.structs.replace(first, id=key, title=title) for key, title in LAST_TITLES.items()
    ]


def shown(text: str) -> str:
    return text.replace(NBSP, "~").replace(NARROW_NBSP, "_")


def processor(style: str, works: list[Reference], **options: str) -> Processor:
    return Processor(style, works, output="text", typography="auto", tidy=True, **options)


@pytest.mark.parametrize("style", STYLES)
def test_no_fault(style: str, works: list[Reference]) -> None:
    made = processor(style, works)
    texts = made.citations(
        [Citation([Cite(work.id, "3")], note=at) for at, work in enumerate(works, 1)]
    )
    texts += made.bibliography().entries
    assert len(texts) == 20
    assert [(found, text) for text in map(shown, texts) for found in FAULT.findall(text)] == []


@pytest.mark.parametrize(
    ("style", "cited", "entries"),
    [
        (
            "apa-fr",
            "(Lefebvre, 2006a, 2006b, 2006c)",
            (
                "Lefebvre, R. (2006a). L’action publique de proximité relève-t-elle du "
                "client-centrisme_? Politiques et management public, 24(4), 1.",
                "Lefebvre, R. (2006b). Proximité~: le mot «~juste~»_! Politiques et management "
                "public, 24(4), 1.",
                "Lefebvre, R. (2006c). Qui gouverne_? Politiques et management public, 24(4), 1.",
            ),
        ),
        (
            "iso690-fr",
            "(Lefebvre 2006a, 2006b, 2006c)",
            (
                "LEFEBVRE, Rémi, 2006a. L’action publique de proximité relève-t-elle du "
                "client-centrisme_? Politiques et management public, ",
                "LEFEBVRE, Rémi, 2006b. Proximité~: le mot «~juste~»_! Politiques et management "
                "public, ",
                "LEFEBVRE, Rémi, 2006c. Qui gouverne_? Politiques et management public, ",
            ),
        ),
    ],
)
def test_letters(style: str, cited: str, entries: tuple[str, ...], works: list[Reference]) -> None:
    made = processor(style, works)
    (text,) = made.citations([Citation([Cite(key) for key in (FIRST, *LAST_TITLES)])])
    assert text == cited
    found = [shown(entry) for entry in made.bibliography().entries]
    lefebvre = [entry for entry in found if entry.casefold().startswith("lefebvre")]
    assert len(lefebvre) == 3
    for entry, beginning in zip(lefebvre, entries, strict=True):
        assert entry.startswith(beginning)


@pytest.mark.parametrize(
    ("locale", "title"),
    [
        ("fr-FR", "Proximité~: le mot «~juste~»_!"),
        ("fr-CA", "Proximité~: le mot «~juste~»!"),
        ("fr-CH", "Proximité_: le mot «_juste_»_!"),
    ],
)
def test_countries(locale: str, title: str, works: list[Reference]) -> None:
    entries = processor("apa-fr", works, locale=locale).bibliography().entries
    assert sum(f"{title} " in shown(entry) for entry in entries) == 1

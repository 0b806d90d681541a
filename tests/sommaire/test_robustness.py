"""Bad input is normal input: no exception, a clear diagnostic, time that grows with the input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from growth import assert_linear
from hypothesis import given, settings
from hypothesis import strategies as st

from citekit.sommaire import parse

HEAD = "Contenu du sommaire\nRevue | Études |\n---|---|\nNuméro | no 1, 2001 |\n"


@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    coverage = parse(text).coverage
    assert coverage.lost == 0


WORDS = st.sampled_from(
    '- ; - ;p. ;12;Revue | ;Numéro;\n;  ;•;<li>;</li>;<ul>;&eacute;;Paul Martin; et ;Rubrique;";«;'
    "»;|;Résumé;In: ;2006;.".split(";")
)


@given(st.lists(WORDS, max_size=60).map("".join))
@settings(max_examples=300)
def test_any_mixture_of_what_pages_hold(text: str) -> None:
    sommaire = parse(text)
    assert sommaire.coverage.lost == 0
    for reference in sommaire.references:
        assert reference.id
        assert reference.title


@pytest.mark.parametrize("text", ["", "   \n\n", "\ufeff"])
def test_empty(text: str) -> None:
    sommaire = parse(text)
    assert sommaire.references == ()
    assert [d.code for d in sommaire.diagnostics if d.severity == "error"]


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\n\nplease find the minutes below.\n- first point\n- second point\n",
        "<html><body><p>Nothing here</p></body></html>",
        "@article{a, title = {T}, pages = {3}}",
        "lorem ipsum " * 500,
    ],
)
def test_no_contents_page(text: str) -> None:
    sommaire = parse(text)
    assert sommaire.references == ()
    assert "sommaire-not-found" in {d.code for d in sommaire.diagnostics}
    assert sommaire.coverage.lost == 0


def test_cut_in_the_middle(root: Path) -> None:
    text = (root / "seeds" / "politiques-et-management-public-2006.txt").read_text("utf-8")
    sommaire = parse(text[: len(text) // 2])
    assert 3 <= len(sommaire.references) < 8
    assert sommaire.coverage.lost == 0


def test_two_issues_pasted_one_after_the_other() -> None:
    text = HEAD + "- Un - Anne Blondel p. 1-9\n" + HEAD.replace("2001", "2002").replace("1,", "2,")
    sommaire = parse(text + "- Deux - Paul Girard p. 3-7\n")
    assert [(r.issue, r.issued.year if r.issued else None) for r in sommaire.references] == [
        ("1", 2001),
        ("2", 2002),
    ]
    assert [issue.number for issue in sommaire.issues] == ["1", "2"]


def test_menus_around_the_contents_are_reported() -> None:
    text = (
        "Accueil\n• Recherche\n• Contact\n"
        + HEAD
        + "- Un - Anne Blondel p. 1-9\nMentions légales\n"
    )
    sommaire = parse(text)
    assert [r.title for r in sommaire.references] == ["Un"]
    skipped = [d.parameters["text"] for d in sommaire.diagnostics if "text" in d.parameters]
    assert any("Accueil" in text and "Contact" in text for text in skipped)
    assert any("Mentions légales" in text for text in skipped)


def entries(count: int) -> str:
    lines = (
        f"- Le titre {n} : une étude - Anne Blondel et Paul Girard p. {n * 3 + 1} Un résumé bref."
        for n in range(count)
    )
    return HEAD + "\n".join(lines)


@pytest.mark.parametrize(
    "document",
    [
        entries,
        lambda n: HEAD + "- " + "mot " * n * 20,
        lambda n: HEAD + "- T - A B p. 1 " + "p. 12 - " * n * 5,
        lambda n: HEAD + " " * 5 + "- " * n,
        lambda n: HEAD + "\n".join(" " * i + "- x" for i in range(n)),
        lambda n: "<html><ul>" + "<li><ul>" * n + "a - Anne Blondel p. 3</html>",
        lambda n: "<html></p>" + "<!--" * n + "<a " * n,
        lambda n: HEAD + "\n".join(f"Rubrique {i}" for i in range(n)),
        lambda n: HEAD + '- "' * n + "«" * n,
    ],
    ids=["entries", "line", "pages", "bullets", "nested", "lists", "markup", "rubrics", "quotes"],
)
def test_twice_the_input_about_twice_the_operations(document: Callable[[int], str]) -> None:
    assert_linear(parse, document, 150)

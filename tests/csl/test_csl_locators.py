"""The place in a work, as people write it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl import LABELS, parse_locator


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("12", "page", "12"),
        ("12-14", "page", "12-14"),
        ("xii", "page", "xii"),
        ("p. 12", "page", "12"),
        ("p.12", "page", "12"),
        ("p12", "page", "12"),
        ("p.\u00a012", "page", "12"),
        ("pp. 12-14", "page", "12-14"),
        ("pages 12 et 14", "page", "12 et 14"),
        ("p. iv", "page", "iv"),
        ("chap. 3", "chapter", "3"),
        ("chapitre 3", "chapter", "3"),
        ("Chapter IV", "chapter", "IV"),
        ("ch. 2", "chapter", "2"),
        ("§ 4", "section", "4"),
        ("§4", "section", "4"),
        ("§§ 4-6", "section", "4-6"),
        ("sect. 2", "section", "2"),
        ("vol. 2", "volume", "2"),
        ("t. II", "volume", "II"),
        ("tome 2", "volume", "2"),
        ("n° 4", "issue", "4"),
        ("no 4", "issue", "4"),
        ("numéro 4", "issue", "4"),
        ("fig. 7", "figure", "7"),
        ("figures 7 et 8", "figure", "7 et 8"),
        ("n. 5", "note", "5"),
        ("note 5", "note", "5"),
        ("art. 1382", "article-locator", "1382"),
        ("article 2", "article-locator", "2"),
        ("ligne 5", "line", "5"),
        ("l. 5-9", "line", "5-9"),
        ("col. 3", "column", "3"),
        ("colonnes 3-4", "column", "3-4"),
        ("f. 12r", "folio", "12r"),
        ("fol. 12 v", "folio", "12 v"),
        ("par. 8", "paragraph", "8"),
        ("paragraphe 8", "paragraph", "8"),
        ("¶ 8", "paragraph", "8"),
        ("v. 14", "verse", "14"),
        ("livre II", "book", "II"),
        ("acte 3", "act", "3"),
        ("scène 2", "scene", "2"),
        ("sc. 2", "scene", "2"),
        ("partie 1", "part", "1"),
        ("annexe B", "appendix", "B"),
        ("tableau 4", "table", "4"),
        ("éq. 3", "equation", "3"),
        ("op. 27", "opus", "27"),
        ("can. 12", "canon", "12"),
        ("règle 4", "rule", "4"),
        ("s. v. habitant", "sub-verbo", "habitant"),
        ("suppl. 1", "supplement", "1"),
        ("titre 3", "title-locator", "3"),
        ("version 2.1", "version", "2.1"),
        ("empl. 340", "elocation", "340"),
        ("1:02:33", "timestamp", "1:02:33"),
        ("avant-propos", "page", "avant-propos"),
        ("la page suivante", "page", "la page suivante"),
        ("  p.   12 ", "page", "12"),
        ("", "page", ""),
        ("p.", "page", "p."),
    ],
)
def test_parse(text: str, label: str, value: str) -> None:
    assert parse_locator(text) == (label, value)


def test_labels_are_those_of_the_citation_schema(shared: Path) -> None:
    schema = json.loads((shared / "design/csl-citation.json").read_text(encoding="utf-8"))
    items = schema["properties"]["citationItems"]["items"]["properties"]
    assert set(LABELS) == set(items["label"]["enum"])


@given(st.text(max_size=60))
def test_anything_is_some_place(text: str) -> None:
    label, value = parse_locator(text)
    assert label in LABELS
    assert value in " ".join(text.split())

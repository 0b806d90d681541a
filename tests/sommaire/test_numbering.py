"""The numberings of real journals, as a librarian would enter them."""

from __future__ import annotations

import pytest

from citekit.sommaire.numbering import read_numbering
from citekit.text.passage import Passage

CASES = [
    ("vol. 24, no 4, décembre 2006", "24", "4", "2006-12", {}),
    ("Vol. 24, n° 4, Décembre 2006.", "24", "4", "2006-12", {}),
    ("n° 3", None, "3", None, {}),
    ("vol. 6, no. 4, 1999", "6", "4", "1999", {}),
    ("LIV, 2008", "LIV", None, "2008", {}),
    ("no 92, Septembre 1977.", None, "92", "1977-09", {}),
    ("no 255-256, 2024/3-4", None, "255-256", "2024", {"issue_of_year": "3-4"}),
    ("vol. 82, no 1-2, mars-juin 2006", "82", "1-2", "2006-03/2006-06", {}),
    ("no 30-31, Automne-Printemps 2017-2018", None, "30-31", "2017-23/2018-21", {}),
    ("30-31, Automne-Printemps 2017-2018", None, "30-31", "2017-23/2018-21", {}),
    ("1er semestre 2003", None, None, "2003-01/2003-06", {}),
    ("no 10, printemps 1958", None, "10", "1958-21", {}),
    ("35, 2 (206)", "35", "2", None, {"whole_number": "206"}),
    ("Volume 52, numéro 214, printemps 2009", "52", "214", "2009-21", {}),
    ("2015/2 (Tome 21)", "21", "2", "2015", {}),
    ("Tome 76 Fascicule 6, 2010", "76", "6", "2010", {}),
    ("no 3, hors-série, 2011", None, "3, hors-série", "2011", {}),
    ("hors-série 2, 2011", None, "hors-série 2", "2011", {}),
    ("vol. 12, suppl. 1, 1999", "12", "suppl. 1", "1999", {}),
    ("2003", None, None, "2003", {}),
    ("1988-1989", None, None, "1988/1989", {}),
    ("vol. 55, no 3, september 2010", "55", "3", "2010-09", {}),
    ("Vol. XII - n° 2, 1999", "XII", "2", "1999", {}),
    ("no 4, novembre 2005 - février 2006", None, "4", "2005-11/2006-02", {}),
    ("no 2, mai - juin 1998", None, "2", "1998-05/1998-06", {}),
    ("n° 3/2001", None, "3", "2001", {}),
    ("1-2/2001", None, "1-2", "2001", {}),
    ("2003-4", None, "4", "2003", {}),
    ("no spécial 2001", None, "spécial", "2001", {}),
    ("Année 1998, no 2", None, "2", "1998", {}),
    ("45e année, no 3, 2003", "45", "3", "2003", {}),
    ("XXXIV-2, 2001", "XXXIV", "2", "2001", {}),
    ("n ° 12, 1987", None, "12", "1987", {}),
    ("no 150A, 1987", None, "150A", "1987", {}),
    ("2012/1 (n° 33)", None, "33", "2012", {"issue_of_year": "1"}),
]


@pytest.mark.parametrize(("text", "volume", "issue", "issued", "more"), CASES)
def test_numbering(
    text: str, volume: str | None, issue: str | None, issued: str | None, more: dict[str, str]
) -> None:
    found = read_numbering(Passage.plain(text, 100))
    assert (found.volume, found.issue) == (volume, issue)
    assert (found.issued.edtf() if found.issued else None) == issued
    assert found.issue_of_year == more.get("issue_of_year")
    assert found.whole_number == more.get("whole_number")
    assert found.unread == ()


def test_evidence() -> None:
    text = "vol. 24, no 4, décembre 2006"
    spans = read_numbering(Passage.plain(text, 0)).spans
    assert {fact: span.of(text) for fact, span in spans.items()} == {
        "volume": "24",
        "issue": "4",
        "issued": "décembre 2006",
    }


def test_what_is_not_understood_is_kept() -> None:
    found = read_numbering(Passage.plain("vol. 24, au fil de l'eau, 2006", 0))
    assert found.volume == "24"
    assert [passage.text for passage in found.unread] == ["au fil de l'eau"]

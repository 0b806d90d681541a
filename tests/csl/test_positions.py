"""Positions of cites: the rules of CSL 1.0.2, "Choose", and of notes in word processors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citekit.csl.positions import Place, PlacedCitation, Position, positions
from tests.growth import operations

FIRST = {"first"}
SUBSEQUENT = {"subsequent"}
IBID = {"subsequent", "ibid"}
IBID_WITH_LOCATOR = {"subsequent", "ibid", "ibid-with-locator"}
NEAR = "near-note"


def words(*document: PlacedCitation, distance: int = 5, near: bool = False) -> list[list[set[str]]]:
    """The words of each cite, without near-note unless asked for."""
    found = positions(document, distance)
    return [
        [set(place.words) - (set() if near else {NEAR}) for place in citation] for citation in found
    ]


def note(number: int, *cites: str) -> PlacedCitation:
    """``note(2, "a", "b:12")``: cites in note 2, with their pages after the colon."""
    places = [Place(work, locator) for work, _, locator in (cite.partition(":") for cite in cites)]
    return PlacedCitation(places, number or None)


def text(*cites: str) -> PlacedCitation:
    """Cites in the text."""
    return note(0, *cites)


@pytest.mark.parametrize(
    ("document", "last"),
    [
        ([note(1, "a")], FIRST),
        ([note(1, "b"), note(2, "a")], FIRST),
        ([note(1, "a"), note(2, "b"), note(3, "a")], SUBSEQUENT),
        ([note(1, "a"), note(2, "a")], IBID),
        ([note(1, "a:12"), note(2, "a:12")], IBID),
        ([note(1, "a"), note(2, "a:12")], IBID_WITH_LOCATOR),
        ([note(1, "a:12"), note(2, "a:13")], IBID_WITH_LOCATOR),
        # "if the preceding cite does have a locator and the current does not: subsequent"
        ([note(1, "a:12"), note(2, "a")], SUBSEQUENT),
        # "the preceding citation consists of a single cite"
        ([note(1, "a", "b"), note(2, "b")], SUBSEQUENT),
        ([note(1, "b"), note(1, "a"), note(2, "a")], SUBSEQUENT),
        ([note(1, "b", "a"), note(1, "a")], SUBSEQUENT),
        # "the current cite immediately follows on another cite, within the same citation"
        ([note(1, "a", "a")], IBID),
        ([note(1, "b", "a", "a:3")], IBID_WITH_LOCATOR),
        ([note(1, "a"), note(1, "a")], IBID),
        ([note(1, "a"), note(3, "a")], SUBSEQUENT),
        ([text("a"), text("a")], IBID),
        ([text("a", "b"), text("b")], SUBSEQUENT),
        ([text("a"), note(1, "a")], FIRST),
        ([text("a"), note(1, "b"), text("a")], IBID),
        ([note(1, "a"), note(2, "b"), note(1, "a")], FIRST),
        ([], None),
    ],
)
def test_position_of_the_last_cite(document: list[PlacedCitation], last: set[str] | None) -> None:
    found = words(*document)
    assert (found[-1][-1] if found else None) == last


def test_the_label_is_part_of_the_place() -> None:
    chapter = PlacedCitation([Place("a", "3", "chapter")], 2)
    assert words(note(1, "a:3"), chapter)[1] == [IBID_WITH_LOCATOR]


def test_near_note_counts_notes_from_the_last_cite() -> None:
    document = [note(1, "a"), note(2, "b"), note(4, "a"), note(9, "b"), note(9, "a")]
    found = words(*document, distance=5, near=True)
    assert found[2] == [SUBSEQUENT | {NEAR}]
    assert found[3] == [SUBSEQUENT]
    assert found[4] == [SUBSEQUENT | {NEAR}]


def test_ibid_at_any_distance_need_not_be_near() -> None:
    assert words(note(1, "a"), note(2, "a"), distance=0, near=True)[1] == [IBID]


def test_first_note_is_the_note_of_the_first_reference() -> None:
    document = [note(1, "b"), note(2, "a"), note(2, "a"), note(5, "a"), text("a"), text("a")]
    numbers = [[place.first_note for place in citation] for citation in positions(document)]
    assert numbers == [[""], [""], [""], ["2"], [""], [""]]


def test_numbers_that_begin_again_begin_a_new_series() -> None:
    document = [note(3, "a"), note(1, "a"), note(2, "b"), note(3, "a")]
    assert words(*document)[1:] == [[FIRST], [FIRST], [SUBSEQUENT]]
    assert positions(document)[3][0].first_note == "1"


@pytest.mark.parametrize(
    ("position", "near_note", "expected"),
    [
        (0, None, FIRST),
        (0, True, FIRST),
        (1, None, SUBSEQUENT),
        (1, True, SUBSEQUENT | {NEAR}),
        (2, False, IBID),
        (3, None, IBID_WITH_LOCATOR),
        (99, None, IBID_WITH_LOCATOR),
        (-1, None, FIRST),
    ],
)
def test_a_forced_position(position: int, near_note: bool | None, expected: set[str]) -> None:
    place = Place("a", position=position, near_note=near_note)
    assert words(PlacedCitation([place]), near=True) == [[expected]]


def test_a_citation_that_only_names_authors_cites_nothing() -> None:
    named = PlacedCitation([Place("a")], 2, counts=False)
    assert words(named, note(2, "a")) == [[FIRST], [FIRST]]
    assert words(note(1, "b"), named, note(2, "b"))[2] == [IBID]
    assert words(note(1, "a"), named)[1] == [FIRST]


def test_subsequent_is_a_word_of_its_own() -> None:
    assert [place.subsequent for place in positions([note(1, "a", "a")])[0]] == [False, True]
    assert Position() == Position(frozenset({"first"}), "")


CITATIONS = st.lists(
    st.builds(
        note,
        st.integers(0, 4),
        st.sampled_from(["a", "b", "a:1", "b:2"]),
        st.sampled_from(["a", "b", "b:2"]),
    )
)


@given(CITATIONS)
def test_what_the_specification_promises(document: list[PlacedCitation]) -> None:
    found = positions(document)
    assert [len(citation) for citation in found] == [len(citation.cites) for citation in document]
    for position in (place for citation in found for place in citation):
        implied = {"ibid-with-locator": "ibid", "ibid": "subsequent", NEAR: "subsequent"}
        assert all(implied.get(word, word) in position.words for word in position.words)
        assert ("first" in position.words) != ("subsequent" in position.words)
        assert not position.first_note or position.subsequent


def test_time_grows_with_the_document() -> None:
    def placed(count: int) -> int:
        document = [note(number, f"w{number % 500}") for number in range(1, count + 1)]
        return operations(lambda: positions(document))

    assert placed(4000) < 2.2 * placed(2000)

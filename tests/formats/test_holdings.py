"""What a format cannot hold is told: by reference, or in one sentence."""

from __future__ import annotations

import pytest

from citekit.formats import FORMATS, holdings
from citekit.model import Date, Name, Reference

ARTICLE = Reference(
    id="a",
    type="article-journal",
    title="Le public dans les contrats de ville",
    author=(Name(family="Certeau", given="Michel", dropping_particle="de"),),
    issued=Date.of(2006, 12),
    page="17",
    custom={"access": "libre"},
)


class Plain:
    """A format that has no place for ``custom``, and of a date only the year."""

    @staticmethod
    def kept(reference: Reference) -> Reference:
        issued = reference.issued and Date.of(reference.issued.year or 0)
        return reference.replace(custom=None, issued=issued)


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("citekit.formats.import_module", lambda _name: Plain)
    return "coins"


def test_what_is_left_out_and_what_is_said_in_part(plain: str) -> None:
    lost = holdings.losses([ARTICLE], plain)
    assert lost == [
        holdings.Loss("a", "issued", in_part=True),
        holdings.Loss("a", "custom", in_part=False),
    ]
    (told,) = holdings.tell("loss", lost, plain)
    assert (told.code, told.severity, told.reference) == ("loss", "warning", "a")
    assert "issued (…), custom" in told.message()


def test_one_sentence_for_all(plain: str) -> None:
    lost = holdings.losses([ARTICLE, ARTICLE.replace(id="b", custom=None)], plain)
    (told,) = holdings.tell_in_one("losses", lost, plain)
    assert (
        told.message() == "COinS in a web page cannot hold, in 2 references: issued (2), custom (1)"
    )


def test_nothing_lost_nothing_told(plain: str) -> None:
    whole = ARTICLE.replace(issued=Date.of(2006), custom=None)
    assert holdings.losses([whole], plain) == []
    assert holdings.tell_in_one("losses", [], plain) == []


def test_a_divided_particle_is_no_loss(plain: str, monkeypatch: pytest.MonkeyPatch) -> None:
    joined = ARTICLE.replace(author=(Name(family="de Certeau", given="Michel"),))
    monkeypatch.setattr(Plain, "kept", staticmethod(lambda _reference: joined))
    assert holdings.losses([ARTICLE], plain) == []


def test_the_deprecated_spelling_of_an_event_is_no_loss() -> None:
    old = Reference(id="a", type="speech", event="15e colloque international")
    assert holdings.losses([old], "csljson") == []


@pytest.mark.parametrize("name", ["csljson", "bibtex", "biblatex", "ris"])
def test_the_formats_for_everything_lose_nothing(name: str) -> None:
    assert holdings.losses([ARTICLE], name) == []


def test_what_zotero_passes_over() -> None:
    tagged = ARTICLE.replace(keyword="client, usager")
    assert holdings.unread_by_zotero([tagged], "csljson-zotero") == [
        holdings.Loss("a", "keyword", in_part=False)
    ]
    assert holdings.unread_by_zotero([tagged], "rdf") == []


def test_every_format_for_zotero_is_one() -> None:
    for each in FORMATS.values():
        if each.for_zotero:
            assert FORMATS[each.for_zotero].for_zotero == each.for_zotero
            assert FORMATS[each.for_zotero].is_written

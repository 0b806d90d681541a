"""References as objects of the Web API: valid fields for each type, and keys that stay."""

from __future__ import annotations

import re

import pytest
from deliver.web_double import KEY
from deliver.works import article, with_children

from citekit import Date, Name, Reference
from citekit.deliver import web as target
from citekit.deliver.web_items import key_of, work
from citekit.model import ATTRIBUTES
from citekit.model.reference import DATE_VARIABLES, NAME_VARIABLES, TEXT_VARIABLES

KINDS = {
    "article-journal": "journalArticle",
    "article-newspaper": "newspaperArticle",
    "book": "book",
    "chapter": "bookSection",
    "thesis": "thesis",
    "paper-conference": "conferencePaper",
    "report": "report",
    "webpage": "webpage",
}


def full(kind: str) -> Reference:
    """A reference of that type with a value for every variable."""
    values: dict[str, object] = {}
    for variable in TEXT_VARIABLES:
        if variable not in {"id", "event"}:
            values[ATTRIBUTES[variable]] = f"{variable} value"
    for variable in NAME_VARIABLES:
        values[ATTRIBUTES[variable]] = (Name(family=variable, given="A"), Name(literal="B"))
    for variable in DATE_VARIABLES:
        values[ATTRIBUTES[variable]] = Date(date_parts=((2001, 2, 3),))
    return Reference(id="a", type=kind, categories=("x",), custom={"k": 1}, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_every_variable_of_every_type_is_accepted(web, clock, kind):
    environment = {"ZOTERO_API_KEY": KEY}
    done = target.push([full(kind)], server=web.address, clock=clock, environment=environment)
    assert done.diagnostics == ()
    (item, note) = web.items.values()
    assert item["itemType"] == KINDS[kind]
    assert note["parentItem"] == item["key"]
    assert "annote: annote value" in item["extra"]


def test_a_key_is_one_of_zoteros_and_stays():
    first = work(article(1), "users/1", []).item.key
    assert re.fullmatch("[23456789ABCDEFGHIJKLMNPQRSTUVWXYZ]{8}", first)
    assert work(article(1).replace(id="other"), "users/1", ["K"]).item.key == first
    others = {
        work(article(2), "users/1", []).item.key,
        work(article(1), "users/2", []).item.key,
        work(article(1), "users/1", [], "salt").item.key,
    }
    assert len(others | {first}) == 4


def test_keys_are_spread_over_the_whole_alphabet():
    keys = [key_of(str(number)) for number in range(5000)]
    assert len(set(keys)) == 5000
    assert all(len({key[place] for key in keys}) == 33 for place in range(8))


def test_a_childs_key_follows_from_its_parents():
    one = work(with_children(1), "users/1", [])
    first, second = one.children("ABCD2345")
    assert [each.kind for each in (first, second)] == ["note", "attachment"]
    assert first.key != second.key
    assert [each.key for each in one.children("ABCD2346")] != [first.key, second.key]
    assert one.files == ("files/copie.pdf",)
